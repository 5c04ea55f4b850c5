"""Columns of several tables put together by name, each in a type that holds all values exactly."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

_TEXT = pa.string()
_WORDS = (
    (pa.types.is_integer, "whole numbers"),
    (pa.types.is_floating, "decimal numbers"),
    (pa.types.is_decimal, "large numbers"),
    (pa.types.is_boolean, "truth values"),
    (pa.types.is_date, "dates"),
    (pa.types.is_timestamp, "times"),
    (pa.types.is_string, "texts"),
)


def united(
    tables: Mapping[str, pa.Table], texts_of: Callable[[str, Sequence[str]], pa.Table]
) -> tuple[pa.Table, list[str]]:
    """Return the rows of all tables, and what could be read in another way.

    A column that a table has not is missing there. Where types differ, the narrowest one that
    holds every value exactly is taken; where there is none, the column becomes text.

    Parameters
    ----------
    tables : mapping
        The tables by what each is called, in order.
    texts_of : callable
        Takes what a table is called and names of columns; returns these as texts, as they stand
        in the file if it is one of texts.
    """
    names = list(dict.fromkeys(name for one in tables.values() for name in one.column_names))
    kinds = {name: _kind(_having(tables, name)) for name in names}
    mixed = [name for name, kind in kinds.items() if kind is None]
    parts = [_as_texts(called, one, mixed, texts_of) for called, one in tables.items()]
    schema = pa.schema([(name, kinds[name] or _TEXT) for name in names])
    whole = pa.concat_tables([_completed(one, schema) for one in parts])
    return whole, [_doubt(name, _having(tables, name)) for name in mixed]


def _having(tables: Mapping[str, pa.Table], name: str) -> dict[str, pa.ChunkedArray]:
    """Return a column by what the tables that say something in it are called."""
    columns = {called: one[name] for called, one in tables.items() if name in one.column_names}
    return {called: one for called, one in columns.items() if one.null_count < len(one)}


def _kind(columns: Mapping[str, pa.ChunkedArray]) -> pa.DataType | None:
    """Return a type that holds all values exactly, None if there is none but text."""
    kinds = list(dict.fromkeys(one.type for one in columns.values()))
    if len(kinds) < 2:
        return kinds[0] if kinds else _TEXT
    try:
        common = _common(kinds)
        for one in columns.values():
            pc.cast(one, common)  # which refuses what would not be exact
    except (pa.ArrowInvalid, pa.ArrowTypeError, pa.ArrowNotImplementedError):
        return None
    is_rounded = pa.types.is_floating(common) and any(map(pa.types.is_decimal, kinds))
    return None if is_rounded or pa.types.is_decimal256(common) else common


def _common(kinds: Sequence[pa.DataType]) -> pa.DataType:
    if any(map(pa.types.is_timestamp, kinds)):  # a date is its midnight
        kinds = [pa.timestamp("us") if pa.types.is_date(kind) else kind for kind in kinds]
    schemas = [pa.schema([("", kind)]) for kind in kinds]
    return pa.unify_schemas(schemas, promote_options="permissive").field(0).type


def _as_texts(
    called: str,
    table: pa.Table,
    mixed: Sequence[str],
    texts_of: Callable[[str, Sequence[str]], pa.Table],
) -> pa.Table:
    names = [name for name in mixed if name in table.column_names and table[name].type != _TEXT]
    if not names:
        return table
    texts = texts_of(called, names)
    for name in names:
        # what was read as missing stays missing, though as a text it were the word for it
        column = pc.if_else(pc.is_valid(table[name]), texts[name], pa.scalar(None, _TEXT))
        table = table.set_column(table.column_names.index(name), name, column)
    return table


def _completed(table: pa.Table, schema: pa.Schema) -> pa.Table:
    columns = [
        pc.cast(table[field.name], field.type)
        if field.name in table.column_names and table[field.name].null_count < table.num_rows
        else pa.nulls(table.num_rows, field.type)
        for field in schema
    ]
    return pa.Table.from_arrays(columns, schema=schema)


def _doubt(name: str, columns: Mapping[str, pa.ChunkedArray]) -> str:
    kinds: dict[str, str] = {}
    for called, one in columns.items():
        kinds.setdefault(
            next((w for is_one, w in _WORDS if is_one(one.type)), str(one.type)), called
        )
    held = " and ".join(f"{words} in `{called}`" for words, called in kinds.items())
    return f"`{name}` is kept as text, for there are {held}; `types` decides"
