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
    end = f"{time} {wording.number(said.until)}"
    mean = _mean(part, said)
    restricted = f"The mean up to {end} is {mean}"
    if math.isinf(part.median):
        return (
            f"**Half has not been reached**: at the end, {end}, more than half are still without "
            f"{_seen(said)}. {restricted} ({counts})."
        )
    low, high = finite(part.median_low), finite(part.median_high)
    half = wording.estimate(part.median, low, high, said.alpha)
    if high is None and low is not None:
        level = wording.percent(1 - said.alpha)
        half += f", {level} CI from {wording.number(low)} without upper bound"
    return (
        f"An estimated half of the rows has had {_seen(said)} by "
        f"**{time} {wording.number(part.median)}** (median {half}). {restricted} ({counts})."
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
    if test is None:
        return f"No event was seen, so the groups of {by} **cannot be compared**."
    verdict = "differ" if test.p < said.alpha else "do not differ beyond chance"
    return (
        f"The groups of {by} **{verdict}** in the {wording.plain(said.time)} until {_seen(said)}, "
        f"log-rank *χ*²({test.df}) = {wording.number(test.chi2, 2)}, {wording.p_value(test.p)}. "
        f"{_means(parts, said)} {_medians(parts)}"
    )


def _means(parts: Sequence[Span], said: Said) -> str:
    """Say how far the restricted means are apart, with intervals."""
    time = wording.plain(said.time)
    mean = f"Up to {time} {wording.number(said.until)}, the mean {time} without {_seen(said)} is"
    if len(parts) > 2:
        ordered = sorted(parts, key=lambda part: part.rmst)
        least, most = (
            f"{wording.plain(part.group)} ({_mean(part, said)})"
            for part in (ordered[0], ordered[-1])
        )
        return f"{mean} longest for {most} and shortest for {least}."
    found = difference(parts[0], parts[1], said.alpha)
    first, second = (wording.plain(part.group) for part in parts)
    way = "longer" if found[0] > 0 else "shorter"
    apart, *_ = wording.numbers([abs(found[0]), *found[1:]])
    amount = f"{apart} {way}" if found[0] else "no different"
    return (
        f"{mean} **{amount}** for {first} than for {second}: difference "
        f"{wording.estimate(*found, said.alpha)}."
    )


def _mean(part: Span, said: Said) -> str:
    if math.isnan(part.rmst_low):
        return f"{wording.number(part.rmst)}, no event until then"
    return wording.estimate(part.rmst, part.rmst_low, part.rmst_high, said.alpha)


def _medians(parts: Sequence[Span]) -> str:
    if all(math.isinf(part.median) for part in parts):
        return "The median is not reached in any group."
    medians = [f"{_median(part)} for {wording.plain(part.group)}" for part in parts]
    return f"The median is {wording.listed(medians, 4)}."


def _median(part: Span) -> str:
    return wording.number(part.median) if math.isfinite(part.median) else "not reached"


def _seen(said: Said) -> str:
    return f"{wording.plain(said.event)} = {wording.plain(said.code)}"
