"""Write pictures with their captions, alone or two side by side."""

from __future__ import annotations

import io
import struct
from typing import TYPE_CHECKING, Any

from docx.image.exceptions import (
    InvalidImageStreamError,
    UnexpectedEndOfFileError,
    UnrecognizedImageError,
)
from docx.shared import Emu, Pt

from jupyter_analyst.charts import picture
from jupyter_analyst.report.word.captions import put_caption
from jupyter_analyst.report.word.frames import cell, frame, row
from jupyter_analyst.report.word.xml import legal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docx.shape import InlineShape
    from docx.text.paragraph import Paragraph

    from jupyter_analyst.report.blocks import Figure, Pair
    from jupyter_analyst.report.word.sheet import Sheet

DPI = 200
WIDEST_CM = 15.5
_TALLEST = 0.62  # of the height of a page, so that a caption fits below
_GAP = 12.0  # points between two pictures
_CM = 72 / 2.54  # points
_UNREADABLE = (
    InvalidImageStreamError,
    UnexpectedEndOfFileError,
    UnrecognizedImageError,
    ArithmeticError,
    LookupError,
    ValueError,
    struct.error,
)
"""What python-docx raises on damaged pictures: its own errors, and whatever their bytes lead to."""


def put_figure(sheet: Sheet, figure: Figure) -> None:
    """Write a picture and, below it, its caption; what cannot be drawn is said.

    Parameters
    ----------
    sheet : Sheet
        The document.
    figure : Figure
        The picture.
    """
    for paragraph in _paragraphs(sheet, figure, min(WIDEST_CM * _CM, sheet.width)):
        sheet.append(paragraph._p)


def put_pair(sheet: Sheet, pair: Pair) -> None:
    """Write two pictures side by side.

    Parameters
    ----------
    sheet : Sheet
        The document.
    pair : Pair
        The pictures.
    """
    half = sheet.width / 2
    table = frame((half, half), pair.left.caption, style="Pair")
    figures = (pair.left, pair.right)
    table.append(row(cell(_paragraphs(sheet, each, half - _GAP), half) for each in figures))
    sheet.append(table)
    sheet.add("After Table")


def _paragraphs(sheet: Sheet, figure: Figure, width: float) -> Iterator[Paragraph]:
    """Yield the picture, at most `width` points wide, and its caption."""
    content = figure.picture
    if figure.chart is not None:
        content = picture(figure.chart, format="png", dpi=DPI, width_cm=width / _CM)
    paragraph = sheet.loose("Figure")
    shape = _placed(paragraph, content)
    if shape is None:
        lost = sheet.loose("Missing")
        lost.add_run(legal(f"{figure.alt}: the picture cannot be read."))
        yield lost
        return
    _fit(shape, width, sheet.page[1] * _TALLEST)
    about: Any = shape._inline.docPr  # python-docx declares its attributes by descriptors
    about.set("descr", legal(figure.alt))
    about.id = sheet.next("picture")  # a loose paragraph cannot know which are taken
    paragraph.paragraph_format.keep_with_next = None if figure.caption else False
    yield paragraph
    if figure.caption:
        caption = sheet.loose("caption")
        put_caption(sheet, caption, "Figure", figure.caption)
        yield caption


def _placed(paragraph: Paragraph, content: bytes) -> InlineShape | None:
    """Add a picture and return it, or None if it is none or has no size."""
    try:
        shape = paragraph.add_run().add_picture(io.BytesIO(content))
    except _UNREADABLE:
        return None
    return shape if shape.width and shape.height else None


def _fit(shape: InlineShape, width: float, height: float) -> None:
    """Shrink a picture that is wider or higher than its place."""
    scale = min(1.0, Pt(width) / shape.width, Pt(height) / shape.height)
    shape.width, shape.height = Emu(int(shape.width * scale)), Emu(int(shape.height * scale))
