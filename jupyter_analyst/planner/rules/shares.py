"""Which share: "percentage of women among smokers", "what share of patients died"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jupyter_analyst.planner.groups import Key
from jupyter_analyst.planner.measures import Portion, Share
from jupyter_analyst.planner.proposal import Wanted
from jupyter_analyst.planner.rules.values import truth
from jupyter_analyst.planner.sentence import claim_of, column_of, covered

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jupyter_analyst.planner.mentions import Mention
    from jupyter_analyst.planner.sentence import Sentence

SHARE = "percentage|percent|%|share|proportion|fraction|portion|shares|percentages|proportions"
"""Words that ask for a share, as a pattern takes them."""

_BASE = {"among", "amongst", "within", "in", "for", "from", "during"}
_VERBS = {"who", "that", "which", "are", "is", "was", "were", "have", "has", "had", "did", "do",
          "does", "with"}  # fmt: skip


def shares(s: Sentence) -> Iterator[Wanted]:
    """Yield shares of rows.

    Parameters
    ----------
    s : Sentence
        The question.
    """
    for pattern in (f"what|how many|much? {SHARE} of? {{E:e}}?", f"{SHARE} of? {{E:e}}?"):
        for match in s.find(pattern):
            yield Wanted(Share(), match.span, 0.5, part=_part(s, max(match.span) + 1))


def portions(s: Sentence) -> Iterator[Wanted]:
    """Yield shares of a total: "what share of revenue comes from Germany".

    Parameters
    ----------
    s : Sentence
        The question.
    """
    for match in s.find(f"what|how? much? {SHARE} of {{S}}? {{C:c}} is|was|comes|come|came?"):
        if match.column("c").is_number and not match.column("c").is_code:
            yield Wanted(Portion((), match.column("c")), match.span, 0.6)


def rates(s: Sentence) -> Iterator[Wanted]:
    """Yield how often something happened: "death rate", "mortality".

    Parameters
    ----------
    s : Sentence
        The question.
    """
    before = list(s.find("{PC:x} rate|rates"))
    for match in before or s.find("rate|rates of {PC:x}"):
        yield from _rate(match.mentions("x")[0], match.span, 0.5)
    for mention in s.of_tag("P"):
        if s.tokens[mention.start].text in {"mortality", "fatality"}:
            yield from _rate(mention, mention.span, 0.4)


def _rate(mention: Mention, span: frozenset[int], weight: float) -> Iterator[Wanted]:
    """Yield the share of rows in which something happened."""
    if mention.tag == "P":
        claim = claim_of(mention)
        guess = (claim.doubt,) if claim.doubt else ()
        yield Wanted(Share((), (claim.condition,)), span, weight, guess)
        return
    for condition, doubts in truth(column_of(mention)):
        yield Wanted(Share((), (condition,)), span, weight, doubts)


def likelier(s: Sentence) -> Iterator[Wanted]:
    """Yield shares of groups: "do smokers die more often than others".

    Parameters
    ----------
    s : Sentence
        The question.
    """
    cues = s.places("often", "likely", "likelier", "frequently", "commonly", "prone")
    said = s.of_tag("P")
    fields = [claim_of(m).condition.field for m in said]
    if not cues or len(set(fields)) != 2:
        return
    by = max(fields, key=fields.count)  # the first of equals
    part = next(claim_of(m) for m in said if claim_of(m).condition.field != by)
    words = s.places("more", "less", "than", "non", "not", "others", "equally", "as")
    doubts = (part.doubt,) if part.doubt else ()
    span = cues | words | covered(said)
    yield Wanted(Share((Key(by),), (part.condition,)), span, 0.7, doubts)


def _part(s: Sentence, start: int) -> tuple[int, int]:
    """Return where the conditions stand that a share is about, the others being its base.

    "Share of A who are B" is about B; "share of B among A" is about B too.
    """
    end = len(s.tokens)
    inside = covered(s.mentions)
    has_head = any(m.start >= start and m.tag in "VP" for m in s.mentions)
    for i in sorted(set(range(start, end)) - inside):
        word, is_first = s.tokens[i].text, i == start
        if word in _BASE and has_head and not is_first:
            return start, i
        if word in _VERBS and not (is_first and word == "with"):
            return i, _until(s, i, inside)
        if word == "not" and not is_first:
            return i, end
    return _last_verb(s, start), end


def _last_verb(s: Sentence, start: int) -> int:
    """Return where the last thing that happened is said: "of patients over 70 died"."""
    said = [m for m in s.of_tag("P", "V", "C", "N", "D", "G") if m.start >= start]
    verbs = [m for m in said[1:] if m.tag == "P" or (m.tag == "C" and column_of(m).truths)]
    return verbs[-1].start if verbs else start


def _until(s: Sentence, start: int, inside: frozenset[int]) -> int:
    """Return where the part of a share ends: "were returned in Austria" is a share of Austria."""
    end = len(s.tokens)
    told = [m.end for m in s.of_tag("V", "P", "C") if m.start > start]
    for i in range(min(told, default=end), end):
        if s.tokens[i].text == "and":
            return end
        if i not in inside and s.tokens[i].text in _BASE:
            return i
    return end
