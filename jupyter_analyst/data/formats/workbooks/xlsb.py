"""The parts of an xlsb workbook, and a survey of the cells of a sheet."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from jupyter_analyst.data.formats.workbooks.ooxml import part_named, targets_of
from jupyter_analyst.data.formats.workbooks.survey import Survey

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Iterator

# The numbers of the records, as [MS-XLSB] names them.
_ROW = 0  # BrtRowHdr
_CELLS = range(2, 12)  # BrtCellRk to BrtFmlaError; 1 is a blank one
_ERRORS = {3, 11}  # BrtCellError, BrtFmlaError
_SHEET = 156  # BrtBundleSh


def sheet_parts(package: zipfile.ZipFile) -> dict[str, str]:
    """Return which part holds each sheet.

    Parameters
    ----------
    package : ZipFile
        The container.
    """
    targets = targets_of(package, "xl/_rels/workbook.bin.rels")
    found: dict[str, str] = {}
    for kind, data in _records(package.read(part_named(package, "xl/workbook.bin"))):
        if kind == _SHEET:
            key, rest = _text(data[8:])
            name, _ = _text(rest)
            if key in targets:
                found.setdefault(name, targets[key])
    return found


def survey_sheet(package: zipfile.ZipFile, part: str) -> Survey:
    """Return what is in the cells of a sheet.

    Parameters
    ----------
    package : ZipFile
        The container.
    part : str
        The part that holds the sheet.
    """
    survey = Survey()
    row = 0
    for kind, data in _records(package.read(part)):
        if kind == _ROW:
            row = _integer(data) + 1
        elif kind in _CELLS:
            survey.reach(row, _integer(data) + 1)
            survey.n_errors += kind in _ERRORS
    return survey


def _records(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the records; their kinds and lengths are written seven bits to a byte."""
    place = 0
    while place < len(data):
        kind, place = _number(data, place, 2)
        length, place = _number(data, place, 4)
        yield kind, data[place : place + length]
        place += length


def _number(data: bytes, place: int, most: int) -> tuple[int, int]:
    number = 0
    for step in range(most):
        byte = data[place + step]
        number |= (byte & 0x7F) << 7 * step
        if not byte & 0x80:
            return number, place + step + 1
    return number, place + most


def _integer(data: bytes) -> int:
    (number,) = struct.unpack_from("<I", data)
    return int(number)


def _text(data: bytes) -> tuple[str, bytes]:
    end = 4 + 2 * _integer(data)
    return data[4:end].decode("utf-16-le"), data[end:]
