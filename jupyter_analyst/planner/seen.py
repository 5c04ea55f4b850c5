"""What came out of a plan: numbers, tables and results, as the digest of a run tells them."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_NUMBER = re.compile(
    r"^(?:np\.\w+\()?\s*([-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[-+]?\d+)?|nan|inf|-inf)\)?$",
    re.IGNORECASE,
)
_MOMENT = re.compile(r"^(?:Timestamp\(')?(\d{4}-\d{2}-\d{2})(?:[ T]00:00:00)?(?:[^']*)(?:'\))?$")
_KEPT = re.compile(r"^(\d+) of (\d+) rows$")
_SIZE = re.compile(r"^\((\d+), (\d+)\)$")


@dataclass(frozen=True)
class Grid:
    """A table that was shown, perhaps only its first rows.

    Parameters
    ----------
    columns : tuple of str
        Its headings.
    rows : tuple of tuple
        Its cells.
    n_rows : int
        How many rows it has in all.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]  # JSON values
    n_rows: int

    def column(self, name: str) -> list[Any]:  # JSON values
        """Return the cells of a column, none if it is not there.

        Parameters
        ----------
        name : str
            Its heading.
        """
        if name not in self.columns:
            return []
        place = self.columns.index(name)
        return [row[place] for row in self.rows if place < len(row)]


@dataclass(frozen=True)
class Seen:
    """What a run showed.

    Parameters
    ----------
    number : float, optional
        The last number; NaN if that was shown.
    text : str
        The last text that is neither a number nor tells of rows.
    kept : tuple of int, optional
        How many rows were kept, and of how many.
    size : tuple of int, optional
        Rows and columns.
    grid : Grid, optional
        The last table.
    sentence : str
        What the last result says, as plain text.
    values : dict
        Its numbers by name.
    """

    number: float | None = None
    text: str = ""
    kept: tuple[int, int] | None = None
    size: tuple[int, int] | None = None
    grid: Grid | None = None
    sentence: str = ""
    values: dict[str, float] = field(default_factory=dict)

    @property
    def whole(self) -> int | None:
        """The last number as a count; None if there is none."""
        return int(self.number) if is_number(self.number) and self.number is not None else None


def seen(found: Sequence[Mapping[str, Any]]) -> Seen:
    """Return what a run showed.

    Parameters
    ----------
    found : sequence of mapping
        Its outputs: each a text, a table, a result or a picture.
    """
    known: dict[str, Any] = {}  # fields of `Seen`
    for output in found:
        if "table" in output:
            table = output["table"]
            rows = tuple(map(tuple, table.get("rows", ())))
            columns = tuple(map(str, table.get("columns", ())))
            known["grid"] = Grid(columns, rows, int(table.get("n_rows", len(rows))))
        elif "result" in output:
            result = output["result"]
            known["sentence"] = str(result.get("sentence", ""))
            known["values"] = dict(result.get("values", {}))
        elif "text" in output:
            for line in str(output["text"]).strip().splitlines():
                known |= _line(line.strip())
    return Seen(**known)


def _line(line: str) -> dict[str, Any]:
    """Return what one line tells, as fields of `Seen`."""
    for pattern, name in ((_KEPT, "kept"), (_SIZE, "size")):
        match = pattern.match(line)
        if match:
            return {name: (int(match.group(1)), int(match.group(2)))}
    number = _NUMBER.match(line)
    if number:
        return {"number": float(number.group(1))}
    moment = _MOMENT.match(line)
    return {"text": moment.group(1)} if moment else {"text": line} if line else {}


def is_number(cell: object) -> bool:
    """Tell whether a cell is a number that can be said.

    Parameters
    ----------
    cell : object
        A JSON value.
    """
    return isinstance(cell, int | float) and not isinstance(cell, bool) and math.isfinite(cell)
