"""Write text: headings, paragraphs, lists, code."""

from __future__ import annotations

import itertools
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from docx.oxml.ns import qn
from docx.shared import RGBColor

from jupyter_analyst.report.word.xml import element, legal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from docx.text.paragraph import Paragraph
    from docx.text.run import Run

    from jupyter_analyst.report.blocks import Code, Heading, Item, Text
    from jupyter_analyst.report.blocks import Paragraph as Words
    from jupyter_analyst.report.word.sheet import Sheet

_STYLES = {
    "body": "Normal",
    "lead": "Lead",
    "quote": "Quote",
    "note": "Note",
    "source": "Source",
    "missing": "Missing",
    "label": "Label",
}
_WEB = ("http://", "https://", "mailto:")
_LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
_COLORS = {"Keyword": "7A3E9D", "String": "2E6B34", "Comment": "6A737D", "Number": "9A4B00"}
_MOST_COLORED = 20_000  # characters of a cell; longer code is set in one colour


def put_text(paragraph: Paragraph, text: Text) -> None:
    """Add styled text to a paragraph.

    Parameters
    ----------
    paragraph : Paragraph
        The paragraph.
    text : tuple of Span
        The text.
    """
    for span in text:
        run = paragraph.add_run(legal(span.text))
        for name, on in {"bold": span.strong, "italic": span.italic, "strike": span.struck}.items():
            setattr(run.font, name, on or None)
        if span.code:
            run.style = "Code Text"
        if span.link.startswith(_WEB):
            _link(paragraph, run, span.link)


def put_heading(sheet: Sheet, heading: Heading, *, numbered: bool, new_page: bool = False) -> None:
    """Write a heading, with the bookmark the table of contents leads to.

    Parameters
    ----------
    sheet : Sheet
        The document.
    heading : Heading
        The heading.
    numbered : bool
        Whether it has a number, if headings of this template have.
    new_page : bool
        Whether it begins a page.
    """
    paragraph = sheet.add(f"heading {heading.level}")
    if new_page:
        paragraph.paragraph_format.page_break_before = True
    if sheet.template.numbered and not numbered:
        properties = paragraph._p.get_or_add_pPr()
        properties.get_or_add_numPr().get_or_add_numId().val = 0
        paragraph.paragraph_format.left_indent = paragraph.paragraph_format.first_line_indent = 0
    number = sheet.next("bookmark")
    name = bookmark(number)
    paragraph._p.append(element("w:bookmarkStart", id=number, name=name))
    put_text(paragraph, heading.text)
    paragraph._p.append(element("w:bookmarkEnd", id=number))


def bookmark(number: int) -> str:
    """Return the name of the bookmark at a heading.

    Parameters
    ----------
    number : int
        Which heading of the document, from 1.
    """
    return f"_Toc{number:08d}"


def put_paragraph(sheet: Sheet, block: Words) -> None:
    """Write a paragraph.

    Parameters
    ----------
    sheet : Sheet
        The document.
    block : blocks.Paragraph
        The paragraph.
    """
    put_text(sheet.add(_STYLES[block.role]), block.text)


def put_item(sheet: Sheet, item: Item) -> None:
    """Write a point of a list.

    Parameters
    ----------
    sheet : Sheet
        The document.
    item : Item
        The point.
    """
    level = min(item.level, 2)
    kind = "List Number" if item.ordered else "List Bullet"
    paragraph = sheet.add(f"{kind} {level + 1}".removesuffix(" 1"))
    if item.ordered:
        if item.starts or not sheet.list_id:
            sheet.start_list()
        numbers = paragraph._p.get_or_add_pPr().get_or_add_numPr()
        numbers.get_or_add_ilvl().val = level
        numbers.get_or_add_numId().val = sheet.list_id
    put_text(paragraph, item.text)


def put_code(sheet: Sheet, code: Code) -> None:
    """Write code with its colours, or output as it stands; long lines wrap.

    Parameters
    ----------
    sheet : Sheet
        The document.
    code : Code
        The code.
    """
    paragraph = sheet.add("Code")
    for text, color in _colored(code):
        run = paragraph.add_run(legal(text))
        if color:
            run.font.color.rgb = RGBColor.from_string(color)


def _colored(code: Code) -> list[tuple[str, str]]:
    """Return the pieces of a program with their colours, empty for the usual one."""
    from pygments import lex  # type: ignore[import-untyped]  # has no types

    lexer = _lexer(code.language) if len(code.text) <= _MOST_COLORED else None
    if lexer is None:
        return [(code.text, "")]
    colors = ((_color(kind), text) for kind, text in lex(code.text, lexer))
    runs = itertools.groupby(colors, key=itemgetter(0))
    return [("".join(text for _, text in run), color) for color, run in runs]


def _lexer(language: str) -> Any:  # Pygments has no types
    """Return what tells the words of a language apart, or None for one that is not known."""
    from pygments.lexers import get_lexer_by_name  # type: ignore[import-untyped]  # has no types
    from pygments.util import ClassNotFound  # type: ignore[import-untyped]  # has no types

    try:
        return get_lexer_by_name(language, stripnl=False, ensurenl=False)
    except ClassNotFound:  # the empty name of mere output, too
        return None


def _color(kind: Iterable[str]) -> str:
    """Return the colour of a kind of token, such as `Literal.String.Double`."""
    return next((_COLORS[part] for part in kind if part in _COLORS), "")


def _link(paragraph: Paragraph, run: Run, address: str) -> None:
    relation = paragraph.part.relate_to(legal(address), _LINK, is_external=True)
    link = element("w:hyperlink", history=1)
    link.set(qn("r:id"), relation)
    paragraph._p.append(link)
    link.append(run._r)
    run.style = "Hyperlink"
