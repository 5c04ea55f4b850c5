"""Charts as records, and the renderers that draw them: SVG, Plotly, matplotlib."""

from jupyter_analyst.charts.chart import Chart
from jupyter_analyst.charts.display import MIMETYPE, PLOTLY, bundle
from jupyter_analyst.charts.foreign import foreign
from jupyter_analyst.charts.histogram import bins, histogram
from jupyter_analyst.charts.inline import svg
from jupyter_analyst.charts.interactive import figure
from jupyter_analyst.charts.record import (
    GREY,
    Axis,
    Band,
    Bars,
    Boxes,
    Cells,
    Intervals,
    Line,
    Mark,
    Points,
    Rule,
    Shape,
)
from jupyter_analyst.charts.spread import Box, bandwidth, box, density, finite, violin
from jupyter_analyst.charts.static import picture

__all__ = [
    "GREY",
    "MIMETYPE",
    "PLOTLY",
    "Axis",
    "Band",
    "Bars",
    "Box",
    "Boxes",
    "Cells",
    "Chart",
    "Intervals",
    "Line",
    "Mark",
    "Points",
    "Rule",
    "Shape",
    "bandwidth",
    "bins",
    "box",
    "bundle",
    "density",
    "figure",
    "finite",
    "foreign",
    "histogram",
    "picture",
    "svg",
    "violin",
]
