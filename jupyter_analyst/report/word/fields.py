"""Fields: places Word fills in, such as page numbers, with what they show until then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.oxml.ns import qn

from jupyter_analyst.report.word.xml import element, legal

if TYPE_CHECKING:
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.text.paragraph import Paragraph


def text_run(text: str, style: str = "") -> BaseOxmlElement:
    """Return a run of text; a tab in it is a tab.

    Parameters
    ----------
    text : str
        The text.
    style : str
        Id of a character style.
    """
    before, tab, after = text.partition("\t")
    letters = [element("w:rPr", element("w:rStyle", val=style))] if style else []
    tail = [element("w:tab"), *([_text(after)] if after else [])] if tab else []
    return element("w:r", *letters, *([_text(before)] if before else []), *tail)


def begin(instruction: str, *, dirty: bool = False) -> list[BaseOxmlElement]:
    """Return the runs that open a field, up to where its shown text begins.

    Parameters
    ----------
    instruction : str
        What Word shall fill in, such as ``"PAGE"``.
    dirty : bool
        Whether Word shall fill it in when the document is opened.
    """
    code = element("w:instrText")
    code.text = f" {instruction} "
    code.set(qn("xml:space"), "preserve")
    return [
        _mark("begin", dirty=dirty),
        element("w:r", code),
        _mark("separate"),
    ]


def end() -> BaseOxmlElement:
    """Return the run that closes a field."""
    return _mark("end")


def put_field(paragraph: Paragraph, instruction: str, shown: str) -> None:
    """Add a field to a paragraph.

    Parameters
    ----------
    paragraph : Paragraph
        The paragraph.
    instruction : str
        What Word shall fill in.
    shown : str
        What stands there until then.
    """
    paragraph._p.extend([*begin(instruction), text_run(shown), end()])


def _mark(kind: str, *, dirty: bool = False) -> BaseOxmlElement:
    return element("w:r", element("w:fldChar", fldCharType=kind, dirty="true" if dirty else None))


def _text(text: str) -> BaseOxmlElement:
    made = element("w:t")
    made.text = legal(text)
    made.set(qn("xml:space"), "preserve")
    return made
