"""Elements of WordprocessingML, written short."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

if TYPE_CHECKING:
    from docx.oxml.xmlchemy import BaseOxmlElement

_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def element(tag: str, *children: BaseOxmlElement, **attributes: object) -> BaseOxmlElement:
    """Return an element with its children; attributes are of the namespace of the tag.

    Parameters
    ----------
    tag : str
        Its name with prefix, such as ``"w:shd"``.
    *children : element
        What stands in it, in the order the schema asks for.
    **attributes : object
        Attributes by local name; None leaves one out.
    """
    made = OxmlElement(tag)
    prefix = tag.partition(":")[0]
    for name, value in attributes.items():
        if value is not None:
            made.set(qn(f"{prefix}:{name}"), legal(str(value)))
    made.extend(children)
    return made


def legal(text: str) -> str:
    """Return a text without the characters XML cannot hold.

    Parameters
    ----------
    text : str
        Any text.
    """
    return _ILLEGAL.sub("", text)


def twips(points: float) -> int:
    """Return a length in twentieths of a point, as most attributes want it.

    Parameters
    ----------
    points : float
        The length in points.
    """
    return round(20 * points)
