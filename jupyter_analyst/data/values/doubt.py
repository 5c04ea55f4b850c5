"""What about a column could be read in another way too, and the option that decides."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from jupyter_analyst.data.values import dates
from jupyter_analyst.data.values.spelling import whole
from jupyter_analyst.wording import count

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

_SENTINELS = {-9, -99, -999, -9999, -99999, -999999, 999, 9999, 99999, 999999}
_FAR = 10
_SCIENTIFIC = whole(r"\d+[eE]\d+")
_DAYS = (19000101, 21001231)
_ORDERS = {"dmy": "day first", "mdy": "month first", "ymd": "year first"}


@dataclass(frozen=True)
class Doubt:
    """What could be read in another way too.

    Parameters
    ----------
    said : str
        What is open, as a sentence without its subject, the column.
    kinds : tuple of str
        What the column can be told to be.
    nulls : str
        What could be told to mean missing.
    like : int, optional
        Place of the column whose spelling was followed, which ends the sentence.
    """

    said: str
    kinds: tuple[str, ...] = ()
    nulls: str = ""
    like: int | None = None

    def sentence(self, name: str, names: Sequence[str]) -> str:
        """Return it for people, with the option that decides.

        Parameters
        ----------
        name : str
            Name of the column.
        names : sequence of str
            Names of all columns.
        """
        like = "" if self.like is None else f" like `{names[self.like]}`"
        quoted = json.dumps(name, ensure_ascii=False)
        ways = [f'`types={{{quoted}: "{kind}"}}`' for kind in self.kinds]
        if self.nulls:
            ways.append(f"`nulls=[{json.dumps(self.nulls, ensure_ascii=False)}]`")
        return f"`{name}` {self.said}{like}; {' or '.join(ways)} decides."


def of_orders(orders: Sequence[str], *, read: str = "", like: int | None = None) -> Doubt:
    """Return the doubt about dates that fit several orders of day, month and year.

    Parameters
    ----------
    orders : sequence of str
        The orders, as `dates.Dates` has them.
    read : str
        The order in which they were read, empty if they stayed text.
    like : int, optional
        Place of the column that decided it.
    """
    both = " and ".join(_ORDERS[order] for order in orders)
    done = f"was read {_ORDERS[read]}" if read else "stays text"
    others = tuple(order for order in orders if order != read)
    return Doubt(f"holds dates that fit {both}; it {done}", others, like=like)


SHORT_YEARS = Doubt("has years of two digits, read as 1969 to 2068", ("text",))
"""The doubt about dates such as 31.12.99."""

NAMIBIA = Doubt("holds `NA` among codes, where it may be Namibia; it was kept as text", nulls="NA")
"""The doubt about NA in a column of codes."""

CLOCK = Doubt("holds times of day or durations; it stays text", ("duration",))
"""The doubt about values such as 1:23:45."""

PHONE = Doubt("holds groups of digits like phone numbers; it stays text", ("number",))
"""The doubt about values such as 777 123 456."""

BEYOND = Doubt(
    "holds whole numbers beyond 64 bits, kept exact; a pandas frame rounds them", ("text",)
)
"""The doubt about values such as 12345678901234567890."""


def of_number(column: pa.ChunkedArray, values: pa.ChunkedArray) -> tuple[Doubt, ...]:
    """Return the doubts about a column of numbers.

    Parameters
    ----------
    column : ChunkedArray
        Its texts.
    values : ChunkedArray
        What they were read as.
    """
    return of_shown(shown(column, values))


@dataclass(frozen=True)
class End:
    """The lowest or the highest of some numbers.

    Parameters
    ----------
    value : float
        The number.
    n_rows : int
        How many rows have it; counted where it may mean missing.
    next : float, optional
        The number next to it; looked for where it may mean missing.
    """

    value: float
    n_rows: int = 0
    next: float | None = None


@dataclass(frozen=True)
class Shown:
    """What some numbers show of themselves that could be read otherwise.

    Parameters
    ----------
    low, high : End
        Their ends.
    is_beyond : bool
        Whether they are too large for 64 bits.
    are_days : bool
        Whether all are dates such as 20240131.
    are_whole : bool
        Whether all are whole though not all are integers by their looks, and none has a point.
    n_scientific : int
        How many are written as powers of ten.
    scientific : str
        The first of these.
    """

    low: End
    high: End
    is_beyond: bool
    are_days: bool
    are_whole: bool
    n_scientific: int = 0
    scientific: str = ""


def shown(
    column: pa.ChunkedArray, values: pa.ChunkedArray, before: Shown | None = None
) -> Shown | None:
    """Return what numbers show of themselves together with those above; None if there are none.

    Parameters
    ----------
    column : ChunkedArray
        Their texts.
    values : ChunkedArray
        What they were read as.
    before : Shown, optional
        What the numbers above them show.
    """
    ends = pc.min_max(values).as_py()
    if ends["min"] is None:
        return before
    kind = values.type
    may_be_days = pa.types.is_integer(kind) and (before is None or before.are_days)
    may_be_whole = pa.types.is_floating(kind) and (before is None or before.are_whole)
    powers = _powers(column, values) if may_be_whole else None
    found = Shown(
        _end(values, ends["min"], "min"),
        _end(values, ends["max"], "max"),
        is_beyond=pa.types.is_decimal(kind),
        are_days=may_be_days and _are_days(values, ends),
        are_whole=powers is not None,
        n_scientific=len(powers or ()),
        scientific=powers[0].as_py() if powers else "",
    )
    return found if before is None else _together(before, found)


def of_shown(found: Shown | None) -> tuple[Doubt, ...]:
    """Return the doubts about numbers.

    Parameters
    ----------
    found : Shown or None
        What they show of themselves; None if there are none.
    """
    if found is None:
        return ()
    if found.is_beyond:
        return (BEYOND,)
    doubts = (_sentinel(found), _days(found), _scientific(found))
    return tuple(doubt for doubt in doubts if doubt)


def _together(above: Shown, below: Shown) -> Shown:
    return Shown(
        _end_of(above.low, below.low, min),
        _end_of(above.high, below.high, max),
        is_beyond=below.is_beyond,
        are_days=above.are_days and below.are_days,
        are_whole=above.are_whole and below.are_whole,
        n_scientific=above.n_scientific + below.n_scientific,
        scientific=above.scientific or below.scientific,
    )


def _end_of(one: End, other: End, outer: Callable[[Iterable[float]], float]) -> End:
    """Return the end of numbers from the ends of two parts of them."""
    value = outer((one.value, other.value))
    inner = [end.next if end.value == value else end.value for end in (one, other)]
    known = [number for number in inner if number is not None]
    n_rows = sum(end.n_rows for end in (one, other) if end.value == value)
    return End(value, n_rows, outer(known) if known else None)


def _end(values: pa.ChunkedArray, value: float, which: str) -> End:
    if value not in _SENTINELS:
        return End(value)
    rest = pc.min_max(values.filter(pc.not_equal(values, value))).as_py()
    return End(value, pc.sum(pc.equal(values, value)).as_py(), rest[which])


def _sentinel(found: Shown) -> Doubt | None:
    """Return the doubt about a number such as -999 that lies far from all others."""
    for end, is_far in ((found.low, _is_far_below), (found.high, _is_far_above)):
        if end.value in _SENTINELS and end.next is not None and is_far(found, end.next):
            word = f"{end.value:g}" if isinstance(end.value, float) else str(end.value)
            said = f"holds {word} in {count(end.n_rows, 'row')}, far from its other numbers"
            return Doubt(f"{said}, where it may mean missing", nulls=word)
    return None


def _is_far_below(found: Shown, following: float) -> bool:
    return found.low.value < 0 and found.low.value <= min(following * _FAR, -1)


def _is_far_above(found: Shown, following: float) -> bool:
    return found.low.value >= 0 and following * _FAR <= found.high.value


def _are_days(values: pa.ChunkedArray, ends: dict[str, int]) -> bool:
    if ends["min"] < _DAYS[0] or ends["max"] > _DAYS[1]:
        return False
    return dates.compact(pc.cast(values, pa.string())) is not None


def _days(found: Shown) -> Doubt | None:
    if not found.are_days:
        return None
    return Doubt("holds whole numbers that are all dates such as 20240131", ("date",))


def _powers(column: pa.ChunkedArray, values: pa.ChunkedArray) -> pa.ChunkedArray | None:
    """Return the texts such as 1E5; None if some number is not whole or has a point."""
    if not pc.all(pc.equal(values, pc.floor(values)), min_count=0).as_py():
        return None
    trimmed = pc.utf8_trim_whitespace(column)
    if pc.any(pc.match_substring(trimmed, "."), min_count=0).as_py():
        return None
    return trimmed.filter(pc.match_substring_regex(trimmed, _SCIENTIFIC))


def _scientific(found: Shown) -> Doubt | None:
    """Return the doubt about codes such as 1E5, which are numbers by their looks alone."""
    if not found.are_whole or not found.n_scientific:
        return None
    powers = f"{count(found.n_scientific, 'value')} such as {found.scientific!r}"
    return Doubt(f"holds {powers}, read as powers of ten", ("text",))
