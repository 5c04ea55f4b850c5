"""Write a notebook as a report file; the ending says which kind."""

from __future__ import annotations

import pkgutil
from pathlib import Path
from typing import TYPE_CHECKING

from jupyter_analyst.errors import ReportError, guard
from jupyter_analyst.notebook import replace_file
from jupyter_analyst.report.compose import compose
from jupyter_analyst.report.model import read_notebook
from jupyter_analyst.report.templates import parts_of, template_named

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from nbformat import NotebookNode

_WRITERS = {".docx": "jupyter_analyst.report.word.document:render"}
"""Who writes which kind of file; imported when it is wanted, for a writer is slow to import."""


def write(
    notebook: NotebookNode,
    path: str | Path,
    *,
    template: str = "professional",
    title: str | None = None,
    include: Sequence[str] | None = None,
) -> Path:
    """Write a notebook, any notebook, as a report.

    Parameters
    ----------
    notebook : NotebookNode
        The notebook; only what is in it is printed.
    path : str or Path
        Where to; its ending says what is made (``.docx``), its folder must exist.
    template : str
        How it looks: a key of `TEMPLATES`.
    title : str, optional
        What it is about; taken from the notebook if left out.
    include : sequence of str
        The parts it has, of `PARTS`; those of the template if left out.

    Returns
    -------
    Path
        The absolute path.

    Raises
    ------
    ReportError
        If ending, template or a part is unknown, or the folder does not exist.
    StorageError
        If the disk refuses; an older file is untouched then.
    """
    target = Path(path).expanduser()
    content = render(
        notebook,
        target.suffix.lower(),
        template=template,
        title=title,
        include=include,
        name=target.stem,
    )
    return replace_file(target, content)


def render(
    notebook: NotebookNode,
    ending: str,
    *,
    template: str = "professional",
    title: str | None = None,
    include: Sequence[str] | None = None,
    name: str = "",
    today: date | None = None,
) -> bytes:
    """Return a notebook as the bytes of a report.

    Parameters
    ----------
    notebook : NotebookNode
        The notebook.
    ending : str
        Which kind of file, such as ``".docx"``.
    template, title, include
        As in `write`.
    name : str
        What the report is called where nothing else gives it a title.
    today : datetime.date, optional
        Day of the report; today if left out.

    Raises
    ------
    ReportError
        If ending, template or a part is unknown.
    """
    if ending not in _WRITERS:
        message = f"A report cannot be written as {ending!r}."
        raise ReportError(message, hint=f"Use {' or '.join(_WRITERS)}.", code="report-ending")
    look = template_named(template)
    parts = parts_of(look, include)
    writer: Callable[..., bytes] = pkgutil.resolve_name(_WRITERS[ending])
    with guard("writing the report"):
        report = read_notebook(notebook, title=title, name=name, today=today)
        return writer(report, compose(report, look, parts), look)
