"""What opens below a column in the panel of a profile, as JSON values."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

from jupyter_analyst import wording
from jupyter_analyst.profile.line import Line

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from jupyter_analyst.data.meaning.record import Meaning
    from jupyter_analyst.profile import ColumnProfile

_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SHOW_ONE = {"data", "chart"}
"""Groups of tools that have something to say of one column by itself."""


def detail(column: ColumnProfile, meaning: Meaning | None, palette: Mapping[str, Any]) -> Any:
    """Return what is said of one column: chart, numbers, values, meaning, and tools that fit.

    Parameters
    ----------
    column : ColumnProfile
        The column.
    meaning : Meaning, optional
        What it means.
    palette : mapping
        The tools as forms for its dataset, as `Session.palette` returns them; it may have none.
    """
    line = Line(column, "")
    return {
        "type": line.type,
        "range": line.range or wording.NOTHING,
        "means": _means(meaning) if meaning else "",
        "chart": tree(str(line.chart)),
        "facts": line.facts,
        "quantiles": line.quantiles,
        "top": line.top,
        "tools": [
            {"id": tool["id"], "title": tool["title"], "icon": tool["icon"]}
            for tool, _ in _fitting(palette, column.name)
        ],
    }


def given(palette: Mapping[str, Any], tool: str, column: str) -> dict[str, Any]:
    """Return the form of a tool with a column filled in; empty if it does not fit.

    Parameters
    ----------
    palette : mapping
        The tools as forms.
    tool : str
        Id of the tool.
    column : str
        The column.
    """
    return next((form for one, form in _fitting(palette, column) if one["id"] == tool), {})


def tree(drawn: str) -> list[Any] | None:
    """Return a drawing as a tree that a page can build: tag, attributes, children.

    Parameters
    ----------
    drawn : str
        One of our SVG elements; of an empty text there is no tree.

    Examples
    --------
    >>> tree('<svg><text x="1">a &lt; b</text></svg>')
    ['svg', {}, [['text', {'x': '1'}, ['a < b']]]]
    """
    if not drawn:
        return None
    return _branch(ElementTree.fromstring(_NOT_IN_XML.sub("", drawn)))  # noqa: S314  # our own


def _branch(element: ElementTree.Element) -> list[Any]:
    texts = [element.text] if element.text else []
    return [element.tag, dict(element.attrib), [*texts, *map(_branch, element)]]


def _means(meaning: Meaning) -> str:
    """Return its semantic type and role, how sure that is, and why."""
    found = meaning.type
    said = "as you said" if "type" in meaning.told else _sure(found.confidence, found.reason)
    unit = f", {meaning.unit}" if meaning.unit else ""
    return f"Taken as {found.value}{unit}: {said}. Role: {meaning.role.value}."


def _sure(confidence: float, reason: str) -> str:
    return f"{wording.percent(confidence)} sure, {reason}"


def _fitting(
    palette: Mapping[str, Any], column: str
) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Yield the tools this column alone is enough for, each with its form filled in."""
    for tool in palette["tools"]:
        if tool["group"] not in _SHOW_ONE:
            continue
        parameters = tool["parameters"]
        required = [one for one in parameters if one["required"]]
        asking = required or [one for one in parameters if one["column"]]
        if not asking or len(required) > 1:
            continue
        first = asking[0]
        if first["column"] and column in palette["needs"][first["column"]]["fits"]:
            yield tool, {first["name"]: [column] if first["many"] else column}
