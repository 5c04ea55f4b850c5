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
    from collections.abc import Sequence

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
    if pa.types.is_decimal(values.type):
        return (BEYOND,)
    found = [_sentinel(values)]
    if pa.types.is_integer(values.type):
        found.append(_days(values))
    elif pa.types.is_floating(values.type):
        found.append(_scientific(column, values))
    return tuple(doubt for doubt in found if doubt)


def _sentinel(values: pa.ChunkedArray) -> Doubt | None:
    """Return the doubt about a number such as -999 that lies far from all others."""
    ends = pc.min_max(values).as_py()
    for end in (ends["min"], ends["max"]):
        if end in _SENTINELS and _is_far(values, end):
            n_rows = pc.sum(pc.equal(values, end)).as_py()
            word = f"{end:g}" if isinstance(end, float) else str(end)
            said = f"holds {word} in {count(n_rows, 'row')}, far from its other numbers"
            return Doubt(f"{said}, where it may mean missing", nulls=word)
    return None


def _is_far(values: pa.ChunkedArray, end: float) -> bool:
    rest = pc.min_max(values.filter(pc.not_equal(values, end))).as_py()
    if rest["min"] is None:
        return False
    if end < 0:
        return bool(end <= min(rest["min"] * _FAR, -1))
    return bool(rest["min"] >= 0 and rest["max"] * _FAR <= end)


def _days(values: pa.ChunkedArray) -> Doubt | None:
    ends = pc.min_max(values).as_py()
    if ends["min"] is None or ends["min"] < _DAYS[0] or ends["max"] > _DAYS[1]:
        return None
    if dates.compact(pc.cast(values, pa.string())) is None:
        return None
    return Doubt("holds whole numbers that are all dates such as 20240131", ("date",))


def _scientific(column: pa.ChunkedArray, values: pa.ChunkedArray) -> Doubt | None:
    """Return the doubt about codes such as 1E5, which are numbers by their looks alone."""
    if not pc.all(pc.equal(values, pc.floor(values)), min_count=0).as_py():
        return None
    trimmed = pc.utf8_trim_whitespace(column)
    found = trimmed.filter(pc.match_substring_regex(trimmed, _SCIENTIFIC))
    if not len(found) or pc.any(pc.match_substring_regex(trimmed, r"\.")).as_py():
        return None
    said = f"holds {count(len(found), 'value')} such as {found[0].as_py()!r}, read as powers of ten"
    return Doubt(said, ("text",))
