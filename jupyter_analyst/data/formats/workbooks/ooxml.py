"""The parts of an xlsx or xlsm workbook, and a survey of the cells of a sheet."""

from __future__ import annotations

import posixpath
import re
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, Any
from xml.parsers import expat

from jupyter_analyst.data.formats.workbooks.package import pieces
from jupyter_analyst.data.formats.workbooks.survey import Survey

if TYPE_CHECKING:
    import zipfile

_LIKE_A_CELL = re.compile(rb"<c[\s/>]")
_PREFIXED = re.compile(rb":c[\s/>]")
_CELL = re.compile(rb'<c r="[A-Z]{1,3}\d{1,7}"(?: [a-z]+="[^"<>]*")* ?/?>')
_COLUMN = re.compile(rb'<c r="([A-Z]+)')
_ROW = re.compile(rb'<c r="[A-Z]+(\d+)')
_UNVALUED = re.compile(
    rb"<c(\s[^<>]*)?>\s*<f(?:\s[^<>]*)?(?:/>|>[^<>]*</f>)\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>"
)
_FORMULA = b"<f"
_ERROR = b' t="e"'
_TEXT = b't="str"'


def sheet_parts(package: zipfile.ZipFile) -> dict[str, str]:
    """Return which part holds each sheet.

    Parameters
    ----------
    package : ZipFile
        The container.
    """
    sheets: list[tuple[str, str]] = []

    def _sheet(tag: str, attributes: dict[str, str]) -> None:
        if tag == "sheet":
            sheets.append((attributes["name"], attributes["id"]))

    parse(package, part_named(package, "xl/workbook.xml"), _sheet)
    targets = targets_of(package, "xl/_rels/workbook.xml.rels")
    return {name: targets[key] for name, key in reversed(sheets) if key in targets}


def n_promised(package: zipfile.ZipFile) -> tuple[int, int]:
    """Return how many texts the workbook says it shares, and how many bytes they take.

    Parameters
    ----------
    package : ZipFile
        The container.
    """
    promised = [0]

    def _element(_: str, attributes: dict[str, str]) -> None:
        counts = (attributes.get(name, "0") for name in ("count", "uniqueCount"))
        promised.extend(map(int, counts))

    try:
        part = part_named(package, "xl/sharedStrings.xml")
    except LookupError:
        return 0, 0
    parser = expat.ParserCreate()
    parser.StartElementHandler = _element
    parser.Parse(next(pieces(package, part), b""))  # the first element says it
    return max(promised), package.getinfo(part).file_size


def targets_of(package: zipfile.ZipFile, part: str) -> dict[str, str]:
    """Return to which parts the workbook refers, by the name of the reference.

    Parameters
    ----------
    package : ZipFile
        The container.
    part : str
        The part that lists them.
    """
    known = {name.lower(): name for name in package.namelist()}
    found: dict[str, str] = {}

    def _reference(tag: str, attributes: dict[str, str]) -> None:
        if tag == "Relationship":
            target = attributes["Target"].lstrip("/")
            whole = target if target.startswith("xl/") else posixpath.join("xl", target)
            place = posixpath.normpath(whole).lower()
            if place in known:
                found[attributes["Id"]] = known[place]

    parse(package, part_named(package, part), _reference)
    return found


def part_named(package: zipfile.ZipFile, wanted: str) -> str:
    """Return the name of a part as the container spells it.

    Parameters
    ----------
    package : ZipFile
        The container.
    wanted : str
        Its name in any case.

    Raises
    ------
    LookupError
        If it is not there.
    """
    for name in package.namelist():
        if name.lower() == wanted.lower():
            return name
    message = f"the part {wanted!r} is missing"
    raise LookupError(message)


def parse(
    package: zipfile.ZipFile, part: str, start: Any, end: Any = None, text: Any = None
) -> None:
    """Walk through the elements of a part.

    Parameters
    ----------
    package : ZipFile
        The container; no part of it declares entities.
    part : str
        Name of the part.
    start : callable
        Called with the local name and the attributes, by local name, of each element.
    end : callable, optional
        Called with the local name of each element when it ends.
    text : callable, optional
        Called with each piece of text between the tags.
    """

    def _started(tag: str, attributes: dict[str, str]) -> None:
        start(_local(tag), {_local(name): value for name, value in attributes.items()})

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = _started
    if end is not None:
        parser.EndElementHandler = lambda tag: end(_local(tag))
    if text is not None:
        parser.CharacterDataHandler = text
    for piece in pieces(package, part):
        parser.Parse(piece)
    parser.Parse(b"", True)  # noqa: FBT003  # expat takes it by position only


def survey_sheet(package: zipfile.ZipFile, part: str) -> Survey:
    """Return what is in the cells of a sheet.

    Cells as Excel writes them are found by patterns; a part with any other is parsed, which
    takes ten times as long.

    Parameters
    ----------
    package : ZipFile
        The container.
    part : str
        The part that holds the sheet.
    """
    survey = Survey()
    rest = b""
    for piece in chain(pieces(package, part), (b"",)):
        text = rest + piece
        cut = _cut(text) if piece else len(text)
        text, rest = text[:cut], text[cut:]
        if not _count(text, survey):
            return _parsed(package, part)
    return survey


def _cut(text: bytes) -> int:
    """Return where the last cell begins, which may go on in the next piece."""
    place = text.rfind(b"<c ")
    return place if place > 0 else max(text.rfind(b"<"), 0)


def _count(text: bytes, survey: Survey) -> bool:
    """Count the cells of a piece; False if some are not written the usual way."""
    cells = _CELL.findall(text)
    if len(cells) != len(_LIKE_A_CELL.findall(text)) or _PREFIXED.search(text):
        return False
    filled = [cell for cell in cells if not cell.endswith(b"/>")]
    if filled:
        tags = b"".join(filled)
        survey.n_columns = max(survey.n_columns, *map(_number, set(_COLUMN.findall(tags))))
        survey.n_rows = max(survey.n_rows, *map(int, set(_ROW.findall(tags))))
        survey.n_filled += len(filled)
        survey.n_errors += tags.count(_ERROR)
    if _FORMULA in text:
        survey.n_unvalued += sum(_TEXT not in found for found in _UNVALUED.findall(text))
    return True


@cache
def _number(letters: bytes) -> int:
    """Return the number of a column, from 1, for its letters."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - ord("A") + 1
    return number


def _local(name: str) -> str:
    return name.rpartition(" ")[2]


class _Cells:
    """Counts cells element by element, wherever they say or do not say they are."""

    def __init__(self) -> None:
        self.survey = Survey()
        self.row = self.column = 0
        self.kind = self.inside = ""
        self.has_formula = self.has_value = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Note a row, a cell or a formula that begins."""
        self.inside = tag
        if tag == "row":
            self.row, self.column = int(attributes.get("r", self.row + 1)), 0
        elif tag == "c":
            self._begin(attributes.get("r", ""))
            self.kind = attributes.get("t", "")
            self.has_formula, self.has_value = False, self.kind == "str"
        elif tag == "f":
            self.has_formula = True

    def text(self, _: str) -> None:
        """Note that a cell holds something."""
        self.has_value |= self.inside in {"v", "t"}

    def end(self, tag: str) -> None:
        """Count a cell that ends, if it holds anything."""
        self.inside = ""
        if tag != "c" or not (self.has_value or self.has_formula):
            return
        self.survey.reach(self.row, self.column)
        self.survey.n_errors += self.kind == "e"
        self.survey.n_unvalued += self.has_formula and not self.has_value

    def _begin(self, place: str) -> None:
        found = re.fullmatch(r"([A-Za-z]+)(\d+)", place)
        self.column = _number(found[1].encode()) if found else self.column + 1
        self.row = int(found[2]) if found else self.row


def _parsed(package: zipfile.ZipFile, part: str) -> Survey:
    cells = _Cells()
    parse(package, part, cells.start, cells.end, cells.text)
    return cells.survey
