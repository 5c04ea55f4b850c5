"""The rows of a table among those of its sheet: without empty ones and without what is below."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from jupyter_analyst.data.delimited.below import BELOW
from jupyter_analyst.data.formats.workbooks.cells import is_filled, shown
from jupyter_analyst.data.reading import Rejected

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jupyter_analyst.data.formats.workbooks.cells import Cells

_REMEMBERED = 20


class Rows:
    """Walks once through the rows of a table and remembers what it passed over.

    Parameters
    ----------
    rows : iterator of list
        All rows of the sheet.
    begin : int
        The first row of the table, from 0.
    footer : int
        How many of the last rows are no part of it.
    """

    def __init__(self, rows: Iterator[Cells], begin: int, footer: int = 0) -> None:
        self.n_empty = 0
        self._rows = rows
        self._begin = begin
        self._footer = footer
        self._numbers: deque[int] = deque(maxlen=_REMEMBERED)
        self._waiting: deque[tuple[int, Cells]] = deque()

    def __iter__(self) -> Iterator[Cells]:
        """Yield the rows of the table."""
        for number, cells in enumerate(self._rows, start=1):
            if number <= self._begin:
                continue
            if not any(map(is_filled, cells)):
                self.n_empty += 1
                continue
            self._waiting.append((number, cells))
            if len(self._waiting) > self._footer:
                number_of_row, row = self._waiting.popleft()
                self._numbers.append(number_of_row)
                yield row

    def last(self, n: int) -> int:
        """Return the number, from 1, of the first of the last rows that were walked through.

        Parameters
        ----------
        n : int
            How many they are; of the last ones only the numbers are remembered.
        """
        return self._numbers[-min(n, len(self._numbers))]

    def below(self) -> list[Rejected]:
        """Return the rows below the table, once it was walked through."""
        return [aside(number, cells, BELOW) for number, cells in self._waiting]


def aside(number: int, cells: Cells, reason: str) -> Rejected:
    """Return a row that is kept aside.

    Parameters
    ----------
    number : int
        Its number in the sheet, from 1.
    cells : list
        Its values.
    reason : str
        Why it is no part of the table.
    """
    return Rejected(number, ", ".join(shown(value) for value in cells if is_filled(value)), reason)
