"""What a notebook says about questions that were asked and about code that ran in the sandbox."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from jupyter_analyst.notebook import KEY, MAGIC
from jupyter_analyst.report.blocks import Block, Paragraph, words
from jupyter_analyst.report.markdown import read_markdown
from jupyter_analyst.tools import Result

if TYPE_CHECKING:
    from nbformat import NotebookNode

DISCUSSION = "analyst-discussion"
"""The tag of cells and outputs that are part of the discussion."""


@dataclass(frozen=True)
class Finding:
    """What one piece of code showed, under what was asked of it.

    Parameters
    ----------
    title : str
        The question; for code of a person's own what it was called.
    answer : str
        The answer in a sentence; empty for code of a person's own.
    found : tuple of Block or Result
        What it showed.
    """

    title: str
    answer: str
    found: tuple[Block | Result, ...]

    @property
    def results(self) -> tuple[Result, ...]:
        """The results among what it showed."""
        return tuple(item for item in self.found if isinstance(item, Result))


@dataclass(frozen=True)
class Run:
    """One time code ran in the sandbox.

    Parameters
    ----------
    code : str
        What ran.
    status : str
        How it ended: ok, error, timeout, died or refused.
    seconds : float, optional
        How long it took; None if that is not known.
    fault : str
        What went wrong.
    """

    code: str
    status: str
    seconds: float | None = None
    fault: str = ""


@dataclass(frozen=True)
class Executed:
    """The runs a cell stands for: one, or those it took to answer a question.

    Parameters
    ----------
    number : int
        Place of the cell in the notebook, from 1.
    title : str
        The question, if it was one.
    model : str
        Who wrote the code, if it was not a person.
    runs : tuple of Run
        The runs in order.
    """

    number: int
    title: str
    model: str
    runs: tuple[Run, ...]


def known(metadata: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what we keep in the metadata of a notebook, a cell or an output.

    Parameters
    ----------
    metadata : mapping
        The metadata; what is not ours may hold anything.
    """
    ours = metadata.get(KEY)
    return ours if isinstance(ours, Mapping) else {}


def is_discussed(metadata: Mapping[str, Any]) -> bool:
    """Tell whether a cell or output is part of the discussion.

    Parameters
    ----------
    metadata : mapping
        Its metadata.
    """
    return DISCUSSION in metadata.get("tags", ())


def about(cell: NotebookNode) -> Mapping[str, Any]:
    """Return what we know about a cell: kept with it, or with the answer it shows.

    Parameters
    ----------
    cell : NotebookNode
        The cell.
    """
    outputs = (known(output.get("metadata", {})) for output in cell.get("outputs", ()))
    told = next((item for item in outputs if item), {})
    return {**told, **known(cell.metadata)}


def answer_in(cell: NotebookNode | None) -> str:
    """Return the first paragraph of a cell that is part of the discussion, as it now reads.

    Parameters
    ----------
    cell : NotebookNode, optional
        The cell below a piece of code.
    """
    if cell is None or cell.cell_type != "markdown" or not is_discussed(cell.metadata):
        return ""
    said = (block for block in read_markdown(cell.source) if isinstance(block, Paragraph))
    return next((words(block.text) for block in said if block.role == "body"), "")


def executed(cell: NotebookNode, number: int) -> Executed | None:
    """Return the runs a cell stands for, or None if it stands for none.

    Parameters
    ----------
    cell : NotebookNode
        The cell.
    number : int
        Its place in the notebook, from 1.
    """
    told = about(cell)
    runs = told.get("runs")
    kept = tuple(map(_run, runs)) if isinstance(runs, list) else _seen(cell)
    if not kept:
        return None
    title = str(told.get("title") or told.get("question") or "")
    return Executed(number, title, str(told.get("model", "")), kept)


def _run(told: Any) -> Run:
    record = told if isinstance(told, Mapping) else {}
    seconds = record.get("seconds")
    return Run(
        code=str(record.get("code", "")),
        status=str(record.get("status", "")),
        seconds=seconds if isinstance(seconds, int | float) else None,
        fault=str(record.get("fault", "")),
    )


def _seen(cell: NotebookNode) -> tuple[Run, ...]:
    """Return the run of a cell that a person wrote and ran."""
    if cell.cell_type != "code" or not cell.source.startswith(MAGIC) or not cell.execution_count:
        return ()
    failed = any(output.output_type == "error" for output in cell.outputs)
    code = cell.source.partition("\n")[2]
    return (Run(code, "error" if failed else "ok"),)
