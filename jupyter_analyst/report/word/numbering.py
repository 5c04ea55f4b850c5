"""The lists of a document: bullets, numbers, numbered headings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jupyter_analyst.report.word.styles import style_id
from jupyter_analyst.report.word.xml import element, twips

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.xmlchemy import BaseOxmlElement

BULLETS, NUMBERS, HEADINGS = 1, 2, 3
"""Ids of the three lists; the styles name them."""

_SIGNS = ("\N{BULLET}", "\N{EN DASH}", "\N{BULLET}")
_STEP = 18  # points a level moves to the right


def put_numbering(document: Document, *, numbered_headings: bool) -> None:
    """Replace the lists of a document by ours.

    Parameters
    ----------
    document : Document
        The document.
    numbered_headings : bool
        Whether headings have numbers.
    """
    numbering = document.part.numbering_part.element
    for child in list(numbering):
        numbering.remove(child)
    kinds = [BULLETS, NUMBERS, *([HEADINGS] if numbered_headings else [])]
    makers = {BULLETS: _bullet, NUMBERS: _number, HEADINGS: _heading}
    for kind in kinds:
        levels = [makers[kind](level) for level in range(3)]
        several = element("w:multiLevelType", val="multilevel")
        numbering.append(element("w:abstractNum", several, *levels, abstractNumId=kind))
    for kind in kinds:
        numbering.append(element("w:num", element("w:abstractNumId", val=kind), numId=kind))


def new_list(document: Document) -> int:
    """Add a numbered list that starts at 1 and return its id.

    Parameters
    ----------
    document : Document
        The document.
    """
    numbering = document.part.numbering_part.element
    restarts = [
        element("w:lvlOverride", element("w:startOverride", val=1), ilvl=level)
        for level in range(3)
    ]
    id_ = len(numbering) + 10
    kind = element("w:abstractNumId", val=NUMBERS)
    numbering.append(element("w:num", kind, *restarts, numId=id_))
    return id_


def _bullet(level: int) -> BaseOxmlElement:
    return _level(level, "bullet", _SIGNS[level], f"List Bullet {level + 1}".removesuffix(" 1"))


def _number(level: int) -> BaseOxmlElement:
    form = ("decimal", "lowerLetter", "lowerRoman")[level]
    return _level(level, form, f"%{level + 1}.", f"List Number {level + 1}".removesuffix(" 1"))


def _level(level: int, form: str, text: str, style: str) -> BaseOxmlElement:
    indent = element("w:ind", left=twips(_STEP * (level + 1)), hanging=twips(_STEP))
    return element(
        "w:lvl",
        element("w:start", val=1),
        element("w:numFmt", val=form),
        element("w:pStyle", val=style_id(style)),
        element("w:lvlText", val=text),
        element("w:lvlJc", val="left"),
        element("w:pPr", indent),
        ilvl=level,
    )


def _heading(level: int) -> BaseOxmlElement:
    text = ".".join(f"%{i + 1}" for i in range(level + 1))
    width = twips((24, 34, 42)[level])
    return element(
        "w:lvl",
        element("w:start", val=1),
        element("w:numFmt", val="decimal"),
        element("w:pStyle", val=f"Heading{level + 1}"),
        element("w:lvlText", val=text),
        element("w:lvlJc", val="left"),
        element("w:pPr", element("w:ind", left=width, hanging=width)),
        ilvl=level,
    )
