"""From texts to types: whole columns at a time, a type only if every value has it."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from jupyter_analyst.data.threads import THREADS
from jupyter_analyst.data.values import dates, doubt, numbers
from jupyter_analyst.data.values.distinct import distinct
from jupyter_analyst.data.values.glance import looks_of
from jupyter_analyst.data.values.manner import head_of
from jupyter_analyst.data.values.missing import Spellings, taken_out, taken_out_of_texts
from jupyter_analyst.data.values.spans import holds
from jupyter_analyst.data.values.spelling import (
    CLOCK,
    DURATION,
    MISSING,
    NO_ANSWER,
    TRUTHS,
    whole,
)
from jupyter_analyst.errors import ReadError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from jupyter_analyst.data.values.glance import Look
    from jupyter_analyst.data.values.manner import Manner

_PLAIN_DURATION = re.sub(r"\?P<\w+>", "?:", DURATION)
_DAY_OR_MORE = r"^-?(?:2[4-9]|[3-9]\d|\d{3,}):"
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
    doubts : tuple of Doubt
        What could be read in another way too.
    orders : tuple of str
        Orders of day, month and year that fit; one if the column itself shows which it is.
    """

    values: pa.ChunkedArray
    nulls: Spellings = frozenset()
    decimal: str = ""
    thousands: str = ""
    unit: str = ""
    is_bracketed: bool = False
    doubts: tuple[doubt.Doubt, ...] = ()
    orders: tuple[str, ...] = ()

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
    with ThreadPoolExecutor(THREADS) as pool:
        waiting = [pool.submit(_column, columns.pop(), kind, manner) for kind in kinds]
        found = [one.result() for one in waiting]
        found = _in_order(found, manner)
        signs = signs_of(found)
        as_text = partial(_as_text, manner=manner, signs=signs)
        return list(pool.map(as_text, found))


def _as_text(one: Typed, manner: Manner, signs: Spellings) -> Typed:
    if not one.is_text:
        return one
    values, nulls, is_doubtful = taken_out_of_texts(one.values, manner.nulls, signs)
    doubts = (*one.doubts, *((doubt.NAMIBIA,) if is_doubtful else ()))
    return replace(one, values=values, nulls=nulls, doubts=doubts)


def _in_order(found: list[Typed], manner: Manner) -> list[Typed]:
    """Return columns in which open dates follow those of the file that leave no choice."""
    sure = {one.orders[0]: place for place, one in enumerate(found) if len(one.orders) == 1}
    if len(sure) != 1:
        return found
    ((order, place),) = sure.items()
    return [
        _following(one, order, place, manner) if order in one.orders[1:] + one.orders[:-1] else one
        for one in found
    ]


def _following(one: Typed, order: str, place: int, manner: Manner) -> Typed:
    read = _ordered(one.values, order, manner)
    if read is None:
        return one
    return replace(read, doubts=(doubt.of_orders(one.orders, read=order, like=place),))


def signs_of(found: Sequence[Typed]) -> Spellings:
    """Return what means missing among the numbers and dates, and so among the texts, too.

    Words such as none are left out: among texts they may be values; a dash hardly is.

    Parameters
    ----------
    found : sequence of Typed
        The columns of a file.
    """
    marks = {mark for one in found if not one.is_text for mark in one.nulls}
    return frozenset(mark for mark in marks if not mark.isalpha())


def _column(column: pa.ChunkedArray, kind: str | None, manner: Manner) -> Typed:
    if kind == "text" or column.null_count == len(column):
        return Typed(column)
    if kind is not None:
        return _as_told(column, kind, manner)
    looks = looks_of(head_of(column), manner)
    attempts = (read(column, manner) for look, read in _READERS.items() if look in looks)
    return next((found for found in attempts if found), None) or Typed(column)


def _as_told(column: pa.ChunkedArray, kind: str, manner: Manner) -> Typed:
    readers = {
        "number": _told_number,
        "boolean": _truth,
        "date": _told_date,
        "duration": _told_duration,
    }
    found = readers[kind](column, manner) if kind in readers else _ordered(column, kind, manner)
    if found is not None and not found.is_text:
        return replace(found, doubts=())
    words = {"number": "a number", "boolean": "yes or no", "duration": "a duration"}
    wanted = words.get(kind, "a date")
    values = ", ".join(repr(value) for value in pc.unique(head_of(column)).to_pylist()[:5])
    message = f"Not every value can be read as {wanted}; the column begins with {values}."
    hint = "Leave `types` out for this column, or name what means missing with `nulls`."
    raise ReadError(message, hint=hint, code="option-wrong")


def is_text_for_sure(head: pa.ChunkedArray, manner: Manner) -> bool:
    """Tell whether a column is of texts by its first values, whatever the others are.

    Parameters
    ----------
    head : ChunkedArray
        Its first values.
    manner : Manner
        How values are spelled.
    """
    looks = looks_of(head, manner)
    return not any(may_be(head, manner) for look, may_be in _MAY_BE.items() if look in looks)


def _may_be_number(head: pa.ChunkedArray, manner: Manner) -> bool:
    is_phone = numbers.are_phones(pc.utf8_trim_whitespace(head))
    is_plain = manner.nulls is None and numbers.fits(head, ".", "")
    return is_phone or is_plain or any(_marks(head, manner))


def _number(column: pa.ChunkedArray, manner: Manner) -> Typed | None:
    if numbers.are_phones(pc.utf8_trim_whitespace(head_of(column))):
        return Typed(column, doubts=(doubt.PHONE,))
    return _told_number(column, manner)


def _told_number(column: pa.ChunkedArray, manner: Manner) -> Typed | None:
    found = _plain_number(column, manner) or _marked_number(column, manner)
    return found and replace(found, doubts=doubt.of_number(column, found.values))


def _plain_number(column: pa.ChunkedArray, manner: Manner) -> Typed | None:
    """Read numbers spelled as computers do, with nothing else in the column."""
    if manner.nulls is not None or (values := numbers.plain(column, head_of(column))) is None:
        return None
    if not pa.types.is_floating(values.type):
        return Typed(values)
    return Typed(values, decimal=".") if manner.decimals[0] == "." else None


def _marked_number(column: pa.ChunkedArray, manner: Manner) -> Typed | None:
    """Read numbers with marks, a sign beside them, and words for missing."""
    head = head_of(column)
    marks = _marks(head, manner)
    first = next(marks, None)
    if first is None:
        return None
    if found := _of_marks_alone(column, head, *first[:2], manner):
        return found
    *_, unit = first  # it is the same for all
    texts, nulls = taken_out(column, manner.nulls or MISSING)
    texts, is_bracketed = numbers.signed(texts)
    texts = numbers.bare(texts, unit)
    tried = set()
    for decimal, thousands, _ in chain([first], marks):
        met = (decimal * holds(texts, decimal), thousands * holds(texts, thousands))
        if met in tried:  # marks that do not occur change nothing
            continue
        tried.add(met)
        values = numbers.spelled(texts, decimal, thousands)
        if values is not None:
            shown = decimal if pa.types.is_floating(values.type) else ""
            return Typed(values, nulls, shown, thousands, unit, is_bracketed)
    return None


def _of_marks_alone(
    column: pa.ChunkedArray, head: pa.ChunkedArray, decimal: str, thousands: str, manner: Manner
) -> Typed | None:
    """Read numbers beside which nothing has to be taken off first."""
    if manner.nulls is not None or not numbers.fits(head, decimal, thousands):
        return None
    values = numbers.spelled(column, decimal, thousands)
    if values is None:
        return None
    shown = decimal if pa.types.is_floating(values.type) else ""
    return Typed(values, decimal=shown, thousands=thousands)


def _marks(head: pa.ChunkedArray, manner: Manner) -> Iterator[tuple[str, str, str]]:
    """Yield the decimal marks, thousands marks and units that first values may have."""
    head, _ = taken_out(head, manner.nulls or MISSING)
    head, _ = numbers.signed(head)
    unit = numbers.unit_of(head)
    head = numbers.bare(head, unit)
    for decimal, thousands in manner.marks():
        if numbers.fits(head, decimal, thousands):
            yield decimal, thousands, unit


def _may_be_truth(head: pa.ChunkedArray, manner: Manner) -> bool:
    return numbers.all_match(taken_out(head, manner.nulls or NO_ANSWER)[0], _TRUTH)


def _truth(column: pa.ChunkedArray, manner: Manner) -> Typed | None:
    if not _may_be_truth(head_of(column), manner):
        return None
    words, spread = distinct(column)
    texts, nulls = taken_out(words, manner.nulls or NO_ANSWER)
    if not numbers.all_match(texts, _TRUTH):
        return None
    lowered = pc.utf8_lower(texts)
    seen = set(pc.unique(lowered).to_pylist()) - {None}
    yes = next((yes for yes, no in TRUTHS if seen == {yes, no}), None)
    if yes is None and seen <= {"true", "false"}:
        yes = "true"  # these two say what they are even alone
    return None if yes is None else Typed(spread(pc.equal(lowered, yes)), nulls)


def _may_be_date(head: pa.ChunkedArray, manner: Manner) -> bool:
    return numbers.all_match(taken_out(head, manner.nulls or MISSING)[0], dates.PATTERN)


def _date(column: pa.ChunkedArray, manner: Manner) -> Typed | None:
    if manner.nulls is None and (values := dates.plain(column, head_of(column))) is not None:
        return Typed(values)  # no text among them means missing
    if not _may_be_date(head_of(column), manner):
        return None
    words, spread = distinct(column)
    texts, nulls = taken_out(words, manner.nulls or MISSING)
    if (found := dates.read(texts, head_of(spread(texts)))) is None:
        return None
    if found.values is None:
        orders = found.orders if len(found.orders) > 1 else ()  # one shows nothing to others
        return Typed(column, doubts=(doubt.of_orders(found.orders),), orders=orders)
    doubts = (doubt.SHORT_YEARS,) if found.has_short_years else ()
    return Typed(spread(found.values), nulls, doubts=doubts, orders=found.orders)


def _told_date(column: pa.ChunkedArray, manner: Manner) -> Typed | None:
    texts, nulls = taken_out(column, manner.nulls or MISSING)
    values = dates.compact(texts)
    return _date(column, manner) if values is None else Typed(values, nulls)


def _ordered(column: pa.ChunkedArray, order: str, manner: Manner) -> Typed | None:
    texts, nulls = taken_out(column, manner.nulls or MISSING)
    values = dates.ordered(texts, order)
    return None if values is None else Typed(values, nulls)


def _duration(column: pa.ChunkedArray, manner: Manner) -> Typed | None:
    """Read durations in seconds where some is of a day or more, for a time of day is none."""
    if not _may_be_duration(head_of(column), manner):
        return None
    texts, nulls = taken_out(column, manner.nulls or MISSING)
    if numbers.all_match(texts, whole(DURATION)) and _is_beyond_a_day(texts):
        return Typed(dates.seconds(texts, DURATION), nulls)
    has_seconds = numbers.all_match(texts, whole(DURATION))  # else it is a time of day
    return Typed(column, doubts=(doubt.CLOCK,)) if has_seconds else None


def _may_be_duration(head: pa.ChunkedArray, manner: Manner) -> bool:
    head = taken_out(head, manner.nulls or MISSING)[0]
    return numbers.all_match(head, whole(f"{CLOCK}|{_PLAIN_DURATION}"))


def _told_duration(column: pa.ChunkedArray, manner: Manner) -> Typed | None:
    texts, nulls = taken_out(column, manner.nulls or MISSING)
    for pattern in (DURATION, CLOCK):
        if numbers.all_match(texts, whole(pattern)):
            return Typed(dates.seconds(texts, pattern), nulls)
    return None


_READERS: dict[Look, Callable[[pa.ChunkedArray, Manner], Typed | None]] = {
    "number": _number,
    "truth": _truth,
    "date": _date,
    "duration": _duration,
}
"""What reads a column, in the order in which it is tried."""

_MAY_BE: dict[Look, Callable[[pa.ChunkedArray, Manner], bool]] = {
    "number": _may_be_number,
    "truth": _may_be_truth,
    "date": _may_be_date,
    "duration": _may_be_duration,
}
"""What tells by the first values of a column whether it may be read so."""


def _is_beyond_a_day(texts: pa.ChunkedArray) -> bool:
    return bool(pc.any(pc.match_substring_regex(texts, _DAY_OR_MORE), min_count=0).as_py())
