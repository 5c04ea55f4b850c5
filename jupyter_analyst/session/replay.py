"""Run a notebook from top to bottom in a fresh kernel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jupyter_analyst import assistant, notebook
from jupyter_analyst.assistant import Answer
from jupyter_analyst.errors import ReportError

if TYPE_CHECKING:
    from pathlib import Path

    from nbformat import NotebookNode

_CELL_TIMEOUT_S = 600


def replay(path: Path) -> Path:
    """Run a notebook in its own folder and keep its outputs in it.

    Parameters
    ----------
    path : Path
        The notebook; replaced as a whole when all cells have run.

    Raises
    ------
    ReportError
        If a cell raises; the notebook stays as it was.
    """
    from nbclient import NotebookClient  # takes seconds, and few commands run a notebook
    from nbclient.exceptions import CellExecutionError

    found = notebook.read(path)
    client = NotebookClient(
        found,
        timeout=_CELL_TIMEOUT_S,
        kernel_name="python3",  # the kernel of this environment
        extra_arguments=["--log-level=ERROR"],  # what it has to say stands in the cells
        resources={"metadata": {"path": str(path.parent)}},
    )
    try:
        client.execute()
    except CellExecutionError as error:
        message = f"{path.name} stopped at a cell that raised {error.ename}: {error.evalue}."
        hint = "Open the notebook and run it cell by cell."
        raise ReportError(message, hint=hint, code="notebook-raised") from error
    return notebook.write(_without_times(found), path)


def answers_in(path: Path) -> list[Answer]:
    """Return the answers that the cells of a notebook show.

    Parameters
    ----------
    path : Path
        The notebook.
    """
    shown = [
        output["data"]
        for cell in notebook.read(path).cells
        for output in cell.get("outputs", [])
        if assistant.MIMETYPE in output.get("data", {})
    ]
    return [Answer.from_json(bundle[assistant.MIMETYPE]) for bundle in shown]


def _without_times(found: NotebookNode) -> NotebookNode:
    """Drop when each cell ran, which would differ each time."""
    for cell in found.cells:
        cell.metadata.pop("execution", None)
    return found
