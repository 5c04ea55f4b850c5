"""Listings: datasets, tools, history, sessions, settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jupyter_analyst import wording
from jupyter_analyst.errors import SettingError, UnknownNameError
from jupyter_analyst.session.listing import Listing
from jupyter_analyst.session.loading import find
from jupyter_analyst.tools import registry

if TYPE_CHECKING:
    from datetime import datetime

    from jupyter_analyst.session.session import Session
    from jupyter_analyst.tools import Tool


def datasets(session: Session) -> Listing:
    """List the datasets that are kept.

    Parameters
    ----------
    session : Session
        The session; its dataset in use is marked.
    """
    rows = tuple(
        (
            entry.name,
            "in use" if entry.name == session.current else "",
            wording.number(entry.n_rows),
            wording.number(entry.n_columns),
            wording.size(entry.n_bytes),
            wording.number(entry.n_versions),
            _moment(entry.kept_at),
            entry.origin or "a frame",
        )
        for entry in session.services.catalog.entries()
    )
    columns = ("Dataset", "", "Rows#", "Columns#", "Size#", "Versions#", "Kept", "From")
    return Listing("Datasets", columns, rows, "No dataset is kept yet: `%analyst load FILE`.")


def rejected(session: Session, name: str | None) -> Listing:
    """List the rows of a file that were set aside when it was read.

    Parameters
    ----------
    session : Session
        The session.
    name : str, optional
        Name of the dataset; the one in use if left out.
    """
    dataset = find(session, name)
    rows = tuple(
        (wording.number(row.line) if row.line else "", row.reason, row.text)
        for row in dataset.rejected
    )
    empty = f"No row of `{dataset.name}` was set aside."
    title = f"Rows of {dataset.name} set aside"
    return Listing(title, ("Line#", "Why", "Row"), rows, empty)


def tools(words: str) -> Listing:
    """List the tools that have to do with some words.

    Parameters
    ----------
    words : str
        Words to look for; all tools if empty.
    """
    wanted = words.casefold().split()
    rows = tuple(
        (tool.id, tool.title, tool.group, tool.summary)
        for tool in registry().values()
        if all(word in _text(tool) for word in wanted)
    )
    empty = f"No tool has to do with {words!r}: `%analyst tools` lists all."
    return Listing("Tools", ("Tool", "Task", "Group", "What it does"), rows, empty)


def history(session: Session) -> Listing:
    """List what was done in a session.

    Parameters
    ----------
    session : Session
        The session.
    """
    rows = tuple(
        (
            str(step.number),
            step.title or step.word,
            step.dataset,
            step.outcome if not step.error else f"{step.outcome} ({step.error})",
            wording.duration(step.seconds),
            _moment(step.started),
        )
        for step in session.journal.steps(session.id)
    )
    columns = ("No.#", "Step", "Dataset", "Outcome", "Took#", "Began")
    return Listing("History of this session", columns, rows, "Nothing was done yet.")


def sessions(session: Session) -> Listing:
    """List the sessions that are kept.

    Parameters
    ----------
    session : Session
        The session; it is marked.
    """
    rows = tuple(
        (
            info.title,
            "this one" if info.id == session.id else "",
            wording.number(info.n_steps),
            _moment(info.started),
            info.id[:8],
        )
        for info in session.services.journal.sessions()
    )
    return Listing("Sessions", ("Session", "", "Steps#", "Began", "Id"), rows, "None is kept yet.")


def config(session: Session, name: str | None, value: str | None) -> Listing:
    """Show the settings and where each comes from, or set one for the session.

    Parameters
    ----------
    session : Session
        The session.
    name : str, optional
        A setting.
    value : str, optional
        Its new value.

    Raises
    ------
    SettingError
        If a value has no name.
    UnknownNameError
        If there is no such setting.
    """
    services = session.services
    if value is not None:
        if not name:
            message = f"The value {value!r} has no setting."
            raise SettingError(message, hint="Type `%analyst config NAME VALUE`.")
        services.configure(services.configuration.with_value(name, value))
    entries = services.configuration.entries()
    if name and name not in {entry.name for entry in entries}:
        raise UnknownNameError(name, "setting", [entry.name for entry in entries])
    rows = tuple(
        (entry.name, str(entry.value), entry.origin, entry.words)
        for entry in entries
        if name in {None, entry.name}
    )
    return Listing("Settings", ("Setting", "Value", "From", "What it means"), rows)


def _text(tool: Tool) -> str:
    return f"{tool.id} {tool.title} {tool.group} {tool.summary}".casefold()


def _moment(moment: datetime) -> str:
    return f"{moment.astimezone():%Y-%m-%d %H:%M}"
