"""Which rows are meant, by numbers: "older than 60", "between 3 and 5", "above average"."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from jupyter_analyst.planner.conditions import Between, Compare, Holds, Level, value_words
from jupyter_analyst.planner.lexicon import lexicon
from jupyter_analyst.planner.proposal import Filter, natural
from jupyter_analyst.planner.sentence import covered

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jupyter_analyst.planner.conditions import Condition, Operator
    from jupyter_analyst.planner.sentence import Match, Sentence
    from jupyter_analyst.planner.table import Field

_IS = "is|are|was|were|of|being|has|have|had|be|value|values|that? is|are|was|were|of|at|to|from?"
_UNIT = "{T:u}? old|euros|euro|dollars|usd|eur|kg|cm|points|percent|units|days?"
# a column and a number; the operator is a comparator k, a bound b, or equality
_COMPARED = (
    (f"{{C:c}} {_IS} not? {{K:k}} {{N:n}} {_UNIT}", 0.9),
    (f"{{C:c}} {_IS} not? {{N:n}} {{T:u}}? {{B:b}}", 0.9),
    ("{K:k} {N:n} of|in? {C:c}", 0.6),
    ("{N:n} {B:b} {C:c}", 0.6),
    ("with|having|have|has|had {N:n} {C:c}", 0.5),
    (f"{{C:c}} is|are|was|were|of|equals not? {{N:n}} {_UNIT}", 0.5),
)
# a number alone, which can only be an age
_AGES = (
    ("{EVPG}? is|are|was|were? aged|age|ages? not? {K:k} {N:n} {T:u}? old?", 0.35),
    ("aged? {N:n} {T:u}? old? {B:b}", 0.35),
    ("{N:n} {T:u} old|olds", 0.5),
)
_PEOPLE = (
    "people", "patients", "persons", "men", "women", "respondents", "participants", "subjects",
    "employees", "students", "members", "customers", "users", "individuals",
)  # fmt: skip
_TEXTS = {
    "contains": "contains|contain|containing|includes|including|include",
    "startswith": "starts|start|starting|begins|begin|beginning with",
    "endswith": "ends|end|ending with",
}


def numbers(s: Sentence) -> Iterator[Filter]:
    """Yield comparisons of a column with a number.

    Parameters
    ----------
    s : Sentence
        The question.
    """
    for pattern, weight in _COMPARED:
        for match in s.find(pattern):
            yield from _compared(match, match.column("c"), _operator(match), weight)
    for match in s.find("{C:c} {N:n}"):
        if match.number("n") in match.column("c").values:
            yield from _compared(match, match.column("c"), "==", 0.4)


def ranges(s: Sentence) -> Iterator[Filter]:
    """Yield numbers between two bounds.

    Parameters
    ----------
    s : Sentence
        The question.
    """
    bounds = "{N:a} and|to|- {N:b} {T:u}?"
    behind, before = f"{{C:c}} {_IS} not? between|from|range? {bounds}", "between|from"
    for pattern, weight in ((behind, 0.9), (f"{before} {bounds} of? {{C:c}}", 0.7)):
        for match in s.find(pattern):
            yield from _between(match, match.column("c"), weight)
    age = natural(s.table, ["age"])
    for match in s.find(f"between|from? {bounds} old?"):
        if age and (match.has("u") or s.has("old", "aged", "age")):
            yield from _between(match, age, 0.4)


def adjectives(s: Sentence) -> Iterator[Filter]:
    """Yield comparisons whose adjective tells the column: "older than 60", "cheaper than average".

    Parameters
    ----------
    s : Sentence
        The question.
    """
    for match in s.find("not? {A:a} than {N:n} {T:u}? old|euros|dollars|kg|cm? of? {C:c}?"):
        field, operator = _meant(s, match)
        if field and (not match.has("c") or match.column("c") == field):
            yield from _compared(match, field, operator, 0.9)
    for match in s.find("{A:a} than {S:s}"):
        field, operator = _meant(s, match)
        if field and match.term("s") in {"mean", "median"}:
            condition = Compare(field, operator, Level(match.term("s")))
            yield Filter((condition,), match.span, 0.8)


def _meant(s: Sentence, match: Match) -> tuple[Field | None, Operator]:
    """Return the column an adjective speaks of, and the direction."""
    more, names = lexicon().adjectives[match.term("a")]
    return natural(s.table, names), ">" if more else "<"


def ages(s: Sentence) -> Iterator[Filter]:
    """Yield numbers that can only be ages: "patients over 60", "aged 50 or older".

    Parameters
    ----------
    s : Sentence
        The question.
    """
    age = natural(s.table, ["age"])
    for pattern, weight in _AGES if age else ():
        for match in s.find(pattern):
            if age and _speaks_of_age(s, match):
                yield from _compared(match, age, _operator(match), weight)


def _speaks_of_age(s: Sentence, match: Match) -> bool:
    """Tell whether a bare number can only be an age: after people, before years."""
    words = {s.tokens[i].text for i in match.span}
    people = match.has("_0") or s.has(*_PEOPLE)
    unit = match.has("u") and match.term("u") == "year"
    return people or unit or bool(words & {"older", "younger", "old", "aged", "age"})


def levels(s: Sentence) -> Iterator[Filter]:
    """Yield comparisons with the mean or median of the column itself.

    Parameters
    ----------
    s : Sentence
        The question.
    """
    for pattern in ("{C:c} is|are|was|were|of|that? not? {K:k} {S:s}", "{K:k} {S:s} {C:c}"):
        for match in s.find(pattern):
            field = match.column("c")
            if match.term("s") in {"mean", "median"} and field.is_number:
                condition = Compare(field, _operator(match), Level(match.term("s")))
                yield Filter((signed(s, match.span, condition),), match.span, 0.85)


def texts(s: Sentence) -> Iterator[Filter]:
    """Yield conditions on a part of a text.

    Parameters
    ----------
    s : Sentence
        The question.
    """
    for where, words in _TEXTS.items():
        for match in s.find(f"{{C:c}} that? not? {words} {{QV:q}}"):
            mention = match.mentions("q")[0]
            text = " ".join(token.raw for token in s.tokens[mention.start : mention.end])
            holds = Holds(match.column("c"), text, where)  # type: ignore[arg-type]  # a key above
            yield Filter((signed(s, match.span, holds),), match.span, 0.9)


def signed(s: Sentence, span: frozenset[int], condition: Condition) -> Condition:
    """Return a condition, or its opposite if a word among some tokens denies it.

    Parameters
    ----------
    s : Sentence
        The question.
    span : frozenset of int
        The tokens; those of mentions do not count.
    condition : Condition
        What is said or denied.
    """
    free = span - covered(s.mentions)
    denied = any(lexicon().has("not", s.tokens[i].text) for i in free)
    return condition.negated() if denied else condition


def _operator(match: Match) -> Operator:
    """Return how a column is compared: by a comparator, a bound, or for equality."""
    said = next((match.term(name) for name in "kb" if match.has(name)), "==")
    return cast("Operator", said)


def _compared(match: Match, field: Field, operator: Operator, weight: float) -> Iterator[Filter]:
    """Yield the comparison of a column with the number of a match."""
    number = _scaled(match, field)
    if field.kind in {"date", "boolean"}:
        return
    if field.kind == "category" and operator in {"==", "!="} and not field.holds_numbers:
        return
    condition = signed(match.sentence, match.span, Compare(field, operator, number))
    yield Filter((condition,), match.span, weight, tuple(_beyond(field, operator, number)))


def _scaled(match: Match, field: Field) -> float | int:
    """Return the number of a match, a percentage as a share where the column holds shares."""
    number = match.number("n")
    token = match.sentence.tokens[match.mentions("n")[0].start]
    is_share = isinstance(field.high, int | float) and 0 < field.high <= 1
    return number / 100 if is_share and number > 1 and token.text.endswith("%") else number


def _between(match: Match, field: Field, weight: float) -> Iterator[Filter]:
    if field.kind in {"date", "boolean", "category"}:
        return
    low, high = sorted((match.number("a"), match.number("b")))
    condition = signed(match.sentence, match.span, Between(field, low, high))
    doubts = [*_beyond(field, ">=", low), *_beyond(field, "<=", high)]
    yield Filter((condition,), match.span, weight, tuple(doubts))


def _beyond(field: Field, operator: Operator, number: float) -> Iterator[str]:
    """Yield a doubt where no row can fulfil a comparison, or a text is compared."""
    if not field.holds_numbers:
        yield f"`{field.name}` holds texts; I compare them as numbers where they are."
        return
    low, high = field.low, field.high
    if not isinstance(low, int | float) or not isinstance(high, int | float):
        return
    outside = {
        ">": number >= high,
        ">=": number > high,
        "<": number <= low,
        "<=": number < low,
        "==": not low <= number <= high,
    }
    if outside.get(operator):
        span = f"from {value_words(low)} to {value_words(high)}"
        yield f"`{field.name}` goes {span}; no row can match {value_words(number)}."
