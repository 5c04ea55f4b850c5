"""Check the parameters of a tool once, before any work starts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from jupyter_analyst.errors import ParameterError, UnfitColumnError, UnknownNameError, near

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from jupyter_analyst.data import Column, Dataset
    from jupyter_analyst.signature import Parameter
    from jupyter_analyst.tools.spec import Tool

_FITS: dict[str, Callable[[Column], bool]] = {
    "any": lambda _: True,
    "number": lambda column: column.kind == "number",
    "group": lambda column: column.levels is not None,
    "pair": lambda column: column.levels == 2,
    "event": lambda column: column.levels in {1, 2},
}
_TRUE = {"true", "yes", "on", "1"}
_FALSE = {"false", "no", "off", "0"}


def fits(parameter: Parameter, column: Column) -> bool:
    """Tell whether a column can be given for a parameter.

    Parameters
    ----------
    parameter : Parameter
        A parameter that names columns.
    column : Column
        A column of the dataset.
    """
    return parameter.column is not None and _FITS[parameter.column.wants](column)


def bind(tool: Tool, dataset: Dataset, given: Mapping[str, Any]) -> dict[str, Any]:
    """Return the parameters a tool was given, checked and converted; defaults stay out.

    Parameters
    ----------
    tool : Tool
        The tool.
    dataset : Dataset
        The data whose columns are named.
    given : mapping
        Values by name; texts, as typed behind a magic, are converted.

    Raises
    ------
    UnknownNameError
        If a parameter or column does not exist.
    ParameterError
        If one is missing or a value does not fit.
    UnfitColumnError
        If a column does not hold what its parameter needs.
    """
    known = {parameter.name: parameter for parameter in tool.parameters}
    for name in given:
        if name not in known:
            raise UnknownNameError(name, "option", known, where=f"one of `{tool.id}`")
    bound = {
        name: _value(known[name], value, dataset)
        for name, value in given.items()
        if value is not None
    }
    for parameter in tool.parameters:
        if parameter.required and parameter.name not in bound:
            message = f"`{tool.id}` needs `{parameter.name}`: {parameter.words}."
            raise ParameterError(message, hint=_offer(parameter, dataset), code="parameter-missing")
    return bound


def _value(parameter: Parameter, value: Any, dataset: Dataset) -> Any:
    if not parameter.many:
        return _one(parameter, value, dataset)
    items = [_one(parameter, item, dataset) for item in _several(value, dataset)]
    return tuple(dict.fromkeys(items))


def _several(value: Any, dataset: Dataset) -> list[Any]:
    if isinstance(value, Iterable) and not isinstance(value, str | bytes):
        return list(value)  # a list, an index, the columns of a frame
    if not isinstance(value, str) or value in {column.name for column in dataset.columns}:
        return [value]  # one value, or a name with a comma in it
    return [item.strip() for item in value.split(",") if item.strip()]


def _one(parameter: Parameter, value: Any, dataset: Dataset) -> Any:
    if isinstance(value, Iterable) and not isinstance(value, str):
        message = f"`{parameter.name}` is {value!r}; it must be {parameter.words}."
        raise ParameterError(message, hint="Give one value.")
    if parameter.column:
        return _column(parameter, str(value), dataset)
    if parameter.choices:
        return _choice(parameter, str(value))
    return _bounded(parameter, _converted(parameter, value), value)


def _bounded(parameter: Parameter, converted: Any, value: Any) -> Any:
    bounds = parameter.bounds
    if bounds is None:
        return converted
    inside = bounds.low < converted < bounds.high
    if inside or (bounds.included and converted in {bounds.low, bounds.high}):
        return converted
    message = f"`{parameter.name}` is {value!r}; it must be {parameter.words}."
    raise ParameterError(message, hint=_usual(parameter))


def _column(parameter: Parameter, name: str, dataset: Dataset) -> str:
    column = dataset[name]
    if fits(parameter, column):
        return name
    has = f"{column.levels} different values" if column.levels else "too many different values"
    message = (
        f"Column `{name}` does not fit `{parameter.name}`: it is of kind {column.kind} with {has}; "
        f"needed is {parameter.words}."
    )
    raise UnfitColumnError(message, hint=_offer(parameter, dataset))


def _choice(parameter: Parameter, value: str) -> str:
    if value in parameter.choices:
        return value
    message = f"`{parameter.name}` is {value!r}; it must be {parameter.words}."
    raise ParameterError(message, hint=near(value, parameter.choices))


def _converted(parameter: Parameter, value: Any) -> Any:
    try:
        if parameter.type is bool:
            return _truth(value)
        if parameter.type is int and float(value) != int(float(value)):
            message = f"{value!r} is no whole number"
            raise ValueError(message)
        return parameter.type(float(value)) if parameter.type is int else parameter.type(value)
    except (TypeError, ValueError, OverflowError) as error:
        message = f"`{parameter.name}` is {value!r}; it must be {parameter.words}."
        raise ParameterError(message, hint=_usual(parameter)) from error


def _truth(value: Any) -> bool:
    text = str(value).casefold()
    if text not in _TRUE | _FALSE:
        message = f"{value!r} is neither true nor false"
        raise ValueError(message)
    return text in _TRUE


def _usual(parameter: Parameter) -> str:
    return "" if parameter.default is None else f"The usual value is {parameter.default!r}."


def _offer(parameter: Parameter, dataset: Dataset) -> str:
    if not parameter.column:
        return f"Add `{parameter.name}`."
    names = [f"`{column.name}`" for column in dataset.columns if fits(parameter, column)]
    if not names:
        return f"`{dataset.name}` has no such column."
    more = f" and {len(names) - 6} more" if len(names) > 6 else ""
    return f"Columns that fit: {', '.join(names[:6])}{more}."
