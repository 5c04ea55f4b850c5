"""What the display of a profile says, prepared for its template."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jupyter_analyst import markup
from jupyter_analyst.profile import drawing, sentences
from jupyter_analyst.profile.line import Line, cut

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jupyter_analyst.profile.column import ColumnProfile
    from jupyter_analyst.profile.record import MissingPattern, Pair, Profile

_MANY_COLUMNS = 40
"""From here on details become lighter, so that notebooks stay small."""

ALERTS_SHOWN = 3
"""Alerts that are shown before one asks for the others."""

MOST_ALERTS = 50
MOST_PAIRS = 12
MOST_GAPS = 20
MOST_TOGETHER = 8
MOST_KEYS = 6
MOST_SHOWN_COLUMNS = 30


def html(profile: Profile) -> str:
    """Return a profile as a piece of HTML without script.

    Parameters
    ----------
    profile : Profile
        The profile.
    """
    names = _compared(profile)
    shown = best(profile.pairs)[:MOST_PAIRS]
    return markup.render(
        "profile/profile.html.j2",
        profile=profile,
        lines=lines(profile),
        gaps=gaps(profile),
        most_gaps=MOST_GAPS,
        patterns=[(pattern(p, profile.n_columns), p.count) for p in profile.missing_patterns],
        pairs=shown,
        together=profile.missing_together[:MOST_TOGETHER],
        keys=keys(profile),
        sentences=sentences,
        heatmap=drawing.heatmap(profile.correlations, names) if names else "",
        shown=ALERTS_SHOWN,
        most_alerts=MOST_ALERTS,
        most_columns=MOST_SHOWN_COLUMNS,
        kinds=[column.kind for column in profile.columns.values()],
        cut=cut,
    )


def lines(profile: Profile) -> list[Line]:
    """Return the columns, those with alerts first.

    Parameters
    ----------
    profile : Profile
        The profile.
    """
    first: dict[str, tuple[int, str]] = {}
    for i, alert in enumerate(profile.alerts):
        first.setdefault(alert.column, (i, alert.level))
    last = (len(profile.alerts), "")
    columns = sorted(profile.columns.values(), key=lambda c: first.get(c.name, last)[0])
    light = len(columns) > _MANY_COLUMNS
    return [Line(column, first.get(column.name, last)[1], light) for column in columns]


def gaps(profile: Profile) -> list[ColumnProfile]:
    """Return the columns with missing values, emptiest first.

    Parameters
    ----------
    profile : Profile
        The profile.
    """
    some = [column for column in profile.columns.values() if column.missing]
    return sorted(some, key=lambda column: -column.missing)


def keys(profile: Profile) -> list[str]:
    """Return the candidate keys as texts; not all if there are many.

    Parameters
    ----------
    profile : Profile
        The profile.
    """
    return [" + ".join(map(cut, key)) for key in profile.keys[:MOST_KEYS]]


def pattern(found: MissingPattern, n_columns: int) -> str:
    """Return in words which columns some rows lack.

    Parameters
    ----------
    found : MissingPattern
        The columns, and the rows that lack them.
    n_columns : int
        How many columns the table has.
    """
    names = found.columns
    if not names:
        return "Complete"
    if len(names) == n_columns > 1:
        return "All columns missing"
    few = [cut(name) for name in names[:3]]
    if len(names) > 3:
        few.append(f"{len(names) - 3} more")
    said = " and ".join(filter(None, (", ".join(few[:-1]), few[-1])))
    return f"{'Only ' if len(names) == 1 else ''}{said} missing"


def best(pairs: Sequence[Pair]) -> list[Pair]:
    """Return each two columns once, by the measure that finds most in them.

    Parameters
    ----------
    pairs : sequence of Pair
        The pairs by any measure, strongest first.
    """
    found: dict[frozenset[str], Pair] = {}
    for pair in pairs:
        found.setdefault(frozenset((pair.a, pair.b)), pair)
    return list(found.values())


def _compared(profile: Profile) -> list[str]:
    """Return the names for a heat map, in the order of the table; none if too few or too many."""
    found = {name for pair in profile.correlations for name in (pair.a, pair.b)}
    if not 3 <= len(found) <= drawing.MOST_IN_HEATMAP:
        return []
    return [name for name in profile.columns if name in found]
