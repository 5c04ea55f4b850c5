"""Values as people type them, read for the column they are compared with."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal, localcontext
from typing import TYPE_CHECKING, Literal

import numpy as np
import pyarrow as pa

from jupyter_analyst.data.values import dates, numbers
from jupyter_analyst.data.values.spelling import GROUPING, TRUTHS
from jupyter_analyst.errors import ParameterError
from jupyter_analyst.wording import MINUS

if TYPE_CHECKING:
    from collections.abc import Callable

    from jupyter_analyst.data.dataset import Column

Family = Literal["text", "truth", "exact", "float", "time"]
"""How the values of a column are compared."""

LONGEST = 1000
"""Characters of a typed value that are read."""

_ENOUGH = 100  # digits: more than any column has
_NEXT = {"": "", "day": "1 day", "month": "1 month", "year": "1 year"}
_SHORT_DATES = {r"\d{4}": ("-01-01", "year"), r"\d{4}-(?:0[1-9]|1[0-2])": ("-01", "month")}


@dataclass(frozen=True)
class Operand:
    """One side of a comparison.

    Parameters
    ----------
    sql : str
        Where the value stands: a question mark, in a cast if it needs one.
    value : object
        What is bound there.
    """

    sql: str
    value: object


@dataclass(frozen=True)
class Span:
    """The values that are equal to what was typed: a day holds all its moments.

    Parameters
    ----------
    start : Operand
        The first of them.
    end : Operand, optional
        The first one after them; without it, only `start` is equal.
    words : str
        How it was read, for people.
    """

    start: Operand
    end: Operand | None = None
    words: str = ""


def family(column: Column) -> Family:
    """Return how the values of a column are compared.

    Parameters
    ----------
    column : Column
        The column.
    """
    if column.type == "bool":
        return "truth"
    if column.type.startswith(("date", "timestamp")):
        return "time"
    if column.type in {"double", "float", "halffloat"}:
        return "float"
    return "text" if column.type == "string" else "exact"


def span(column: Column, text: str) -> Span:
    """Return what a person typed, as values of a column.

    Parameters
    ----------
    column : Column
        The column it is compared with.
    text : str
        What was typed.

    Raises
    ------
    ParameterError
        If it cannot be read as a value of the column.
    """
    if len(text) > LONGEST:
        message = f"The value for `{column.name}` has {len(text):,} characters."
        raise ParameterError(message, hint=f"At most {LONGEST:,} are compared.", code=_CODE)
    return _READERS[family(column)](column, text)


_CODE = "value-unread"


def _text(_: Column, text: str) -> Span:
    return Span(Operand("?", text), words=f"“{text}”")


def _truth(column: Column, text: str) -> Span:
    word = text.strip().casefold()
    if word in _TRUE or word in _FALSE:
        return Span(Operand("?", word in _TRUE), words="true" if word in _TRUE else "false")
    unread = _unread(column, text, "true or false is needed")
    raise unread


_TRUE = {"1", *(pair[0] for pair in TRUTHS)}
_FALSE = {"0", *(pair[1] for pair in TRUTHS)}


def _float(column: Column, text: str) -> Span:
    number = _number(column, text)
    value = float(number)
    if column.type == "float":  # 0.1 is what a person types for the nearest one of 32 bits
        with np.errstate(over="ignore"):
            value = float(np.float32(value))
    return Span(Operand("?", value), words=_said(number))


def _exact(column: Column, text: str) -> Span:
    """Return a number for a column of whole numbers or decimals.

    What lies between two of its steps is equal to none: 2.5 among whole numbers begins, and
    ends, at 3.
    """
    number = _number(column, text)
    digits, scale = _digits(column)
    with localcontext() as context:
        context.prec = _ENOUGH
        limit = Decimal(10) ** (digits - scale)
        if not -limit < number < limit:
            unread = _unread(column, text, f"the column holds at most {digits - scale} digits")
            raise unread
        steps = number.scaleb(scale).to_integral_value(ROUND_CEILING)
        value = steps.scaleb(-scale)
        start = Operand("?", value if column.type.startswith("decimal") else int(value))
        return Span(start, None if value == number else start, words=_said(number))


def _digits(column: Column) -> tuple[int, int]:
    """Return how many digits the numbers of a column can have, and how many after the point."""
    found = re.fullmatch(r"decimal\d+\((\d+), (\d+)\)", column.type)
    return (int(found[1]), int(found[2])) if found else (20, 0)


def _number(column: Column, text: str) -> Decimal:
    """Return a number in any spelling: `1,234.5`, `1.234,5`, `€ 5`, `5 -`.

    Where both readings fit, as for 1,234, the comma groups digits, as it does in the panels.
    """
    values, _ = numbers.signed(pa.chunked_array([[text.strip()]], pa.string()))
    values = numbers.bare(values, numbers.unit_of(values))
    for decimal, marks in GROUPING.items():
        for mark in ("", *marks):
            if text.strip() and numbers.fits(values, decimal, mark):
                plain = values[0].as_py().replace(mark, "").replace(decimal, ".")
                return Decimal(plain)
    unread = _unread(column, text, "a number is needed, such as 1234.5")
    raise unread


def _said(number: Decimal) -> str:
    return f"{number:,}".replace("-", MINUS)


def _time(column: Column, text: str) -> Span:
    day, moment, unit = _moment(column, text.strip())
    kind = _kind(column, has_clock=not unit)
    start = Operand(f"cast(? as {kind})", day or moment)
    if not unit:
        return Span(start, words=moment)
    after = f"cast(cast(? as date) + interval {_NEXT[unit]} as {kind})"
    return Span(start, Operand(after, day), words=text.strip() if unit != "day" else day)


def _kind(column: Column, *, has_clock: bool) -> str:
    """Return DuckDB's type of the moments in a column."""
    if column.type.startswith("date"):
        return "timestamp" if has_clock else "date"
    if "tz=" in column.type:
        return "timestamptz"
    return "timestamp_ns" if column.type == "timestamp[ns]" else "timestamp"


def _moment(column: Column, text: str) -> tuple[str, str, str]:
    """Return a date and the unit it is whole in, or a moment."""
    for pattern, (rest, unit) in _SHORT_DATES.items():
        if re.fullmatch(pattern, text):
            return f"{text}{rest}", "", unit
    found = dates.read(pa.chunked_array([[text]], pa.string())) if text else None
    if found is None:
        unread = _unread(column, text, "a date is needed, such as 2024-01-31")
        raise unread
    if found.values is None:
        unread = _unread(column, text, "it can be several dates; write the year first: 2024-01-31")
        raise unread
    iso = found.values.cast(pa.string())[0].as_py()
    if pa.types.is_date(found.values.type):
        return iso, "", "day"
    return "", iso.removesuffix("Z").removesuffix(".000000"), ""


def _unread(column: Column, text: str, needed: str) -> ParameterError:
    message = f"{text!r} is no value of `{column.name}`: {needed}."
    return ParameterError(message, hint=f"Its type is {column.type}.", code=_CODE)


_READERS: dict[Family, Callable[[Column, str], Span]] = {
    "text": _text,
    "truth": _truth,
    "float": _float,
    "exact": _exact,
    "time": _time,
}
