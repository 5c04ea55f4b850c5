"""From proposals to the plan that explains most of a question."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import chain, islice
from typing import TYPE_CHECKING

from jupyter_analyst.planner.calls import Description, Picture, Survival
from jupyter_analyst.planner.lexicon import lexicon
from jupyter_analyst.planner.measures import Count, Grouped, Measure, Portion, Share, Statistics
from jupyter_analyst.planner.picks import Distinct, Ranked, Rows
from jupyter_analyst.planner.plan import Plan
from jupyter_analyst.planner.proposal import Filter, Group
from jupyter_analyst.planner.rules import (
    charts,
    comparing,
    counts,
    filters,
    gaps,
    grouping,
    overview,
    ranking,
    relations,
    shares,
    stats,
    survival,
    times,
    values,
)
from jupyter_analyst.planner.sentence import covered
from jupyter_analyst.planner.text import root, words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from jupyter_analyst.planner.groups import Key
    from jupyter_analyst.planner.proposal import Wanted
    from jupyter_analyst.planner.sentence import Sentence

_FILTERS = (
    filters.numbers, filters.ranges, filters.adjectives, filters.ages, filters.levels,
    filters.texts, gaps.without, gaps.having, values.named, values.bare, values.alone,
    values.claims, values.truths, times.dates,
)  # fmt: skip
_WANTED = (
    stats.statistics, stats.defined, stats.totals, stats.extremes, stats.adjectives, stats.implied,
    counts.rows, counts.different,
    counts.listed, shares.shares, shares.portions, shares.rates, shares.likelier, gaps.missing,
    ranking.groups, ranking.common, ranking.rows, ranking.extreme_rows, relations.correlations,
    comparing.comparisons, survival.survival, overview.distributions, charts.charts,
    overview.descriptions, overview.trends, overview.about, overview.listings,
)  # fmt: skip
_MOST = 80  # proposals of one rule that are looked at; a long question could make thousands


@dataclass(frozen=True)
class Candidate:
    """A plan, and what it leaves of the question.

    Parameters
    ----------
    plan : Plan
        The plan.
    unused : frozenset of int
        Tokens with a meaning it does not explain.
    used : frozenset of int
        Tokens it explains.
    score : float
        How good it is; the less is left unused, the better.
    doubts, others : tuple of str
        What was guessed, and questions that say other readings plainly.
    """

    plan: Plan
    unused: frozenset[int]
    used: frozenset[int]
    score: float
    doubts: tuple[str, ...]
    others: tuple[str, ...]


def candidates(s: Sentence) -> list[Candidate]:
    """Return the plans that a question can mean, the best first.

    Parameters
    ----------
    s : Sentence
        The question.
    """
    kept = [found for rule in _FILTERS for found in islice(rule(s), _MOST)]
    groups = list(grouping.groups(s))
    content = content_of(s)
    made = [
        candidate
        for rule in _WANTED
        for wanted in islice(rule(s), _MOST)
        if (candidate := _assembled(s, wanted, kept, groups, content)) is not None
    ]
    return sorted(made, key=lambda candidate: -candidate.score)


def content_of(s: Sentence) -> frozenset[int]:
    """Return the tokens that mean something: what is left of them is a doubt.

    Parameters
    ----------
    s : Sentence
        The question.
    """
    words = lexicon()
    entities = covered(s.of_tag("E"))
    return frozenset(
        i
        for i, token in enumerate(s.tokens)
        if i not in entities
        and (token.sort != "symbol" or token.text not in {",", "-", "&", "%"})
        and not words.has("function", token.text)
        and not words.has("determiners", token.text)
    )


def _assembled(
    s: Sentence,
    wanted: Wanted,
    kept: Sequence[Filter],
    groups: Sequence[Group],
    content: frozenset[int],
) -> Candidate | None:
    """Return the plan of a measure with the filters and groups that fit beside it."""
    solid = content | covered(s.mentions)
    chosen = _disjoint(_offered(wanted.measure, kept, groups), wanted.span, solid)
    by = [group for group in chosen if isinstance(group, Group)]
    conditions = [found for found in chosen if isinstance(found, Filter)]
    measure, base = _completed(wanted, conditions, by)
    if measure is None:
        return None
    where = tuple(dict.fromkeys(c for found in base for c in found.conditions))
    if isinstance(measure, Rows) and not (measure.n or measure.order or where):
        return None
    used = frozenset().union(wanted.span, *(found.span for found in chosen))
    unused = content - used - _echoes(s, measure, base, content - used)
    doubts = [*wanted.doubts, *chain.from_iterable(found.doubts for found in chosen)]
    said = [*_joined(measure, base), *doubts]
    score = wanted.weight + _weight(chosen) - 0.05 * len(said) - len(unused)
    plan = Plan(s.table.name, s.table.n_rows, where, measure)
    return Candidate(plan, unused, used, score, tuple(dict.fromkeys(said)), wanted.others)


def _weight(chosen: Sequence[Filter | Group]) -> float:
    """Return what filters and groups add to the score: sure ones much, each one a little less."""
    return 0.1 * sum(found.weight for found in chosen) - 0.03 * len(chosen)


def _offered(
    measure: Measure, kept: Sequence[Filter], groups: Sequence[Group]
) -> list[Filter | Group]:
    """Return the filters and groups that a measure can take."""
    counting = isinstance(_inner(measure), Count | Share | Distinct)
    free = [f for f in kept if counting or not f.counting]
    return [*free, *groups] if _takes_groups(measure) else [*free]


def _joined(measure: Measure, base: Sequence[Filter]) -> Iterator[str]:
    """Yield which values were taken together, where a question may have meant them apart."""
    if isinstance(measure, Statistics) and set(measure.names) != {"sum"}:
        for found in base:
            if found.joined:
                yield from (f"I took {c.words()} together." for c in found.conditions)


def _echoes(
    s: Sentence, measure: Measure, kept: Sequence[Filter], unused: frozenset[int]
) -> frozenset[int]:
    """Return words that only repeat the header of a column in use: "hired" of `hire_year`."""
    inner = _inner(measure)
    fields = [*inner.fields, *(c.field for found in kept for c in found.conditions)]
    fields += [key.field for key in inner.by] if isinstance(inner, Grouped) else []
    known = {root(word) for field in fields for word in words_of(field.name) if len(word) > 3}
    alone = unused - covered(s.mentions)
    return frozenset(i for i in alone if root(s.tokens[i].text) in known)


def _inner(measure: Measure) -> Measure:
    return measure.inner if isinstance(measure, Ranked) else measure


def _takes_groups(measure: Measure) -> bool:
    """Tell whether a measure can be found for groups that are still free."""
    if isinstance(measure, Grouped):
        return not measure.by or isinstance(measure, Count)
    return isinstance(measure, Description | Survival | Picture) and measure.by is None


def _disjoint(
    proposals: Iterable[Filter | Group], taken: frozenset[int], solid: frozenset[int]
) -> list[Filter | Group]:
    """Return proposals that share no word with a meaning, those first that explain more words."""
    chosen: list[Filter | Group] = []
    for proposal in sorted(proposals, key=lambda p: (-len(p.span), -p.weight, p.first)):
        if not proposal.span & taken & solid:
            taken |= proposal.span
            chosen.append(proposal)
    return sorted(chosen, key=lambda p: p.first)


def _completed(
    wanted: Wanted, conditions: list[Filter], by: list[Group]
) -> tuple[Measure | None, list[Filter]]:
    """Return the measure with its groups and its part, and the filters that are left."""
    measure: Measure | None = wanted.measure
    share = _inner(wanted.measure)
    base = conditions
    if isinstance(share, Share | Portion):
        part = _part(share, wanted.part, conditions)
        base = [f for f in conditions if f not in part]
        measure = _with_part(wanted.measure, share, part, grouped=bool(by))
    keys = {key.field.name: key for group in by for key in group.keys}
    return (_by(measure, keys) if measure and keys else measure), base


def _with_part(
    measure: Measure, share: Share | Portion, part: list[Filter], *, grouped: bool
) -> Measure | None:
    """Return a share, or the ranks of one, of the rows that fulfil conditions."""
    made = _shared(share, part, grouped=grouped, ranked=isinstance(measure, Ranked))
    return replace(measure, inner=made) if made and isinstance(measure, Ranked) else made


def _by(measure: Measure, keys: dict[str, Key]) -> Measure | None:
    """Return a measure for groups; None if it cannot be found for them."""
    if not isinstance(measure, Grouped):
        return _keyed(measure, list(keys.values()))
    merged = {key.field.name: key for key in measure.by} | keys
    return replace(measure, by=tuple(merged.values()))


def _part(share: Share | Portion, at: tuple[int, int], conditions: list[Filter]) -> list[Filter]:
    """Return the conditions that say which part is meant; the others say of what."""
    if isinstance(share, Share) and share.part:
        return []
    start, end = at
    inside = [f for f in conditions if start <= max(f.span) and f.first < end]
    return inside if end and inside else conditions


def _shared(
    share: Share | Portion, part: list[Filter], *, grouped: bool, ranked: bool
) -> Grouped | None:
    """Return a share of the rows that fulfil conditions; without any, the share of each group."""
    if share.part:
        return share
    if part:
        return replace(share, part=tuple(c for found in part for c in found.conditions))
    if not grouped or ranked:
        return None
    return share if isinstance(share, Portion) else Count((), shares=True)


def _keyed(measure: Measure, keys: list[Key]) -> Measure | None:
    """Return a call of a tool with its group; None if it cannot take it."""
    if len(keys) != 1 or keys[0].period or not keys[0].field.is_group:
        return None
    if isinstance(measure, Description | Survival | Picture):
        return replace(measure, by=keys[0].field)
    return None
