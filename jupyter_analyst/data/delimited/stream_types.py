"""The types of a large text: decided from few rows, and verified on all of them."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from jupyter_analyst.data.delimited.reader import Decided, decided, ways_of
from jupyter_analyst.data.delimited.stream_text import WholeError
from jupyter_analyst.data.values import doubt
from jupyter_analyst.data.values.infer import Typed, signs_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jupyter_analyst.data.delimited.header import Table
    from jupyter_analyst.data.options import Options
    from jupyter_analyst.data.values.further import Way

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
        self._numbers: dict[int, doubt.Shown] = {}
        self._met = [_Met() for _ in witnesses]
        self._found_ways: dict[int, Way | None] | None = None
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
            known = [self._known(place, one.values) for place, one in enumerate(distinct)]
            if all(values is not None for values in known):
                return self._shown(cells, self._typed(self.decided, distinct, known))
            asked = [
                one.values.slice(0, None if values is None else 0)
                for one, values in zip(distinct, known, strict=True)
            ]
            found = self._read(joined([self.witnesses, asked]))
            telling = self._telling(cells, found)
            if not len(telling):
                return self._shown(cells, self._typed(found, distinct, known))
            self._add(cells, telling)
        message = "values that say different things in different places"
        raise WholeError(message)

    def all_decided(self) -> Decided:
        """Return names and types, and what is open about the numbers of all rows together."""
        columns = list(self.decided.columns)
        for at, name in enumerate(self.decided.names):
            if _is_number(columns[at]) and name not in (self._given.types or {}):
                doubts = doubt.of_shown(self._numbers.get(self.decided.places[at]))
                columns[at] = replace(columns[at], doubts=doubts)
        return replace(self.decided, columns=tuple(columns))

    def _shown(self, cells: Cells, table: pa.Table) -> pa.Table:
        """Return rows; what their numbers show of themselves is kept."""
        for place, one, values in zip(
            self.decided.places, self.decided.columns, table.columns, strict=True
        ):
            before = self._numbers.get(place)
            if _is_number(one) and (now := doubt.shown(cells[place], values, before)):
                self._numbers[place] = now
        return table

    def _read(self, cells: Cells) -> Decided:
        return decided(cells, self._where, self._delimiter, self._given)

    def _known(self, place: int, values: pa.ChunkedArray) -> pa.ChunkedArray | None:
        """Return values of a column that say nothing new about it; None if that is to be seen."""
        if place not in self.decided.places:
            return values if _is_empty(values) else None
        typed = self.decided.columns[self.decided.places.index(place)]
        if _is_empty(values):
            return pa.chunked_array([pa.nulls(len(values), typed.values.type)])
        way = self._ways()[place]
        return self._met[place].values_of(values) if way is None else way(values)

    def _ways(self) -> dict[int, Way | None]:
        if self._found_ways is None:
            self._found_ways = ways_of(
                self.witnesses,
                self.decided,
                self._where,
                self._delimiter,
                self._given,
                signs_of(self._with_nulls()),
            )
        return self._found_ways

    def _typed(
        self, found: Decided, distinct: Sequence[_Distinct], known: Sequence[pa.ChunkedArray | None]
    ) -> pa.Table:
        for nulls, one in zip(self.nulls, found.columns, strict=True):
            nulls |= one.nulls
        n_witnesses = len(self.witnesses[0])
        columns = []
        for place, one in zip(found.places, found.columns, strict=True):
            values = known[place]
            if values is None:
                values = one.values.slice(n_witnesses)
                self._met[place].add(distinct[place], values)
            columns.append(distinct[place].all(values))
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
        self._found_ways = None
        self._met = [_Met() for _ in self.witnesses]
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
        self._all = self.values = column
        self._indices: pa.Array | None = None
        if len(column.slice(0, _LOOK).unique()) * _REPEATED <= _LOOK <= len(column):
            encoded = _one_chunk(column).dictionary_encode()
            self.values = pa.chunked_array([encoded.dictionary], pa.string())
            self._indices = encoded.indices

    @property
    def are_few(self) -> bool:
        """Whether the values are fewer than the rows."""
        return self._indices is not None

    def all(self, values: pa.ChunkedArray) -> pa.ChunkedArray:
        """Return what all values were read as, from what the different ones were."""
        if self._indices is None or values is self.values:
            return self._all if values is self.values else values
        return values.take(self._indices)


class _Met:
    """The few different texts of a column that were met, and what they were read as.

    Those that mean missing are not among them, for they may mean more than themselves.
    """

    def __init__(self) -> None:
        self._texts = pa.array([], pa.string())
        self._values: pa.Array | None = None

    def add(self, distinct: _Distinct, values: pa.ChunkedArray) -> None:
        """Keep what the different values of a block were read as."""
        if distinct.are_few and not values.null_count:
            self._texts, self._values = map(_one_chunk, (distinct.values, values))

    def values_of(self, texts: pa.ChunkedArray) -> pa.ChunkedArray | None:
        """Return what texts were read as; None if some were not met."""
        if self._values is None or len(texts) > len(self._texts):
            return None
        places = pc.index_in(texts, self._texts)
        return None if places.null_count else pa.chunked_array([self._values]).take(places)


def _one_chunk(column: pa.ChunkedArray) -> pa.Array:
    return column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()


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


def _is_number(column: Typed) -> bool:
    """Tell whether a column is of numbers; durations are floats without a decimal mark."""
    kind = column.values.type
    is_whole = pa.types.is_integer(kind) or pa.types.is_decimal(kind)
    return bool(is_whole or (pa.types.is_floating(kind) and column.decimal))


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
