"""A plain list with headings, as `datasets`, `tools`, `history` and `config` show it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from jupyter_analyst.markup import render

if TYPE_CHECKING:
    from collections.abc import Iterable

_CUT = 100


@dataclass(frozen=True)
class Listing:
    """A titled list of rows of texts.

    Parameters
    ----------
    title : str
        What is listed.
    columns : tuple of str
        Headings; one that ends in `#` stands over numbers and is shown without the mark.
    rows : tuple of tuple of str
        The cells.
    empty : str
        What is said when there are no rows.
    """

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    empty: str = "Nothing yet."

    @property
    def headings(self) -> list[str]:
        """The headings as shown."""
        return [column.rstrip("#") for column in self.columns]

    def __iter__(self) -> Any:  # an iterator over dicts
        """Yield each row as a dict from heading to cell."""
        return (dict(zip(self.headings, row, strict=True)) for row in self.rows)

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.rows)

    def __str__(self) -> str:
        """Return the list as aligned text."""
        if not self.rows:
            return f"{self.title}\n{self.empty}"
        table = [self.headings, *([_cut(cell) for cell in row] for row in self.rows)]
        widths = [max(map(len, column)) for column in zip(*table, strict=True)]
        return "\n".join([self.title, *(_aligned(row, widths, self.columns) for row in table)])

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:  # noqa: ARG002  # IPython's protocol
        """Return the list as HTML and as text."""
        return {
            "text/html": render("session/listing.html.j2", listing=self),
            "text/plain": str(self),
        }


def _cut(cell: str) -> str:
    return cell if len(cell) <= _CUT else f"{cell[: _CUT - 1]}…"


def _aligned(row: Iterable[str], widths: list[int], columns: tuple[str, ...]) -> str:
    cells = (
        f"{cell:>{width}}" if column.endswith("#") else f"{cell:<{width}}"
        for cell, width, column in zip(row, widths, columns, strict=True)
    )
    return "  ".join(cells).rstrip()
