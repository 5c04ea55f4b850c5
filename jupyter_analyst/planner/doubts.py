"""What is doubtful about a plan, and when the doubt is too great to follow it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jupyter_analyst.planner.lexicon import lexicon
from jupyter_analyst.planner.likeness import nearest
from jupyter_analyst.planner.measures import Count, Share
from jupyter_analyst.planner.names import LOOSELY
from jupyter_analyst.planner.picks import Rows
from jupyter_analyst.planner.rules.comparing import sex_of
from jupyter_analyst.planner.sentence import columns_of
from jupyter_analyst.wording import listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jupyter_analyst.planner.search import Candidate
    from jupyter_analyst.planner.sentence import Sentence

_MOST_WORDS = 5
_SURE = 0.9
# what follows these is a condition or a group
_LEADS = {"in", "of", "for", "from", "with", "at", "among", "where", "who", "that", "by", "per",
          "across", "each", "every", "without"}  # fmt: skip


def followed(s: Sentence, best: Candidate, content: frozenset[int]) -> bool:
    """Tell whether a plan explains enough of a question to be worth following.

    Parameters
    ----------
    s : Sentence
        The question.
    best : Candidate
        The best plan.
    content : frozenset of int
        The tokens that mean something.
    """
    if not best.unused:
        return True
    if len(best.unused) > 1 or len(best.unused) * 3 > len(content):
        return False
    (left,) = best.unused
    known = any(m.start <= left < m.end and m.tag != "E" for m in s.mentions)
    token = s.tokens[left]
    heavy = token.sort != "word" or lexicon().has("not", token.text) or token.text == "or"
    heavy = heavy or _names(s, left)
    # where rows are counted, a word that was not understood is most likely a condition
    counts = isinstance(best.plan.measure, Count | Share | Rows)
    asks_more = lexicon().has("no_answer", token.text)
    return not (known or heavy or counts or asks_more or near_names(s, left))


def _names(s: Sentence, i: int) -> bool:
    """Tell whether a word stands where a condition or the rest of a column's name would."""
    before = s.tokens[i - 1].text if i else ""
    return before in _LEADS or any(
        m.start in {i + 1, i - 1} | {i - (m.end - m.start)} and m.score < _SURE
        for m in s.of_tag("C")
    )


def doubts_of(s: Sentence, best: Candidate) -> tuple[str, ...]:
    """Return what was guessed to come to a plan.

    Parameters
    ----------
    s : Sentence
        The question.
    best : Candidate
        The plan.
    """
    said = [*best.doubts, *_columns(s, best)]
    if best.unused:
        said.append(f"I did not use: {listed(unused_words(s, best.unused), most=9)}.")
    return tuple(dict.fromkeys(said))


def _columns(s: Sentence, best: Candidate) -> Iterator[str]:
    """Yield doubts about columns that were not named in full."""
    for mention in s.of_tag("C"):
        if mention.start not in best.used:
            continue
        said = " ".join(s.tokens[i].raw for i in range(mention.start, mention.end))
        names = [f"`{name.field.name}`" for name in columns_of(mention)]
        if len(names) > 1:
            yield f"“{said}” can be {' or '.join(names)}; I took {names[0]}."
        elif mention.score <= LOOSELY:
            yield f"I took “{said}” as {names[0]}."


def lost(s: Sentence, unused: frozenset[int]) -> tuple[str, ...]:
    """Return why a question was not understood.

    Parameters
    ----------
    s : Sentence
        The question.
    unused : frozenset of int
        Tokens that mean something and have no part in the best plan.
    """
    said = (*_misspelled(s, unused), *_unknown_sex(s, unused), *_unanswerable(s, unused),
            *_not_understood(s, unused))  # fmt: skip
    return said or ("I did not find what is asked for.",)


def _misspelled(s: Sentence, unused: frozenset[int]) -> Iterator[str]:
    for i in sorted(unused)[:_MOST_WORDS]:
        near = near_names(s, i)
        if near:
            yield f"I do not know {s.tokens[i].raw}; did you mean {' or '.join(near)}?"


def _unknown_sex(s: Sentence, unused: frozenset[int]) -> Iterator[str]:
    sexes = [m for m in s.of_tag("G") if m.start in unused]
    field = sex_of(s.table)
    if sexes and field:
        values = listed([str(value) for value in field.values], most=6)
        word = s.tokens[sexes[0].start].raw
        yield f"`{field.name}` holds {values}; nothing says which of them means {word}."


def _unanswerable(s: Sentence, unused: frozenset[int]) -> Iterator[str]:
    if any(lexicon().has("no_answer", s.tokens[i].text) for i in unused):
        yield "I can compute and compare, but not explain or predict."


def _not_understood(s: Sentence, unused: frozenset[int]) -> Iterator[str]:
    known = {i for m in s.mentions if m.tag not in "EQ" for i in range(m.start, m.end)}
    words = unused_words(s, unused - known)
    if not words:
        return
    yield f"I did not understand: {listed(words, most=9)}."
    headers = [field.name for field in s.table.fields]
    if headers:
        yield f"The columns of {s.table.name} are {listed(headers, most=12)}."


def unused_words(s: Sentence, unused: frozenset[int]) -> list[str]:
    """Return the words of some tokens, each once.

    Parameters
    ----------
    s : Sentence
        The question.
    unused : frozenset of int
        The tokens.
    """
    return list(dict.fromkeys(s.tokens[i].raw for i in sorted(unused)))


def near_names(s: Sentence, i: int) -> tuple[str, ...]:
    """Return the headers and values a word may be a misspelling of.

    Parameters
    ----------
    s : Sentence
        The question.
    i : int
        The token.
    """
    token = s.tokens[i]
    inside = any(m.start <= i < m.end and m.tag not in "EQ" for m in s.mentions)
    if inside or token.sort not in {"word", "quoted"} or len(token.text) < 4:
        return ()
    headers = tuple(field.name for field in s.table.fields)
    values = tuple(v for f in s.table.fields for v in f.values if isinstance(v, str))
    return nearest(token.text, headers) or nearest(token.text, values)
