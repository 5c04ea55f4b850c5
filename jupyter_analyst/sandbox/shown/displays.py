"""One display of the sandbox, cleaned: what is known is drawn anew by us, the rest is let go."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from jupyter_analyst import charts, tools
from jupyter_analyst.errors import AnalystError, guard
from jupyter_analyst.sandbox.record import TABLE
from jupyter_analyst.sandbox.shown import html, pictures
from jupyter_analyst.sandbox.shown.plain import plain
from jupyter_analyst.sandbox.shown.table import Frame

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Bundle = dict[str, Any]
"""One displayed output: MIME type to content."""

LARGEST_RECORD = 3_000_000
"""Characters of JSON of a result, chart or table."""

_TEXT, _HTML = "text/plain", "text/html"
_SOURCES = ("text/markdown", "text/latex", "application/json")
_ACTS = re.compile(r".*(?:javascript|ecmascript|widget-view\+json)")
_NAMELESS = re.compile(r"<IPython\.core\.display\.\w+ object>")


@dataclass(frozen=True)
class Display:
    """What is shown for one display of the sandbox.

    Parameters
    ----------
    bundles : tuple of dict
        The displays, each MIME type to content.
    metadata : dict
        Sizes of the pictures, by MIME type.
    lost : tuple of str
        MIME types and elements that are not shown.
    """

    bundles: tuple[Bundle, ...]
    metadata: dict[str, Any] = field(default_factory=dict)
    lost: tuple[str, ...] = ()


def cleaned(bundle: Mapping[str, Any], metadata: Mapping[str, Any] | None = None) -> Display:
    """Return what may be shown of a display.

    Parameters
    ----------
    bundle : mapping
        MIME type to content, whatever the sandbox sent.
    metadata : mapping, optional
        What it sent with it.
    """
    refused = []
    for mimetype, draw in _DRAWN.items():
        if mimetype in bundle:
            try:
                return Display(tuple(draw({**bundle})))
            except (AnalystError, ValueError, RecursionError):
                refused.append(mimetype)
    rest = {name: item for name, item in bundle.items() if name not in _DRAWN}
    shown = _composed(rest, metadata or {})
    return Display(shown.bundles, shown.metadata, (*refused, *shown.lost))


def _composed(bundle: Bundle, metadata: Mapping[str, Any]) -> Display:
    """Return text, cleaned HTML and pictures of a display."""
    rich = {name: pictures.picture(name, bundle[name]) for name in pictures.TYPES if name in bundle}
    page = bundle.get(_HTML)
    acting = html.acting(page) if isinstance(page, str) else []
    rich[_HTML] = html.cleaned(page) if isinstance(page, str) else ""
    rich = {name: content for name, content in rich.items() if content}
    lost = (*_lost(bundle, rich), *acting)
    text = _text_of(bundle)
    if lost and not rich and _NAMELESS.fullmatch(text):
        return Display((), lost=lost)
    shown = rich | {_TEXT: text}
    return Display((shown,) if rich or text else (), _sizes(rich, metadata), lost)


def _lost(bundle: Bundle, rich: Bundle) -> list[str]:
    """Return the types that are not shown and are missed."""
    lost = [name for name in sorted(bundle) if name not in {_TEXT, *_SOURCES, *rich}]
    if not rich:
        return lost
    return [name for name in lost if _ACTS.fullmatch(name)]  # the others only say the same again


def _sizes(rich: Bundle, metadata: Mapping[str, Any]) -> dict[str, Any]:
    """Return the sizes that were given for the pictures shown."""
    sizes = {name: pictures.size_of(metadata.get(name)) for name in pictures.TYPES if name in rich}
    return {name: size for name, size in sizes.items() if size}


def _text_of(bundle: Bundle) -> str:
    """Return the text of a display: its own, or the source of what only a page could typeset."""
    text = bundle.get(_TEXT)
    if isinstance(text, str) and not _NAMELESS.fullmatch(text):
        return plain(text)
    sources = [bundle[name] for name in _SOURCES if name in bundle]
    if sources:
        return plain(_spelled(sources[0]))
    return plain(text) if isinstance(text, str) else ""


def _spelled(source: Any) -> str:
    try:
        return source if isinstance(source, str) else json.dumps(source, indent=1)
    except RecursionError:
        return "… (nested too deep)"


def _result(bundle: Bundle) -> list[Bundle]:
    result = tools.Result.from_json(_moderate(bundle[tools.MIMETYPE]))
    with guard("drawing a result of the sandbox"):
        return tools.bundles(result)


def _chart(bundle: Bundle) -> list[Bundle]:
    chart = charts.Chart.from_json(_moderate(bundle[charts.MIMETYPE]))
    with guard("drawing a chart of the sandbox"):
        return [charts.bundle(chart)]


def _plotly(bundle: Bundle) -> list[Bundle]:
    with guard("checking a chart of the sandbox"):
        figure = charts.foreign(bundle[charts.PLOTLY])
    for trace in figure[charts.PLOTLY]["data"]:
        if "source" in trace:
            trace["source"] = _embedded(trace["source"])
    return [figure | {_TEXT: _text_of(bundle) or "Plotly chart"}]


def _embedded(uri: str) -> str:
    """Return the picture that is the content of a data URI, as one.

    Raises
    ------
    ValueError
        If it is none that may be shown.
    """
    head, _, content = uri.partition(",")
    found = pictures.picture(head.removeprefix("data:").removesuffix(";base64"), content)
    if not found:
        message = "The picture in the chart is none."
        raise ValueError(message)
    return f"{head},{found}"


def _table(bundle: Bundle) -> list[Bundle]:
    frame = Frame.from_json(bundle[TABLE])
    return [{_HTML: frame.html(), _TEXT: _text_of(bundle), TABLE: frame.to_json()}]


def _moderate(record: Any) -> Any:
    """Return a record if it is not too large.

    Raises
    ------
    ValueError
        If it is.
    """
    if len(json.dumps(record)) > LARGEST_RECORD:
        message = "The record is too large."
        raise ValueError(message)
    return record


_DRAWN: dict[str, Callable[[Bundle], list[Bundle]]] = {
    tools.MIMETYPE: _result,
    charts.MIMETYPE: _chart,
    charts.PLOTLY: _plotly,
    TABLE: _table,
}
"""What is drawn anew, by MIME type; the first that is there decides."""
