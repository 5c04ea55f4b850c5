"""Single values from the sandbox, out of the JSON text of `inside.cells`."""

from __future__ import annotations

import datetime as dt
import json
import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NoReturn
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd

from jupyter_analyst.sandbox.exchange.claims import WrongError

if TYPE_CHECKING:
    from collections.abc import Callable

MISSING = {"None": None, "nan": np.nan, "NA": pd.NA, "NaT": pd.NaT}
"""What stands for a missing cell among objects."""

_KEYS = str | bytes | int | float | None | dt.date | dt.time | dt.timedelta | pd.Period
_LARGEST_KEY = 2**61 - 1  # the hashes of larger numbers can be made to collide
_DECIMAL = re.compile(r"[+-]?\d+(\.\d+)?(E[+-]?\d{1,6})?|NaN|-?Infinity")
_NUMBER = re.compile(r"-?(nan|inf|\d+(\.\d+)?(e[+-]?\d{1,4})?)")
_ZONE = re.compile(r"(?!dateutil)[A-Z][\w+-]*(/[\w+-]+){0,2}", re.ASCII | re.IGNORECASE)
_FREQ = re.compile(r"(-?\d{1,9})?[A-Za-z]{1,6}(-[A-Z]{1,3}){0,2}", re.ASCII)
_UNITS = {"s", "ms", "us", "ns"}


def value(text: str) -> Any:
    """Return a value.

    Parameters
    ----------
    text : str
        JSON text.

    Raises
    ------
    WrongError
        If it is not as `inside.cells` writes it.
    """
    try:
        return json.loads(text, object_hook=_tagged, parse_constant=_refuse)
    except (ValueError, TypeError, KeyError, ArithmeticError, RecursionError) as error:
        found = "one of its values is malformed"
        raise WrongError(found) from error


def _refuse(text: str) -> NoReturn:
    message = f"{text!r} is no number of JSON"
    raise ValueError(message)


def _tagged(record: dict[str, Any]) -> Any:
    """Return what an object with one key stands for."""
    ((kind, said),) = record.items()
    return _MAKE[kind](said)


def zone(said: Any) -> dt.tzinfo | str | None:
    """Return a time zone as pandas takes it.

    Parameters
    ----------
    said : object
        As `inside.cells.zone` writes it.

    Raises
    ------
    ValueError
        If it is none.
    """
    if said is None:
        return None
    if type(said) is int:
        return dt.timezone(dt.timedelta(seconds=said)) if said else dt.UTC
    is_own = isinstance(said, list)
    (name,) = said if is_own else (said,)
    if not (isinstance(name, str) and _ZONE.fullmatch(name)):
        message = f"{said!r} is no time zone"
        raise ValueError(message)
    return ZoneInfo(name) if is_own else name


def freq(said: Any) -> str:
    """Return a frequency as pandas spells it.

    Parameters
    ----------
    said : object
        What claims to be one.

    Raises
    ------
    ValueError
        If it is none.
    """
    return _matched(_FREQ, said)


def unit(said: Any) -> str:
    """Return a unit of time of pandas.

    Parameters
    ----------
    said : object
        What claims to be one.

    Raises
    ------
    ValueError
        If it is none.
    """
    if said not in _UNITS:
        message = f"{said!r} is no unit of time"
        raise ValueError(message)
    return str(said)


def _matched(pattern: re.Pattern[str], said: Any) -> str:
    if not pattern.fullmatch(said):
        message = f"{said!r} is not of the form {pattern.pattern}"
        raise ValueError(message)
    return str(said)


def _key(key: Any) -> Any:
    """Return a key of a dict or an item of a set, whose hash nobody chose.

    Raises
    ------
    TypeError
        If it is of a type for which somebody could have.
    ValueError
        If it is too large a number.
    """
    if isinstance(key, tuple | frozenset):
        return type(key)(map(_key, key))
    missing = key is pd.NA or key is pd.NaT
    if not (missing or isinstance(key, _KEYS)):
        message = f"{key!r} is of no type a key may have"
        raise TypeError(message)
    if isinstance(key, int) and abs(key) >= _LARGEST_KEY:
        message = f"a key of {key.bit_length()} bits is too large"
        raise ValueError(message)
    return key


def _stamp(said: Any) -> Any:
    number, of, tz = said
    moment = pd.Timestamp(np.int64(number).view(f"M8[{unit(of)}]"))
    return moment if tz is None else moment.tz_localize("UTC").tz_convert(zone(tz))


def _span(said: Any) -> Any:
    number, of = said
    return pd.Timedelta(np.int64(number).view(f"m8[{unit(of)}]"))


def _complex(said: Any) -> complex:
    real, imaginary = (float(_matched(_NUMBER, one)) for one in said)
    return complex(real, imaginary)


_MAKE: dict[str, Callable[[Any], Any]] = {
    "float": lambda said: float(_matched(_NUMBER, said)),
    "complex": _complex,
    "decimal": lambda said: Decimal(_matched(_DECIMAL, said)),
    "bytes": bytes.fromhex,
    "date": dt.date.fromisoformat,
    "datetime": dt.datetime.fromisoformat,
    "time": dt.time.fromisoformat,
    "timedelta": lambda said: dt.timedelta(*map(int, said)),
    "missing": MISSING.__getitem__,
    "dict": lambda said: {_key(key): of for key, of in said},
    "tuple": tuple,
    "set": lambda said: {_key(key) for key in said},
    "frozenset": lambda said: frozenset(_key(key) for key in said),
    "Timestamp": _stamp,
    "Timedelta": _span,
    "Period": lambda said: pd.Period(ordinal=int(said[0]), freq=freq(said[1])),
    "Interval": lambda said: pd.Interval(said[0], said[1], closed=said[2]),
}
