"""One documented function is the whole tool: its form, magic, schema and help are read from it."""

from __future__ import annotations

import inspect
from dataclasses import dataclass
from functools import cached_property, update_wrapper
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, Literal, Protocol, cast, get_type_hints

from jupyter_analyst.signature import Docstring, Parameter, parameter, parse
from jupyter_analyst.tools.run import run

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    from jupyter_analyst.data import Dataset
    from jupyter_analyst.tools.result import Result

Group = Literal["data", "tests", "relations", "models", "survival", "time", "chart", "special"]


@dataclass(frozen=True)
class Tool:
    """A statistical tool: a function and everything read from it.

    Parameters
    ----------
    function : callable
        Takes a frame and keyword arguments, returns a `Result`.
    group : str
        Where it stands in the palette.
    title : str
        The analyst's task in a few words.
    icon : str
        Name of its icon.
    """

    function: Callable[..., Result]
    group: Group
    title: str
    icon: str

    @cached_property
    def call(self) -> ToolFunction:
        """The tool as a function that takes a frame or dataset first."""

        def _call(data: Dataset | pd.DataFrame, /, **parameters: Any) -> Result:
            return run(self, data, parameters)

        _call.tool = self  # type: ignore[attr-defined]  # what the protocol promises
        return cast("ToolFunction", update_wrapper(_call, self.function))

    @property
    def id(self) -> str:
        """Name of the function: what a person types."""
        return self.function.__name__

    @cached_property
    def docs(self) -> Docstring:
        """The docstring, taken apart."""
        return parse(self.function)

    @property
    def summary(self) -> str:
        """First line of the docstring."""
        return self.docs.summary

    @cached_property
    def parameters(self) -> tuple[Parameter, ...]:
        """What can be set, in the order of the signature, without the data."""
        _, *rest = inspect.signature(self.function).parameters.values()
        hints = _hints(self.function, [item.name for item in rest])
        return tuple(
            parameter(item, hints[item.name], self.docs.parameters.get(item.name, ""))
            for item in rest
        )

    def schema(self) -> dict[str, Any]:
        """Return name, description and parameters as the JSON Schema a model is given."""
        return {
            "name": self.id,
            "description": f"{self.title}. {self.summary}",
            "parameters": {
                "type": "object",
                "properties": {p.name: p.schema() for p in self.parameters},
                "required": [p.name for p in self.parameters if p.required],
                "additionalProperties": False,
            },
        }


class ToolFunction(Protocol):
    """A decorated tool: call it with a frame or dataset; `.tool` tells about it."""

    tool: Tool

    def __call__(
        self, data: Dataset | pd.DataFrame, /, **parameters: Any
    ) -> Result:  # any value a tool takes
        """Run the tool."""


def tool(
    *, group: Group, title: str, icon: str = "table"
) -> Callable[[Callable[..., Result]], ToolFunction]:
    """Make a documented function a tool.

    The function takes a pandas frame first and keyword-only parameters with annotations of
    `tools.kinds`; calling the decorated function checks the parameters, hands over only the
    columns they name, and adds the provenance to the result.

    Parameters
    ----------
    group : str
        Where it stands in the palette.
    title : str
        The analyst's task in a few words.
    icon : str
        Name of its icon.
    """

    def _decorate(function: Callable[..., Result]) -> ToolFunction:
        return Tool(function, group, title, icon).call

    return _decorate


def _hints(function: Callable[..., Result], names: list[str]) -> dict[str, Any]:
    """Return the annotations of some parameters; that of the data needs pandas and stays unread."""
    texts = {name: function.__annotations__[name] for name in names}
    return get_type_hints(
        SimpleNamespace(__annotations__=texts), globalns=function.__globals__, include_extras=True
    )
