"""Put what a notebook says in the order of a report: parts made of blocks."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from jupyter_analyst import wording
from jupyter_analyst.report.blocks import (
    Block,
    Code,
    Figure,
    Grid,
    Heading,
    Item,
    KeyNumbers,
    Pair,
    Paragraph,
    Span,
    marked,
    plain,
)
from jupyter_analyst.report.datasets import data_part
from jupyter_analyst.report.environment import environment_part
from jupyter_analyst.report.methods import methodology

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from jupyter_analyst.charts import Chart
    from jupyter_analyst.report.model import Report
    from jupyter_analyst.report.templates import Template
    from jupyter_analyst.tools import Check, Result, Table

MOST_KEY_NUMBERS = 6
_UNNUMBERED = frozenset({"summary", "references", "code", "environment"})


@dataclass(frozen=True)
class Part:
    """A part of a report.

    Parameters
    ----------
    name : str
        One of `templates.PARTS`, or ``"references"``.
    blocks : tuple of Block
        What stands in it, the heading first; empty for cover and contents.
    """

    name: str
    blocks: tuple[Block, ...] = ()

    @property
    def is_numbered(self) -> bool:
        """Whether its headings have numbers, where headings have."""
        return self.name not in _UNNUMBERED


def compose(report: Report, template: Template, parts: Sequence[str]) -> list[Part]:
    """Return the parts of a report; those that would be empty are left out.

    Parameters
    ----------
    report : Report
        What the notebook says.
    template : Template
        How much of it is shown.
    parts : sequence of str
        The parts that are wanted, in order.
    """
    makers: dict[str, Callable[[], Iterator[Block]]] = {
        "summary": lambda: _summary(report, template),
        "data": lambda: data_part(report),
        "methods": lambda: _methods(report),
        "results": lambda: _results(report, template, with_checks="checks" in parts),
        "checks": lambda: _checks_alone(report, parts),
        "code": lambda: _code(report),
        "environment": lambda: environment_part(report),
    }
    made: list[Part] = []
    for name in parts:
        blocks = tuple(_in_steps(makers[name]())) if name in makers else ()
        if blocks or name not in makers:
            made.append(Part(name, blocks))
    if "methods" in parts:
        made = _with_references(made, report)
    return made


def _summary(report: Report, template: Template) -> Iterator[Block]:
    if not report.results:
        return
    yield Heading(plain("Summary"), 1)
    numbers = [(number, result.title) for result in report.results if (number := _key(result))]
    if template.key_numbers and numbers:
        yield KeyNumbers(tuple(numbers[:MOST_KEY_NUMBERS]))
    for i, result in enumerate(report.results):
        title = Span(f"{result.title}. ", strong=True)
        yield Item((title, *_without_strong(marked(result.sentence))), starts=i == 0)


def _key(result: Result) -> str:
    """Return the first number the sentence of a result puts in strong letters."""
    strong = (span.text for span in marked(result.sentence) if span.strong)
    return next((text for text in strong if any(map(str.isdigit, text))), "")


def _without_strong(text: tuple[Span, ...]) -> tuple[Span, ...]:
    return tuple(replace(span, strong=False) for span in text)


def _methods(report: Report) -> Iterator[Block]:
    used = methodology(report.results)
    if not used.methods:
        return
    yield Heading(plain("Methods"), 1)
    for method in used.methods:
        yield Heading(plain(method.title), 2)
        yield Paragraph(marked(method.text))
    libraries = ", ".join(f"{name} {version}" for name, version in used.versions)
    if libraries:
        yield Paragraph(plain(f"Computed with {libraries}."), "source")


def _with_references(made: list[Part], report: Report) -> list[Part]:
    """Add the references behind the last part that is no appendix."""
    sources = methodology(report.results).references
    if not sources:
        return made
    points = [Item(plain(source), ordered=True, starts=i == 0) for i, source in enumerate(sources)]
    part = Part("references", (Heading(plain("References"), 1), *points))
    body = [i for i, known in enumerate(made) if known.name not in {"code", "environment"}]
    place = body[-1] + 1 if body else 0
    return [*made[:place], part, *made[place:]]


def _results(report: Report, template: Template, *, with_checks: bool) -> Iterator[Block]:
    """Yield the body; with results in it, the headings of the notebook go below ours."""
    if not report.body:
        return
    if report.results or not isinstance(report.body[0], Heading):
        yield Heading(plain("Results" if report.results else report.title), 1)
    shift = _shift(report)
    below = 2  # results stand below the sections of the notebook, not below its remarks
    for item in report.body:
        if isinstance(item, Heading):
            level = item.level + shift
            below = 3 if level <= 2 else below
            yield replace(item, level=level)
        elif isinstance(item, Block):
            yield item
        else:
            yield from _result(item, below, template, with_checks=with_checks)


def _shift(report: Report) -> int:
    """Return how many levels the headings of the notebook go down."""
    highest = min((item.level for item in report.body if isinstance(item, Heading)), default=1)
    return max(0, 2 - highest) if report.results else 1 - highest


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


def _checks_alone(report: Report, parts: Sequence[str]) -> Iterator[Block]:
    checked = [result for result in report.results if result.checks]
    if "results" in parts or not checked:
        return
    yield Heading(plain("Checks"), 1)
    for result in checked:
        yield _check_grid(result.checks, result.title)


def _code(report: Report) -> Iterator[Block]:
    if not report.sources:
        return
    yield Heading(plain("Appendix: code"), 1)
    for source in report.sources:
        yield Paragraph(plain(f"Cell {source.number}"), "label")
        yield Code(source.code, report.language)


def _in_steps(blocks: Iterator[Block]) -> Iterator[Block]:
    """Yield the blocks with headings that never skip a level on the way down."""
    level = 0
    for block in blocks:
        if isinstance(block, Heading):
            level = min(block.level, level + 1, 4)
            yield replace(block, level=level)
        else:
            yield block
