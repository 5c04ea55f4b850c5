"""The tools a plan can call, and the columns that fit their parameters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jupyter_analyst.source import literal
from jupyter_analyst.tools import fits, registry

if TYPE_CHECKING:
    from jupyter_analyst.planner.table import Field


def fit(tool: str, parameter: str, field: Field) -> bool:
    """Tell whether a column can be given to a tool.

    Parameters
    ----------
    tool : str
        Id of a tool.
    parameter : str
        One of its parameters.
    field : Field
        The column.
    """
    found = registry().get(tool)
    known = {p.name: p for p in found.parameters} if found else {}
    return parameter in known and fits(known[parameter], field.column)


def call(tool: str, frame: str, **given: Any) -> str:
    """Return the Python that calls a tool.

    Parameters
    ----------
    tool : str
        Id of a tool.
    frame : str
        Name of the variable.
    **given : object
        Its parameters; what is None or empty is left out.
    """
    parts = [f"{name}={literal(value)}" for name, value in given.items() if value]
    return f"tools.{tool}({', '.join([frame, *parts])})"
