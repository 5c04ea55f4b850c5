"""Make a value again from the vectors that left the sandbox and the record of what they were."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from jupyter_analyst.inside import wires
from jupyter_analyst.sandbox.exchange.claims import WrongError, demand
from jupyter_analyst.sandbox.exchange.values import MISSING, freq, unit, value, zone
from jupyter_analyst.wording import count

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from jupyter_analyst.sandbox.exchange.vectors import Vectors

    _Makers = Mapping[str, Callable[..., Any]]
    _Array = np.ndarray[Any, Any]

_MOST_LEVELS = 64
_MOST_DIMENSIONS = 8
_LONGEST_NAME = 1000
_DATES = (-719_162, 2_932_896)  # of Python, in days since 1970
_MISFITS: tuple[type[Exception], ...] = (
    *(ValueError, TypeError, KeyError, IndexError, AttributeError, ArithmeticError),
    *(NotImplementedError, RecursionError, pa.ArrowException),
)


def remade(record: Any, vectors: Vectors) -> Any:
    """Return the value.

    Parameters
    ----------
    record : object
        What the sandbox says that the vectors are.
    vectors : Vectors
        The vectors, which have been checked.

    Raises
    ------
    WrongError
        If the record is not one of `inside.handover`, or does not fit the vectors.
    """
    try:
        return _Making(vectors).whole(record)
    except _MISFITS as error:
        found = "its parts do not fit together"
        raise WrongError(found) from error


@dataclass(frozen=True)
class _Making:
    """Makes parts of a value; whatever is odd raises `WrongError` or one of `_MISFITS`.

    Parameters
    ----------
    vectors : Vectors
        What they are made of.
    """

    vectors: Vectors

    def whole(self, record: Any) -> Any:
        """Return the value a record describes."""
        makers: _Makers = {
            "frame": self._frame,
            "series": self._series,
            "index": lambda index: self._index(index),
            "array": self._array,
            "values": self._values,
            "cell": lambda data: self._column(data)[0],
            "table": self._table,
        }
        return _made(record, makers)

    def _frame(self, index: Any, columns: Any, data: list[Any]) -> pd.DataFrame:
        rows, labels = self._index(index), self._index(columns)
        found = [self._column(one) for one in data]
        demand(len(found) == len(labels), f"{len(labels)} names stand over {len(found)} columns")
        odd = {*map(len, found)} - {len(rows)}
        demand(not odd, f"an index of {len(rows)} rows stands beside columns of {odd}")
        frame = pd.DataFrame(dict(enumerate(found)), index=rows)  # copies into blocks
        frame.columns = labels
        return frame

    def _series(self, name: str, index: Any, data: Any) -> pd.Series[Any]:
        values = _owned(self._column(data))
        dtype = object if values.dtype == object else None
        return pd.Series(values, self._index(index), dtype, _name(name), copy=False)

    def _array(self, shape: list[int], data: Any) -> Any:
        is_shape = len(shape) <= _MOST_DIMENSIONS and all(type(n) is int and n >= 0 for n in shape)
        demand(is_shape, f"{len(shape)} lengths are the shape of no array")
        flat = _owned(self._column(data))
        demand(isinstance(flat, np.ndarray), "the values of an array are none of NumPy's")
        found = flat.reshape(shape)
        return found if shape else found[()]

    def _values(self, data: Any) -> Any:
        return pd.Series(_owned(self._column(data))).array

    def _table(self, names: list[str], data: list[Any]) -> pa.Table:
        columns = [_made(one, {"arrow": self._arrow}) for one in data]
        labels = [value(name) for name in names]
        are_texts = all(isinstance(label, str) for label in labels)
        demand(are_texts, f"not all of {len(labels)} names are texts")
        return pa.Table.from_arrays(columns, names=labels)

    def _index(self, record: Any) -> Any:
        makers: _Makers = {"range": self._range, "plain": self._plain, "multi": self._levels}
        return _made(record, makers)

    def _range(self, name: str, start: int, stop: int, step: int) -> pd.RangeIndex:
        whole = all(type(one) is int for one in (start, stop, step))
        demand(whole, "a range is not one of whole numbers")
        self.vectors.spend(len(range(start, stop, step)))  # nothing is so long for nothing
        return pd.RangeIndex(start, stop, step, name=_name(name))

    def _plain(self, name: str, freq: Any, data: Any) -> pd.Index[Any]:
        values = _owned(self._column(data))
        dtype = object if values.dtype == object else None
        index: pd.Index[Any] = pd.Index(values, dtype=dtype, name=_name(name))
        return index if freq is None else _regular(index, freq)

    def _levels(self, names: list[str], levels: list[Any], codes: list[Any]) -> pd.MultiIndex:
        sizes = (len(levels), len(codes), len(names))
        fits = 0 < len(levels) <= _MOST_LEVELS and len({*sizes}) == 1
        demand(fits, f"an index has {sizes[0]} levels, {sizes[1]} codes and {sizes[2]} names")
        return pd.MultiIndex(
            levels=[self._index(level) for level in levels],
            codes=[self._column(code) for code in codes],
            names=[*map(_name, names)],
        )

    def _column(self, record: Any) -> Any:
        makers: _Makers = {
            "numpy": self._numbers,
            "fixed": self._fixed,
            "text": lambda at, missing: self._objects(at, missing, "text"),
            "bytes": lambda at, missing: self._objects(at, missing, "bytes"),
            "repeated": self._repeated,
            "date": self._dates,
            "json": self._cells,
            "arrays": self._arrays,
            "string": self._strings,
            "masked": self._masked,
            "arrow": lambda **how: pd.arrays.ArrowExtensionArray(self._arrow(**how)),
            "zoned": self._zoned,
            "period": self._periods,
            "interval": self._intervals,
            "category": self._category,
        }
        return _made(record, makers)

    def _numbers(self, at: int, dtype: str) -> _Array:
        """Return numbers; they may be those in the file, and read-only."""
        wire = wires.wire_of(dtype)
        vector = _full(self.vectors.take(at, wire))
        if wire in wires.RAW:
            return np.frombuffer(vector.buffers()[1] or b"", dtype, len(vector))
        found: _Array = vector.to_numpy(zero_copy_only=False)
        return found.view(dtype) if wire == "int64" else found

    def _fixed(self, at: int, length: int, is_text: bool) -> _Array:  # noqa: FBT001
        vector = _full(self.vectors.take(at, "text" if is_text else "bytes"))
        is_length = type(length) is int and length >= 0
        demand(is_length, "the length of texts is no number of characters")
        self.vectors.spend(len(vector) * length * (4 if is_text else 1))
        return _objects(vector).astype(f"{'U' if is_text else 'S'}{length}")

    def _objects(self, at: int, missing: str, wire: str) -> _Array:
        vector = self.vectors.take(at, wire)
        return _with_missing(_objects(vector), vector, missing)

    def _repeated(self, at: int, texts: int, missing: str) -> _Array:
        words = _objects(_full(self.vectors.take(texts, "text")))
        vector = self.vectors.take(at, "codes")
        codes = vector.fill_null(len(words)).to_numpy()
        demand(not (codes.size and codes.min() < 0), "a text is counted from the end")
        found: _Array = np.append(words, [MISSING[missing]]).take(codes)
        return found

    def _dates(self, at: int, missing: str) -> _Array:
        vector = self.vectors.take(at, "date")
        days = vector.cast(pa.int32()).fill_null(0).to_numpy()
        held = not days.size or _DATES[0] <= days.min() <= days.max() <= _DATES[1]
        demand(held, "a date lies beyond the years 1 to 9999")
        dates = days.astype("datetime64[D]").astype(object)
        return _with_missing(dates, vector, missing)

    def _cells(self, at: int) -> _Array:
        texts = _full(self.vectors.take(at, "json"))
        return np.fromiter(map(value, _objects(texts)), dtype=object, count=len(texts))

    def _arrays(self, at: int, dtype: str, missing: str) -> _Array:
        vector = self.vectors.take(at, f"list-{dtype}")
        items = _owned(_full(vector.flatten()).to_numpy(zero_copy_only=False))
        ends = np.cumsum(pc.list_value_length(vector).fill_null(0).to_numpy())
        cells = np.split(items, ends[:-1]) if len(vector) else []
        found = np.fromiter(cells, dtype=object, count=len(vector))
        return _with_missing(found, vector, missing)

    def _strings(self, at: int, storage: Any, nan: bool) -> Any:  # noqa: FBT001  # of a record
        missing = np.nan if nan else pd.NA
        dtype: Any = pd.StringDtype(storage, na_value=missing)
        vector = self.vectors.take(at, "text" if storage == "python" else "string")
        return dtype.__from_arrow__(vector)

    def _masked(self, at: int) -> Any:
        vector = self.vectors.take(at, *(wires.NUMBERS.keys() - {"float16"}))
        kind: Any = pd.arrays.IntegerArray
        if pa.types.is_boolean(vector.type):
            kind = pd.arrays.BooleanArray
        elif pa.types.is_floating(vector.type):
            kind = pd.arrays.FloatingArray
        values = vector.fill_null(False if kind is pd.arrays.BooleanArray else 0)
        mask = vector.is_null().to_numpy(zero_copy_only=False)
        return kind(_owned(values.to_numpy(zero_copy_only=False)), mask)

    def _arrow(self, at: int, type: str, zone: Any) -> Any:  # noqa: A002  # of a record
        vector = self.vectors.take(at, *_WIRES_OF_ARROW.get(type, ("int64",)))
        return vector.cast(_arrow_type(type, zone))

    def _zoned(self, at: int, unit: Any, zone: Any) -> Any:
        moments = _full(self.vectors.take(at, "int64")).to_numpy()
        return _zoned(moments, unit, zone)

    def _periods(self, at: int, freq: Any) -> Any:
        ordinals = _full(self.vectors.take(at, "int64")).to_numpy()
        return _periods(ordinals, freq)

    def _intervals(self, left: Any, right: Any, closed: Any) -> Any:
        ends = self._column(left), self._column(right)
        return pd.arrays.IntervalArray.from_arrays(*ends, closed=closed)

    def _category(self, ordered: bool, codes: Any, categories: Any) -> pd.Categorical:  # noqa: FBT001
        numbers = _owned(self._column(codes))
        return pd.Categorical.from_codes(numbers, self._index(categories), bool(ordered))


def _made(record: Any, makers: _Makers) -> Any:
    """Return what the maker for the kind of a record makes of the rest of it."""
    how = dict(record)
    return makers[how.pop("kind")](**how)


def _full(vector: Any) -> Any:
    """Return a vector in which nothing may be missing."""
    demand(not vector.null_count, f"{count(vector.null_count, 'value')} missing where none may be")
    return vector


def _objects(vector: Any) -> _Array:
    found: _Array = vector.to_numpy(zero_copy_only=False)
    return found if found.dtype == object else found.astype(object)


def _owned(values: Any) -> Any:
    """Return an array that may be written to."""
    is_view = isinstance(values, np.ndarray) and not values.flags.writeable
    return values.copy() if is_view else values


def _with_missing(values: _Array, vector: Any, missing: str) -> _Array:
    """Return objects with the sign for a missing one where a vector has none."""
    sign = MISSING[missing]
    if vector.null_count:
        values[vector.is_null().to_numpy(zero_copy_only=False)] = sign
    return values


def _name(text: Any) -> Any:
    demand(len(text) <= _LONGEST_NAME, f"a name has {len(text)} characters")
    return value(text)


def _regular(index: Any, said: Any) -> Any:
    """Return an index of times with its frequency, which it must have."""
    too_long = f"{len(index)} times are too many to see that they are regular"
    demand(len(index) <= wires.MOST_REGULAR, too_long)
    kinds = {pd.DatetimeIndex, pd.TimedeltaIndex}
    return (kinds & {type(index)}).pop()(index, freq=freq(said))


def _zoned(moments: _Array, of: Any, tz: Any) -> Any:
    index = pd.DatetimeIndex(moments.view(f"M8[{unit(of)}]"))
    return index.tz_localize("UTC").tz_convert(zone(tz)).array


def _periods(ordinals: _Array, said: Any) -> Any:
    index: Any = pd.PeriodIndex
    return index.from_ordinals(ordinals, freq=freq(said)).array


_ARROW = {str(kind): kind for kind in map(wires.arrow_type, wires.NUMBERS)}
_ARROW |= {str(kind): kind for kind in (pa.string(), pa.large_string(), pa.binary())}
_ARROW |= {str(kind): kind for kind in (pa.large_binary(), pa.date32())}


def _wire_of_arrow(kind: Any) -> str:
    names = {wires.arrow_type(wire): wire for wire in (*wires.NUMBERS, "date")}
    texts = pa.types.is_string(kind) or pa.types.is_large_string(kind)
    return names.get(kind) or ("string" if texts else "binary")


_WIRES_OF_ARROW = {name: (_wire_of_arrow(kind),) for name, kind in _ARROW.items()}


def _arrow_type(said: str, tz: Any) -> Any:
    """Return a type of Arrow by its name."""
    if said in _ARROW:
        return _ARROW[said]
    name, _, of = said.removesuffix("]").partition("[")
    if name == "timestamp":
        zone(tz)
        return pa.timestamp(unit(of), tz)
    return {"duration": pa.duration}[name](unit(of))
