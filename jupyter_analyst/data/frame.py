"""Tables in memory: pandas frames and Arrow tables as rows of the few types we keep."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from jupyter_analyst.data.delimited.header import unique
from jupyter_analyst.errors import ReadError

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

_INDEX = "__index_level_"
_NAMELESS = "index"
_TICKS = {"s": 1.0, "ms": 1e3, "us": 1e6, "ns": 1e9}
_COARSE = {"s", "ms"}


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
    levels = index.to_frame(index=False, **_naming(index))
    says_something = is_named or (len(index) > 0 and index.inferred_type != "integer")
    return levels if says_something else levels.iloc[:, :0]


def _naming(index: pd.Index[Any]) -> dict[str, Any]:
    names = [_NAMELESS if name is None else name for name in index.names]
    several = {"name": names, "allow_duplicates": True}
    return several if index.nlevels > 1 else {"name": names[0]}


def normalised(table: pa.Table) -> tuple[pa.Table, dict[str, str]]:
    """Return a table of plain types with unique names, and which names were changed.

    NaN becomes null, dictionaries become their values, times of day texts, durations seconds,
    decimals of more than 38 digits floats, coarse timestamps microseconds; what pandas wrote
    about itself is dropped.

    Parameters
    ----------
    table : Table
        Any table.

    Raises
    ------
    ReadError
        If it has no columns, or one holds lists, records, texts that are not UTF-8, or times
        no engine can hold.
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
    return " ".join(_utf8(part) for part in parts if part not in {"", None})


def _utf8(value: object) -> str:
    """Return a value as text; half characters, which no file can hold, as their codes."""
    return str(value).encode(errors="backslashreplace").decode()


def _array(series: pd.Series[Any]) -> pa.ChunkedArray:
    try:
        array = pa.array(_dense(series), from_pandas=True)
    except (pa.ArrowException, TypeError, ValueError, OverflowError):
        array = None
    if array is None or _is_foreign(array.type):  # mixed values; periods, intervals
        texts = series.astype(object).map(_utf8).where(series.notna(), None)
        array = pa.array(texts, pa.string(), from_pandas=True)
    return array if isinstance(array, pa.ChunkedArray) else pa.chunked_array([array])


def _dense(series: pd.Series[Any]) -> pd.Series[Any]:
    """Return the values of a series in a type Arrow has, where they have one."""
    if str(series.dtype).startswith("Sparse"):
        sparse: Any = series.sparse  # an accessor the stubs do not know
        dense: pd.Series[Any] = sparse.to_dense()
        return dense
    return series.astype("float64") if series.dtype == np.dtype(np.longdouble) else series


def _is_foreign(kind: pa.DataType) -> bool:
    """Tell whether values are of a type only pandas knows, as the bins of `cut` are."""
    values = kind.value_type if pa.types.is_dictionary(kind) else kind
    return isinstance(values, pa.BaseExtensionType)


def _normal(name: str, column: pa.ChunkedArray) -> pa.ChunkedArray:
    kind = column.type
    if isinstance(kind, pa.BaseExtensionType):
        return _normal(name, _storage(column))
    if pa.types.is_dictionary(kind):
        return _normal(name, pc.cast(column, kind.value_type))
    if _is_refused(kind):
        message = f"Column `{name}` holds values of type {kind}; numbers, texts, dates are needed."
        hint = "Take it apart into columns first, or load a frame without it."
        raise ReadError(message, hint=hint, code="column-nested")
    if pa.types.is_duration(kind):
        ticks = pc.cast(pc.cast(column, pa.int64()), pa.float64(), safe=False)
        return pc.divide(ticks, _TICKS[kind.unit])
    plain = _cast(name, column, wanted) if (wanted := _wanted(kind)) else column
    if pa.types.is_floating(plain.type):
        return pc.if_else(pc.is_nan(plain), pa.scalar(None, plain.type), plain)
    return _checked(name, plain)


def _cast(name: str, column: pa.ChunkedArray, wanted: pa.DataType) -> pa.ChunkedArray:
    try:
        return pc.cast(column, wanted)
    except pa.ArrowInvalid as error:
        message = f"Column `{name}` holds times in {column.type} beyond the year 290,000."
        hint = "Check their unit: seconds, milliseconds or microseconds."
        raise ReadError(message, hint=hint, code="column-times") from error


def _checked(name: str, column: pa.ChunkedArray) -> pa.ChunkedArray:
    try:
        if pa.types.is_string(column.type):
            column.validate(full=True)  # other programs write other encodings
    except pa.ArrowInvalid as error:
        message = f"Column `{name}` holds bytes that are no text in UTF-8."
        hint = "Write them as UTF-8, or load a frame without the column."
        raise ReadError(message, hint=hint, code="column-encoding") from error
    return column


def _wanted(kind: pa.DataType) -> pa.DataType | None:
    """Return the type we keep instead of another, None to keep it as it is."""
    choices = (
        (pa.types.is_null, pa.string()),
        (pa.types.is_string_view, pa.string()),
        (pa.types.is_large_string, pa.string()),
        (pa.types.is_time, pa.string()),
        (pa.types.is_date64, pa.date32()),
        (pa.types.is_float16, pa.float32()),  # DuckDB knows neither this
        (pa.types.is_decimal256, pa.float64()),  # nor that
    )
    if pa.types.is_timestamp(kind) and kind.unit in _COARSE:
        return pa.timestamp("us", kind.tz)
    return next((wanted for is_kind, wanted in choices if is_kind(kind)), None)


def _storage(column: pa.ChunkedArray) -> pa.ChunkedArray:
    return pa.chunked_array(
        [chunk.storage for chunk in column.chunks], type=column.type.storage_type
    )


def _is_refused(kind: pa.DataType) -> bool:
    return pa.types.is_nested(kind) or any(
        is_kind(kind)
        for is_kind in (
            pa.types.is_run_end_encoded,
            pa.types.is_interval,
            pa.types.is_binary,
            pa.types.is_large_binary,
            pa.types.is_fixed_size_binary,
            pa.types.is_binary_view,
        )
    )
