"""The cells of a text file as Arrow texts, and the rows that do not fit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyarrow as pa
from pyarrow import csv

from jupyter_analyst.data.delimited.dialect import ONE_COLUMN
from jupyter_analyst.data.reading import Rejected
from jupyter_analyst.errors import ReadError
from jupyter_analyst.wording import count

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jupyter_analyst.data.delimited.dialect import Dialect

_BLOCK = 4 << 20
_LONGEST = (1 << 31) - 1
_ROUNDS = 20
_NOTHING = re.compile(rb"[\r\n]*")


@dataclass(frozen=True)
class Layout:
    """Where the rows stand in a text and how they are taken apart.

    Parameters
    ----------
    dialect : Dialect
        How cells are set apart.
    width : int
        Number of columns.
    begin : int
        Line of the first row of values, from 0.
    """

    dialect: Dialect
    width: int
    begin: int


def read_cells(text: bytes, layout: Layout) -> tuple[list[pa.ChunkedArray], list[Rejected]]:
    """Return the columns as texts, and the rows with another number of cells.

    Empty cells are null. A quote that is opened and never closed costs its own line, not the
    rest of the file.

    Parameters
    ----------
    text : bytes
        The whole text as UTF-8.
    layout : Layout
        Where the rows are in it.

    Raises
    ------
    ReadError
        If more rows are unfit than fit.
    """
    remaining = text
    unclosed: list[str] = []
    columns, unfit = _parsed(remaining, layout)
    for _ in range(_ROUNDS):
        torn = next((row for row, _ in unfit if _is_torn(row, layout.dialect)), None)
        if torn is None:
            break
        line, after = _cut(remaining, torn)
        unclosed.append(line)
        remaining = after
        columns, unfit = _parsed(remaining, layout)
    rows = [(row, _reason(cells, layout.width)) for row, cells in unfit]
    reason = "a quote is opened and not closed"
    torn_rows = [(row, reason) for row in unclosed]
    rejected = [
        *_located(text, rows, layout.begin),
        *_located(text, torn_rows, layout.begin),
    ]
    _check_share(rejected, len(columns[0]), layout.width)
    return columns, sorted(rejected, key=lambda row: row.line)


def n_empty_lines(text: bytes, quote: str) -> int:
    """Return how many empty lines stand between the rows, not counting those inside a quote.

    Parameters
    ----------
    text : bytes
        The text as UTF-8.
    quote : str
        The quote character, or empty.
    """
    if b"\n\n" not in text and b"\n\r\n" not in text and not text.startswith((b"\n", b"\r\n")):
        return 0
    outside = text.split(quote.encode())[::2] if quote else [text]
    inner = sum(len(re.findall(rb"(?<=\n)\r?\n", part)) for part in outside)
    return inner + text.startswith((b"\n", b"\r\n"))


def line_start(text: bytes, line: int) -> int:
    """Return where in a text a line begins, its end if it has fewer lines.

    Parameters
    ----------
    text : bytes
        The text.
    line : int
        Number of the line, from 0.
    """
    position = 0
    for _ in range(line):
        position = text.find(b"\n", position) + 1
        if not position:
            return len(text)
    return position


def _parsed(text: bytes, layout: Layout) -> tuple[list[pa.ChunkedArray], list[tuple[str, int]]]:
    if _NOTHING.fullmatch(text, line_start(text, layout.begin)):
        return [pa.chunked_array([], pa.string()) for _ in range(layout.width)], []
    large = len(text) > 2 * _BLOCK
    table, unfit = _table(text, layout, _BLOCK if large else len(text) + 1)
    if unfit and large:  # threads report them in any order
        table, unfit = _table(text, layout, _BLOCK, threads=False)
    return table.columns, unfit


def _table(
    text: bytes, layout: Layout, block: int, *, threads: bool = True
) -> tuple[pa.Table, list[tuple[str, int]]]:
    unfit: list[tuple[str, int]] = []

    def _aside(row: csv.InvalidRow) -> str:
        unfit.append((row.text, row.actual_columns))
        return "skip"

    names = [str(place) for place in range(layout.width)]
    try:
        table = csv.read_csv(
            pa.BufferReader(text),
            csv.ReadOptions(
                column_names=names,
                skip_rows=layout.begin,
                block_size=block,
                use_threads=threads,
            ),
            csv.ParseOptions(
                delimiter=layout.dialect.delimiter,
                quote_char=layout.dialect.quote or False,
                newlines_in_values=bool(layout.dialect.quote),
                invalid_row_handler=_aside,
            ),
            csv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.string()),
                strings_can_be_null=True,
                null_values=[""],
            ),
        )
    except pa.ArrowInvalid as error:
        if block < len(text) <= _LONGEST:  # a row larger than a block, or a quote left open
            return _table(text, layout, len(text) + 1, threads=False)
        message = f"The rows cannot be taken apart: {error}."
        hint = "Give `delimiter` and `quote`."
        raise ReadError(message, hint=hint, code="rows-unreadable") from error
    return table, unfit


def _is_torn(row: str, dialect: Dialect) -> bool:
    """Tell whether a row runs over lines because a quote in it was never closed."""
    if "\n" not in row or not dialect.quote:
        return False
    quote, delimiter = re.escape(dialect.quote), re.escape(dialect.delimiter)
    cell = rf"(?:{quote}(?:[^{quote}]|{quote}{quote})*{quote}|[^{delimiter}{quote}\n]*)"
    return re.fullmatch(rf"{cell}(?:{delimiter}{cell})*\s*", row) is None


def _cut(text: bytes, torn: str) -> tuple[str, bytes]:
    """Return the first line of a torn row, and the text without it."""
    line = torn.split("\n", 1)[0]
    start = text.find(torn.encode())
    return line.rstrip("\r"), text[:start] + text[start + len(line.encode()) + 1 :]


def _located(text: bytes, rows: Iterable[tuple[str, str]], begin: int) -> list[Rejected]:
    """Return rows with the line they begin on; they come in the order of the file."""
    found: list[Rejected] = []
    position, line = line_start(text, begin), begin + 1
    for row, reason in rows:
        start = _find_row(text, row.encode(), position)
        if start < 0:
            found.append(Rejected(0, row, reason))
            continue
        line += text.count(b"\n", position, start)
        found.append(Rejected(line, row, reason))
        position = start + len(row.encode())
        line += row.count("\n")
    return found


def _find_row(text: bytes, row: bytes, position: int) -> int:
    """Return where a row stands that fills its lines, -1 if nowhere behind a position."""
    start = text.find(row, position)
    while start >= 0:
        before, after = (
            text[max(start - 1, 0) : start],
            text[start + len(row) : start + len(row) + 1],
        )
        if before in {b"", b"\n", b"\r"} and after in {b"", b"\n", b"\r"}:
            return start
        start = text.find(row, start + 1)
    return -1


def _reason(cells: int, width: int) -> str:
    return f"{count(cells, 'value')} where {width} are expected"


def _check_share(rejected: list[Rejected], n_rows: int, width: int) -> None:
    if len(rejected) <= n_rows:
        return
    total = len(rejected) + n_rows
    message = (
        f"{len(rejected):,} of {count(total, 'row')} do not have {count(width, 'value')}; "
        f"the first is line {rejected[0].line}: {rejected[0].text[:80]!r}."
    )
    hint = "Give `delimiter`, `quote` or `header`."
    raise ReadError(message, hint=hint, code="rows-ragged")


def shown_delimiter(dialect: Dialect) -> str:
    """Return the delimiter for people, empty for a file of one column.

    Parameters
    ----------
    dialect : Dialect
        How the cells are set apart.
    """
    return "" if dialect.delimiter == ONE_COLUMN else dialect.delimiter
