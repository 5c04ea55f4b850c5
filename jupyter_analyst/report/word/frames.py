"""Tables as bare frames: columns of given widths, cells with their boxes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jupyter_analyst.report.word.xml import element, legal, twips

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.text.paragraph import Paragraph

LINE = "222831"
"""Colour of the lines of tables."""


def frame(widths: Sequence[float], caption: str = "", *, style: str) -> BaseOxmlElement:
    """Return a table without rows.

    Parameters
    ----------
    widths : sequence of float
        Width of each column, in points.
    caption : str
        What it shows, for those who cannot see it.
    style : str
        Id of its style.
    """
    is_table = style == "ReportTable"
    look = element("w:tblLook", val="0020" if is_table else "0000", firstRow=int(is_table))
    properties = element(
        "w:tblPr",
        element("w:tblStyle", val=style),
        element("w:tblW", w=twips(sum(widths)), type="dxa"),
        element("w:tblLayout", type="fixed"),
        look,
        *([element("w:tblCaption", val=legal(caption))] if caption else []),
    )
    grid = element("w:tblGrid", *(element("w:gridCol", w=twips(width)) for width in widths))
    return element("w:tbl", properties, grid)


def row(
    cells: Iterable[BaseOxmlElement], *, is_head: bool = False, height: float | None = None
) -> BaseOxmlElement:
    """Return a row that stays in one piece.

    Parameters
    ----------
    cells : iterable of element
        Its cells.
    is_head : bool
        Whether it comes again on each page.
    height : float, optional
        How high it is, in points; as high as its text if left out.
    """
    marks = [element("w:cantSplit")]
    if height is not None:
        marks.append(element("w:trHeight", val=twips(height), hRule="exact"))
    if is_head:
        marks.append(element("w:tblHeader"))
    return element("w:tr", element("w:trPr", *marks), *cells)


def cell(
    paragraphs: Iterable[Paragraph],
    width: float,
    *,
    line: BaseOxmlElement | None = None,
    fill: str = "",
    at_bottom: bool = False,
) -> BaseOxmlElement:
    """Return a cell.

    Parameters
    ----------
    paragraphs : iterable of Paragraph
        What stands in it.
    width : float
        How wide it is, in points.
    line : element, optional
        A line at one of its edges.
    fill : str
        Colour behind it; empty for none.
    at_bottom : bool
        Whether its text stands at the bottom.
    """
    parts = [element("w:tcW", w=twips(width), type="dxa")]
    if line is not None:
        parts.append(element("w:tcBorders", line))
    if fill:
        parts.append(element("w:shd", val="clear", color="auto", fill=fill))
    if at_bottom:
        parts.append(element("w:vAlign", val="bottom"))
    return element("w:tc", element("w:tcPr", *parts), *(each._p for each in paragraphs))


def line_below(eighths: int, color: str = LINE) -> BaseOxmlElement | None:
    """Return a line at the lower edge of one cell.

    Parameters
    ----------
    eighths : int
        How thick it is, in eighths of a point; 0 for no line.
    color : str
        Its colour.
    """
    if not eighths:
        return None
    return element("w:bottom", val="single", sz=eighths, space=0, color=color)
