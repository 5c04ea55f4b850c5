"""Run a tool on a dataset: check, hand over the columns, say where the result comes from."""

from __future__ import annotations

import json
import platform
import time
import warnings
from dataclasses import replace
from functools import cache
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from jupyter_analyst._version import __version__
from jupyter_analyst.data import ATTRIBUTE, Dataset, read
from jupyter_analyst.errors import guard
from jupyter_analyst.tools.bind import bind, fits
from jupyter_analyst.tools.result import Provenance

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from jupyter_analyst.tools.result import Result
    from jupyter_analyst.tools.spec import Tool

_ENGINES = ("pandas", "scipy", "statsmodels", "lifelines")


def run(tool: Tool, data: Dataset | pd.DataFrame, given: Mapping[str, Any]) -> Result:
    """Return what a tool finds in the data.

    Parameters
    ----------
    tool : Tool
        The tool.
    data : Dataset or DataFrame
        The rows; the caller's frame is never changed.
    given : mapping
        Parameters by name, as given by form, magic, Python or model.

    Raises
    ------
    AnalystError
        If a parameter does not fit or the data are not what the tool needs.
    """
    dataset = data if isinstance(data, Dataset) else _dataset_of(data)
    parameters = bind(tool, dataset, given)
    started = time.perf_counter()
    with guard(f"running `{tool.id}` on `{dataset.name}`"), warnings.catch_warnings():
        # what a library has to say about the numbers, a tool says in its checks and notes
        warnings.simplefilter("ignore", RuntimeWarning)
        # lifelines still calls pandas in ways its next major version will not take
        warnings.filterwarnings("ignore", category=DeprecationWarning, module="lifelines")
        frame = dataset.to_pandas(_needed(tool, parameters, dataset))
        result = tool.function(frame, **parameters)
    seconds = time.perf_counter() - started
    provenance = Provenance(
        tool=tool.id,
        parameters=parameters,
        dataset=dataset.name,
        version=dataset.version,
        code=code(tool.id, dataset.name, parameters),
        versions=dict(_versions()),
        seconds=seconds,
    )
    return replace(result, provenance=provenance, method=result.method or tool.docs.method)


def _dataset_of(data: pd.DataFrame) -> Dataset:
    """Return a frame as a dataset; one that was opened by name belongs to that name and version."""
    known = getattr(data, "attrs", {}).get(ATTRIBUTE)
    if not isinstance(known, dict):
        return read(data)
    dataset = read(data, name=known.get("name"))
    return replace(dataset, version=known.get("version") or dataset.version)


def code(tool_id: str, dataset: str, parameters: Mapping[str, Any]) -> str:
    """Return the line of Python that runs a tool on a dataset by its name.

    Parameters
    ----------
    tool_id : str
        Name of the tool.
    dataset : str
        Name of the dataset.
    parameters : mapping
        The parameters that were given.

    Examples
    --------
    >>> code("describe", "sales", {"columns": ("price", "area")})
    'analyst.describe("sales", columns=["price", "area"])'
    """
    arguments = [
        _literal(dataset),
        *(f"{name}={_literal(value)}" for name, value in parameters.items()),
    ]
    return f"analyst.{tool_id}({', '.join(arguments)})"


def _literal(value: Any) -> str:
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)  # its escapes mean the same in Python
    if isinstance(value, tuple):
        return f"[{', '.join(map(_literal, value))}]"
    return repr(value)


def _needed(tool: Tool, parameters: Mapping[str, Any], dataset: Dataset) -> list[str] | None:
    """Return the columns the parameters name; all that fit where several may be and none is."""
    named = [parameter for parameter in tool.parameters if parameter.column]
    names: list[str] = []
    for parameter in named:
        value = parameters.get(parameter.name, ())
        if parameter.many and not value:
            value = tuple(column.name for column in dataset.columns if fits(parameter, column))
        names += value if isinstance(value, tuple) else [value]
    return list(dict.fromkeys(names)) if named else None


@cache
def _versions() -> dict[str, str]:
    libraries = {name: version(name) for name in _ENGINES}
    return {"jupyter_analyst": __version__, "python": platform.python_version(), **libraries}
