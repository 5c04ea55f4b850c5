"""Read a question: the best plan, what is doubtful about it, what could be asked instead."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from jupyter_analyst.planner.doubts import doubts_of, followed, lost, unused_words
from jupyter_analyst.planner.plan import Reading
from jupyter_analyst.planner.search import candidates, content_of
from jupyter_analyst.planner.sentence import Sentence, sentence_of
from jupyter_analyst.planner.suggest import proposals

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jupyter_analyst.planner.search import Candidate
    from jupyter_analyst.planner.table import Table

LONGEST = 1_000
"""Characters a question may have; what is longer is no plain question."""

MOST = 4
"""How many questions are suggested."""

_NEAR = 0.02  # a plan whose score comes that near is another reading


def read(question: str, table: Table) -> Reading:
    """Return how a question is read; never raises.

    Parameters
    ----------
    question : str
        A question in plain words.
    table : Table
        What it is about.
    """
    text = " ".join(question.split())
    if len(text) > LONGEST:
        doubt = f"The question has {len(text):,} characters; I read up to {LONGEST:,}."
        return _helped(Reading(question, doubts=(doubt,)), sentence_of("", table), ())
    sentence = sentence_of(text, table)
    found = candidates(sentence)
    reading = _reading(question, sentence, found)
    return reading if reading.confident else _helped(reading, sentence, found)


def _reading(question: str, s: Sentence, found: Sequence[Candidate]) -> Reading:
    content = content_of(s)
    if not content and not found:
        return Reading(question, doubts=("There is no question.",))
    if not found or not followed(s, found[0], content):
        unused = found[0].unused if found else content
        return Reading(question, None, lost(s, unused), tuple(unused_words(s, unused)))
    best = found[0]
    doubts = (*doubts_of(s, best), *_ties(best, found))
    return Reading(question, best.plan, doubts, tuple(unused_words(s, best.unused)))


def _ties(best: Candidate, found: Sequence[Candidate]) -> tuple[str, ...]:
    """Return a doubt where another plan is as good."""
    near = [other for other in found[1:] if best.score - other.score < _NEAR]
    other = next((o for o in near if o.plan.codes[0] != best.plan.codes[0]), None)
    return (f"It could also mean: {other.plan.words}",) if other else ()


def _helped(reading: Reading, s: Sentence, found: Sequence[Candidate]) -> Reading:
    """Return a reading with questions that are understood, each tried out."""
    kept: list[str] = []
    mine = reading.plan.codes[0] if reading.plan else ""
    codes: set[str] = set()
    for question in proposals(reading.question, s, found):
        other = sentence_of(question, s.table)
        tried = _reading(question, other, candidates(other))
        new = tried.plan and not tried.unused and tried.plan.codes[0] not in codes
        if tried.plan and new and (tried.confident or tried.plan.codes[0] != mine):
            codes.add(tried.plan.codes[0])
            kept.append(question)
        if len(kept) == MOST:
            break
    return replace(reading, suggestions=tuple(kept))
