"""One file or several as one table: their rows together, and how each was read."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from pathlib import PurePath
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import pyarrow as pa

from jupyter_analyst.data.formats.format import Found
from jupyter_analyst.data.formats.known import format_of
from jupyter_analyst.data.sources.union import united
from jupyter_analyst.data.values.infer import typed
from jupyter_analyst.data.values.manner import Manner
from jupyter_analyst.errors import ReadError, UnknownNameError
from jupyter_analyst.wording import count, listed, size

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from jupyter_analyst.data.formats.file import File
    from jupyter_analyst.data.options import Options
    from jupyter_analyst.data.reading import Reading, Rejected
    from jupyter_analyst.data.sources.piece import Piece

_NO_VALUE = "__HIVE_DEFAULT_PARTITION__"
_SPELLING = ("format", "encoding", "delimiter", "quote", "decimal", "thousands", "header")
_SUMMED = ("skipped", "n_rejected", "n_empty_columns", "n_broken")
_FULL = 2  # a ratio below this says nothing


def read_pieces(pieces: Sequence[Piece], given: Options) -> Found:
    """Return the rows of one or more files as one table.

    Columns are put together by name; one that a file has not is missing there. Folders called
    like ``year=2024`` become columns.

    Parameters
    ----------
    pieces : sequence of Piece
        The files, at least one.
    given : Options
        What a person decided.

    Raises
    ------
    ReadError
        If one of them cannot be read, or the source column is called like another one.
    UnknownNameError
        If a type is given for a column that none has.
    """
    own = replace(given, member=None, source_column=None)
    if len(pieces) == 1:
        parts = {pieces[0].label: _read(pieces[0].file, own)}
    else:
        parts = {piece.label: _read_some(piece.file, own) for piece in pieces}
    found = _together(parts, pieces, own)
    table = _with_keys(found.table, parts)
    if given.source_column is not None:
        table = _with_column(table, given.source_column, pa.array(list(parts)), parts)
    notes = (*found.reading.notes, *packed(pieces))
    return replace(found, table=table, reading=replace(found.reading, notes=notes))


def _read(file: File, given: Options) -> Found:
    return format_of(file, given).read(file, given)


def _read_some(file: File, given: Options) -> Found:
    """Return the rows of one file of several; columns given a type may be in others only."""
    try:
        return _read(file, given)
    except UnknownNameError:
        names = _read(file, replace(given, types=None)).table.column_names
        types = {name: kind for name, kind in (given.types or {}).items() if name in names}
        return _read(file, replace(given, types=types or None))


def _together(parts: Mapping[str, Found], pieces: Sequence[Piece], given: Options) -> Found:
    if len(parts) == 1:
        return next(iter(parts.values()))
    files = {piece.label: piece.file for piece in pieces}

    def _texts_of(label: str, names: Sequence[str]) -> pa.Table:
        if "types" in format_of(files[label], given).options:
            types = {**(given.types or {}), **dict.fromkeys(names, "text")}
            return _read_some(files[label], replace(given, types=types)).table
        texts = pa.schema([(name, pa.string()) for name in names])
        return parts[label].table.select(names).cast(texts)

    table, mixed = united({label: one.table for label, one in parts.items()}, _texts_of)
    _check_named(given.types or {}, table.column_names, len(parts))
    readings = {label: one.reading for label, one in parts.items()}
    return Found(table, _reading(readings, mixed), tuple(_rejected(parts)))


def _check_named(types: Iterable[str], names: Sequence[str], n_files: int) -> None:
    """Check that columns given a type are there.

    Raises
    ------
    UnknownNameError
        If no file has one of them.
    """
    for name in types:
        if name not in names:
            where = f"in any of the files, {n_files} in all"
            raise UnknownNameError(name, "column", names, where=where)


def _rejected(parts: Mapping[str, Found]) -> Iterator[Rejected]:
    """Yield the rows kept aside, each with the file it stands in."""
    for label, one in parts.items():
        for row in one.rejected:
            yield replace(row, reason=f"{label}: {row.reason}")


def _reading(readings: Mapping[str, Reading], mixed: Sequence[str]) -> Reading:
    first, *_ = readings.values()
    sums: dict[str, Any] = {
        name: sum(getattr(one, name) for one in readings.values()) for name in _SUMMED
    }
    doubts = chain.from_iterable(one.doubts for one in readings.values())
    return replace(
        first,
        **sums,
        nulls=tuple(sorted(set().union(*(one.nulls for one in readings.values())))),
        renamed=_merged(one.renamed for one in readings.values()),
        units=_merged(one.units for one in readings.values()),
        descriptions=_merged(one.descriptions for one in readings.values()),
        n_bracketed=max(one.n_bracketed for one in readings.values()),
        notes=(*_said(readings), *_differing(readings)),
        doubts=tuple(dict.fromkeys([*mixed, *_other_units(readings), *doubts])),
    )


def _merged(records: Iterable[Mapping[str, str]]) -> dict[str, str]:
    """Return what records say together; the last one counts where they differ."""
    merged: dict[str, str] = {}
    for record in records:
        merged |= record
    return merged


def _said(readings: Mapping[str, Reading]) -> Iterator[str]:
    """Yield how many files there are, and what was noted for each."""
    yield f"{count(len(readings), 'file')} as one"
    notes = dict.fromkeys(note for one in readings.values() for note in one.notes)
    for note in notes:
        having = [label for label, one in readings.items() if note in one.notes]
        yield note if len(having) == len(readings) else f"{note} ({listed(having)})"


def _differing(readings: Mapping[str, Reading]) -> Iterator[str]:
    for name in _SPELLING:
        if len({getattr(one, name) for one in readings.values()} - {""}) > 1:
            yield f"{name} differs between the files"


def _other_units(readings: Mapping[str, Reading]) -> Iterator[str]:
    for name in dict.fromkeys(name for one in readings.values() for name in one.units):
        having = {
            one.units.get(name, "no sign"): label  # of several, the last will do
            for label, one in readings.items()
            if name in one.types or name in one.units
        }
        if len(having) > 1:
            said = " and ".join(f"{unit} in `{label}`" for unit, label in having.items())
            yield f"numbers of `{name}` stand beside {said}; `types` keeps them as text"


def _with_keys(table: pa.Table, parts: Mapping[str, Found]) -> pa.Table:
    """Return a table with the columns that are told by the names of the folders."""
    keys = [dict(_keys(label)) for label in parts]
    for name in dict.fromkeys(name for one in keys for name in one):
        if name not in table.column_names:  # a file knows its own rows best
            texts = pa.chunked_array([pa.array([one.get(name) for one in keys], pa.string())])
            values = typed([texts], [None], Manner())[0].values
            table = _with_column(table, name, values, parts)
    return table


def _keys(label: str) -> Iterator[tuple[str, str | None]]:
    for part in PurePath(label).parts[:-1]:
        name, is_key, value = part.partition("=")
        if is_key and name:
            yield unquote(name), None if value == _NO_VALUE else unquote(value)


def _with_column(
    table: pa.Table, name: str, values: pa.Array, parts: Mapping[str, Found]
) -> pa.Table:
    """Return a table with one more column: a value for all rows of each part.

    Raises
    ------
    ReadError
        If there is such a column already.
    """
    if name in table.column_names:
        message = f"`source_column` is {name!r}, which is a column already."
        raise ReadError(message, hint="Choose another name.", code="option-wrong")
    each = zip(values, parts.values(), strict=True)
    chunks = [pa.repeat(value, one.table.num_rows) for value, one in each]
    return table.append_column(name, pa.chunked_array(chunks, values.type))


def packed(pieces: Sequence[Piece]) -> Iterator[str]:
    """Yield how the files were packed, and how much more they are now.

    Parameters
    ----------
    pieces : sequence of Piece
        The files.
    """
    found = [piece for piece in pieces if piece.packing]
    if found:
        how = listed(list(dict.fromkeys(piece.packing for piece in found)))
        n_bytes = sum(piece.file.path.stat().st_size for piece in found)
        ratio = n_bytes / max(1, sum(piece.n_packed for piece in found))
        times = f", {ratio:,.0f} times as large" if ratio >= _FULL else ""
        yield f"unpacked from {how} ({size(n_bytes)}{times})"
