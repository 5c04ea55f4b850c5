"""Columns that are set apart by spaces, as many as it takes to align them."""

from __future__ import annotations

import re

from jupyter_analyst.data.values.spelling import spelled

_GAPS = {2: r"(?: {2,}|\t)[ \t]*", 1: r"[ \t]+"}
_ROWS = 400
_LEAST_ROWS = 2


def gap_of(sample: str) -> int:
    """Return the least number of spaces between the columns of a text; 0 if it has one column.

    One space is enough only where all rows have a number in the same place, for words of a
    sentence are set apart by one, too.

    Parameters
    ----------
    sample : str
        Whole lines.
    """
    lines = [line.strip() for line in sample.split("\n") if line.strip()][:_ROWS]
    for gap in _GAPS:
        rows = [_cells(line, gap) for line in lines]
        if len(rows) >= _LEAST_ROWS and _is_table(rows):
            return gap
    return 0


def has_gaps(sample: str) -> bool:
    """Tell whether most lines have words set apart by several spaces.

    Parameters
    ----------
    sample : str
        Whole lines.
    """
    lines = [line for line in sample.split("\n") if line.strip()][:_ROWS]
    n_gaps = sum(bool(re.search(r"\S {2,}\S", line)) for line in lines)
    return len(lines) >= _LEAST_ROWS and n_gaps * 2 > len(lines)


def aligned(text: bytes, gap: int, delimiter: str) -> bytes:
    """Return a text with one delimiter instead of the spaces between its columns.

    Parameters
    ----------
    text : bytes
        The text as UTF-8.
    gap : int
        Least number of spaces between two columns.
    delimiter : str
        What is written instead of them.
    """
    text = re.sub(rb"(?m)^[ \t]+|[ \t]+(?=\r?$)", b"", text)
    return re.sub(_GAPS[gap].encode(), delimiter.encode(), text)


def _cells(line: str, gap: int) -> list[str]:
    if gap == 1 and '"' in line:
        return re.findall(r'"[^"]*"|[^\s"]+', line)
    return re.split(_GAPS[gap], line)


def _is_table(rows: list[list[str]]) -> bool:
    """Tell whether rows have equal cells, the first perhaps one less, as R writes it."""
    names, *values = rows
    width = len(values[0])
    if width < 2 or len(names) not in {width - 1, width} or len(names) < 2:
        return False
    if any(len(row) != width for row in values):
        return False
    below = list(zip(*values, strict=True))
    return any(
        all(spelled(cell.strip('"')) in {"number", "missing"} for cell in column)
        for column in below
    )
