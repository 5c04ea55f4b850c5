"""Plotly charts that are not ours: checked, and freed of what loads, links or acts."""

from __future__ import annotations

import json
import re
from typing import Any

from jupyter_analyst.charts.display import CONFIG, PLOTLY
from jupyter_analyst.errors import DataError

LARGEST = 6_000_000
"""Characters of JSON; a larger chart makes the page slow."""

_DEEPEST = 50
_TRACES = """
bar barpolar box candlestick carpet cone contour contourcarpet funnel funnelarea heatmap histogram
histogram2d histogram2dcontour icicle image indicator isosurface mesh3d ohlc parcats parcoords pie
quiver sankey scatter scatter3d scattercarpet scattergl scatterpolar scatterpolargl scattersmith
scatterternary splom streamtube sunburst surface table treemap violin volume waterfall
"""
_KINDS = set(_TRACES.split())
"""Kinds of traces that draw from their own numbers; maps fetch tiles and borders."""
_LOADS = re.compile(r"(?:geo|map|mapbox)\d*|images|updatemenus|sliders|frames|\w+src")
"""Parts that fetch maps and pictures, or that put new parts in when they are clicked."""
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
    size = len(json.dumps(record))
    if size > LARGEST:
        failure = _unfit(f"{size:,} characters, more than {LARGEST:,}")
        raise failure
    layout = record.get("layout") or {}
    figure = _harmless({"data": record["data"], "layout": layout}, _DEEPEST)
    for trace in figure["data"]:
        kind = trace.get("type", "scatter") if isinstance(trace, dict) else trace
        if str(kind) not in _KINDS:
            failure = _unfit(f"a trace of the kind {kind!r:.40}")
            raise failure
    return {PLOTLY: _checked(figure) | {"config": CONFIG}}


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
    source = value.get("source")
    if isinstance(source, str) and not _PICTURE.fullmatch(source):
        failure = _unfit("a picture that lies elsewhere")
        raise failure
    return {
        _plain(name): _harmless(item, depth - 1)
        for name, item in value.items()
        if not _LOADS.fullmatch(name)
    }


def _plain(text: str) -> str:
    """Return a text in which nothing but bold, italic, raised letters and breaks is markup."""
    return _OPENING.sub("&lt;", _TAG.sub("", text))


def _unfit(found: str) -> DataError:
    message = f"The Plotly chart cannot be shown: {found}."
    return DataError(message, hint="Draw it with `tools.chart`.", code="chart-foreign")
