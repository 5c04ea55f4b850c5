"""Tables in memory: pandas frames and Arrow tables as rows of the few types we keep."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

from jupyter_analyst.data.header import unique
from jupyter_analyst.errors import ReadError

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

_INDEX = "__index_level_"
_NAMELESS = "index"


def is_frame(source: object) -> bool:
    """Tell whether something is a pandas frame, without importing pandas for it.

    Parameters
    ----------
    source : object
        Anything.
    """
    pandas = sys.modules.get("pandas")
    return pandas is not None and isinstance(source, pandas.DataFrame)


def from_pandas(frame: pd.DataFrame) -> pa.Table:
    """Return the rows of a frame; the frame is not changed.

    An index that says something (it has a name, or is not of integers) becomes columns. A
    column of mixed types becomes text.

    Parameters
    ----------
    frame : DataFrame
        The rows; names may be anything.
    """
    series = [*_columns_of(_levels(frame.index)), *_columns_of(frame)]
    names = [_name(column.name) for column in series]
    return pa.Table.from_arrays([_array(column) for column in series], names=names)


def _columns_of(frame: pd.DataFrame) -> Iterator[pd.Series[Any]]:
    return (frame.iloc[:, place] for place in range(frame.shape[1]))  # names may be there twice


def _levels(index: pd.Index[Any]) -> pd.DataFrame:
    """Return the levels of an index as columns, none if it only numbers the rows."""
    is_named = any(name is not None for name in index.names)
    names = [_NAMELESS if name is None else name for name in index.names]
    levels = index.set_names(names).to_frame(index=False)
    says_something = is_named or (len(index) > 0 and index.inferred_type != "integer")
    return levels if says_something else levels.iloc[:, :0]


def normalised(table: pa.Table) -> tuple[pa.Table, dict[str, str]]:
    """Return a table of plain types with unique names, and which names were changed.

    NaN becomes null, dictionaries become their values, times of day texts, durations seconds;
    what pandas wrote about itself is dropped.

    Parameters
    ----------
    table : Table
        Any table.

    Raises
    ------
    ReadError
        If it has no columns, or one holds lists or records.
    """
    if not table.num_columns:
        message = f"The table has no columns (and {table.num_rows} rows)."
        raise ReadError(message, hint="Check how it was made.", code="no-columns")
    names = [_NAMELESS if name.startswith(_INDEX) else name for name in table.column_names]
    made, renamed = unique(names)
    columns = [_normal(name, column) for name, column in zip(made, table.columns, strict=True)]
    return pa.Table.from_arrays(columns, names=list(made)), renamed


def _name(name: object) -> str:
    parts = name if isinstance(name, tuple) else (name,)
    return " ".join(str(part) for part in parts if part not in {"", None})


def _array(series: pd.Series[Any]) -> pa.ChunkedArray:
    try:
        array = pa.array(series, from_pandas=True)
    except (pa.ArrowException, TypeError, ValueError, OverflowError):
        array = None
    if array is None or isinstance(array.type, pa.BaseExtensionType):  # mixed; periods, intervals
        texts = series.map(str).astype(object).where(series.notna(), None)
        array = pa.array(texts, pa.string(), from_pandas=True)
    return array if isinstance(array, pa.ChunkedArray) else pa.chunked_array([array])


def _normal(name: str, column: pa.ChunkedArray) -> pa.ChunkedArray:
    kind = column.type
    if isinstance(kind, pa.BaseExtensionType):
        return _normal(name, _storage(column))
    if pa.types.is_dictionary(kind):
        return _normal(name, pc.cast(column, kind.value_type))
    if pa.types.is_nested(kind) or pa.types.is_run_end_encoded(kind) or _is_bytes(kind):
        message = f"Column `{name}` holds values of type {kind}; numbers, texts, dates are needed."
        hint = "Take it apart into columns first, or leave it out."
        raise ReadError(message, hint=hint, code="column-nested")
    if pa.types.is_floating(kind):
        column = pc.cast(column, pa.float32()) if kind == pa.float16() else column
        missing = pc.is_nan(column)
        return pc.if_else(missing, pa.scalar(None, column.type), column)
    if pa.types.is_duration(kind):
        ticks = pc.cast(pc.cast(column, pa.duration("ns")), pa.int64())
        return pc.divide(pc.cast(ticks, pa.float64(), safe=False), 1e9)
    return pc.cast(column, wanted) if (wanted := _wanted(kind)) else column


def _wanted(kind: pa.DataType) -> pa.DataType | None:
    """Return the type we keep instead of another, None to keep it as it is."""
    if pa.types.is_null(kind) or pa.types.is_string_view(kind) or pa.types.is_time(kind):
        return pa.string()
    if pa.types.is_large_string(kind):
        return pa.string()
    return pa.date32() if kind == pa.date64() else None


def _storage(column: pa.ChunkedArray) -> pa.ChunkedArray:
    return pa.chunked_array(
        [chunk.storage for chunk in column.chunks], type=column.type.storage_type
    )


def _is_bytes(kind: pa.DataType) -> bool:
    return any(
        is_kind(kind)
        for is_kind in (
            pa.types.is_binary,
            pa.types.is_large_binary,
            pa.types.is_fixed_size_binary,
            pa.types.is_binary_view,
        )
    )
