"""The values of single cells: what is filled, and how a value is written as text."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Value = int | float | str | bool | dt.date | dt.time | dt.timedelta
Cells = list[Value]
"""A row; an empty text is an empty cell."""

_DAY = dt.timedelta(days=1)
_SECOND = dt.timedelta(seconds=1)
_CLOCK = re.compile(r"PT(\d{1,6})H(\d{1,2})M(\d{1,2})(?:[.,](\d{1,6}))?\d*S")


def is_filled(value: Value) -> bool:
    """Tell whether a cell holds anything but spaces.

    Parameters
    ----------
    value : object
        Its value.
    """
    return not isinstance(value, str) or bool(value.strip())


def n_filled(cells: Iterable[Value]) -> int:
    """Return how many cells hold anything.

    Parameters
    ----------
    cells : iterable
        A row.
    """
    return sum(map(is_filled, cells))


def shown(value: Value) -> str:
    """Return a value as a person would type it.

    Parameters
    ----------
    value : object
        A value.

    Examples
    --------
    >>> [shown(value) for value in (3.0, 2.5, True, "a", dt.date(2024, 1, 31), dt.time(13, 5))]
    ['3', '2.5', 'TRUE', 'a', '2024-01-31', '13:05:00']
    """
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return f"{value:.0f}" if value.is_integer() and abs(value) < 1e15 else repr(value)
    return _hours(value) if isinstance(value, dt.timedelta) else str(value)


def with_clocks(rows: Iterable[Cells]) -> Iterator[Cells]:
    """Yield rows with times instead of how OpenDocument writes them, such as PT13H05M00S.

    Parameters
    ----------
    rows : iterable of list
        The rows.
    """
    for cells in rows:
        yield [_clock(v) if isinstance(v, str) and v.startswith("PT") else v for v in cells]


def _hours(span: dt.timedelta) -> str:
    """Return a duration as spreadsheets show it, such as 36:05:00."""
    minutes, seconds = divmod(abs(span) // _SECOND, 60)
    sign = "-" if span < dt.timedelta() else ""
    return f"{sign}{minutes // 60}:{minutes % 60:02}:{seconds:02}"


def _clock(text: str) -> Value:
    found = _CLOCK.fullmatch(text)
    if not found:
        return text
    hours, minutes, seconds = map(int, found.group(1, 2, 3))
    fraction = int((found[4] or "").ljust(6, "0"))
    span = dt.timedelta(hours=hours, minutes=minutes, seconds=seconds, microseconds=fraction)
    return span if span >= _DAY else (dt.datetime.min + span).time()
