"""Complete what is being typed behind `%analyst`: commands, options, datasets, columns that fit."""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING

from jupyter_analyst.data.meaning.record import ROLES, TYPES
from jupyter_analyst.errors import AnalystError
from jupyter_analyst.magics.commands import all_commands
from jupyter_analyst.magics.line import ALIASES
from jupyter_analyst.signature import option, quoted
from jupyter_analyst.tools import fits

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

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
    shown = [quoted(name) for name in candidates if name.casefold().startswith(bare.casefold())]
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
    if not given and command.name in _FIRST:
        return _FIRST[command.name](session, command)
    if command.takes_dataset and len(given) < _TAKE_TWO.get(command.name, 1):
        known = [name for name in session.services.catalog.names() if name not in given]
        return [*known, *_options(command)]
    return [] if command.name == "load" else [o for o in _options(command) if o not in given]


def _values(
    session: Session, command: Command, asked: Parameter, given: list[str], typed: str
) -> list[str]:
    if asked.column:
        dataset = session.services.meanings.offered(session, _dataset(session, command, given))
        names = [column.name for column in dataset.columns if fits(asked, column)]
        return _joined(names, typed) if asked.many else names
    if command.tool is None and asked.name in _VALUES:
        offered = _VALUES[asked.name](session, command, given)
        return _joined(offered, typed) if asked.many else offered
    return list(asked.choices) or (["yes", "no"] if asked.type is bool else [])


def _columns(session: Session, command: Command, given: list[str]) -> list[str]:
    """Return the columns of the dataset a line is about."""
    named = given[given.index("--name") + 1] if "--name" in given[:-1] else None
    dataset = session.dataset(named) if named else _dataset(session, command, given)
    return [column.name for column in dataset.columns]


def _versions(session: Session, command: Command, given: list[str]) -> list[str]:
    """Return the versions that can be given: for `restore` the removed ones."""
    name = given[0] if not given[0].startswith("-") else session.current
    if given[-1] == "--to" and len(given) > 1 and not given[1].startswith("-"):
        name = given[1]
    wanted = "removed" if command.name == "restore" else ""
    copies = session.services.catalog.history(name)
    return [copy.version for copy in reversed(copies) if copy.gone == wanted]


def _names(session: Session, _: Command, __: list[str]) -> list[str]:
    return session.services.catalog.names()


_VALUES: dict[str, Callable[[Session, Command, list[str]], list[str]]] = {
    "by": _columns,
    "name": _names,
    "version": _versions,
    "to": _versions,
    "type": lambda *_: list(TYPES),
    "role": lambda *_: list(ROLES),
}
"""What can be given to an option of a command that is no tool."""

_FIRST: dict[str, Callable[[Session, Command], list[str]]] = {
    "column": lambda session, one: [*_columns(session, one, []), *_options(one)],
    "restore": lambda session, one: [*session.services.catalog.removed(), *_options(one)],
    "config": lambda session, _: [e.name for e in session.services.configuration.entries()],
}
"""What the first word behind a command can be, where that is no dataset."""

_TAKE_TWO = {"compare": 2}
"""Commands that take more names of datasets than one."""


def _dataset(session: Session, command: Command, given: list[str]) -> Dataset:
    named = given[0] if given and not given[0].startswith("-") and command.takes_dataset else None
    return session.dataset(named)


def _joined(names: list[str], typed: str) -> list[str]:
    """Return the ways a list of names with commas can go on."""
    before, comma, _ = typed.lstrip(_QUOTES).rpartition(",")
    taken = {name.strip() for name in before.split(",")}
    return [f"{before}{comma}{name}" for name in names if name not in taken]
