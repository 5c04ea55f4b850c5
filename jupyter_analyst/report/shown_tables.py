"""Read the record of a table that code in the sandbox showed."""

from __future__ import annotations

from typing import Any

from jupyter_analyst.report.blocks import Block, Grid, Paragraph, plain
from jupyter_analyst.sandbox.shown.table import Frame


def read_table(record: Any, *, caption: str) -> list[Block]:  # whatever a notebook holds
    """Return the table of a record, and how much of it is shown.

    Parameters
    ----------
    record : object
        What claims to be the record of a frame.
    caption : str
        What it shows.
    """
    frame = Frame.from_json(record)
    grid = Grid(
        head=(frame.columns,),
        rows=tuple(tuple(map(plain, row)) for row in frame.texts),
        right=frame.numeric,
        caption=caption,
    )
    return [grid, Paragraph(plain(f"{frame.words}."), "source")] if frame.words else [grid]
