"""Which rows are meant, by what they hold: "in Germany", "women", "with diabetes"."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

from jupyter_analyst.planner.conditions import Compare, OneOf
from jupyter_analyst.planner.lexicon import lexicon
from jupyter_analyst.planner.likeness import nearest
from jupyter_analyst.planner.proposal import Filter
from jupyter_analyst.planner.rules.filters import signed
from jupyter_analyst.planner.sentence import claim_of, column_of, covered, value_of, values_of
from jupyter_analyst.planner.text import stem, words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from jupyter_analyst.planner.conditions import Condition
    from jupyter_analyst.planner.mentions import Mention
    from jupyter_analyst.planner.names import ValueName
    from jupyter_analyst.planner.sentence import Match, Sentence
    from jupyter_analyst.planner.table import Field, Value

_NOT = "not|no|non|without|except|excluding|exclude|outside|never|excl|nor?"
_HAVE = "with|have|has|had|having|are|is|were|was|who|that|who_have|that_have|suffer|suffers|did|do"
_VERB = "would|will|can|could|have|has|had|history|suffering|diagnosed|a? of|from|with?"
_LINKED = "{C:c} is|are|was|were|of|equals|being|be|called|named|in|either? not? {K:k}?"
_SAYS = "{C:c} is|are|was|=|equals|being? not? {K:k}?"
_TRUE = (
    (f"{_HAVE} {_NOT} {_VERB} {{C+:c}}", 0.5),
    ("without|no|non|excluding|except|excl {C+:c}", 0.5),
    ("{C:c} {E:e}", 0.45),
)


def named(s: Sentence) -> Iterator[Filter]:
    """Yield conditions that name the column and the value: `country = Germany`, "sex is 1".

    Parameters
    ----------
    s : Sentence
        The question.
    """
    for pattern, weight in ((f"{_LINKED} {{V+:v}}", 0.95), ("{V+:v} {C:c}", 0.7)):
        for match in s.find(pattern):
            condition = _held_by(match)
            if condition is not None and _is_equality(match):
                joined = isinstance(condition, OneOf) and not _has_or(s, match)
                yield replace(_filter(s, match, condition, weight), joined=joined)
    for match in s.find(f"{_LINKED} {{Q:q}}"):
        if _is_equality(match):
            yield from _unknown(s, match, match.term("q"))


def bare(s: Sentence) -> Iterator[Filter]:
    """Yield conditions that a word behind a column says, although it is no known value.

    Parameters
    ----------
    s : Sentence
        The question.
    """
    mentioned = covered(m for m in s.mentions if m.tag != "E")
    for match in s.find("{C:c} is|are|was|were|equals|being|be|of? not? {K:k}?"):
        start = max(match.span) + 1
        run = _run(s, start, mentioned)
        if not run or not _is_equality(match):
            continue
        field, span = match.column("c"), match.span | set(run)
        known = _spelled(s, field, run)
        if known is not None:
            condition = signed(s, match.span, Compare(field, "==", known))
            yield Filter((_unequal(match, condition),), span, 0.9)
        elif match.has("k") or (_is_said(s, match) and s.tokens[run[0]].raw[:1].isupper()):
            yield from _unknown(s, match, _text(s, run), span=frozenset(span))


def _is_said(s: Sentence, match: Match) -> bool:
    """Tell whether a column is said to be something."""
    return any(s.tokens[i].text in {"is", "are", "was", "were", "equals"} for i in match.span)


def alone(s: Sentence) -> Iterator[Filter]:
    """Yield conditions that a value says by itself: "in Germany", "of women".

    Parameters
    ----------
    s : Sentence
        The question.
    """
    for match in s.find(f"{_NOT} from|in|of|for|with|at|as|being|living? {{K:k}}? {{V+:v}}"):
        if _is_equality(match):
            mentions = match.mentions("v")
            parts = _held_each(mentions)
            conditions = tuple(_unequal(match, signed(s, match.span, part)) for part in parts)
            joined = any(isinstance(part, OneOf) for part in parts) and not _has_or(s, match)
            doubts = tuple(chain.from_iterable(map(_open, mentions)))
            yield Filter(conditions, match.span, 0.5, doubts, joined=joined)


def _held_each(mentions: Iterable[Mention]) -> list[Condition]:
    """Return that each column holds one of its values that are mentioned."""
    fields: dict[str, list[ValueName]] = {}
    for name in map(value_of, mentions):
        fields.setdefault(name.field.name, []).append(name)
    return [_held(names[0].field, [one.value for one in names]) for names in fields.values()]


def _has_or(s: Sentence, match: Match) -> bool:
    return any(s.tokens[i].text == "or" for i in range(match.first, max(match.span)))


def claims(s: Sentence) -> Iterator[Filter]:
    """Yield conditions that something is so: "who died", "smokers", "non-smokers".

    Parameters
    ----------
    s : Sentence
        The question.
    """
    verb = "have|has|had|been|be|a|any|with|yet|ever|are|is"
    for match in s.find(f"{_HAVE}? {_NOT} {verb}? {{P+:p}}"):
        found = [claim_of(mention) for mention in match.mentions("p")]
        conditions = tuple(signed(s, match.span, claim.condition) for claim in found)
        doubts = tuple(claim.doubt for claim in found if claim.doubt)
        yield Filter(conditions, match.span, 0.5, doubts)


def truths(s: Sentence) -> Iterator[Filter]:
    """Yield conditions that a column of yes and no says so: "with diabetes", "for members".

    Parameters
    ----------
    s : Sentence
        The question.
    """
    for pattern, weight in _TRUE:
        for match in s.find(pattern):
            yield from _true(s, match, weight)
    for match in s.find(f"{_SAYS} true|yes|positive|false|no|negative"):
        yield from _answered(s, match)
    for match in s.find("for|of|among|amongst|by? not|non? {C:c}"):
        last = s.tokens[max(match.span)].text
        if stem(last) != last and len(match.span) > 1:
            yield from _true(s, match, 0.4)
    for match in s.find("{C:c}"):
        if s.tokens[max(match.first - 1, 0)].text not in {"by", "per", "each", "every", "across"}:
            yield from _true(s, match, 0.1, counting=True)


def _true(s: Sentence, match: Match, weight: float, *, counting: bool = False) -> Iterator[Filter]:
    """Yield the condition that columns of yes and no say yes."""
    found = [list(truth(column_of(mention))) for mention in match.mentions("c")]
    if all(found):
        conditions = tuple(signed(s, match.span, condition) for ((condition, _),) in found)
        doubts = tuple(text for ((_, doubt),) in found for text in doubt)
        yield Filter(conditions, match.span, weight, doubts, counting)


def truth(field: Field) -> Iterator[tuple[Condition, tuple[str, ...]]]:
    """Yield the condition that a column of yes and no says yes, with what was guessed.

    Parameters
    ----------
    field : Field
        The column; others, and that of the sexes, give nothing.
    """
    if field.truths is None or {"sex", "gender"} & set(words_of(field.name)):
        return
    guessed = field.is_code and not _is_event(field)
    doubt = f"`{field.name}` holds only 0 and 1; I took 1 as yes."
    yield Compare(field, "==", field.truths[0]), (doubt,) if guessed else ()


def _answered(s: Sentence, match: Match) -> Iterator[Filter]:
    field, last = match.column("c"), s.tokens[max(match.span)].text
    if field.truths is None or not _is_equality(match):
        return
    yes, no = field.truths
    value = yes if last in {"true", "yes", "positive"} else no
    inner = frozenset(match.span - {max(match.span)})
    condition = _unequal(match, signed(s, inner, Compare(field, "==", value)))
    yield Filter((condition,), match.span, 0.95)


def _is_event(field: Field) -> bool:
    return any(lexicon().has("events", stem(word)) for word in words_of(field.name))


def _is_equality(match: Match) -> bool:
    return not match.has("k") or match.term("k") in {"==", "!="}


def _unequal(match: Match, condition: Condition) -> Condition:
    """Return the opposite if the comparator says so."""
    return condition.negated() if match.has("k") and match.term("k") == "!=" else condition


def _filter(s: Sentence, match: Match, condition: Condition, weight: float) -> Filter:
    return Filter((_unequal(match, signed(s, match.span, condition)),), match.span, weight)


def _held(field: Field, values: list[Value]) -> Condition:
    different = tuple(dict.fromkeys(values))
    return Compare(field, "==", values[0]) if len(different) == 1 else OneOf(field, different)


def _held_by(match: Match) -> Condition | None:
    """Return that the column of a match holds its values; None if it has not all of them."""
    field = match.column("c")
    values = [_value_in(field, mention) for mention in match.mentions("v")]
    known = [value for value in values if value is not None]
    return _held(field, known) if len(known) == len(values) else None


def _value_in(field: Field, mention: Mention) -> Value | None:
    """Return the value of a column a mention stands for, if it does."""
    return next((name.value for name in values_of(mention) if name.field == field), None)


def _open(mention: Mention) -> Iterator[str]:
    """Yield a doubt where several columns hold a value."""
    names = sorted({f"`{name.field.name}`" for name in values_of(mention)})
    if len(names) > 1:
        said = value_of(mention)
        yield f"{said.value} is in {' and '.join(names)}; I took `{said.field.name}`."


def _run(s: Sentence, start: int, mentioned: frozenset[int]) -> list[int]:
    """Return the words that follow and stand for nothing else."""
    run: list[int] = []
    for i in range(start, min(start + 4, len(s.tokens))):
        token = s.tokens[i]
        plain = token.sort == "word" and not (lexicon().has("function", token.text) and run)
        if i in mentioned or not plain or token.text in {"or", "and", "not"}:
            break
        run.append(i)
    return run


def _text(s: Sentence, run: list[int]) -> str:
    return " ".join(s.tokens[i].raw for i in run)


def _spelled(s: Sentence, field: Field, run: list[int]) -> Value | None:
    """Return the value of a column that some words spell, the longest first."""
    known = {str(value).casefold(): value for value in field.values if not isinstance(value, bool)}
    run = list(run)
    while run:
        value = known.get(_text(s, run).casefold())
        if value is not None:
            return value
        run.pop()
    return None


def _unknown(
    s: Sentence, match: Match, text: str, span: frozenset[int] = frozenset()
) -> Iterator[Filter]:
    """Yield the condition on a value that is not among those known."""
    field = match.column("c")
    if field.kind not in {"category", "text"} or not text:
        return
    condition = _unequal(match, signed(s, match.span, Compare(field, "==", text)))
    yield Filter((condition,), span or match.span, 0.85, tuple(_not_there(field, text)))


def _not_there(field: Field, text: str) -> Iterator[str]:
    """Yield a doubt where a column holds other values, with those that come near."""
    if field.values and text not in field.values:
        near = nearest(text.casefold(), tuple(map(str, field.values)))
        meant = f" Did you mean {' or '.join(near)}?" if near else ""
        yield f"No row has {field.name} = {text}.{meant}"
