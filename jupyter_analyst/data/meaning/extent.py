"""Smallest and largest number of each column, over all rows, without reading them."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, TypeAlias

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from jupyter_analyst.data.kept import rows

if TYPE_CHECKING:
    from jupyter_analyst.data.dataset import Dataset

Extent: TypeAlias = tuple[float, float]


def extents(dataset: Dataset) -> list[Extent | None]:
    """Return smallest and largest number of each column; None of other columns, or if unknown.

    Of stored rows the statistics of the Parquet file say it.

    Parameters
    ----------
    dataset : Dataset
        A dataset, stored or in memory.

    Raises
    ------
    StorageError
        If the stored copy is gone or damaged.
    """
    table = dataset.table
    numbers = [column.kind == "number" for column in dataset.columns]
    if table is not None:
        return [
            _of_values(values) if is_number else None
            for is_number, values in zip(numbers, table.columns, strict=True)
        ]
    path = rows.present(dataset.path, dataset.name, dataset.origin)
    try:
        known = pq.read_metadata(path)
    except (OSError, pa.ArrowException) as error:
        damaged = rows.lost(dataset.name, dataset.origin, "is damaged", path)
        raise damaged from error
    return [_of_file(known, place) if numbers[place] else None for place in range(len(numbers))]


def _of_values(values: pa.ChunkedArray) -> Extent | None:
    found = pc.min_max(values).as_py()
    return None if found["min"] is None else _extent([found["min"]], [found["max"]])


def _of_file(known: pq.FileMetaData, place: int) -> Extent | None:
    low, high = [], []
    for group in range(known.num_row_groups):
        told = known.row_group(group).column(place).statistics
        if told is not None and told.has_min_max:
            low.append(told.min)
            high.append(told.max)
        elif told is None or told.null_count != known.row_group(group).num_rows:
            return None
    return _extent(low, high) if low else None


def _extent(low: list[float], high: list[float]) -> Extent | None:
    first, last = float(min(low)), float(max(high))
    return None if math.isnan(first) or math.isnan(last) else (first, last)
