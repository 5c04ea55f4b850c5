"""Columns, indexes and arrays as vectors, with a record of how to make them again."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from jupyter_analyst.inside import cells, wires
from jupyter_analyst.inside.cells import UnfitError

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

_LOOKED_AT = 1000
_FEW = 0.2
"""Share of different texts among those looked at, below which each text travels once."""

_LONGEST_NAME = 1000


class Pack:
    """Vectors that leave together."""

    def __init__(self) -> None:
        self.wires: list[str] = []
        self.vectors: list[Any] = []

    def add(self, wire: str, vector: Any) -> int:
        """Take a vector in; return its place.

        Parameters
        ----------
        wire : str
            The type it travels in.
        vector : pyarrow.Array or pyarrow.ChunkedArray
            The vector, of any type that can become that one.
        """
        import pyarrow as pa

        if isinstance(vector, pa.ChunkedArray):
            vector = vector.combine_chunks()
        self.wires.append(wire)
        self.vectors.append(vector.cast(wires.arrow_type(wire)))
        return len(self.vectors) - 1

    def cost(self) -> int:
        """Return how many bytes of memory they take once they have arrived, at most."""
        return sum(map(wires.cost, self.wires, self.vectors))


def column(values: pd.Series[Any] | pd.Index[Any], pack: Pack) -> dict[str, Any]:
    """Pack the values of a series or of an index of one level; return their record.

    Parameters
    ----------
    values : Series or Index
        The values.
    pack : Pack
        Takes the vectors.

    Raises
    ------
    UnfitError
        If they are of a type that cannot leave.
    """
    import numpy as np
    import pandas as pd

    dtype = values.dtype
    if isinstance(dtype, np.dtype):
        return array(values.to_numpy(), pack)
    if isinstance(dtype, pd.DatetimeTZDtype):
        record = {"kind": "zoned", "unit": dtype.unit, "zone": cells.zone(dtype.tz)}
        return record | {"at": pack.add("int64", pa_array(pd.DatetimeIndex(values).asi8))}
    if isinstance(dtype, pd.PeriodDtype):
        spans = pd.PeriodIndex(values)
        at = pack.add("int64", pa_array(spans.asi8))
        return {"kind": "period", "freq": spans.freqstr, "at": at}
    if isinstance(dtype, pd.CategoricalDtype):
        return _category(pd.Categorical(values), pack)
    if isinstance(dtype, pd.IntervalDtype):
        both: Any = pd.Index(values)
        ends = {"left": column(both.left, pack), "right": column(both.right, pack)}
        return {"kind": "interval", "closed": dtype.closed} | ends
    return _extension(values, pack)


def _category(values: pd.Categorical, pack: Pack) -> dict[str, Any]:
    record = {"kind": "category", "ordered": bool(values.ordered)}
    codes, categories = array(values.codes, pack), index(values.categories, pack)
    return record | {"codes": codes, "categories": categories}


def _extension(values: pd.Series[Any] | pd.Index[Any], pack: Pack) -> dict[str, Any]:
    """Pack what pandas itself keeps much as Arrow does.

    Raises
    ------
    UnfitError
        If it is something else.
    """
    import pandas as pd

    dtype: Any = values.dtype
    name = str(dtype.name).lower()
    if isinstance(dtype, pd.StringDtype):
        how = {"storage": dtype.storage, "nan": dtype.na_value is not pd.NA}
        wire = "text" if dtype.storage == "python" else "string"
        return {"kind": "string"} | how | {"at": pack.add(wire, pa_array(values.array))}
    if isinstance(dtype, pd.ArrowDtype):
        return arrow(pa_array(values.array), pack)
    if dtype.type is not object and name.replace("boolean", "bool") in wires.NUMBERS:
        wire = name.replace("boolean", "bool")
        return {"kind": "masked", "at": pack.add(wire, pa_array(values.array))}
    raise UnfitError(str(dtype))


def arrow(vector: Any, pack: Pack) -> dict[str, Any]:
    """Pack a vector that is one of Arrow already; return its record.

    Parameters
    ----------
    vector : pyarrow.Array or pyarrow.ChunkedArray
        The vector.
    pack : Pack
        Takes it.

    Raises
    ------
    UnfitError
        If it is of a type that cannot leave.
    """
    import pyarrow as pa

    known = vector.type
    record: dict[str, Any] = {"kind": "arrow", "type": str(known)}
    if pa.types.is_timestamp(known):
        record = {"kind": "arrow", "type": f"timestamp[{known.unit}]", "zone": known.tz}
        vector = vector.cast(pa.int64())
    elif pa.types.is_duration(known):
        vector = vector.cast(pa.int64())
    elif str(known) not in _OF_ARROW:
        raise UnfitError(str(known))
    wire = _OF_ARROW.get(str(known), "int64")
    return {"zone": None} | record | {"at": pack.add(wire, vector)}


_OF_ARROW = {
    **{name: name for name in wires.NUMBERS if not name.startswith("float")},
    "halffloat": "float16",
    "float": "float32",
    "double": "float64",
    "date32[day]": "date",
    "string": "string",
    "large_string": "string",
    "binary": "binary",
    "large_binary": "binary",
}


def array(values: np.ndarray[Any, Any], pack: Pack) -> dict[str, Any]:
    """Pack an array of one dimension; return its record.

    Parameters
    ----------
    values : ndarray, shape (n,)
        The array.
    pack : Pack
        Takes it.

    Raises
    ------
    UnfitError
        If it is of a type that cannot leave.
    """
    dtype = values.dtype
    if dtype.hasobject and dtype.kind == "O":
        return _objects(values, pack)
    if dtype.kind in "US":
        wire = "text" if dtype.kind == "U" else "bytes"
        length = dtype.itemsize // (4 if dtype.kind == "U" else 1)
        at = pack.add(wire, pa_array(values.astype(object), wire))
        return {"kind": "fixed", "length": length, "is_text": wire == "text", "at": at}
    wire = wires.wire_of(dtype.name)
    if not wire:
        raise UnfitError(str(dtype))
    return {"kind": "numpy", "dtype": dtype.name, "at": pack.add(wire, _numbers(values, wire))}


def _numbers(values: np.ndarray[Any, Any], wire: str) -> Any:
    import numpy as np
    import pyarrow as pa

    native = np.ascontiguousarray(values, values.dtype.newbyteorder("="))
    if wire in wires.RAW:
        buffer = pa.py_buffer(native.view(np.uint8))
        return pa.Array.from_buffers(wires.arrow_type(wire), len(native), [None, buffer])
    return pa.array(native.view(np.int64) if native.dtype.kind in "mM" else native)


def _objects(values: np.ndarray[Any, Any], pack: Pack) -> dict[str, Any]:
    """Pack objects: texts, bytes, dates and arrays as such, all else as JSON."""
    import pandas as pd

    gone = pd.isna(values)
    kinds = {*map(type, values[~gone].tolist())}
    missing = {*map(_missing, values[gone].tolist())}
    wire = _wires_of_objects().get(kinds.pop() if len(kinds) == 1 else type(kinds), "json")
    wire = "text" if missing and not kinds and gone.all() else wire
    if wire == "json" or len(missing - {""}) > 1 or "" in missing:
        texts = pa_array([cells.text(value) for value in values.tolist()], "text")
        return {"kind": "json", "at": pack.add("json", texts)}
    record: dict[str, Any] = {"missing": missing.pop() if missing else "None"}
    if wire == "arrays":
        return record | _arrays(values, gone, pack)
    vector = pa_array(values, wire, gone)
    if wire == "text" and _is_repeated(values):
        return record | {"kind": "repeated"} | _repeated(vector, pack)
    return record | {"kind": wire, "at": pack.add(wire, vector)}


def _wires_of_objects() -> dict[type, str]:
    import numpy as np

    return {str: "text", bytes: "bytes", dt.date: "date", np.ndarray: "arrays", type(None): "text"}


def _missing(value: Any) -> str:
    """Return which sign of a missing cell a value is; empty if it is another."""
    import pandas as pd

    if isinstance(value, float):
        return "nan"
    return {id(None): "None", id(pd.NA): "NA", id(pd.NaT): "NaT"}.get(id(value), "")


def _is_repeated(values: np.ndarray[Any, Any]) -> bool:
    looked_at = values[:: max(1, len(values) // _LOOKED_AT)]
    return len({*looked_at.tolist()}) < _FEW * len(looked_at)


def _repeated(vector: Any, pack: Pack) -> dict[str, int]:
    """Pack each different text once, and which of them stands where."""
    coded = vector.dictionary_encode()
    texts = pack.add("text", coded.dictionary)
    return {"texts": texts, "at": pack.add("codes", coded.indices)}


def _arrays(values: np.ndarray[Any, Any], gone: np.ndarray[Any, Any], pack: Pack) -> dict[str, Any]:
    """Pack cells that are arrays of numbers, all of one type and dimension.

    Raises
    ------
    UnfitError
        If they are not.
    """
    import numpy as np
    import pyarrow as pa

    inner = values[~gone].tolist()
    dtype = inner[0].dtype
    if {(one.dtype, one.ndim) for one in inner} != {(dtype, 1)} or dtype.name not in wires.NUMBERS:
        message = "ndarray"
        raise UnfitError(message)
    lengths = np.zeros(len(values) + 1, dtype=np.int64)
    lengths[1:][~gone] = [len(one) for one in inner]
    items = pa.array(np.ascontiguousarray(np.concatenate(inner), dtype.newbyteorder("=")))
    mask = pa.array(gone)
    vector = pa.LargeListArray.from_arrays(pa.array(np.cumsum(lengths)), items, mask=mask)
    return {"kind": "arrays", "dtype": dtype.name, "at": pack.add(f"list-{dtype.name}", vector)}


def pa_array(values: Any, wire: str | None = None, gone: np.ndarray[Any, Any] | None = None) -> Any:
    """Return values as a vector.

    Parameters
    ----------
    values : array or list
        The values.
    wire : str, optional
        The type they travel in; as Arrow finds best if left out.
    gone : ndarray of bool, optional
        Which of them are missing.

    Raises
    ------
    UnfitError
        If a text is none: it holds half a character.
    """
    import pyarrow as pa

    try:
        return pa.array(values, type=wires.arrow_type(wire) if wire else None, mask=gone)
    except UnicodeEncodeError as error:
        message = "text with half a character"
        raise UnfitError(message) from error


def index(values: pd.Index[Any], pack: Pack) -> dict[str, Any]:
    """Pack an index; return its record.

    Parameters
    ----------
    values : Index
        The index, of columns or of rows.
    pack : Pack
        Takes the vectors.

    Raises
    ------
    UnfitError
        If it is of a type that cannot leave.
    """
    import pandas as pd

    if isinstance(values, pd.RangeIndex):
        ends = {"start": int(values.start), "stop": int(values.stop), "step": int(values.step)}
        return {"kind": "range", "name": name(values.name)} | ends
    if isinstance(values, pd.MultiIndex):
        return {
            "kind": "multi",
            "names": [*map(name, values.names)],
            "levels": [index(level.rename(None), pack) for level in values.levels],
            "codes": [array(codes, pack) for codes in values.codes],
        }
    record = {"kind": "plain", "name": name(values.name), "freq": _freq(values)}
    return record | {"data": column(values, pack)}


def _freq(values: pd.Index[Any]) -> str | None:
    """Return the frequency of an index of times; None if it has none that a name says fully."""
    import pandas as pd

    known: Any = getattr(values, "freq", None)
    is_of_times = isinstance(values, pd.DatetimeIndex | pd.TimedeltaIndex)
    if not is_of_times or known is None or len(values) > wires.MOST_REGULAR:
        return None
    text = str(known.freqstr)
    try:
        return text if pd.tseries.frequencies.to_offset(text) == known else None
    except ValueError:
        return None


def name(value: Any) -> str:
    """Return the name of a series or an index as JSON text.

    Parameters
    ----------
    value : object
        The name.

    Raises
    ------
    UnfitError
        If it is too long, or of a type that cannot leave.
    """
    text = cells.text(value)
    if len(text) > _LONGEST_NAME:
        message = f"name of more than {_LONGEST_NAME} characters"
        raise UnfitError(message)
    return text
