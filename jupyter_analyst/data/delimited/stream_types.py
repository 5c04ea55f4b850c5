"""The types of a large text: decided from few rows, and verified on all of them."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from jupyter_analyst.data.delimited.reader import Decided, decided
from jupyter_analyst.data.delimited.stream_text import WholeError
from jupyter_analyst.data.values.infer import Typed, signs_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jupyter_analyst.data.delimited.header import Table
    from jupyter_analyst.data.options import Options

WITNESSES = 1_000
"""How many of the first rows speak for all, as in `manner.head_of`."""

_MOST_BYTES = 32 << 20
_FEW = 16
_TRIES = 8
_LOOK = 2_000
_REPEATED = 2
_AS_VALUES = {"values", "nulls", "doubts"}
"""What of a column follows from its rows and does not say how others are read."""

Cells = list[pa.ChunkedArray]


class Types:
    """Types that hold for every block of rows met so far.

    A few rows, the witnesses, are read together with each block: as long as all rows are like
    them, the types stay what the witnesses alone say. A row that speaks for other types becomes a
    witness, too; then all that was typed before is out of date.

    Parameters
    ----------
    witnesses : list of ChunkedArray
        Cells of some rows, the first ones of the table in front.
    where : Table
        Where the table stands.
    delimiter : str
        What sets the cells apart.
    given : Options
        What a person decided.

    Raises
    ------
    ReadError
        If a column has a value that is not what it was told to be.
    """

    def __init__(self, witnesses: Cells, where: Table, delimiter: str, given: Options) -> None:
        self.witnesses = witnesses
        self._where = where
        self._delimiter = delimiter
        self._given = given
        self._n_typed = 0
        self.decided = self._read(witnesses)
        """Names and types of the columns, with the values of the witnesses."""
        self.nulls = [set(one.nulls) for one in self.decided.columns]
        """What was read as missing in each column."""
        self.is_outdated = False
        """Whether rows were typed that must be typed anew."""

    @property
    def schema(self) -> pa.Schema:
        """Names and types of the columns."""
        return self.decided.table.schema

    def of(self, cells: Cells) -> pa.Table:
        """Return rows with the types that were decided; these may be decided anew by them.

        Parameters
        ----------
        cells : list of ChunkedArray
            The texts.

        Raises
        ------
        WholeError
            If no few rows explain why the types are what they are.
        """
        distinct = [_Distinct(one) for one in cells]
        for _ in range(_TRIES):
            found = self._read(joined([self.witnesses, [one.values for one in distinct]]))
            telling = self._telling(cells, found)
            if not len(telling):
                return self._typed(found, distinct)
            self._add(cells, telling)
        message = "values that say different things in different places"
        raise WholeError(message)

    def _read(self, cells: Cells) -> Decided:
        return decided(cells, self._where, self._delimiter, self._given)

    def _typed(self, found: Decided, distinct: Sequence[_Distinct]) -> pa.Table:
        for known, one in zip(self.nulls, found.columns, strict=True):
            known |= one.nulls
        n_witnesses = len(self.witnesses[0])
        columns = [
            distinct[place].all(one.values.slice(n_witnesses))
            for place, one in zip(found.places, found.columns, strict=True)
        ]
        table = pa.Table.from_arrays(columns, names=list(found.names))
        self._n_typed += table.num_rows
        return table

    def _telling(self, cells: Cells, found: Decided) -> Sequence[int]:
        """Return the rows that show why a block is read otherwise than the witnesses."""
        unseen = [place for place, one in enumerate(self.witnesses) if _is_empty(one)]
        rows = {row for place in unseen for row in _first_values(cells[place])}
        if rows:
            return sorted(rows)
        told = enumerate(zip(self.decided.columns, found.columns, strict=True))
        for place, (old, new) in told:
            if _full_signature(old) != _full_signature(new) or self._is_taken_back(place, new):
                rows.update(self._shown_by(cells, place, new))
        new_signs = signs_of(found.columns) - signs_of(self._with_nulls())
        for place, one in enumerate(found.columns):
            if not one.is_text and one.nulls & new_signs:
                rows.update(self._shown_by(cells, place, one))
        return sorted(rows)

    def _with_nulls(self) -> list[Typed]:
        empty = pa.chunked_array([], pa.int64())
        return [
            one if one.is_text else Typed(empty, nulls=frozenset(known))
            for one, known in zip(self.decided.columns, self.nulls, strict=True)
        ]

    def _is_taken_back(self, place: int, new: Typed) -> bool:
        """Tell whether a text that was kept now means missing."""
        old = self.decided.columns[place]
        taken = new.nulls - old.nulls
        kept = set(old.values.unique().to_pylist()) if taken and old.is_text else set()
        return bool(taken & kept)

    def _shown_by(self, cells: Cells, place: int, wanted: Typed) -> range:
        """Return few rows that together with the witnesses say about a column what all say."""
        wanted_is = (_full_signature(wanted), wanted.nulls)
        first, end = 0, len(cells[0])

        def says_so(first: int, end: int) -> bool:
            some = [one.slice(first, end - first) for one in cells]
            one = self._read(joined([self.witnesses, some])).columns[place]
            return (_full_signature(one), one.nulls & wanted.nulls) == wanted_is

        while end - first > _FEW:
            middle = (first + end) // 2
            if says_so(first, middle):
                end = middle
            elif says_so(middle, end):
                first = middle
            else:
                break
        return range(first, end)

    def _add(self, cells: Cells, rows: Sequence[int]) -> None:
        chosen = pa.array(rows, pa.int64())
        before, signs = self.decided, signs_of(self._with_nulls())
        self.witnesses = [
            pa.chunked_array([column.combine_chunks()])
            for column in joined([self.witnesses, [one.take(chosen) for one in cells]])
        ]
        if sum(one.nbytes for one in self.witnesses) > _MOST_BYTES:
            message = "too many values that say different things"
            raise WholeError(message)
        self.decided = self._read(self.witnesses)
        is_same = _signatures(before) == _signatures(self.decided)
        taken_back = is_same and any(
            self._differs(old, new)
            for old, new in zip(before.columns, self.decided.columns, strict=True)
        )
        found = [set(one.nulls) for one in self.decided.columns]
        if is_same and self._n_typed:
            found = [old | new for old, new in zip(self.nulls, found, strict=True)]
        self.nulls = found
        is_new_sign = bool(signs_of(self._with_nulls()) - signs)
        if self._n_typed and (not is_same or taken_back or is_new_sign):
            self.is_outdated = True

    @staticmethod
    def _differs(old: Typed, new: Typed) -> bool:
        """Tell whether the old witnesses are read otherwise than before."""
        return not old.values.equals(new.values.slice(0, len(old.values)))


class _Distinct:
    """The different values of a column, where these are few; else all of them.

    A type is that of every value, however often it stands there.
    """

    def __init__(self, column: pa.ChunkedArray) -> None:
        self.values = column
        self._indices: pa.ChunkedArray | None = None
        if len(column.slice(0, _LOOK).unique()) * _REPEATED <= _LOOK <= len(column):
            encoded = pa.chunked_array([column.combine_chunks().dictionary_encode()])
            self.values = pa.chunked_array([encoded.chunk(0).dictionary], pa.string())
            self._indices = encoded.chunk(0).indices

    def all(self, values: pa.ChunkedArray) -> pa.ChunkedArray:
        """Return what all values were read as, from what the different ones were."""
        return values if self._indices is None else values.take(self._indices)


def joined(parts: Sequence[Cells]) -> Cells:
    """Return the rows of several blocks as one.

    Parameters
    ----------
    parts : sequence of list of ChunkedArray
        The texts of each.
    """
    return [
        pa.chunked_array([chunk for one in column for chunk in one.chunks], pa.string())
        for column in zip(*parts, strict=True)
    ]


def _is_empty(column: pa.ChunkedArray) -> bool:
    return bool(column.null_count == len(column))


def _first_values(column: pa.ChunkedArray) -> list[int]:
    """Return the first rows that hold a value."""
    if _is_empty(column):
        return []
    found: list[int] = np.flatnonzero(column.is_valid().to_numpy())[:_FEW].tolist()
    return found


def _signature(column: Typed) -> tuple[Any, ...]:  # of fields of any type
    """Return all that decides how a value is read."""
    known = [getattr(column, one.name) for one in fields(column) if one.name not in _AS_VALUES]
    return (column.values.type, *known)


def _full_signature(column: Typed) -> tuple[Any, ...]:  # of fields of any type
    """Return also what is open about a text, for rows further down may decide it."""
    return (*_signature(column), column.doubts if column.is_text else ())


def _signatures(found: Decided) -> tuple[Any, ...]:  # of fields of any type
    return (found.names, *map(_signature, found.columns))
