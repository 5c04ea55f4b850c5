"""A dataset as a frame that takes little memory and loses nothing."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from jupyter_analyst.data.kept import rows
from jupyter_analyst.wording import count, percent, size

if TYPE_CHECKING:
    import pandas as pd

    from jupyter_analyst.data.dataset import Dataset

_WORTH = 0.5
_SIGNED = (np.int8, np.int16, np.int32, np.int64)
_UNSIGNED = (np.uint8, np.uint16, np.uint32, np.uint64)
_EXACT_IN_FLOAT64 = 2**53
_TEXT_OVERHEAD = 49  # bytes of an empty Python text


@dataclass(frozen=True)
class Saving:
    """What became of one column.

    Parameters
    ----------
    column : str
        Its name.
    before, after : str
        Its pandas type in `Dataset.to_pandas` and in the frame.
    n_before, n_after : int
        Bytes of its values, equal texts counted once as they are held once.
    why : str
        What made the type possible, or why it stayed.
    """

    column: str
    before: str
    after: str
    n_before: int
    n_after: int
    why: str


@dataclass(frozen=True)
class Optimised:
    """A frame that takes little memory, and what that saved.

    Parameters
    ----------
    name, version : str
        The dataset it holds.
    frame : DataFrame
        The rows.
    saved : tuple of Saving
        What became of each column.
    """

    name: str
    version: str
    frame: pd.DataFrame = field(repr=False, compare=False)
    saved: tuple[Saving, ...]

    @property
    def n_before(self) -> int:
        """Bytes of the frame that `Dataset.to_pandas` gives."""
        return sum(saving.n_before for saving in self.saved)

    @property
    def n_after(self) -> int:
        """Bytes of this one."""
        return sum(saving.n_after for saving in self.saved)

    @property
    def sentence(self) -> str:
        """What was saved, in words."""
        changed = sum(saving.before != saving.after for saving in self.saved)
        if not changed:
            return f"{self.name} takes {size(self.n_before)}; no column can be held in less."
        less = percent(round(1 - self.n_after / self.n_before, 2))
        return (
            f"{self.name} takes {size(self.n_after)} instead of {size(self.n_before)}, "
            f"{less} less: {count(changed, 'column')} of {len(self.saved)} held otherwise, "
            "every value the same."
        )

    def __str__(self) -> str:
        """Return the sentence."""
        return self.sentence


def optimised(dataset: Dataset) -> Optimised:
    """Return a dataset as a frame that takes little memory; every value stays what it is.

    Whole numbers get the smallest type that holds them, other numbers float32 if each of them is
    exact in it, and texts become categories where that takes at most half. Truth values and dates
    stay. One column at a time is in memory as it was.

    Parameters
    ----------
    dataset : Dataset
        The dataset; it is read, never changed.

    Raises
    ------
    StorageError
        If the stored copy is gone or damaged.
    """
    import pandas as pd

    made = [_column(dataset, column.name) for column in dataset.columns]
    frame = pd.DataFrame(dict(enumerate(series for series, _ in made)))
    frame.columns = pd.Index([column.name for column in dataset.columns], dtype=object)
    return Optimised(dataset.name, dataset.version, frame, tuple(saving for _, saving in made))


def _column(dataset: Dataset, name: str) -> tuple[pd.Series[Any], Saving]:
    table = dataset.to_arrow([name])
    plain = rows.to_pandas(table).iloc[:, 0]
    values = table.column(0)
    series, why = _thrifty(values, plain)
    before, after = (_bytes(one, values) for one in (plain, series))
    return series, Saving(name, str(plain.dtype), str(series.dtype), before, after, why)


def _thrifty(values: pa.ChunkedArray, plain: pd.Series[Any]) -> tuple[pd.Series[Any], str]:
    """Return a column in the type that takes least, and why."""
    kind = values.type
    if pa.types.is_string(kind):
        return _category(plain)
    if pa.types.is_boolean(kind) or pa.types.is_temporal(kind):
        return plain, "stays"
    if pa.types.is_integer(kind):
        return _whole(values, plain)
    return _single(plain)


def _category(plain: pd.Series[Any]) -> tuple[pd.Series[Any], str]:
    made: pd.Series[Any] = plain.astype("category")
    n_levels = len(made.cat.categories)
    if _category_bytes(made) <= _WORTH * plain.to_numpy().nbytes:
        return made, count(n_levels, "different value")
    return plain, f"{count(n_levels, 'different value')}: a category would save less than half"


def _category_bytes(series: pd.Series[Any]) -> int:
    """Return the bytes of the codes and of the references to the texts."""
    return int(series.cat.codes.nbytes + series.cat.categories.to_numpy().nbytes)


def _whole(values: pa.ChunkedArray, plain: pd.Series[Any]) -> tuple[pd.Series[Any], str]:
    """Return whole numbers in the smallest type; with missing ones, in one that has these."""
    ends = pc.min_max(values).as_py()
    low, high = ends["min"], ends["max"]
    if low is None:
        return plain.astype(np.float32), "no value"
    if not values.null_count:
        kinds = _UNSIGNED if low >= 0 and high > np.iinfo(np.int64).max else _SIGNED
        kind = next(k for k in kinds if np.iinfo(k).min <= low and high <= np.iinfo(k).max)
        return _exact(values, kind), f"{low:,} to {high:,}"
    if max(-low, high) > _EXACT_IN_FLOAT64:
        exact: pd.Series[Any] = values.to_pandas(integer_object_nulls=True).astype(
            "UInt64" if high > np.iinfo(np.int64).max else "Int64"
        )
        return exact, "too large for a float, and some are missing"
    return _single(plain)


def _exact(values: pa.ChunkedArray, kind: type[Any]) -> pd.Series[Any]:
    """Return whole numbers in a type that holds them, not by way of one that does not."""
    import pandas as pd

    return pd.Series(np.array(values.to_numpy(), dtype=kind))


def _single(plain: pd.Series[Any]) -> tuple[pd.Series[Any], str]:
    """Return numbers as float32 if that is exact for each."""
    with np.errstate(over="ignore"):
        single = plain.astype(np.float32)
    if np.array_equal(single.to_numpy().astype(np.float64), plain.to_numpy(), equal_nan=True):
        return single, "exact in 32 bits"
    return plain, "not exact in 32 bits"


def _bytes(series: pd.Series[Any], values: pa.ChunkedArray) -> int:
    """Return the bytes of a column, each different text counted once."""
    if not pa.types.is_string(values.type):
        return int(series.memory_usage(index=False))
    own = _category_bytes(series) if series.dtype == "category" else series.to_numpy().nbytes
    texts = pc.unique(values).drop_null()
    letters = pc.sum(pc.binary_length(texts)).as_py() or 0
    return own + letters + _TEXT_OVERHEAD * len(texts)
