"""Date columns: from texts to dates and moments, only where the order of day and month is sure."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from jupyter_analyst.data.values.spelling import DATE, DOTTED, MOMENT, SLASHED, YEAR_FIRST, whole

PATTERN = whole(f"{DATE}|{MOMENT}|{DOTTED}|{SLASHED}|{YEAR_FIRST}")
"""What a date or a moment may look like."""

_ORDERS = {"dmy": r"\3-\2-\1", "mdy": r"\3-\1-\2", "ymd": r"\1-\2-\3"}
_MOMENTS = (pa.timestamp("us"), pa.timestamp("ns"), pa.timestamp("us", "UTC"))
_LOOKS = (
    (whole(DOTTED), ("dmy",)),
    (whole(SLASHED), ("dmy", "mdy")),
    (whole(YEAR_FIRST), ("ymd",)),
)


def read(column: pa.ChunkedArray) -> pa.ChunkedArray | None:
    """Return a column of dates or moments; None if a value is anything else.

    Dates with dots have the day first, as everywhere they are written; with slashes the order
    must follow from the values, for 03/04/2024 alone says nothing.

    Parameters
    ----------
    column : ChunkedArray
        Texts, trimmed, null where missing.
    """
    for look, orders in _LOOKS:
        if pc.all(pc.match_substring_regex(column, look)).as_py():
            found = [values for order in orders if (values := ordered(column, order)) is not None]
            return found[0] if len(found) == 1 else None
    return _iso(column)


def ordered(column: pa.ChunkedArray, order: str) -> pa.ChunkedArray | None:
    """Return dates written in a known order; None if a value is no such date.

    Parameters
    ----------
    column : ChunkedArray
        Texts, trimmed, null where missing.
    order : {"dmy", "mdy", "ymd"}
        Order of day, month and year.
    """
    padded = pc.replace_substring_regex(column, r"\b(\d)\b", r"0\1")
    parts = r"(\d{4}).(\d\d).(\d\d)" if order == "ymd" else r"(\d\d).(\d\d).(\d{4})"
    return _iso(pc.replace_substring_regex(padded, f"^{parts}", _ORDERS[order]))


def _iso(column: pa.ChunkedArray) -> pa.ChunkedArray | None:
    for wanted in (pa.date32(), *_MOMENTS):
        try:
            return pc.cast(column, wanted)
        except pa.ArrowInvalid:
            continue
    return None
