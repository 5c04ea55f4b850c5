"""Find the size of letters and the widths of columns with which a table fits its page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from jupyter_analyst.report.blocks import words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from jupyter_analyst.report.blocks import Grid

SIZES = {"": 9.5, " Small": 8.5, " Tiny": 7.0}
"""Sizes of letters in tables, by the ending of the style's name."""

_NARROW, _WIDE = set("iljtfrI.,:;|!'()[] \u202f"), set("mwMW%@\N{MINUS SIGN}<>=")
_PADDING = 10.0  # points a cell needs beside its text
_LONG = 75.0  # points a column of text is given at least before it wraps
_WIDEST = 170.0  # points a column may ask for
_LOOSE = 0.6  # of the page; tables wider than this take its whole width
_AT_BLANKS = re.compile(r" ")
_AT_JOINTS = re.compile(r" |(?<=\w\w[_/.-])(?=\w\w)")
JOINT = "\N{ZERO WIDTH SPACE}"
"""Where a long name may be broken."""


@dataclass(frozen=True)
class Fit:
    """How a table is set.

    Parameters
    ----------
    style : str
        Ending of the style's name, a key of `SIZES`.
    widths : tuple of float
        Width of each column, in points.
    breaks : bool
        Whether long names have to be broken at their joints.
    fits : bool
        Whether everything has its place; if not, words are broken anywhere.
    """

    style: str
    widths: tuple[float, ...]
    breaks: bool = False
    fits: bool = True


def fit(grid: Grid, width: float) -> Fit:
    """Return how a table is set on a page: in the largest letters in which its words have room.

    Parameters
    ----------
    grid : Grid
        The table.
    width : float
        Width of the text on the page, in points.
    """
    tries = [(joints, style) for joints in (_AT_BLANKS, _AT_JOINTS) for style in SIZES]
    for joints, style in tries:
        size = SIZES[style]
        least = _columns(grid, partial(_least, size=size, joints=joints))
        if sum(least) <= width:
            most = _columns(grid, partial(measure, size=size))
            widths = _shared(least, [min(wish, _WIDEST) for wish in most], width, grid.prose)
            return Fit(style, widths, breaks=joints is _AT_JOINTS)
    scale = width / sum(least)
    return Fit(style, tuple(scale * wanted for wanted in least), breaks=True, fits=False)


def broken(text: str) -> str:
    """Return a name with places where it may be broken.

    Parameters
    ----------
    text : str
        The name.
    """
    return _AT_JOINTS.sub(lambda match: match[0] or JOINT, text)


def measure(text: str, size: float) -> float:
    """Return about how wide a text is, in points.

    Parameters
    ----------
    text : str
        The text.
    size : float
        Size of its letters, in points.
    """
    return size * sum(map(_letter, text))


def _letter(letter: str) -> float:
    """Return the width of a letter as a share of its size, as in Arial."""
    if letter in _NARROW:
        return 0.3
    if letter in _WIDE:
        return 0.85
    return 0.7 if letter.isupper() else 0.56


def _columns(grid: Grid, of: Callable[[str], float]) -> list[float]:
    """Return what the widest text of each column asks for."""
    return [_PADDING + max(of(text) for text in _texts(grid, i)) for i in range(len(grid.right))]


def _texts(grid: Grid, column: int) -> Iterable[str]:
    yield from (row[column] + "n" * bool(row[column]) for row in grid.head)
    yield from (words(row[column]) for row in grid.rows)


def _least(text: str, size: float, joints: re.Pattern[str]) -> float:
    """Return the width of the longest word, and some more for a longer text."""
    word = max(measure(part, size) for part in joints.split(text))
    return max(word, min(_LONG, measure(text, size))) if joints is _AT_BLANKS else word


def _shared(
    least: Sequence[float], most: Sequence[float], width: float, prose: Sequence[int]
) -> tuple[float, ...]:
    """Give each column what it needs, then share what is left."""
    wants = [max(high - low, 0.0) for low, high in zip(least, most, strict=True)]
    given = min(1.0, (width - sum(least)) / sum(wants)) if any(wants) else 0.0
    widths = tuple(low + given * want for low, want in zip(least, wants, strict=True))
    if not prose and sum(widths) < _LOOSE * width:
        return widths
    takers = prose or range(len(widths))
    share = (width - sum(widths)) / len(takers)
    return tuple(wide + share if i in takers else wide for i, wide in enumerate(widths))
