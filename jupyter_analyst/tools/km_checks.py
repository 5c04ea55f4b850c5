"""What curves of the time until an event assume, and how far they can be read."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from jupyter_analyst import wording
from jupyter_analyst.tools.result import Check, Note

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jupyter_analyst.tools.survival import Curve

APART = 0.05
FEW_AT_RISK = 10


def km_checks(curves: Sequence[Curve]) -> tuple[Check, ...]:
    """Return the checks of Kaplan-Meier curves.

    Parameters
    ----------
    curves : sequence of Curve
        One curve, or one for each group.
    """
    shares = [wording.percent(1 - found.n_events / found.n, 0) for found in curves]
    named = [
        f"{share} for {wording.plain(found.group)}" if found.group else share
        for share, found in zip(shares, curves, strict=True)
    ]
    censoring = Check(
        "Censoring says nothing",
        "Your call",
        f"Censored: {wording.listed(named, 4)}. No test can know whether rows left for reasons "
        "that have to do with the event; if so, the curve misleads.",
    )
    return (_not_crossing(curves), censoring) if len(curves) > 1 else (censoring,)


def tail_note(curves: Sequence[Curve]) -> tuple[Note, ...]:
    """Return a note where few rows are left to be watched.

    Parameters
    ----------
    curves : sequence of Curve
        One curve, or one for each group.
    """
    small = [found.group for found in curves if found.n < FEW_AT_RISK]
    thin = [(since, found.group) for found in curves if (since := _thin_after(found)) is not None]
    notes = []
    if small:
        strong = f"Fewer than {FEW_AT_RISK} rows{_inside(wording.listed(small))}."
        notes.append(Note(strong, "The curve is only a sketch."))
    if thin:
        since, group = min(thin)
        rest = f"fewer than {FEW_AT_RISK} rows are at risk{_inside(group)}."
        text = "Do not read much into the end of the curve."
        notes.append(Note(f"After {wording.number(since)} {rest}", text))
    return tuple(notes)


def _inside(group: str) -> str:
    return f" for {group}" if group else ""


def _thin_after(found: Curve) -> float | None:
    """Return the last time at which enough rows are watched; None if they always or never are."""
    enough = found.at_risk >= FEW_AT_RISK
    return float(found.time[enough].max()) if enough.any() and not enough.all() else None


def _not_crossing(curves: Sequence[Curve]) -> Check:
    name = "Curves do not cross"
    for first, second in combinations(curves, 2):
        times = np.union1d(first.time, second.time)
        times = times[times <= min(first.time[-1], second.time[-1])]
        apart = _share(first, times) - _share(second, times)
        if apart.max() > APART and apart.min() < -APART:
            ahead = np.flatnonzero(np.abs(apart) > APART)
            turn = ahead[1:][np.diff(np.sign(apart[ahead])) != 0][0]
            names = f"{wording.plain(first.group)} and {wording.plain(second.group)}"
            reason = (
                f"{names} cross before {wording.number(float(times[turn]))}: the log-rank test may "
                "miss a difference there; compare the restricted means."
            )
            return Check(name, "Not met", reason)
    reason = f"No two change places by more than {wording.percent(APART)}."
    return Check(name, "Met", reason)


def _share(found: Curve, times: np.ndarray) -> np.ndarray:
    return found.survival[np.searchsorted(found.time, times, side="right") - 1]
