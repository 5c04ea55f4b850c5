"""Keep a session as a notebook or a report."""

from __future__ import annotations

import hashlib
import json
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

from jupyter_analyst import notebook, source, wording
from jupyter_analyst import report as reports
from jupyter_analyst.errors import ReportError
from jupyter_analyst.session.kept_questions import question_cells, run_cells
from jupyter_analyst.session.recorded import Done, recorded
from jupyter_analyst.session.shown import bundles
from jupyter_analyst.session.written import Written

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from nbformat import NotebookNode

    from jupyter_analyst.records import Step
    from jupyter_analyst.session.session import Session

_NOT_KEPT = {"save", "report", "remove", "restore"}
"""Words that make files of the session, or delete some, which running a notebook must not."""

_EACH_TIME = {"sandbox", "column", "measure"}
"""Words that change what is there: doing one again after another is not the same."""

_NOT_REPORTED = {"head", "rows"}
"""Words whose raw rows belong into a notebook but not into a report."""

_SKIP = (reports.SKIP,)

_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)

_OWN_CELLS: dict[str, Callable[[Step], list[notebook.Cell]]] = {
    "ask": question_cells,
    "sandbox": run_cells,
}
"""Words whose steps are more than one call."""


@recorded
def save(session: Session, path: str | Path | None, *, overwrite: bool) -> Done[Written]:
    """Save the session as a notebook that runs from top to bottom.

    Parameters
    ----------
    session : Session
        The session.
    path : path, optional
        The notebook; named after the session if left out.
    overwrite : bool
        Whether a file of another origin may be replaced.

    Raises
    ------
    ReportError
        If there is nothing to save, or a file that holds other work would be lost.
    """
    target = _target(session, path, ".ipynb")
    if target.exists() and not overwrite and not _is_replaceable(target):
        message = f"{target} exists and holds other work."
        hint = "Choose another name, or add `--overwrite`."
        raise ReportError(message, hint=hint, code="file-exists")
    steps = _steps(session)
    made = _notebook(session, steps, target.parent)
    written = Written(notebook.write(made, target), f"Saved {wording.count(len(steps), 'step')} to")
    arguments = {"path": str(target)} | ({"overwrite": True} if overwrite else {})
    return Done(written, "save", arguments, f"Save {target.name}", outputs=written.bundle())


@recorded
def report(
    session: Session,
    path: str | Path | None,
    template: str | None,
    title: str | None,
    include: Sequence[str],
) -> Done[Written]:
    """Write the session as a report.

    Parameters
    ----------
    session : Session
        The session.
    path : path, optional
        The report; named after the session if left out.
    template : str, optional
        Its look; that of the settings if left out.
    title : str, optional
        Its title; that of the session if left out.
    include : sequence of str
        The parts it has; those of the template if empty.
    """
    settings = session.services.settings
    target = _target(session, path, ".docx")
    parts = (include,) if isinstance(include, str) else tuple(include)
    made = _notebook(session, _steps(session), target.parent)
    file = reports.write(
        made,
        target,
        template=template or settings.report_template,
        title=title,
        include=parts or None,
    )
    written = Written(file, "Wrote the report")
    given = {"path": str(target), "template": template, "title": title, "include": list(parts)}
    arguments = {name: value for name, value in given.items() if value}
    return Done(written, "report", arguments, f"Report {target.name}", outputs=written.bundle())


def _target(session: Session, path: str | Path | None, ending: str) -> Path:
    name = re.sub(r"[^\w-]+", "-", session.title).strip("-").casefold() or "analysis"
    # the notebook one works in often has the session's name: never write over it by default
    wanted = os.path.expanduser(path or f"{name}-analysis{ending}")  # noqa: PTH111  # Path's raises for an unknown ~user
    return Path(wanted).absolute()


def _steps(session: Session) -> list[Step]:
    """Return what is kept: the steps that went well, without those that would only repeat.

    Raises
    ------
    ReportError
        If there are none.
    """
    steps = [
        step
        for step in session.journal.steps(session.id)
        if step.outcome == "ok" and step.word not in _NOT_KEPT
    ]
    if not steps:
        message = f"Session {session.id[:8]} has no step yet, so there is nothing to keep."
        raise ReportError(message, hint="Type `%analyst load FILE` first.", code="session-empty")
    return list(_without_repeats(steps))


def _without_repeats(steps: Sequence[Step]) -> Iterator[Step]:
    """Yield each step once however often it was done, unless doing it again matters.

    It does for code, which works with what earlier code left behind, and for data of which another
    version was in use meanwhile. Of a question that was asked again, the last answer counts.
    """
    last = {_deed(step): step for step in steps}
    done: set[str] = set()
    used: dict[str, str] = {}  # version of each dataset that is in use
    for step in steps:
        deed = _deed(step)
        is_new = deed not in done
        if step.word in {"load", "use"}:
            is_new |= used.get(step.dataset) != step.version
            used[step.dataset] = step.version
        elif step.word == "ask":
            is_new = last[deed] is step
        if is_new or step.word in _EACH_TIME:
            done.add(deed)
            yield step


def _deed(step: Step) -> str:
    return json.dumps([step.word, step.arguments, step.version], sort_keys=True)


def _notebook(session: Session, steps: Sequence[Step], folder: Path) -> NotebookNode:
    title = session.title
    when = f"{session.started.astimezone():%d %B %Y}".lstrip("0")
    about = f"{notebook.heading(title, 1)}\n\nRecorded on {when}. Run all cells to make it again."
    made = [cell for step in steps for cell in _cells(step, folder)]
    extension = ["%load_ext jupyter_analyst"] if any(map(_needs_magic, made)) else []
    start = "\n".join([*extension, "from jupyter_analyst import analyst"])
    cells = [
        notebook.Cell("markdown", about, step="about", tags=_SKIP),
        notebook.Cell("code", start, step="start"),
        *made,
    ]
    book = notebook.build(title, cells, session=session.id, author=session.services.settings.author)
    book.metadata[notebook.KEY]["sources"] = _digest(book)
    return book


def _needs_magic(cell: notebook.Cell) -> bool:
    return cell.kind == "code" and cell.source.startswith(notebook.MAGIC)


def _cells(step: Step, folder: Path) -> list[notebook.Cell]:
    if step.word in _OWN_CELLS:
        return _OWN_CELLS[step.word](step)
    heading = notebook.heading(step.title, 2)
    return [
        notebook.Cell("markdown", heading, step=f"{step.number}-title", tags=_SKIP),
        _call(step, folder),
    ]


def _call(step: Step, folder: Path) -> notebook.Cell:
    arguments = dict(step.arguments)
    if step.word == "load":
        arguments["source"] = _source_seen_from(folder, arguments["source"])
    return notebook.Cell(
        "code",
        source.call(step.word, arguments),
        outputs=tuple(map(notebook.displayed, bundles(step.outputs))),
        step=str(step.number),
        metadata={"word": step.word, "dataset": step.dataset, "version": step.version},
        tags=_SKIP if step.word in _NOT_REPORTED else (),
    )


def _source_seen_from(folder: Path, given: str | list[str]) -> str | list[str]:
    """Return what is loaded as it reads in a notebook that lies in `folder`."""
    if isinstance(given, list):
        return [str(_source_seen_from(folder, one)) for one in given]
    return given if _ADDRESS.match(given) else _seen_from(folder, Path(given))


def _seen_from(folder: Path, path: Path) -> str:
    """Return the path as it reads in a notebook that lies in `folder`."""
    try:
        return Path(os.path.relpath(path, folder)).as_posix()
    except ValueError:  # another drive
        return str(path)


def _is_replaceable(path: Path) -> bool:
    """Tell whether a notebook was written by the analyst and not edited since."""
    try:
        found = notebook.read(path)
    except ReportError:
        return False
    return bool(found.metadata.get(notebook.KEY, {}).get("sources") == _digest(found))


def _digest(made: NotebookNode) -> str:
    sources = json.dumps([[cell.cell_type, cell.source] for cell in made.cells])
    return hashlib.sha256(sources.encode()).hexdigest()
