"""How many: rows, different values."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from jupyter_analyst.planner.groups import Key
from jupyter_analyst.planner.measures import Count
from jupyter_analyst.planner.picks import Distinct
from jupyter_analyst.planner.proposal import Wanted
from jupyter_analyst.planner.sentence import covered
from jupyter_analyst.planner.text import stem, words_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jupyter_analyst.planner.mentions import Mention
    from jupyter_analyst.planner.sentence import Sentence
    from jupyter_analyst.planner.table import Field

_MANY = (
    "how many {E:e}?",
    "number of {E:e}?",
    "count|give number of {E:e}?",
    "count|counts|tally of? {E:e}?",
    "how often|frequently",
    "frequency|frequencies of?",
    "amount of {E:e}",
)
_KINDS = "unique|distinct|different|separate"
_THINGS = "values|levels|categories|value|groups|types|kinds"
_DIFFERENT = (
    f"how|number|count many|of? {_KINDS} {_THINGS}? of|in|for|does|do? {{C:c}}",
    "how|number many|of values|levels|categories|groups of|in|for|does|do|are? "
    "there? in|of|for? {C:c}",
)
_PLURALS = ("how many {C:c}", "number of {C:c}")
# the values with their counts; the more a pattern says, the surer it is
_LISTED = (
    f"{_KINDS}|possible|available|all {_THINGS}? of|in|for|does|do? {{C:c}}",
    "values|levels|categories of|in|for|does {C:c} have|take|contain|has?",
    "what|which values|levels|categories does|do {C:c} have|take|contain|has?",
    "what|which|list are? {C:c} are|exist|occur|appear there?",
    "frequency|frequencies|count|counts|breakdown|tally|table of values|value? of? {C:c}",
    "value|frequency counts|count|table|frequencies of|for {C:c}",
    "how often does|do? each|every {C:c} occur|appear|come?",
    "how many of each|every {C:c}",
    "what|which are {C:c}",
    "list|name|show|enumerate {C:c}",
    "what|which {C:c} do|are|exist|have|does we|you|there|they? have?",
)


def rows(s: Sentence) -> Iterator[Wanted]:
    """Yield the number of rows.

    Parameters
    ----------
    s : Sentence
        The question.
    """
    total = covered(s.terms("S", "sum"))
    for match in chain.from_iterable(map(s.find, _MANY)):
        yield from _many(s, match.span, total)
    for match in s.find("{S:s} number|count of? {E:e}?"):
        if match.term("s") == "sum":
            yield Wanted(Count(), match.span | total, 0.35)
    for mention in s.of_tag("E"):  # "patients by sex"
        if _is_grouped(s, mention):
            yield Wanted(Count(), mention.span, 0.3)


def _many(s: Sentence, span: frozenset[int], total: frozenset[int]) -> Iterator[Wanted]:
    """Yield what "how many" asks for: rows, or the things rows are about."""
    for field in counted(s, span):
        doubt = f"I counted different {field.name}, not rows."
        plain = "How many rows are there?"
        yield Wanted(Distinct((), field), span | total, 0.4, (doubt,), (plain,))
    yield Wanted(Count(), span | total, 0.3)


def _is_grouped(s: Sentence, mention: Mention) -> bool:
    """Tell whether groups are named right behind what the rows are."""
    after = s.tokens[mention.end].text if mention.end < len(s.tokens) else ""
    near = any(0 < m.start - mention.end <= 2 for m in s.of_tag("C", "T"))
    return near and after in {"by", "per", "across"}


def counted(s: Sentence, span: frozenset[int]) -> Iterator[Field]:
    """Yield the column that identifies what is counted, if several rows are about one.

    Parameters
    ----------
    s : Sentence
        The question.
    span : frozenset of int
        The tokens that say what is counted.
    """
    entities = [m for m in s.of_tag("E") if m.start in span]
    names = {stem(s.tokens[m.start].text) for m in entities} - {"row", "record", "entry"}
    for field in s.table.fields:
        words = [stem(word) for word in words_of(field.name)]
        is_id = len(words) > 1 and words[-1] in {"id", "number", "no", "key"}
        if is_id and _repeats(s, field) and names & set(words[:-1]):
            yield field


def _repeats(s: Sentence, field: Field) -> bool:
    n_values = s.table.n_rows - field.n_missing
    return field.n_distinct is not None and field.n_distinct < n_values


def different(s: Sentence) -> Iterator[Wanted]:
    """Yield the number of different values.

    Parameters
    ----------
    s : Sentence
        The question.
    """
    for match in chain.from_iterable(map(s.find, _DIFFERENT)):
        yield Wanted(Distinct((), match.column("c")), match.span, 0.75)
    for match in chain.from_iterable(map(s.find, _PLURALS)):
        field = match.column("c")
        named = s.tokens[max(match.span)].text
        if field.truths is None and not field.is_number and stem(named) != named:
            yield Wanted(Distinct((), field), match.span, 0.67)


def listed(s: Sentence) -> Iterator[Wanted]:
    """Yield the values of a column with their counts.

    Parameters
    ----------
    s : Sentence
        The question.
    """
    for place, pattern in enumerate(_LISTED):
        for match in s.find(pattern):
            field = match.column("c")
            if field.is_group or not field.is_number:
                yield Wanted(Count((Key(field),)), match.span, 0.65 - 0.02 * place)
