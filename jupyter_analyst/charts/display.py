"""A chart as a notebook keeps it: interactive, with a still picture and its record."""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING, Any

from jupyter_analyst.charts.interactive import figure
from jupyter_analyst.charts.static import picture

if TYPE_CHECKING:
    from jupyter_analyst.charts.chart import Chart

MIMETYPE = "application/vnd.jupyter-analyst.chart+json"
PLOTLY = "application/vnd.plotly.v1+json"
CONFIG = {"displaylogo": False, "responsive": True}
"""How Plotly behaves around a chart."""
LARGEST_SVG = 100_000
"""Bytes; a larger drawing is kept as a photograph of itself."""


def bundle(chart: Chart) -> dict[str, Any]:
    """Return a chart by MIME type: Plotly, a still twin, our record, and words.

    The twin is SVG, or JPEG where that would be large; never PNG, for which JupyterLab's Plotly
    renderer leaves the interactive chart undrawn.

    Parameters
    ----------
    chart : Chart
        The chart.
    """
    drawing = picture(chart, format="svg")
    if len(drawing) <= LARGEST_SVG:
        still = {"image/svg+xml": drawing.decode()}
    else:
        photograph = picture(chart, format="jpeg")
        still = {"image/jpeg": base64.b64encode(photograph).decode()}
    shown = json.loads(figure(chart).to_json())
    return {
        PLOTLY: shown | {"config": CONFIG},
        **still,
        MIMETYPE: chart.to_json(),
        "text/plain": f"{chart.title}\n{chart.alt}",
    }
