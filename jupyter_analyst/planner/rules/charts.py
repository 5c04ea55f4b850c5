"""Charts: "plot age against platelets", "box plot of age by sex", "revenue over time"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jupyter_analyst.planner.calls import Picture
from jupyter_analyst.planner.proposal import Wanted
from jupyter_analyst.planner.sentence import covered

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jupyter_analyst.planner.sentence import Sentence
    from jupyter_analyst.planner.table import Field

_WORDS = ("against", "by", "versus", "vs", "over", "of", "for", "as", "a", "across", "per")
_ACROSS = {"box", "violin", "bar"}


def charts(s: Sentence) -> Iterator[Wanted]:
    """Yield charts.

    Parameters
    ----------
    s : Sentence
        The question.
    """
    kinds = s.of_tag("H")
    columns = list(s.find("{C+:c}"))
    fields = list(dict.fromkeys(field for match in columns for field in match.columns("c")))
    if not kinds or not 1 <= len(fields) <= 3:
        return
    named = [str(kind.what[0]) for kind in kinds]
    kind = next((name for name in named if name != "auto"), "")
    span = covered(kinds).union(*(match.span for match in columns)) | s.places(*_WORDS)
    dates = [field for field in s.table.fields if field.kind == "date"]
    if dates and len(fields) == 1 and fields[0].is_number and s.has("time") and s.has("over"):
        line = Picture(dates[0], fields[0], kind="line")
        yield Wanted(line, span | s.places("time"), 0.75)
    chart = _chart(fields, kind)
    if chart:
        yield Wanted(chart, span, 0.7)


def _chart(fields: list[Field], kind: str) -> Picture | None:
    """Return a chart whose axes suit the columns."""
    by = fields[2] if len(fields) == 3 else None
    if len(fields) == 1:
        return Picture(fields[0], kind=kind)
    if by and not by.is_group:
        return None
    first, second = fields[:2]
    if second.kind in {"category", "boolean", "date"} or (kind in _ACROSS and second.is_group):
        first, second = second, first
    if kind == "histogram":
        return Picture(second, by=first, kind=kind) if first.is_group and not by else None
    if kind in {"", "scatter", "line"} and first.is_number and second.is_number:
        first, second = second, first  # "a against b": a stands upright
    return Picture(first, second, by, kind)
