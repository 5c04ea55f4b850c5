"""What a report is made of, whatever file it becomes: headings, paragraphs, tables, figures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from jupyter_analyst import wording

if TYPE_CHECKING:
    from jupyter_analyst.charts import Chart

Role = Literal["body", "lead", "quote", "note", "source", "missing", "label"]
"""What a paragraph is: text, the answer, a quotation, a doubt, an origin, something that is not
there, the line above a piece of code."""


@dataclass(frozen=True)
class Span:
    """A piece of text in one style.

    Parameters
    ----------
    text : str
        The text; a line break is a new line.
    strong, italic, code, struck : bool
        How it is set.
    link : str
        Address it leads to, if any.
    """

    text: str
    strong: bool = False
    italic: bool = False
    code: bool = False
    struck: bool = False
    link: str = ""


Text = tuple[Span, ...]


@dataclass(frozen=True)
class Heading:
    """A heading.

    Parameters
    ----------
    text : tuple of Span
        What it says.
    level : int
        From 1 (a part of the report) down to 4.
    """

    text: Text
    level: int


@dataclass(frozen=True)
class Paragraph:
    """A paragraph.

    Parameters
    ----------
    text : tuple of Span
        What it says.
    role : Role
        What it is.
    """

    text: Text
    role: Role = "body"


@dataclass(frozen=True)
class Item:
    """A point of a list.

    Parameters
    ----------
    text : tuple of Span
        What it says.
    level : int
        Depth, from 0.
    ordered : bool
        Whether it has a number.
    starts : bool
        Whether it is the first of its list.
    """

    text: Text
    level: int = 0
    ordered: bool = False
    starts: bool = False


@dataclass(frozen=True)
class Code:
    """Program text or output, set as it stands.

    Parameters
    ----------
    text : str
        The lines.
    language : str
        Of which language, empty for output.
    """

    text: str
    language: str = ""


@dataclass(frozen=True)
class Grid:
    """A table.

    Parameters
    ----------
    head : tuple of tuple of str
        Heading rows.
    rows : tuple of tuple of Text
        Cells; each row as long as the heading rows.
    right : tuple of bool
        Which columns hold numbers and stand at the right.
    caption : str
        What it shows; empty for none.
    prose : tuple of int
        Columns that hold sentences and may take the width that is left.
    """

    head: tuple[tuple[str, ...], ...]
    rows: tuple[tuple[Text, ...], ...]
    right: tuple[bool, ...]
    caption: str = ""
    prose: tuple[int, ...] = ()


@dataclass(frozen=True)
class Figure:
    """A picture: a chart that is drawn when the report is written, or bytes.

    Parameters
    ----------
    caption : str
        What it shows; empty for none.
    alt : str
        What a person sees in it.
    chart : Chart, optional
        The chart to draw.
    picture : bytes
        PNG or JPEG, where there is no chart.
    """

    caption: str
    alt: str
    chart: Chart | None = None
    picture: bytes = b""


@dataclass(frozen=True)
class Pair:
    """Two figures side by side.

    Parameters
    ----------
    left, right : Figure
        The figures.
    """

    left: Figure
    right: Figure


@dataclass(frozen=True)
class KeyNumbers:
    """The numbers a reader should remember, with what each is.

    Parameters
    ----------
    items : tuple of (str, str)
        Number and label.
    """

    items: tuple[tuple[str, str], ...]


Block = Heading | Paragraph | Item | Code | Grid | Figure | Pair | KeyNumbers


def plain(text: str) -> Text:
    """Return text without any style.

    Parameters
    ----------
    text : str
        Any text.
    """
    return (Span(text),)


def marked(sentence: str) -> Text:
    """Return a sentence with the styles its marks ask for.

    Parameters
    ----------
    sentence : str
        Text as `wording.runs` takes it.
    """
    return tuple(
        Span(text, strong=style == "strong", italic=style == "italic")
        for text, style in wording.runs(sentence)
    )


def words(text: Text) -> str:
    """Return what a text says, without styles.

    Parameters
    ----------
    text : tuple of Span
        The text.
    """
    return "".join(span.text for span in text)
