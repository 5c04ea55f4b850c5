"""The datasets as a list to open: what is kept, in which versions, and how it was read."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jupyter_analyst import wording
from jupyter_analyst.errors import AnalystError, DataError
from jupyter_analyst.session.loading import find
from jupyter_analyst.session.reading_lines import (
    given_to,
    line_again,
    path_of,
    reading_of,
    source_of,
)
from jupyter_analyst.signature import is_one_line, quoted

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from jupyter_analyst.data import Copy, Dataset, Entry
    from jupyter_analyst.session.session import Session

__all__ = ["line_again", "overview", "read_again"]

_MOST_VERSIONS = 3


def overview(session: Session, opened: Collection[str]) -> dict[str, Any]:
    """Return what is kept, the dataset in use and those of this notebook first.

    Parameters
    ----------
    session : Session
        The session.
    opened : collection of str
        Names of the datasets of which all is told.

    Returns
    -------
    dict
        The ``current`` name, the ``datasets`` (a short record each) and ``details`` by name.
    """
    entries = session.services.catalog.entries()
    entries.sort(key=lambda one: (one.name == session.current, one.kept_at), reverse=True)
    known = {entry.name for entry in entries}
    return {
        "current": session.current,
        "datasets": [_short(session, entry) for entry in entries],
        "details": {name: _detail(session, name) for name in opened if name in known},
    }


def read_again(session: Session, name: str, changes: Mapping[str, Any]) -> Dataset:
    """Read a dataset once more in place.

    Parameters
    ----------
    session : Session
        The session.
    name : str
        Name of the dataset.
    changes : mapping
        Options by name; None for what is to be found out.

    Raises
    ------
    DataError
        If it cannot be read once more from here.
    """
    dataset = find(session, name)
    path = path_of(session, dataset)
    if not path:
        message = f"`{name}` cannot be read again here."
        hint = source_of(session, dataset)[1] or "Load the variable again, in a cell."
        raise DataError(message, hint=hint, code="source-gone")
    return session.load(path, dataset.name, **given_to(dataset, changes))


def _short(session: Session, entry: Entry) -> dict[str, Any]:
    used = session.used.get(entry.name)
    versions = session.services.catalog.versions(entry.name)
    version = used.version if used and used.version in versions else entry.version
    is_used = used is not None and version == used.version
    return {
        "name": entry.name,
        "n_rows": used.n_rows if used and is_used else entry.n_rows,
        "n_columns": len(used.columns) if used and is_used else entry.n_columns,
        "version": f"v{versions.index(version) + 1}",
        "source": _source(session, entry),
        "size": wording.size(entry.n_bytes),
        "when": _when(entry.kept_at),
        "here": entry.name in session.used,
        "line": f"%analyst profile {quoted(entry.name)}" if is_one_line(entry.name) else "",
    }


def _source(session: Session, entry: Entry) -> str:
    watched = session.watched.get(entry.name)
    if watched:
        return f"variable {watched.variable}"
    if "://" in entry.origin:
        return entry.origin
    return Path(entry.origin).name or "a table in memory"


def _detail(session: Session, name: str) -> dict[str, Any]:
    """Return all of a dataset; what went wrong with it stands in its place."""
    try:
        dataset = find(session, name)
        return {
            "fault": "",
            "versions": _versions(session, dataset),
            "reading": reading_of(session, dataset),
            "n_rejected": dataset.reading.n_rejected,
            "rejected": f"%analyst rejected {quoted(name)}",
        }
    except AnalystError as error:
        return {"fault": str(error)}


def _versions(session: Session, dataset: Dataset) -> list[dict[str, Any]]:
    """Return the newest versions, the newest first, each with what it has more or less."""
    copies = [one for one in session.services.catalog.history(dataset.name) if not one.gone]
    pairs = list(enumerate(zip([None, *copies], copies, strict=False), start=1))
    return [
        {
            "label": f"v{number}",
            "version": copy.version,
            "when": _when(copy.kept_at),
            "words": _change(before, copy),
            "isUsed": copy.version == dataset.version,
            "compare": _compared(dataset.name, before, copy),
        }
        for number, (before, copy) in reversed(pairs[-_MOST_VERSIONS:])
    ]


def _compared(name: str, before: Copy | None, copy: Copy) -> str:
    """Return the line that holds a version against the one before."""
    if before is None:
        return ""
    return f"%analyst compare {quoted(name)} --version {before.version} --to {copy.version}"


def _change(before: Copy | None, copy: Copy) -> str:
    if before is None:
        return ""
    changes = {"row": copy.n_rows - before.n_rows, "column": copy.n_columns - before.n_columns}
    return ", ".join(
        f"{'+' if n > 0 else wording.MINUS}{wording.count(abs(n), noun)}"
        for noun, n in changes.items()
        if n
    )


def _when(moment: datetime) -> str:
    """Return a moment as people name it: `today 09:41`, `18 Nov 16:20`, `18 Nov 2025`."""
    then, now = moment.astimezone(), datetime.now(UTC).astimezone()
    days = (now.date() - then.date()).days
    if days in {0, 1}:
        return f"{'yesterday' if days else 'today'} {then:%H:%M}"
    return f"{then.day} {then:%b %H:%M}" if then.year == now.year else f"{then.day} {then:%b %Y}"
