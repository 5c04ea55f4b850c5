"""What the words of a question stand for: columns, values, numbers, dates, terms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from jupyter_analyst.planner.dates import moments
from jupyter_analyst.planner.formulas import defined
from jupyter_analyst.planner.lexicon import lexicon
from jupyter_analyst.planner.likeness import alike
from jupyter_analyst.planner.names import WHOLE, ColumnName, ValueName, names_of
from jupyter_analyst.planner.proposal import natural
from jupyter_analyst.planner.text import number_of, root, stem, words_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jupyter_analyst.planner.names import Claim, Names
    from jupyter_analyst.planner.table import Field, Table
    from jupyter_analyst.planner.text import Token

_LONGEST = 16
_POINTERS = {"of", "column", "by", "variable", "field", "per", "called", "named", "for", "in"}
_EACH = {"per", "by", "each", "every", "which", "what", "across", "unique", "distinct", "different"}
_NOT_COLUMNS = {
    "count", "number", "share", "percentage", "percent", "missing", "difference", "distribution",
    "correlation", "mean", "i", "a", "s", "t", "d", "m", "top", "may", "average", "will",
    "fraction", "proportion", "portion", "rate", "ratio", "level", "value", "type", "summary",
    "compare", "many", "total", "sum", "chart", "plot", "unique",
}  # fmt: skip
# how surely a tag is meant, where nothing else decides
_SURE = {"S": 0.92, "U": 0.92, "K": 0.92, "B": 0.92, "T": 0.91, "M": 0.92, "H": 0.92, "A": 0.92}


@dataclass(frozen=True)
class Mention:
    """Some words of a question stand for something.

    Parameters
    ----------
    tag : str
        A letter for what they stand for: column C, value V, claim P, number N, date D, quoted text
        Q, statistic S, superlative U, comparator K, bound B, period T, method M, chart H,
        adjective A, entity E, sex G, measure of all rows F.
    start, end : int
        The first token, and the one after the last.
    what : tuple
        What they stand for, the best first; more than one if that is open.
    score : float
        How surely, from 0 to 1.
    """

    tag: str
    start: int
    end: int
    what: tuple[object, ...]
    score: float

    @property
    def span(self) -> frozenset[int]:
        """Its tokens."""
        return frozenset(range(self.start, self.end))


def mentions_of(tokens: Sequence[Token], table: Table) -> list[Mention]:
    """Return what the words of a question stand for, none overlapping another.

    Parameters
    ----------
    tokens : sequence of Token
        The question.
    table : Table
        What it is about.
    """
    found = [*_quoted(tokens, table), *_phrases(tokens, table), *_numbers(tokens)]
    found += [Mention("D", *at, (moment,), 0.99) for at, moment in moments(tokens)]
    found.sort(key=lambda m: (m.tag != "Q" and m.score < 2, m.start - m.end, -m.score))
    taken: set[int] = set()
    kept = []
    for mention in found:
        span = set(range(mention.start, mention.end))
        if not span & taken:
            taken |= span
            kept.append(mention)
    return sorted(kept, key=lambda mention: mention.start)


def _quoted(tokens: Sequence[Token], table: Table) -> Iterator[Mention]:
    """Yield what quoted texts stand for: a column, a measure, values, or the text itself."""
    of_rows, of_all = defined(table)
    for i, token in enumerate(tokens):
        if token.sort == "quoted":
            columns = _called((*table.fields, *of_rows), token)
            measures = _called(of_all, token)
            values = list(_values_called(table, token.text))
            if columns and not (values and _follows_equals(tokens, i)):
                what = tuple(ColumnName(field, WHOLE) for field in columns)
                yield Mention("C", i, i + 1, what, 2)
            elif measures:
                yield Mention("F", i, i + 1, tuple(measures), 2)
            elif values:
                yield Mention("V", i, i + 1, tuple(values), 2)
            else:
                yield Mention("Q", i, i + 1, (token.raw,), 2)


def _called(fields: Sequence[Field], token: Token) -> list[Field]:
    """Return the columns a quoted text is the name of; as it is written, if there is one."""
    exact = [field for field in fields if field.name.strip() == token.raw]
    return exact or [field for field in fields if field.name.strip().casefold() == token.text]


def _values_called(table: Table, text: str) -> Iterator[ValueName]:
    for field in table.fields:
        for value in field.values:
            if str(value).strip().casefold() == text:
                yield ValueName(field, value)


def _follows_equals(tokens: Sequence[Token], i: int) -> bool:
    return i > 0 and tokens[i - 1].text in {"=", "==", "!=", "is", "equals"}


def _phrases(tokens: Sequence[Token], table: Table) -> Iterator[Mention]:
    """Yield what runs of words stand for."""
    names, words = names_of(table), lexicon()
    solid = [i for i, t in enumerate(tokens) if t.text not in {",", "-"} and t.sort != "quoted"]
    for place, start in enumerate(solid):
        for length in range(1, min(_LONGEST, len(solid) - place) + 1):
            run = [tokens[i] for i in solid[place : place + length]]
            end = solid[place + length - 1] + 1
            texts = tuple(token.text for token in run)
            meanings = words.phrases.get(texts, ())
            if texts[-1] != "of" or _is_number(tokens, end):  # "maximum of 5", not "of age"
                yield from (Mention(tag, start, end, (n,), _SURE[tag]) for tag, n in meanings)
            yield from _table_words(names, tokens, run, (start, end))
        yield from _single(tokens[start], start, names)
    yield from _asked(tokens, table)
    yield from _alike_columns(tokens, solid, names)


def _is_number(tokens: Sequence[Token], i: int) -> bool:
    return i < len(tokens) and tokens[i].sort == "number"


def _asked(tokens: Sequence[Token], table: Table) -> Iterator[Mention]:
    """Yield columns that are asked for by an adjective: "how old" is the age."""
    for i, token in enumerate(tokens):
        for length in (1, 2):
            phrase = " ".join(t.text for t in tokens[i : i + length])
            field = natural(table, lexicon().askings.get(phrase, ()))
            if field and token.sort == "word":
                yield Mention("C", i, i + length, (ColumnName(field, WHOLE),), 0.9)


def _table_words(
    names: Names, tokens: Sequence[Token], run: list[Token], at: tuple[int, int]
) -> Iterator[Mention]:
    stems = tuple(stem(token.text) for token in run)
    columns = _columns_called(names, run, stems)
    if columns and (len(run) > 1 or _is_meant(tokens, at[0], columns)):
        yield Mention("C", *at, columns, columns[0].score)
    if measures := names.measures.get(stems):
        yield Mention("F", *at, measures, WHOLE)
    values = [name for name in names.values.get(stems, ()) if _is_value(run, name, names)]
    if values:
        yield Mention("V", *at, tuple(values), 0.93)
    claims = _claims_made(names, run, stems)
    if claims:
        yield Mention("P", *at, claims, 0.88)


def _claims_made(names: Names, run: list[Token], stems: tuple[str, ...]) -> tuple[Claim, ...]:
    """Return what some words say to be so."""
    if lexicon().has("function", run[0].text):
        return ()
    return names.claims.get(stems) or names.claims.get(tuple(root(t.text) for t in run), ())


def _columns_called(
    names: Names, run: list[Token], stems: tuple[str, ...]
) -> tuple[ColumnName, ...]:
    """Return the columns some words name: as they stand, written as one, without small words."""
    columns = names.columns.get(stems, ())
    if len(run) in {2, 3} and not columns:
        columns = names.columns.get(("".join(stems),), ())
    if len(run) > 2 and not columns:
        told = [t.text for t in run[1:-1] if not lexicon().has("function", t.text)]
        columns = names.columns.get(tuple(map(stem, (run[0].text, *told, run[-1].text))), ())
    return columns


def _is_meant(tokens: Sequence[Token], i: int, columns: tuple[ColumnName, ...]) -> bool:
    """Tell whether a word that has a meaning of its own is a header here."""
    token, best = tokens[i], columns[0]
    if lexicon().has("entities", token.text) and best.score < 0.9:
        return best.score >= 0.8 and _is_listed(tokens, i)
    is_whole = best.score == WHOLE
    if token.sort == "number":
        return is_whole and len(token.text) > 4
    if not _is_common(token.text):
        return True
    is_spelled = i > 0 and token.raw == best.field.name != token.text
    return is_whole and (is_spelled or _points_at(tokens, i))


def _is_listed(tokens: Sequence[Token], i: int) -> bool:
    """Tell whether a word stands behind one that asks for each, for some, or for a statistic."""
    if not i:
        return False
    before = tokens[i - 1]
    is_term = (before.text,) in lexicon().phrases
    return is_term or before.sort == "number" or before.text in _EACH


def _is_common(word: str) -> bool:
    """Tell whether a word has a meaning of its own in questions."""
    words = lexicon()
    return (
        words.has("function", word)
        or words.has("determiners", word)
        or word in _NOT_COLUMNS
        or word in words.months
        or any(tag != "T" for tag, _ in words.phrases.get((word,), ()))
    )


def _points_at(tokens: Sequence[Token], i: int) -> bool:
    before = tokens[i - 1].text if i else ""
    after = tokens[i + 1].text if i + 1 < len(tokens) else ""
    stands_alone = (before,) in lexicon().phrases and before not in {"total", "in total"}
    if after in {"of", "in", "for"} and before not in {"column", "variable"}:
        return False
    return before in _POINTERS or stands_alone or after in {"column", "=", ">", "<", ">=", "<="}


def _is_value(run: list[Token], name: ValueName, names: Names) -> bool:
    """Tell whether words are the value of a column, and no word for the rows or a header."""
    if any(token.sort == "number" for token in run) and len(run) == 1:
        return False
    if len(run) > 1:
        return True
    token = run[0]
    if token.raw == name.value:
        return True
    if len(words_of(str(name.value))) > 1:  # its initials
        return token.raw.isupper()
    if lexicon().has("function", token.text) or lexicon().has("not", token.text):
        return False
    return stem(token.text) not in names.own and token.text not in lexicon().months


def _single(token: Token, i: int, names: Names) -> Iterator[Mention]:
    """Yield what one word can be besides: an entity, a sex nobody knows the code of."""
    words = lexicon()
    if token.text in words.genders and len(token.text) > 1:
        yield Mention("G", i, i + 1, (token.text,), 0.4)
    if words.has("entities", token.text) or (
        token.sort == "word" and stem(token.text) in names.title
    ):
        yield Mention("E", i, i + 1, (token.text,), 0.3)


def _alike_columns(tokens: Sequence[Token], solid: list[int], names: Names) -> Iterator[Mention]:
    """Yield columns whose header shortens some words: "life expectancy" is `lifeexp`."""
    short = [i for i in solid if _may_be_short(tokens[i].text)]
    for place, first in enumerate(solid):
        for length in (1, 2, 3):
            at = solid[place : place + length]
            run = tuple(tokens[i].text for i in at)
            if len(at) < length or not set(at) <= set(short) or run in names.columns:
                continue
            letter = tokens[first].text[:1]
            fields = [field for field in names.initials.get(letter, ()) if alike(field.name, run)]
            if fields:
                what = tuple(ColumnName(field, 0.75) for field in fields)
                yield Mention("C", at[0], at[-1] + 1, what, 0.75)


def _may_be_short(word: str) -> bool:
    words = lexicon()
    plain = not words.has("function", word) and (word,) not in words.phrases
    return plain and word.isalpha() and len(word) >= 3 and not words.has("entities", word)


def _numbers(tokens: Sequence[Token]) -> Iterator[Mention]:
    words = lexicon().numbers
    for i, token in enumerate(tokens):
        if token.sort == "number":
            value = number_of(token.text)
            if value is not None:
                yield Mention("N", i, i + 1, (value,), 0.95)
        elif token.text in words and token.text != "one":
            yield Mention("N", i, i + 1, (words[token.text],), 0.9)
