"""Plotly charts that are not ours: checked, and freed of what loads, links or acts."""

from __future__ import annotations

import json
import math
import re
from typing import Any

from jupyter_analyst.charts.display import CONFIG, PLOTLY
from jupyter_analyst.errors import DataError

LARGEST = 6_000_000
"""Characters of JSON; a larger chart makes the page slow."""

MOST_TRACES = 1000
"""Traces; each takes the page some milliseconds."""

MOST_PARTS = 10_000
"""JSON objects: traces, notes, shapes and what they consist of."""

_DEEPEST = 50
_TRACES = """
bar barpolar box candlestick carpet cone contour contourcarpet funnel funnelarea heatmap histogram
histogram2d histogram2dcontour icicle image indicator isosurface mesh3d ohlc parcats parcoords pie
quiver sankey scatter scatter3d scattercarpet scattergl scatterpolar scatterpolargl scattersmith
scatterternary splom streamtube sunburst surface table treemap violin volume waterfall
"""
_KINDS = set(_TRACES.split())
"""Kinds of traces that draw from their own numbers; maps fetch tiles and borders."""
_LOADS = re.compile(
    r"(?:geo|map|mapbox)\d*|images|modebar|updatemenus|sliders|frames|\w+src"
    r"|__proto__|constructor|prototype"
)
"""Parts that fetch maps and pictures, that put new parts in when they are clicked, or that are no
parts of a chart but of what JavaScript makes it from."""
_MOST = {"count": 1000, "rows": 100, "columns": 100}
"""Numbers that say how many parts the page makes."""
_WIDEST = 10_000
_SIZES = {"i1": 1, "u1": 1, "u1c": 1, "i2": 2, "u2": 2, "i4": 4, "u4": 4, "f4": 4, "f8": 8}
"""Bytes of a number, by its kind."""
_BASE64 = re.compile(r"[A-Za-z0-9+/]*={0,2}")
_SHAPE = re.compile(r"[1-9]\d{0,7}(?:, ?[1-9]\d{0,7}){0,2}")  # 0 numbers in each of many rows
_FAMILY = re.compile(r"[\w\s,.'\"-]{1,200}")
_ALLOWED = r"/?(?:b|br|em|extra|i|strong|sub|sup) ?/?>"
_TAG = re.compile(rf"<(?!{_ALLOWED})/?[a-zA-Z!?][^<>]*>")
_OPENING = re.compile(rf"<(?!{_ALLOWED})")
_PICTURE = re.compile(r"data:image/(?:png|jpeg);base64,[A-Za-z0-9+/]*=*")


def foreign(record: Any) -> dict[str, Any]:  # whatever the sandbox sent
    """Return a Plotly chart as one that only draws: no links, no pictures from elsewhere, no maps.

    Parameters
    ----------
    record : object
        What claims to be a Plotly figure, as JSON values.

    Raises
    ------
    DataError
        If it is no figure that Plotly knows, loads what it shows, or is too large.
    """
    if not isinstance(record, dict) or not isinstance(record.get("data"), list):
        failure = _unfit("no figure")
        raise failure
    _measure(record)
    layout = record.get("layout") or {}
    figure = _harmless({"data": record["data"], "layout": layout}, _DEEPEST)
    for trace in figure["data"]:
        kind = trace.get("type", "scatter") if isinstance(trace, dict) else trace
        if str(kind) not in _KINDS:
            failure = _unfit(f"a trace of the kind {kind!r:.40}")
            raise failure
    # mathematics may link, and dollars are money here
    return {PLOTLY: _checked(figure) | {"config": CONFIG | {"typesetMath": False}}}


def _measure(record: dict[str, Any]) -> None:
    """Make sure that a figure is not too large.

    Raises
    ------
    DataError
        If it is.
    """
    text = json.dumps(record)
    sizes = {
        "characters": (len(text), LARGEST),
        "traces": (len(record["data"]), MOST_TRACES),
        "parts": (text.count('{"'), MOST_PARTS),  # a quote in a text has a backslash before it
    }
    for what, (size, most) in sizes.items():
        if size > most:
            failure = _unfit(f"{size:,} {what}, more than {most:,}")
            raise failure


def _checked(figure: dict[str, Any]) -> dict[str, Any]:
    """Return a figure as Plotly's schema reads it.

    Raises
    ------
    DataError
        If it does not fit the schema.
    """
    import plotly.graph_objects as go
    from plotly.exceptions import PlotlyError

    try:
        # without a template of its own Plotly would add one
        layout = {"template": {}} | figure["layout"]
        text = go.Figure({"data": figure["data"], "layout": layout}).to_json()
    except (ValueError, TypeError, KeyError, AttributeError, PlotlyError) as error:
        failure = _unfit(str(error).strip().partition("\n")[0])
        raise failure from error
    found: dict[str, Any] = json.loads(text)
    layouts = [found["layout"], found["layout"].get("template", {}).get("layout", {})]
    widest = max(part.get(name, 0) for part in layouts for name in ("width", "height"))
    if widest > _WIDEST:
        failure = _unfit(f"{widest:,} pixels, more than {_WIDEST:,}")
        raise failure
    return found


def _harmless(value: Any, depth: int) -> Any:
    """Return JSON values without the parts that load, and with plain words for texts.

    Raises
    ------
    DataError
        If they are nested too deep, or a picture lies elsewhere.
    """
    if depth == 0:
        failure = _unfit("values nested too deep")
        raise failure
    if isinstance(value, str):
        return _plain(value)
    if isinstance(value, list):
        return [_harmless(item, depth - 1) for item in value]
    if not isinstance(value, dict):
        return value
    if "bdata" in value:
        return _numbers(value)
    return {
        _plain(name): _harmless(_sensible(name, item), depth - 1)
        for name, item in value.items()
        if not _LOADS.fullmatch(name)
    }


def _sensible(name: str, item: Any) -> Any:
    """Return what stands under a name.

    Raises
    ------
    DataError
        If it is a picture that lies elsewhere, or a number that would keep the page busy for ever.
    """
    if name == "source" and isinstance(item, str) and not _PICTURE.fullmatch(item):
        failure = _unfit("a picture that lies elsewhere")
        raise failure
    if isinstance(item, int | float) and item > _MOST.get(name, math.inf):
        failure = _unfit(f"{item:g} as `{name}`, more than {_MOST[name]:,}")
        raise failure
    if name == "family" and not (isinstance(item, str) and _FAMILY.fullmatch(item)):
        return None
    return item


def _numbers(array: dict[str, Any]) -> dict[str, Any]:
    """Return an array of packed numbers, whose shape must be the one it says.

    Raises
    ------
    DataError
        If it is not.
    """
    kind, packed = array.get("dtype"), array["bdata"]
    shape = str(array.get("shape"))
    size = _SIZES.get(kind, 0) if isinstance(kind, str) else 0
    if not (size and isinstance(packed, str) and _BASE64.fullmatch(packed)):
        failure = _unfit(f"numbers packed as {kind!r:.40}")
        raise failure
    n_bytes = len(packed) // 4 * 3 - packed.count("=")
    if "shape" in array and not (
        _SHAPE.fullmatch(shape) and math.prod(map(int, shape.split(","))) * size == n_bytes
    ):
        failure = _unfit(f"{n_bytes:,} bytes of numbers as {shape!r:.40}")
        raise failure
    return {name: array[name] for name in ("dtype", "bdata", "shape") if name in array}


def _plain(text: str) -> str:
    """Return a text in which nothing but bold, italic, raised letters and breaks is markup."""
    return _OPENING.sub("&lt;", _TAG.sub("", text))


def _unfit(found: str) -> DataError:
    message = f"The Plotly chart cannot be shown: {found}."
    return DataError(message, hint="Draw it with `tools.chart`.", code="chart-foreign")
