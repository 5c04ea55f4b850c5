"""Dates, moments and times as statistics programs count them, by the format of a column."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

_DAY = 86_400
_FIRST, _LAST = -719_162, 2_932_896  # the years 1 to 9999, in days from 1970
_SPSS = -141_428  # 1582-10-14, from which SPSS counts seconds
_OTHERS = -3_653  # 1960-01-01, from which the others count
_BEYOND = 1e6  # periods; even weeks are beyond the year 9999 then

_KINDS = {
    "spss": (
        ("spss-date", "DATE ADATE EDATE JDATE SDATE MOYR QYR WKYR"),
        ("spss-moment", "DATETIME YMDHMS"),
        ("clock", "TIME DTIME MTIME"),
    ),
    "sas": (
        ("days", "DATE DDMMYY DDMMYYB DDMMYYC DDMMYYD DDMMYYN DDMMYYP DDMMYYS"),
        ("days", "MMDDYY MMDDYYB MMDDYYC MMDDYYD MMDDYYN MMDDYYP MMDDYYS"),
        ("days", "YYMMDD YYMMDDB YYMMDDC YYMMDDD YYMMDDN YYMMDDP YYMMDDS"),
        ("days", "WEEKDATE WEEKDATX WORDDATE WORDDATX MONYY MMYY YYMM YYMON YYQ JULIAN"),
        ("days", "NLDATE IS8601DA E8601DA B8601DA"),
        ("seconds", "DATETIME DTDATE DTMONYY DTWKDATX DATEAMPM MDYAMPM NLDATM"),
        ("seconds", "IS8601DT E8601DT B8601DT E8601DN B8601DN"),
        ("clock", "TIME HHMM MMSS TOD TIMEAMPM NLTIME IS8601TM E8601TM B8601TM"),
    ),
}
_STATA = {
    "d": "days", "w": "weeks", "m": "months", "q": "quarters", "h": "halves",
    "c": "milliseconds", "C": "milliseconds",
}  # fmt: skip
_STATA_FORMAT = re.compile(r"%-?(?:t([cCdwmqh])|(d))(.*)")
_CLOCK = re.compile(r"[HhMmSsAaPp.:_!]+")
_WIDTH = re.compile(r"[\d.]*$")


@dataclass(frozen=True)
class Times:
    """A column of dates, moments or times.

    Parameters
    ----------
    values : ChunkedArray
        The values.
    note, doubt : str
        What there is to say, without the name of the column; empty if nothing.
    """

    values: pa.ChunkedArray
    note: str = ""
    doubt: str = ""


def times_of(values: pa.ChunkedArray, program: str, spelled: str) -> Times | None:
    """Return what numbers mean by the format of their column; None if they are but numbers.

    Parameters
    ----------
    values : ChunkedArray
        Numbers, null where missing.
    program : str
        Whose file it is: spss, stata or sas.
    spelled : str
        The format, such as ``"DATE9."`` or ``"%td"``.

    Examples
    --------
    >>> column = pa.chunked_array([[23406.0, None]])
    >>> times_of(column, "sas", "DATE9.").values.to_pylist()
    [datetime.date(2024, 1, 31), None]
    >>> times_of(column, "sas", "BEST12.") is None
    True
    """
    kind = _stata_kind(spelled) if program == "stata" else _kind(program, spelled)
    if kind is None:
        return None
    if kind in _CLOCKS:
        return _clock(pc.divide(values, _CLOCKS[kind]))
    numbers = pc.fill_null(values, 0.0).to_numpy()
    is_missing = values.is_null().to_numpy()
    with np.errstate(over="ignore", invalid="ignore"):  # what that gives is beyond all years
        days, micros = _MAKERS[kind](numbers)
    if not np.all((days >= _FIRST) & (days <= _LAST)):
        told = f"holds dates ({spelled}) beyond the years 1 to 9999 and is read as numbers"
        return Times(values, doubt=told)
    made = _moments(days, micros, is_missing) if micros is not None else _dates(days, is_missing)
    note = "moments in {} still with their leap seconds" if spelled.startswith("%tC") else ""
    return Times(pa.chunked_array([made]), note=note)


def _kind(program: str, spelled: str) -> str | None:
    name = _WIDTH.sub("", spelled.upper())
    return next((kind for kind, names in _KINDS[program] if name in names.split()), None)


def _stata_kind(spelled: str) -> str | None:
    found = _STATA_FORMAT.match(spelled)
    if not found:
        return None
    letter = found[1] or found[2]
    is_clock = letter in "cC" and _CLOCK.fullmatch(found[3])
    return "stata-clock" if is_clock else _STATA[letter]


def _dates(days: Floats, is_missing: NDArray[np.bool_]) -> pa.Array:
    return pc.cast(pa.array(days.astype(np.int32), mask=is_missing), pa.date32())


def _moments(days: Floats, micros: Floats, is_missing: NDArray[np.bool_]) -> pa.Array:
    ticks = days.astype(np.int64) * (_DAY * 1_000_000) + micros.astype(np.int64)
    return pc.cast(pa.array(ticks, mask=is_missing), pa.timestamp("us"))


def _clock(seconds: pa.ChunkedArray) -> Times:
    """Return times of day; where some are longer than a day, all stay seconds."""
    span = pc.min_max(seconds).as_py()
    if span["min"] is not None and (span["min"] < 0 or span["max"] >= _DAY):
        return Times(seconds, note="times in {} as seconds")
    is_whole = pc.all(pc.equal(pc.floor(seconds), seconds), min_count=0).as_py()
    if is_whole:
        return Times(pc.cast(pc.cast(seconds, pa.int32()), pa.time32("s")))
    ticks = pc.cast(pc.round(pc.multiply(seconds, 1e6)), pa.int64())
    last = pc.min_element_wise(
        ticks, _DAY * 1_000_000 - 1, skip_nulls=False
    )  # not rounded to 24:00
    return Times(pc.cast(last, pa.time64("us")))


def _from(start: int, each: float) -> Callable[[Floats], tuple[Floats, Floats]]:
    """Return what turns units of so many to a day into days from 1970 and microseconds."""

    def _days_and_micros(numbers: Floats) -> tuple[Floats, Floats]:
        days = np.floor(numbers / each)
        return days + start, np.rint((numbers - days * each) * (_DAY * 1e6 / each))

    return _days_and_micros


def _days_from(start: int, each: float) -> Callable[[Floats], tuple[Floats, None]]:
    return lambda numbers: (np.floor(numbers / each) + start, None)


def _periods(months: int) -> Callable[[Floats], tuple[Floats, None]]:
    """Return what turns numbers of periods into the days on which they begin."""

    def _days(numbers: Floats) -> tuple[Floats, None]:
        n_months = np.floor(np.clip(numbers, -_BEYOND, _BEYOND)).astype(np.int64) * months
        return _days_of(np.datetime64("1960-01", "M") + n_months), None

    return _days


def _weeks(numbers: Floats) -> tuple[Floats, None]:
    """Return the first days of weeks; each year of Stata has 52, which begin on 1 January."""
    years, weeks = np.divmod(np.floor(np.clip(numbers, -_BEYOND, _BEYOND)).astype(np.int64), 52)
    return _days_of(np.datetime64("1960", "Y") + years) + 7 * weeks, None


def _days_of(dates: NDArray[np.datetime64]) -> Floats:
    return dates.astype("datetime64[D]").astype(np.int64).astype(np.float64)


_CLOCKS = {"clock": 1.0, "stata-clock": 1000.0}
_MAKERS: dict[str, Callable[[Any], tuple[Any, Any]]] = {
    "spss-date": _days_from(_SPSS, _DAY),
    "spss-moment": _from(_SPSS, _DAY),
    "days": _days_from(_OTHERS, 1),
    "seconds": _from(_OTHERS, _DAY),
    "milliseconds": _from(_OTHERS, _DAY * 1000),
    "weeks": _weeks,
    "months": _periods(1),
    "quarters": _periods(3),
    "halves": _periods(6),
}
