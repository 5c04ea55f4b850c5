"""How long it takes until an event."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from jupyter_analyst.planner.calls import Survival
from jupyter_analyst.planner.lexicon import lexicon
from jupyter_analyst.planner.palette import fit
from jupyter_analyst.planner.proposal import Wanted
from jupyter_analyst.planner.sentence import claim_of, column_of, covered
from jupyter_analyst.planner.text import stem, words_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jupyter_analyst.planner.sentence import Sentence
    from jupyter_analyst.planner.table import Field

_UNTIL = (
    "how long until|till|before|to|does|do|did",
    "how long {E}? live|lived|survive",
    "time|times to|until|till {PC}",
    "time|times to|until|till event|death",
    "{C} until|till|to {PC}",
)
_CLOCKS = {"time", "tenure", "duration", "follow", "followup", "survival", "lifetime", "os", "pfs"}
_WORDS = (
    "survival", "survive", "surviving", "kaplan", "meier", "km", "curve", "curves", "analysis",
    "time", "times", "until", "till", "before", "event", "function", "plot", "how", "long",
    "death", "take", "takes", "differ", "differs", "compare", "difference", "estimate", "die",
    "live", "lives", "within", "to",
)  # fmt: skip
_BETWEEN = (
    "by", "between", "per", "for", "each", "of", "depending", "depend", "depends", "on", "affect",
    "affects", "influence", "influences", "and", "or", "non", "not", "vs", "versus", "than",
)  # fmt: skip


@dataclass(frozen=True)
class _Role:
    """The column for a role, and what was guessed to find it."""

    field: Field
    doubts: tuple[str, ...] = ()


def survival(s: Sentence) -> Iterator[Wanted]:
    """Yield how long it takes until an event, for all rows or by groups.

    Parameters
    ----------
    s : Sentence
        The question.
    """
    until = {i for pattern in _UNTIL for match in s.find(pattern) for i in match.span}
    cues = s.places("survival", "kaplan", "km") | until
    if not cues or s.has("rate", "rates", "percentage", "percent", "share", "proportion"):
        return
    time, event = _time(s), _event(s)
    if time is None or event is None or time.field == event.field:
        return
    used = {time.field, event.field}
    own = [m for m in s.of_tag("C") if column_of(m) in used]
    own += [m for m in s.of_tag("P") if claim_of(m).condition.field == event.field]
    span = cues | s.places(*_WORDS) | covered([*own, *s.terms("S", "mean", "median")])
    doubts = (*time.doubts, *event.doubts)
    yield Wanted(Survival(time.field, event.field), span, 0.75, doubts)
    for by, words in _groups(s, used):
        measure = Survival(time.field, event.field, by)
        yield Wanted(measure, span | words | s.places(*_BETWEEN), 0.9, doubts)


def _groups(s: Sentence, used: set[Field]) -> Iterator[tuple[Field, frozenset[int]]]:
    """Yield columns of groups: those that are named, and one whose both sides are."""
    for mention in s.of_tag("C"):
        by = column_of(mention)
        if by not in used and fit("km", "by", by):
            yield by, mention.span
    told = [m for m in s.of_tag("P") if claim_of(m).condition.field not in used]
    fields = {claim_of(m).condition.field for m in told}
    if len(told) > 1 and len(fields) == 1:
        yield fields.pop(), covered(told)


def _time(s: Sentence) -> _Role | None:
    fitting = [f for f in s.table.fields if fit("km", "time", f) and f.truths is None]
    likely = [field for field in fitting if _is_called(field, "times")]
    sure = [field for field in likely if _CLOCKS & set(words_of(field.name))]
    named = [column_of(m) for m in s.of_tag("C") if column_of(m) in fitting]
    return _chosen(named, sure or likely, "time") or (_Role(named[0]) if named else None)


def _event(s: Sentence) -> _Role | None:
    fitting = [f for f in s.table.fields if fit("km", "event", f)]
    likely = [f for f in fitting if _is_called(f, "events") and "time" not in words_of(f.name)]
    named = [claim_of(m).condition.field for m in s.of_tag("P")]
    named += [column_of(m) for m in s.of_tag("C")]
    meant = [f for f in fitting if f.role == "event"]
    if meant and not set(named) & set(likely):
        return _Role(next((f for f in named if f in meant), meant[0]))
    return _chosen(named, likely, "event")


def _chosen(named: list[Field], likely: list[Field], role: str) -> _Role | None:
    """Return the column that is named for a role, or else the natural one."""
    for field in named:
        if field in likely:
            return _Role(field)
    if not likely:
        return None
    names = ", ".join(field.name for field in likely)
    doubt = f"Several columns could be the {role} ({names}); I took `{likely[0].name}`."
    return _Role(likely[0], (doubt,) if len(likely) > 1 else ())


def _is_called(field: Field, role: str) -> bool:
    words = words_of(field.name)
    return bool(lexicon().sets[role] & {*words, *map(stem, words)})
