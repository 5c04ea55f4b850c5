"""The cells of a text file as Arrow texts, and the rows that do not fit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
from pyarrow import csv

from jupyter_analyst.data.delimited.below import BELOW
from jupyter_analyst.data.delimited.dialect import ONE_COLUMN
from jupyter_analyst.data.reading import Rejected
from jupyter_analyst.data.values.spelling import spelled
from jupyter_analyst.errors import ReadError
from jupyter_analyst.wording import count

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from jupyter_analyst.data.delimited.dialect import Dialect

_BLOCK = 4 << 20
_LINES_BLOCK = 1 << 20
_LEAST_IN_BLOCKS = 2 << 20
_LONGEST = (1 << 31) - 1
MOST_UNCLOSED = 20
"""How many lines of a file may be set aside for a quote that is never closed."""
_AT_ONCE = 1 << 18  # what the processor keeps at hand
_NOTHING = re.compile(rb"[\r\n]*")

UNCLOSED = "a quote is opened and not closed"
"""Why a line was set aside that would have swallowed those behind it."""


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
    part = taken_apart(text, layout, len)
    check_share(part.rejected, len(part.rejected), len(part.columns[0]), layout.width)
    return part.columns, part.rejected


@dataclass(frozen=True)
class Part:
    """Whole rows from the front of a text, taken apart.

    Parameters
    ----------
    columns : list of ChunkedArray
        Their cells as texts, null where empty.
    rejected : list of Rejected
        Rows with another number of cells, with their lines in this text.
    n_bytes : int
        How much of the text they take.
    n_unclosed : int
        How many lines were set aside because a quote in them is never closed.
    """

    columns: list[pa.ChunkedArray]
    rejected: list[Rejected]
    n_bytes: int
    n_unclosed: int


def taken_apart(
    text: bytes, layout: Layout, end_of: Callable[[bytes], int], most_unclosed: int = MOST_UNCLOSED
) -> Part:
    """Return the whole rows at the front of a text as columns of texts.

    Parameters
    ----------
    text : bytes
        A text as UTF-8.
    layout : Layout
        Where the rows are in it.
    end_of : callable
        Where the last whole row of a text ends.
    most_unclosed : int
        How many lines may be set aside for a quote that is never closed.

    Raises
    ------
    ReadError
        If the rows cannot be taken apart.
    """
    remaining = text
    unclosed: list[str] = []
    n_cut = 0
    end = end_of(remaining)
    columns, unfit = _parsed(remaining[:end], layout)
    for _ in range(most_unclosed):
        torn = next((row for row, _ in unfit if _is_torn(row, layout.dialect)), None)
        if torn is None and _is_odd(remaining[:end], layout.dialect):
            torn = _torn_lines(remaining[:end], layout.dialect)
        if torn is None:
            break
        line, after = _cut(remaining, torn)
        unclosed.append(line)
        n_cut += len(remaining) - len(after)
        remaining = after
        end = end_of(remaining)
        columns, unfit = _parsed(remaining[:end], layout)
    whole = text[: end + n_cut]
    is_end = len(whole) == len(text)
    rows = _with_reasons(unfit, remaining if is_end else b"", layout.width)
    torn_rows = [(row, UNCLOSED) for row in unclosed]
    rejected = [
        *_located(whole, rows, layout.begin),
        *_located(whole, torn_rows, layout.begin),
    ]
    return Part(columns, sorted(rejected, key=lambda row: row.line), len(whole), len(unclosed))


def n_empty_lines(text: bytes, quote: str) -> int:
    """Return how many empty lines stand between the rows, not counting those inside a quote.

    Parameters
    ----------
    text : bytes
        The text as UTF-8.
    quote : str
        The quote character, or empty.
    """
    if not _has_empty_lines(text):
        return 0
    outside = text.split(quote.encode())[::2] if quote else [text]
    inner = sum(len(re.findall(rb"(?<=\n)\r?\n", part)) for part in outside)
    return inner + text.startswith((b"\n", b"\r\n"))


def _has_empty_lines(text: bytes) -> bool:
    if text.startswith((b"\n", b"\r\n")):
        return True
    if b"\r" in text and b"\n\r\n" in text:
        return True
    codes = np.frombuffer(text, np.uint8)
    for at in range(0, len(codes), _AT_ONCE):
        ends = codes[at : at + _AT_ONCE + 1] == ord("\n")
        if (ends[1:] & ends[:-1]).any():
            return True
    return False


def n_times(mark: str, text: bytes) -> int:
    """Return how often a character stands in a text; quicker than `bytes.count` on a long one.

    Parameters
    ----------
    mark : str
        A character of ASCII.
    text : bytes
        The text as UTF-8.
    """
    codes = np.frombuffer(text, np.uint8)
    pieces = range(0, len(codes), _AT_ONCE)
    return sum(int(np.count_nonzero(codes[at : at + _AT_ONCE] == ord(mark))) for at in pieces)


def has_lone_returns(text: bytes) -> bool:
    r"""Tell whether some \r stands in a text without \n behind it.

    Parameters
    ----------
    text : bytes
        The text as UTF-8.
    """
    if b"\r" not in text:
        return False
    codes = np.frombuffer(text, np.uint8)
    for at in range(0, len(codes), _AT_ONCE):
        piece = codes[at : at + _AT_ONCE + 1]
        returns = piece == ord("\r")
        if (returns[:-1] & (piece[1:] != ord("\n"))).any():
            return True
    return text.endswith(b"\r")


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


def without_null_marks(text: bytes, dialect: Dialect) -> tuple[bytes, tuple[str, ...]]:
    r"""Return a text in which cells that are \N, as MySQL writes missing, are empty.

    Where a backslash escapes, the parser would make the letter N of them.

    Parameters
    ----------
    text : bytes
        The text as UTF-8.
    dialect : Dialect
        How cells are set apart; nothing changes unless a backslash escapes.
    """
    if dialect.escape != "\\" or rb"\N" not in text:
        return text, ()
    end = re.escape(dialect.delimiter).encode()
    text, n_found = re.subn(rb"(?m)(^|(?<=" + end + rb"))\\N(?=" + end + rb"|\r?$)", b"", text)
    return text, (r"\N",) if n_found else ()


def plain_part(text: bytes, layout: Layout) -> Part | None:
    """Return the rows of a text in which every line is one; None if some is anything else.

    As many rows as line ends say that none of these is inside a quote, and no line is empty. Only
    a quote opened in the last row could hide one, and then the end of the text is in its cell.

    Parameters
    ----------
    text : bytes
        Whole lines of a text as UTF-8.
    layout : Layout
        Where the rows are in it.
    """
    newlines = bool(layout.dialect.quote)
    columns = _by_lines(text, layout, len(text) + 1, newlines=newlines)
    if columns is None or not len(columns[0]):
        return None
    last = columns[-1][-1].as_py()
    if _is_odd(text, layout.dialect) or (last and last.endswith("\n")):
        return None
    return Part(columns, [], len(text), 0)


def _parsed(text: bytes, layout: Layout) -> tuple[list[pa.ChunkedArray], list[tuple[str, int]]]:
    if _NOTHING.fullmatch(text, line_start(text, layout.begin)):
        return [pa.chunked_array([], pa.string()) for _ in range(layout.width)], []
    if len(text) > _LEAST_IN_BLOCKS and not has_lone_returns(text):
        columns = _by_lines(text, layout, _LINES_BLOCK, newlines=False)
        if columns is not None:
            return columns, []
    large = len(text) > 4 * _BLOCK
    table, unfit = _table(text, layout, _BLOCK if large else len(text) + 1, threads=large)
    if unfit and large:  # threads report them in any order
        table, unfit = _table(text, layout, _BLOCK, threads=False)
    return table.columns, unfit


def _by_lines(
    text: bytes, layout: Layout, block: int, *, newlines: bool
) -> list[pa.ChunkedArray] | None:
    """Return the columns of a text in which every line is a row; None if one may be anything else.

    Cut at any line end, a text is taken apart by several threads in half the time. There are as
    many rows as line ends only if no line is empty and none goes on in the next one.
    """
    try:
        table, unfit = _read(text, layout, block, threads=True, newlines=newlines)
    except pa.ArrowInvalid:  # as where the text ends inside a quote
        return None
    n_lines = n_times("\n", text) + (not text.endswith(b"\n")) - layout.begin
    return None if unfit or table.num_rows != n_lines else table.columns


def _table(
    text: bytes, layout: Layout, block: int, *, threads: bool = True
) -> tuple[pa.Table, list[tuple[str, int]]]:
    newlines = bool(layout.dialect.quote)
    try:
        return _read(text, layout, block, threads=threads, newlines=newlines)
    except pa.ArrowInvalid as error:
        if block < len(text) <= _LONGEST:  # a row larger than a block, or a quote left open
            return _table(text, layout, len(text) + 1, threads=False)
        message = f"The rows cannot be taken apart: {error}."
        hint = "Give `delimiter` and `quote`."
        raise ReadError(message, hint=hint, code="rows-unreadable") from error


def _read(
    text: bytes, layout: Layout, block: int, *, threads: bool, newlines: bool
) -> tuple[pa.Table, list[tuple[str, int]]]:
    unfit: list[tuple[str, int]] = []

    def _aside(row: csv.InvalidRow) -> str:
        unfit.append((row.text, row.actual_columns))
        return "skip"

    names = [str(place) for place in range(layout.width)]
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
            escape_char=layout.dialect.escape or False,
            newlines_in_values=newlines,
            invalid_row_handler=_aside,
        ),
        csv.ConvertOptions(
            column_types=dict.fromkeys(names, pa.string()),
            strings_can_be_null=True,
            null_values=[""],
            check_utf8=False,  # the text was decoded before
        ),
    )
    return table, unfit


def _is_torn(row: str, dialect: Dialect) -> bool:
    """Tell whether a row runs over lines because a quote in it was never closed."""
    if "\n" not in row or not dialect.quote:
        return False
    quote, delimiter = re.escape(dialect.quote), re.escape(dialect.delimiter)
    escape = re.escape(dialect.escape)
    escaped = rf"{escape}[\s\S]|" if escape else ""
    inside = rf"(?:{escaped}[^{quote}{escape}]|{quote}{quote})*"
    cell = rf"(?:{quote}{inside}{quote}|(?:{escaped}[^{delimiter}{quote}{escape}\n])*)"
    return re.fullmatch(rf"{cell}(?:{delimiter}{cell})*\s*", row) is None


def _is_odd(text: bytes, dialect: Dialect) -> bool:
    """Tell whether a quote is left open somewhere, though every row fits."""
    quote = dialect.quote.encode()
    if not quote or quote not in text:
        return False
    escaped = text.count(dialect.escape.encode() + quote) if dialect.escape else 0
    return bool((n_times(dialect.quote, text) - escaped) % 2)


def _torn_lines(text: bytes, dialect: Dialect) -> str | None:
    """Return a text from the first line on whose quote is closed by one that opens a cell."""
    quote, delimiter = re.escape(dialect.quote).encode(), re.escape(dialect.delimiter).encode()
    escaped = re.escape(dialect.escape).encode() + quote if dialect.escape else b"(?!)"
    plain = rb"(?:[^" + quote + rb"]|" + quote * 2 + rb")*"
    opens = re.compile(rb"(?:^|" + delimiter + rb")" + quote + plain + rb"$")
    closes = re.compile(plain + quote + rb"\s*(?:" + delimiter + rb"|$)")
    begin = -1
    position = 0
    for line in text.split(b"\n"):
        whole = re.sub(escaped, b"", line)
        if whole.count(dialect.quote.encode()) % 2:
            if begin < 0:
                begin = position if opens.search(whole) else -1
            elif closes.match(whole):
                begin = -1
            else:
                break
        position += len(line) + 1
    return text[begin:].decode() if begin >= 0 else None


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


def _with_reasons(
    unfit: Sequence[tuple[str, int]], text: bytes, width: int
) -> list[tuple[str, str]]:
    """Return rows with why they do not fit; those with one value at the end are no rows at all."""
    rows = [(row, f"{count(cells, 'value')} where {width} are expected") for row, cells in unfit]
    end = text.rstrip() if unfit else b""
    for place in range(len(unfit) - 1, -1, -1):
        row, cells = unfit[place]
        stripped = row.strip().encode()
        if cells > 1 or not end.endswith(stripped) or spelled(row) != "text":
            break
        rows[place] = (row, BELOW)
        end = end[: len(end) - len(stripped)].rstrip()
    return rows


def check_share(first: Sequence[Rejected], n_rejected: int, n_rows: int, width: int) -> None:
    """Check that more rows fit than do not.

    Parameters
    ----------
    first : sequence of Rejected
        The first of the rows that do not, for the message.
    n_rejected, n_rows : int
        How many do not, and how many do.
    width : int
        Number of columns.

    Raises
    ------
    ReadError
        If more rows are unfit than fit.
    """
    if n_rejected <= n_rows:
        return
    total = n_rejected + n_rows
    message = (
        f"{n_rejected:,} of {count(total, 'row')} do not have {count(width, 'value')}; "
        f"the first is line {first[0].line}: {first[0].text[:80]!r}."
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
    if dialect.gap:
        return " "
    return "" if dialect.delimiter == ONE_COLUMN else dialect.delimiter
