"""Run a cell that begins with `%%analyst`: a question, or code for the sandbox."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from IPython.core.interactiveshell import InteractiveShell

from jupyter_analyst.errors import CommandError
from jupyter_analyst.magics.commands import cell_commands
from jupyter_analyst.magics.guide import guide
from jupyter_analyst.magics.line import HELP, filled, given_to, split, tell_changes

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jupyter_analyst.magics.guide import Guide
    from jupyter_analyst.session import Session
    from jupyter_analyst.session.listing import Listing


def run_cell(
    session: Session, line: str, text: str, variables: Mapping[str, Any] = MappingProxyType({})
) -> Guide | Listing | None:
    """Run a cell, or return help if that was asked for.

    Parameters
    ----------
    session : Session
        The session it works on.
    line : str
        What stands behind `%%analyst`.
    text : str
        The rest of the cell.
    variables : mapping, optional
        The notebook's variables, which the line may name.

    Raises
    ------
    CommandError
        If there is no such kind of cell.
    """
    words = [filled(word, variables) for word in split(line, "%%analyst")]
    known = cell_commands()
    name = words.pop(0) if words and not words[0].startswith("-") else ""
    if name not in known:
        message = f"`%%analyst {name}` is no kind of cell."
        kinds = "; ".join(f"`{item.typed}`: {item.summary}" for item in known.values())
        raise CommandError(message, hint=kinds, code="cell-unknown")
    command = known[name]
    if HELP & set(words):
        return guide(known, name) if name else guide({" ": command}, " ")
    given = given_to(command, words)
    if session.watched:
        used = _used(session, name, given, text)
        tell_changes(session, used, InteractiveShell.instance().user_ns)
    command.function(session, text, **given)
    return None


def _used(session: Session, name: str, given: dict[str, Any], text: str) -> list[str]:
    """Return the datasets a cell is about to use: that of a question, those that code names."""
    if name:
        return [dataset for dataset in session.watched if dataset in text]
    return [given.get("dataset") or session.current]
