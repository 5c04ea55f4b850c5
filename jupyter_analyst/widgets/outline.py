"""A profile as its panel shows it: the words of its other displays, as JSON values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jupyter_analyst import wording
from jupyter_analyst.profile import Histogram, display, sentences
from jupyter_analyst.profile.line import cut

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jupyter_analyst.profile import Alert, Pair, Profile
    from jupyter_analyst.profile.line import Line

MOST_IN_HEATMAP = 12
_MOST_SEGMENTS = 5
_MOST_MARKED = 6
"""Columns with a mark of their own in the table of missing patterns."""


def outline(profile: Profile) -> dict[str, Any]:
    """Return all of a profile but the details of its columns.

    Parameters
    ----------
    profile : Profile
        The profile.
    """
    return {
        "counted": sentences.counted(profile),
        "figures": _figures(profile),
        "quality": {
            "score": f"{profile.quality.score} of 100",
            "parts": [
                [f"{part.name}, {part.weight} ×", wording.percent(part.share)]
                for part in profile.quality.parts
            ],
            "how": sentences.QUALITY,
        },
        "alerts": [_alert(alert) for alert in profile.alerts[: display.MOST_ALERTS]],
        "n_alerts": len(profile.alerts),
        "n_shown": display.ALERTS_SHOWN,
        "columns": [_column(line) for line in display.lines(profile)],
        "missing": _missing(profile),
        "associations": _associations(profile),
        "duplicates": _duplicates(profile),
        "rows": _rows(profile),
        "notes": list(profile.notes),
    }


def _figures(profile: Profile) -> list[list[str]]:
    """Return the numbers at the top, each with what it counts; quality has more to say."""
    n_alerts = len(profile.alerts)
    earlier = ", earlier" if profile.from_cache else ""
    return [
        [f"{n_alerts:,}", "alert" if n_alerts == 1 else "alerts"],
        [
            wording.count(profile.n_missing, "cell"),
            f"missing, {wording.percent(profile.share_missing)}",
        ],
        [wording.count(profile.duplicates, "row"), "duplicated"],
        [wording.duration(profile.seconds), f"to profile{earlier}"],
    ]


def _alert(alert: Alert) -> dict[str, Any]:
    return {
        "column": alert.column,
        "level": alert.level,
        "strong": alert.strong,
        "advised": [list(run) for run in wording.runs(alert.advised)],
        "means": alert.means,
        "code": alert.code,
    }


def _column(line: Line) -> dict[str, Any]:
    column = line.column
    return {
        "name": column.name,
        "kind": column.kind,
        "alert": line.alert,
        "type": line.type,
        "missing": column.missing,
        "share": wording.percent(column.share_missing) if column.missing else "",
        "distinct": line.distinct,
        "n_distinct": column.distinct,
        "range": line.range,
        "drawn": _drawn(line),
    }


def _drawn(line: Line) -> dict[str, Any]:
    """Return what the small drawing of a line shows: counts of bins, or shares of values."""
    drawn = line.drawn
    if isinstance(drawn, Histogram):
        return {"counts": list(drawn.counts), "shares": None}
    levels = drawn or ()
    shares = [round(one.count / line.column.count, 4) for one in levels[:_MOST_SEGMENTS]]
    return {"counts": None, "shares": None if drawn is None else shares}


def _missing(profile: Profile) -> dict[str, Any]:
    gaps = display.gaps(profile)
    names = [column.name for column in gaps]
    return {
        "n_columns": len(gaps),
        "said": sentences.missing(profile),
        "columns": [
            [column.name, f"{column.missing:,}", wording.percent(column.share_missing)]
            for column in gaps[: display.MOST_GAPS]
        ],
        "marked": names[:_MOST_MARKED],
        "n_others": profile.n_columns - len(names[:_MOST_MARKED]),
        "patterns": [
            {
                "said": display.pattern(found, profile.n_columns),
                "gone": [name in found.columns for name in names[:_MOST_MARKED]],
                "others": len(set(found.columns) - set(names[:_MOST_MARKED])),
                "count": f"{found.count:,}",
                "share": wording.percent(found.count / profile.n_rows),
            }
            for found in (profile.missing_patterns if gaps else ())
        ],
        "together": [_pair(pair) for pair in profile.missing_together[: display.MOST_TOGETHER]],
    }


def _associations(profile: Profile) -> dict[str, Any]:
    pairs = display.best(profile.pairs)
    names = _compared(pairs, list(profile.columns))
    found = {frozenset((pair.a, pair.b)): pair for pair in pairs}
    cells = [
        [_cell(found.get(frozenset((row, name)))) for name in names[:i]]
        for i, row in enumerate(names)
    ]
    n_all = len({name for pair in pairs for name in (pair.a, pair.b)})
    return {
        "none": "" if pairs else sentences.NOTHING_TO_COMPARE,
        "names": names,
        "cells": cells,
        "capped": _capped(len(names), n_all),
        "pairs": [_pair(pair) for pair in pairs[: display.MOST_PAIRS]],
    }


def _capped(n: int, n_all: int) -> str:
    return f"{n} of {n_all} columns, those of the strongest pairs." if n < n_all else ""


def _compared(pairs: Sequence[Pair], order: list[str]) -> list[str]:
    """Return the columns of the strongest pairs, in the order of the table."""
    names: dict[str, None] = {}
    for pair in pairs:
        both = {**names, pair.a: None, pair.b: None}
        if len(both) <= MOST_IN_HEATMAP:
            names = both
    return [name for name in order if name in names]


def _cell(pair: Pair | None) -> dict[str, Any] | None:
    return None if pair is None else {"r": pair.r, **_pair(pair)}


def _pair(pair: Pair) -> dict[str, Any]:
    return {
        "a": pair.a,
        "b": pair.b,
        "said": f"{'' if pair.exact else '~'}{pair.said}",
        "name": pair.name,
        "n": f"{pair.n:,}",
    }


def _duplicates(profile: Profile) -> dict[str, Any]:
    shown = zip(profile.columns, profile.repeated.example, strict=False)
    row = [[name, _value(value)] for name, value in shown]
    return {
        "n": profile.duplicates,
        "said": sentences.duplicates(profile),
        "example": sentences.example(profile) if row else "",
        "row": row[: display.MOST_SHOWN_COLUMNS],
        "keys_said": sentences.keys(profile),
        "keys": display.keys(profile),
    }


def _rows(profile: Profile) -> dict[str, Any]:
    most = display.MOST_SHOWN_COLUMNS
    columns = list(profile.columns.values())[:most]
    is_cut = profile.n_columns > most
    return {
        "none": "" if profile.rows else sentences.NO_ROWS,
        "names": [column.name for column in columns],
        "numbers": [column.kind == "number" for column in columns],
        "rows": [[_value(cell) for cell in row[:most]] for row in profile.rows],
        "cut": sentences.first_columns(profile, most) if is_cut else "",
    }


def _value(value: str | None) -> str:
    return wording.NOTHING if value is None else cut(value)
