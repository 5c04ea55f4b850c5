"""Fewer rows of a dataset, drawn so that the same seed gives the same rows on every machine.

Each row gets a number from its place and the seed by SplitMix64, and those with the smallest are
taken: no library's generator is involved, whose numbers may change with its version.

References
----------
.. [1] Steele, Lea, Flood (2014), Fast splittable pseudorandom number generators, OOPSLA '14.
.. [2] Balinski, Young (2001), Fair Representation: the largest remainder (Hamilton's method).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from jupyter_analyst.data.kept import rows
from jupyter_analyst.errors import ParameterError
from jupyter_analyst.wording import count, listed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jupyter_analyst.data.dataset import Dataset

_Array: TypeAlias = np.ndarray[Any, Any]  # of whole numbers
_PIECE = 1 << 20
_GOLDEN, _FIRST, _SECOND = 0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB
_MASK = (1 << 64) - 1


@dataclass(frozen=True)
class Group:
    """Rows with the same values in the columns a sample is drawn by.

    Parameters
    ----------
    values : tuple
        The values, None where missing.
    n, n_drawn : int
        Its rows in the dataset and in the sample.
    """

    values: tuple[Any, ...]
    n: int
    n_drawn: int


@dataclass(frozen=True)
class Drawn:
    """A sample of the rows of a dataset, in their order.

    Parameters
    ----------
    table : Table
        The rows.
    n_asked, n_of : int
        How many were asked for, and how many there are.
    by : tuple of str
        The columns whose groups keep their shares.
    seed : int
        What decided which rows.
    groups : tuple of Group
        The groups, in the order they first appear; none without `by`.
    """

    table: pa.Table = field(repr=False, compare=False)
    n_asked: int
    n_of: int
    by: tuple[str, ...]
    seed: int
    groups: tuple[Group, ...]

    @property
    def how(self) -> str:
        """How the rows were drawn, in words."""
        n = self.table.num_rows
        if n == self.n_of:
            asked = f", {self.n_asked:,} were asked for" if self.n_asked > n else ""
            return f"all {count(n, 'row')}{asked}"
        drawn = f"{n:,} of {count(self.n_of, 'row')}"
        return f"{drawn}, {self._manner()}, seed {self.seed}"

    def _manner(self) -> str:
        if not self.by:
            return "drawn at random"
        found = sum(group.n_drawn > 0 for group in self.groups)
        whole = f"{count(len(self.groups), 'group')} of {listed(self.by)}"
        least = (
            "each at least once"
            if found == len(self.groups)
            else f"{found:,} of them, for there are more groups than rows"
        )
        return f"drawn at random in proportion to the {whole}, {least}"


def drawn(dataset: Dataset, n: int, *, by: Sequence[str] = (), seed: int = 0) -> Drawn:
    """Return a random sample of the rows; with `by`, every group keeps its share.

    Shares are kept by largest remainders. Each group, also that of the missing values and rare
    ones, gets a row at least, if there are as many rows as groups. Of a stored dataset only the
    columns of `by` are read, and the parts of the file that hold rows of the sample.

    Parameters
    ----------
    dataset : Dataset
        The dataset; it is read, never changed.
    n : int
        How many rows, at least 1; all if there are fewer.
    by : sequence of str
        Columns whose groups keep their shares.
    seed : int
        Decides which rows; the same seed gives the same rows.

    Raises
    ------
    ParameterError
        If `n` or `seed` is no whole number, or `n` is below 1.
    UnknownNameError
        If a column does not exist.
    StorageError
        If the stored copy is gone or damaged.
    """
    _check(n, seed)
    names = tuple(dict.fromkeys(dataset[str(name)].name for name in by))
    codes, values = _groups(dataset, names)
    sizes = np.bincount(codes, minlength=len(values)) if names else np.array([dataset.n_rows])
    seats = shared(sizes, min(n, dataset.n_rows))
    places = _chosen(codes, seats, dataset.n_rows, seed)
    groups = (
        Group(one, int(size), int(seat))
        for one, size, seat in zip(values, sizes, seats, strict=True)
        if names
    )
    return Drawn(_taken(dataset, places), n, dataset.n_rows, names, seed, tuple(groups))


def shared(sizes: _Array, n: int) -> _Array:
    """Return how many of `n` rows each group gets.

    Parameters
    ----------
    sizes : array of int, shape (n_groups,)
        Rows of each group, at least 1.
    n : int
        How many to share out, at most as many as there are.

    Examples
    --------
    >>> shared(np.array([70, 25, 5]), 10).tolist()  # 7, 2.5 and 0.5: the rare one gets a row
    [7, 2, 1]
    >>> shared(np.array([70, 25, 5]), 2).tolist()  # 1.4, 0.5 and 0.1
    [1, 1, 0]
    """
    total = int(sizes.sum())
    if not total:
        return np.zeros_like(sizes)
    quotas = n * (sizes / total)
    if n < len(sizes):
        return _by_remainder(quotas, n)
    # a row for each first; what they are still short of is shared out
    short = np.maximum(quotas - 1, 0)
    left = n - len(sizes)
    rest = short * (left / short.sum()) if left else short * 0
    seats: _Array = 1 + _by_remainder(rest, left)
    return seats


def priorities(start: int, stop: int, seed: int) -> _Array:
    """Return the numbers of the rows from `start` on, before `stop`, by SplitMix64.

    Parameters
    ----------
    start, stop : int
        Places of rows, from 0.
    seed : int
        The seed.

    Examples
    --------
    >>> priorities(0, 2, 1234567).tolist()
    [6457827717110365317, 3203168211198807973]
    """
    z = np.arange(start + 1, stop + 1, dtype=np.uint64) * np.uint64(_GOLDEN)
    z += np.uint64(seed & _MASK)
    z = (z ^ (z >> np.uint64(30))) * np.uint64(_FIRST)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(_SECOND)
    mixed: _Array = z ^ (z >> np.uint64(31))
    return mixed


def _check(n: object, seed: object) -> None:
    """Refuse what is no number of rows, or no seed.

    Raises
    ------
    ParameterError
        If one does not fit.
    """
    if not isinstance(n, int) or isinstance(n, bool) or n < 1:
        message = f"`n` is {n!r}; it must be a whole number of at least 1."
        raise ParameterError(message, hint="For example `analyst.sample(1000)`.")
    if not isinstance(seed, int) or isinstance(seed, bool):
        message = f"`seed` is {seed!r}; it must be a whole number."
        raise ParameterError(message, hint="The usual value is 0.")


def _by_remainder(quotas: _Array, n: int) -> _Array:
    """Return whole numbers near the quotas that add up to `n`, those cut most rounded up."""
    floors = np.floor(quotas + 1e-9).astype(np.int64)
    order = np.argsort(-(quotas - floors).round(9), kind="stable")
    floors[order[: n - int(floors.sum())]] += 1
    return floors


def _groups(dataset: Dataset, by: Sequence[str]) -> tuple[_Array, list[tuple[Any, ...]]]:
    """Return the number of the group of each row, and the values of each group."""
    if not by:
        return np.empty(0, dtype=np.int64), [()]
    table = dataset.to_arrow(by)
    codes = np.zeros(table.num_rows, dtype=np.int64)
    for column in table.columns:
        own, n_values = _coded(column)
        codes = np.unique(codes * n_values + own, return_inverse=True)[1]
    first = np.unique(codes, return_index=True)[1]
    rank = np.argsort(np.argsort(first))  # groups in the order they first appear
    rows_of = table.take(pa.array(np.sort(first)))
    found = [tuple(row.values()) for row in rows_of.to_pylist()]
    return rank[codes], found


def _coded(column: pa.ChunkedArray) -> tuple[_Array, int]:
    """Return a number for each value of a column, one for missing ones too, and how many."""
    encoded = pc.dictionary_encode(column).unify_dictionaries()
    n_values = len(encoded.chunk(0).dictionary) if encoded.num_chunks else 0
    indices = pa.chunked_array([chunk.indices for chunk in encoded.chunks], pa.int32())
    return pc.fill_null(indices, n_values).to_numpy().astype(np.int64), n_values + 1


def _chosen(codes: _Array, seats: _Array, n_rows: int, seed: int) -> _Array:
    """Return the places of the rows with the smallest numbers in each group, ascending."""
    kept = np.empty(0, dtype=np.int64)
    lowest = np.empty(0, dtype=np.uint64)
    for start in range(0, n_rows, _PIECE):
        stop = min(start + _PIECE, n_rows)
        places = np.concatenate([kept, np.arange(start, stop)])
        numbers = np.concatenate([lowest, priorities(start, stop, seed)])
        if not len(codes):
            lowest_first = np.argsort(numbers, kind="stable")[: seats[0]]
            kept, lowest = places[lowest_first], numbers[lowest_first]
            continue
        groups = codes[places]
        order = np.lexsort((numbers, groups))  # no two rows have the same number
        groups = groups[order]
        rank = np.arange(len(order)) - np.searchsorted(groups, groups)
        order = order[rank < seats[groups]]
        kept, lowest = places[order], numbers[order]
    return np.sort(kept)


def _taken(dataset: Dataset, places: _Array) -> pa.Table:
    if dataset.table is not None:
        return dataset.table.take(pa.array(places))
    return rows.take(dataset.path, dataset.name, dataset.origin, places)
