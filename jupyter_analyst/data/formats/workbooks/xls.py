"""The streams of an old xls workbook, and a survey of the cells of its sheets."""

from __future__ import annotations

import struct
from functools import partial
from typing import TYPE_CHECKING

from jupyter_analyst.data.formats.workbooks.survey import Survey

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How a compound file begins."""

_END = 0xFFFFFFFA  # sectors from here on mean something else
_ENTRY = 128
_SMALL = 64
_STREAM = 2
_ROOT = 5

# The numbers of the records, as [MS-XLS] names them.
_SHEET, _TEXTS, _DIMENSIONS, _BEGIN, _FINISH = 0x0085, 0x00FC, 0x0200, 0x0809, 0x000A
_MANY = {0x00BD: 6}  # MulRk: cells side by side; the last column stands at the end
_CELLS = {0x0203, 0x0204, 0x00D6, 0x00FD, 0x027E, 0x0205, 0x0006, 0x0206, 0x0406, 0x00BD}
_PASSWORD = 0x002F
_OLD_DIMENSIONS = 10
_MOST_COLUMNS = 256
_BOOLEAN_OR_ERROR = 0x0205
_FORMULAS = {0x0006, 0x0206, 0x0406}


def streams(data: bytes) -> dict[str, Callable[[], bytes]]:
    """Return the streams of a compound file by name; each is put together when it is called.

    Parameters
    ----------
    data : bytes
        The file.
    """
    size = 1 << struct.unpack_from("<H", data, 30)[0]
    first, least, small_first = struct.unpack_from("<I4xII", data, 48)
    table = _sector_table(data, size)
    listing = _chained(data, first, table, size, size)
    entries = [listing[at : at + _ENTRY] for at in range(0, len(listing), _ENTRY)]
    (root, *_) = (_where(entry) for entry in entries if entry[66] == _ROOT)

    def _stream(start: int, length: int) -> bytes:
        if length >= least:
            return _chained(data, start, table, size, size)[:length]
        small = _chained(data, root[0], table, size, size)
        small_table = _numbers(_chained(data, small_first, table, size, size))
        return _chained(small, start, small_table, _SMALL, 0)[:length]

    return {
        _name(entry): partial(_stream, *_where(entry))
        for entry in reversed(entries)
        if entry[66] == _STREAM
    }


def is_protected(book: bytes) -> bool:
    """Tell whether a workbook is encrypted.

    Parameters
    ----------
    book : bytes
        The stream that holds the workbook.
    """
    return any(kind == _PASSWORD for kind, _ in _until_finish(book, 0))


def n_promised(book: bytes) -> int:
    """Return how many texts the workbook says it shares.

    Parameters
    ----------
    book : bytes
        The stream that holds the workbook.
    """
    counts = (
        max(struct.unpack_from("<II", data))
        for kind, data in _until_finish(book, 0)
        if kind == _TEXTS
    )
    return max(counts, default=0)


def surveys(book: bytes) -> list[Survey]:
    """Return what is in the cells of each sheet, in their order.

    Parameters
    ----------
    book : bytes
        The stream that holds the workbook.
    """
    places = [
        struct.unpack_from("<I", data)[0] for kind, data in _until_finish(book, 0) if kind == _SHEET
    ]
    return [_survey(book, place) for place in places]


def _survey(book: bytes, place: int) -> Survey:
    survey = Survey()
    for kind, data in _until_finish(book, place):
        if kind == _DIMENSIONS:  # room is taken for what it says, which may end before it begins
            rows_and_columns = "<IIHH" if len(data) > _OLD_DIMENSIONS else "<HHHH"
            top, bottom, left, right = struct.unpack_from(rows_and_columns, data)
            if top > bottom or left > right:
                message = "a sheet ends before it begins"
                raise ValueError(message)
            survey.n_rows, survey.n_columns = bottom, right
        elif kind in _CELLS:
            row, column = struct.unpack_from("<HH", data)
            last = struct.unpack_from("<H", data, len(data) - 2)[0] if kind in _MANY else column
            survey.reach(row + 1, max(column, last) + 1)
            survey.n_errors += _is_error(kind, data)
    if survey.n_columns > _MOST_COLUMNS:
        message = f"a cell stands in column {survey.n_columns:,} of {_MOST_COLUMNS}"
        raise ValueError(message)
    return survey


def _is_error(kind: int, data: bytes) -> bool:
    if kind == _BOOLEAN_OR_ERROR:
        return data[7] == 1
    return kind in _FORMULAS and data[12:14] == b"\xff\xff" and data[6] == 2


def _until_finish(book: bytes, place: int) -> Iterator[tuple[int, bytes]]:
    """Yield the records of a part of the stream; charts inside it are parts of their own."""
    depth = 0
    while place + 4 <= len(book):
        kind, length = struct.unpack_from("<HH", book, place)
        data = book[place + 4 : place + 4 + length]
        depth += (kind == _BEGIN) - (kind == _FINISH)
        if depth == 1:
            yield kind, data
        if depth <= 0:
            return
        place += 4 + length


def _sector_table(data: bytes, size: int) -> list[int]:
    """Return for each sector the one that follows it."""
    places = list(struct.unpack_from("<109I", data, 76))
    more, n_more = struct.unpack_from("<II", data, 68)
    for _ in range(min(n_more, len(data) // size)):
        if more >= _END:
            break
        *listed, more = _numbers(_sector(data, more, size, size))
        places += listed
    sectors = (_sector(data, place, size, size) for place in places if place < _END)
    return _numbers(b"".join(sectors))


def _chained(data: bytes, sector: int, table: list[int], size: int, begin: int) -> bytes:
    """Return the sectors that follow each other from one on."""
    found = []
    for _ in range(len(table) + 1):
        if sector >= len(table):
            break
        found.append(_sector(data, sector, size, begin))
        sector = table[sector]
    return b"".join(found)


def _sector(data: bytes, number: int, size: int, begin: int) -> bytes:
    start = begin + number * size
    return data[start : start + size]


def _numbers(data: bytes) -> list[int]:
    return list(struct.unpack_from(f"<{len(data) // 4}I", data))


def _name(entry: bytes) -> str:
    n = struct.unpack_from("<H", entry, 64)[0]
    return entry[: max(n - 2, 0)].decode("utf-16-le", "replace")


def _where(entry: bytes) -> tuple[int, int]:
    start, length = struct.unpack_from("<II", entry, 116)
    return start, length
