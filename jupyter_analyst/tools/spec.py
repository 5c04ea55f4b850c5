"""One documented function is the whole tool: its form, magic, schema and help are read from it."""

from __future__ import annotations

import inspect
from dataclasses import dataclass
from functools import cached_property, update_wrapper
from typing import (
    TYPE_CHECKING,
    Annotated,
    Any,
    Literal,
    Protocol,
    cast,
    get_args,
    get_origin,
    get_type_hints,
)

from jupyter_analyst.tools.docstring import Docstring, parse
from jupyter_analyst.tools.kinds import Between, ColumnOf
from jupyter_analyst.tools.run import run

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    from jupyter_analyst.data import Dataset
    from jupyter_analyst.tools.result import Result

Group = Literal["data", "tests", "relations", "models", "survival", "time", "chart", "special"]
_JSON_TYPES = {str: "string", float: "number", int: "integer", bool: "boolean"}


@dataclass(frozen=True)
class Parameter:
    """A parameter of a tool, read from signature and docstring.

    Parameters
    ----------
    name : str
        Its name.
    description : str
        What it means, from the docstring.
    type : type
        `str`, `float`, `int` or `bool`; of one value if there can be several.
    required : bool
        Whether it has no default.
    default : object
        Its default.
    column : ColumnOf, optional
        What kind of column it names, if it names one.
    many : bool
        Whether several values can be given.
    choices : tuple of str
        The values it can take; empty if it is open.
    bounds : Between, optional
        Bounds of a number.
    """

    name: str
    description: str
    type: type[Any]
    required: bool
    default: Any  # whatever the tool's author gave
    column: ColumnOf | None = None
    many: bool = False
    choices: tuple[str, ...] = ()
    bounds: Between | None = None

    @property
    def words(self) -> str:
        """What may be given, in words."""
        if self.column:
            return self.column.words
        if self.choices:
            return f"one of {', '.join(self.choices)}"
        words = {str: "text", float: "a number", int: "a whole number", bool: "yes or no"}[
            self.type
        ]
        if self.bounds:
            inside = "from" if self.bounds.included else "between"
            joint = "to" if self.bounds.included else "and"
            words += f" {inside} {self.bounds.low:g} {joint} {self.bounds.high:g}"
        return words

    def schema(self) -> dict[str, Any]:
        """Return the parameter as JSON Schema; the kind of column is said in the description."""
        kind = f" ({self.column.words})" if self.column else ""
        one: dict[str, Any] = {"type": _JSON_TYPES[self.type]}
        if self.choices:
            one["enum"] = list(self.choices)
        if self.bounds:
            low, high = (
                ("minimum", "maximum")
                if self.bounds.included
                else ("exclusiveMinimum", "exclusiveMaximum")
            )
            one |= {low: self.bounds.low, high: self.bounds.high}
        whole = {"type": "array", "items": one} if self.many else one
        if not self.required and self.default is not None:
            whole["default"] = list(self.default) if self.many else self.default
        return whole | {"description": self.description + kind}


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
        hints = get_type_hints(self.function, include_extras=True)
        _, *rest = inspect.signature(self.function).parameters.values()
        return tuple(
            _parameter(item, hints[item.name], self.docs.parameters.get(item.name, ""))
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

    def decorate(function: Callable[..., Result]) -> ToolFunction:
        made = Tool(function, group, title, icon)

        def call(data: Dataset | pd.DataFrame, /, **parameters: Any) -> Result:
            return run(made, data, parameters)

        call.tool = made  # type: ignore[attr-defined]  # what the protocol promises
        return cast("ToolFunction", update_wrapper(call, function))

    return decorate


def _parameter(item: inspect.Parameter, hint: Any, description: str) -> Parameter:
    marks: tuple[object, ...] = ()
    if get_origin(hint) is Annotated:
        hint, *rest = get_args(hint)
        marks = tuple(rest)
    options = [option for option in get_args(hint) if option is not type(None)]
    if get_origin(hint) not in {tuple, Literal} and len(options) == 1:  # an optional value
        return _parameter(item, options[0], description)
    required = item.default is inspect.Parameter.empty
    is_choice = get_origin(hint) is Literal
    many = get_origin(hint) is tuple
    return Parameter(
        name=item.name,
        description=description,
        type=str if is_choice else options[0] if many else hint,
        required=required,
        default=None if required else item.default,
        column=next((mark for mark in marks if isinstance(mark, ColumnOf)), None),
        many=many,
        choices=tuple(map(str, options)) if is_choice else (),
        bounds=next((mark for mark in marks if isinstance(mark, Between)), None),
    )
