"""Write tables: three lines, numbers at the right, headings that come again on each page."""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import TYPE_CHECKING

from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.text.paragraph import CT_P

from jupyter_analyst.report.blocks import plain
from jupyter_analyst.report.word.captions import put_caption
from jupyter_analyst.report.word.frames import cell, frame, line_below, row
from jupyter_analyst.report.word.text import put_text
from jupyter_analyst.report.word.widths import Fit, broken, fit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.text.paragraph import Paragraph

    from jupyter_analyst.report.blocks import Grid, KeyNumbers, Text
    from jupyter_analyst.report.word.sheet import Sheet

_SHORT = 10  # rows that stay together on one page
_TOGETHER = 3  # rows of a longer table that stay together at its ends
_KEY_COLUMNS = 3


def put_table(sheet: Sheet, grid: Grid) -> None:
    """Write a table below its caption, on a page of its own on its side if it is too wide.

    Parameters
    ----------
    sheet : Sheet
        The document.
    grid : Grid
        The table.
    """
    if not grid.right:
        return
    upright = fit(grid, sheet.width)
    turned = not upright.fits and not sheet.is_landscape
    if turned:
        _new_section(sheet, landscape=True)
        _take_headings_along(sheet)
    if grid.caption:
        put_caption(sheet, sheet.add("Table Caption"), "Table", grid.caption)
    _put_rows(sheet, grid, fit(grid, sheet.width) if turned else upright)
    if turned:
        _new_section(sheet, landscape=False)
    else:
        sheet.add("After Table")


def put_key_numbers(sheet: Sheet, numbers: KeyNumbers) -> None:
    """Write large numbers with their labels, side by side.

    Parameters
    ----------
    sheet : Sheet
        The document.
    numbers : KeyNumbers
        The numbers.
    """
    n_columns = min(_KEY_COLUMNS, len(numbers.items))
    width = sheet.width / n_columns
    table = frame((width,) * n_columns, "Numbers to remember", style="NormalTable")
    items = [*numbers.items, *([("", "")] * (-len(numbers.items) % n_columns))]
    for start in range(0, len(items), n_columns):
        cells = (
            cell(
                (
                    _paragraph(sheet, plain(number), "Key Number"),
                    _paragraph(sheet, plain(label), "Key Label"),
                ),
                width,
                fill=sheet.template.pale,
            )
            for number, label in items[start : start + n_columns]
        )
        table.append(row(cells))
    sheet.append(table)
    sheet.add("After Table")


def _put_rows(sheet: Sheet, grid: Grid, fitted: Fit) -> None:
    table = frame(fitted.widths, grid.caption, style="ReportTable")
    for i, names in enumerate(grid.head):
        eighths = 6 if i == len(grid.head) - 1 else 0
        style = f"Table Head{fitted.style}"
        paragraphs = _paragraphs(sheet, grid, tuple(map(plain, names)), fitted, style)
        cells = (
            cell((paragraph,), width, line=line_below(eighths), at_bottom=True)
            for paragraph, width in zip(paragraphs, fitted.widths, strict=True)
        )
        table.append(row(cells, is_head=True))
    for i, texts in enumerate(grid.rows):
        table.append(_row(sheet, grid, texts, fitted, keep_next=_stays(i, len(grid.rows), fitted)))
    sheet.append(table)


def _stays(i: int, n_rows: int, fitted: Fit) -> bool:
    """Tell whether row `i` stays on the page of the next: no table leaves one row behind."""
    if n_rows <= _SHORT and not fitted.breaks:
        return i < n_rows - 1
    return i < _TOGETHER - 1 or n_rows - _TOGETHER <= i < n_rows - 1


def _row(
    sheet: Sheet, grid: Grid, texts: Sequence[Text], fitted: Fit, *, keep_next: bool
) -> BaseOxmlElement:
    paragraphs = _paragraphs(sheet, grid, texts, fitted, f"Table Text{fitted.style}")
    for paragraph in paragraphs:
        paragraph.paragraph_format.keep_with_next = keep_next or None
    return row(
        cell((paragraph,), width)
        for paragraph, width in zip(paragraphs, fitted.widths, strict=True)
    )


def _paragraphs(
    sheet: Sheet, grid: Grid, texts: Sequence[Text], fitted: Fit, style: str
) -> list[Paragraph]:
    made = []
    for whole, right in zip(texts, grid.right, strict=True):
        text = _with_joints(whole) if fitted.breaks else whole
        made.append(_paragraph(sheet, text, style))
        if right:
            made[-1].alignment = WD_ALIGN_PARAGRAPH.RIGHT
    return made


def _with_joints(text: Text) -> Text:
    return tuple(replace(span, text=broken(span.text)) for span in text)


def _paragraph(sheet: Sheet, text: Text, style: str) -> Paragraph:
    paragraph = sheet.loose(style)
    put_text(paragraph, text)
    return paragraph


def _new_section(sheet: Sheet, *, landscape: bool) -> None:
    section = sheet.document.add_section(WD_SECTION.NEW_PAGE)
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = section.page_height, section.page_width
    section.different_first_page_header_footer = False


def _take_headings_along(sheet: Sheet) -> None:
    """Let a new section begin before the headings that announce what stands first in it."""
    *before, end, _ = sheet.document.element.body  # the last paragraph ends the section before
    headings = [*itertools.takewhile(_is_heading, reversed(before))]
    if headings and len(headings) < len(before):
        headings[-1].addprevious(end)


def _is_heading(made: BaseOxmlElement) -> bool:
    return isinstance(made, CT_P) and (made.style or "").startswith("Heading")
