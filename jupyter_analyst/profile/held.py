"""The rows a profile looks at, in memory: all of them, or a random sample of very many."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from jupyter_analyst.profile.words import Words, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jupyter_analyst.profile.field import Field

_Values = np.ndarray[Any, Any]
_Flags = np.ndarray[Any, np.dtype[np.bool_]]


class Held:
    """Columns in memory, each as its field says: numbers, truth values or texts.

    Parameters
    ----------
    table : pyarrow.Table
        The rows; the column of a field is the one at its position. A point in time is a number of
        microseconds, and no float is NaN.
    n_rows : int
        How many rows the dataset has.
    exact : bool
        Whether every row is held, so that what is found is no estimate.
    """

    def __init__(self, table: pa.Table, n_rows: int, *, exact: bool) -> None:
        self.table = table
        self.n = table.num_rows
        self.n_rows = n_rows
        self.exact = exact
        self._words: dict[int, Words] = {}

    def count(self, field: Field) -> int:
        """Return how many rows have a value.

        Parameters
        ----------
        field : Field
            A column.
        """
        return int(self.n - self.table[field.i].null_count)

    def numbers(self, field: Field) -> _Values:
        """Return the values of a column of numbers or dates, in the order of the rows.

        Parameters
        ----------
        field : Field
            A column.

        Returns
        -------
        ndarray of int64, uint64 or float64
            None missing; may be infinite.
        """
        column = self.table[field.i]
        if pa.types.is_decimal(column.type):
            column = pc.cast(column, pa.float64())
        if not pa.types.is_floating(column.type):
            values: _Values = column.drop_null().to_numpy()
            return values if values.dtype == np.uint64 else values.astype(np.int64, copy=False)
        values = column.to_numpy()
        return values[~np.isnan(values)] if column.null_count else values

    def floats(self, field: Field, start: int = 0, n: int | None = None) -> _Values:
        """Return a column of numbers at the scale of its field, NaN where a value is missing.

        Parameters
        ----------
        field : Field
            A column.
        start, n : int, optional
            From which row on, and how many; all if left out.
        """
        column = self.table[field.i].slice(start, n)
        if not pa.types.is_float64(column.type):
            column = pc.cast(column, pa.float64(), safe=False)
        return field.multiplied(column.to_numpy())

    def present(self, field: Field) -> _Flags:
        """Return which rows have a value.

        Parameters
        ----------
        field : Field
            A column.
        """
        flags: _Flags = self.table[field.i].is_valid().to_numpy()
        return flags

    def words(self, field: Field) -> Words:
        """Return the different values of a column of texts, truth values or decimals.

        Parameters
        ----------
        field : Field
            A column.
        """
        if field.i not in self._words:
            self._words[field.i] = words(self.table[field.i])
        return self._words[field.i]

    def head(self, n: int) -> Held:
        """Return the first rows.

        Parameters
        ----------
        n : int
            How many.
        """
        return Held(self.table.slice(0, n), self.n_rows, exact=False)

    def codes(self, field: Field) -> _Values:
        """Return a number for each row, the same for equal values; -1 where one is missing.

        Parameters
        ----------
        field : Field
            A column.
        """
        if field.family in {"text", "boolean"} or field.is_decimal:
            return self.words(field).codes.astype(np.int64)
        places = np.full(self.n, -1, np.int64)
        places[self.present(field)] = np.unique(self.numbers(field), return_inverse=True)[1]
        return places

    def first(
        self, fields: Sequence[Field], n: int, letters: int
    ) -> tuple[tuple[str | None, ...], ...]:
        """Return the first rows as text, cut to a number of letters.

        Parameters
        ----------
        fields : sequence of Field
            All columns.
        n, letters : int
            How many rows, and how much of each text.
        """
        columns = [
            [field.text(value, letters) for value in column.slice(0, n).to_pylist()]
            for field, column in zip(fields, self.table.columns, strict=True)
        ]
        return tuple(zip(*columns, strict=True))
