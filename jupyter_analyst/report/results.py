"""The results of a report: each with its sentence, origin, doubts, figures and tables."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from jupyter_analyst import wording
from jupyter_analyst.report.blocks import (
    Block,
    Figure,
    Grid,
    Heading,
    Pair,
    Paragraph,
    Span,
    marked,
    plain,
)
from jupyter_analyst.report.findings import Finding
from jupyter_analyst.tools import Result

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from jupyter_analyst.charts import Chart
    from jupyter_analyst.report.model import Report
    from jupyter_analyst.report.templates import Template
    from jupyter_analyst.tools import Check, Table


def results_part(report: Report, template: Template, *, with_checks: bool) -> Iterator[Block]:
    """Yield the body; with findings in it, the headings of the notebook go below ours.

    Parameters
    ----------
    report : Report
        What the notebook says.
    template : Template
        How much of it is shown.
    with_checks : bool
        Whether each result has its checks.
    """
    body = [item for item in report.body if not isinstance(item, Finding) or item.found]
    if body:
        has_findings = any(isinstance(item, Finding | Result) for item in body)
        if has_findings or not isinstance(body[0], Heading):
            yield Heading(plain("Results" if has_findings else report.title), 1)
        shift = _shift(body, has_findings=has_findings)
        yield from _shifted(body, shift, template, with_checks=with_checks)


def _shifted(
    body: Iterable[Block | Finding | Result], shift: int, template: Template, *, with_checks: bool
) -> Iterator[Block]:
    """Yield the body with its headings moved, and what is found below them."""
    below = 2  # results stand below the sections of the notebook, not below its remarks
    for item in body:
        if isinstance(item, Heading):
            level = item.level + shift
            below = 3 if level <= 2 else below
            yield replace(item, level=level)
        elif isinstance(item, Block):
            yield item
        elif isinstance(item, Finding):
            yield from _finding(item, below, template, with_checks=with_checks)
        else:
            yield from _result(item, below, template, with_checks=with_checks)


def checks_part(report: Report, parts: Sequence[str]) -> Iterator[Block]:
    """Yield the checks of all results, unless they stand with the results.

    Parameters
    ----------
    report : Report
        What the notebook says.
    parts : sequence of str
        The parts that are wanted.
    """
    checked = [result for result in report.results if result.checks]
    if "results" in parts or not checked:
        return
    yield Heading(plain("Checks"), 1)
    for result in checked:
        yield _check_grid(result.checks, result.title)


def _shift(body: Sequence[Block | Finding | Result], *, has_findings: bool) -> int:
    """Return how many levels the headings of the notebook go down."""
    highest = min((item.level for item in body if isinstance(item, Heading)), default=1)
    return max(0, 2 - highest) if has_findings else 1 - highest


def _finding(
    finding: Finding, level: int, template: Template, *, with_checks: bool
) -> Iterator[Block]:
    """Yield what code showed under what was asked; a result among it has its own sentence."""
    yield Heading(plain(finding.title), level)
    if finding.answer and not finding.results:
        yield Paragraph(plain(finding.answer), "lead")
    for item in finding.found:
        if isinstance(item, Result):
            yield from _result(item, level + 1, template, with_checks=with_checks)
        elif isinstance(item, Heading):
            yield replace(item, level=level + item.level)
        else:
            yield item


def _result(
    result: Result, level: int, template: Template, *, with_checks: bool
) -> Iterator[Block]:
    yield Heading(plain(result.title), level)
    yield Paragraph(marked(result.sentence), "lead")
    yield Paragraph(plain(_origin(result)), "source")
    for note in result.notes:
        text = (Span(note.strong, strong=True), Span(" "), *marked(note.text))
        yield Paragraph(text if note.text else text[:1], "note")
    yield from _figures(result.charts[: template.charts])
    for table in result.tables:
        yield _grid(table)
    if with_checks and result.checks:
        yield _check_grid(result.checks, f"Checks: {result.title}")


def _figures(charts: Sequence[Chart]) -> Iterator[Block]:
    """Yield up to two charts in full width; of more, two stand side by side."""
    figures = [Figure(_caption(chart), chart.alt, chart=chart) for chart in charts]
    n_alone = len(figures) if len(figures) <= 2 else len(figures) % 2
    yield from figures[:n_alone]
    yield from map(Pair, figures[n_alone::2], figures[n_alone + 1 :: 2])


def _caption(chart: Chart) -> str:
    """Return title and description, the title once."""
    is_said = chart.alt.startswith(chart.title)
    return chart.alt if is_said else f"{chart.title}. {chart.alt}"


def _grid(table: Table) -> Grid:
    return Grid(
        head=(tuple(column.name for column in table.columns),),
        rows=tuple(tuple(map(plain, row)) for row in table.texts()),
        right=tuple(column.format != "text" for column in table.columns),
        caption=table.caption,
    )


def _check_grid(checks: Sequence[Check], caption: str) -> Grid:
    return Grid(
        head=(("Assumption", "Verdict", "Why"),),
        rows=tuple(
            (
                plain(check.name),
                (Span(check.verdict, strong=check.verdict == "Not met"),),
                marked(check.reason),
            )
            for check in checks
        ),
        right=(False, False, False),
        caption=caption,
        prose=(2,),
    )


def _origin(result: Result) -> str:
    rows = f"{wording.count(result.n_used, 'row')} used"
    if result.n_left_out:
        rows += f", {result.n_left_out:,} left out because of missing values"
    origin = result.provenance
    if not origin or not origin.dataset:
        return f"{rows}."
    seed = f"; seed {origin.seed}" if origin.seed is not None else ""
    return f"Source: {origin.dataset}, version {origin.version}; {rows}{seed}."
