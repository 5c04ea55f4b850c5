"""Looks at columns and the table: distribution, description, trend, columns, rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from jupyter_analyst.planner.calls import Description, Overview, Picture
from jupyter_analyst.planner.groups import Key
from jupyter_analyst.planner.looks import About
from jupyter_analyst.planner.measures import Count, Statistics
from jupyter_analyst.planner.picks import Rows
from jupyter_analyst.planner.proposal import Wanted
from jupyter_analyst.planner.rules.stats import able, is_additive
from jupyter_analyst.planner.sentence import covered

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jupyter_analyst.planner.sentence import Match, Sentence

_TABLE = "data|dataset|table|file|sheet|frame|dataframe|everything|it|this"
_DESCRIBE = (
    "describe|description|summary|summarise|summarize|summaries|statistics|stats|overview|profile"
)
_DISTRIBUTED = (
    "distribution|distributions|spread|histogram of|in|for {C:c}",
    "{C:c} distributed|spread|distribution|distributions",
    "how is|are {C:c} distributed|spread",
    "{C:c} values? distributed",
)
_TRENDS = ("trend", "trends", "development", "develop", "developed", "evolve", "evolved",
           "evolution", "change", "changed")  # fmt: skip
_COLUMNS = "columns|variables|fields|features|attributes|column|variable"
_ABOUT: tuple[tuple[str, Literal["columns", "width", "shape", "duplicates"], float], ...] = (
    (f"how many|number of? {_COLUMNS}", "width", 0.6),
    (
        f"what|which|list|show|name|all|of? {_COLUMNS} "
        "are|do|does|is|names|exist|available|present|have|there? "
        f"there|{_TABLE}|we|you|i|names|available|in? have|has|contain|available|present|in?",
        "columns",
        0.35,
    ),
    (f"{_COLUMNS} names|list|types", "columns", 0.35),
    (f"names|list|types|name of {_COLUMNS}", "columns", 0.35),
    ("data types|type", "columns", 0.35),
    ("what information|data? is in? data|table|file", "columns", 0.35),
    (f"how big|large|long|wide is {_TABLE}? {{E:e}}?", "shape", 0.5),
    (f"size|shape|dimensions|dimension of? {_TABLE}?", "shape", 0.5),
    ("how many|number of? duplicate|duplicates|duplicated|repeated {E:e}?", "duplicates", 0.65),
    ("duplicate|duplicates|duplicated|repeated {E:e}?", "duplicates", 0.6),
)
_WHERE: dict[str, Literal["head", "tail", "sample"]] = {
    "first": "head", "last": "tail", "random": "sample", "sample": "sample",
}  # fmt: skip
_FEW = 5
_SOME_ROWS = (
    ("first|last|random|few {N:n} {E:e}?", 0.6),
    ("{N:n} first|last|random {E:e}?", 0.6),
    ("show|display|print|see|view me? {N:n} {E:e}", 0.5),
    ("first|last|few|sample|random|head|preview|top {E:e}", 0.4),
    ("head|preview|sample", 0.3),
)
_SORTED = (
    "sorted|sort|ordered|order|ranked|rank|arranged|arrange|sorting {E:e}? by {C:c} "
    "in? descending|ascending|decreasing? order?"
)
_SHOW = "show|list|display|print|find|get|give|which|who|select|filter|see|view me? {E:e}?"


def distributions(s: Sentence) -> Iterator[Wanted]:
    """Yield how the values of a column spread.

    Parameters
    ----------
    s : Sentence
        The question.
    """
    for pattern in _DISTRIBUTED:
        for match in s.find(pattern):
            yield Wanted(Picture(match.column("c")), match.span, 0.7)


def descriptions(s: Sentence) -> Iterator[Wanted]:
    """Yield descriptions of columns, or of all.

    Parameters
    ----------
    s : Sentence
        The question.
    """
    for match in s.find(f"{_DESCRIBE} statistics|stats? of|for|about? {{C+:c}} values?"):
        fields = tuple(match.columns("c"))
        if all(field.is_number for field in fields):
            yield Wanted(Description(fields), match.span, 0.7)
        elif len(fields) == 1:
            yield Wanted(Count((Key(fields[0]),)), match.span, 0.6)
        else:
            yield Wanted(Overview(fields), match.span, 0.6)
    whole = f"descriptive|basic|general|numeric? {_DESCRIBE} statistics|stats?"
    for match in s.find(f"give|show? me? {whole} of|for? {_TABLE}? {{E:e}}?"):
        numeric = any(field.is_number for field in s.table.fields)
        yield Wanted(Description() if numeric else Overview(), match.span, 0.45)


def trends(s: Sentence) -> Iterator[Wanted]:
    """Yield how a number develops over time.

    Parameters
    ----------
    s : Sentence
        The question.
    """
    date = next((field for field in s.table.fields if field.kind == "date"), None)
    cues = s.places(*_TRENDS) | _over_time(s)
    if date and cues:
        periods = s.of_tag("T")
        key = Key(date, str(periods[0].what[0]) if periods else "month")
        used = cues | covered([*periods, *s.of_tag("S")]) | s.places("by", "per")
        yield from _developments(s, key, used)
        many = s.places("how", "many", "number", "count")
        if many:
            yield Wanted(Count((key,)), used | many, 0.5)


def _developments(s: Sentence, key: Key, used: frozenset[int]) -> Iterator[Wanted]:
    """Yield a statistic of each number for each period."""
    stat = next((str(mention.what[0]) for mention in s.of_tag("S")), "")
    for match in s.find("{C:c}"):
        field = match.column("c")
        name = stat or ("sum" if is_additive(field) else "mean")
        if field.is_number and able(field, (name,)):
            is_plain = stat and s.of_tag("T")
            guess = () if is_plain else (f"I took the {name} of each {key.period}.",)
            yield Wanted(Statistics((key,), (field,), (name,)), used | match.span, 0.6, guess)


def _over_time(s: Sentence) -> frozenset[int]:
    """Return the words "over time"."""
    before = {"over", "through", "across", "with"}
    ends = [i for i in s.places("time") if i and s.tokens[i - 1].text in before]
    return frozenset(i - back for i in ends for back in (0, 1))


def about(s: Sentence) -> Iterator[Wanted]:
    """Yield what the table is: its columns, its size, its doubled rows.

    Parameters
    ----------
    s : Sentence
        The question.
    """
    for pattern, what, weight in _ABOUT:
        for match in s.find(pattern):
            yield Wanted(About(what), match.span, weight)


def listings(s: Sentence) -> Iterator[Wanted]:
    """Yield rows: the first ones, some at random, or all that fulfil the conditions.

    Parameters
    ----------
    s : Sentence
        The question.
    """
    for pattern, weight in _SOME_ROWS:
        for match in s.find(pattern):
            yield Wanted(_some(s, match), match.span, weight)
    for match in s.find(_SORTED):
        largest = s.has("descending", "decreasing", "desc", "highest", "largest")
        yield Wanted(Rows(0, "head", match.column("c"), largest), match.span, 0.5)
    for match in s.find(_SHOW):
        yield Wanted(Rows(), match.span, 0.15)
    yield Wanted(Rows(), frozenset(), 0.05)


def _some(s: Sentence, match: Match) -> Rows:
    n = int(match.number("n")) if match.has("n") else _FEW
    said = [s.tokens[i].text for i in sorted(match.span)]
    where = [_WHERE[word] for word in said if word in _WHERE]
    return Rows(max(n, 1), where[0] if where else "head")
