"""The pages: size, margins, header, footer, and what Word is told about the document."""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING

from docx.enum.section import WD_ORIENT
from docx.shared import Cm

from jupyter_analyst.report.word.fields import put_field
from jupyter_analyst.report.word.styles import LANGUAGE
from jupyter_analyst.report.word.xml import element, legal

if TYPE_CHECKING:
    from docx.document import Document

    from jupyter_analyst.report.model import Report

_A4 = (Cm(21.0), Cm(29.7))
_MARGIN = Cm(2.5)
_LEFT_OVER = ("thumbnail", "customXml", "stylesWithEffects", "webSettings")
_WORD = "http://schemas.microsoft.com/office/word"


def set_up(document: Document, *, landscape: bool, has_cover: bool) -> None:
    """Give the pages their size and margins, and Word its settings.

    Parameters
    ----------
    document : Document
        A new document.
    landscape : bool
        Whether pages lie on their side.
    has_cover : bool
        Whether the first page is a cover, without header and footer.
    """
    section = document.sections[0]
    section.page_width, section.page_height = reversed(_A4) if landscape else _A4
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.left_margin = section.right_margin = _MARGIN
    section.top_margin = section.bottom_margin = _MARGIN
    section.header_distance = section.footer_distance = Cm(1.2)
    section.different_first_page_header_footer = has_cover
    _settings(document)
    for part in (document.part, document.part.package):
        for id_, relation in list(part.rels.items()):
            if relation.reltype.rpartition("/")[2] in _LEFT_OVER:
                part.rels.pop(id_)


def put_header_and_footer(document: Document, title: str) -> None:
    """Write the title above each page and its number below.

    Parameters
    ----------
    document : Document
        The document.
    title : str
        What the report is about.
    """
    section = document.sections[0]
    header, footer = section.header.paragraphs[0], section.footer.paragraphs[0]
    header.style, footer.style = "header", "footer"
    header.add_run(legal(title))
    footer.add_run("Page ")
    put_field(footer, "PAGE", "1")
    footer.add_run(" of ")
    put_field(footer, "NUMPAGES", "1")


def describe(document: Document, report: Report) -> None:
    """Fill in the properties of the document.

    Parameters
    ----------
    document : Document
        The document.
    report : Report
        What it says.
    """
    about = document.core_properties
    made = datetime.combine(report.date, time())
    about.title, about.subject = legal(report.title)[:255], "Data analysis report"
    about.author = about.last_modified_by = legal(report.author or "jupyter_analyst")[:255]
    about.comments, about.keywords = "", ", ".join(set_.name for set_ in report.datasets)[:255]
    about.language = LANGUAGE
    about.created = about.modified = made


def _settings(document: Document) -> None:
    """Replace the settings by a few; without the mode Word would open the file as an old one."""
    settings = document.settings.element
    for child in list(settings):
        settings.remove(child)
    mode = element("w:compatSetting", name="compatibilityMode", uri=_WORD, val=15)
    settings.extend(
        [
            element("w:zoom", percent=100),
            element("w:defaultTabStop", val=720),
            element("w:characterSpacingControl", val="doNotCompress"),
            element("w:compat", mode),
            element("w:themeFontLang", val=LANGUAGE),
            element("w:decimalSymbol", val="."),
            element("w:listSeparator", val=","),
        ]
    )
