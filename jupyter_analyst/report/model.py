"""What a notebook says, as one record: every kind of report is written from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import TYPE_CHECKING, Any

from jupyter_analyst.data import Dataset
from jupyter_analyst.notebook import KEY
from jupyter_analyst.profile import Profile
from jupyter_analyst.report.blocks import Block, Figure, Heading, words
from jupyter_analyst.report.markdown import read_markdown
from jupyter_analyst.report.outputs import Found, read_output
from jupyter_analyst.tools import Result

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

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
    body : tuple of Block or Result
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
    """

    title: str
    author: str
    date: date
    body: tuple[Block | Result, ...]
    datasets: tuple[Dataset, ...] = ()
    profiles: tuple[Profile, ...] = ()
    sources: tuple[Source, ...] = ()
    language: str = "python"
    software: tuple[tuple[str, str], ...] = ()

    @property
    def results(self) -> tuple[Result, ...]:
        """The results in the body."""
        return tuple(item for item in self.body if isinstance(item, Result))


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
    found = [
        item
        for number, cell in enumerate(notebook.cells, start=1)
        if SKIP not in cell.metadata.get("tags", ())
        for item in _found(cell, number)
    ]
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
    )


def _found(cell: NotebookNode, number: int) -> list[Found]:
    if cell.cell_type == "markdown":
        return [*read_markdown(cell.source, attachments=cell.get("attachments"))]
    if cell.cell_type != "code":
        return []
    caption = str(cell.metadata.get(KEY, {}).get("caption", ""))
    shown = (read_output(each, caption=caption, where=f"cell {number}") for each in cell.outputs)
    found = [*chain.from_iterable(shown)]
    drawn = [chart for item in found if isinstance(item, Result) for chart in item.charts]
    return [item for item in found if not (isinstance(item, Figure) and item.chart in drawn)]


def _sources(notebook: NotebookNode) -> Iterator[Source]:
    for number, cell in enumerate(notebook.cells, start=1):
        if cell.cell_type == "code" and cell.source.strip():
            yield Source(number, cell.source)


def _title(notebook: NotebookNode) -> str:
    metadata = notebook.metadata
    return str(metadata.get(KEY, {}).get("title") or metadata.get("title") or "")


def _first_heading(body: Iterable[Block | Result]) -> str:
    first = next((item for item in body if isinstance(item, Heading)), None)
    return words(first.text) if first and first.level == 1 else ""


def _without_title(body: list[Block | Result], title: str) -> Iterator[Block | Result]:
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
    name, _, version = str(metadata.get(KEY, {}).get("made_with", "")).partition(" ")
    if name:
        yield name, version
    language = metadata.get("language_info", {})
    if language.get("name"):
        yield str(language["name"]), str(language.get("version", ""))
