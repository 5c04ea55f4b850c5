"""From texts to types: whole columns at a time, a type only if every value has it."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from jupyter_analyst.data.values import dates, numbers
from jupyter_analyst.data.values.manner import head_of
from jupyter_analyst.data.values.missing import Spellings, taken_out, taken_out_of_texts
from jupyter_analyst.data.values.spelling import MISSING, NO_ANSWER, TRUTHS, whole
from jupyter_analyst.errors import ReadError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jupyter_analyst.data.values.manner import Manner

_THREADS = min(4, os.cpu_count() or 1)
_TRUTH = whole("(?i:" + "|".join(word for pair in TRUTHS for word in pair) + ")")


@dataclass(frozen=True)
class Typed:
    """A column with its type, and what was decided to get there.

    Parameters
    ----------
    values : ChunkedArray
        The values.
    nulls : frozenset of str
        Spellings that were read as missing.
    decimal, thousands, unit : str
        Marks of a number column; empty where they did not occur.
    is_bracketed : bool
        Whether negative numbers stood in parentheses.
    """

    values: pa.ChunkedArray
    nulls: Spellings = frozenset()
    decimal: str = ""
    thousands: str = ""
    unit: str = ""
    is_bracketed: bool = False

    @property
    def is_text(self) -> bool:
        """Whether the values stayed texts."""
        return bool(self.values.type == pa.string())


def typed(
    columns: list[pa.ChunkedArray], kinds: Sequence[str | None], manner: Manner
) -> list[Typed]:
    """Return the columns with their types; the list that was given is emptied on the way.

    Parameters
    ----------
    columns : list of ChunkedArray
        The texts; each is let go as soon as it is typed, to save memory.
    kinds : sequence of str or None
        What a column was told to be, None to find out.
    manner : Manner
        How values are spelled.

    Raises
    ------
    ReadError
        If a column has a value that is not what it was told to be.
    """
    columns.reverse()
    with ThreadPoolExecutor(_THREADS) as pool:
        waiting = [pool.submit(_column, columns.pop(), kind, manner) for kind in kinds]
        found = [one.result() for one in waiting]
    signs = _signs(found)
    return [
        Typed(*taken_out_of_texts(one.values, manner.nulls, signs)) if one.is_text else one
        for one in found
    ]


def _signs(found: Sequence[Typed]) -> Spellings:
    """Return what means missing among the numbers and dates, and so among the texts, too.

    Words such as none are left out: among texts they may be values; a dash hardly is.
    """
    marks = {mark for one in found if not one.is_text for mark in one.nulls}
    return frozenset(mark for mark in marks if not mark.isalpha())


def _column(column: pa.ChunkedArray, kind: str | None, manner: Manner) -> Typed:
    if kind == "text" or column.null_count == len(column):
        return Typed(column)
    if kind is not None:
        return _as_told(column, kind, manner)
    attempts = (reader(column, manner) for reader in (_number, _truth, _date))
    return next((found for found in attempts if found), None) or Typed(column)


def _as_told(column: pa.ChunkedArray, kind: str, manner: Manner) -> Typed:
    readers = {"number": _number, "boolean": _truth, "date": _date}
    found = readers[kind](column, manner) if kind in readers else _ordered(column, kind, manner)
    if found is not None:
        return found
    wanted = {"number": "a number", "boolean": "yes or no"}.get(kind, "a date")
    values = ", ".join(repr(value) for value in pc.unique(head_of(column)).to_pylist()[:5])
    message = f"Not every value can be read as {wanted}; the column begins with {values}."
    hint = "Leave `types` out for this column, or name what means missing with `nulls`."
    raise ReadError(message, hint=hint, code="option-wrong")


def _number(column: pa.ChunkedArray, manner: Manner) -> Typed | None:
    return _plain_number(column, manner) or _marked_number(column, manner)


def _plain_number(column: pa.ChunkedArray, manner: Manner) -> Typed | None:
    """Read numbers spelled as computers do, with nothing else in the column."""
    if manner.nulls is not None or (values := numbers.plain(column, head_of(column))) is None:
        return None
    if not pa.types.is_floating(values.type):
        return Typed(values)
    return Typed(values, decimal=".") if manner.decimals[0] == "." else None


def _marked_number(column: pa.ChunkedArray, manner: Manner) -> Typed | None:
    """Read numbers with marks, a sign beside them, and words for missing."""
    words = manner.nulls or MISSING
    head, _ = taken_out(head_of(column), words)
    head, _ = numbers.signed(head)
    unit = numbers.unit_of(head)
    head = numbers.bare(head, unit)
    for decimal, thousands in manner.marks():
        if not numbers.fits(head, decimal, thousands):
            continue
        texts, nulls = taken_out(column, words)
        texts, is_bracketed = numbers.signed(texts)
        values = numbers.spelled(numbers.bare(texts, unit), decimal, thousands)
        if values is not None:
            shown = decimal if pa.types.is_floating(values.type) else ""
            return Typed(values, nulls, shown, thousands, unit, is_bracketed)
    return None


def _truth(column: pa.ChunkedArray, manner: Manner) -> Typed | None:
    pattern = manner.nulls or NO_ANSWER
    if not numbers.all_match(taken_out(head_of(column), pattern)[0], _TRUTH):
        return None
    texts, nulls = taken_out(column, pattern)
    if not numbers.all_match(texts, _TRUTH):
        return None
    lowered = pc.utf8_lower(texts)
    seen = set(pc.unique(lowered).to_pylist()) - {None}
    yes = next((yes for yes, no in TRUTHS if seen == {yes, no}), None)
    if yes is None and seen <= {"true", "false"}:
        yes = "true"  # these two say what they are even alone
    return None if yes is None else Typed(pc.equal(lowered, yes), nulls)


def _date(column: pa.ChunkedArray, manner: Manner) -> Typed | None:
    pattern = manner.nulls or MISSING
    if not numbers.all_match(taken_out(head_of(column), pattern)[0], dates.PATTERN):
        return None
    texts, nulls = taken_out(column, pattern)
    values = dates.read(texts)
    return None if values is None else Typed(values, nulls)


def _ordered(column: pa.ChunkedArray, order: str, manner: Manner) -> Typed | None:
    texts, nulls = taken_out(column, manner.nulls or MISSING)
    values = dates.ordered(texts, order)
    return None if values is None else Typed(values, nulls)
