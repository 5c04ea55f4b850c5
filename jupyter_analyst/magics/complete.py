"""Complete what is being typed behind `%analyst`: commands, options, datasets, columns that fit."""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING

from jupyter_analyst.errors import AnalystError
from jupyter_analyst.magics.commands import all_commands
from jupyter_analyst.magics.line import ALIASES
from jupyter_analyst.signature import option
from jupyter_analyst.tools import fits

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jupyter_analyst.data import Dataset
    from jupyter_analyst.magics.commands import Command
    from jupyter_analyst.session import Session
    from jupyter_analyst.signature import Parameter

_QUOTES = "\"'"


def complete(session: Session, text: str) -> tuple[str, list[str]]:
    """Return the word being typed and the words it can become.

    Parameters
    ----------
    session : Session
        The session; its datasets and their columns are offered.
    text : str
        What stands between `%analyst` and the cursor.
    """
    words, typed = _split(text)
    try:
        candidates = list(_candidates(session, words, typed))
    except AnalystError:
        candidates = []  # half a line is no error yet
    bare = typed.lstrip(_QUOTES)
    shown = [_quoted(name) for name in candidates if name.casefold().startswith(bare.casefold())]
    return typed, shown


def _split(text: str) -> tuple[list[str], str]:
    """Return the finished words and the one under the cursor, as it stands there."""
    typed = re.search(r"""(?:"[^"]*|'[^']*|\S)*$""", text)
    last = typed.group() if typed else ""
    try:
        return shlex.split(text[: len(text) - len(last)]), last
    except ValueError:
        return [], last


def _candidates(session: Session, words: list[str], typed: str) -> Iterable[str]:
    known = all_commands(session.services.registry())
    name = next((name for name in (" ".join(words[:2]), *words[:1]) if name in known), None)
    if name is None:
        return _next_words([*known, "help"], words)
    command = known[name]
    given = words[len(name.split()) :]
    asked = next((p for p in command.options if given and given[-1] == option(p)), None)
    if asked:
        return _values(session, command, asked, given, typed)
    if typed.startswith("-"):
        return [name for name in _options(command) if name not in given]
    return _positional(session, command, given)


def _next_words(names: list[str], words: list[str]) -> list[str]:
    """Return the words that can follow, of commands of one or two words."""
    if words[:1] == ["help"]:
        words = words[1:]
    split = [name.split() for name in names]
    return sorted({name[len(words)] for name in split if name[: len(words)] == words != name})


def _options(command: Command) -> list[str]:
    named = [ALIASES[p.name] for p in command.positional if p.name in ALIASES]
    return [*map(option, command.options), *named, "--help"]


def _positional(session: Session, command: Command, given: list[str]) -> list[str]:
    if command.takes_dataset and not given:
        return [*session.services.catalog.names(), *_options(command)]
    if command.name == "config" and not given:
        return [entry.name for entry in session.services.configuration.entries()]
    return [] if command.name == "load" else [o for o in _options(command) if o not in given]


def _values(
    session: Session, command: Command, asked: Parameter, given: list[str], typed: str
) -> list[str]:
    if asked.column:
        columns = _dataset(session, command, given).columns
        names = [column.name for column in columns if fits(asked, column)]
        return _joined(names, typed) if asked.many else names
    return list(asked.choices) or (["yes", "no"] if asked.type is bool else [])


def _dataset(session: Session, command: Command, given: list[str]) -> Dataset:
    named = given[0] if given and not given[0].startswith("-") and command.takes_dataset else None
    return session.dataset(named)


def _joined(names: list[str], typed: str) -> list[str]:
    """Return the ways a list of names with commas can go on."""
    before, comma, _ = typed.lstrip(_QUOTES).rpartition(",")
    taken = {name.strip() for name in before.split(",")}
    return [f"{before}{comma}{name}" for name in names if name not in taken]


def _quoted(name: str) -> str:
    """Return a name as it has to be typed."""
    if not re.search(r"[\s\"'\\]", name):
        return name
    return shlex.quote(name) if '"' in name else f'"{name}"'
