"""The commands of `%analyst`: methods of the session and tools, with what can be given to them."""

from __future__ import annotations

import inspect
import re
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from jupyter_analyst.magics import words
from jupyter_analyst.session import Session
from jupyter_analyst.signature import Parameter, parse

if TYPE_CHECKING:
    from collections.abc import Callable

    from jupyter_analyst.signature import Docstring
    from jupyter_analyst.tools import Tool

# what a person types: the method, or function of a session, that does it
_METHODS: dict[str, Callable[..., object]] = {
    "load": Session.load,
    "datasets": Session.datasets,
    "use": Session.use,
    "rejected": Session.rejected,
    "rename": Session.rename,
    "remove": Session.remove,
    "restore": Session.restore,
    "compare": Session.compare,
    "optimise": words.optimise,
    "sample": words.sample,
    "head": Session.head,
    "grid": Session.grid,
    "profile": Session.profile,
    "columns": Session.columns,
    "column": Session.column,
    "measure": Session.measure,
    "tools": Session.tools,
    "history": Session.history,
    "session save": Session.save,
    "session list": Session.sessions,
    "report": Session.report,
    "config": Session.config,
    "sandbox status": words.sandbox_status,
    "sandbox restart": words.sandbox_restart,
    "sandbox shutdown": words.sandbox_shutdown,
    "sandbox variables": words.sandbox_variables,
    "sandbox pull": words.sandbox_pull,
    "sandbox history": words.sandbox_history,
    "panel": words.panel,
}
# kinds of cells by the word behind `%%analyst`; the question needs none
_CELLS: dict[str, Callable[..., None]] = {"": words.ask_cell, "sandbox": words.sandbox_cell}
_TAKES_DATASET: dict[Callable[..., object], str] = {
    Session.datasets: "name",
    Session.use: "name",
    Session.rejected: "name",
    Session.rename: "old",
    Session.remove: "name",
    Session.compare: "a",
    words.optimise: "name",
    Session.head: "name",
    Session.grid: "name",
    Session.columns: "name",
    Session.profile: "name",
}
_DATA = Parameter(
    name="data",
    description="Name of a dataset; the one in use if left out.",
    type=str,
    required=False,
    default=None,
)


@dataclass(frozen=True)
class Command:
    """A command of `%analyst`.

    Parameters
    ----------
    name : str
        What is typed.
    function : callable
        The method or tool behind it; its docstring is the help.
    positional, options : tuple of Parameter
        What is given without and with a name.
    tool : Tool, optional
        The tool it runs, if it is one.
    takes_dataset : str
        Name of the parameter that takes the name of a dataset; empty if none does.
    magic : str
        What stands before the name.
    """

    name: str
    function: Callable[..., object]
    positional: tuple[Parameter, ...]
    options: tuple[Parameter, ...]
    tool: Tool | None = None
    takes_dataset: str = ""
    magic: str = "%analyst"

    @property
    def typed(self) -> str:
        """The whole of what is typed."""
        return f"{self.magic} {self.name}".strip()

    @property
    def docs(self) -> Docstring:
        """The docstring, taken apart."""
        return self.tool.docs if self.tool else parse(self.function)

    @property
    def summary(self) -> str:
        """What it does, on one line."""
        return f"{self.tool.title}: {self.docs.summary}" if self.tool else self.docs.summary


@cache
def own_commands() -> dict[str, Command]:
    """Return the commands that are methods of the session, by what is typed."""
    return {name: _of_method(name, method) for name, method in _METHODS.items()}


@cache
def cell_commands() -> dict[str, Command]:
    """Return the kinds of cells by the word behind `%%analyst`; their text is no option."""
    return {
        name: replace(_of_method(name, function), positional=(), magic="%%analyst")
        for name, function in _CELLS.items()
    }


def all_commands(tools: dict[str, Tool]) -> dict[str, Command]:
    """Return all commands by what is typed, those of the session first.

    Parameters
    ----------
    tools : dict
        The tools by id.
    """
    return own_commands() | {id_: _of_tool(tool) for id_, tool in tools.items()}


def _of_method(name: str, method: Callable[..., object]) -> Command:
    _, *rest = inspect.signature(method).parameters.values()
    places = [item for item in rest if item.kind is inspect.Parameter.POSITIONAL_OR_KEYWORD]
    named = [item for item in rest if item.kind is inspect.Parameter.KEYWORD_ONLY]
    return Command(
        name,
        method,
        positional=tuple(map(_parameter, places)),
        options=tuple(map(_parameter, named)),
        takes_dataset=_TAKES_DATASET.get(method, ""),
    )


def _of_tool(tool: Tool) -> Command:
    return Command(tool.id, tool.function, (_DATA,), tool.parameters, tool, takes_dataset="data")


def _parameter(item: inspect.Parameter) -> Parameter:
    # the session's annotations are texts: what they name is imported late
    kinds = {"bool": bool, "float": float, "int": int, "Mapping": dict}
    first = re.match(r"\w*", str(item.annotation))
    required = item.default is inspect.Parameter.empty
    return Parameter(
        name=item.name,
        description="",
        type=kinds.get(first[0] if first else "", str),
        required=required,
        default=None if required else item.default,
        many=str(item.annotation).startswith("Sequence"),
    )
