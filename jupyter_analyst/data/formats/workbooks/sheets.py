"""Which sheet of a workbook is read."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain, islice
from typing import TYPE_CHECKING

from jupyter_analyst.data.formats.workbooks.cells import n_filled, with_clocks
from jupyter_analyst.data.formats.workbooks.damage import read_without_fault, refuse_damaged
from jupyter_analyst.data.formats.workbooks.layout import Merged
from jupyter_analyst.errors import ReadError, UnknownNameError
from jupyter_analyst.wording import count

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from python_calamine import CalamineSheet, CalamineWorkbook

    from jupyter_analyst.data.formats.workbooks.cells import Cells
    from jupyter_analyst.data.formats.workbooks.container import Container
    from jupyter_analyst.data.formats.workbooks.survey import Survey

_HEAD = 400


@dataclass(frozen=True)
class Listed:
    """A sheet as the workbook lists it.

    Parameters
    ----------
    place : int
        Its place among all sheets, charts included, from 0.
    name : str
        What it is called.
    is_hidden : bool
        Whether a person does not see it.
    """

    place: int
    name: str
    is_hidden: bool


@dataclass(frozen=True)
class Sheet:
    """A sheet that was opened.

    Parameters
    ----------
    listed : Listed
        What it is called.
    head : list of list
        Its first rows.
    rest : iterator of list
        The rows after them.
    merged : tuple of Merged
        Its merged ranges, by the columns of these rows.
    survey : Survey
        What was counted in its cells.
    """

    listed: Listed
    head: list[Cells]
    rest: Iterator[Cells]
    merged: tuple[Merged, ...]
    survey: Survey

    @property
    def rows(self) -> Iterator[Cells]:
        """All rows; they can be walked through once."""
        return chain(self.head, self.rest)

    def holds_table(self) -> bool:
        """Tell whether some rows have cells side by side."""
        return sum(n_filled(cells) > 1 for cells in self.head) > 1

    def is_empty(self) -> bool:
        """Tell whether nothing stands in its first rows."""
        return not any(map(n_filled, self.head))


class Book:
    """A workbook whose sheets can be opened.

    Parameters
    ----------
    opened : CalamineWorkbook
        The workbook.
    container : Container
        What is known of it.
    name : str
        What the file is called.

    Raises
    ------
    ReadError
        If it holds no sheet of cells.
    """

    def __init__(self, opened: CalamineWorkbook, container: Container, name: str) -> None:
        from python_calamine import SheetTypeEnum, SheetVisibleEnum

        self._opened = opened
        self._container = container
        self._name = name
        sheets = opened.sheets_metadata
        if len({sheet.name for sheet in sheets}) < len(sheets):
            refuse_damaged(name, "two of its sheets have the same name")
        self.sheets = [
            Listed(place, sheet.name, sheet.visible != SheetVisibleEnum.Visible)
            for place, sheet in enumerate(sheets)
            if sheet.typ == SheetTypeEnum.WorkSheet
        ]

    def sheet(self, wanted: str | int | None) -> Sheet:
        """Return the sheet that is asked for, else the first one a person sees with a table.

        Parameters
        ----------
        wanted : str, int or None
            Its name, or its number from 1.

        Raises
        ------
        ReadError
            If no sheet holds anything, or it is damaged.
        UnknownNameError
            If there is no such sheet.
        """
        if wanted is not None:
            sheet = self._open(self._named(wanted))
            if sheet.is_empty():
                nothing = self._nothing([sheet.listed])
                raise nothing
            return sheet
        visible = [listed for listed in self.sheets if not listed.is_hidden]
        filled = None
        for listed in visible:
            sheet = self._open(listed)
            if sheet.holds_table():
                return sheet
            if filled is None and not sheet.is_empty():
                filled = sheet
        if filled is None:
            nothing = self._nothing(visible)
            raise nothing
        return filled

    def _named(self, wanted: str | int) -> Listed:
        for listed in self.sheets:
            if listed.name == wanted:
                return listed
        number = int(wanted) if str(wanted).isdecimal() else 0
        if 1 <= number <= len(self.sheets):
            return self.sheets[number - 1]
        names = [listed.name for listed in self.sheets]
        if isinstance(wanted, int) or number:
            message = f"`sheet` is {wanted}, and `{self._name}` has {count(len(names), 'sheet')}."
            hint = f"They are: {', '.join(f'`{name}`' for name in names)}."
            raise ReadError(message, hint=hint, code="sheet-unknown")
        raise UnknownNameError(wanted, "sheet", names, where=f"in `{self._name}`")

    def _open(self, listed: Listed) -> Sheet:
        with read_without_fault(self._name):
            survey = self._container.survey(listed.place, listed.name)
            survey.check(self._name)
            sheet = self._opened.get_sheet_by_index(listed.place)
            merged = _merged(sheet)
        rows = self._rows(sheet)
        n_empty = (sheet.start or (0, 0))[0]
        return Sheet(listed, list(islice(rows, n_empty + _HEAD)), rows, merged, survey)

    def _rows(self, sheet: CalamineSheet) -> Iterator[Cells]:
        with read_without_fault(self._name):
            rows: Iterator[Cells] = sheet.iter_rows()
            yield from with_clocks(rows) if self._container.format == "ods" else rows

    def _nothing(self, sheets: Sequence[Listed]) -> ReadError:
        names = ", ".join(f"`{listed.name}`" for listed in sheets)
        hidden = ", ".join(f"`{listed.name}`" for listed in self.sheets if listed.is_hidden)
        message = f"`{self._name}` holds no filled cell in {names or 'any sheet'}."
        name_one = f"Name a hidden sheet with `sheet`: {hidden}."
        hint = name_one if hidden else "Check how it was written."
        return ReadError(message, hint=hint, code="file-empty")


def _merged(sheet: CalamineSheet) -> tuple[Merged, ...]:
    """Return the merged ranges by the columns of the rows, from the first filled to the last."""
    offset, last = (sheet.start or (0, 0))[1], (sheet.end or (0, 0))[1]
    found = [
        Merged(top, max(left, offset) - offset, bottom, min(right, last) - offset)
        for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
        if offset <= right and left <= last
    ]
    return tuple(sorted(found, key=lambda one: (one.top, one.left)))
