"""How the rows further down a column are read, once its first ones said what it is."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

import pyarrow as pa

from jupyter_analyst.data.values import dates, numbers
from jupyter_analyst.data.values.cast import cast
from jupyter_analyst.data.values.infer import is_text_for_sure
from jupyter_analyst.data.values.manner import head_of, is_full
from jupyter_analyst.data.values.missing import taken_out_of_texts

if TYPE_CHECKING:
    from jupyter_analyst.data.values.infer import Typed
    from jupyter_analyst.data.values.manner import Manner
    from jupyter_analyst.data.values.missing import Spellings

Way = Callable[[pa.ChunkedArray], pa.ChunkedArray | None]
"""Returns the values of more texts; None if they may say something new about their column."""


def way_of(
    column: pa.ChunkedArray, known: Typed, kind: str | None, manner: Manner, signs: Spellings
) -> Way | None:
    """Return how more rows of a column are read; None if that depends on all of them together.

    Whatever the way returns is what `infer.typed` returns for the column with these rows added,
    and everything else that is told of the column is then as it was.

    Parameters
    ----------
    column : ChunkedArray
        The texts of its first rows.
    known : Typed
        What these were read as.
    kind : str or None
        What the column was told to be, None to find out.
    manner : Manner
        How values are spelled.
    signs : frozenset of str
        What means missing among the numbers and dates of the same file.
    """
    head = head_of(column)
    if known.nulls or not is_full(head, column):
        return None
    if known.is_text:
        is_sure = kind == "text" or (kind is None and is_text_for_sure(head, manner))
        if known.doubts or not is_sure:
            return None
        return partial(_texts, given=manner.nulls, signs=signs)
    ways = (_of_numbers(column, known, kind, manner), _of_dates(column, known, kind, manner))
    return next((way for way in ways if way), None)


def _texts(
    column: pa.ChunkedArray, *, given: str | None, signs: Spellings
) -> pa.ChunkedArray | None:
    values, nulls, is_doubtful = taken_out_of_texts(column, given, signs)
    return None if nulls or is_doubtful else values


def _of_numbers(
    column: pa.ChunkedArray, known: Typed, kind: str | None, manner: Manner
) -> Way | None:
    if kind not in {None, "number"} or manner.nulls is not None:
        return None
    values = numbers.plain(column, head_of(column))
    if values is None or values.type != known.values.type:
        return None
    if pa.types.is_integer(values.type):
        return numbers.integers
    is_plain = pa.types.is_floating(values.type) and manner.decimals[0] == "."
    return numbers.floats if is_plain else None


def _of_dates(
    column: pa.ChunkedArray, known: Typed, kind: str | None, manner: Manner
) -> Way | None:
    if kind is not None or manner.nulls is not None or known.doubts or known.orders:
        return None
    values = dates.plain(column, head_of(column))
    if values is None or values.type != known.values.type:
        return None
    return partial(cast, kind=values.type)
