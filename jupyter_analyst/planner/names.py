"""How the columns of a table, and their values, can be spoken of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar

from jupyter_analyst.planner.conditions import Compare
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
        From the stems of a phrase to what it can mean, the best first.
    own, title : frozenset of str
        Stems of the words of the table's name and headers, and of its name alone.
    initials : dict
        First letter of a header -> the columns.
    """

    columns: dict[Phrase, tuple[ColumnName, ...]]
    values: dict[Phrase, tuple[ValueName, ...]]
    claims: dict[Phrase, tuple[Claim, ...]]
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
    told = (name for field in table.fields for name in (field.name, *field.synonyms))
    headers = (table.name, *told)
    values = ((at, ValueName(f, value)) for f in table.fields for at, value in _value_phrases(f))
    return Names(
        columns=_columns(table),
        values=_together(values),
        claims=_together(dict.fromkeys(pair for f in table.fields for pair in _claims(f))),
        own=frozenset(stem(word) for name in headers for word in words_of(name)),
        title=frozenset(map(stem, words_of(table.name))),
        initials=_together(("".join(words_of(f.name))[:1], f) for f in table.fields),
    )


def _columns(table: Table) -> dict[Phrase, tuple[ColumnName, ...]]:
    """Return the columns each phrase may mean, each as well as it is named by it."""
    columns: dict[Phrase, dict[str, ColumnName]] = {}
    for field in table.fields:
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
    if not whole:
        return
    yield whole, WHOLE
    yield ("".join(whole),), 0.95
    core = _core(whole)
    if core and core != whole:
        yield core, 0.9
        yield ("".join(core),), 0.85
    for shorter in _shorter(core):
        yield shorter, 0.8
    for phrase in {whole, core}:
        yield from ((other, 0.9) for other in _synonyms(phrase))
    yield from _parts(whole, core)
    if len(core) == 1:
        for other, headers in lexicon().synonyms.items():
            if core[0] in headers:
                yield tuple(other.split()), 0.9


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
    genders = lexicon().genders
    sexes = {value: genders.get(value.casefold(), "") for value in texts}
    if {"female", "male"} <= set(sexes.values()):
        for word, sex in genders.items():
            if len(word) > 1:
                yield from (((stem(word),), value) for value in texts if sexes[value] == sex)


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
    if field.truths is None:
        return
    yes, no = field.truths
    words = lexicon()
    told = [stem(w) for w in words_of(field.name) if not words.has("light", w)]
    core = tuple(w for w in told if not words.has("function", w) and not re.match(r"q?\d", w))
    if not core:
        return
    is_event = any(lexicon().has("events", word) for word in core)
    doubt = _guess(field) if field.is_code and not is_event else ""
    claim = Claim(Compare(field, "==", yes), doubt)
    phrases = {tuple(core), tuple(map(root, core))}
    if len(core) == 1:
        phrases.add((root(core[0]),))
    yield from ((phrase, claim) for phrase in phrases)
    for family, said in (("happened", claim), ("undone", Claim(Compare(field, "==", no), doubt))):
        yield from ((phrase, said) for phrase in _family(core, family))


def _family(core: Phrase, family: str) -> Iterator[Phrase]:
    known = lexicon().happened if family == "happened" else lexicon().undone
    mine = {root(word) for word in core}
    for name, words in known.items():
        spellings = {root(word) for word in (name, *lexicon().happened.get(name, ()))}
        if mine & spellings:
            yield from (tuple(map(stem, phrase.split())) for phrase in words)


def _guess(field: Field) -> str:
    return f"`{field.name}` holds only 0 and 1; I took 1 as yes."
