"""Columns of records and lists as plain columns: records taken apart, lists as JSON texts."""

from __future__ import annotations

import json
import math
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from jupyter_analyst.data import frame
from jupyter_analyst.data.reading import Reading
from jupyter_analyst.errors import ReadError
from jupyter_analyst.wording import listed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Named = tuple[str, pa.ChunkedArray]


def plain(table: pa.Table, kind: str) -> tuple[pa.Table, Reading]:
    """Return rows of plain types, and what was done to them.

    Parameters
    ----------
    table : Table
        Rows as they stand in the file.
    kind : str
        The format, as `Reading.format` spells it.

    Raises
    ------
    ReadError
        If a column holds values of a type that is not kept.
    """
    table, notes = flattened(table)
    table, renamed = frame.normalised(table)
    return table, Reading(kind, renamed=renamed, notes=notes)


def flattened(table: pa.Table) -> tuple[pa.Table, tuple[str, ...]]:
    """Return a table without records and lists, and what was done, in words.

    The fields of a record become columns with dotted names; a list becomes its JSON text.

    Parameters
    ----------
    table : Table
        Any table.

    Raises
    ------
    ReadError
        If the lists of a column hold values that cannot be written down.
    """
    records: list[str] = []
    lists: list[str] = []
    columns = [
        plain
        for one in zip(table.column_names, table.columns, strict=True)
        for plain in _plain_columns(one, records, lists)
    ]
    made = pa.Table.from_arrays([values for _, values in columns], [name for name, _ in columns])
    return (made if columns else table), notes_of(records, lists)


def notes_of(records: Sequence[str], lists: Sequence[str]) -> tuple[str, ...]:
    """Return what was done to nested values, in words.

    Parameters
    ----------
    records : sequence of str
        Names of the columns that were taken apart.
    lists : sequence of str
        Names of the columns kept as JSON texts.

    Examples
    --------
    >>> notes_of(["address"], ["tags", "scores"])
    ('address taken apart into columns with dotted names', 'lists in tags and scores as JSON text')
    """
    apart = f"{listed(records)} taken apart into columns with dotted names" if records else ""
    kept = f"lists in {listed(lists)} as JSON text" if lists else ""
    return tuple(filter(None, (apart, kept)))


def json_text(value: Any) -> str:  # anything Python has
    """Return a value as JSON; what JSON has no form for as text, what is no number as null.

    Parameters
    ----------
    value : object
        Anything.

    Examples
    --------
    >>> json_text([1, float("nan"), {"day": date(2024, 1, 31)}])
    '[1, null, {"day": "2024-01-31"}]'
    """
    try:
        text = json.dumps(value, ensure_ascii=False, allow_nan=False)
    except (TypeError, ValueError):
        text = json.dumps(_writable(value), ensure_ascii=False)
    # Half characters, which no file can hold, are written as JSON spells them.
    return text if text.isascii() else text.encode(errors="backslashreplace").decode()


def _plain_columns(column: Named, records: list[str], lists: list[str]) -> Iterator[Named]:
    """Yield the columns one becomes, in order; the two lists take the names of what was met."""
    waiting = [column]
    while waiting:
        name, values = waiting.pop()
        values = _unwrapped(values)
        if pa.types.is_struct(values.type) and values.type.num_fields:
            records.append(name)
            waiting += reversed(_fields(name, values))
        elif pa.types.is_struct(values.type) or _is_list(values.type):
            lists.append(name)
            yield name, _texts(name, values)
        else:
            yield name, values


def _fields(name: str, values: pa.ChunkedArray) -> list[Named]:
    kinds = [values.type.field(place) for place in range(values.type.num_fields)]
    names = [f"{name}.{kind.name}" for kind in kinds]
    return list(zip(names, values.flatten(), strict=True))  # where a record is null, its fields are


def _unwrapped(values: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return nested values without what an extension or a dictionary lays around them."""
    kind = values.type
    if isinstance(kind, pa.BaseExtensionType) and pa.types.is_nested(kind.storage_type):
        chunks = [chunk.storage for chunk in values.chunks]
        return pa.chunked_array(chunks, type=kind.storage_type)
    if pa.types.is_dictionary(kind) and pa.types.is_nested(kind.value_type):
        chunks = [chunk.dictionary_decode() for chunk in values.chunks]
        return pa.chunked_array(chunks, type=kind.value_type)
    return values


def _is_list(kind: pa.DataType) -> bool:
    return pa.types.is_nested(kind) and not (pa.types.is_struct(kind) or pa.types.is_union(kind))


def _texts(name: str, values: pa.ChunkedArray) -> pa.ChunkedArray:
    try:
        chunks = [[_text(value) for value in chunk.to_pylist()] for chunk in values.chunks]
    except (ValueError, OverflowError) as error:  # moments Python has no year for, broken texts
        message = f"The lists in column `{name}` cannot be written down: {error}."
        hint = "Take them apart into columns first, or leave the column out of the file."
        raise ReadError(message, hint=hint, code="column-nested") from error
    return pa.chunked_array(chunks, pa.string())


def _text(value: object) -> str | None:
    return None if value is None else json_text(value)


def _writable(value: Any) -> Any:  # anything Python has, and what JSON has of it
    if isinstance(value, dict):
        return {str(name): _writable(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_writable(inner) for inner in value]
    return _writable_scalar(value)


def _writable_scalar(value: Any) -> bool | float | str | None:  # anything Python has
    if isinstance(value, float):
        return None if math.isnan(value) else value if math.isfinite(value) else str(value)
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return value.total_seconds()
    return value.hex() if isinstance(value, bytes) else str(value)
