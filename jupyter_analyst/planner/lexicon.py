"""The words of questions, from `lexicon.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True)
class Lexicon:
    """What words mean, whatever the table.

    Parameters
    ----------
    phrases : dict
        Words of a phrase -> what it can be: pairs of a tag of `mentions` and a name.
    adjectives : dict
        Name of an adjective -> whether it means more, and the usual names of its column.
    askings : dict
        Phrase -> the usual names of the column it asks for.
    synonyms : dict
        Word of a question -> words that headers have for it.
    happened, undone : dict
        Word of a header -> words that say it happened, or that it did not.
    genders : dict
        Word -> "female" or "male".
    sets : dict
        Name of a set -> its words.
    numbers, months : dict
        Word -> number.
    """

    phrases: dict[tuple[str, ...], tuple[tuple[str, str], ...]]
    adjectives: dict[str, tuple[bool, tuple[str, ...]]]
    askings: dict[str, tuple[str, ...]]
    synonyms: dict[str, tuple[str, ...]]
    happened: dict[str, tuple[str, ...]]
    undone: dict[str, tuple[str, ...]]
    genders: dict[str, str]
    sets: dict[str, frozenset[str]]
    numbers: dict[str, int]
    months: dict[str, int]

    def has(self, kind: str, word: str) -> bool:
        """Tell whether a word is in a set.

        Parameters
        ----------
        kind : str
            Name of the set.
        word : str
            The word, in lower case.
        """
        return word in self.sets[kind]


# section of the file -> tag of the mentions its phrases make
_TAGS = {
    "statistics": "S",
    "superlatives": "U",
    "comparators": "K",
    "bounds": "B",
    "periods": "T",
    "methods": "M",
    "charts": "H",
}


@cache
def lexicon() -> Lexicon:
    """Return the lexicon; it is read once."""
    text = files(__package__).joinpath("lexicon.toml").read_text(encoding="utf-8")
    read = tomllib.loads(text)
    more, less = read["adjectives"]["more"], read["adjectives"]["less"]
    adjectives = {word: (True, tuple(names)) for word, names in more.items()}
    adjectives |= {word: (False, tuple(names)) for word, names in less.items()}
    return Lexicon(
        phrases=_phrases(read, adjectives),
        adjectives=adjectives,
        askings=_tuples(read["askings"]),
        synonyms=_tuples(read["synonyms"]),
        happened=_tuples(read["predicates"]["happened"]),
        undone=_tuples(read["predicates"]["not"]),
        genders={word: name for name, words in read["genders"].items() for word in words},
        sets={name: frozenset(words.split()) for name, words in read["words"].items()},
        numbers=read["numbers"],
        months=read["months"],
    )


def _phrases(
    read: dict[str, Any], adjectives: dict[str, tuple[bool, tuple[str, ...]]]
) -> dict[tuple[str, ...], tuple[tuple[str, str], ...]]:
    found: dict[tuple[str, ...], list[tuple[str, str]]] = {}
    for section, tag in _TAGS.items():
        for name, phrases in read[section].items():
            for phrase in phrases:
                found.setdefault(tuple(phrase.split()), []).append((tag, name))
    for phrase in adjectives:
        found.setdefault(tuple(phrase.split()), []).append(("A", phrase))
    return {phrase: tuple(meanings) for phrase, meanings in found.items()}


def _tuples(section: dict[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {name: tuple(words) for name, words in section.items()}
