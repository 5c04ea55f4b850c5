"""How every kind of paragraph looks: what is written elsewhere only names one of these."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from jupyter_analyst.report.word.widths import SIZES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jupyter_analyst.report.templates import Template

MONO = "Courier New"
CODE_SIZE = 8.5
GREY = "5B6472"
AMBER = "C2570C"
INK = "1B1F24"


@dataclass(frozen=True)
class Look:
    """A paragraph style; lengths in points, None leaves what the style below says.

    Parameters
    ----------
    name : str
        Its name in Word.
    based_on : str
        Name of the style it changes; empty for none.
    font, size, color, bold, italic, caps
        Of its letters.
    before, after, line : float, optional
        Space above and below, and between lines as a multiple.
    left, right, hanging : float, optional
        Indents.
    align : str, optional
        ``"left"``, ``"right"`` or ``"center"``.
    next : str
        Style of the paragraph that follows; its own if empty.
    keep_next, keep_lines : bool
        Whether it stays with what follows, and in one piece.
    outline : int, optional
        Level in the outline, from 0.
    list : tuple of (int, int), optional
        Number of its list and level in it.
    bar : str
        Colour of a bar at its left; empty for none.
    rule : str
        Colour of a line below it; empty for none.
    fill : str
        Colour behind it and around it; empty for none.
    tab_right : float, optional
        Place of a right tab.
    """

    name: str
    based_on: str = "Normal"
    font: str = ""
    size: float | None = None
    color: str = ""
    bold: bool | None = None
    italic: bool | None = None
    caps: bool = False
    before: float | None = None
    after: float | None = None
    line: float | None = None
    left: float | None = None
    right: float | None = None
    hanging: float | None = None
    align: Literal["left", "right", "center", ""] = ""
    next: str = ""
    keep_next: bool = False
    keep_lines: bool = False
    outline: int | None = None
    list: tuple[int, int] | None = None
    bar: str = ""
    rule: str = ""
    fill: str = ""
    tab_right: float | None = None


def looks(template: Template, width: float) -> Iterator[Look]:
    """Yield all paragraph styles of a template.

    Parameters
    ----------
    template : Template
        The template.
    width : float
        Width of the text, in points.
    """
    yield Look("Normal", "", template.font, template.size, INK, after=6, line=template.spacing)
    yield from _headings(template)
    yield from _cover(template)
    yield from _contents(template, width)
    for depth in range(3):
        suffix = f" {depth + 1}" if depth else ""
        yield Look(f"List Bullet{suffix}", after=3, list=(1, depth))
        yield Look(f"List Number{suffix}", after=3, list=(2, depth))
    yield from _texts(template)
    yield from _tables_and_figures(template)
    yield Look("header", size=8.5, color=GREY, after=0, rule="D5DAE1")
    yield Look("footer", size=8.5, color=GREY, after=0, align="right")


def _contents(template: Template, width: float) -> Iterator[Look]:
    unnumbered = (0, 0) if template.numbered else None
    yield Look("TOC Heading", "Heading 1", left=0, outline=9, list=unnumbered, next="Normal")
    for level in (1, 2, 3):
        yield Look(
            f"toc {level}",
            bold=level == 1,
            before=6 if level == 1 else 0,
            after=2,
            left=14 * (level - 1),
            tab_right=width,
            next="Normal",
        )


def _texts(template: Template) -> Iterator[Look]:
    size = template.size
    yield Look("Lead", size=size + 1, after=8, line=template.spacing)
    yield Look(
        "Note", bar=AMBER, fill="FFF8F0", before=6, after=10, left=11, right=5, keep_lines=True
    )
    yield Look("Quote", bar="C3C9D2", color=GREY, left=8, before=4, after=8)
    yield Look("Source", size=size - 2, color=GREY, before=2, after=10)
    yield Look("Missing", italic=True, color=GREY, after=8)
    yield Look("Label", size=size - 1.5, color=GREY, bold=True, before=8, after=2, keep_next=True)
    yield Look(
        "Code",
        "Normal",
        MONO,
        CODE_SIZE,
        before=2,
        after=10,
        line=1.1,
        left=5,
        right=5,
        align="left",
        fill=template.pale,
    )


def _tables_and_figures(template: Template) -> Iterator[Look]:
    size = template.size
    yield Look("Figure", before=6, after=3, keep_next=True, align="left", line=1.0)
    yield Look("caption", size=size - 1, color=GREY, before=3, after=14, next="Normal", line=1.1)
    yield Look("Table Caption", "caption", before=10, after=4, keep_next=True)
    for ending, letters in SIZES.items():
        text = f"Table Text{ending}"
        yield Look(text, size=letters, after=0, line=1.1, align="left")
        yield Look(f"Table Head{ending}", text, bold=True, color=template.ink, keep_next=True)
    yield Look("After Table", size=2, after=6, line=1.0)
    yield Look(
        "Key Number",
        font=template.heading_font,
        size=20,
        bold=True,
        color=template.accent,
        before=8,
        after=0,
        line=1.0,
        keep_next=True,
    )
    yield Look("Key Label", size=size - 1.5, color=GREY, after=8, line=1.1)


def _headings(template: Template) -> Iterator[Look]:
    sizes = (20, 15, 12.5, 11)
    for level, size in enumerate(sizes, start=1):
        yield Look(
            f"heading {level}",
            "Normal",
            template.heading_font,
            size,
            template.ink,
            bold=True,
            before=(0, 18, 14, 10)[level - 1] if level > 1 else 24,
            after=(10, 6, 4, 3)[level - 1],
            line=1.05,
            next="Normal",
            keep_next=True,
            keep_lines=True,
            outline=level - 1,
            list=(3, level - 1) if template.numbered and level < 4 else None,
        )


def _cover(template: Template) -> Iterator[Look]:
    white, font = "FFFFFF", template.heading_font
    title = Look(
        "Title", "Normal", font, 30, white, bold=True, after=8, line=1.05, left=14, next="Subtitle"
    )
    subtitle = Look("Subtitle", "Normal", font, 14, "E6EAF0", after=18, left=14)
    facts = Look("Cover Text", size=11, color="333B47", after=3, left=100, hanging=86)
    if template.cover == "plain":
        title, subtitle = replace(title, color=template.ink), replace(subtitle, color=GREY)
    for look in (title, subtitle, facts):
        is_plain = template.cover == "plain"
        yield replace(look, align="center", left=0, hanging=0) if is_plain else look
