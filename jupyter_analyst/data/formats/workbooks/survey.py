"""How far the cells of a sheet reach and what is wrong in them, before the sheet is unpacked."""

from __future__ import annotations

from dataclasses import dataclass

from jupyter_analyst.data.formats.workbooks.damage import refuse_damaged, refuse_harmful

_MOST_ROWS, _MOST_COLUMNS = 1 << 20, 1 << 14  # that a sheet can have
_ROOM = 20_000_000
_SPARSE = 10


@dataclass
class Survey:
    """What was counted in the cells of a sheet.

    Parameters
    ----------
    n_rows, n_columns : int
        How far the filled cells reach.
    n_filled : int
        How many there are.
    n_errors : int
        Those that hold an error such as #N/A.
    n_unvalued : int
        Formulas without a stored value.
    """

    n_rows: int = 0
    n_columns: int = 0
    n_filled: int = 0
    n_errors: int = 0
    n_unvalued: int = 0

    def reach(self, row: int, column: int) -> None:
        """Count a filled cell.

        Parameters
        ----------
        row, column : int
            Where it is, from 1.
        """
        self.n_rows = max(self.n_rows, row)
        self.n_columns = max(self.n_columns, column)
        self.n_filled += 1

    def check(self, name: str) -> None:
        """Check that memory for the rectangle of the cells is worth it.

        Parameters
        ----------
        name : str
            What the file is called.

        Raises
        ------
        ReadError
            If few cells are strewn over a huge sheet, or a sheet is larger than any can be.
        """
        room = self.n_rows * self.n_columns
        is_sparse = room > _ROOM and room > _SPARSE * self.n_filled
        if is_sparse or self.n_rows > _MOST_ROWS or self.n_columns > _MOST_COLUMNS:
            what = (
                f"its {self.n_filled:,} filled cells are strewn over {self.n_rows:,} rows and "
                f"{self.n_columns:,} columns; delete those far from the table"
            )
            refuse_harmful(name, what)


def check_promise(promised: int, n_bytes: int, name: str) -> None:
    """Check how many texts a workbook says it shares, for their room is taken at once.

    Parameters
    ----------
    promised : int
        How many it says.
    n_bytes : int
        How long they all are together.
    name : str
        What the file is called.

    Raises
    ------
    ReadError
        If so many cannot be there.
    """
    if promised > n_bytes:
        refuse_damaged(name, f"it promises {promised:,} texts in {n_bytes:,} bytes")
