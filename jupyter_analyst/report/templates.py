"""How reports look and what they hold, one record per template."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from jupyter_analyst.errors import ReportError, near

if TYPE_CHECKING:
    from collections.abc import Sequence

PARTS = (
    "cover",
    "contents",
    "summary",
    "data",
    "methods",
    "results",
    "checks",
    "discussion",
    "executions",
    "code",
    "environment",
)
"""The parts a report can have."""


@dataclass(frozen=True)
class Template:
    """A look and a choice of parts.

    Parameters
    ----------
    name : str
        What a person types.
    parts : tuple of str
        What it holds, in order; `checks` stand within the results.
    font, heading_font : str
        Fonts every office program has or has an equal of.
    size : float
        Of the text, in points.
    ink : str
        Colour of headings, as six hexadecimal digits.
    accent : str
        Colour of rules and marks.
    pale : str
        Colour behind code and key numbers.
    cover : {"block", "plain"}
        A block of colour with the title in it, or the title alone, centred.
    landscape : bool
        Whether pages lie on their side.
    numbered : bool
        Whether headings have numbers.
    spacing : float
        Between lines, as a multiple.
    charts : int
        How many charts of a result are shown.
    key_numbers : bool
        Whether the summary begins with the numbers to remember.
    """

    name: str
    parts: tuple[str, ...]
    font: str = "Arial"
    heading_font: str = "Arial"
    size: float = 10
    ink: str = "1F3A5F"
    accent: str = "1F5FBF"
    pale: str = "F3F5F8"
    cover: Literal["block", "plain"] = "block"
    landscape: bool = False
    numbered: bool = False
    spacing: float = 1.2
    charts: int = 9
    key_numbers: bool = False


TEMPLATES = {
    template.name: template
    for template in (
        Template("professional", PARTS),
        Template(
            "executive",
            ("cover", "summary", "contents", "results", "discussion", "data", "methods"),
            size=11,
            ink="111827",
            accent="B45309",
            pale="FBF6EE",
            spacing=1.25,
            charts=1,
            key_numbers=True,
        ),
        Template(
            "academic",
            PARTS,
            font="Times New Roman",
            heading_font="Times New Roman",
            size=11.5,
            ink="000000",
            accent="444444",
            pale="F5F5F5",
            cover="plain",
            numbered=True,
            spacing=1.3,
        ),
        Template(
            "creative",
            PARTS,
            heading_font="Arial Narrow",
            size=10.5,
            ink="5B21B6",
            accent="DB2777",
            pale="F6F2FD",
            landscape=True,
            key_numbers=True,
        ),
    )
}


def template_named(name: str) -> Template:
    """Return a template by its name.

    Parameters
    ----------
    name : str
        Which one.

    Raises
    ------
    ReportError
        If there is none of that name.
    """
    if name not in TEMPLATES:
        message = f"There is no template `{name}`."
        raise ReportError(message, hint=near(name, TEMPLATES), code="template-unknown")
    return TEMPLATES[name]


def parts_of(template: Template, include: Sequence[str] | None) -> tuple[str, ...]:
    """Return the parts a report will have, in the order of the template.

    Parameters
    ----------
    template : Template
        The template.
    include : sequence of str, optional
        The parts that are wanted; those of the template if left out.

    Raises
    ------
    ReportError
        If a part is unknown, or none is named.
    """
    if include is None:
        return template.parts
    unknown = next((name for name in include if name not in PARTS), None)
    if unknown is not None:
        message = f"A report has no part `{unknown}`."
        hint = near(unknown, PARTS) or f"There are: {', '.join(PARTS)}."
        raise ReportError(message, hint=hint, code="part-unknown")
    if not include:
        message = "A report of no parts was asked for (`include` is empty)."
        raise ReportError(message, hint=f"There are: {', '.join(PARTS)}.", code="part-missing")
    order = dict.fromkeys((*template.parts, *PARTS))
    return tuple(part for part in order if part in include)
