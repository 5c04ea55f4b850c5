"""Date columns: from texts to dates and moments, only where the order of day and month is sure."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from jupyter_analyst.data.values.cast import cast
from jupyter_analyst.data.values.manner import head_of
from jupyter_analyst.data.values.months import MONTHS
from jupyter_analyst.data.values.numbers import all_match
from jupyter_analyst.data.values.spelling import ANY_DATE, DATES, ISO_DATE, whole

PATTERN = whole(ANY_DATE)
"""What a date or a moment may look like."""

_MOMENTS = (pa.timestamp("us"), pa.timestamp("ns"), pa.timestamp("us", "UTC"))
_PIVOT = 69  # as POSIX has it: 69 is 1969, 68 is 2068


@dataclass(frozen=True)
class Dates:
    """Dates that were read, or that could be read in several ways.

    Parameters
    ----------
    values : ChunkedArray or None
        The dates; None where several orders fit.
    orders : tuple of str
        Orders of day, month and year that fit; empty where the spelling leaves no choice.
    has_short_years : bool
        Whether the years have two digits.
    """

    values: pa.ChunkedArray | None
    orders: tuple[str, ...] = ()
    has_short_years: bool = False


def read(column: pa.ChunkedArray, head: pa.ChunkedArray | None = None) -> Dates | None:
    """Return a column of dates or moments; None if a value is anything else.

    Dates with dots have the day first, as everywhere they are written; with slashes the order
    must follow from the values, for 03/04/2024 alone says nothing.

    Parameters
    ----------
    column : ChunkedArray
        Texts, trimmed, null where missing.
    head : ChunkedArray, optional
        Some of them, to refuse quickly; the first ones if left out.
    """
    if (values := plain(column, head_of(column) if head is None else head)) is not None:
        return Dates(values)
    for look in DATES:
        if not all_match(column, whole(look.pattern)):
            continue
        found = {order: _ordered(column, look.pattern, order) for order in look.orders}
        fitting = {order: values for order, values in found.items() if values is not None}
        if not fitting:
            return None
        is_sure = len(fitting) == 1 and not look.may_be_codes
        values = next(iter(fitting.values())) if is_sure else None
        orders = tuple(fitting) if len(look.orders) > 1 else ()
        return Dates(values, orders, look.has_short_years)
    return None


def plain(column: pa.ChunkedArray, head: pa.ChunkedArray) -> pa.ChunkedArray | None:
    """Return dates or moments as computers write them; None if a value is anything else.

    Parameters
    ----------
    column : ChunkedArray
        Texts, trimmed, null where missing.
    head : ChunkedArray
        Some of them, to refuse quickly.
    """
    return _iso(column) if all_match(head, whole(ISO_DATE)) else None


def ordered(column: pa.ChunkedArray, order: str) -> pa.ChunkedArray | None:
    """Return dates written in a known order; None if a value is no such date.

    Parameters
    ----------
    column : ChunkedArray
        Texts, trimmed, null where missing.
    order : {"dmy", "mdy", "ymd"}
        Order of day, month and year.
    """
    for look in DATES:
        if order in look.orders and all_match(column, whole(look.pattern)):
            return _ordered(column, look.pattern, order)
    return None


def compact(column: pa.ChunkedArray) -> pa.ChunkedArray | None:
    """Return dates written as eight digits, as 20240131; None if a value is no such date.

    Parameters
    ----------
    column : ChunkedArray
        Texts, trimmed, null where missing.
    """
    pattern = r"(\d{4})(\d{2})(\d{2})"
    if not all_match(column, whole(pattern)):
        return None
    return _iso(pc.replace_substring_regex(column, pattern, r"\1-\2-\3"))


def seconds(column: pa.ChunkedArray, pattern: str) -> pa.ChunkedArray:
    """Return durations such as 26:15:30 in seconds.

    Parameters
    ----------
    column : ChunkedArray
        Texts that match the pattern, null where missing.
    pattern : str
        A pattern with the groups `sign`, `h`, `m` and perhaps `s`.
    """
    parts = _parts(column, whole(pattern))
    total = pc.multiply(_number(parts["h"]), 3600.0)
    total = pc.add(total, pc.multiply(_number(parts["m"]), 60.0))
    total = pc.add(total, _number(parts["s"]))
    return pc.if_else(pc.equal(parts["sign"], "-"), pc.negate(total), total)


def _ordered(column: pa.ChunkedArray, pattern: str, order: str) -> pa.ChunkedArray | None:
    """Return the dates a pattern takes apart, its groups `a`, `b`, `c` named by an order."""
    parts = _parts(column, whole(pattern))
    by_part = dict(zip(order, (parts["a"], parts["b"], parts["c"]), strict=True))
    month = _month(by_part["m"])
    day = pc.utf8_lpad(by_part["d"], 2, "0")
    iso = pc.binary_join_element_wise(_year(by_part["y"]), month, day, "-")
    if pc.any(pc.not_equal(parts["clock"], ""), min_count=0).as_py():
        iso = pc.binary_join_element_wise(iso, _clock(parts), " ")
    return _iso(iso)


def _parts(column: pa.ChunkedArray, pattern: str) -> dict[str, pa.ChunkedArray]:
    """Return what the groups of a pattern match, empty where one matches nothing."""
    groups = tuple(re.compile(pattern).groupindex)
    found = pc.extract_regex(column, pattern)
    return {name: pc.struct_field(found, name) for name in groups}


def _year(years: pa.ChunkedArray) -> pa.ChunkedArray:
    short = pc.equal(pc.utf8_length(years), 2)
    if not pc.any(short, min_count=0).as_py():
        return years
    century = pc.if_else(pc.less(_number(years), _PIVOT), "20", "19")
    return pc.if_else(short, pc.binary_join_element_wise(century, years, ""), years)


def _month(months: pa.ChunkedArray) -> pa.ChunkedArray:
    if pc.all(pc.ascii_is_decimal(months), min_count=0).as_py():
        return pc.utf8_lpad(months, 2, "0")
    place = pc.index_in(pc.utf8_lower(months), pa.array(list(MONTHS)))
    return pa.array([f"{number:02}" for number in MONTHS.values()]).take(
        place.combine_chunks() if isinstance(place, pa.ChunkedArray) else place
    )


def _clock(parts: dict[str, pa.ChunkedArray]) -> pa.ChunkedArray:
    """Return times of day of 24 hours, midnight where there is none."""
    clock = pc.if_else(pc.equal(parts["clock"], ""), "0:00", parts["clock"])
    clock = pc.utf8_lpad(pc.replace_substring_regex(clock, r"^(\d):", r"0\1:"), 5, "0")
    half = pc.utf8_lower(pc.utf8_slice_codeunits(parts["half"], 0, 1))
    if pc.any(pc.not_equal(half, ""), min_count=0).as_py():
        hour = pc.cast(pc.utf8_slice_codeunits(clock, 0, 2), pa.int64())
        noon = pc.equal(hour, 12)
        hour = pc.if_else(pc.and_(noon, pc.equal(half, "a")), 0, hour)
        later = pc.and_(pc.equal(half, "p"), pc.less(hour, 12))
        hour = pc.cast(pc.if_else(later, pc.add(hour, 12), hour), pa.string())
        rest = pc.utf8_slice_codeunits(clock, 2)
        clock = pc.binary_join_element_wise(pc.utf8_lpad(hour, 2, "0"), rest, "")
    zone = pc.replace_substring_regex(parts["zone"], "^(?i:utc|gmt)$", "Z")
    return pc.binary_join_element_wise(clock, zone, "")


def _number(texts: pa.ChunkedArray) -> pa.ChunkedArray:
    return pc.cast(pc.if_else(pc.equal(texts, ""), "0", texts), pa.float64())


def _iso(column: pa.ChunkedArray) -> pa.ChunkedArray | None:
    found = (cast(column, kind) for kind in (pa.date32(), *_MOMENTS))
    return next((values for values in found if values is not None), None)
