"""Variables of a notebook that hold a table, whatever library they are of."""

from __future__ import annotations

import math
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from jupyter_analyst.data import frame
from jupyter_analyst.data.relations import found_of
from jupyter_analyst.data.values.objects import Gathered, Made
from jupyter_analyst.errors import ReadError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from jupyter_analyst.data.formats.format import Found

_NAMELESS = "value"
_CAST = "values of one kind in the variable decide otherwise"
_SEQUENCES = (list, tuple, range)
_ARROW = (pa.Table, pa.RecordBatch, pa.RecordBatchReader)
HINT = "Give a path, a frame of pandas or polars, an Arrow table, a dict of columns, or records."
"""What can be loaded, for messages."""


def is_records(value: object) -> bool:
    """Tell whether a value is a list of dicts, one for each row.

    Parameters
    ----------
    value : object
        Anything.
    """
    return isinstance(value, list) and bool(value) and isinstance(value[0], Mapping)


def is_table(value: object) -> bool:
    """Tell whether a variable holds a table; no library is imported to find out.

    Parameters
    ----------
    value : object
        Anything.
    """
    return _reader_of(value) is not None


def found(value: object) -> Found:
    """Return the rows a variable holds; it is not changed, but a reader is read to its end.

    Parameters
    ----------
    value : object
        A table of pandas, polars, pyarrow or NumPy (an array with named fields), a Series, a dict
        of columns, or a list of dicts.

    Raises
    ------
    ReadError
        If it is none of these, or its values cannot be kept.
    """
    reader = _reader_of(value)
    if reader is None:
        message = f"A value of type `{type(value).__name__}` cannot be read as a table."
        raise ReadError(message, hint=HINT, code="source-unknown")
    names, made = reader(value)
    return found_of("frame", names, made, [], decides=_CAST)


Columns = tuple[list[str], list[Made]]


def _reader_of(value: Any) -> Callable[[Any], Columns] | None:
    return next((read for is_one, read in _READERS if is_one(value)), None)


def _of(library: str, *names: str) -> Callable[[Any], bool]:
    """Return what tells whether a value is of a class of a library that is imported already."""

    def _is_one(value: Any) -> bool:
        module = sys.modules.get(library)
        classes = tuple(getattr(module, name) for name in names if hasattr(module, name))
        return isinstance(value, classes)

    return _is_one


def _is_structured(value: Any) -> bool:
    return isinstance(value, np.ndarray) and bool(value.dtype.names) and value.ndim == 1


def _is_columns(value: Any) -> bool:
    return isinstance(value, dict) and bool(value) and all(map(_is_column, value.values()))


def _is_column(value: Any) -> bool:
    known = (*_SEQUENCES, np.ndarray, pa.Array, pa.ChunkedArray)
    return isinstance(value, known) or _PANDAS_SERIES(value) or _POLARS_SERIES(value)


_PANDAS_SERIES = _of("pandas", "Series", "Index")
_POLARS_SERIES = _of("polars", "Series")


def _arrow(value: Any) -> Columns:
    if isinstance(value, pa.RecordBatchReader):
        value = value.read_all()
    return list(value.column_names), [Made(_chunked(column)) for column in value.columns]


def _pandas(value: Any) -> Columns:
    return _arrow(frame.from_pandas(value))


def _pandas_series(value: Any) -> Columns:
    return _pandas(value.to_frame(_NAMELESS if value.name is None else value.name))


def _polars_series(value: Any) -> Columns:
    return [value.name or _NAMELESS], [Made(_chunked(value.to_arrow()))]


def _structured(value: Any) -> Columns:
    names = list(value.dtype.names)
    return names, [_column(name, value[name]) for name in names]


def _columns(value: dict[Any, Any]) -> Columns:
    """Return the columns of a dict.

    Raises
    ------
    ReadError
        If they are not of one length.
    """
    lengths = {str(name): len(column) for name, column in value.items()}
    if len(set(lengths.values())) > 1:
        told = ", ".join(f"`{name}` has {length:,}" for name, length in list(lengths.items())[:6])
        message = f"The columns of the dict are not of one length: {told}."
        raise ReadError(message, hint="Fill the shorter ones with None.", code="columns-ragged")
    return list(lengths), [_column(str(name), column) for name, column in value.items()]


def _records(value: Sequence[Mapping[Any, Any]]) -> Columns:
    """Return the columns of dicts; a key that one of them lacks is missing there.

    Raises
    ------
    ReadError
        If one of them is no dict.
    """
    for place, record in enumerate(value):
        if not isinstance(record, Mapping):
            message = f"Row {place:,} of the list is {record!r:.50}; a dict was expected."
            raise ReadError(message, hint="Give one dict for each row.", code="source-unknown")
    keys = list(dict.fromkeys(key for record in value for key in record))
    columns = [_gathered(str(key), [record.get(key) for record in value]) for key in keys]
    return [str(key) for key in keys], columns


def _column(name: str, values: Any) -> Made:
    if isinstance(values, _SEQUENCES):
        return _gathered(name, list(values))
    if isinstance(values, pa.Array | pa.ChunkedArray):
        return Made(_chunked(values))
    if isinstance(values, np.ndarray):
        return _of_array(name, values)
    _, (made,) = (_pandas_series if _PANDAS_SERIES(values) else _polars_series)(values)
    return made


def _of_array(name: str, values: np.ndarray[Any, Any]) -> Made:
    """Return an array of NumPy as a column.

    Raises
    ------
    ReadError
        If it has more than one dimension, or values no table holds.
    """
    if values.ndim != 1 or values.dtype.kind in "cV":
        message = f"`{name}` is an array of {values.dtype} with shape {values.shape}."
        hint = "Give one plain value for each row."
        raise ReadError(message, hint=hint, code="column-nested")
    if values.dtype.kind == "O":
        return _gathered(name, values.tolist())
    if values.dtype.kind == "S":
        values = np.char.decode(values, "utf-8", "replace")
    if values.dtype == np.dtype(np.longdouble):
        values = values.astype(np.float64)
    if isinstance(values, np.ma.MaskedArray):
        return Made(_chunked(pa.array(values.data, mask=np.ma.getmaskarray(values))))
    return Made(_chunked(pa.array(values)))


def _gathered(name: str, values: list[Any]) -> Made:
    column = Gathered(name)
    column.add([None if value is _missing() else _scalar(value) for value in values])
    return column.made()


def _missing() -> object:
    """Return pandas' own mark of a missing value, if pandas is there."""
    return getattr(sys.modules.get("pandas"), "NA", _missing)


def _scalar(value: Any) -> Any:
    """Return a number of NumPy as that of Python; NaN in a list means missing."""
    plain = value.item() if isinstance(value, np.generic) else value
    return None if isinstance(plain, float) and math.isnan(plain) else plain


def _chunked(values: pa.Array | pa.ChunkedArray) -> pa.ChunkedArray:
    return values if isinstance(values, pa.ChunkedArray) else pa.chunked_array([values])


_READERS: tuple[tuple[Callable[[Any], bool], Callable[[Any], Columns]], ...] = (
    (frame.is_frame, _pandas),
    (lambda value: isinstance(value, _ARROW), _arrow),
    (_of("polars", "DataFrame"), lambda value: _arrow(value.to_arrow())),
    (_of("pandas", "Series"), _pandas_series),
    (_POLARS_SERIES, _polars_series),
    (_is_structured, _structured),
    (_is_columns, _columns),
    (is_records, _records),
)
