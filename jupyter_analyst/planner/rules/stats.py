"""Which statistic of which column: "mean age", "highest price", "90th percentile of income"."""

from __future__ import annotations

from itertools import chain, product
from typing import TYPE_CHECKING, cast

from jupyter_analyst.planner.lexicon import lexicon
from jupyter_analyst.planner.measures import Statistics
from jupyter_analyst.planner.picks import Defined
from jupyter_analyst.planner.proposal import Wanted, natural
from jupyter_analyst.planner.sentence import column_of, covered
from jupyter_analyst.planner.text import stem, words_of
from jupyter_analyst.source import literal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jupyter_analyst.planner.groups import Key
    from jupyter_analyst.planner.sentence import Match, Sentence
    from jupyter_analyst.planner.table import Field

_NEAR = 0.03


def statistics(s: Sentence) -> Iterator[Wanted]:
    """Yield each statistic that is named, of each column it can be of.

    Parameters
    ----------
    s : Sentence
        The question.
    """
    runs = [(m.span, tuple(str(x.what[0]) for x in m.mentions("s"))) for m in s.find("{S+:s}")]
    runs += list(_percentiles(s))
    columns = [(m.span, m.columns("c")) for m in s.find("{C+:c}")]
    columns += [(m.span, m.columns("c")) for m in s.find("{C:c}")]
    for (name_span, names), (span, fields) in product(runs, columns):
        if all(able(field, names) for field in fields):
            measure = Statistics((), tuple(dict.fromkeys(fields)), tuple(dict.fromkeys(names)))
            doubts = chain.from_iterable(reads_texts(field, names) for field in fields)
            weight = 0.6 - _far(name_span, span)
            yield Wanted(measure, name_span | span, weight, tuple(doubts))


def _far(name: frozenset[int], column: frozenset[int]) -> float:
    """Return what a statistic loses by standing far from its column, or behind it."""
    gap = min(abs(a - b) for a, b in product(name, column)) - 1
    return _NEAR * min(gap, 10) + 0.01 * (min(column) < min(name))


def defined(s: Sentence, by: tuple[Key, ...] = ()) -> Iterator[Wanted]:
    """Yield the measures of all rows a person named.

    Parameters
    ----------
    s : Sentence
        The question.
    by : tuple of Key
        The groups, where they are known.
    """
    statistics = covered(s.of_tag("S"))
    for mention in s.of_tag("F"):
        field = cast("Field", mention.what[0])
        words = f"`{field.name}` is one number for all rows of a group; I took it as it is defined."
        doubts = (words,) if statistics else ()
        yield Wanted(Defined(by, field), mention.span | statistics, 0.7, doubts)


def _percentiles(s: Sentence) -> Iterator[tuple[frozenset[int], tuple[str, ...]]]:
    for match in s.find("{N:n} percentile|percentiles"):
        if 0 <= match.number("n") <= 100:
            yield match.span, (f"p{match.number('n')}".replace(".", "_"),)
    for match in s.find("quantile|percentile {N:n}"):
        share = match.number("n")
        if 0 <= share <= 100:
            percent = round(100 * share, 6) if share <= 1 and s.has("quantile") else share
            yield match.span, (f"p{percent:g}".replace(".", "_"),)
    for match in s.find("quartiles"):
        yield match.span, ("p25", "median", "p75")


def totals(s: Sentence) -> Iterator[Wanted]:
    """Yield sums asked for by "how much" and "how many".

    Parameters
    ----------
    s : Sentence
        The question.
    """
    for pattern, weight in (("how much {E}? {C:c} in_total?", 0.6), ("how many {C:c}", 0.45)):
        for match in s.find(pattern):
            field = match.column("c")
            if field.is_number and not field.is_code and able(field, ("sum",)):
                yield _total(s, match, field, weight)
    for match in s.find("{C:c}"):
        if s.tokens[match.first].text == "how":
            mean, name = Statistics((), (match.column("c"),), ("mean",)), match.column("c").name
            doubt = f"I took the mean of {name}."
            yield Wanted(mean, match.span, 0.2, (doubt,), (f"mean of {literal(name)}",))


def _total(s: Sentence, match: Match, field: Field, weight: float) -> Wanted:
    span = match.span | covered(s.terms("S", "sum"))
    doubts = () if is_additive(field) else (f"I took the total of {field.name}.",)
    return Wanted(Statistics((), (field,), ("sum",)), span, weight, doubts)


def extremes(s: Sentence) -> Iterator[Wanted]:
    """Yield the largest or smallest value: "highest price", "age of the oldest patient".

    Parameters
    ----------
    s : Sentence
        The question.
    """
    for pattern in (
        "{U:u} {C:c}",
        "{C:c} is|are|was {U:u}",
        "{U:u} recorded|observed|known|single {C:c}",
    ):
        for match in s.find(pattern):
            name = "max" if match.term("u") == "largest" else "min"
            if able(match.column("c"), (name,)):
                yield Wanted(Statistics((), (match.column("c"),), (name,)), match.span, 0.5)
    for match in s.find("first|last {C:c}"):
        if match.column("c").kind == "date":
            name = "min" if s.tokens[match.first].text == "first" else "max"
            yield Wanted(Statistics((), (match.column("c"),), (name,)), match.span, 0.5)


def adjectives(s: Sentence) -> Iterator[Wanted]:
    """Yield the extreme an adjective speaks of: "age of the oldest patient".

    Parameters
    ----------
    s : Sentence
        The question.
    """
    for mention in s.of_tag("A"):
        more, names = lexicon().adjectives[str(mention.what[0])]
        field = natural(s.table, names)
        same = [m for m in s.of_tag("C") if column_of(m) == field]
        if field and same:
            measure = Statistics((), (field,), ("max" if more else "min",))
            yield Wanted(measure, covered([mention, *same]), 0.65)


def implied(s: Sentence) -> Iterator[Wanted]:
    """Yield the usual statistic of a column that is only named: "revenue by month".

    Parameters
    ----------
    s : Sentence
        The question.
    """
    for match in s.find("{C:c}"):
        field = match.column("c")
        asks = s.tokens[match.first].text in lexicon().askings
        if field.is_number and not field.is_code and not asks:
            name = "sum" if is_additive(field) else "mean"
            said = "total" if name == "sum" else name
            doubt = f"Nothing says which number of {field.name}; I took the {said}."
            yield Wanted(Statistics((), (field,), (name,)), match.span, 0.2, (doubt,))


def able(field: Field, names: tuple[str, ...]) -> bool:
    """Tell whether statistics of a column make sense.

    Parameters
    ----------
    field : Field
        The column.
    names : tuple of str
        Names of statistics.
    """
    if field.is_number or set(names) == {"mode"}:
        return True
    if field.kind == "date":
        return set(names) <= {"min", "max"}
    return not field.holds_numbers and _may_be_numbers(field)


def _may_be_numbers(field: Field) -> bool:
    """Tell whether texts may be numbers: one begins with a digit, or they are not known."""
    texts = (value for value in field.values if isinstance(value, str))
    is_open = field.kind == "text" and not field.values
    return is_open or any(text[:1].isdigit() for text in texts)


def reads_texts(field: Field, names: tuple[str, ...]) -> Iterator[str]:
    """Yield a doubt where texts are read as numbers.

    Parameters
    ----------
    field : Field
        The column.
    names : tuple of str
        Names of statistics.
    """
    if field.kind in {"text", "category"} and set(names) != {"mode"}:
        yield f"`{field.name}` holds texts; I read them as numbers."


def is_additive(field: Field) -> bool:
    """Tell whether the values of a column are usually added up, as revenue is.

    Parameters
    ----------
    field : Field
        The column.
    """
    additive = lexicon().sets["additive"]
    words = {stem(word) for word in words_of(field.name)} | set(words_of(field.name))
    return bool(words & additive) and not words & {"rate", "ratio", "mean", "avg", "average", "per"}
