"""What stands below the table of a text file: totals, sources, signatures."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pyarrow.compute as pc

from jupyter_analyst.data.reading import Rejected
from jupyter_analyst.data.values.spelling import spelled

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pyarrow as pa

BELOW = "stands below the table"
"""Why such a row is set aside."""

_LOOK = 10
_TOTAL = re.compile(
    r"(?i)(?:(?:grand|sub|column|overall|report)[ -]?)?totals?(?: (?:général|general|generale))?"
    r"|sums?|summe|gesamt(?:summe)?|insgesamt|somme|ensemble|suma|soma|totaal|somma|celkem|součet"
    r"|razem|ogółem|összesen|toplam|summa|yhteensä|итого|всего|сумма|合計|总计|總計|合计|합계"
)

_NOTE = re.compile(
    r"(?i)(?:sources?|notes?|footnotes?|copyright|generated|created|exported|printed|as of|end of"
    r"|quellen?|stand|hinweis|anmerkung(?:en)?|erstellt|fuentes?|notas?|fonte|nota bene|zdroj"
    r"|poznámk[ay]|źródło|bron|выгружено|источник)\b|©|\(c\)|\*|출처|出典|来源|資料來源"
)


def n_below(columns: Sequence[pa.ChunkedArray]) -> int:
    """Return how many of the last rows are no part of the table, though as wide as it is.

    A total is told by its word, which no other row has; a note by its first word, alone in its row.
    Rows that hold nothing belong to what stands above them.

    Parameters
    ----------
    columns : sequence of ChunkedArray
        The texts of the table, null where empty.
    """
    n_empty = n_empty_rows(columns)
    found = _n_told([one.slice(0, len(one) - n_empty) for one in columns])
    return found + n_empty if found else 0


def _n_told(columns: Sequence[pa.ChunkedArray]) -> int:
    """Return how many of the last rows are totals and notes."""
    n_rows = len(columns[0])
    if n_rows < 3 or len(columns) < 2:
        return 0
    rows = list(zip(*(one.slice(max(n_rows - _LOOK, 0)).to_pylist() for one in columns)))  # noqa: B905  # columns are of one length
    found = 0
    while len(rows) > 2 and (
        _is_note(rows) or _is_total(rows[-1], [one.slice(0, n_rows - found - 1) for one in columns])
    ):
        rows.pop()
        found += 1
    return found


def n_empty_rows(columns: Sequence[pa.ChunkedArray]) -> int:
    """Return how many of the last rows hold nothing, as spreadsheets write them at times.

    Parameters
    ----------
    columns : sequence of ChunkedArray
        The texts of the table, null where empty.
    """
    n_rows = len(columns[0])
    if not n_rows or len(columns) < 2 or any(one[-1].is_valid for one in columns):
        return 0
    filled = (pc.max(pc.indices_nonzero(one.is_valid())).as_py() for one in columns)
    return n_rows - 1 - max((place for place in filled if place is not None), default=-1)


def cut_off(text: bytes, n_rows: int, n_known: int) -> list[Rejected]:
    """Return the last lines of a text as rows set aside.

    Parameters
    ----------
    text : bytes
        The text.
    n_rows : int
        How many rows are set aside.
    n_known : int
        How many lines below them are set aside already.
    """
    found: list[Rejected] = []
    end = len(text.rstrip())
    for place in range(n_rows + n_known):
        start = text.rfind(b"\n", 0, end) + 1
        if place >= n_known:
            shown = text[start:end].decode().rstrip("\r")
            found.append(Rejected(text.count(b"\n", 0, start) + 1, shown, BELOW))
        end = len(text[:start].rstrip())
    return found[::-1]


def _is_note(rows: Sequence[Sequence[str | None]]) -> bool:
    """Tell whether the last row holds a text alone, in a table whose other rows hold more."""
    last, *others = rows[::-1]
    if len(last) < 3 or not last[0] or any(cell and cell.strip() for cell in last[1:]):
        return False
    return bool(_NOTE.match(last[0].strip())) and all(any(row[1:]) for row in others)


def _is_total(last: Sequence[str | None], above: Sequence[pa.ChunkedArray]) -> bool:
    """Tell whether the last row begins with a word for a total that no row above has there."""
    place = next((place for place, cell in enumerate(last) if cell and cell.strip()), None)
    if place is None or not _is_total_word(last[place]):
        return False
    if not any(_is_number(cell) for cell in last[place + 1 :]):
        return False
    return not any(_is_total_word(value) for value in above[place].unique().to_pylist())


def _is_total_word(cell: str | None) -> bool:
    return bool(cell and _TOTAL.fullmatch(cell.strip().rstrip(":").strip()))


def _is_number(cell: str | None) -> bool:
    return bool(cell) and spelled(str(cell)) == "number"
