"""The colours of series, for all renderers."""

from __future__ import annotations

from typing import Literal

COLOURS = ("#1976d2", "#e65100", "#388e3c", "#d32f2f")
"""By series: JupyterLab's brand, warning, success and error colours in its light theme."""

CONTEXT = "#757575"
"""Colour of marks that are context."""


def colour(series: int) -> str:
    """Return the colour of a series, for renderers that know no theme.

    Parameters
    ----------
    series : int
        Index of the series; colours come again after the last, below 0 is context.
    """
    return CONTEXT if series < 0 else COLOURS[series % len(COLOURS)]


def css(series: int, part: Literal["fill", "stroke"]) -> str:
    """Return the class in `markup/styles.css` that colours a series in any theme.

    Parameters
    ----------
    series : int
        As in `colour`.
    part : {"fill", "stroke"}
        What is coloured.
    """
    return f"{part[0]}{0 if series < 0 else series % len(COLOURS) + 1}"


def cue(series: int) -> int:
    """Return which dash, shape or hatch (0 to 3) tells a series apart without its colour.

    It comes again with another colour: sixteen series differ in one or the other.

    Parameters
    ----------
    series : int
        As in `colour`; context has the plain one.

    Examples
    --------
    >>> [cue(series) for series in range(6)]
    [0, 1, 2, 3, 1, 2]
    """
    return (series + series // len(COLOURS)) % len(COLOURS) if series > 0 else 0


def shade(value: float, low: float, high: float) -> tuple[int, float]:
    """Return the series and the strength (0 to 1) that paint a cell of a heat map.

    A scale from below to above zero diverges: series 1 below, series 0 above, each as strong as
    far from zero on the longer side; any other scale runs from faint to strong in series 0.

    Parameters
    ----------
    value : float
        What the cell holds; beyond the ends of the scale it gets their colour.
    low, high : float
        Ends of the scale.

    Examples
    --------
    >>> shade(-0.5, -1, 1), shade(3, 0, 4), shade(2, 2, 2)
    ((1, 0.5), (0, 0.75), (0, 1.0))
    """
    held = min(max(value, low), high)
    if low < 0 < high:
        return int(held < 0), abs(held) / max(-low, high)
    return 0, (held - low) / (high - low) if high > low else 1.0


def on_white(series: int, strength: float) -> str:
    """Return a colour thinned with white.

    Parameters
    ----------
    series : int
        As in `colour`.
    strength : float
        From 0, white, to 1, the colour itself.

    Examples
    --------
    >>> on_white(0, 0), on_white(0, 1)
    ('#ffffff', '#1976d2')
    """
    full = colour(series)
    parts = (int(full[i : i + 2], 16) for i in (1, 3, 5))
    return "#" + "".join(f"{round(255 + strength * (part - 255)):02x}" for part in parts)
