"""A chart as data; every renderer draws the same record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from jupyter_analyst.charts.display import bundle
from jupyter_analyst.charts.record import GREY, Axis, Mark, Rule  # for pydantic
from jupyter_analyst.records import Record


@dataclass(frozen=True)
class Chart(Record):
    """One chart: what it shows in words, two axes, and marks drawn in order.

    Parameters
    ----------
    title : str
        What the chart shows, short; used on tabs and as the caption of a figure.
    alt : str
        What a person sees in it, as one sentence, for those who cannot.
    x, y : Axis
        The horizontal and the vertical axis. A vertical category axis reads from top to bottom.
    marks : tuple of marks
        What is drawn, the first at the back.
    """

    title: str
    alt: str
    x: Axis
    y: Axis
    marks: tuple[Mark, ...]

    def series_names(self) -> dict[int, str]:
        """Return the first name of each coloured series, by series index."""
        names: dict[int, str] = {}
        for mark in self.marks:
            if mark.name and mark.series != GREY:
                names.setdefault(mark.series, mark.name)
        return names

    def legend(self) -> dict[int, str]:
        """Return the series a legend must name: two or more that do not stand on an axis.

        Context with a name comes last; rules say theirs where they stand.
        """
        names = self.series_names()
        for mark in self.marks:
            if mark.name and mark.series == GREY and not isinstance(mark, Rule):
                names.setdefault(GREY, mark.name)
        said = {*self.x.categories, *self.y.categories}
        return names if len(names) > 1 and not said.issuperset(names.values()) else {}

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:  # noqa: ARG002  # IPython gives both
        """Return what a notebook shows."""
        return bundle(self)
