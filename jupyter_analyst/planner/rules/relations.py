"""Which numbers go together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jupyter_analyst.planner.calls import Correlation
from jupyter_analyst.planner.groups import Key
from jupyter_analyst.planner.looks import Correlates
from jupyter_analyst.planner.measures import Count
from jupyter_analyst.planner.palette import fit
from jupyter_analyst.planner.proposal import Wanted
from jupyter_analyst.planner.rules.comparing import compared
from jupyter_analyst.planner.sentence import column_of, covered

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jupyter_analyst.planner.sentence import Sentence
    from jupyter_analyst.planner.table import Field

_CUES = {
    "correlation", "correlations", "correlate", "correlates", "correlated", "relationship",
    "relationships", "association", "associated", "related", "relate", "relates", "linked", "link",
    "connection", "connected", "depend", "depends", "affect", "affects", "influence", "influences",
    "effect", "impact", "relation", "together", "rank",
}  # fmt: skip


def correlations(s: Sentence) -> Iterator[Wanted]:
    """Yield which numbers go together.

    Parameters
    ----------
    s : Sentence
        The question.
    """
    cues, methods = s.places(*_CUES), s.of_tag("M")
    if not cues and not methods:
        return
    method = str(methods[0].what[0]) if methods else ""
    columns = s.of_tag("C")
    span = cues | s.places("matrix", "strength", "strong", "strongly", "most")
    span |= covered([*methods, *s.terms("U", "largest"), *columns])
    fields = list(dict.fromkeys(map(column_of, columns)))
    yield from _compared(s, fields, method, span)
    if len(fields) == 2 and not methods and not all(field.is_number for field in fields):
        yield from _mixed(fields[0], fields[1], span)


def _compared(
    s: Sentence, fields: list[Field], method: str, span: frozenset[int]
) -> Iterator[Wanted]:
    """Yield one number with all others, some with each other, all with each other."""
    if len(fields) == 1 and fields[0].is_number:
        yield Wanted(Correlates(fields[0], method or "pearson"), span, 0.7)
    if len(fields) >= 2 and all(fit("correlation", "columns", field) for field in fields):
        yield Wanted(Correlation(tuple(fields), method), span, 0.8)
    if not fields and s.has("correlation", "correlations", "correlated", "correlate", "matrix"):
        yield Wanted(Correlation((), method), span, 0.5)


def _mixed(first: Field, second: Field, span: frozenset[int]) -> Iterator[Wanted]:
    """Yield how a number and groups go together, or two kinds of groups."""
    if first.is_number or second.is_number:
        value, by = (first, second) if first.is_number else (second, first)
        if by.is_group:
            yield Wanted(compared(value, by), span, 0.75)
    elif first.is_group and second.is_group:
        yield Wanted(Count((Key(first), Key(second))), span, 0.7)
