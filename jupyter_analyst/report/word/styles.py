"""Write the styles of a document from a list of looks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jupyter_analyst.report.word.frames import LINE
from jupyter_analyst.report.word.looks import MONO, Look, looks
from jupyter_analyst.report.word.xml import element, twips

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docx.document import Document
    from docx.oxml.xmlchemy import BaseOxmlElement

    from jupyter_analyst.report.templates import Template

LANGUAGE = "en-GB"
LINK = "0B57D0"


def style_id(name: str) -> str:
    """Return the id of a style.

    Parameters
    ----------
    name : str
        Its name.

    Examples
    --------
    >>> style_id("heading 1"), style_id("List Bullet 2")
    ('Heading1', 'ListBullet2')
    """
    return "".join(word[:1].upper() + word[1:] for word in name.split())


def put_styles(document: Document, template: Template, width: float) -> None:
    """Replace all styles of a document by those of a template.

    Parameters
    ----------
    document : Document
        The document.
    template : Template
        The template.
    width : float
        Width of the text, in points.
    """
    styles = document.styles.element
    for child in list(styles):
        styles.remove(child)
    styles.append(element("w:docDefaults", _default_letters(template), element("w:pPrDefault")))
    styles.extend(_paragraph_style(look) for look in looks(template, width))
    styles.extend(_other_styles())


def _default_letters(template: Template) -> BaseOxmlElement:
    half_points = round(2 * template.size)
    letters = (
        _fonts(template.font),
        element("w:sz", val=half_points),
        element("w:szCs", val=half_points),
        element("w:lang", val=LANGUAGE, eastAsia=LANGUAGE, bidi="ar-SA"),
    )
    return element("w:rPrDefault", element("w:rPr", *letters))


def _paragraph_style(look: Look) -> BaseOxmlElement:
    below = [element("w:basedOn", val=style_id(look.based_on))] if look.based_on else []
    after = [element("w:next", val=style_id(look.next))] if look.next else []
    return element(
        "w:style",
        element("w:name", val=look.name),
        *below,
        *after,
        element("w:qFormat"),
        element("w:pPr", *_paragraph(look)),
        element("w:rPr", *_letters(look)),
        type="paragraph",
        default=None if look.based_on else 1,
        styleId=style_id(look.name),
    )


def _paragraph(look: Look) -> Iterator[BaseOxmlElement]:
    """Yield what is said of the paragraph, in the order of the schema."""
    switches = {"w:keepNext": look.keep_next, "w:keepLines": look.keep_lines}
    yield from (element(tag) for tag, on in switches.items() if on)
    if look.list:
        number, level = look.list
        yield element("w:numPr", element("w:ilvl", val=level), element("w:numId", val=number))
    if look.bar or look.rule or look.fill:
        yield _borders(look)
    if look.fill:
        yield element("w:shd", val="clear", color="auto", fill=look.fill)
    if look.tab_right:
        tab = element("w:tab", val="right", leader="dot", pos=twips(look.tab_right))
        yield element("w:tabs", tab)
    yield from _measures(look)


def _borders(look: Look) -> BaseOxmlElement:
    """Return a bar at the left, a rule below, or an edge that makes the colour behind wider."""
    edge = {"val": "single", "sz": 4, "space": 4, "color": look.fill} if look.fill else None
    bar = {"val": "single", "sz": 24, "space": 8, "color": look.bar} if look.bar else edge
    rule = {"val": "single", "sz": 4, "space": 4, "color": look.rule} if look.rule else edge
    lines = {"top": edge, "left": bar, "bottom": rule, "right": edge}
    sides = [element(f"w:{side}", **line) for side, line in lines.items() if line]
    return element("w:pBdr", *sides)


def _measures(look: Look) -> Iterator[BaseOxmlElement]:
    gaps = _known({"before": look.before, "after": look.after})
    lines = {"line": round(240 * look.line), "lineRule": "auto"} if look.line else {}
    if gaps or lines:
        yield element("w:spacing", **gaps, **lines)
    indents = _known({"left": look.left, "right": look.right, "hanging": look.hanging})
    if indents:
        yield element("w:ind", **indents)
    if look.align:
        yield element("w:jc", val=look.align)
    if look.outline is not None:
        yield element("w:outlineLvl", val=look.outline)


def _known(lengths: dict[str, float | None]) -> dict[str, int]:
    """Return the lengths that are given, in twentieths of a point."""
    return {name: twips(points) for name, points in lengths.items() if points is not None}


def _letters(look: Look) -> Iterator[BaseOxmlElement]:
    """Yield what is said of the letters, in the order of the schema."""
    if look.font:
        yield _fonts(look.font)
    yield from _switch("b", on=look.bold)
    yield from _switch("i", on=look.italic)
    if look.color:
        yield element("w:color", val=look.color)
    if look.size is not None:
        yield element("w:sz", val=round(2 * look.size))
        yield element("w:szCs", val=round(2 * look.size))


def _switch(name: str, *, on: bool | None) -> Iterator[BaseOxmlElement]:
    """Yield a switch for all scripts, on or off, or nothing where it is left as it is."""
    if on is not None:
        yield element(f"w:{name}", val=None if on else 0)
        yield element(f"w:{name}Cs", val=None if on else 0)


def _fonts(name: str) -> BaseOxmlElement:
    """Return the font for every script; no theme can put another in its place."""
    return element("w:rFonts", ascii=name, hAnsi=name, eastAsia=name, cs=name)


def _other_styles() -> Iterator[BaseOxmlElement]:
    yield element(
        "w:style",
        element("w:name", val="Default Paragraph Font"),
        element("w:uiPriority", val=1),
        element("w:semiHidden"),
        type="character",
        default=1,
        styleId="DefaultParagraphFont",
    )
    link = element("w:rPr", element("w:color", val=LINK), element("w:u", val="single"))
    yield _letter_style("Hyperlink", link)
    size = (element("w:sz", val=19), element("w:szCs", val=19))
    yield _letter_style("Code Text", element("w:rPr", _fonts(MONO), *size))
    yield _table_style("Normal Table", {"left": 5.4, "right": 5.4})
    yield _table_style("Pair", {"left": 0, "right": 12})
    around = {"top": 2.5, "left": 4.5, "bottom": 2.5, "right": 4.5}
    yield _table_style("Report Table", around, {"top": 12, "bottom": 12})


def _letter_style(name: str, letters: BaseOxmlElement) -> BaseOxmlElement:
    parts = (
        element("w:name", val=name),
        element("w:basedOn", val="DefaultParagraphFont"),
        element("w:qFormat"),
        letters,
    )
    return element("w:style", *parts, type="character", styleId=style_id(name))


def _table_style(
    name: str, margins: dict[str, float], lines: dict[str, int] | None = None
) -> BaseOxmlElement:
    """Return a table style: margins of its cells in points, lines in eighths of a point."""
    is_default = name == "Normal Table"
    edges = [
        element(f"w:{side}", val="single", sz=eighths, space=0, color=LINE)
        for side, eighths in (lines or {}).items()
    ]
    cells = [element(f"w:{side}", w=twips(gap), type="dxa") for side, gap in margins.items()]
    return element(
        "w:style",
        element("w:name", val=name),
        *([] if is_default else [element("w:basedOn", val="NormalTable")]),
        element(
            "w:tblPr",
            *([element("w:tblBorders", *edges)] if edges else []),
            element("w:tblCellMar", *cells),
        ),
        type="table",
        default=1 if is_default else None,
        styleId=style_id(name),
    )
