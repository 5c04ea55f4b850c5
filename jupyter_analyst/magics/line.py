"""Read what stands behind `%analyst` and run it."""

from __future__ import annotations

import argparse
import json
import re
import shlex
import sys
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any, NoReturn

from jupyter_analyst.data import is_table
from jupyter_analyst.errors import CommandError, UnknownNameError
from jupyter_analyst.magics.commands import all_commands, cell_commands, own_commands
from jupyter_analyst.magics.guide import guide
from jupyter_analyst.masking import masked
from jupyter_analyst.signature import option

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from jupyter_analyst.magics.commands import Command
    from jupyter_analyst.magics.guide import Guide
    from jupyter_analyst.session import Session
    from jupyter_analyst.session.listing import Listing

ALIASES = {"name": "--as"}
"""Parameters that read better under another option."""

_VARIABLE = re.compile(r"\{([^\W\d]\w*)\}|\$([^\W\d]\w*)")

HELP = {"help", "--help", "-h"}
_TRUTH = {"yes": True, "true": True, "on": True, "no": False, "false": False, "off": False}
_READERS: dict[type[Any], Callable[[str], Any]] = {
    str: str,
    int: int,
    float: float,
    bool: lambda text: _TRUTH[text.casefold()],
    dict: lambda text: _record(text) or dict(pair.split("=", 1) for pair in text.split(",")),
}


def run_line(session: Session, line: str, variables: Mapping[str, Any]) -> Any:
    """Return what a line behind `%analyst` gives.

    Parameters
    ----------
    session : Session
        The session it works on.
    line : str
        Such as ``"ttest_ind --value price --by region"``.
    variables : mapping
        The notebook's variables; `load` takes a frame by the name of its variable.

    Raises
    ------
    CommandError
        If the line cannot be understood.
    UnknownNameError
        If there is no such command.
    """
    words = [filled(word, variables) for word in split(line)]
    if not words or words[0] in HELP:
        return _help(session, " ".join(words[1:]))
    command, rest = _command(session, words)
    if HELP & set(rest):
        return guide({command.name: command}, command.name)
    given = given_to(command, rest)
    if command.name == "load":
        return _loaded(session, given, variables)
    if command.takes_dataset:
        tell_changes(session, [given.get(command.takes_dataset) or session.current], variables)
    if command.tool:
        return session.run_tool(command.tool.id, given.pop("data", None), **given)
    return command.function(session, **given)


def tell_changes(session: Session, datasets: Iterable[str], variables: Mapping[str, Any]) -> None:
    """Say of which datasets the variable has changed that they were made of.

    Parameters
    ----------
    session : Session
        The session.
    datasets : iterable of str
        The datasets about to be used.
    variables : mapping
        The notebook's variables.
    """
    if session.watched:
        for line in session.services.changed_variables.news(session, datasets, variables):
            sys.stdout.write(f"{line}\n")


def split(line: str, magic: str = "%analyst") -> list[str]:
    """Return the words of a line as a shell would.

    Parameters
    ----------
    line : str
        What stands behind the magic.
    magic : str
        The magic, for what is said of a line that cannot be split.

    Raises
    ------
    CommandError
        If a quotation mark is not closed.
    """
    try:
        return shlex.split(line)
    except ValueError as error:
        quote = next((mark for mark in "\"'" if line.count(mark) % 2), "a quotation mark")
        message = f"`{magic} {masked(line)}` has {quote} that is opened and not closed."
        hint = "Close it, or put the other kind of quote around the whole name."
        raise CommandError(message, hint=hint, code="quote-open") from error


def filled(word: str, variables: Mapping[str, Any]) -> str:
    """Return a word of a line with the notebook's variables in place of their names.

    IPython would evaluate whatever stands in braces, and names of columns come from files.

    Parameters
    ----------
    word : str
        Such as ``"{folder}/sales.csv"`` or ``"$path"``.
    variables : mapping
        The notebook's variables; only texts, numbers and paths are put in.

    Examples
    --------
    >>> filled("{folder}/$name", {"folder": "data", "name": "a.csv"})
    'data/a.csv'
    >>> filled("{folder.upper()} {other} $5", {"folder": "data"})
    '{folder.upper()} {other} $5'
    """

    def value(found: re.Match[str]) -> str:
        held = variables.get(found[1] or found[2])
        return str(held) if isinstance(held, str | int | float | PurePath) else found[0]

    return _VARIABLE.sub(value, word)


def _help(session: Session, name: str) -> Listing | Guide:
    known = all_commands(session.services.registry())
    cells = {command.typed: command for command in cell_commands().values()}
    return guide(known | cells, name)


def _command(session: Session, words: list[str]) -> tuple[Command, list[str]]:
    """Return the command and the words behind it; tools are looked up only if it is no other."""
    found = _named(own_commands(), words)
    if found is None:
        known = all_commands(session.services.registry())
        found = _named(known, words) or _unknown(known, words)
    return found, words[len(found.name.split()) :]


def _named(known: dict[str, Command], words: list[str]) -> Command | None:
    names = (" ".join(words[:length]) for length in (2, 1))
    return next((known[name] for name in names if name in known), None)


def _unknown(known: dict[str, Command], words: list[str]) -> NoReturn:
    longer = [name for name in known if name.startswith(f"{words[0]} ")]
    name = " ".join(words[:2]) if longer else words[0]
    hint = "`%analyst help` lists all."
    raise UnknownNameError(name, "command", longer or known, where="one of `%analyst`", hint=hint)


class _Parser(argparse.ArgumentParser):
    """A parser that raises our errors instead of ending the process."""

    def error(self, message: str) -> NoReturn:
        """Raise what argparse found.

        Parameters
        ----------
        message : str
            Its words.

        Raises
        ------
        CommandError
            Always.
        """
        said = f"`{self.prog}`: {message}."
        raise CommandError(said, hint=f"See `{self.prog} --help`.")


def given_to(command: Command, words: list[str]) -> dict[str, Any]:
    """Return what was given to a command, by name of the parameter; the rest is left out.

    Parameters
    ----------
    command : Command
        The command.
    words : list of str
        What was typed behind it.
    """
    parser = _parser(command)
    try:
        found, extra = parser.parse_known_args(_values_joined(command, words))
    except argparse.ArgumentError as error:
        parser.error(str(error))
    _refuse(command, extra)
    values = {name: value for name, value in vars(found).items() if value not in (None, [])}
    named = {name.strip("<>"): value for name, value in values.items()}
    for parameter in command.positional:
        if parameter.required and parameter.name not in named:
            parser.error(f"it needs `{parameter.name}`")
    return {name: _converted(command, name, value) for name, value in named.items()}


def _parser(command: Command) -> _Parser:
    """Return what takes a line apart; what has a place can be given by its name, too."""
    parser = _Parser(prog=command.typed, add_help=False, allow_abbrev=False, exit_on_error=False)
    for parameter in command.positional:
        nargs = "*" if parameter.name == "words" else "?"
        parser.add_argument(f"<{parameter.name}>", nargs=nargs, default=None)
        names = {option(parameter), ALIASES.get(parameter.name, option(parameter))}
        parser.add_argument(*sorted(names), dest=parameter.name, default=None)
    for parameter in command.options:
        if parameter.type is bool:
            parser.add_argument(option(parameter), dest=parameter.name, nargs="?", const="yes")
        else:
            parser.add_argument(option(parameter), dest=parameter.name)
    return parser


def _values_joined(command: Command, words: Sequence[str]) -> list[str]:
    """Return the words with values that look like options, such as `-log10(p)`, tied to theirs."""
    takers = {option(p) for p in command.options if p.type is not bool}
    flags = {option(p) for p in (*command.positional, *command.options)}
    joined: list[str] = []
    for word in words:
        if joined and joined[-1] in takers and word.startswith("-") and word not in flags:
            joined[-1] += f"={word}"
        else:
            joined.append(word)
    return joined


def _refuse(command: Command, extra: Sequence[str]) -> None:
    """Raise for what the command does not take.

    Raises
    ------
    UnknownNameError
        For an option it has not.
    CommandError
        For a word too many.
    """
    for name in (word.partition("=")[0] for word in extra if word.startswith("-")):
        known = [option(parameter) for parameter in (*command.positional, *command.options)]
        raise UnknownNameError(
            name, "option", known, where=f"one of `{command.name}`", hint="It has none."
        )
    if extra:
        message = f"`{command.typed}` does not take {masked(' '.join(extra))!r}."
        hint = f"Names with blanks need quotes; see `{command.typed} --help`."
        raise CommandError(message, hint=hint)


def _converted(command: Command, name: str, value: Any) -> Any:
    """Return a text as its parameter's type; what is given to a tool is converted there.

    Raises
    ------
    CommandError
        If it cannot be.
    """
    if command.tool:
        return value
    if isinstance(value, list):
        return " ".join(value)
    parameter = next(p for p in (*command.positional, *command.options) if p.name == name)
    if parameter.many:
        return _record(value) or [item.strip() for item in value.split(",")]
    try:
        return _READERS[parameter.type](value)
    except (KeyError, ValueError) as error:
        message = f"`{option(parameter)}` is {value!r}; it must be {parameter.words}."
        raise CommandError(message, hint=f"See `{command.typed} --help`.") from error


def _record(text: str) -> Any:
    """Return a list or mapping spelled as JSON, for names with commas; None if it is none."""
    if not text.startswith(('["', '{"')):
        return None
    try:
        return json.loads(text)
    except ValueError:
        return None


def _loaded(session: Session, given: dict[str, Any], variables: Mapping[str, Any]) -> Any:
    """Load a file, or the variable of that name if there is no such file."""
    name = given.get("source", "")
    value = variables.get(name)
    if not is_table(value) or Path(name).is_file():
        return session.load(**given)
    dataset = session.load(**{"name": name} | given | {"source": value})
    session.services.changed_variables.watch(session, dataset.name, name, value)
    return dataset
