"""A frame shown in the sandbox: checked, and drawn by us as a table."""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from jupyter_analyst import wording
from jupyter_analyst.errors import SandboxError
from jupyter_analyst.inside.tables import MOST_COLUMNS, MOST_ROWS
from jupyter_analyst.markup import render

if TYPE_CHECKING:
    from collections.abc import Sequence

Cell = str | int | float | bool | None

_LONGEST = 1000
_SHOWN = 200
_LARGEST = 2**63
_WIDE_RANGE = 1000  # numbers that differ by more than this factor get their own decimals each
_YEARS = 10_000  # below it whole numbers stand without a thousands mark: many are years


@dataclass(frozen=True)
class Frame:
    """The beginning of a frame.

    Parameters
    ----------
    columns : tuple of str
        Names of the columns shown.
    rows : tuple of tuple
        The rows shown, with raw values; None where one is missing.
    n_rows, n_columns : int
        Size of the whole frame.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    n_rows: int
    n_columns: int

    @classmethod
    def from_json(cls, record: Any) -> Frame:  # whatever the sandbox sent
        """Return the frame a record describes, checked cell by cell.

        Parameters
        ----------
        record : object
            What claims to be one.

        Raises
        ------
        SandboxError
            If it is none.
        """
        if not _is_frame(record):
            message = "What the sandbox sent as a table is none."
            raise SandboxError(message, code="output-wrong")
        return cls(
            columns=tuple(name[:_LONGEST] for name in record["columns"]),
            rows=tuple(tuple(map(_kept, row)) for row in record["rows"]),
            n_rows=record["n_rows"],
            n_columns=record["n_columns"],
        )

    def to_json(self) -> dict[str, Any]:
        """Return the record as JSON values."""
        return asdict(self) | {"columns": [*self.columns], "rows": [[*row] for row in self.rows]}

    @property
    def words(self) -> str:
        """What part of the frame is shown; empty if all of it is."""
        parts = []
        if len(self.rows) < self.n_rows:
            parts.append(f"first {len(self.rows)} of {wording.count(self.n_rows, 'row')}")
        if len(self.columns) < self.n_columns:
            n_columns = wording.count(self.n_columns, "column")
            parts.append(f"first {len(self.columns)} of {n_columns}")
        return ", ".join(parts)[:1].upper() + ", ".join(parts)[1:]

    def html(self) -> str:
        """Return the table as HTML."""
        return render("sandbox/shown/table.html.j2", frame=self)

    @property
    def numeric(self) -> tuple[bool, ...]:
        """Which columns hold numbers only."""
        return tuple(map(_is_numeric, self._cells()))

    @property
    def texts(self) -> tuple[tuple[str, ...], ...]:
        """The cells as texts, row by row."""
        return tuple(zip(*map(_texts, self._cells()), strict=True))

    def _cells(self) -> list[list[Cell]]:
        return [[row[i] for row in self.rows] for i in range(len(self.columns))]


def _is_frame(record: Any) -> bool:
    if not isinstance(record, dict):
        return False
    columns, rows = record.get("columns"), record.get("rows")
    if not (isinstance(columns, list) and isinstance(rows, list)):
        return False
    return (
        len(columns) <= MOST_COLUMNS
        and len(rows) <= MOST_ROWS
        and all(isinstance(name, str) for name in columns)
        and all(_is_row(row, len(columns)) for row in rows)
        and _is_count(record.get("n_rows"), len(rows))
        and _is_count(record.get("n_columns"), 0)
    )


def _is_row(row: Any, n_columns: int) -> bool:
    return (
        isinstance(row, list)
        and len(row) == n_columns
        and all(cell is None or isinstance(cell, str | int | float) for cell in row)
    )


def _is_count(value: Any, least: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and least <= value < _LARGEST


def _kept(value: Cell) -> Cell:
    """Return a cell within bounds: no endless text, no number beyond all types."""
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, int) and abs(value) >= 2 * _LARGEST:
        return f"{value:.3e}" if abs(value) < 10**300 else "out of range"
    return value[:_LONGEST] if isinstance(value, str) else value


def _is_numeric(cells: Sequence[Cell]) -> bool:
    known = [cell for cell in cells if cell is not None]
    return bool(known) and all(
        isinstance(cell, int | float) and not isinstance(cell, bool) for cell in known
    )


def _texts(cells: Sequence[Cell]) -> list[str]:
    """Return the cells of a column as texts; numbers with a fraction get the same decimals."""
    if not _is_numeric(cells) or not any(isinstance(cell, float) for cell in cells):
        return [_text(cell) for cell in cells]
    numbers = [cell for cell in cells if not isinstance(cell, str)]
    sizes = [abs(cell) for cell in numbers if cell]
    if sizes and max(sizes) > _WIDE_RANGE * min(sizes):
        return [wording.number(cell) for cell in numbers]
    return wording.numbers(numbers)


def _text(cell: Cell) -> str:
    if cell is None:
        return wording.NOTHING
    if isinstance(cell, int) and not isinstance(cell, bool):
        said = f"{cell:,}" if abs(cell) >= _YEARS else str(cell)
        return said.replace("-", wording.MINUS)
    text = str(cell)
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
