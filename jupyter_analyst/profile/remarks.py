"""What is remarkable about one column."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jupyter_analyst import wording
from jupyter_analyst.profile import drawing
from jupyter_analyst.profile.advice import alert
from jupyter_analyst.profile.line import cut, time_span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jupyter_analyst.profile.column import ColumnProfile
    from jupyter_analyst.profile.record import Alert

MUCH_MISSING = 0.2
NEARLY_EMPTY = 0.9
NEARLY_CONSTANT = 0.99
NEARLY_ALL = 0.95
VERY_SKEWED = 2.0
MANY_OUTLIERS = 0.05
MANY_ZEROS = 0.5
MANY_DIFFERENT = 50
MIXED = (0.05, 0.95)
OFTEN = 5
"""A date is a placeholder if it is there so many times as often as others."""

_FEWEST_IDS = 10
_FEWEST_TEXTS = 10
_FEWEST_IN_ORDER = 50
_LONGEST_ID = 64
_HUMP, _NO_LETTERS = re.compile(r"(?<=[a-z])(?=[A-Z])"), re.compile("[^a-z]+")
_ID = re.compile(r"\b(id|nr|no|number|code|key|uid)\b")


def remarks(column: ColumnProfile) -> Iterator[Alert]:
    """Yield what is remarkable about a column; little of one that has no values or only one.

    Parameters
    ----------
    column : ColumnProfile
        The column.
    """
    name = cut(column.name)
    if column.count == 0:
        yield alert("empty", column.name, f"{name} is empty", "No row has a value.")
        return
    yield from _missing(column)
    if column.distinct <= 1:
        if column.count > 1:
            said = f"All {wording.count(column.count, 'value')} are {_said(column)}."
            yield alert("constant", column.name, f"{name} is always the same", said)
        return
    yield from _number(column)
    yield from _date(column)
    yield from _text(column)
    yield from _shares(column)
    yield from _names_rows(column)


def _missing(column: ColumnProfile) -> Iterator[Alert]:
    share, name = column.share_missing, cut(column.name)
    if share <= MUCH_MISSING:
        return
    said = f"{rows_do(column.missing, column.n_rows, 'has', 'have')} no value."
    if share >= NEARLY_EMPTY:
        yield alert("nearly-empty", column.name, f"{name} is nearly empty", said)
    else:
        yield alert("missing", column.name, f"{name} has many gaps", said)


def _number(column: ColumnProfile) -> Iterator[Alert]:
    name = cut(column.name)
    if column.infinite:
        said = f"{wording.count(column.infinite, 'value')} of {column.count:,}."
        yield alert("infinite", column.name, f"{name} has infinite values", said)
    for level in column.sentinels:
        said = f"{_rows(level.count, column)}, far from the others."
        strong = f"{name} may say missing as {drawing.said(level.value).replace(',', '')}"
        yield alert("sentinel", column.name, strong, said)
    if column.distinct == 2:
        return
    if (column.zeros or 0) > MANY_ZEROS * column.count and not _is_nearly_constant(column):
        said = f"{_rows(column.zeros or 0, column)}."
        yield alert("zeros", column.name, f"{name} is mostly zero", said, level="info")
    yield from _spread(column)


def _spread(column: ColumnProfile) -> Iterator[Alert]:
    outliers, name = column.outliers or 0, cut(column.name)
    if abs(column.skewness or 0) > VERY_SKEWED:
        yield alert("skewed", column.name, f"{name} is very skewed", _skewed(column))
    elif column.kind == "number" and outliers > MANY_OUTLIERS * column.count:
        said = f"{_rows_are(outliers, column)} beyond 1.5 interquartile ranges of the quartiles."
        yield alert("outliers", column.name, f"{name} has many outliers", said, level="info")


def _skewed(column: ColumnProfile) -> str:
    said = f"Skewness {wording.number(column.skewness, 2)}"
    if column.outliers:
        said += f", {wording.count(column.outliers, 'outlier')}"
    if isinstance(column.median, float):
        side = "or less" if (column.skewness or 0) > 0 else "or more"
        said += f"; half of the values are {wording.number(column.median)} {side}"
    return f"{said}."


def _date(column: ColumnProfile) -> Iterator[Alert]:
    name, usual = cut(column.name), column.count / column.distinct
    if column.future:
        said = f"{_rows(column.future, column)}, the last on {drawing.said(column.max)}."
        yield alert("future", column.name, f"{name} has dates in the future", said)
    if (column.placeholders or 0) > max(1.0, OFTEN * usual):
        said = f"1900-01-01 or 1970-01-01 in {_rows(column.placeholders or 0, column)}."
        yield alert("placeholder", column.name, f"{name} may have no true date", said)
    spacing = column.spacing
    if spacing and spacing.gaps:
        longer = wording.count(spacing.gaps, "longer step")
        said = (
            f"{spacing.frequency.capitalize()}, but for {longer}; the longest is "
            f"{time_span(spacing.longest_s)}, after {drawing.said(spacing.after)}."
        )
        yield alert("gaps", column.name, f"{name} has gaps in time", said, level="info")


def _has_many_groups(column: ColumnProfile) -> bool:
    """Tell whether short texts repeat, and are too many different ones to group by."""
    several = MANY_DIFFERENT < column.distinct <= 0.9 * column.count
    return several and (column.length_max or 0) <= _LONGEST_ID


def _text(column: ColumnProfile) -> Iterator[Alert]:
    name = cut(column.name)
    if column.blank:
        said = f"{rows_do(column.blank, column.count, 'holds', 'hold')} an empty text."
        yield alert("blank", column.name, f"{name} has blank texts", said)
    looked_at, like = column.looked_at or 0, column.number_like or 0
    if looked_at >= _FEWEST_TEXTS and MIXED[0] < like / looked_at < MIXED[1]:
        said = f"{like:,} of {wording.count(looked_at, 'text')} that were looked at are numbers."
        yield alert("mixed", column.name, f"{name} mixes numbers and words", said)
    if column.kind == "text" and _has_many_groups(column):
        about = "" if column.distinct_exact else "about "
        said = f"{about}{column.distinct:,} in {wording.count(column.count, 'row')}."
        strong = f"{name} has very many groups"
        yield alert("high-cardinality", column.name, strong, said.capitalize(), level="info")


def _shares(column: ColumnProfile) -> Iterator[Alert]:
    if not column.top:
        return
    most, name = column.top[0], cut(column.name)
    said = f"{_said(column)} in {_rows(most.count, column)}."
    if _is_nearly_constant(column):
        yield alert("nearly-constant", column.name, f"{name} is all but constant", said)
    elif column.kind in {"category", "boolean"} and most.count > NEARLY_ALL * column.count:
        strong = f"{name} is nearly always the same"
        yield alert("imbalanced", column.name, strong, said, level="info")


def _is_nearly_constant(column: ColumnProfile) -> bool:
    return bool(column.top) and column.top[0].count >= NEARLY_CONSTANT * column.count


def _names_rows(column: ColumnProfile) -> Iterator[Alert]:
    if not column.is_unique or column.count < _FEWEST_IDS or column.kind == "date":
        return
    name = cut(column.name)
    if _is_label(column):
        said = "Every row has a value of its own."
        yield alert("unique", column.name, f"{name} looks like an id", said, level="info")
    if column.direction and column.count >= _FEWEST_IN_ORDER:
        said = f"{column.direction.split()[-1].capitalize()} from row to row, without exception."
        yield alert("monotone", column.name, f"{name} counts the rows", said, level="info")


def _is_label(column: ColumnProfile) -> bool:
    """Return whether unique values would name the rows rather than measure or describe them."""
    if column.kind != "number":
        return (column.length_max or 0) <= _LONGEST_ID
    counts_up = column.min in {0.0, 1.0} and column.max == column.count - 1 + column.min
    return bool(column.whole) and (counts_up or _ID.search(words(column)) is not None)


def words(column: ColumnProfile) -> str:
    """Return a name as small words: `CustomerID` as `customer id`.

    Parameters
    ----------
    column : ColumnProfile
        The column.
    """
    apart = _HUMP.sub(" ", column.name)
    return _NO_LETTERS.sub(" ", apart.casefold())


def rows_do(n: int, of_all: int, one: str, several: str) -> str:
    """Return so many rows, with their share, as the subject of a verb.

    Parameters
    ----------
    n, of_all : int
        How many rows, of how many.
    one, several : str
        The verb after one row and after several.
    """
    return f"{rows_share(n, of_all)} {one if n == 1 else several}"


def rows_share(n: int, of_all: int) -> str:
    """Return so many rows with their share.

    Parameters
    ----------
    n, of_all : int
        How many rows, of how many.
    """
    return f"{wording.count(n, 'row')} ({wording.percent(n / of_all)})"


def _rows(n: int, column: ColumnProfile) -> str:
    return rows_share(n, column.count)


def _rows_are(n: int, column: ColumnProfile) -> str:
    return rows_do(n, column.count, "is", "are")


def _said(column: ColumnProfile) -> str:
    """Return the most frequent value, so that it is no markup."""
    value = column.top[0].value if column.top else column.min
    if value is None:
        return "the same"
    return wording.plain(cut(drawing.said(value).strip() or "blank"))
