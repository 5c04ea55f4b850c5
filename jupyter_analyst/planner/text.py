"""A question as tokens; words and their stems."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

Sort = Literal["word", "number", "quoted", "date", "symbol"]

_TOKEN = re.compile(
    r"""
    (?P<quoted> "[^"\n]{1,200}" | “[^”\n]{1,200}” | `[^`\n]{1,200}` | ‘[^’\n]{1,200}’
              | (?<!\w)'[^'\n]{1,200}'(?!\w) )
  | (?P<date> (?<![\w.-])\d{4}-\d{2}(?:-\d{2})?(?![\w-]) )
  | (?P<number> (?:(?<![\w.)\]])[-−])?(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?(?:e[+-]?\d{1,3})?
                (?:st|nd|rd|th|\s?%|k|m|bn)?(?![^\W_]) )
  | (?P<word> [^\W_]+(?:['’][^\W\d_]+)? )
  | (?P<symbol> <=|>=|!=|<>|==|=>|=<|[=<>≥≤≠,&|%+-] )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_NUMBER = re.compile(r"([-−]?\d[\d,]*(?:\.\d+)?(?:e[+-]?\d{1,3})?)\s?(.*)")
_HUMPS = re.compile(r"(?<=[a-zß-ÿ])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z]{2})")
_SCALES = {"k": 1e3, "m": 1e6, "bn": 1e9}
_IRREGULAR = {
    "women": "woman", "men": "man", "people": "person", "children": "child", "data": "data",
    "series": "series", "species": "species", "status": "status", "analyses": "analysis",
    "diabetes": "diabetes", "deaths": "death", "died": "died", "lives": "life", "means": "mean",
    "news": "news", "sales": "sale", "gas": "gas", "bus": "bus", "feet": "foot", "axes": "axis",
    "indices": "index", "wives": "wife", "countries": "country", "bonuses": "bonus",
}  # fmt: skip
_ENDINGS = ("ations", "ation", "ings", "ing", "ions", "ion", "ers", "er", "ive", "ed", "ic", "ia",
            "ment", "es", "e", "s", "y")  # fmt: skip


@dataclass(frozen=True)
class Token:
    """A piece of a question.

    Parameters
    ----------
    text : str
        The piece in lower case, without its quotes.
    raw : str
        The piece as it was written, without its quotes.
    sort : {"word", "number", "quoted", "date", "symbol"}
        What it is.
    start, end : int
        Where it stands in the question.
    """

    text: str
    raw: str
    sort: Sort
    start: int
    end: int


def tokens_of(question: str) -> tuple[Token, ...]:
    """Return the words, numbers, quoted texts and symbols of a question.

    Parameters
    ----------
    question : str
        Any text.

    Examples
    --------
    >>> [token.text for token in tokens_of("Isn't mean serumCreatinine >= 1,200?")]
    ['is', 'not', 'mean', 'serum', 'creatinine', '>=', '1,200']
    """
    made: list[Token] = []
    for match in _TOKEN.finditer(question):
        sort: Sort = match.lastgroup  # type: ignore[assignment]  # the names of its groups
        start, end = match.span()
        if sort == "quoted":
            raw = match.group()[1:-1].strip()
            made.append(Token(raw.casefold(), raw, sort, start, end))
        elif sort == "word":
            made += _words(match.group(), start)
        else:
            made.append(Token(match.group().lower(), match.group(), sort, start, end))
    return tuple(made)


def _words(raw: str, start: int) -> list[Token]:
    """Return a word without apostrophes, or the words camel case joined."""
    head, _, tail = raw.replace("’", "'").partition("'")
    end = start + len(raw)
    if tail == "t" and head.lower().endswith("n"):
        said = {"ca": "can", "wo": "will"}.get(head[:-1].lower(), head[:-1])
        return [
            Token(said.lower(), said, "word", start, end),
            Token("not", "n't", "word", end, end),
        ]
    made, at = [], start
    for part in _HUMPS.split(head):
        made.append(Token(part.casefold(), part, "word", at, at + len(part)))
        at += len(part)
    return made


def number_of(text: str) -> float | int | None:
    """Return the number a token spells, or None.

    Parameters
    ----------
    text : str
        Text of a token.

    Examples
    --------
    >>> number_of("1,200"), number_of("45%"), number_of("2.5k"), number_of("90th")
    (1200, 45, 2500, 90)
    """
    match = _NUMBER.fullmatch(text)
    if match is None:
        return None
    digits, suffix = match.groups()
    value = float(digits.replace(",", "").replace("−", "-")) * _SCALES.get(suffix, 1)
    if value in {float("inf"), float("-inf")}:
        return None
    return int(value) if value == int(value) else value


@lru_cache(maxsize=4096)
def words_of(name: str) -> tuple[str, ...]:
    """Return the words a header or value is made of, in lower case.

    Parameters
    ----------
    name : str
        Any text.

    Examples
    --------
    >>> words_of("serum_creatinine"), words_of("AnnualIncome (USD)"), words_of("DEATH_EVENT")
    (('serum', 'creatinine'), ('annual', 'income', 'usd'), ('death', 'event'))
    """
    parts = re.findall(r"[^\W_]+(?:['’][^\W\d_]+)?", name)
    heads = [part.replace("’", "'").partition("'")[0] for part in parts]
    return tuple(word.casefold() for head in heads for word in _HUMPS.split(head))


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """Return a word in the singular.

    Parameters
    ----------
    word : str
        A word in lower case.

    Examples
    --------
    >>> [stem(word) for word in ("countries", "prices", "classes", "status", "women")]
    ['country', 'price', 'class', 'status', 'woman']
    """
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if len(word) <= 3 or not word.isascii():
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zzes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


@lru_cache(maxsize=8192)
def root(word: str) -> str:
    """Return what words of one family share, at least four letters.

    Parameters
    ----------
    word : str
        A word in lower case.

    Examples
    --------
    >>> root("smokers"), root("smoking"), root("diabetic"), root("diabetes"), root("age")
    ('smok', 'smok', 'diabet', 'diabet', 'age')
    """
    if word.endswith("ed") and len(word) == 5:
        return word[:-1]
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word.removesuffix(ending)
    return word
