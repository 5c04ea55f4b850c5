"""Number columns: from texts to integers and floats, never losing a digit of an integer."""

from __future__ import annotations

import re

import pyarrow as pa
import pyarrow.compute as pc

from jupyter_analyst.data.values.cast import cast
from jupyter_analyst.data.values.spans import (
    are_ascii,
    has_leading_zero,
    have_no_letters,
    holds,
    n_characters,
)
from jupyter_analyst.data.values.spelling import GROUPING, UNIT, number, whole
from jupyter_analyst.wording import MINUS

_HEAD = 100  # enough to refuse quickly
_BEYOND = whole(r"[+-]?\d{19,}")  # more than 64 bits
_LEAST_BEYOND = 1e18
_EXACT = whole(r"-?[1-9]\d{0,37}|0")
_WIDE_DIGITS = "[０-９]"
_TRAILING = r"^([^-]*\d[^-]*?)\s*-$"
_INFINITE = r"[+-]?(?:inf|infinity|Inf|Infinity)"
_BRACKETED = rf"^({UNIT})?\s*\(([^()]+)\)\s*({UNIT})?$"
_SIGNED_UNIT = re.compile(rf"[+-]?({UNIT})?\s*[+-]?[\d.,'’\s]+({UNIT})?")
_GROUPS_OF_PHONES = r"\+?\d{2,4}(?: \d{2,4}){2,4}"
_LEAST_PHONES = 3


def all_match(values: pa.ChunkedArray, pattern: str) -> bool:
    """Tell whether there are values and each of them matches; nulls do not count.

    Parameters
    ----------
    values : ChunkedArray
        Texts.
    pattern : str
        A pattern with its own anchors.
    """
    if values.null_count == len(values):
        return False
    return bool(pc.all(pc.match_substring_regex(values, pattern)).as_py())


def plain(column: pa.ChunkedArray, head: pa.ChunkedArray) -> pa.ChunkedArray | None:
    """Return a column of numbers spelled the usual way; None if a value is anything else.

    Parameters
    ----------
    column : ChunkedArray
        Texts, null where empty.
    head : ChunkedArray
        Some of them, to refuse quickly.
    """
    if not fits(head, ".", ""):
        return None
    return _cast(column)


def fits(values: pa.ChunkedArray, decimal: str, thousands: str) -> bool:
    """Tell whether values may be numbers in a certain spelling, some of them with its marks.

    Parameters
    ----------
    values : ChunkedArray
        Texts.
    decimal, thousands : str
        The marks; no thousands mark if empty.
    """
    pattern = f"{number(decimal)}|{_INFINITE}"
    if thousands:
        pattern = f"{pattern}|{number(decimal, thousands)}"
    return all_match(values, whole(pattern))


def spelled(column: pa.ChunkedArray, decimal: str, thousands: str) -> pa.ChunkedArray | None:
    """Return a column of numbers in a certain spelling; None if a value is anything else.

    Parameters
    ----------
    column : ChunkedArray
        Texts, trimmed, null where missing.
    decimal, thousands : str
        The marks; no thousands mark if empty.
    """
    if not fits(column, decimal, thousands):
        return None
    if thousands:
        column = pc.replace_substring(column, thousands, "")
    if decimal != ".":
        column = pc.replace_substring(column, decimal, ".")
    return _cast(pc.utf8_ltrim(column, "+"))


def telling_mark(head: pa.ChunkedArray) -> str | None:
    """Return the decimal mark of values that can be read in one way only, else None.

    Parameters
    ----------
    head : ChunkedArray
        The first values of a column.
    """
    trimmed = pc.utf8_trim_whitespace(head)
    values = trimmed.filter(pc.match_substring_regex(trimmed, r"\d[.,]|[.,]\d"))
    if not len(values):
        return None
    for decimal, other in ((".", ","), (",", ".")):
        if all_match(values, whole(number(decimal))):  # with no other sign to take off first
            return None if _reads(values, other) else decimal
    values, _ = signed(values)
    values = bare(values, unit_of(values))
    readable = [decimal for decimal in GROUPING if _reads(values, decimal)]
    return readable[0] if len(readable) == 1 else None


def has_comma(head: pa.ChunkedArray) -> bool:
    """Tell whether some values may be numbers with a comma, for decimals or for thousands.

    Parameters
    ----------
    head : ChunkedArray
        The first values of a column.
    """
    return bool(pc.any(pc.match_substring_regex(head, r"^\s*-?\d+,\d+\s*$")).as_py())


def signed(values: pa.ChunkedArray) -> tuple[pa.ChunkedArray, bool]:
    """Return numbers with a plain minus, and whether (5) stood for -5, as accountants write.

    Where every value has parentheses they mean something else, and stay.

    Parameters
    ----------
    values : ChunkedArray
        Texts, trimmed.
    """
    if not are_ascii(values):
        values = pc.replace_substring_regex(narrow(values), f"^[{MINUS}–－]", "-")
    if pc.any(pc.ends_with(values, "-"), min_count=0).as_py():
        values = pc.replace_substring_regex(values, _TRAILING, r"-\1")
    if not holds(values, "("):
        return values, False
    found = pc.match_substring_regex(values, _BRACKETED)
    if not pc.any(found, min_count=0).as_py() or pc.all(found).as_py():
        return values, False
    return pc.replace_substring_regex(values, _BRACKETED, r"-\1\2\3"), True


def narrow(values: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return texts in which digits as wide as an ideograph are plain ones.

    Parameters
    ----------
    values : ChunkedArray
        Texts.
    """
    if not pc.any(pc.match_substring_regex(values, _WIDE_DIGITS), min_count=0).as_py():
        return values
    return pc.utf8_normalize(values, form="NFKC")


def are_phones(values: pa.ChunkedArray) -> bool:
    """Tell whether digits in groups are phone numbers: with a plus, or all of one long shape.

    Parameters
    ----------
    values : ChunkedArray
        Texts, trimmed.
    """
    if not all_match(values, whole(_GROUPS_OF_PHONES)):
        return False
    if pc.any(pc.starts_with(values, "+"), min_count=0).as_py():
        return True
    shapes = pc.unique(pc.replace_substring_regex(values.drop_null(), r"\d", "9"))
    return len(shapes) == 1 and len(shapes[0].as_py()) > 9 and len(values) >= _LEAST_PHONES


def unit_of(values: pa.ChunkedArray) -> str:
    """Return the sign that stands beside every number, such as a currency; empty if none.

    Parameters
    ----------
    values : ChunkedArray
        Texts, trimmed.
    """
    first = next((value for value in values.slice(0, 10).to_pylist() if value is not None), "")
    match = _SIGNED_UNIT.fullmatch(first)
    unit = (match[1] or match[2] or "") if match else ""
    return unit if unit and pc.all(pc.match_substring(values, unit), min_count=0).as_py() else ""


def bare(values: pa.ChunkedArray, unit: str) -> pa.ChunkedArray:
    """Return numbers without the sign beside them.

    Parameters
    ----------
    values : ChunkedArray
        Texts, trimmed.
    unit : str
        The sign, or empty; it stays where a value lacks it, for then it means something.
    """
    if not unit or not pc.all(pc.match_substring(values, unit), min_count=0).as_py():
        return values
    sign = re.escape(unit)
    return pc.replace_substring_regex(values, rf"^([+-]?)\s*{sign}\s*|\s*{sign}$", r"\1")


def _reads(values: pa.ChunkedArray, decimal: str) -> bool:
    patterns = [number(decimal, mark) for mark in ("", *GROUPING[decimal])]
    return all_match(values, whole("|".join(patterns)))


def _cast(column: pa.ChunkedArray) -> pa.ChunkedArray | None:
    found = cast(column, pa.int64())
    if found is not None and _are_written_so(found, column):
        return found
    exact = _exact(column) if found is None else None
    return floats(column) if exact is None else exact


def integers(column: pa.ChunkedArray) -> pa.ChunkedArray | None:
    """Return whole numbers of 64 bits in their usual spelling; None if a value is anything else.

    Parameters
    ----------
    column : ChunkedArray
        Texts, null where empty.
    """
    found = cast(column, pa.int64())
    return found if found is not None and _are_written_so(found, column) else None


def _are_written_so(found: pa.ChunkedArray, column: pa.ChunkedArray) -> bool:
    """Tell whether integers are written as their texts: Arrow also takes 007 and 0x1F."""
    if have_no_letters(column):  # then no other way to write one is as short
        n_written = pc.sum(pc.binary_length(column), min_count=0).as_py()
        return bool(n_written == n_characters(found))
    return bool(pc.all(pc.equal(pc.cast(found, pa.string()), column), min_count=0).as_py())


def _exact(column: pa.ChunkedArray) -> pa.ChunkedArray | None:
    """Return whole numbers beyond 64 bits; None if they are no whole numbers, or longer yet."""
    if not (all_match(column.slice(0, _HEAD), _EXACT) and all_match(column, _EXACT)):
        return None
    return pc.cast(column, pa.decimal128(38, 0))


def floats(column: pa.ChunkedArray) -> pa.ChunkedArray | None:
    """Return numbers with a point; None if a value is anything else, or an id by its looks.

    Parameters
    ----------
    column : ChunkedArray
        Texts, null where empty.
    """
    found = cast(column, pa.float64())
    if found is None:
        return None
    if has_leading_zero(column):  # as ids have
        return None
    ends = pc.min_max(found).as_py()
    is_large = ends["min"] is not None and max(-ends["min"], ends["max"]) >= _LEAST_BEYOND
    if is_large and pc.any(pc.match_substring_regex(column, _BEYOND)).as_py():
        return None
    if pc.any(pc.is_nan(found), min_count=0).as_py():
        return None  # a spelling of missing, which the caller takes out first
    return found
