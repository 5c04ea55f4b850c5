"""What is known of a column before its meaning is decided."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import floor
from typing import TYPE_CHECKING, Any

from jupyter_analyst.data.kept import rows
from jupyter_analyst.data.meaning.extent import extents
from jupyter_analyst.finders import has_cue, words_of
from jupyter_analyst.wording import number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    import pyarrow as pa

    from jupyter_analyst.data.dataset import Column, Dataset
    from jupyter_analyst.data.meaning.extent import Extent

_MOST_ROWS = 2_000
_MOST_VALUES = 200
_MOSTLY = 0.9
_ROUNDING = 1e-9


@dataclass(frozen=True)
class Evidence:
    """What is known of a column.

    Parameters
    ----------
    column : Column
        The column.
    words : tuple of str
        The words of its header.
    sign : str
        What was taken off its numbers while reading.
    values : tuple
        Different values, at most 200, in the order they come.
    n_values, n_distinct : int
        Values that were looked at, and how many different ones there are among them.
    is_whole : bool
        Whether all values that were looked at are whole numbers.
    is_all : bool
        Whether every row was looked at.
    extent : tuple of float, optional
        Smallest and largest number over all rows.
    """

    column: Column
    words: tuple[str, ...]
    sign: str
    values: tuple[Any, ...]
    n_values: int
    n_distinct: int
    is_whole: bool
    is_all: bool
    extent: Extent | None

    @property
    def is_unique(self) -> bool:
        """Whether all values that were looked at are different."""
        return self.n_values > 1 and self.n_distinct == self.n_values

    @property
    def is_number(self) -> bool:
        """Whether it holds numbers."""
        return self.column.kind == "number"

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """The values without blanks around them, where they are texts; the others as they read."""
        return tuple(str(value).strip() for value in self.values if str(value).strip())

    @property
    def looked(self) -> str:
        """How far was looked, in words, to stand behind a number of values."""
        return "values" if self.is_all else f"values in the first {number(_MOST_ROWS)} rows"

    def cue(self, cues: Iterable[str]) -> str:
        """Return the first cue that stands in the header.

        Parameters
        ----------
        cues : iterable of str
            Words or phrases.
        """
        return has_cue(self.words, cues)

    def mostly(self, check: Callable[[str], object], *, at_least: float = _MOSTLY) -> str:
        """Return how many of the different texts pass a check, in words; empty if too few do.

        Parameters
        ----------
        check : callable
            Takes a text.
        at_least : float
            Share of the texts that have to pass.
        """
        spare = floor((1 - at_least) * len(self.texts) + _ROUNDING)
        n_failed = 0
        for text in self.texts:
            n_failed += not check(text)
            if n_failed > spare:
                return ""
        n_texts = len(self.texts)
        if not n_texts:
            return ""
        few = "" if len(self.values) == self.n_distinct else " looked at"
        return f"{number(n_texts - n_failed)} of {number(n_texts)} different {self.looked}{few}"

    def within(self, low: float, high: float) -> bool:
        """Tell whether all numbers lie between two others.

        Parameters
        ----------
        low, high : float
            The bounds.
        """
        return self.extent is not None and low <= self.extent[0] and self.extent[1] <= high


def evidence_of(dataset: Dataset) -> Iterator[Evidence]:
    """Yield what is known of each column; of a long table only the first rows are looked at.

    Parameters
    ----------
    dataset : Dataset
        A dataset, stored or in memory.

    Raises
    ------
    StorageError
        If the stored copy is gone or damaged.
    """
    if dataset.table is not None:
        head = dataset.table.slice(0, _MOST_ROWS)
    else:
        head = rows.load(dataset.path, dataset.name, dataset.origin, n_rows=_MOST_ROWS)
    is_all = dataset.n_rows <= _MOST_ROWS
    known = zip(dataset.columns, head.columns, extents(dataset), strict=True)
    for column, values, extent in known:
        sign = dataset.reading.units.get(column.name, "")
        yield _evidence(column, values, sign, extent, is_all=is_all)


def _evidence(
    column: Column, values: pa.ChunkedArray, sign: str, extent: Extent | None, *, is_all: bool
) -> Evidence:
    present = values.drop_null()
    different = present.unique()
    few = tuple(different.slice(0, _MOST_VALUES).to_pylist())
    is_whole = column.kind == "number" and all(
        isinstance(value, int) or (isinstance(value, float) and value.is_integer()) for value in few
    )
    return Evidence(
        column,
        words_of(column.name),
        sign,
        tuple(value for value in few if value == value),  # not NaN
        len(present),
        len(different),
        is_whole,
        is_all,
        extent,
    )
