"""Columns of Python values, as databases and variables hand them out, with one type each."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from numbers import Integral, Real
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

_BINARY = (bytes, bytearray, memoryview)
_NESTED = (list, tuple, dict, set, frozenset)
# the first that fits: a bool is an int to Python, a datetime is a date
_KINDS: tuple[tuple[str, Any], ...] = (
    ("truth", bool),
    ("whole", Integral),
    ("decimal", Decimal),
    ("number", Real),
    ("text", str),
    ("moment", datetime),
    ("date", date),
    ("time", time),
    ("duration", timedelta),
    ("binary", _BINARY),
    ("nested", _NESTED),
)
_TYPES = {
    "truth": pa.bool_(),
    "whole": pa.int64(),
    "number": pa.float64(),
    "moment": pa.timestamp("us"),
    "zoned": pa.timestamp("us", "UTC"),
    "date": pa.date32(),
    "time": pa.time64("us"),
    "duration": pa.duration("us"),
}
_NUMBERS = frozenset(("whole", "decimal", "number"))
_EXACT_UP_TO = 2**53
_MOST_DIGITS = 38


@dataclass(frozen=True)
class Made:
    """A column with its type, and what was decided to get there.

    Parameters
    ----------
    values : ChunkedArray or None
        The values; None if a table cannot hold them.
    note : str
        What was decided.
    doubt : str
        What could be read in another way too; how, is for the caller to add.
    """

    values: pa.ChunkedArray | None
    note: str = ""
    doubt: str = ""


@dataclass
class Gathered:
    """A column that comes in pieces; its type follows from all of them.

    Parameters
    ----------
    name : str
        Its name, for what is said of it.
    expected : type, optional
        The class its values would have; it matters only if there is none.
    """

    name: str
    expected: type[Any] | None = None
    _pieces: list[pa.Array] = field(default_factory=list, init=False)
    _kinds: set[str] = field(default_factory=set, init=False)

    def add(self, values: Sequence[Any]) -> int:
        """Take the next values; return how many bytes they need.

        Parameters
        ----------
        values : sequence
            Python values, None where missing.
        """
        kinds = _kinds_of(values)
        self._kinds |= kinds
        piece = _piece(values, kinds)
        self._pieces.append(piece)
        return int(piece.nbytes)

    def made(self) -> Made:
        """Return the column in the one type that holds all its values."""
        kind = _joined(self._kinds) if self._kinds else self._without_values()
        if kind == "binary":
            return Made(None, f"`{self.name}` holds binary data and is left out")
        column, is_exact = _together(self._pieces, kind)
        if kind == "nested":
            return Made(column, f"lists and records of `{self.name}` are read as JSON text")
        if kind == "mixed" or not is_exact:
            told = " and ".join(sorted(_WORDS[one] for one in self._kinds))
            verb = "mixes" if len(self._kinds) > 1 else "holds too large"
            return Made(column, doubt=f"`{self.name}` {verb} {told} and is read as text")
        return Made(column)

    def _without_values(self) -> str:
        kind = "missing" if self.expected is None else _kind(self.expected)
        return "number" if kind == "decimal" else kind


def gathered(
    columns: list[Gathered],
    batches: Iterable[Sequence[Sequence[Any]]],
    check: Callable[[int], None] = lambda _: None,
) -> list[Gathered]:
    """Return the columns filled with rows that come in batches.

    Parameters
    ----------
    columns : list of Gathered
        The columns, empty.
    batches : iterable of rows
        The rows, each with one value for every column.
    check : callable, optional
        Called after each batch with the bytes all rows need so far.
    """
    n_bytes = 0
    for batch in batches:
        parts = zip(columns, zip(*batch, strict=True), strict=True)
        n_bytes += sum(column.add(values) for column, values in parts)
        check(n_bytes)
    return columns


_WORDS = {
    "truth": "truth values",
    "whole": "whole numbers",
    "decimal": "exact decimals",
    "number": "numbers",
    "text": "texts",
    "moment": "moments",
    "zoned": "moments with a zone",
    "date": "dates",
    "time": "times",
    "duration": "durations",
    "nested": "lists or records",
    "other": "other values",
}


def _kinds_of(values: Iterable[Any]) -> set[str]:
    classes = {type(value) for value in values} - {type(None)}
    kinds = {_kind(one) for one in classes}
    if "moment" in kinds and any(getattr(value, "tzinfo", None) for value in values):
        naive = any(isinstance(value, datetime) and value.tzinfo is None for value in values)
        kinds = kinds - {"moment"} | {"zoned"} | ({"moment"} if naive else set())
    return kinds


def _kind(one: type[Any]) -> str:
    return next((kind for kind, types in _KINDS if issubclass(one, types)), "other")


def _joined(kinds: set[str]) -> str:
    """Return the kind that can hold values of several kinds; texts if nothing else can."""
    if "binary" in kinds:
        return "binary"
    if len(kinds) <= 1:
        return next(iter(kinds), "missing")
    if kinds <= _NUMBERS:
        return "number" if "number" in kinds else "decimal"
    return "mixed"


def _piece(values: Sequence[Any], kinds: set[str]) -> pa.Array:
    """Return values as one array; where several kinds meet or no type is large enough, as texts."""
    kind = _joined(kinds)
    if kind in {"binary", "missing"}:
        return pa.nulls(len(values))
    try:
        if kind == "number" and not _is_exact(values):
            return _texts(values)
        made = _MAKERS.get(kind, _typed)(values, _TYPES.get(kind))
    except (pa.ArrowException, OverflowError, ValueError, TypeError):
        return _texts(values)  # too large for the type, as some integers are
    return made if isinstance(made, pa.Array) else made.combine_chunks()


def _is_exact(values: Iterable[Any]) -> bool:
    return all(abs(int(value)) <= _EXACT_UP_TO for value in values if isinstance(value, Integral))


def _typed(values: Sequence[Any], wanted: pa.DataType | None) -> pa.Array:
    return pa.array(values, wanted)


def _numbers(values: Sequence[Any], wanted: pa.DataType | None) -> pa.Array:
    return pa.array([None if value is None else float(value) for value in values], wanted)


def _decimals(values: Sequence[Any], _: pa.DataType | None) -> pa.Array:
    finite = [None if value is None else Decimal(value) for value in values]
    if any(value is not None and value.is_infinite() for value in finite):
        return _numbers(values, pa.float64())
    known = [None if value is None or value.is_nan() else value for value in finite]
    return pa.array(known, _decimal_of(known))


def _decimal_of(values: Iterable[Decimal | None]) -> pa.DataType:
    """Return the type that holds decimals exactly.

    Raises
    ------
    ValueError
        If there is none.
    """
    whole = scale = 0
    for value in values:
        if value is not None:
            _, digits, exponent = value.as_tuple()
            places = max(0, -int(exponent))
            scale = max(scale, places)
            whole = max(whole, len(digits) + int(exponent))
    return _fitting(max(1, whole), scale)


def _fitting(whole: int, scale: int) -> pa.DataType:
    if whole + scale > _MOST_DIGITS:
        message = f"{whole + scale} digits"
        raise ValueError(message)
    return pa.decimal128(whole + scale, scale)


def _texts(values: Iterable[Any], _: pa.DataType | None = None) -> pa.Array:
    return pa.array([None if value is None else _text(value) for value in values], pa.string())


def _text(value: Any) -> str:
    if isinstance(value, _NESTED):
        return json.dumps(_plain(value), ensure_ascii=False, default=_text)
    return str(value).encode(errors="backslashreplace").decode()


def _plain(value: Any) -> Any:
    return sorted(value, key=str) if isinstance(value, set | frozenset) else value


def _wholes(values: Sequence[Any], wanted: pa.DataType | None) -> pa.Array:
    try:
        return pa.array([None if value is None else int(value) for value in values], wanted)
    except OverflowError:
        return _decimals(values, None)  # beyond 64 bits


_MAKERS: dict[str, Callable[[Sequence[Any], pa.DataType | None], Any]] = {
    "whole": _wholes,
    "number": _numbers,
    "decimal": _decimals,
    "text": _texts,
    "nested": _texts,
    "other": _texts,
    "mixed": _texts,
}


def _together(pieces: list[pa.Array], kind: str) -> tuple[pa.ChunkedArray, bool]:
    """Return the pieces as one column, and whether they keep their kind."""
    types = {piece.type for piece in pieces} - {pa.null()}
    wanted = _common(types, kind)
    if wanted is not None:
        try:
            return pa.chunked_array([_cast(piece, wanted) for piece in pieces], wanted), True
        except pa.ArrowInvalid:
            pass  # a whole number that a float would change
    texts = [_texts(piece.to_pylist()) for piece in pieces]
    return pa.chunked_array(texts, pa.string()), kind in _TEXTUAL


_TEXTUAL = {"text", "nested", "other", "missing"}


def _common(types: set[pa.DataType], kind: str) -> pa.DataType | None:
    """Return the type all pieces can be cast to without loss, None if texts are needed."""
    if kind in {"mixed", *_TEXTUAL} or pa.string() in types:
        return None
    if kind in {"decimal", "whole"} and types - {pa.int64()} and pa.float64() not in types:
        return _widest(types)
    return pa.float64() if kind in {"number", "decimal"} else _TYPES[kind]


def _widest(types: Iterable[pa.DataType]) -> pa.DataType | None:
    decimals = [pa.decimal128(19, 0) if pa.types.is_integer(one) else one for one in types]
    whole = max(one.precision - one.scale for one in decimals)
    scale = max(one.scale for one in decimals)
    return pa.decimal128(whole + scale, scale) if whole + scale <= _MOST_DIGITS else None


def _cast(piece: pa.Array, wanted: pa.DataType) -> pa.Array:
    if pa.types.is_decimal(piece.type) and pa.types.is_floating(wanted):
        return pc.cast(piece, wanted, safe=False)
    return pc.cast(piece, wanted)
