"""The parts of a column both sides are counted into: tenths of the first, or single values."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from jupyter_analyst import wording
from jupyter_analyst.profile.drift.record import Bin
from jupyter_analyst.profile.field import iso, literal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jupyter_analyst.profile.drift.record import How
    from jupyter_analyst.profile.drift.values import Values
    from jupyter_analyst.profile.field import Field
    from jupyter_analyst.profile.rows import Rows

_PARTS = 10


def binned(
    old: Rows, then: Field, a: Values, new: Rows, now: Field, b: Values
) -> tuple[How, list[Bin]]:
    """Return what the parts are, and the rows of both sides in each.

    The parts end at the deciles of the first side, or at each of its values if it has at most ten
    different ones. What lies beyond the last value of the first is a part of its own.

    Parameters
    ----------
    old, new : Rows
        The rows of both sides.
    then, now : Field
        The column on both sides.
    a, b : Values
        Its values on both sides.
    """
    if not (len(a.values) and len(b.values)):
        return "deciles", []
    few = len(a.values) <= _PARTS
    ends = a.values if few else _deciles(a)
    ends = ends[np.isfinite(ends)]
    counts = zip(_counts(old, then, a, ends), _counts(new, now, b, ends), strict=True)
    labels = _labels(ends, then)
    found = [Bin(label, p, q) for label, (p, q) in zip(labels, counts, strict=True)]
    return "values" if few else "deciles", [part for part in found if part.first or part.second]


def levels(
    first: Mapping[str, int], second: Mapping[str, int]
) -> tuple[list[Bin], list[str], list[str]]:
    """Return the rows of both sides with each text, and the texts that are new and lost.

    Parameters
    ----------
    first, second : mapping of str to int
        Rows by text, most frequent first.
    """
    names = [*first, *(name for name in second if name not in first)]
    parts = [Bin(name, first.get(name, 0), second.get(name, 0)) for name in names]
    gained = [name for name in second if name not in first]
    lost = [name for name in first if name not in second]
    return parts, gained, lost


def _deciles(a: Values) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    return np.unique([a.up_to(k / _PARTS) for k in range(1, _PARTS)])


def _counts(
    rows: Rows, field: Field, known: Values, ends: np.ndarray[tuple[int], np.dtype[np.float64]]
) -> list[int]:
    """Return how many rows lie up to the first end, between each two, and beyond the last."""
    if rows.exact:
        up_to = np.concatenate([[0], np.cumsum(known.counts)])
        below = up_to[np.searchsorted(known.values, ends, side="right")]
        edges = [0, *below.tolist(), int(up_to[-1])]
    else:
        sql = ", ".join(f"count_if({field.x} <= {literal(end)})" for end in ends)
        asked = f"select {sql}{', ' if len(ends) else ''}count({field.x}) from clean"
        edges = [0, *rows.ask(asked)[0]]
    return [int(high - low) for low, high in pairwise(edges)]


def _labels(ends: np.ndarray[tuple[int], np.dtype[np.float64]], field: Field) -> list[str]:
    said = (
        [iso(end, days=field.days) for end in ends]
        if field.family == "date"
        else [wording.number(end) for end in ends]
    )
    if not said:
        return ["all"]
    between = [f"over {low} to {high}" for low, high in pairwise(said)]
    return [f"up to {said[0]}", *between, f"over {said[-1]}"]
