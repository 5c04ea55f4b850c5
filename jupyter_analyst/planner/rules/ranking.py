"""Which group or row comes first: "which country has the highest mean price", "top 5 by age"."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, cast

from jupyter_analyst.planner.groups import Key
from jupyter_analyst.planner.lexicon import lexicon
from jupyter_analyst.planner.measures import Count, Share, Statistics
from jupyter_analyst.planner.picks import Ranked, TopRows
from jupyter_analyst.planner.proposal import Wanted, natural
from jupyter_analyst.planner.rules.counts import counted
from jupyter_analyst.planner.rules.stats import able, defined, is_additive
from jupyter_analyst.planner.sentence import column_of, covered
from jupyter_analyst.source import literal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jupyter_analyst.planner.picks import Defined
    from jupyter_analyst.planner.sentence import Match, Sentence
    from jupyter_analyst.planner.table import Field

_COMMON = "common|frequent|popular|frequently|often|commonly|prevalent|numerous"
_MOST_COMMON = (
    f"{{U:u}} {_COMMON} value|values? of|in|for? {{C:c}}",
    f"{{N:n}} {{U:u}} {_COMMON} value|values? of|in|for? {{C:c}}",
    f"{{U:u}} {{N:n}} {_COMMON} value|values? of|in|for? {{C:c}}",
    f"{{C:c}} is|are|occurs|appears|appear {{U:u}} {_COMMON}",
)
_GROUPS = ("in|for|at|on|from? which|what {C:c}", "{C:c} with|having|has|have|had|where {U:u}")
_SOME_GROUPS = (
    "{U:u} {N:n} {C:c}",
    "{N:n} {U:u} {C:c}",
    "{N:n} {C:c} with|by|having {U:u}?",
    "{U:u} {C:c} by|in_terms|terms of?",
)
_ROWS = (
    ("{U:u} {N:n}? {E:e} by|in_terms_of|for|on|according|with? to? {U}? {C:c}", 0.7),
    ("{N:n} {U:u} {E:e}? by? {C:c}", 0.65),
    ("{U:u} {N:n} {E:e}? by? {C:c}", 0.65),
    ("{N:n} {E:e} with|having|by|of {U:u} {C:c}", 0.75),
    (
        "which|what|who|whose|show|find|list|row|rows? {E:e} "
        "with|having|has|have|had|is|are|at {U:u} {C:c}",
        0.7,
    ),
    ("which|who|what {E:e}? {C:c} {U:u}", 0.6),
    ("who has|have|had|is|are {U:u} {C:c}", 0.7),
)
_ADJECTIVES = (
    ("{N:n} {A:a} {E:e}?", 0.65),
    ("{A:a} {N:n} {E:e}?", 0.65),
    ("{A:a} {E:e}", 0.5),
    ("{A:a} {C:c}", 0.45),
    ("{N:n} {A:a} {C:c}", 0.6),
    ("{A:a} {N:n} {C:c}", 0.6),
    ("which|who|what {E:e}? is|are|was|were {A:a}", 0.6),
)


def groups(s: Sentence) -> Iterator[Wanted]:
    """Yield groups in the order of what is found for them.

    Parameters
    ----------
    s : Sentence
        The question.
    """
    for (by, span, n), end in product(_ranked(s), _ends(s)):
        largest, used, field = end
        if used & span and not used <= span:
            continue
        yield from _by_value(s, by, span | used, largest=largest, n=n, hint=field)
        yield from _by_count(s, by, span | used, largest=largest, n=n)
        yield from _by_definition(s, by, span | used, largest=largest, n=n)


def _ranked(s: Sentence) -> Iterator[tuple[Key, frozenset[int], int]]:
    """Yield what the groups are, the words that name them, and how many are wanted."""
    dates = [field for field in s.table.fields if field.kind == "date"]
    for match in s.find("in|during|on|for? which|what {T:t}") if dates else ():
        yield Key(dates[0], match.term("t")), match.span, 0
    for pattern in _GROUPS:
        for match in s.find(pattern):
            yield Key(match.column("c")), match.span, 0
    for pattern in _SOME_GROUPS:
        for match in s.find(pattern):
            if not match.column("c").is_number:
                yield Key(match.column("c")), match.span, _n(match, 0)


def _ends(s: Sentence) -> Iterator[tuple[bool, frozenset[int], Field | None]]:
    """Yield each end that is asked for, with its words and the column an adjective speaks of."""
    for mention in s.of_tag("U"):
        yield mention.what[0] == "largest", mention.span, None
    for mention in s.of_tag("S"):
        if mention.what[0] in {"min", "max"}:
            yield mention.what[0] == "max", mention.span, None
    for mention in s.of_tag("A"):
        more, names = lexicon().adjectives[str(mention.what[0])]
        field = natural(s.table, names)
        if field:
            yield more, mention.span, field


def _by_value(
    s: Sentence, by: Key, span: frozenset[int], *, largest: bool, n: int, hint: Field | None
) -> Iterator[Wanted]:
    """Yield groups by a statistic of a column."""
    for name, field, words, plain in _statistics(s, span):
        if field != by.field and able(field, (name,)) and field.kind != "date":
            yield _wanted(by, field, name, span | words, largest=largest, n=n, plain=plain)
    if hint and hint != by.field:
        yield _wanted(by, hint, "mean", span, largest=largest, n=n, plain=False)


def _statistics(
    s: Sentence, span: frozenset[int]
) -> Iterator[tuple[str, Field, frozenset[int], bool]]:
    """Yield each statistic of each column, their words, and whether it is named at all."""
    stats, columns = ([m for m in s.of_tag(tag) if not m.span & span] for tag in ("S", "C"))
    for stat, column in product(stats, columns):
        yield str(stat.what[0]), column_of(column), column.span | stat.span, True
    for column in columns:
        field = column_of(column)
        yield "sum" if is_additive(field) else "mean", field, column.span, False


def _wanted(
    by: Key, field: Field, name: str, span: frozenset[int], *, largest: bool, n: int, plain: bool
) -> Wanted:
    measure = Ranked(Statistics((by,), (field,), (name,)), largest, n)
    if plain or name == "sum":
        return Wanted(measure, span, 0.8 if plain else 0.75)
    end = "highest" if largest else "lowest"
    doubt = f"Nothing says how {field.name} is put together; I took the {name}."
    others = tuple(
        f"Which {literal(by.field.name)} has the {end} {other} {literal(field.name)}?"
        for other in ("mean", "total")
    )
    return Wanted(measure, span, 0.7, (doubt,), others)


def _by_definition(
    s: Sentence, by: Key, span: frozenset[int], *, largest: bool, n: int
) -> Iterator[Wanted]:
    """Yield groups by a measure of all their rows a person named."""
    for wanted in defined(s, (by,)):
        measure = Ranked(cast("Defined", wanted.measure), largest, n)
        yield Wanted(measure, wanted.span | span, 0.85, wanted.doubts)


def _by_count(
    s: Sentence, by: Key, span: frozenset[int], *, largest: bool, n: int
) -> Iterator[Wanted]:
    """Yield groups by their number of rows, or by a share of them."""
    counted = s.places("number", "count", "counts", "many", "often", "frequently", "common", "rows")
    entities = covered(s.of_tag("E"))
    yield Wanted(Ranked(Count((by,)), largest, n), span | counted | entities, 0.55)
    share = s.places("share", "percentage", "proportion", "fraction", "rate", "rates", "percent")
    if share:
        part = (0, len(s.tokens))
        yield Wanted(Ranked(Share((by,)), largest, n), span | share | entities, 0.75, part=part)


def common(s: Sentence) -> Iterator[Wanted]:
    """Yield the most common values of a column.

    Parameters
    ----------
    s : Sentence
        The question.
    """
    for pattern in _MOST_COMMON:
        for match in s.find(pattern):
            count = Count((Key(match.column("c")),))
            measure = Ranked(count, match.term("u") == "largest", _n(match, 0))
            yield Wanted(measure, match.span, 0.85)
    for match in s.find("{S:s} of|for? {C:c}"):
        field = match.column("c")
        if match.term("s") == "mode" and not field.is_number:
            yield Wanted(Ranked(Count((Key(field),)), largest=True), match.span, 0.7)


def rows(s: Sentence) -> Iterator[Wanted]:
    """Yield the rows with the largest or smallest values of a column.

    Parameters
    ----------
    s : Sentence
        The question.
    """
    for pattern, weight in _ROWS:
        for match in s.find(pattern):
            field = match.column("c")
            if able(field, ("max",)):
                repeated = [f.name for f in counted(s, match.span)]
                doubts = tuple(f"One {n} can have several rows; I took each row." for n in repeated)
                measure = TopRows(field, match.term("u") == "largest", _n(match, 1))
                yield Wanted(measure, match.span, weight, doubts)


def extreme_rows(s: Sentence) -> Iterator[Wanted]:
    """Yield the rows an adjective speaks of: "the five oldest patients".

    Parameters
    ----------
    s : Sentence
        The question.
    """
    for pattern, weight in _ADJECTIVES:
        for match in s.find(pattern):
            more, names = lexicon().adjectives[match.term("a")]
            field = natural(s.table, names)
            other = match.column("c") if match.has("c") else None
            if field and not (other and (other.is_number or other.truths)):
                yield Wanted(TopRows(field, more, _n(match, 1)), match.span, weight)


def _n(match: Match, default: int) -> int:
    """Return how many are wanted."""
    return max(int(match.number("n")), 1) if match.has("n") else default
