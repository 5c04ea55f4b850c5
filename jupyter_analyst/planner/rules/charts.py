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
    if kinds and 1 <= len(fields) <= 3:
        named = (str(kind.what[0]) for kind in kinds)
        span = covered(kinds).union(*(match.span for match in columns)) | s.places(*_WORDS)
        yield from _over_time(s, fields, span)
        chart = _chart(fields, next((name for name in named if name != "auto"), ""))
        if chart:
            yield Wanted(chart, span, 0.7)


def _over_time(s: Sentence, fields: list[Field], span: frozenset[int]) -> Iterator[Wanted]:
    """Yield the line of a number over the first date."""
    date = next((field for field in s.table.fields if field.kind == "date"), None)
    is_asked = s.has("time") and s.has("over")
    if date and is_asked and len(fields) == 1 and fields[0].is_number:
        yield Wanted(Picture(date, fields[0], kind="line"), span | s.places("time"), 0.75)


def _chart(fields: list[Field], kind: str) -> Picture | None:
    """Return a chart whose axes suit the columns."""
    if len(fields) == 1:
        return Picture(fields[0], kind=kind)
    first, second = fields[:2]
    by = fields[2] if len(fields) == 3 else None
    if by and not by.is_group:
        return None
    if second.kind in {"category", "boolean", "date"} or (kind in _ACROSS and second.is_group):
        first, second = second, first
    if kind == "histogram":
        return Picture(second, by=first, kind=kind) if first.is_group and not by else None
    return Picture(*_upright(first, second, kind), by, kind)


def _upright(first: Field, second: Field, kind: str) -> tuple[Field, Field]:
    """Return what lies and what stands upright: of "a against b" it is a."""
    are_numbers = first.is_number and second.is_number
    return (second, first) if kind in {"", "scatter", "line"} and are_numbers else (first, second)
