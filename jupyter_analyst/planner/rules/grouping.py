"""What rows are grouped by: "by sex", "per country", "in each month"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jupyter_analyst.planner.groups import Key
from jupyter_analyst.planner.proposal import Group
from jupyter_analyst.planner.sentence import column_of, value_of
from jupyter_analyst.planner.text import stem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jupyter_analyst.planner.mentions import Mention
    from jupyter_analyst.planner.sentence import Match, Sentence
    from jupyter_analyst.planner.table import Field

_PATTERNS = (
    "by|per|across each|every|different? {CT+:c} group|groups|category|categories|level?",
    "grouped|group|broken|split|divided|separated|segmented|stratified|separately|aggregated "
    "down|up|out? by|into|for|on each|every? {CT+:c}",
    "for|in|within|of|from|at|on|to? each|every {CT+:c}",
    "for|in|within|of|among|between|across different {CT+:c}",
    "depending|according|based on|to {CT+:c}",
    "as function of {CT+:c}",
    "{CT+:c} wise",
)
_ADVERBS = {"yearly", "annual", "annually", "quarterly", "monthly", "weekly", "daily"}


def groups(s: Sentence) -> Iterator[Group]:
    """Yield what rows are grouped by.

    Parameters
    ----------
    s : Sentence
        The question.
    """
    for pattern in _PATTERNS:
        for match in s.find(pattern):
            yield from _grouped(s, match, 0.8)
    for match in s.find("in|among|amongst|between|within|across|for|over {CT:c}"):
        mention = match.mentions("c")[0]
        text = s.tokens[mention.end - 1].text
        key = _key(s, mention)
        if key and stem(text) != text and key.field.kind in {"category", "text"}:
            yield from _grouped(s, match, 0.3)
    yield from _all_values(s)
    for match in s.find("{T:c}"):
        if s.tokens[match.first].text in _ADVERBS:
            yield from _grouped(s, match, 0.5)


def _all_values(s: Sentence) -> Iterator[Group]:
    """Yield the column all whose values are named: "of men and women" keeps every row."""
    for match in s.find("of|for|in|between|among? {V+:v}"):
        names = [value_of(mention) for mention in match.mentions("v")]
        field = names[0].field
        named = {name.value for name in names if name.field == field}
        if len(names) == len(named) == field.levels and len(named) > 1:
            yield Group((Key(field),), match.span, 0.6)


def _grouped(s: Sentence, match: Match, weight: float) -> Iterator[Group]:
    keys: dict[str, Key] = {}
    for mention in match.mentions("c"):
        key = _key(s, mention)
        if key is None:
            return
        keys.setdefault(key.field.name, key)
    doubts = tuple(d for key in keys.values() for d in _many(key))
    yield Group(tuple(keys.values()), match.span, weight, doubts)


def _key(s: Sentence, mention: Mention) -> Key | None:
    if mention.tag == "C":
        return Key(column_of(mention))
    dates = [field for field in s.table.fields if field.kind == "date"]
    return Key(dates[0], str(mention.what[0])) if dates else None


def _many(key: Key) -> Iterator[str]:
    """Yield a doubt where nearly each row would be a group."""
    field: Field = key.field
    if not key.period and field.levels is None:
        yield f"`{field.name}` has many different values, so there are many groups."
