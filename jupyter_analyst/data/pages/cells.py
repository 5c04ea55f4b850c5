"""Cells as a page shows them: exact texts, long ones cut."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from jupyter_analyst.data.pages.typed import family

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jupyter_analyst.data.dataset import Column

CUT = 120
"""Characters of a text that a page shows; the whole is asked for alone."""


@dataclass(frozen=True)
class Long:
    """A text that is longer than what is shown of it.

    Parameters
    ----------
    text : str
        Its beginning.
    length : int
        How many characters it has.
    """

    text: str
    length: int


Cell = str | Long | None
"""A value as a text that loses nothing, the beginning of a long text, or nothing."""


def selected(columns: Sequence[Column], places: Sequence[int]) -> str:
    """Return what is selected for some columns; two expressions for each.

    Parameters
    ----------
    columns : sequence of Column
        The columns of the dataset; the SQL calls them c0, c1 ...
    places : sequence of int
        Which of them.
    """
    return "".join(f", {_beginning(columns[i], f'c{i}')}" for i in places)


def read(row: Sequence[str | int | None]) -> Iterator[Cell]:
    """Yield the cells of a row.

    Parameters
    ----------
    row : sequence
        What was selected by `selected`.
    """
    for text, length in zip(row[::2], row[1::2], strict=True):
        yield text if length is None else Long(str(text), int(length))  # type: ignore[misc]  # texts come first


def _beginning(column: Column, name: str) -> str:
    if family(column) != "text":
        return f"cast({name} as varchar), null"
    return f"left({name}, {CUT}), case when length({name}) > {CUT} then length({name}) end"
