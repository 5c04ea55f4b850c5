"""Charts as records, and the renderers that draw them: SVG, Plotly, matplotlib."""

from jupyter_analyst.charts.record import (
    GREY,
    Axis,
    Band,
    Bars,
    Boxes,
    Cells,
    Chart,
    Intervals,
    Line,
    Mark,
    Points,
    Rule,
    Shape,
)

__all__ = [
    "GREY",
    "Axis",
    "Band",
    "Bars",
    "Boxes",
    "Cells",
    "Chart",
    "Intervals",
    "Line",
    "Mark",
    "Points",
    "Rule",
    "Shape",
]
