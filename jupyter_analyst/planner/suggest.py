"""Questions that may be understood where one was not."""

from __future__ import annotations

from itertools import chain, islice
from typing import TYPE_CHECKING

from jupyter_analyst.planner.doubts import near_names
from jupyter_analyst.planner.rules.comparing import sex_of
from jupyter_analyst.planner.search import content_of
from jupyter_analyst.planner.sentence import column_of, columns_of
from jupyter_analyst.source import literal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jupyter_analyst.planner.search import Candidate
    from jupyter_analyst.planner.sentence import Sentence
    from jupyter_analyst.planner.table import Field

_TRIED = 14  # each is read, which takes some milliseconds


def proposals(question: str, s: Sentence, found: Sequence[Candidate]) -> Iterator[str]:
    """Yield questions worth trying, the nearest to the one that was asked first.

    Parameters
    ----------
    question : str
        What was asked.
    s : Sentence
        The same, with its words tagged.
    found : sequence of Candidate
        Plans for it, the best first.
    """
    text = " ".join(question.split())
    others = (other for candidate in found[:3] for other in candidate.others)
    spelled = chain(_respelled(text, s, found), _chosen(text, s), _sexes(text, s))
    words = (candidate.plan.words for candidate in found[:4] if len(candidate.unused) <= 1)
    tried = chain(others, spelled, words, _usual(s))
    yield from islice(dict.fromkeys(tried), _TRIED)


def _respelled(text: str, s: Sentence, found: Sequence[Candidate]) -> Iterator[str]:
    """Yield the question with a near name in place of a word nobody knows."""
    unused = found[0].unused if found else content_of(s)
    near = {i: names[0] for i in sorted(unused)[:5] if (names := near_names(s, i))}
    if len(near) > 1:
        mended = text
        for i in sorted(near, reverse=True):  # so that the places of the others hold
            mended = _replaced(mended, s, i, i + 1, _said(near[i]))
        yield mended
    for i in sorted(unused)[:5]:
        for name in near_names(s, i):
            yield _replaced(text, s, i, i + 1, _said(name))


def _chosen(text: str, s: Sentence) -> Iterator[str]:
    """Yield the question with each of the columns that a phrase can mean."""
    for mention in s.of_tag("C"):
        if len(mention.what) > 1 or mention.score < 0.75:
            for name in columns_of(mention)[:3]:
                header = literal(name.field.name)
                yield _replaced(text, s, mention.start, mention.end, header)


def _sexes(text: str, s: Sentence) -> Iterator[str]:
    """Yield the question with the codes of the sexes in place of words for them."""
    field = sex_of(s.table)
    for mention in s.of_tag("G")[:1] if field else []:
        for value in field.values if field else ():
            condition = f"rows with {_said(field.name)} = {value}" if field else ""
            yield _replaced(text, s, mention.start, mention.end, condition)


def _usual(s: Sentence) -> Iterator[str]:
    """Yield plain questions about the columns that were named, or else the first ones."""
    named = [column_of(mention) for mention in s.of_tag("C")]
    fields = list(dict.fromkeys([*named, *s.table.fields]))
    numbers = (f for f in fields if f.is_number and f.truths is None and not _is_id(f))
    number = next((_said(field.name) for field in numbers), "")
    group = next((_said(field.name) for field in fields if _is_plain_group(field)), "")
    wanted = {
        f"What is the mean of {number}?": number,
        f"What is the mean of {number} by {group}?": number and group,
        "How many rows are there?": True,
        f"How many rows are there by {group}?": group,
        f"How is {number} distributed?": number,
        "Which columns are there?": True,
    }
    yield from (question for question, is_wanted in wanted.items() if is_wanted)


def _is_plain_group(field: Field) -> bool:
    few = field.levels is not None and 2 <= field.levels <= 12
    return few and not (field.is_number and field.truths is None)


def _is_id(field: Field) -> bool:
    return field.name.casefold().endswith("id")


def _said(name: str) -> str:
    """Return a name as it can stand in a question."""
    plain = name.replace("_", "").isalnum() and name.isascii() and len(name) > 1
    return name if plain else literal(name)


def _replaced(text: str, s: Sentence, start: int, end: int, by: str) -> str:
    """Return a question with other words in place of some tokens."""
    return f"{text[: s.tokens[start].start]}{by}{text[s.tokens[end - 1].end :]}"
