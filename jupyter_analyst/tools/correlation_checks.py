"""How far correlations can be trusted: bends, single decisive rows, independence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from jupyter_analyst import wording
from jupyter_analyst.tools.association import bend, influence
from jupyter_analyst.tools.result import Check, Note

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from jupyter_analyst.tools.association import Method, Pair

BENT = 0.05
MOVED = 0.1
_ROWS_APART = Check(
    "Independent rows",
    "Your call",
    "No test can know: each row should be another subject, and a third number may drive both.",
)


def correlation_checks(
    pairs: Sequence[Pair], values: Mapping[str, NDArray[np.float64]], method: Method
) -> tuple[tuple[Check, ...], tuple[Note, ...]]:
    """Return the checks of correlations, and a note where a single row decides.

    Parameters
    ----------
    pairs : sequence of Pair
        The pairs that have a coefficient, the strongest first.
    values : mapping
        The columns with NaN for missing values, shape (n_rows,) each.
    method : {"pearson", "spearman", "kendall"}
        Which coefficient.
    """
    if method != "pearson":
        reason = "Ranks follow any steady rise or fall, and extreme values count like others."
        return (Check("Straight line, no extreme rows", "Not needed", reason), _ROWS_APART), ()
    row, notes = _no_decisive_row(pairs, values)
    return (_straight(pairs, values), row, _ROWS_APART), notes


def _straight(pairs: Sequence[Pair], values: Mapping[str, NDArray[np.float64]]) -> Check:
    gains = [bend(*_common(pair, values)[:2]) for pair in pairs]
    worst = int(np.argmax(gains))
    gain = wording.percent(gains[worst], 1)
    if gains[worst] < BENT:
        return Check("Straight line", "Met", f"A parabola explains at most {gain} more.")
    bent = sum(value >= BENT for value in gains)
    where = f" in {bent:,} of {len(pairs):,} pairs, most in {_named(pairs[worst])}"
    place = where if len(pairs) > 1 else ""
    reason = f"A parabola explains {gain} more{place}: look at the scatter plot, or use ranks."
    return Check("Straight line", "Not met", reason)


def _no_decisive_row(
    pairs: Sequence[Pair], values: Mapping[str, NDArray[np.float64]]
) -> tuple[Check, tuple[Note, ...]]:
    name = "No single row decides"
    found = []
    for pair in pairs:
        x, y, rows = _common(pair, values)
        if moved := influence(x, y):
            found.append((moved.change, pair, moved.without, int(rows[moved.row]) + 1))
    if not found:
        return Check(name, "Your call", "Too few rows to leave one out."), ()
    change, pair, without, row = max(found, key=lambda item: item[0])
    if change <= MOVED:
        reason = f"Leaving out any one row moves *r* by at most {wording.number(change, 2)}."
        return Check(name, "Met", reason), ()
    said = f"{wording.number(without, 2)} instead of {wording.number(pair.r, 2)}"
    reason = f"Without row {row:,} it is {said} for {_named(pair)}."
    many = sum(item[0] > MOVED for item in found)
    strong = (
        f"Row {row:,} decides about {pair.a} and {pair.b}."
        if many == 1
        else f"Single rows decide about {many:,} of {wording.count(len(pairs), 'pair')}."
    )
    text = f"{reason} Check that row, or use ranks (method spearman)."
    return Check(name, "Not met", reason), (Note(strong, text),)


def _named(pair: Pair) -> str:
    return f"{wording.plain(pair.a)} and {wording.plain(pair.b)}"


def _common(
    pair: Pair, values: Mapping[str, NDArray[np.float64]]
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.intp]]:
    """Return both columns where both have a value, and which rows these are."""
    x, y = values[pair.a], values[pair.b]
    rows = np.flatnonzero(np.isfinite(x) & np.isfinite(y))
    return x[rows], y[rows], rows
