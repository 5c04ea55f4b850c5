"""What the display of a profile says, prepared for its template."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jupyter_analyst import markup
from jupyter_analyst.profile import drawing
from jupyter_analyst.profile.line import Line, cut, line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jupyter_analyst.profile.column import ColumnProfile
    from jupyter_analyst.profile.record import MissingPattern, Pair, Profile

_MANY_COLUMNS = 40
"""From here on details become lighter, so that notebooks stay small."""

_ALERTS_SHOWN = 3
_MOST_ALERTS = 50
_MOST_PAIRS = 12
_MOST_GAPS = 20
_MOST_TOGETHER = 8
_MOST_KEYS = 6
_MOST_SHOWN_COLUMNS = 30


def html(profile: Profile) -> str:
    """Return a profile as a piece of HTML without script.

    Parameters
    ----------
    profile : Profile
        The profile.
    """
    names = _compared(profile)
    shown = _best(profile.pairs)[:_MOST_PAIRS]
    return markup.render(
        "profile/profile.html.j2",
        profile=profile,
        lines=_lines(profile),
        gaps=_gaps(profile),
        patterns=[(_pattern(p, profile.n_columns), p.count) for p in profile.missing_patterns],
        pairs=shown,
        together=profile.missing_together[:_MOST_TOGETHER],
        keys=[" + ".join(map(cut, key)) for key in profile.keys[:_MOST_KEYS]],
        heatmap=drawing.heatmap(profile.correlations, names) if names else "",
        shown=_ALERTS_SHOWN,
        most_alerts=_MOST_ALERTS,
        most_columns=_MOST_SHOWN_COLUMNS,
        kinds=[column.kind for column in profile.columns.values()],
        cut=cut,
    )


def _lines(profile: Profile) -> list[Line]:
    """Return the columns, those with alerts first."""
    first: dict[str, tuple[int, str]] = {}
    for i, alert in enumerate(profile.alerts):
        first.setdefault(alert.column, (i, alert.level))
    last = (len(profile.alerts), "")
    columns = sorted(profile.columns.values(), key=lambda c: first.get(c.name, last)[0])
    light = len(columns) > _MANY_COLUMNS
    return [line(column, first.get(column.name, last)[1], light=light) for column in columns]


def _gaps(profile: Profile) -> list[ColumnProfile]:
    """Return the columns with missing values, emptiest first."""
    some = [column for column in profile.columns.values() if column.missing]
    return sorted(some, key=lambda column: -column.missing)[:_MOST_GAPS]


def _pattern(pattern: MissingPattern, n_columns: int) -> str:
    names = pattern.columns
    if not names:
        return "Complete"
    if len(names) == n_columns > 1:
        return "All columns missing"
    few = [cut(name) for name in names[:3]]
    if len(names) > 3:
        few.append(f"{len(names) - 3} more")
    said = " and ".join(filter(None, (", ".join(few[:-1]), few[-1])))
    return f"{'Only ' if len(names) == 1 else ''}{said} missing"


def _best(pairs: Sequence[Pair]) -> list[Pair]:
    """Return each two columns once, by the measure that finds most in them."""
    best: dict[frozenset[str], Pair] = {}
    for pair in pairs:
        best.setdefault(frozenset((pair.a, pair.b)), pair)
    return list(best.values())


def _compared(profile: Profile) -> list[str]:
    """Return the names for a heat map, in the order of the table; none if too few or too many."""
    found = {name for pair in profile.correlations for name in (pair.a, pair.b)}
    if not 3 <= len(found) <= drawing.MOST_IN_HEATMAP:
        return []
    return [name for name in profile.columns if name in found]
