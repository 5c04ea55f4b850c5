"""A parameter of a function: what can be given, read from its annotation and docstring."""

from __future__ import annotations

import inspect
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeVar, cast, get_args, get_origin

from jupyter_analyst.signature.kinds import Between, ColumnOf
from jupyter_analyst.signature.line import flag

if TYPE_CHECKING:
    from collections.abc import Iterable

Mark = TypeVar("Mark")
_WORDS = {
    str: "text",
    float: "a number",
    int: "a whole number",
    bool: "yes or no",
    dict: "name=value pairs",
}
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
        words = _WORDS[self.type]
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


def parameter(item: inspect.Parameter, hint: Any, description: str = "") -> Parameter:
    """Return what an annotation says about a parameter.

    Parameters
    ----------
    item : inspect.Parameter
        Its name and default.
    hint : object
        Its annotation, evaluated, with marks of `signature.kinds`.
    description : str
        What it means.
    """
    marks: list[object] = []
    if get_origin(hint) is Annotated:
        hint, *marks = get_args(hint)
    kind, options = get_origin(hint), [arg for arg in get_args(hint) if arg is not type(None)]
    if kind not in {tuple, Literal} and len(options) == 1:  # an optional value
        return parameter(item, options[0], description)
    required = item.default is inspect.Parameter.empty
    return Parameter(
        name=item.name,
        description=description,
        type=_type(hint, kind, options),
        required=required,
        default=None if required else item.default,
        column=_first(marks, ColumnOf),
        many=kind is tuple,
        choices=tuple(map(str, options)) if kind is Literal else (),
        bounds=_first(marks, Between),
    )


def option(parameter: Parameter) -> str:
    """Return how a parameter is typed as an option.

    Parameters
    ----------
    parameter : Parameter
        A parameter of a command.
    """
    return flag(parameter.name)


def _type(hint: Any, kind: Any, options: list[Any]) -> type[Any]:
    """Return the type of one value."""
    if kind is Literal:
        return str
    return cast("type[Any]", options[0] if kind is tuple else hint)


def _first(marks: Iterable[object], kind: type[Mark]) -> Mark | None:
    return next((mark for mark in marks if isinstance(mark, kind)), None)
