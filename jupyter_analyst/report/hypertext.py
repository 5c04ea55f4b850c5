"""Read HTML as blocks of a report: its tables, else its words."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from jupyter_analyst.report.blocks import Block, Grid, Paragraph, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from lxml.html import HtmlElement

MOST_ROWS = 200
"""Longer tables are cut here, and a line says so; a report is read, not searched."""

_NUMBER = re.compile(
    r"[<>=≈~\s]*[-+\N{MINUS SIGN}]?[$€£¥]?[\d.,\u202f\u00a0 ]*\d[\d.,]*(e[-+]?\d+)?\s*%?\**", re.I
)
_NOTHING = {"", "nan", "NaN", "None", "NaT", "<NA>", "-", "\N{EN DASH}", "\N{EM DASH}", "..."}
_MOST_HEADS = 20
_LARGEST_SPAN = 1000  # what HTML allows


def is_numeric(cells: Iterable[str]) -> bool:
    """Tell whether a column of texts holds numbers, missing ones aside.

    Parameters
    ----------
    cells : iterable of str
        The texts under each other.

    Examples
    --------
    >>> is_numeric(["1,808", "−4.89", "NaN"]), is_numeric(["a", "1"]), is_numeric(["", "-"])
    (True, False, False)
    """
    said = [cell.strip() for cell in cells if cell.strip() not in _NOTHING]
    return bool(said) and all(map(_NUMBER.fullmatch, said))


def read_html(html: str) -> list[Block]:
    """Return the tables of a piece of HTML as grids; without any, its words.

    Parameters
    ----------
    html : str
        What a program displayed, trusted in nothing: scripts and styles are dropped.
    """
    from lxml import etree
    from lxml.html import fragment_fromstring

    try:
        root = fragment_fromstring(html.replace("\x00", ""), create_parent="div")
    except (etree.ParserError, ValueError):
        return []
    etree.strip_elements(root, "script", "style", etree.Comment, with_tail=False)
    tables = root.xpath(".//table[not(ancestor::table)]")
    if not tables:
        said = _words(root)
        return [Paragraph(plain(said))] if said else []
    return [block for table in tables for block in _table(table)]


def _table(table: HtmlElement) -> Iterator[Block]:
    lines = table.xpath("./tr | ./thead/tr | ./tbody/tr | ./tfoot/tr")
    cells = _filled(lines[: MOST_ROWS + _MOST_HEADS])
    if not cells or not cells[0]:
        return
    n_head = len(table.xpath("./thead/tr")) or len(lines[0].xpath("./th[1]"))
    rows = cells[n_head:][:MOST_ROWS]
    yield Grid(
        head=tuple(map(tuple, cells[:n_head])) or (("",) * len(cells[0]),),
        rows=tuple(tuple(map(plain, row)) for row in rows),
        right=tuple(is_numeric(row[i] for row in rows) for i in range(len(cells[0]))),
        caption=" ".join(map(_words, table.xpath("./caption"))),
    )
    left = len(lines) - n_head - len(rows)
    if left > 0:
        yield Paragraph(plain(f"{left:,} more rows are in the notebook."), "source")


def _filled(lines: Sequence[HtmlElement]) -> list[list[str]]:
    """Return the cells of all rows as texts, each row equally long; spans are filled up."""
    rows: list[dict[int, str]] = [{} for _ in lines]
    for y, line in enumerate(lines):
        for cell in line.xpath("./td | ./th"):
            _place(cell, rows, y)
    width = 1 + max((x for row in rows for x in row), default=-1)
    return [[row.get(x, "") for x in range(width)] for row in rows]


def _place(cell: HtmlElement, rows: list[dict[int, str]], y: int) -> None:
    """Put a cell into the first free place of its row, and mark what it spans as taken."""
    x = next(x for x in itertools.count() if x not in rows[y])
    for row in rows[y : y + _span(cell, "rowspan")]:
        row |= dict.fromkeys(range(x, x + _span(cell, "colspan")), "")
    rows[y][x] = _words(cell)


def _span(cell: HtmlElement, name: str) -> int:
    said = cell.get(name, "1")
    return min(max(int(said), 1), _LARGEST_SPAN) if said.isdecimal() else 1


def _words(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())
