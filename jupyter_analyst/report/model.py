"""What a notebook says, as one record: every kind of report is written from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import TYPE_CHECKING, Any

from jupyter_analyst.data import Dataset
from jupyter_analyst.profile import Profile
from jupyter_analyst.report.blocks import Block, Figure, Heading, words
from jupyter_analyst.report.findings import (
    Executed,
    Finding,
    about,
    answer_in,
    executed,
    is_discussed,
    known,
)
from jupyter_analyst.report.markdown import read_markdown
from jupyter_analyst.report.outputs import Found, read_output
from jupyter_analyst.tools import Result

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from nbformat import NotebookNode

SKIP = "analyst-skip"
"""The tag of cells that stay out of reports; their code is still listed."""


@dataclass(frozen=True)
class Source:
    """The code of a cell.

    Parameters
    ----------
    number : int
        Place of the cell in the notebook, from 1.
    code : str
        Its text.
    """

    number: int
    code: str


@dataclass(frozen=True)
class Report:
    """All a notebook has to say.

    Parameters
    ----------
    title : str
        What it is about.
    author : str
        Who made it; empty if the notebook does not say.
    date : datetime.date
        Day of the report.
    body : tuple of Block, Result or Finding
        What was written and found, in the order of the notebook.
    datasets : tuple of Dataset
        The data that were loaded, each version once.
    profiles : tuple of Profile
        What is known about them, each version once.
    sources : tuple of Source
        The code.
    language : str
        In which language the code is written.
    software : dict
        Programs that made the notebook and their versions.
    discussion : tuple of Block
        Questions with their answers, and what else is tagged as discussion.
    executions : tuple of Executed
        The code that ran in the sandbox.
    """

    title: str
    author: str
    date: date
    body: tuple[Block | Result | Finding, ...]
    datasets: tuple[Dataset, ...] = ()
    profiles: tuple[Profile, ...] = ()
    sources: tuple[Source, ...] = ()
    language: str = "python"
    software: tuple[tuple[str, str], ...] = ()
    discussion: tuple[Block, ...] = ()
    executions: tuple[Executed, ...] = ()

    @property
    def results(self) -> tuple[Result, ...]:
        """The results in the body."""
        return tuple(
            result
            for item in self.body
            for result in (item.results if isinstance(item, Finding) else (item,))
            if isinstance(result, Result)
        )


def read_notebook(
    notebook: NotebookNode, *, title: str | None = None, name: str = "", today: date | None = None
) -> Report:
    """Return what a notebook says; any notebook, ours or not.

    Parameters
    ----------
    notebook : NotebookNode
        The notebook.
    title : str, optional
        What it is about; what the notebook says, its first heading or `name` if left out.
    name : str
        What it is called where it has no title.
    today : datetime.date, optional
        Day of the report; today if left out.
    """
    cells = [cell for cell in enumerate(notebook.cells, start=1) if not _is_skipped(cell[1])]
    found = list(_all_found(cells))
    body = [item for item in found if not isinstance(item, Dataset | Profile)]
    called = title or _title(notebook) or _first_heading(body) or name or "Analysis report"
    metadata = notebook.metadata
    return Report(
        title=called,
        author=_author(metadata),
        date=today or date.today(),
        body=tuple(_without_title(body, called)),
        datasets=_latest(item for item in found if isinstance(item, Dataset)),
        profiles=_latest(item for item in found if isinstance(item, Profile)),
        sources=tuple(_sources(notebook)),
        language=str(metadata.get("kernelspec", {}).get("language") or "python"),
        software=tuple(_software(metadata)),
        discussion=tuple(chain.from_iterable(_discussed(cell) for _, cell in cells)),
        executions=tuple(filter(None, (executed(cell, number) for number, cell in cells))),
    )


def _is_skipped(cell: NotebookNode) -> bool:
    return SKIP in cell.metadata.get("tags", ())


def _all_found(cells: Sequence[tuple[int, NotebookNode]]) -> Iterator[Found | Finding]:
    """Yield what numbered cells add to the body."""
    following = [*(cell for _, cell in cells), None][1:]
    for (number, cell), after in zip(cells, following, strict=True):
        yield from _found(cell, number, after)


def _first_of(told: Mapping[str, Any], *names: str) -> str:
    """Return the first of some texts that is there, empty if none is."""
    return next((str(told[name]) for name in names if told.get(name)), "")


def _found(cell: NotebookNode, number: int, after: NotebookNode | None) -> list[Found | Finding]:
    """Return what a cell adds to the body; the cell after it may hold the answer."""
    told = about(cell)
    found = [*_shown(cell, number, told)]
    title = _first_of(told, "title", "question")
    if not title:
        return [*found]
    data = [item for item in found if isinstance(item, Dataset | Profile)]
    rest = tuple(item for item in found if not isinstance(item, Dataset | Profile))
    answer = (told.get("answer") and answer_in(after)) or str(told.get("answer") or "")
    return [*data, Finding(title, answer, rest)] if answer or rest else [*data]


def _shown(cell: NotebookNode, number: int, told: Mapping[str, Any]) -> list[Found]:
    """Return what a cell says or shows outside of the discussion."""
    if cell.cell_type == "markdown" and not is_discussed(cell.metadata):
        return [*read_markdown(cell.source, attachments=cell.get("attachments"))]
    if cell.cell_type != "code":
        return []
    caption = _first_of(told, "caption", "title", "question")
    outputs = [output for output in cell.outputs if not is_discussed(output.get("metadata", {}))]
    shown = (read_output(each, caption=caption, where=f"cell {number}") for each in outputs)
    found = [*chain.from_iterable(shown)]
    drawn = [chart for item in found if isinstance(item, Result) for chart in item.charts]
    return [item for item in found if not (isinstance(item, Figure) and item.chart in drawn)]


def _discussed(cell: NotebookNode) -> Iterator[Block]:
    if cell.cell_type == "markdown" and is_discussed(cell.metadata):
        yield from read_markdown(cell.source, attachments=cell.get("attachments"))
    for output in cell.get("outputs", ()):
        if is_discussed(output.get("metadata", {})):
            yield from read_markdown("".join(output.data.get("text/markdown", "")))


def _sources(notebook: NotebookNode) -> Iterator[Source]:
    for number, cell in enumerate(notebook.cells, start=1):
        if cell.cell_type == "code" and cell.source.strip():
            yield Source(number, cell.source)


def _title(notebook: NotebookNode) -> str:
    metadata = notebook.metadata
    return str(known(metadata).get("title") or metadata.get("title") or "")


def _first_heading(body: Iterable[Block | Result | Finding]) -> str:
    first = next((item for item in body if isinstance(item, Heading)), None)
    return words(first.text) if first and first.level == 1 else ""


def _without_title(
    body: list[Block | Result | Finding], title: str
) -> Iterator[Block | Result | Finding]:
    """Leave out headings that only repeat the title or announce a result by its own title."""
    following = [*body, None][1:]
    for item, after in zip(body, following, strict=True):
        said = words(item.text) if isinstance(item, Heading) else None
        announced = after.title if isinstance(after, Result) else title
        if said is None or said not in {title, announced}:
            yield item


def _author(metadata: NotebookNode) -> str:
    authors = metadata.get("authors") or []
    names = [
        author.get("name", "") if isinstance(author, dict) else str(author) for author in authors
    ]
    return ", ".join(filter(None, names))


def _latest(items: Iterable[Any]) -> tuple[Any, ...]:
    """Return one record of each version of the data, the last that was shown."""
    return tuple({(item.name, item.version): item for item in items}.values())


def _software(metadata: NotebookNode) -> Iterator[tuple[str, str]]:
    name, _, version = str(known(metadata).get("made_with", "")).partition(" ")
    if name:
        yield name, version
    language = metadata.get("language_info", {})
    if language.get("name"):
        yield str(language["name"]), str(language.get("version", ""))
