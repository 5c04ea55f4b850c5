"""How the columns of a table, and their values, can be spoken of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING, TypeVar

from jupyter_analyst.planner.conditions import Compare
from jupyter_analyst.planner.formulas import defined
from jupyter_analyst.planner.lexicon import lexicon
from jupyter_analyst.planner.text import root, stem, words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from jupyter_analyst.planner.conditions import Condition
    from jupyter_analyst.planner.table import Field, Table, Value

K = TypeVar("K")
V = TypeVar("V")
Phrase = tuple[str, ...]
WHOLE, TOLD, PARTLY, LOOSELY = 1.0, 0.98, 0.7, 0.5
"""How well a phrase names a column: by its header, by a name a person gave it, by a part of the
header, by a mere likeness."""


@dataclass(frozen=True)
class ColumnName:
    """A phrase names a column.

    Parameters
    ----------
    field : Field
        The column.
    score : float
        How well, from 0 to 1.
    """

    field: Field
    score: float


@dataclass(frozen=True)
class ValueName:
    """A phrase names a value of a column.

    Parameters
    ----------
    field : Field
        The column.
    value : str
        The value.
    """

    field: Field
    value: Value


@dataclass(frozen=True)
class Claim:
    """A word says that something is so.

    Parameters
    ----------
    condition : Condition
        What it says.
    doubt : str
        What was guessed; empty if nothing was.
    """

    condition: Condition
    doubt: str = ""


@dataclass(frozen=True)
class Names:
    """What the phrases of a table mean.

    Parameters
    ----------
    columns, values, claims : dict
        From the stems of a phrase to what it can mean, the best first. Measures of rows a person
        named are columns here.
    measures : dict
        Measures of all rows at once, by the stems of their names.
    own, title : frozenset of str
        Stems of the words of the table's name and headers, and of its name alone.
    initials : dict
        First letter of a header -> the columns.
    """

    columns: dict[Phrase, tuple[ColumnName, ...]]
    values: dict[Phrase, tuple[ValueName, ...]]
    claims: dict[Phrase, tuple[Claim, ...]]
    measures: dict[Phrase, tuple[Field, ...]]
    own: frozenset[str]
    title: frozenset[str]
    initials: dict[str, tuple[Field, ...]]


@lru_cache(maxsize=16)
def names_of(table: Table) -> Names:
    """Return what the phrases of a table mean.

    Parameters
    ----------
    table : Table
        The table.
    """
    fields = table.fields
    of_rows, of_all = defined(table)
    values = ((at, ValueName(f, value)) for f in fields for at, value in _value_phrases(f))
    return Names(
        columns=_columns((*fields, *of_rows)),
        values=_together(values),
        claims=_together(dict.fromkeys(chain.from_iterable(map(_claims, fields)))),
        measures=_together((tuple(map(stem, words_of(f.name))), f) for f in of_all),
        own=frozenset(_own(table)),
        title=frozenset(map(stem, words_of(table.name))),
        initials=_together(("".join(words_of(f.name))[:1], f) for f in fields),
    )


def _own(table: Table) -> Iterator[str]:
    """Yield the stems of the words a table, its columns and its measures are called."""
    of_rows, of_all = defined(table)
    named = (*table.fields, *of_rows, *of_all)
    told = chain.from_iterable((field.name, *field.synonyms) for field in named)
    yield from (stem(word) for name in (table.name, *told) for word in words_of(name))


def _columns(fields: Iterable[Field]) -> dict[Phrase, tuple[ColumnName, ...]]:
    """Return the columns each phrase may mean, each as well as it is named by it."""
    columns: dict[Phrase, dict[str, ColumnName]] = {}
    for field in fields:
        for phrase, score in _column_phrases(field):
            known = columns.setdefault(phrase, {})
            if field.name not in known or known[field.name].score < score:
                known[field.name] = ColumnName(field, score)
    return {phrase: _best(list(known.values())) for phrase, known in columns.items()}


def _together(pairs: Iterable[tuple[K, V]]) -> dict[K, tuple[V, ...]]:
    """Return what belongs to each key, in order."""
    found: dict[K, list[V]] = {}
    for key, item in pairs:
        found.setdefault(key, []).append(item)
    return {key: tuple(items) for key, items in found.items()}


def _best(known: list[ColumnName]) -> tuple[ColumnName, ...]:
    """Return the columns a phrase may mean; a part of a header rules no other column out."""
    top = max(name.score for name in known)
    near = [name for name in known if name.score == top or top <= PARTLY]
    return tuple(sorted(near, key=lambda name: -name.score))


def _column_phrases(field: Field) -> Iterator[tuple[Phrase, float]]:
    """Yield the phrases that name a column, with how well they do."""
    told = (tuple(map(stem, words_of(other))) for other in field.synonyms)
    yield from ((phrase, TOLD) for phrase in told if phrase)
    whole = tuple(map(stem, words_of(field.name)))
    if whole:
        core = _core(whole)
        yield from _headers(whole, core)
        yield from _parts(whole, core)
        if len(core) == 1:
            others = lexicon().synonyms.items()
            yield from ((tuple(o.split()), 0.9) for o, headers in others if core[0] in headers)


def _headers(whole: Phrase, core: Phrase) -> Iterator[tuple[Phrase, float]]:
    """Yield a header as a phrase: all of it, without units, written as one, in other words."""
    yield whole, WHOLE
    yield ("".join(whole),), 0.95
    if core != whole:
        yield core, 0.9
        yield ("".join(core),), 0.85
    yield from ((shorter, 0.8) for shorter in _shorter(core))
    for phrase in {whole, core}:
        yield from ((other, 0.9) for other in _synonyms(phrase))


def _parts(whole: Phrase, core: Phrase) -> Iterator[tuple[Phrase, float]]:
    """Yield parts of a header, which name a column less surely; an identifier needs all of it."""
    if len(core) < 2 or {"id", "ids", "uuid", "key"} & set(whole):
        return
    yield from ((core[i:], PARTLY) for i in range(1, len(core)) if _speaks(core[i:]))
    yield from (((word,), LOOSELY) for word in core[:-1] if len(word) >= 5)
    yield from ((core[:i], LOOSELY) for i in range(2, len(core)))


def _core(whole: Phrase) -> Phrase:
    """Return the words of a header without units and words that say little."""
    words = lexicon()
    kept = list(whole)
    while len(kept) > 1 and (words.has("units", kept[-1]) or kept[-1].isdigit()):
        kept.pop()
    while len(kept) > 1 and (words.has("light", kept[0]) or re.fullmatch(r"q\d+\w?", kept[0])):
        kept.pop(0)
    while len(kept) > 1 and kept[-1] in {"flag", "indicator", "yn", "value"}:
        kept.pop()
    return tuple(kept)


def _shorter(core: Phrase) -> Iterator[Phrase]:
    """Yield a header without the words people leave out: "education" for `Education Level`."""
    words = lexicon()
    if len(core) > 1 and words.has("tails", core[-1]):
        yield core[:-1]
    kept = tuple(word for word in core if not words.has("function", word))
    if kept and kept != core:
        yield kept


def _synonyms(phrase: Phrase) -> Iterator[Phrase]:
    """Yield a phrase with one of its words replaced by another word for it."""
    for place, word in enumerate(phrase):
        for other, headers in lexicon().synonyms.items():
            if word in headers:
                yield (*phrase[:place], *map(stem, other.split()), *phrase[place + 1 :])


def _speaks(part: Phrase) -> bool:
    """Tell whether a part of a header can stand for all of it."""
    light = lexicon().sets
    return any(w not in light["light"] | light["units"] | light["function"] for w in part)


def _value_phrases(field: Field) -> Iterator[tuple[Phrase, Value]]:
    """Yield the phrases that name a text value of a column, or a sex."""
    texts = [value for value in field.values if isinstance(value, str)]
    for value in texts:
        phrase = tuple(map(stem, words_of(value)))
        if phrase and _is_telling(value):
            yield phrase, value
        if len(phrase) > 1:
            yield ("".join(word[0] for word in phrase),), value
    yield from _sexes(texts)


def _sexes(texts: Iterable[str]) -> Iterator[tuple[Phrase, Value]]:
    """Yield the words for the values of a column that says men and women."""
    genders = lexicon().genders
    values: dict[str, list[str]] = {}
    for value in texts:
        values.setdefault(genders.get(value.casefold(), ""), []).append(value)
    if {"female", "male"} <= values.keys():
        for word, sex in genders.items():
            if len(word) > 1:
                yield from (((stem(word),), value) for value in values.get(sex, ()))


def _is_telling(value: str) -> bool:
    """Tell whether a value can be named without its column."""
    if value.casefold() in {
        "yes",
        "no",
        "true",
        "false",
        "y",
        "n",
        "none",
        "other",
        "unknown",
        "na",
    }:
        return False
    if len(value) == 1:
        return False
    return not lexicon().has("function", value.casefold()) or (value.isupper() and len(value) > 1)


def _claims(field: Field) -> Iterator[tuple[Phrase, Claim]]:
    """Yield the words that say that a column of yes and no says yes, or no."""
    core = _telling(field)
    if field.truths is None or not core:
        return
    yes, no = field.truths
    is_event = any(lexicon().has("events", word) for word in core)
    doubt = _guess(field) if field.is_code and not is_event else ""
    claim, other = (Claim(Compare(field, "==", value), doubt) for value in (yes, no))
    for phrase in {core, tuple(map(root, core))}:
        yield phrase, claim
    for family, said in (("happened", claim), ("undone", other)):
        yield from ((phrase, said) for phrase in _family(core, family))


def _telling(field: Field) -> Phrase:
    """Return the words of a header that say something, without the number of a question."""
    words = lexicon()
    told = (stem(word) for word in words_of(field.name) if not words.has("light", word))
    return tuple(w for w in told if not words.has("function", w) and not re.match(r"q?\d", w))


def _family(core: Phrase, family: str) -> Iterator[Phrase]:
    known = lexicon().happened if family == "happened" else lexicon().undone
    mine = {root(word) for word in core}
    for name, words in known.items():
        spellings = {root(word) for word in (name, *lexicon().happened.get(name, ()))}
        if mine & spellings:
            yield from (tuple(map(stem, phrase.split())) for phrase in words)


def _guess(field: Field) -> str:
    return f"`{field.name}` holds only 0 and 1; I took 1 as yes."
