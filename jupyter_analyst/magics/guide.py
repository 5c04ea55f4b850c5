"""Help: what can be typed, from the docstrings of commands and tools."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from jupyter_analyst.errors import UnknownNameError
from jupyter_analyst.session.listing import Listing
from jupyter_analyst.signature import option

if TYPE_CHECKING:
    from jupyter_analyst.magics.commands import Command
    from jupyter_analyst.signature import Parameter


@dataclass(frozen=True)
class Guide:
    """Help on one command.

    Parameters
    ----------
    usage : str
        How it is typed.
    summary : str
        What it does.
    parameters : Listing
        What can be given.
    """

    usage: str
    summary: str
    parameters: Listing

    def __str__(self) -> str:
        """Return the help as text."""
        return f"{self.usage}\n{self.summary}\n\n{self.parameters}"

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        """Return the list of parameters as HTML, all of it as text."""
        html = self.parameters._repr_mimebundle_(include, exclude)["text/html"]
        return {"text/html": html, "text/plain": str(self)}


def guide(known: dict[str, Command], name: str = "") -> Listing | Guide:
    """Return help on a command, or the list of all.

    Parameters
    ----------
    known : dict
        The commands by name.
    name : str
        A command; all if empty.

    Raises
    ------
    UnknownNameError
        If there is no such command.
    """
    if not name:
        lines = tuple((command.typed, command.summary) for command in known.values())
        return Listing("What you can type", ("Command", "What it does"), lines)
    if name not in known:
        hint = "`%analyst help` lists all."
        raise UnknownNameError(name, "command", known, where="one of `%analyst`", hint=hint)
    command = known[name]
    places = [(parameter.name, parameter) for parameter in command.positional]
    named = [(option(parameter), parameter) for parameter in command.options]
    rows = tuple(_row(typed, parameter, command) for typed, parameter in places + named)
    usage = f"{command.typed} {_usage(command)}".strip()
    columns = ("Give", "What", "Usual", "Meaning")
    return Guide(usage, command.summary, Listing("What it takes", columns, rows, "Nothing."))


def _row(typed: str, parameter: Parameter, command: Command) -> tuple[str, str, str, str]:
    usual = "needed" if parameter.required else _usual(parameter.default)
    meaning = parameter.description or command.docs.parameters.get(parameter.name, "")
    return typed, parameter.words, usual, meaning


def _usual(default: Any) -> str:
    if default in (None, "", ()):
        return ""
    return {"True": "yes", "False": "no"}.get(str(default), str(default))


def _usage(command: Command) -> str:
    places = [f"[{p.name}]" if not p.required else p.name for p in command.positional]
    needed = [f"{option(p)} …" for p in command.options if p.required]
    return " ".join([*places, *needed])
