"""From the cells of a sheet to typed columns: what Excel knows stays, texts are read as in CSV."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

from jupyter_analyst.data.formats.workbooks.cells import shown
from jupyter_analyst.data.values import doubt, infer
from jupyter_analyst.data.values.manner import manner_of
from jupyter_analyst.data.values.missing import Spellings, taken_out
from jupyter_analyst.data.values.spelling import MISSING
from jupyter_analyst.wording import listed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jupyter_analyst.data.formats.workbooks.cells import Cells, Value
    from jupyter_analyst.data.options import Options
    from jupyter_analyst.data.values.manner import Manner

Sorted = dict[str, pa.ChunkedArray]
"""The values of a column by their kind; each array is as long as the column."""

TEXTS = "texts"
"""The kind of values that may still become another."""

_BATCH = 20_000
_EXACT = 2**53
_TICKS = 1e6
_KINDS: dict[type, str] = {
    bool: "truth values",
    int: "numbers",
    float: "numbers",
    str: TEXTS,
    dt.date: "dates",
    dt.datetime: "moments",
    dt.time: "times",
    dt.timedelta: "durations",
}
_TYPES = {
    "truth values": pa.bool_(),
    "numbers": pa.float64(),
    TEXTS: pa.string(),
    "dates": pa.date32(),
    "moments": pa.timestamp("us"),
    "times": pa.time64("us"),
    "durations": pa.duration("us"),
}
_WIDER = (("dates", "moments"), ("times", "durations"))
_TOLD = {
    "number": {"numbers"},
    "boolean": {"truth values"},
    "date": {"dates", "moments"},
    "dmy": {"dates", "moments"},
    "mdy": {"dates", "moments"},
    "ymd": {"dates", "moments"},
    "duration": {"durations"},
    "text": {TEXTS},
}
"""Which kinds of values already are what a column can be told to be."""


@dataclass(frozen=True)
class _Plan:
    """How a column becomes one type.

    Parameters
    ----------
    native : ChunkedArray, optional
        Values that have a type in the workbook.
    texts : ChunkedArray
        What is still to be read; null where there is nothing.
    nulls : frozenset of str
        Spellings among the texts that mean missing.
    """

    native: pa.ChunkedArray | None
    texts: pa.ChunkedArray
    nulls: Spellings = frozenset()


def sorted_columns(rows: Iterator[Cells], width: int) -> list[Sorted]:
    """Return the values of each column by their kind.

    Parameters
    ----------
    rows : iterator of list
        The rows; empty texts are no values.
    width : int
        Number of columns.
    """
    pieces: list[list[dict[str, pa.Array]]] = [[] for _ in range(width)]
    lengths = []
    while batch := list(islice(rows, _BATCH)):
        lengths.append(len(batch))
        for place, values in enumerate(zip(*batch, strict=True)):
            pieces[place].append(_by_kind(values))
    return [_chunked(column, lengths) for column in pieces]


def typed_columns(
    columns: Sequence[Sorted], kinds: Sequence[str | None], given: Options
) -> tuple[list[infer.Typed], list[int]]:
    """Return the columns with one type each, and the places of those whose values were mixed.

    Parameters
    ----------
    columns : sequence of dict
        The values by kind.
    kinds : sequence of str or None
        What a column was told to be, None to find out.
    given : Options
        What a person decided.

    Raises
    ------
    ReadError
        If a column has a value that is not what it was told to be.
    """
    texts = [column[TEXTS] for column in columns if TEXTS in column]
    manner = manner_of(texts, "", given)
    plans = [
        _plan(column, kind, manner, given) for column, kind in zip(columns, kinds, strict=True)
    ]
    read = infer.typed([plan.texts for plan in plans], kinds, manner)
    joined = [_joined(plan, one, kind) for plan, one, kind in zip(plans, read, kinds, strict=True)]
    mixed = [place for place, one in enumerate(joined) if one is None]
    written = infer.typed(
        [as_texts(columns[place]) for place in mixed], ["text"] * len(mixed), manner
    )
    torn = dict(zip(mixed, written, strict=True))
    found = [torn[place] if one is None else one for place, one in enumerate(joined)]
    several = {
        place
        for place, column in enumerate(columns)
        if kinds[place] is None and len(_natives(column, None)) > 1
    }
    return found, sorted(several | set(mixed))


def has_values(column: Sorted) -> bool:
    """Tell whether a column holds anything.

    Parameters
    ----------
    column : dict
        The values by kind.
    """
    return any(values.null_count < len(values) for values in column.values())


def kinds_in(column: Sorted) -> str:
    """Return the kinds of values of a column in words.

    Parameters
    ----------
    column : dict
        The values by kind.
    """
    return listed(sorted(column), most=len(column))


def _by_kind(values: tuple[Value, ...]) -> dict[str, pa.Array]:
    types = set(map(type, values))
    found = {}
    for kind in {_KINDS[one] for one in types}:
        wanted = {one for one in types if _KINDS[one] == kind}
        chosen: list[Any] = [value if type(value) in wanted else None for value in values]
        if kind == TEXTS:
            chosen = [value or None for value in chosen]
        array = pa.array(chosen, _TYPES[kind])
        if array.null_count < len(array):
            found[kind] = array
    return found


def _chunked(pieces: list[dict[str, pa.Array]], lengths: list[int]) -> Sorted:
    kinds = dict.fromkeys(kind for piece in pieces for kind in piece) or (TEXTS,)
    return {
        kind: pa.chunked_array(
            [
                piece.get(kind, pa.nulls(length, _TYPES[kind]))
                for piece, length in zip(pieces, lengths, strict=True)
            ],
            _TYPES[kind],
        )
        for kind in kinds
    }


def _natives(column: Sorted, kind: str | None) -> Sorted:
    """Return the values that have a type, dates and moments as one kind."""
    natives = {name: values for name, values in column.items() if name != TEXTS}
    for narrow, wide in _WIDER:
        is_wider = wide in natives or (kind == "duration" and wide == "durations")
        if narrow in natives and is_wider:
            wider = pc.cast(_storable(natives.pop(narrow)), _TYPES[wide])
            natives[wide] = pc.coalesce(natives[wide], wider) if wide in natives else wider
    return natives


def _storable(values: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return times of day as the microseconds since midnight, which can become durations."""
    return pc.cast(values, pa.int64()) if pa.types.is_time(values.type) else values


def _plan(column: Sorted, kind: str | None, manner: Manner, given: Options) -> _Plan:
    natives = _natives(column, kind)
    nothing = pa.chunked_array([pa.nulls(len(next(iter(column.values()))), pa.string())])
    texts = column.get(TEXTS, nothing)
    if not natives:
        return _Plan(None, texts)
    is_told_otherwise = kind is not None and not natives.keys() <= _TOLD[kind]
    if len(natives) > 1 or is_told_otherwise:
        return _Plan(None, as_texts(column))
    (native,) = natives.values()
    left, nulls = taken_out(texts, manner.nulls or MISSING)
    return _Plan(_plain(native, given), left, nulls)


def _plain(native: pa.ChunkedArray, given: Options) -> pa.ChunkedArray:
    """Return numbers without those that mean missing, as integers if all of them are whole."""
    if pa.types.is_duration(native.type):
        return pc.divide(pc.cast(pc.cast(native, pa.int64()), pa.float64()), _TICKS)
    if not pa.types.is_floating(native.type):
        return native
    missing = [number for word in given.nulls or () if (number := _number(word)) is not None]
    if missing:
        absent = pc.is_in(native, value_set=pa.array(missing, pa.float64()))
        native = pc.if_else(absent, pa.scalar(None, pa.float64()), native)
    is_whole = pc.and_(pc.equal(pc.floor(native), native), pc.less_equal(pc.abs(native), _EXACT))
    return pc.cast(native, pa.int64()) if pc.all(is_whole, min_count=0).as_py() else native


def _number(word: str) -> float | None:
    try:
        return float(word)
    except ValueError:
        return None


def _joined(plan: _Plan, read: infer.Typed, kind: str | None) -> infer.Typed | None:
    """Return the typed values and the texts as one column; None if these are something else."""
    if plan.native is None:
        return read
    nulls = plan.nulls | read.nulls
    if read.values.null_count == len(read.values):
        is_open = kind is None and plan.native.type in (pa.int64(), pa.float64())
        doubts = doubt.of_number(plan.texts, plan.native) if is_open else ()
        return infer.Typed(plan.native, nulls, doubts=doubts)
    common = _common(plan.native.type, read.values.type)
    if common is None or read.unit:
        return None
    values = pc.coalesce(pc.cast(plan.native, common), pc.cast(read.values, common, safe=False))
    return replace(read, values=values, nulls=nulls)


def _common(one: pa.DataType, other: pa.DataType) -> pa.DataType | None:
    """Return the type that holds the values of two types, None if there is none."""
    if one == other:
        return None if one == pa.string() else one
    for kinds in ((pa.int64(), pa.float64()), (pa.date32(), pa.timestamp("us"))):
        if one in kinds and other in kinds:
            return kinds[-1]
    return None


def as_texts(column: Sorted) -> pa.ChunkedArray:
    """Return all values of a column as a person would type them.

    Parameters
    ----------
    column : dict
        The values by kind.
    """
    written = [values if kind == TEXTS else _written(values) for kind, values in column.items()]
    return pc.coalesce(*written)


def _written(values: pa.ChunkedArray) -> pa.ChunkedArray:
    chunks = [
        [None if value is None else shown(value) for value in chunk.to_pylist()]
        for chunk in values.chunks
    ]
    return pa.chunked_array(chunks, pa.string())
