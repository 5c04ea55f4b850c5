"""What an analyst should know of a table before going on, most important first."""

from __future__ import annotations

import re
from itertools import product
from typing import TYPE_CHECKING

from jupyter_analyst import wording
from jupyter_analyst.profile.line import cut
from jupyter_analyst.profile.record import Alert

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from jupyter_analyst.profile.column import ColumnProfile
    from jupyter_analyst.profile.record import Pair

MUCH_MISSING = 0.2
VERY_SKEWED = 2.0
MANY_OUTLIERS = 0.05
NEARLY_SAME = 0.95
NEARLY_ALL = 0.95
_MOST_PAIRS = 20
_FEWEST_IDS = 10
_LONGEST_ID = 64
_FEWEST_PAIRED = 5
_ID = re.compile(r"\b(id|nr|no|number|code|key|uid)\b")
_EVENT = re.compile(
    r"\b(event|observed|status|censored|dead|died|death|churned?|relapsed?|failed)\b"
)
_TIME = re.compile(r"\b(time|duration|tenure|survival|days|weeks|months|years|futime|t)\b")

ORDER = (
    "empty",
    "event",
    "infinite",
    "duplicates",
    "constant",
    "missing",
    "spelling",
    "correlated",
    "skewed",
    "blank",
    "imbalanced",
    "outliers",
    "unique",
)
"""The kinds of alerts, most important first."""


def alerts(
    columns: Mapping[str, ColumnProfile],
    duplicates: int,
    pairs: Sequence[Pair],
    spellings: Mapping[str, tuple[str, ...]],
) -> tuple[Alert, ...]:
    """Return what is remarkable about a table, most important first.

    Parameters
    ----------
    columns : dict
        The profile of each column.
    duplicates : int
        Rows that repeat an earlier one.
    pairs : sequence of Pair
        Correlations, strongest first.
    spellings : dict
        Columns with values that differ only in spelling, and such values.
    """
    every = list(columns.values())
    if not every[0].n_rows:
        return (Alert("", "no-rows", "warn", "There are no rows", "Only the columns are known."),)
    found = [
        *_duplicates(duplicates, every[0].n_rows),
        *_event(every),
        *(alert for column in every for alert in _of_column(column)),
        *(_spelling(name, values) for name, values in spellings.items()),
        *_correlated(pairs),
    ]
    return tuple(sorted(found, key=lambda alert: (alert.level == "info", ORDER.index(alert.kind))))


def _of_column(column: ColumnProfile) -> Iterator[Alert]:
    """Yield what is remarkable about one column; nothing more of one that has no values."""
    if column.count == 0:
        text = "No row has a value. Leave it out."
        yield Alert(column.name, "empty", "warn", f"{cut(column.name)} is empty", text)
        return
    yield from _missing(column)
    if column.distinct <= 1:
        if column.count == 1:
            return
        text = "It cannot explain anything. Leave it out."
        strong = f"{cut(column.name)} is always the same"
        yield Alert(column.name, "constant", "warn", strong, text)
        return
    yield from _number(column)
    yield from _values(column)


def _missing(column: ColumnProfile) -> Iterator[Alert]:
    if column.share_missing > MUCH_MISSING:
        said = _rows_do(column.missing, column.n_rows, "has", "have")
        text = f"{said} no value. Ask why before leaving them out."
        yield Alert(column.name, "missing", "warn", f"{cut(column.name)} has many gaps", text)


def _number(column: ColumnProfile) -> Iterator[Alert]:
    name = column.name
    if column.infinite:
        text = f"{wording.count(column.infinite, 'value')}, left out of mean and spread."
        yield Alert(name, "infinite", "warn", f"{cut(name)} has infinite values", text)
    if column.distinct == 2:
        return
    outliers = column.outliers or 0
    if abs(column.skewness or 0) > VERY_SKEWED:
        yield Alert(name, "skewed", "warn", f"{cut(name)} is very skewed", _skewed(column))
    elif column.kind == "number" and outliers > MANY_OUTLIERS * column.count:
        said = _rows_do(outliers, column.count, "is", "are")
        text = f"{said} beyond 1.5 interquartile ranges."
        yield Alert(name, "outliers", "info", f"{cut(name)} has many outliers", text)


def _skewed(column: ColumnProfile) -> str:
    said = f"Skewness {wording.number(column.skewness, 2)}"
    if column.outliers:
        said += f", {wording.count(column.outliers, 'outlier')}"
    if isinstance(column.median, float):
        side = "or less" if (column.skewness or 0) > 0 else "or more"
        said += f"; half of the values are {wording.number(column.median)} {side}"
    return f"{said}. The median says more than the mean."


def _values(column: ColumnProfile) -> Iterator[Alert]:
    name = column.name
    if column.blank:
        said = _rows_do(column.blank, column.count, "holds", "hold")
        text = f"{said} an empty text, not a missing value."
        yield Alert(name, "blank", "warn", f"{cut(name)} has blank texts", text)
    if column.kind in {"category", "boolean"}:
        yield from _imbalanced(column)
    if column.is_unique and column.count >= _FEWEST_IDS and _is_label(column):
        text = "Every row has a value of its own. It names rows; do not analyse it."
        yield Alert(name, "unique", "info", f"{cut(name)} looks like an id", text)


def _is_label(column: ColumnProfile) -> bool:
    """Return whether unique values would name the rows rather than measure or describe them."""
    if column.kind != "number":
        return column.kind != "date" and (column.length_max or 0) <= _LONGEST_ID
    counts_up = column.min in {0.0, 1.0} and column.max == column.count - 1 + column.min
    return bool(column.whole) and (counts_up or _ID.search(_words(column)) is not None)


def _imbalanced(column: ColumnProfile) -> Iterator[Alert]:
    for most in column.top[:1]:
        if most.count > NEARLY_ALL * column.count:
            text = (
                f"{wording.plain(cut(most.value))} in {_rows_share(most.count, column.count)}; "
                "too few others to compare."
            )
            strong = f"{cut(column.name)} is nearly always the same"
            yield Alert(column.name, "imbalanced", "info", strong, text)


def _spelling(name: str, values: Iterable[str]) -> Alert:
    said = " and ".join(f"“{wording.plain(cut(value))}”" for value in list(values)[:3])
    text = f"{said} count as different groups. Make them one."
    return Alert(name, "spelling", "warn", f"{cut(name)} is spelled in several ways", text)


def _duplicates(n: int, n_rows: int) -> Iterator[Alert]:
    if n:
        text = f"{_rows_do(n, n_rows, 'repeats', 'repeat')} an earlier one in every column."
        yield Alert("", "duplicates", "warn", "Some rows are there twice", text)


def _correlated(pairs: Sequence[Pair]) -> Iterator[Alert]:
    """Yield the pairs that are hardly two columns."""
    for pair in pairs[:_MOST_PAIRS]:
        if abs(pair.r) < NEARLY_SAME:
            return
        if pair.n < _FEWEST_PAIRED:  # so few rows lie on a line by chance
            continue
        text = (
            f"Correlation {pair.said} over {wording.count(pair.n, 'row')}. "
            "Use one of them in a model."
        )
        strong = f"{cut(pair.a)} and {cut(pair.b)} say nearly the same"
        yield Alert(pair.a, "correlated", "warn", strong, text)


def _event(columns: Sequence[ColumnProfile]) -> Iterator[Alert]:
    """Yield a column of events that ends durations in another column, by their names."""
    events = [c for c in columns if _EVENT.search(_words(c))]
    times = [c for c in columns if _TIME.search(_words(c))]
    for event, time in product(filter(_is_yes_or_no, events), filter(_is_duration, times)):
        if event is not time:
            yield _end_marker(event, time)
            return


def _is_duration(column: ColumnProfile) -> bool:
    return column.negatives == 0


def _is_yes_or_no(column: ColumnProfile) -> bool:
    return {str(level.value) for level in column.top} in ({"0.0", "1.0"}, {"false", "true"})


def _end_marker(column: ColumnProfile, time: ColumnProfile) -> Alert:
    open_ = sum(level.count for level in column.top if level.value in {0.0, "false"})
    text = (
        f"{_rows_share(open_, column.count)} may still have been open; "
        f"plain means of {wording.plain(cut(time.name))} are then too short."
    )
    code = f"%analyst km --time {_argument(time.name)} --event {_argument(column.name)}"
    return Alert(
        column.name, "event", "warn", f"{cut(column.name)} looks like an end marker", text, code
    )


def _argument(name: str) -> str:
    return name if re.fullmatch(r"[\w.-]+", name) else '"' + name.replace('"', r"\"") + '"'


def _words(column: ColumnProfile) -> str:
    """Return a name as small words: `CustomerID` as `customer id`."""
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", column.name)
    return re.sub(r"[^a-z]+", " ", apart.casefold())


def _rows_do(n: int, of_all: int, one: str, several: str) -> str:
    """Return so many rows as the subject of a verb."""
    return f"{_rows_share(n, of_all)} {one if n == 1 else several}"


def _rows_share(n: int, of_all: int) -> str:
    return f"{wording.count(n, 'row')} ({wording.percent(n / of_all)})"
