"""From a dataset to the columns a profile holds in memory."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from jupyter_analyst.profile.field import Field, family_of
from jupyter_analyst.profile.held import Held
from jupyter_analyst.profile.rows import Rows

if TYPE_CHECKING:
    from jupyter_analyst.data import Column, Dataset
    from jupyter_analyst.profile.statistics import Family

_LONG = 2**30
"""Bytes of a column; texts of more may not fit into offsets of 32 bits."""

_DAY = 86_400_000_000  # microseconds


def gathered(dataset: Dataset) -> tuple[Held, list[Field]]:
    """Return all rows of a dataset in memory, and its columns.

    Parameters
    ----------
    dataset : Dataset
        A dataset of not very many rows.

    Raises
    ------
    StorageError
        If the stored copy is gone or damaged.
    """
    table = dataset.to_arrow()
    foreign = _foreign(dataset, table)
    fields: list[Field] = []
    columns: list[pa.ChunkedArray] = []
    for i, (column, values) in enumerate(zip(dataset.columns, table.columns, strict=True)):
        family = family_of(column.type)
        field, clean = foreign[i] if family is None else _known(column, values, family)
        fields.append(replace(field, i=i))
        columns.append(clean)
    names = [f"c{i}" for i in range(len(columns))]
    return Held(pa.table(columns, names), dataset.n_rows, exact=True), fields


def _known(
    column: Column, values: pa.ChunkedArray, family: Family
) -> tuple[Field, pa.ChunkedArray]:
    """Return a column of a type that needs no engine."""
    days = pa.types.is_date32(values.type)
    return Field(0, column, family, days=days), _clean(values, family)


def _foreign(dataset: Dataset, table: pa.Table) -> dict[int, tuple[Field, pa.ChunkedArray]]:
    """Return the columns of other types as the engine holds them, by their positions."""
    places = [i for i, column in enumerate(dataset.columns) if family_of(column.type) is None]
    if not places:
        return {}
    columns = tuple(dataset.columns[i] for i in places)
    part = replace(dataset, columns=columns, path=None, table=table.select(places))
    with closing(Rows(part)) as rows:
        return dict(zip(places, zip(rows.fields, rows.table().columns, strict=True), strict=True))


def _clean(values: pa.ChunkedArray, family: Family) -> pa.ChunkedArray:
    """Return the values of a column as its family is held."""
    if family == "date":
        return _moments(values)
    if pa.types.is_float32(values.type):
        values = pc.cast(values, pa.float64())
    if pa.types.is_float64(values.type):
        is_nan = pc.is_nan(values)
        return pc.if_else(is_nan, None, values) if pc.any(is_nan).as_py() else values
    if pa.types.is_string(values.type) and values.nbytes > _LONG:
        return pc.cast(values, pa.large_string())
    return values


def _moments(values: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return dates as microseconds since 1970, missing where they are infinite."""
    if pa.types.is_date32(values.type):
        days = pc.cast(_without_infinity(pc.cast(values, pa.int32())), pa.int64())
        return pc.multiply(days, _DAY)
    ticks = _without_infinity(pc.cast(values, pa.int64()))
    if values.type.unit == "ns":
        return pa.chunked_array([_floored(chunk) for chunk in ticks.chunks], pa.int64())
    return pc.multiply_checked(ticks, 1_000) if values.type.unit == "ms" else ticks


def _floored(ticks: pa.Array) -> pa.Array:
    """Return nanoseconds as the microseconds they have come to."""
    gone = pc.is_null(ticks).to_numpy(zero_copy_only=False)
    return pa.array(pc.fill_null(ticks, 0).to_numpy() // 1_000, mask=gone)


def _without_infinity(ticks: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return ticks without the largest and its opposite, which the engine writes for infinity."""
    never = 2 ** (ticks.type.bit_width - 1) - 1
    ends = pc.min_max(ticks).as_py().values()
    if never not in ends and -never not in ends:
        return ticks
    is_never = pc.is_in(ticks, pa.array([never, -never], ticks.type))
    return pc.if_else(is_never, None, ticks)
