"""What kind of workbook a file is, what is known before it is parsed, and what is left out."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from jupyter_analyst.data.formats.workbooks import ooxml, xls, xlsb
from jupyter_analyst.data.formats.workbooks.damage import (
    BYTES_WRONG,
    refuse_damaged,
    refuse_protected,
)
from jupyter_analyst.data.formats.workbooks.opendocument import CONTENT, Content
from jupyter_analyst.data.formats.workbooks.package import check_package
from jupyter_analyst.data.formats.workbooks.survey import check_promise

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from jupyter_analyst.data.formats.file import File
    from jupyter_analyst.data.formats.workbooks.survey import Survey

_ZIP = b"PK\x03\x04"
_BOOKS = ("xl/workbook.xml", "xl/workbook.bin", CONTENT)
_MANIFEST = "META-INF/manifest.xml"
_OPENDOCUMENT = b"application/vnd.oasis.opendocument.spreadsheet"
_SUFFIXES = (".xlsx", ".xlsm", ".xltx", ".xltm", ".xlsb", ".xls", ".xlt", ".ods", ".ots")
_OLD_NAMES = [name.encode("utf-16-le") for name in ("Workbook", "Book", "EncryptedPackage")]
_MACROS = "its macros are left out"
_LINKS = "links to other files are not followed, the values stored with them are read"


@dataclass(frozen=True)
class Container:
    """What is known of a workbook before it is parsed.

    Parameters
    ----------
    format : str
        A key of the words for formats.
    survey : callable
        Tells of a sheet, by its place from 0 and its name, what is in its cells.
    notes : tuple of str
        What is left out, in words.
    """

    format: str
    survey: Callable[[int, str], Survey]
    notes: tuple[str, ...] = ()


def is_workbook(file: File) -> bool:
    """Tell whether a file is a workbook, be it damaged.

    Parameters
    ----------
    file : File
        The file.
    """
    start = file.start
    if start.startswith(_ZIP):
        return _OPENDOCUMENT in start[:200] or _holds_book(file)
    if start.startswith(xls.MAGIC):
        is_named = file.suffix in _SUFFIXES
        return is_named or any(name in file.content for name in _OLD_NAMES)
    return False


def container_of(file: File) -> Container:
    """Return what is known of a workbook, after all its parts were checked.

    Parameters
    ----------
    file : File
        The file.

    Raises
    ------
    ReadError
        If it is protected, damaged or made to do harm.
    """
    if file.start.startswith(_ZIP):
        package = zipfile.ZipFile(io.BytesIO(file.content))
        check_package(package, file.name)
        return _of_package(package, file.name)
    return _of_streams(xls.streams(file.content), file.name)


def _holds_book(file: File) -> bool:
    try:
        with zipfile.ZipFile(file.path) as package:
            names = package.namelist()
            is_named = any(name.lower().startswith("xl/") for name in names)
            return is_named or (
                CONTENT in names and package.read("mimetype").startswith(_OPENDOCUMENT)
            )
    except BYTES_WRONG:
        return b"xl/" in file.start or file.suffix in _SUFFIXES


def _of_package(package: zipfile.ZipFile, name: str) -> Container:
    names = [part.lower() for part in package.namelist()]
    books = [book for book in _BOOKS if book in names]
    if len(books) != 1:
        refuse_damaged(name, f"one of the parts {', '.join(_BOOKS)} was expected in it")
    if books == [CONTENT]:
        return _of_opendocument(package, name)
    has_macros = any(part.endswith("vbaproject.bin") for part in names)
    has_links = any(part.startswith("xl/externallinks/") for part in names)
    check_promise(*ooxml.n_promised(package), name)
    kind = xlsb if books[0].endswith(".bin") else ooxml
    survey = partial(_survey_part, package, kind.sheet_parts(package), kind.survey_sheet)
    return Container("excel", survey, _notes(has_macros=has_macros, has_links=has_links))


def _of_opendocument(package: zipfile.ZipFile, name: str) -> Container:
    if _MANIFEST in package.namelist() and b"encryption-data" in package.read(_MANIFEST):
        refuse_protected(name)
    content = Content(package)
    _check_all(content.surveys.values(), name)
    has_macros = any(part.startswith(("Basic/", "Scripts/")) for part in package.namelist())
    notes = _notes(has_macros=has_macros, has_links=content.has_links)
    return Container("ods", lambda _, sheet: content.surveys[sheet], notes)


def _of_streams(streams: dict[str, Callable[[], bytes]], name: str) -> Container:
    if "EncryptedPackage" in streams:
        refuse_protected(name)
    found = streams.get("Workbook") or streams.get("Book")
    if found is None:
        refuse_damaged(name, "it holds no stream of the name Workbook")
    book = found()
    if xls.is_protected(book):
        refuse_protected(name)
    check_promise(xls.n_promised(book), len(book), name)
    surveys = xls.surveys(book)
    _check_all(surveys, name)
    has_macros = any(stream.startswith("_VBA_PROJECT") for stream in streams)
    notes = _notes(has_macros=has_macros, has_links=False)
    return Container("excel", lambda place, _: surveys[place], notes)


def _check_all(surveys: Iterable[Survey], name: str) -> None:
    """Check all sheets where they are unpacked together."""
    for survey in surveys:
        survey.check(name)


def _survey_part(
    package: zipfile.ZipFile,
    parts: dict[str, str],
    survey: Callable[[zipfile.ZipFile, str], Survey],
    _: int,
    sheet: str,
) -> Survey:
    return survey(package, parts[sheet])


def _notes(*, has_macros: bool, has_links: bool) -> tuple[str, ...]:
    found = {_MACROS: has_macros, _LINKS: has_links}
    return tuple(note for note, applies in found.items() if applies)
