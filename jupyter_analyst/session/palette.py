"""Tools as forms: what a palette shows of them, and the line a filled-in form stands for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, get_args

from jupyter_analyst import wording
from jupyter_analyst.data.dataset import MOST_LEVELS
from jupyter_analyst.errors import (
    AnalystError,
    CommandError,
    ParameterError,
    UnfitColumnError,
    UnknownNameError,
)
from jupyter_analyst.session.loading import find
from jupyter_analyst.session.meanings import offered
from jupyter_analyst.signature import option, typed
from jupyter_analyst.tools import fits
from jupyter_analyst.tools.bind import bind
from jupyter_analyst.tools.spec import Group

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from jupyter_analyst.data import Column, Dataset
    from jupyter_analyst.session.session import Session
    from jupyter_analyst.signature import Parameter
    from jupyter_analyst.tools import Tool

# what the analyst wants to do, by group
_GROUPS: dict[Group, str] = {
    "data": "Describe",
    "tests": "Compare groups",
    "relations": "Relate",
    "models": "Predict",
    "survival": "Survival",
    "time": "Time",
    "chart": "Charts",
    "special": "Text and images",
}
_EMPTY: tuple[Any, ...] = (None, "", [])


def palette(session: Session) -> dict[str, Any]:
    """Return the tools as forms for the dataset in use, as JSON values.

    Parameters
    ----------
    session : Session
        The session; without a dataset in use, no column fits.
    """
    dataset = offered(session, find(session, None)) if session.current else None
    tools = session.services.registry().values()
    used = {tool.group for tool in tools}
    return {
        "dataset": dataset.name if dataset else "",
        "n_rows": dataset.n_rows if dataset else 0,
        "columns": [_column(column) for column in dataset.columns] if dataset else [],
        "needs": _needs(tools, dataset),
        "groups": [
            {"id": group, "title": _GROUPS[group]} for group in get_args(Group) if group in used
        ],
        "tools": [_form(tool) for tool in tools],
    }


def draft(session: Session, tool: str, given: Mapping[str, Any]) -> dict[str, Any]:
    """Return the line that runs a tool as a form is filled in, and what is wrong with it.

    Parameters
    ----------
    session : Session
        The session.
    tool : str
        Id of the tool.
    given : mapping
        The values of the form by parameter; what is empty or as usual is left out.

    Returns
    -------
    dict
        The ``line``, the values that are ``given`` to the tool, and the ``faults``: each with its
        ``parameter``, a ``message``, a ``fix`` (label and value, or None), and whether the value is
        ``missing``.

    Raises
    ------
    UnknownNameError
        If there is no such tool.
    """
    tools = session.services.registry()
    if tool not in tools:
        raise UnknownNameError(tool, "tool", tools, where=f"among the {len(tools)} tools")
    chosen = tools[tool]
    dataset = offered(session, find(session, None))
    kept = _told(chosen, given)
    faults = [
        fault
        for parameter in chosen.parameters
        if (fault := _fault(chosen, parameter, dataset, kept))
    ]
    return {"line": _drafted(chosen, kept), "given": kept, "faults": faults}


def _drafted(tool: Tool, given: Mapping[str, Any]) -> str:
    """Return the line, as far as a line can say it; a fault says what it cannot."""
    try:
        return line(tool, given)
    except CommandError:
        return f"%analyst {tool.id}"


def line(tool: Tool, given: Mapping[str, Any]) -> str:
    """Return the line that runs a tool on the dataset in use.

    Parameters
    ----------
    tool : Tool
        The tool.
    given : mapping
        Values by parameter: text, number, truth value, or a list of texts.

    Raises
    ------
    CommandError
        If a value cannot be typed.
    """
    words = [_words(item, given[item.name]) for item in tool.parameters if item.name in given]
    return " ".join(["%analyst", tool.id, *words])


def _words(parameter: Parameter, value: Any) -> str:
    if value is True:
        return option(parameter)
    text = "no" if value is False else ",".join(map(str, _several(value)))
    return typed(parameter.name, text)


def _several(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _told(tool: Tool, given: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values that say something: neither empty nor what is taken anyway."""
    usual = {item.name: item.default for item in tool.parameters if not item.required}
    return {
        name: value
        for name, value in given.items()
        if value not in _EMPTY and not (name in usual and str(value) == str(usual[name]))
    }


def _fault(
    tool: Tool, parameter: Parameter, dataset: Dataset, given: Mapping[str, Any]
) -> dict[str, Any] | None:
    """Return what is wrong with one field of a form; None if nothing is."""
    if parameter.name not in given:
        if not parameter.required:
            return None
        message = f"Choose {parameter.words}."
        return {"parameter": parameter.name, "message": message, "fix": None, "missing": True}
    value = given[parameter.name]
    try:
        _check_list(parameter, value)
        bind(tool, dataset, {parameter.name: value})
        _words(parameter, value)
    except AnalystError as error:
        if error.code != "parameter-missing":  # that is another field
            fix = _fix(parameter, error, dataset)
            message = _unfit(parameter, error, dataset, value)
            return {"parameter": parameter.name, "message": message, "fix": fix, "missing": False}
    return None


def _unfit(parameter: Parameter, error: AnalystError, dataset: Dataset, value: Any) -> str:
    """Return what an error says, for a field that is in sight."""
    if parameter.column and isinstance(error, UnfitColumnError):
        wants = parameter.column.wants
        columns = [dataset[name] for name in map(str, _several(value))]
        wrong = next(column for column in columns if not fits(parameter, column))
        return f"`{wrong.name}` does not fit: {_why(wrong, wants)}. Needed: {parameter.words}."
    return error.message


def _check_list(parameter: Parameter, value: Any) -> None:
    """Refuse a list of names that the line would take apart elsewhere.

    Raises
    ------
    ParameterError
        If one of several names has a comma in it.
    """
    names = value if isinstance(value, list) and len(value) > 1 else []
    for name in names:
        if "," in str(name):
            message = (
                f"{name!r} has a comma in its name: it can be chosen for {parameter.name} alone."
            )
            raise ParameterError(message, hint="Rename it, or call the tool from Python.")


def _fix(parameter: Parameter, error: AnalystError, dataset: Dataset) -> dict[str, Any] | None:
    """Return the value the error offers first, if there is one that fits."""
    known = {column.name for column in dataset.columns if fits(parameter, column)}
    offered = re.findall(r"`([^`]+)`", error.hint)
    value = next((name for name in offered if name in known | set(parameter.choices)), None)
    if value is None and parameter.default is not None and repr(parameter.default) in error.hint:
        value = parameter.default
    return None if value is None else {"label": f"Use {value}", "value": value}


def _form(tool: Tool) -> dict[str, Any]:
    return {
        "id": tool.id,
        "group": tool.group,
        "title": tool.title,
        "summary": tool.summary,
        "icon": tool.icon,
        "line": line(tool, {}),
        "parameters": [_field(parameter) for parameter in tool.parameters],
    }


def _field(parameter: Parameter) -> dict[str, Any]:
    bounds = parameter.bounds
    default = parameter.default
    return {
        "name": parameter.name,
        "label": parameter.name.replace("_", " ").capitalize(),
        "description": parameter.description.replace("`", ""),
        "words": parameter.words,
        "type": parameter.type.__name__,
        "choices": list(parameter.choices),
        "bounds": [bounds.low, bounds.high] if bounds else None,
        "default": list(default) if isinstance(default, tuple) else default,
        "required": parameter.required,
        "many": parameter.many,
        "column": parameter.column.wants if parameter.column else "",
    }


def _needs(tools: Iterable[Tool], dataset: Dataset | None) -> dict[str, Any]:
    """Return, for each need a parameter can have, the columns that fit, and why others do not."""
    asking = {
        parameter.column.wants: parameter
        for tool in tools
        for parameter in tool.parameters
        if parameter.column
    }
    columns = dataset.columns if dataset else ()
    return {
        wants: {
            "fits": [column.name for column in columns if fits(parameter, column)],
            "unfit": [
                {"name": column.name, "why": _why(column, wants)}
                for column in columns
                if not fits(parameter, column)
            ],
        }
        for wants, parameter in asking.items()
    }


def _why(column: Column, wants: str) -> str:
    if wants == "number":
        return f"{column.kind}, not a number"
    if column.levels is None:
        return f"more than {MOST_LEVELS} values"
    return wording.count(column.levels, "value")


def _column(column: Column) -> dict[str, str]:
    words = wording.count(column.levels, "value") if column.levels is not None else ""
    return {"name": column.name, "kind": column.kind, "words": words}
