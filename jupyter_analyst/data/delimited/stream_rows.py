"""The rows of a large text, some whole rows at a time."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from jupyter_analyst.data.delimited.cells import (
    MOST_UNCLOSED,
    Part,
    line_start,
    n_times,
    plain_part,
    taken_apart,
)
from jupyter_analyst.data.delimited.stream_text import LONGEST, WholeError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from jupyter_analyst.data.delimited.cells import Layout
    from jupyter_analyst.data.delimited.dialect import Dialect

_TAIL = 32
_ENDS = b"\r\n"
_TRUST = 4
"""How much more often than not lines may be something else than rows before none is believed."""


def parts_of(pieces: Iterable[bytes], layout: Layout) -> Iterator[Part]:
    """Yield the rows of a text, taken apart, with the lines they have in all of it.

    The last part holds the last lines, at least 32, so that what stands below a table is seen
    together.

    Parameters
    ----------
    pieces : iterable of bytes
        The text as UTF-8, each piece some whole lines.
    layout : Layout
        Where the rows are in it.

    Raises
    ------
    ReadError
        If the rows cannot be taken apart.
    WholeError
        If a row is too long to be held.
    """
    text = b""
    line = 0
    left = MOST_UNCLOSED
    trust = _TRUST

    def end_of(text: bytes) -> int:
        begin = line_start(text, layout.begin)
        return row_end(text[: _tail_start(text)], layout.dialect, begin)

    for piece in pieces:
        text += piece
        part = _plain(text, layout) if trust else None
        trust += (1 if part else -1) if trust else 0
        part = part or taken_apart(text, layout, end_of, left)
        if not part.n_bytes:
            _check_length(text)
            continue
        yield _moved(part, line)
        line += n_times("\n", text[: part.n_bytes])
        text = text[part.n_bytes :]
        left -= part.n_unclosed
        layout = replace(layout, begin=max(layout.begin - line, 0))
    yield _moved(taken_apart(text, layout, len, left), line)


def _plain(text: bytes, layout: Layout) -> Part | None:
    """Return the rows of a text without its last lines; None if some line is no row."""
    end = _last_line_end(text[: _tail_start(text)], 0)
    return plain_part(text[:end], layout) if end else None


def row_end(text: bytes, dialect: Dialect, begin: int = 0) -> int:
    """Return where the last whole row of a text ends; 0 if it has none.

    Rows end as in Arrow's reader: a line end inside a quoted cell is part of the cell, and only
    a quote at the beginning of a cell quotes it.

    Parameters
    ----------
    text : bytes
        The text as UTF-8.
    dialect : Dialect
        How it is set apart.
    begin : int
        Where the first row begins.
    """
    quote = dialect.quote.encode()
    if not quote or text.find(quote, begin) < 0:
        return _last_line_end(text, begin)
    if not dialect.escape:
        places = begin + np.flatnonzero(np.frombuffer(text, np.uint8, offset=begin) == quote[0])
        if _is_regular(text, begin, places, dialect):
            return _outside(text, begin, places)
    found = _rows(dialect).match(text, begin)
    return 0 if found is None or found.end() == begin else found.end()


def _outside(text: bytes, begin: int, places: np.ndarray[tuple[int], np.dtype[np.intp]]) -> int:
    """Return where the last line end stands that is outside quotes which open and close in turn."""
    end = _last_line_end(text, begin)
    while end:
        n_before = int(np.searchsorted(places, end))
        if n_before % 2 == 0:
            return end
        end = _last_line_end(text[: int(places[n_before - 1])], begin)
    return 0


def _is_regular(
    text: bytes, begin: int, places: np.ndarray[tuple[int], np.dtype[np.intp]], dialect: Dialect
) -> bool:
    """Tell whether quotes stand at the ends of cells only, or twice inside them."""
    codes = np.frombuffer(text, np.uint8)
    borders = np.zeros(256, bool)
    borders[list(dialect.delimiter.encode() + _ENDS)] = True
    opening, closing = places[::2], places[1::2]
    is_first = opening == begin
    begins = is_first | borders[codes[opening - 1]]
    again = min(len(opening) - 1, len(closing))
    begins[1:] |= opening[1:] == closing[:again] + 1  # the second of a doubled quote
    last = closing + 1 == len(text)
    ends = last | borders[codes[np.minimum(closing + 1, len(text) - 1)]]
    ends[:again] |= opening[1:] == closing[:again] + 1
    return bool(begins.all() and ends.all())


@lru_cache
def _rows(dialect: Dialect) -> re.Pattern[bytes]:
    """Return the pattern of as many whole rows as there are, whatever stands in them."""
    quote, delimiter = re.escape(dialect.quote), re.escape(dialect.delimiter)
    escape = re.escape(dialect.escape)
    escaped = rf"|{escape}[\s\S]" if escape else ""
    plain = rf"(?:[^{delimiter}\r\n{escape}]{escaped})"
    first = rf"(?:[^{quote}{delimiter}\r\n{escape}]{escaped})"
    inside = rf"(?:[^{quote}{escape}]++|{quote}{quote}{escaped})*+"
    cell = rf"(?:{quote}{inside}{quote}{plain}*+|{first}{plain}*+)?+"
    return re.compile(rf"(?:(?:{cell}{delimiter})*+{cell}[\r\n])*+".encode())


def _last_line_end(text: bytes, begin: int) -> int:
    return text.rfind(b"\n", begin) + 1


def _tail_start(text: bytes) -> int:
    """Return where the last lines begin."""
    start = len(text)
    for _ in range(_TAIL):
        start = text.rfind(b"\n", 0, max(start - 1, 0)) + 1
    return start


def _moved(part: Part, n_lines: int) -> Part:
    """Return a part with the lines its rows have in the file."""
    rejected = [replace(row, line=row.line + n_lines) if row.line else row for row in part.rejected]
    return replace(part, rejected=rejected)


def _check_length(text: bytes) -> None:
    """Check that the rest of a text is not too long for one row.

    Raises
    ------
    WholeError
        If it is.
    """
    if len(text) > LONGEST:
        message = "a row of more than 64 MB, perhaps because a quote is never closed"
        raise WholeError(message)
