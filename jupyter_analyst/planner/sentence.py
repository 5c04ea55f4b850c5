"""A question with its mentions, and patterns that find their way in it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, cast

from jupyter_analyst.planner.lexicon import lexicon
from jupyter_analyst.planner.mentions import Mention, mentions_of
from jupyter_analyst.planner.text import tokens_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from jupyter_analyst.planner.dates import Moment
    from jupyter_analyst.planner.names import Claim, ColumnName, ValueName
    from jupyter_analyst.planner.table import Field, Table
    from jupyter_analyst.planner.text import Token

_MARK = "§"
_LIST = r"(?:(?:and |or |, |& |vs |versus |plus )*"


@dataclass(frozen=True)
class Sentence:
    """A question about a table, its words tagged.

    Parameters
    ----------
    tokens : tuple of Token
        The question.
    mentions : tuple of Mention
        What its words stand for.
    table : Table
        What it is about.
    """

    tokens: tuple[Token, ...]
    mentions: tuple[Mention, ...]
    table: Table

    @cached_property
    def _tagged(self) -> tuple[str, tuple[tuple[int, int, int], ...]]:
        """The tagged text, and for each piece its place there and its tokens."""
        starts = {m.start: (n, m) for n, m in enumerate(self.mentions)}
        pieces, places, at, i = [], [], 0, 0
        while i < len(self.tokens):
            n, mention = starts.get(i, (0, None))
            end = mention.end if mention else i + 1
            piece = f"{_MARK}{mention.tag}{n} " if mention else f"{self.tokens[i].text} "
            if mention or not self._is_idle(i):
                pieces.append(piece)
                places.append((at, i, end))
                at += len(piece)
            i = end
        return "".join(pieces), tuple(places)

    def _is_idle(self, i: int) -> bool:
        """Tell whether a token says nothing here: a determiner, a comma outside a list."""
        text = self.tokens[i].text
        if text == ",":
            ends, begins = ({m.end for m in self.mentions}, {m.start for m in self.mentions})
            after = (
                i + 2 if i + 1 < len(self.tokens) and self.tokens[i + 1].text == "and" else i + 1
            )
            return i not in ends or after not in begins
        if text == "-":
            return not (0 < i < len(self.tokens) - 1 and self.tokens[i + 1].sort == "number")
        return lexicon().has("determiners", text)

    @property
    def text(self) -> str:
        """The question with its mentions as tags."""
        return self._tagged[0]

    def find(self, pattern: str) -> Iterator[Match]:
        """Yield where a pattern fits.

        Parameters
        ----------
        pattern : str
            Words with blanks in between: ``a|b`` is either, ``a?`` may be missing, ``{C:x}`` is a
            mention called x, ``{C+:x}`` a list of them, ``{VP:x}`` one of two tags; a mention
            without a name may stand there and is left to others.
        """
        text, places = self._tagged
        for found in _compiled(pattern).finditer(text):
            yield Match(self, found, places)

    def of_tag(self, *tags: str) -> list[Mention]:
        """Return the mentions with one of some tags.

        Parameters
        ----------
        *tags : str
            Letters.
        """
        return [mention for mention in self.mentions if mention.tag in tags]

    def terms(self, tag: str, *names: str) -> list[Mention]:
        """Return the mentions of a tag that stand for one of some names.

        Parameters
        ----------
        tag : str
            A letter.
        *names : str
            Such as "mean".
        """
        return [mention for mention in self.of_tag(tag) if mention.what[0] in names]

    def has(self, *words: str) -> bool:
        """Tell whether one of some words is in the question.

        Parameters
        ----------
        *words : str
            Words in lower case.
        """
        return any(token.text in words for token in self.tokens)

    def places(self, *words: str) -> frozenset[int]:
        """Return the tokens that are one of some words.

        Parameters
        ----------
        *words : str
            Words in lower case.
        """
        return frozenset(i for i, token in enumerate(self.tokens) if token.text in words)


@dataclass(frozen=True)
class Match:
    """Where a pattern fits a sentence.

    Parameters
    ----------
    sentence : Sentence
        The sentence.
    found : re.Match
        The place in its tagged text.
    places : tuple
        For each piece of that text its place and its tokens.
    """

    sentence: Sentence
    found: re.Match[str]
    places: tuple[tuple[int, int, int], ...] = field(repr=False)

    @cached_property
    def span(self) -> frozenset[int]:
        """The tokens that the pattern explains: its words and its named mentions."""
        left_out = [self.found.span(name) for name in self.found.re.groupindex if name[0] == "_"]
        return frozenset(
            i
            for at, start, end in self.places
            if self.found.start() <= at < self.found.end()
            and not any(low <= at < high for low, high in left_out)
            for i in range(start, end)
        )

    @property
    def first(self) -> int:
        """The first token."""
        return min(self.span, default=0)

    def has(self, name: str) -> bool:
        """Tell whether a named mention is there.

        Parameters
        ----------
        name : str
            Name of the mention.
        """
        return bool(self.found.groupdict().get(name))

    def mentions(self, name: str) -> list[Mention]:
        """Return the mentions of a name, none if it is not there.

        Parameters
        ----------
        name : str
            Name of the mention.
        """
        text = self.found.groupdict().get(name) or ""
        numbers = re.findall(rf"{_MARK}[A-Z](\d+)", text)
        return [self.sentence.mentions[int(number)] for number in numbers]

    def columns(self, name: str) -> list[Field]:
        """Return the columns of a name.

        Parameters
        ----------
        name : str
            Name of the mention.
        """
        return [cast("ColumnName", mention.what[0]).field for mention in self.mentions(name)]

    def column(self, name: str) -> Field:
        """Return the column of a name.

        Parameters
        ----------
        name : str
            Name of the mention.
        """
        return self.columns(name)[0]

    def number(self, name: str) -> float | int:
        """Return the number of a name.

        Parameters
        ----------
        name : str
            Name of the mention.
        """
        return cast("float", self.mentions(name)[0].what[0])

    def term(self, name: str) -> str:
        """Return the term or text of a name.

        Parameters
        ----------
        name : str
            Name of the mention.
        """
        return str(self.mentions(name)[0].what[0])

    def moment(self, name: str) -> Moment:
        """Return the date of a name.

        Parameters
        ----------
        name : str
            Name of the mention.
        """
        return cast("Moment", self.mentions(name)[0].what[0])


def covered(mentions: Iterable[Mention]) -> frozenset[int]:
    """Return the tokens of some mentions.

    Parameters
    ----------
    mentions : iterable of Mention
        The mentions.
    """
    return frozenset().union(*(mention.span for mention in mentions))


def column_of(mention: Mention) -> Field:
    """Return the column a mention stands for.

    Parameters
    ----------
    mention : Mention
        A mention of the tag C.
    """
    return cast("ColumnName", mention.what[0]).field


def columns_of(mention: Mention) -> tuple[ColumnName, ...]:
    """Return the columns a mention can stand for.

    Parameters
    ----------
    mention : Mention
        A mention of the tag C.
    """
    return cast("tuple[ColumnName, ...]", mention.what)


def value_of(mention: Mention) -> ValueName:
    """Return the value a mention stands for.

    Parameters
    ----------
    mention : Mention
        A mention of the tag V.
    """
    return cast("ValueName", mention.what[0])


def values_of(mention: Mention) -> tuple[ValueName, ...]:
    """Return the values a mention can stand for.

    Parameters
    ----------
    mention : Mention
        A mention of the tag V.
    """
    return cast("tuple[ValueName, ...]", mention.what)


def claim_of(mention: Mention) -> Claim:
    """Return the claim a mention stands for.

    Parameters
    ----------
    mention : Mention
        A mention of the tag P.
    """
    return cast("Claim", mention.what[0])


def sentence_of(question: str, table: Table) -> Sentence:
    """Return a question with its words tagged.

    Parameters
    ----------
    question : str
        The question.
    table : Table
        What it is about.
    """
    tokens = tokens_of(question)
    return Sentence(tokens, tuple(mentions_of(tokens, table)), table)


@lru_cache(maxsize=1024)
def _compiled(pattern: str) -> re.Pattern[str]:
    """Return a pattern as a regular expression over tagged text; pieces end with a blank."""
    counted = iter(range(99))
    pieces = [_piece(item, counted) for item in pattern.split()]
    return re.compile(rf"(?<!\S){''.join(pieces)}")


def _piece(item: str, counted: Iterator[int]) -> str:
    optional = item.endswith("?") and len(item) > 1
    item = item.removesuffix("?") if optional else item
    if item.startswith("{"):
        tags, _, name = item[1:-1].partition(":")
        name = name or f"_{next(counted)}"
        one = rf"{_MARK}[{tags.rstrip('+')}]\d+ "
        body = f"{one}{_LIST}{one})*" if tags.endswith("+") else one
        return rf"(?P<{name}>{body})" + ("?" if optional else "")
    words = "|".join(re.escape(word.replace("_", " ")) for word in item.split("|"))
    return f"(?:(?:{words}) )" + ("?" if optional else "")
