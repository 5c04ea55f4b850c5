"""Whether a number differs between groups."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from jupyter_analyst.planner.calls import Comparison
from jupyter_analyst.planner.groups import Key
from jupyter_analyst.planner.lexicon import lexicon
from jupyter_analyst.planner.measures import Statistics
from jupyter_analyst.planner.palette import fit
from jupyter_analyst.planner.proposal import Wanted
from jupyter_analyst.planner.sentence import claim_of, column_of, covered, values_of
from jupyter_analyst.planner.text import words_of
from jupyter_analyst.source import literal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jupyter_analyst.planner.measures import Measure
    from jupyter_analyst.planner.mentions import Mention
    from jupyter_analyst.planner.sentence import Sentence
    from jupyter_analyst.planner.table import Field, Table

_CUES = {
    "compare", "compared", "comparison", "comparing", "differ", "differs", "difference",
    "differences", "different", "versus", "vs", "higher", "lower", "greater", "larger", "smaller",
    "older", "younger", "more", "less", "significant", "significantly", "test", "ttest", "vary",
    "varies", "contrast", "taller", "heavier", "longer", "shorter", "equal", "same",
    "statistically",
}  # fmt: skip
_BETWEEN = ("by", "between", "across", "among", "with", "per", "depending", "each", "for")


def comparisons(s: Sentence) -> Iterator[Wanted]:
    """Yield whether a number differs between groups.

    Parameters
    ----------
    s : Sentence
        The question.
    """
    cues = s.places(*_CUES) | (covered(s.of_tag("K", "A")) - s.places("="))
    if not cues:
        return
    asks_most = list(s.find("which|what {C:c}"))  # of which group is more: of its mean?
    doubts = ("I compared means.",) if asks_most and not s.terms("S", "mean") else ()
    used = cues | s.places("than", "t", "welch") | covered(s.terms("S", "mean"))
    for mention in s.of_tag("C"):
        value = column_of(mention)
        if value.is_number and value.truths is None:
            span = used | mention.span
            yield from (replace(w, doubts=doubts) for w in _by_columns(s, value, span))
            yield from _by_values(s, value, span)
            yield from _by_claims(s, value, span)
            yield from _by_sexes(s, value, span)


def _by_columns(s: Sentence, value: Field, span: frozenset[int]) -> Iterator[Wanted]:
    words = s.places(*_BETWEEN)
    for other in s.of_tag("C"):
        by = column_of(other)
        if by != value and by.is_group:
            yield Wanted(compared(value, by), span | other.span | words, 0.72)


def _by_values(s: Sentence, value: Field, span: frozenset[int]) -> Iterator[Wanted]:
    """Yield a comparison of two groups that are named: "between men and women"."""
    for match in s.find("{V:a} and|vs|versus|or|than|with|to|from {V:b}"):
        (first,), (second,) = match.mentions("a"), match.mentions("b")
        yield from _two_values(value, first, second, span | match.span)
    values = s.of_tag("V")
    if len(values) == 2:
        both = span | covered(values) | s.places("or")
        yield from _two_values(value, values[0], values[1], both)


def _two_values(
    value: Field, first: Mention, second: Mention, span: frozenset[int]
) -> Iterator[Wanted]:
    pairs = [
        (one, other)
        for one in values_of(first)
        for other in values_of(second)
        if one.field == other.field and one.value != other.value
    ]
    for one, other in pairs[:1]:
        levels = () if one.field.levels == 2 else (one.value, other.value)
        yield Wanted(Comparison(value, one.field, levels), span, 0.78)


def _by_claims(s: Sentence, value: Field, span: frozenset[int]) -> Iterator[Wanted]:
    """Yield a comparison by what happened or not: "those who died and those who survived"."""
    said = [(mention, claim_of(mention).condition.field) for mention in s.of_tag("P")]
    said += [(m, column_of(m)) for m in s.of_tag("C") if column_of(m).truths is not None]
    fields = {field for _, field in said}
    if len(fields) == 1:
        words = covered(mention for mention, _ in said)
        others = s.places("and", "or", "non", "not", "without", "those", "no", "with")
        yield Wanted(compared(value, fields.pop()), span | words | others, 0.68)


def _by_sexes(s: Sentence, value: Field, span: frozenset[int]) -> Iterator[Wanted]:
    """Yield a comparison of the sexes where nobody knows their codes: both are shown."""
    said, by = s.of_tag("G"), sex_of(s.table)
    if by and len({lexicon().genders[str(m.what[0])] for m in said}) == 2:
        words = covered(said) | s.places("and", "or")
        doubt = f"`{by.name}` does not say which of its values is women and which is men."
        plain = f"Compare {literal(value.name)} by {literal(by.name)}"
        yield Wanted(compared(value, by), span | words, 0.7, (doubt,), (plain,))


def sex_of(table: Table) -> Field | None:
    """Return the column of the sexes, if there is one.

    Parameters
    ----------
    table : Table
        The table.
    """
    for field in table.fields:
        if {"sex", "gender"} & set(words_of(field.name)) and field.values:
            return field
    return None


def compared(value: Field, by: Field) -> Measure:
    """Return a test where there are two groups, else a summary of each group.

    Parameters
    ----------
    value : Field
        The number.
    by : Field
        Column of the groups.
    """
    if fit("ttest_ind", "value", value) and fit("ttest_ind", "by", by):
        return Comparison(value, by)
    return Statistics((Key(by),), (value,), ("mean", "std", "median"))
