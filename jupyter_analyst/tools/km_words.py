"""How the time until an event is said."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jupyter_analyst import wording
from jupyter_analyst.tools.survival import difference, finite

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jupyter_analyst.tools.survival import LogRank, Span


@dataclass(frozen=True)
class Said:
    """What was asked for.

    Parameters
    ----------
    time, event : str
        The columns.
    code : str
        The value of `event` that means it was seen.
    by : str, optional
        The column of groups.
    alpha : float
        Significance level.
    until : float
        Up to where means are taken, in the unit of time.
    """

    time: str
    event: str
    code: str
    by: str | None
    alpha: float
    until: float

    @property
    def title(self) -> str:
        """What was asked, in a few words."""
        return f"Time until {self.event}: {self.time}" + (f" by {self.by}" if self.by else "")


def alone(part: Span, said: Said) -> str:
    """Return the answer without groups, text for `wording.runs`.

    Parameters
    ----------
    part : Span
        All rows.
    said : Said
        What was asked for.
    """
    time = wording.plain(said.time)
    counts = (
        f"{wording.count(part.n_events, 'event')} in {wording.count(part.n, 'row')}; "
        f"{part.n - part.n_events:,} censored"
    )
    mean = wording.estimate(part.rmst, part.rmst_low, part.rmst_high, said.alpha)
    restricted = f"The mean up to {wording.number(said.until)} is {mean}"
    if math.isinf(part.median):
        return (
            f"**Half has not been reached**: at the end of {time} more than half are without "
            f"{_seen(said)}. {restricted} ({counts})."
        )
    low, high = finite(part.median_low), finite(part.median_high)
    upper = (
        "" if high is not None or low is None else f" (from {wording.number(low)}, no upper bound)"
    )
    half = wording.estimate(part.median, low, high, said.alpha)
    return (
        f"Half of the rows have had {_seen(said)} by **{time} {wording.number(part.median)}** "
        f"(median {half}{upper}). {restricted} ({counts})."
    )


def compared(parts: Sequence[Span], test: LogRank | None, said: Said) -> str:
    """Return the answer for groups, text for `wording.runs`.

    Parameters
    ----------
    parts : sequence of Span
        Two or more groups.
    test : LogRank, optional
        How they compare.
    said : Said
        What was asked for.
    """
    by = wording.plain(said.by or "")
    medians = [f"{wording.plain(part.group)} {_median(part)}" for part in parts]
    typical = (
        f"Median {wording.plain(said.time)} until {_seen(said)}: {wording.listed(medians, 6)}."
    )
    if test is None:
        return f"No event was seen, so the groups of {by} **cannot be compared**. {typical}"
    verdict = "differ" if test.p < said.alpha else "do not differ beyond chance"
    answer = (
        f"The curves of {by} **{verdict}**, log-rank *χ*²({test.df}) = "
        f"{wording.number(test.chi2, 2)}, {wording.p_value(test.p)}. {typical}"
    )
    if len(parts) != 2:
        return answer
    found = difference(parts[0], parts[1], said.alpha)
    first, second = (wording.plain(part.group) for part in parts)
    return (
        f"{answer} Up to {wording.number(said.until)}, the mean of {first} minus that of {second} "
        f"is {wording.estimate(*found, said.alpha)}."
    )


def _median(part: Span) -> str:
    return wording.number(part.median) if math.isfinite(part.median) else "not reached"


def _seen(said: Said) -> str:
    return f"{wording.plain(said.event)} = {wording.plain(said.code)}"
