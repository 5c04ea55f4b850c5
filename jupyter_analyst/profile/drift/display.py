"""What the display of a comparison says, prepared for its template."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from jupyter_analyst import markup, wording
from jupyter_analyst.profile.drawing import said
from jupyter_analyst.profile.line import cut

if TYPE_CHECKING:
    from jupyter_analyst.profile.drift.record import ColumnDrift, Drift

_MOST_BINS = 30
_WIDTH, _HEIGHT = 112, 24
_ICONS = {"changed": ("warn", "warn"), "shifted": ("info", "info"), "stable": ("ok", "ok")}
_HOW = {
    "deciles": "by tenths of the first",
    "values": "by value",
    "lengths": "by length of the texts",
    "": "not comparable",
}


def html(comparison: Drift) -> str:
    """Return a comparison as a piece of HTML without script.

    Parameters
    ----------
    comparison : Drift
        The comparison.
    """
    return markup.render(
        "profile/drift/drift.html.j2",
        comparison=comparison,
        picture=_picture,
        figures=_figures,
        change=_change,
        shares=_shares,
        icons=_ICONS,
        how=_HOW,
        cut=cut,
        most=_MOST_BINS,
    )


def _picture(column: ColumnDrift) -> Markup:
    """Return the shares of both sides as pairs of bars, the first grey."""
    parts = column.bins[:_MOST_BINS]
    totals = [max(sum(side), 1) for side in ([b.first for b in parts], [b.second for b in parts])]
    pairs = [(b.first / totals[0], b.second / totals[1]) for b in parts]
    if not pairs:
        return Markup("")
    highest = max(max(pair) for pair in pairs) or 1
    step = _WIDTH / len(pairs)
    paths = [
        "".join(
            f"M{(k + (0.08 + 0.42 * side)) * step:.1f} {_HEIGHT}"
            f"v-{pair[side] / highest * (_HEIGHT - 2):.1f}h{0.4 * step:.1f}V{_HEIGHT}z"
            for k, pair in enumerate(pairs)
        )
        for side in (0, 1)
    ]
    return Markup(
        '<svg class="ja-hist" viewBox="0 0 {} {}" height="{}" preserveAspectRatio="none" '
        'aria-hidden="true"><path style="fill:var(--ja-data-0)" d="{}"/><path d="{}"/></svg>'
    ).format(_WIDTH, _HEIGHT, _HEIGHT, *paths)


def _change(column: ColumnDrift) -> str:
    """Return what is different about a column in few words."""
    parts = []
    if column.type_first != column.type_second:
        parts.append(f"{column.type_first} became {column.type_second}")
    if column.mean_first != column.mean_second:
        parts.append(f"mean {said(column.mean_first)} → {said(column.mean_second)}")
    if column.n_new_levels or column.n_lost_levels:
        parts.append(f"{column.n_new_levels} new, {column.n_lost_levels} lost")
    if column.missing_first != column.missing_second:
        gaps = [wording.percent(s) for s in (column.missing_first, column.missing_second)]
        parts.append(f"missing {gaps[0]} → {gaps[1]}")
    return ", ".join(parts)


def _figures(column: ColumnDrift) -> list[tuple[str, str]]:
    """Return the numbers of a column with their names."""
    pairs = [
        ("Compared", _HOW[column.how]),
        (
            "Missing",
            f"{wording.percent(column.missing_first)} → {wording.percent(column.missing_second)}",
        ),
    ]
    for word, one, other in (
        ("Mean", column.mean_first, column.mean_second),
        ("Median", column.median_first, column.median_second),
    ):
        if one is not None or other is not None:
            pairs.append((word, f"{said(one)} → {said(other)}"))
    for word, value in (
        ("PSI", column.psi),
        ("PSI by chance, below", column.psi_by_chance),
        ("Jensen–Shannon", column.js),
        ("Kolmogorov–Smirnov", column.ks),
    ):
        if value is not None:
            pairs.append((word, wording.number(value, 3)))
    if column.ks_p is not None:
        pairs.append(("p of it", wording.p_number(column.ks_p)))
    return pairs


def _shares(column: ColumnDrift) -> list[tuple[str, str, str]]:
    """Return the share of each part on both sides."""
    totals = [max(sum(b.first for b in column.bins), 1), max(sum(b.second for b in column.bins), 1)]
    return [
        (b.label, wording.percent(b.first / totals[0]), wording.percent(b.second / totals[1]))
        for b in column.bins[:_MOST_BINS]
    ]
