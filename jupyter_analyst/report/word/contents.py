"""The table of contents: a field Word fills in, with entries one can already follow."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from jupyter_analyst.report.blocks import Heading, words
from jupyter_analyst.report.word.fields import begin, end, text_run
from jupyter_analyst.report.word.text import bookmark
from jupyter_analyst.report.word.xml import element

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jupyter_analyst.report.compose import Part
    from jupyter_analyst.report.word.sheet import Sheet

DEPTH = 3


@dataclass(frozen=True)
class Entry:
    """A line of the table of contents.

    Parameters
    ----------
    level : int
        Level of the heading.
    text : str
        What it says, with its number.
    bookmark : str
        Where it leads.
    """

    level: int
    text: str
    bookmark: str


def entries(parts: Sequence[Part], *, numbered: bool) -> Iterator[Entry]:
    """Yield a line for each heading down to level 3.

    Parameters
    ----------
    parts : sequence of Part
        The parts of the report.
    numbered : bool
        Whether headings have numbers.
    """
    headings = [
        (block, numbered and part.is_numbered)
        for part in parts
        for block in part.blocks
        if isinstance(block, Heading)
    ]
    counts = [0] * (DEPTH + 1)
    for i, (heading, has_number) in enumerate(headings, start=1):
        if heading.level <= DEPTH:
            number = _next(counts, heading.level) if has_number else ""
            yield Entry(heading.level, number + words(heading.text), bookmark(i))


def _next(counts: list[int], level: int) -> str:
    """Count one more heading of a level and return its number as Word will write it."""
    counts[level:] = [counts[level] + 1, *[0] * (DEPTH - level)]
    return ".".join(map(str, counts[1 : level + 1])) + "  "


def put_contents(sheet: Sheet, lines: Sequence[Entry]) -> None:
    """Write the table of contents.

    The field is marked as out of date, so Word lays out the pages and fills in their numbers when
    the document is opened. No page number is written here: nobody knows it before the pages are
    laid out, and a wrong one is worse than none.

    Parameters
    ----------
    sheet : Sheet
        The document.
    lines : sequence of Entry
        Its lines.
    """
    title = sheet.add("TOC Heading")
    title.add_run("Contents")
    title.paragraph_format.page_break_before = True
    opening = begin(f'TOC \\o "1-{DEPTH}" \\h \\z \\u', dirty=True)
    paragraph = None
    for entry in lines:
        paragraph = sheet.add(f"toc {entry.level}")
        paragraph._p.extend(opening)
        opening = []
        page = [*begin(f"PAGEREF {entry.bookmark} \\h"), end()]
        link = element("w:hyperlink", text_run(entry.text), *page, anchor=entry.bookmark, history=1)
        paragraph._p.append(link)
    if paragraph is not None:
        paragraph._p.append(end())
