"""From the bytes of a JSON file to typed rows."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

from jupyter_analyst.data import frame
from jupyter_analyst.data.delimited.encoding import encoding_of, to_utf8
from jupyter_analyst.data.delimited.header import unique
from jupyter_analyst.data.documents.columns import columns_of, typed
from jupyter_analyst.data.documents.parse import Parser, too_deep
from jupyter_analyst.data.documents.place import Place, place_of
from jupyter_analyst.data.formats.format import Format, Found
from jupyter_analyst.data.reading import MOST_KEPT, Reading, kept_of
from jupyter_analyst.errors import ReadError, UnknownNameError
from jupyter_analyst.wording import count, listed

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from jupyter_analyst.data.formats.file import File
    from jupyter_analyst.data.options import Options
    from jupyter_analyst.data.reading import Rejected

_SUFFIXES = (".json", ".geojson")
_LINES = (".jsonl", ".ndjson")
_LOOKS = re.compile(r'\s*(?:\{\s*["}]|\[\s*[\[{])')
_NARROW = {"utf-8", "utf-8-sig"}


def read_json(file: File, given: Options) -> Found:
    """Return the rows of a JSON file, how they were read, and what was set aside.

    Parameters
    ----------
    file : File
        The file.
    given : Options
        What a person decided.

    Raises
    ------
    ReadError
        If it is no JSON, or holds no rows.
    UnknownNameError
        If `table` or `types` name something that does not exist.
    """
    content = file.content
    encoding = given.encoding or _encoding(content)
    utf8, n_broken = to_utf8(content, encoding)
    text = utf8.decode()
    try:
        parsed = _parsed(file, text)
        place = _place(parsed, given)
        columns = columns_of(place, header=given.header)
    except RecursionError as error:
        deep = too_deep(file.name, text)
        raise deep from error
    table, renamed, doubts = _table(columns.plain, given, file.name)
    rejected = (*parsed.unfit, *columns.rejected)
    said = (*columns.notes(), *_said(parsed.parser, table), *kept_of(len(rejected)))
    reading = Reading(
        "json-lines" if parsed.is_lines else "json",
        encoding=encoding,
        skipped=_n_empty_lines(text) if parsed.is_lines else 0,
        renamed=renamed,
        n_rejected=len(rejected),
        n_broken=n_broken,
        notes=(*place.notes, *said),
        doubts=(*place.doubts, *doubts),
    )
    return Found(table, reading, rejected[:MOST_KEPT])


@dataclass(frozen=True)
class _Parsed:
    """What a text holds: one value, or the values of its lines and the lines that are none."""

    parser: Parser
    value: Any
    is_lines: bool = False
    unfit: tuple[Rejected, ...] = ()


def _parsed(file: File, text: str) -> _Parsed:
    """Return what a text holds, in the first way that fits it."""
    ways = [_document, _lines, _sequence]
    if file.suffix in _LINES:
        ways = [_lines, _document, _sequence]
    failed: list[ReadError] = []
    for way in ways:
        try:
            return way(Parser(file.name), text)
        except ReadError as error:
            failed.append(error)
    raise failed[0]


def _document(parser: Parser, text: str) -> _Parsed:
    return _Parsed(parser, parser.document(text))


def _lines(parser: Parser, text: str) -> _Parsed:
    values, unfit = parser.lines(text)
    return _Parsed(parser, values, is_lines=True, unfit=tuple(unfit))


def _sequence(parser: Parser, text: str) -> _Parsed:
    return _Parsed(parser, parser.sequence(text))


def _place(parsed: _Parsed, given: Options) -> Place:
    if parsed.is_lines and given.table is None:
        return Place(parsed.value)
    return place_of(parsed.value, given.table)


def _table(
    plain: Sequence[tuple[str, list[Any]]], given: Options, file: str
) -> tuple[pa.Table, dict[str, str], list[str]]:
    names, _ = unique(name for name, _ in plain)
    kinds = given.types or {}
    _check_named(kinds, names, file)
    doubts: list[str] = []
    columns = []
    for name, (_, values) in zip(names, plain, strict=True):
        column, found = typed(name, values, kinds.get(name))
        doubts += found
        columns.append(column)
    old = [name for name, _ in plain]
    table, renamed = frame.normalised(pa.Table.from_arrays(columns, old))
    return table, renamed, doubts


def _check_named(kinds: Iterable[str], names: Sequence[str], file: str) -> None:
    """Check that columns given a type are there.

    Raises
    ------
    UnknownNameError
        If one is not.
    """
    for name in kinds:
        if name not in names:
            raise UnknownNameError(name, "column", names, where=f"in `{file}`")


def _said(parser: Parser, table: pa.Table) -> list[str]:
    """Return in words what is unusual in how the values are spelled."""
    floats = [column for column in table.columns if pa.types.is_floating(column.type)]
    n_infinite = sum(pc.sum(pc.is_inf(column)).as_py() or 0 for column in floats)
    too_large = max(0, n_infinite - parser.n_infinite)
    keys = [f"`{key}` in {count(n, 'object')}" for key, n in parser.repeated.most_common()]
    told = []
    if keys:
        told.append(f"keys there twice, the last value read: {listed(keys)}")
    if too_large:
        told.append(f"{count(too_large, 'number')} too large for a float read as infinite")
    return told


def _n_empty_lines(text: str) -> int:
    lines = text.split("\n")
    if not lines[-1].strip():
        lines.pop()  # behind the last line end there is no line
    return sum(not line or line.isspace() for line in lines)


def _encoding(content: bytes) -> str:
    wide = json.detect_encoding(content)
    return encoding_of(content) if wide in _NARROW else wide


def _is_json(file: File, given: Options) -> bool:
    if file.suffix in {*_SUFFIXES, *_LINES}:
        return True
    start = file.start
    text = start.decode(given.encoding or json.detect_encoding(start), "ignore")
    return _LOOKS.match(text.removeprefix("\ufeff")) is not None


JSON = Format(
    words="a JSON file",
    suffixes=(*_SUFFIXES, *_LINES),
    is_one=_is_json,
    read=read_json,
    options=frozenset(("encoding", "header", "table", "types")),
)
