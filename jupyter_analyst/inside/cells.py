"""Single values as JSON text: what a cell of objects, a scalar, a list or a dict becomes.

What JSON has no word for is an object with one key that says what it is: `{"date": "2026-01-02"}`.
"""

from __future__ import annotations

import datetime as dt
import json
import math
import sys
from decimal import Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

_DEEPEST = 32
_PANDAS = ("Timestamp", "Timedelta", "Period", "Interval")


class UnfitError(Exception):
    """A value that cannot leave; its type is the message."""


def text(value: Any) -> str:
    """Return a value as JSON text.

    Parameters
    ----------
    value : object
        None, a number, a text, bytes, a date or time, or a list, tuple, set or dict of them.

    Raises
    ------
    UnfitError
        If it is none of these.
    """
    return json.dumps(_json(value, _DEEPEST), allow_nan=False, separators=(",", ":"))


def _json(value: Any, depth: int) -> Any:
    if value is None or type(value) in {bool, int, str}:
        return value
    if type(value) is float:
        return value if math.isfinite(value) else {"float": repr(value)}
    inner = _inner(value, depth - 1)
    if inner is not None:
        return inner
    known = _SIMPLE.get(type(value)) or _of_libraries(value)
    if known is None:
        raise UnfitError(type(value).__name__)
    return known(value)


def _inner(value: Any, depth: int) -> Any:
    """Return what holds other values; None if it is no such thing.

    Raises
    ------
    UnfitError
        If it is nested too deep.
    """
    if not isinstance(value, list | tuple | dict | set | frozenset):
        return None
    if depth < 0:
        message = f"{type(value).__name__} nested more than {_DEEPEST} deep"
        raise UnfitError(message)
    if isinstance(value, dict):
        return {"dict": [[_json(one, depth), _json(of, depth)] for one, of in value.items()]}
    inner = [_json(one, depth) for one in value]
    if isinstance(value, list):
        return inner
    kinds = {"tuple": tuple, "frozenset": frozenset, "set": set}
    return {next(name for name, kind in kinds.items() if isinstance(value, kind)): inner}


def _of_libraries(value: Any) -> Callable[[Any], Any] | None:
    """Return what writes a scalar of NumPy or pandas; None if it is none."""
    numpy, pandas = sys.modules.get("numpy"), sys.modules.get("pandas")
    if pandas and (value is pandas.NA or value is pandas.NaT):
        return lambda value: {"missing": "NA" if value is pandas.NA else "NaT"}
    if pandas and type(value).__name__ in _PANDAS:
        name = type(value).__name__
        return _WRITE[name] if type(value) is getattr(pandas, name) else None
    if numpy and isinstance(value, numpy.bool_ | numpy.integer | numpy.floating | numpy.str_):
        return lambda value: _json(value.item(), 0)
    return None


def zone(tz: Any) -> Any:
    """Return a time zone as a JSON value: its name, or its offset in seconds if it is fixed.

    The name is in a list if the zone is one of Python's own, which pandas 2 tells apart.

    Parameters
    ----------
    tz : tzinfo, optional
        The zone.

    Raises
    ------
    UnfitError
        If it has neither.
    """
    if tz is None:
        return None
    key, name = getattr(tz, "key", None), getattr(tz, "zone", None)
    if isinstance(key or name, str):
        return [key] if key else name
    offset = tz.utcoffset(None)
    if offset is None or offset % dt.timedelta(seconds=1):
        message = "time zone without a name"
        raise UnfitError(message)
    return int(offset.total_seconds())


def _moment(value: Any) -> dict[str, Any]:
    if value.tzinfo is None:
        return {"datetime": value.isoformat()}
    offset = value.utcoffset()
    fixed = value.replace(tzinfo=dt.timezone(offset)) if offset is not None else value
    return {"datetime": fixed.isoformat()}


_SIMPLE: dict[type, Callable[[Any], Any]] = {
    bytes: lambda value: {"bytes": value.hex()},
    complex: lambda value: {"complex": [repr(value.real), repr(value.imag)]},
    Decimal: lambda value: {"decimal": str(value)},
    dt.date: lambda value: {"date": value.isoformat()},
    dt.datetime: _moment,
    dt.time: lambda value: {"time": value.isoformat()},
    dt.timedelta: lambda value: {"timedelta": [value.days, value.seconds, value.microseconds]},
}
_WRITE: dict[str, Callable[[Any], Any]] = {
    "Timestamp": lambda value: {
        "Timestamp": [int(value.asm8.view("int64")), value.unit, zone(value.tz)]
    },
    "Timedelta": lambda value: {"Timedelta": [int(value.asm8.view("int64")), value.unit]},
    "Period": lambda value: {"Period": [value.ordinal, value.freqstr]},
    "Interval": lambda value: {
        "Interval": [_json(value.left, 1), _json(value.right, 1), value.closed]
    },
}
