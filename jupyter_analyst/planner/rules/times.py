"""Which rows are meant, by their date: "in 2023", "since March 2021", "before 2020-05-01"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jupyter_analyst.planner.conditions import Between, Compare, Condition, Season, Span
from jupyter_analyst.planner.dates import whole_month, year_of
from jupyter_analyst.planner.proposal import Filter, natural
from jupyter_analyst.planner.sentence import column_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jupyter_analyst.planner.conditions import Operator
    from jupyter_analyst.planner.dates import Moment
    from jupyter_analyst.planner.sentence import Match, Sentence
    from jupyter_analyst.planner.table import Field

_SIDES = {
    "in": "in", "during": "in", "on": "in", "of": "in", "for": "in", "is": "in", "=": "in",
    "year": "in", "within": "in", "since": "from", "from": "from",
    "after": "after", "past": "after",
    "before": "before", "until": "until", "till": "until", "through": "until", "to": "until",
    ">": "after", ">=": "from", "<": "before", "<=": "until", "==": "in", "over": "after",
}  # fmt: skip
_WEAK = {"is", "to", "year"}
_OPERATORS: dict[str, Operator] = {
    "in": "==", "from": ">=", "after": ">", "before": "<", "until": "<=",
}  # fmt: skip


def dates(s: Sentence) -> Iterator[Filter]:
    """Yield conditions on a date, or on a year.

    Parameters
    ----------
    s : Sentence
        The question.
    """
    words = "in|during|on|of|for|within|since|from|after|before|until|till|through"
    at = f"is|was|were|are? {words} {{T:t}}? {{DN:d}}"
    for match in (*s.find(f"{{C:c}} {at}"), *s.find(at)):
        said = (s.tokens[i].text for i in sorted(match.span))
        yield from _at(s, match, next(_SIDES[w] for w in said if w in _SIDES and w not in _WEAK))
    for match in s.find("in|during|from|since? {DN:d} {B:b}"):
        yield from _at(s, match, _SIDES[match.term("b")])
    for match in s.find("{C:c} is|was|are? {K:k} {D:d}"):
        yield from _at(s, match, _SIDES[match.term("k")])
    both = "is|was|are? between|from {DN:a} and|to|until|till|through|- {DN:d}"
    for match in (*s.find(f"{{C:c}} {both}"), *s.find(both)):
        yield from _both(s, match)


def _moment(match: Match, name: str) -> Moment | None:
    mention = match.mentions(name)[0]
    return year_of(mention.what[0]) if mention.tag == "N" else match.moment(name)


def _dated(s: Sentence, match: Match) -> tuple[Field | None, tuple[str, ...]]:
    """Return the column of the dates, and a doubt if there are others."""
    if match.has("c"):
        field = match.column("c")
        return (field if field.kind == "date" else None), ()
    named = next((column_of(m) for m in s.of_tag("C") if column_of(m).kind == "date"), None)
    known = [field for field in s.table.fields if field.kind == "date"]
    if named or len(known) < 2:
        return named or next(iter(known), None), ()
    return known[0], (f"There are several dates; I took `{known[0].name}`.",)


def _at(s: Sentence, match: Match, side: str) -> Iterator[Filter]:
    moment = _moment(match, "d")
    if moment is None:
        return
    field, doubts = _dated(s, match)
    if field:
        found = _condition(field, moment, side)
        yield from (Filter((condition,), match.span, 0.6, doubts) for condition in found)
    elif not match.has("c") or match.column("c").is_number:
        yield from _years(s, match, moment, side)


def _condition(field: Field, moment: Moment, side: str) -> Iterator[Condition]:
    if moment.month:
        if side == "in":
            yield Season(field, moment.month, moment.said)
        return
    said = f"{side} {moment.said}"
    start = {"in": moment.start, "from": moment.start, "after": moment.end}.get(side, "")
    end = {"in": moment.end, "until": moment.end, "before": moment.start}.get(side, "")
    yield Span(field, start, end, said)


def _years(s: Sentence, match: Match, moment: Moment, side: str) -> Iterator[Filter]:
    """Yield a condition on a number that is a year."""
    field = natural(s.table, ["year"])
    is_year = moment.start.endswith("01-01") and moment.said.isdigit()
    if field and is_year and (not match.has("c") or match.column("c") == field):
        condition = Compare(field, _OPERATORS[side], int(moment.said))
        yield Filter((condition,), match.span, 0.6)


def _both(s: Sentence, match: Match) -> Iterator[Filter]:
    first, last = _moment(match, "a"), _moment(match, "d")
    if first and last and first.month and last.start:  # "from January to March 2022"
        first = whole_month(int(last.start[:4]), first.month, first.said)
    if first is None or last is None or first.month or last.month:
        return
    field, doubts = _dated(s, match)
    if field:
        span = Span(field, first.start, last.end, f"from {first.said} to {last.said}")
        yield Filter((span,), match.span, 0.7, doubts)
        return
    year = natural(s.table, ["year"])
    if year and first.said.isdigit() and last.said.isdigit():
        yield Filter((Between(year, int(first.said), int(last.said)),), match.span, 0.7)
