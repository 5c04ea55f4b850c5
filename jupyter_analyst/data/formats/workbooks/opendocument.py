"""The sheets of an OpenDocument spreadsheet: a survey of their cells, and what they lead to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jupyter_analyst.data.formats.workbooks.ooxml import parse
from jupyter_analyst.data.formats.workbooks.survey import Survey

if TYPE_CHECKING:
    import zipfile

CONTENT = "content.xml"
"""The part that holds all sheets."""

_CELLS = {"table-cell", "covered-table-cell"}


class Content:
    """What stands in the content of an OpenDocument spreadsheet.

    Parameters
    ----------
    package : ZipFile
        The container.
    """

    def __init__(self, package: zipfile.ZipFile) -> None:
        self.surveys: dict[str, Survey] = {}
        self.has_links = False
        self._now = Survey()
        self._row = self._column = 0
        self._repeated = 1
        self._filled: list[int] = []
        parse(package, CONTENT, self._start, self._end)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "table":
            self._now, self._row = Survey(), 0
            self.surveys.setdefault(attributes.get("name", ""), self._now)
        elif tag == "table-row":
            self._column, self._filled = 0, []
            self._repeated = int(attributes.get("number-rows-repeated", 1))
        elif tag in _CELLS:
            self._cell(attributes)
        elif tag in {"table-source", "cell-range-source"}:
            self.has_links = True

    def _cell(self, attributes: dict[str, str]) -> None:
        n = int(attributes.get("number-columns-repeated", 1))
        formula = attributes.get("formula", "")
        is_error = attributes.get("value-type") == "error"  # LibreOffice's own mark
        if "value-type" in attributes:
            self._filled.append(n)
            self._now.n_columns = max(self._now.n_columns, self._column + n)
        elif formula:
            self._now.n_unvalued += n * self._repeated
        self._now.n_errors += n * self._repeated * is_error
        self.has_links |= "file:" in formula or "http" in formula
        self._column += n

    def _end(self, tag: str) -> None:
        if tag != "table-row":
            return
        self._row += self._repeated
        if self._filled:
            self._now.n_rows = self._row
            self._now.n_filled += len(self._filled)
