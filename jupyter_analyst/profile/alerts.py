"""What an analyst should know of a table before going on, most important first."""

from __future__ import annotations

import re
from itertools import product
from typing import TYPE_CHECKING

from jupyter_analyst import wording
from jupyter_analyst.profile.advice import ORDER, alert
from jupyter_analyst.profile.line import cut
from jupyter_analyst.profile.remarks import remarks, rows_do, rows_share, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from jupyter_analyst.profile.column import ColumnProfile
    from jupyter_analyst.profile.record import Alert, Pair

NEARLY_SAME = 0.95
MISSING_TOGETHER = 0.9
_MOST_PAIRS = 20
_FEWEST_PAIRED = 5
_FEWEST_GROUPED = 20
_FEWEST_MISSING = 3
_EVENT = re.compile(
    r"\b(event|observed|status|censored|dead|died|death|churned?|relapsed?|failed)\b"
)
_TIME = re.compile(r"\b(time|duration|tenure|survival|days|weeks|months|years|futime|t)\b")


def alerts(
    columns: Mapping[str, ColumnProfile],
    duplicates: int,
    pairs: Sequence[Pair],
    missing_together: Sequence[Pair],
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
        Columns that go together, strongest first.
    missing_together : sequence of Pair
        Columns whose gaps go together, strongest first.
    spellings : dict
        Columns with values that differ only in spelling, and such values.
    """
    every = list(columns.values())
    if not every[0].n_rows:
        return (alert("no-rows", "", "There are no rows", ""),)
    found = [
        *_duplicates(duplicates, every[0].n_rows),
        *_event(every),
        *(said for column in every for said in remarks(column)),
        *(_spelling(name, values) for name, values in spellings.items()),
        *_correlated(pairs, columns),
        *_missing_together(missing_together, columns),
    ]
    return tuple(sorted(found, key=lambda said: (said.level == "info", ORDER.index(said.kind))))


def _spelling(name: str, values: Iterable[str]) -> Alert:
    said = " and ".join(f"“{wording.plain(cut(value))}”" for value in list(values)[:3])
    text = f"{said} count as different groups."
    return alert("spelling", name, f"{cut(name)} is spelled in several ways", text)


def _duplicates(n: int, n_rows: int) -> Iterator[Alert]:
    if n:
        text = f"{rows_do(n, n_rows, 'repeats', 'repeat')} an earlier one in every column."
        yield alert("duplicates", "", "Some rows are there twice", text)


def _correlated(pairs: Sequence[Pair], columns: Mapping[str, ColumnProfile]) -> Iterator[Alert]:
    """Yield the pairs that are hardly two columns, each once."""
    said: set[frozenset[str]] = set()
    for pair in pairs:
        both = frozenset((pair.a, pair.b))
        if abs(pair.r) < NEARLY_SAME or len(said) == _MOST_PAIRS:
            return
        if both in said or pair.n < _enough(pair, columns):
            continue
        said.add(both)
        text = f"{pair.name} {pair.said} over {wording.count(pair.n, 'row')}."
        strong = f"{cut(pair.a)} and {cut(pair.b)} say nearly the same"
        yield alert("correlated", pair.a, strong, text)


def _enough(pair: Pair, columns: Mapping[str, ColumnProfile]) -> int:
    """Return how many rows do not go together by chance."""
    if pair.measure in {"pearson", "spearman"}:
        return _FEWEST_PAIRED
    levels = columns[pair.a].distinct
    if pair.measure == "cramers_v":
        levels = max(levels, columns[pair.b].distinct)
    return max(_FEWEST_GROUPED, 5 * levels)


def _missing_together(
    pairs: Sequence[Pair], columns: Mapping[str, ColumnProfile]
) -> Iterator[Alert]:
    """Yield the groups of columns that are missing in the same rows."""
    for group in _groups_missing(pairs, columns):
        names = [name for name in columns if name in group]
        said = wording.listed([cut(name) for name in names])
        most = max(columns[name].missing for name in names)
        text = f"{rows_share(most, columns[names[0]].n_rows)} at most."
        yield alert("missing-together", names[0], f"{said} are missing in the same rows", text)


def _groups_missing(pairs: Sequence[Pair], columns: Mapping[str, ColumnProfile]) -> list[set[str]]:
    """Return the groups that pairs of columns make which are missing together."""
    groups: list[set[str]] = []
    for pair in pairs:
        both = {pair.a, pair.b}
        fewest = min(columns[name].missing for name in both)
        if pair.r >= MISSING_TOGETHER and fewest >= _FEWEST_MISSING:
            met = [group for group in groups if group & both]
            groups = [group for group in groups if not group & both] + [both.union(*met)]
    return groups


def _event(columns: Sequence[ColumnProfile]) -> Iterator[Alert]:
    """Yield a column of events that ends durations in another column, by their names."""
    named = [(column, words(column)) for column in columns]
    events = [column for column, name in named if _EVENT.search(name)]
    times = [column for column, name in named if _TIME.search(name)]
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
        f"{rows_share(open_, column.count)} may still have been open; "
        f"plain means of {wording.plain(cut(time.name))} are then too short."
    )
    code = f"%analyst km --time {_argument(time.name)} --event {_argument(column.name)}"
    strong = f"{cut(column.name)} looks like an end marker"
    return alert("event", column.name, strong, text, code=code)


def _argument(name: str) -> str:
    return name if re.fullmatch(r"[\w.-]+", name) else '"' + name.replace('"', r"\"") + '"'
