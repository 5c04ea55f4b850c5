"""The document while it is written: its file, its template, and what has been counted."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from docx.shared import Emu
from docx.text.paragraph import Paragraph

from jupyter_analyst.report.word.numbering import new_list
from jupyter_analyst.report.word.styles import style_id
from jupyter_analyst.report.word.xml import element

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.xmlchemy import BaseOxmlElement

    from jupyter_analyst.report.templates import Template


@dataclass
class Sheet:
    """A document in the making.

    Parameters
    ----------
    document : Document
        The file that grows.
    template : Template
        How it looks.
    counts : dict
        How many bookmarks, figures and tables there are, by name.
    list_id : int
        Id of the numbered list that is open.
    """

    document: Document
    template: Template
    counts: dict[str, int] = field(default_factory=dict)
    list_id: int = 0

    @property
    def width(self) -> float:
        """Width of the text where we are, in points."""
        section = self.document.sections[-1]
        return self.page[0] - _points(section.left_margin) - _points(section.right_margin)

    @property
    def page(self) -> tuple[float, float]:
        """Width and height of the page where we are, in points."""
        section = self.document.sections[-1]
        return _points(section.page_width), _points(section.page_height)

    @property
    def is_landscape(self) -> bool:
        """Whether the page where we are lies on its side."""
        wide, high = self.page
        return wide > high

    def next(self, name: str) -> int:
        """Count one more and return how many there are.

        Parameters
        ----------
        name : str
            Of what.
        """
        self.counts[name] = self.counts.get(name, 0) + 1
        return self.counts[name]

    def add(self, style: str) -> Paragraph:
        """Add an empty paragraph and return it.

        Parameters
        ----------
        style : str
            Name of its style.
        """
        return self.document.add_paragraph(style=style)

    def loose(self, style: str) -> Paragraph:
        """Return an empty paragraph that is not yet in the document, such as for a cell.

        Parameters
        ----------
        style : str
            Name of its style.
        """
        named = element("w:pPr", element("w:pStyle", val=style_id(style)))
        return Paragraph(element("w:p", named), self.document)

    def append(self, made: BaseOxmlElement) -> None:
        """Put a table or paragraph at the end of the document.

        Parameters
        ----------
        made : element
            The table or paragraph.
        """
        body = self.document.element.body
        body.insert(len(body) - 1, made)  # the last are the properties of the section

    def start_list(self) -> None:
        """Let the next numbered point be number 1."""
        self.list_id = new_list(self.document)


def _points(length: int | None) -> float:
    return float(Emu(length or 0).pt)
