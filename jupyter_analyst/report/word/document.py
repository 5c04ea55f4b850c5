"""Write a report as a Word document."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from docx import Document

from jupyter_analyst.report.blocks import (
    Code,
    Figure,
    Grid,
    Heading,
    Item,
    KeyNumbers,
    Pair,
    Paragraph,
)
from jupyter_analyst.report.word.contents import entries, put_contents
from jupyter_analyst.report.word.cover import put_cover
from jupyter_analyst.report.word.figures import put_figure, put_pair
from jupyter_analyst.report.word.numbering import put_numbering
from jupyter_analyst.report.word.page import describe, put_header_and_footer, set_up
from jupyter_analyst.report.word.sheet import Sheet
from jupyter_analyst.report.word.styles import put_styles
from jupyter_analyst.report.word.tables import put_key_numbers, put_table
from jupyter_analyst.report.word.text import put_code, put_heading, put_item, put_paragraph

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from jupyter_analyst.report.compose import Part
    from jupyter_analyst.report.model import Report
    from jupyter_analyst.report.templates import Template

_ON_NEW_PAGES = frozenset({"summary", "executions", "code"})
_WRITERS: dict[type, Callable[[Sheet, Any], None]] = {  # each takes its own kind of block
    Paragraph: put_paragraph,
    Item: put_item,
    Code: put_code,
    Grid: put_table,
    Figure: put_figure,
    Pair: put_pair,
    KeyNumbers: put_key_numbers,
}


def render(report: Report, parts: Sequence[Part], template: Template) -> bytes:
    """Return a report as the bytes of a ``.docx`` file.

    Parameters
    ----------
    report : Report
        What the notebook says.
    parts : sequence of Part
        What of it is printed, in order.
    template : Template
        How it looks.
    """
    document = Document()
    has_cover = any(part.name == "cover" for part in parts)
    set_up(document, landscape=template.landscape, has_cover=has_cover)
    sheet = Sheet(document, template)
    put_styles(document, template, sheet.width)
    put_numbering(document, numbered_headings=template.numbered)
    put_header_and_footer(document, report.title)
    describe(document, report)
    for i, part in enumerate(parts):
        if part.name == "cover":
            put_cover(sheet, report)
        elif part.name == "contents":
            put_contents(sheet, list(entries(parts, numbered=template.numbered)))
        else:
            _put_part(sheet, part, new_page=i > 0 and _is_on_new_page(part, parts[i - 1]))
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _is_on_new_page(part: Part, before: Part) -> bool:
    return part.name in _ON_NEW_PAGES or before.name in {"cover", "contents"}


def _put_part(sheet: Sheet, part: Part, *, new_page: bool) -> None:
    for i, block in enumerate(part.blocks):
        if isinstance(block, Heading):
            first = new_page and i == 0
            put_heading(sheet, block, numbered=part.is_numbered, new_page=first)
        else:
            _WRITERS[type(block)](sheet, block)
