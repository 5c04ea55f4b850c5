"""Missing values: how many, and in which rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jupyter_analyst.planner.conditions import Compare, Known
from jupyter_analyst.planner.looks import About, Missing
from jupyter_analyst.planner.proposal import Filter, Wanted
from jupyter_analyst.planner.rules.filters import signed
from jupyter_analyst.planner.rules.shares import SHARE
from jupyter_analyst.planner.sentence import covered

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jupyter_analyst.planner.sentence import Sentence
    from jupyter_analyst.planner.table import Field

_GONE = "missing|null|nulls|nan|nans|na|nas|empty|blank|blanks|incomplete|unknown|gaps|absent"
_CELLS = "value|values|entries|data|cells"
_COUNT = "how|number|count|percentage|percent|share|proportion|fraction many|of?"
_OF_COLUMNS = (
    f"{_COUNT} {{C+:c}} {_CELLS}? is|are|was {_GONE}",
    f"{_COUNT} {{E}}? {_GONE} {_CELLS}? in|of|for|from? {{C+:c}}",
    f"{_GONE} {_CELLS}? in|of|for|from? {{C+:c}} value|values?",
    f"{{C+:c}} have|has|with|contain|contains any? {_GONE} {_CELLS}?",
    f"{_COUNT} {{C+:c}} {_GONE}",
)
_OF_TABLE = (
    "which|what|any|how|number|many|of|are|is|there? many|columns|variables|column|fields|of|any? "
    f"of|have|has|contain|with? any|most? {_GONE} {_CELLS}? most?"
)
# a condition that a value is missing, or known
_WITHOUT = (
    (f"{{C:c}} value|values? is|are|was|were|being? not? {_GONE}", 0.8),
    (f"with|have|has|having|had|without|no? {_GONE} {{C:c}} value|values?", 0.55),
)
_WITH = (
    "with|have|has|where known|valid|available|recorded {C:c}",
    "{C:c} is|are|was known|valid|available|recorded",
)


def missing(s: Sentence) -> Iterator[Wanted]:
    """Yield numbers of missing values.

    Parameters
    ----------
    s : Sentence
        The question.
    """
    share = s.has(*SHARE.split("|"))
    for pattern in _OF_COLUMNS:
        for match in s.find(pattern):
            before = s.tokens[match.first - 1].text if match.first else ""
            if before not in {"with", "having", "without"}:  # then it is a condition
                measure = Missing(tuple(match.columns("c")), share=share)
                yield Wanted(measure, match.span, 0.65)
    per_column = s.has("columns", "column", "variables", "fields", "each", "per", "where", "which")
    whole = s.has("how", "number") and not per_column
    also = covered(s.terms("S", "sum")) | s.places(*SHARE.split("|"))
    also |= covered(s.of_tag("U")) if per_column else set()
    for match in s.find(_OF_TABLE):
        yield Wanted(About("gaps") if whole else Missing(share=share), match.span | also, 0.55)


def without(s: Sentence) -> Iterator[Filter]:
    """Yield conditions that a value is missing, or is known.

    Parameters
    ----------
    s : Sentence
        The question.
    """
    for pattern, weight in _WITHOUT:
        for match in s.find(pattern):
            condition = signed(s, match.span, Known(match.column("c"), known=False))
            yield Filter((condition,), match.span, weight)
    for pattern in _WITH:
        for match in s.find(pattern):
            yield Filter((Known(match.column("c"), known=True),), match.span, 0.8)


def _has_zeros(field: Field) -> bool:
    """Tell whether a number goes from 0 on, which says that there is none of it."""
    is_amount = field.is_number and field.truths is None
    return is_amount and field.low == 0 and not field.n_missing


def having(s: Sentence) -> Iterator[Filter]:
    """Yield what having a number may mean: "with a discount", "without a bonus".

    Parameters
    ----------
    s : Sentence
        The question.
    """
    for match in s.find("with|have|has|had|having|without|no not? have|has? a|any|no? {C:c}"):
        field = match.column("c")
        if _has_zeros(field):
            doubt = f"I took having {field.name} as {field.name} > 0."
            positive = signed(s, match.span, Compare(field, ">", 0))
            yield Filter((positive,), match.span, 0.3, (doubt,))
    for match in s.find("without|no|not have|has|having? any|a? {C:c}"):
        field = match.column("c")
        if field.truths is None and field.n_missing:
            doubt = f"I took no {field.name} as a missing value."
            yield Filter((Known(field, known=False),), match.span, 0.3, (doubt,))
