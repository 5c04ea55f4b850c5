"""Put what a notebook says in the order of a report: parts made of blocks."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from jupyter_analyst.report.blocks import (
    Block,
    Code,
    Heading,
    Item,
    KeyNumbers,
    Paragraph,
    Span,
    Text,
    marked,
    plain,
)
from jupyter_analyst.report.datasets import data_part
from jupyter_analyst.report.discussion import discussion_part, executions_part
from jupyter_analyst.report.environment import environment_part
from jupyter_analyst.report.findings import Finding
from jupyter_analyst.report.methods import methodology
from jupyter_analyst.report.results import checks_part, results_part
from jupyter_analyst.tools import Result

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from jupyter_analyst.report.model import Report
    from jupyter_analyst.report.templates import Template

MOST_KEY_NUMBERS = 6
_APPENDICES = frozenset({"executions", "code", "environment"})
_UNNUMBERED = _APPENDICES | {"summary", "references"}


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
        "results": lambda: results_part(report, template, with_checks="checks" in parts),
        "checks": lambda: checks_part(report, parts),
        "discussion": lambda: discussion_part(report),
        "executions": lambda: executions_part(report),
        "code": lambda: _code(report, parts),
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
    points = [*_points(report)]
    if not points:
        return
    yield Heading(plain("Summary"), 1)
    numbers = [(number, result.title) for result in report.results if (number := _key(result))]
    if template.key_numbers and numbers:
        yield KeyNumbers(tuple(numbers[:MOST_KEY_NUMBERS]))
    for i, point in enumerate(points):
        yield Item(point, starts=i == 0)


def _points(report: Report) -> Iterator[Text]:
    """Yield what was found: the answer to each question, the sentence of each other result."""
    for item in report.body:
        if isinstance(item, Finding) and item.answer:
            end = "" if item.title.endswith(("?", ".", "!")) else "."
            yield Span(f"{item.title}{end} ", strong=True), Span(item.answer)
        elif isinstance(item, Finding | Result):
            for result in item.results if isinstance(item, Finding) else (item,):
                title = Span(f"{result.title}. ", strong=True)
                yield (title, *_without_strong(marked(result.sentence)))


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
    body = [i for i, known in enumerate(made) if known.name not in _APPENDICES]
    place = body[-1] + 1 if body else 0
    return [*made[:place], part, *made[place:]]


def _code(report: Report, parts: Sequence[str]) -> Iterator[Block]:
    """Yield the code of all cells; what ran in the sandbox is listed there if that part is too."""
    elsewhere = {each.number for each in report.executions if "executions" in parts}
    sources = [source for source in report.sources if source.number not in elsewhere]
    if not sources:
        return
    yield Heading(plain("Appendix: code"), 1)
    for source in sources:
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
