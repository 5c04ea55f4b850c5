"""Dates in a question: days, months, quarters and years."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from jupyter_analyst.planner.lexicon import lexicon
from jupyter_analyst.planner.text import number_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jupyter_analyst.planner.text import Token

_BEFORE = {"in", "during", "since", "before", "after", "until", "till", "from", "to", "between",
           "and", "of", "for", "year", "by", "through"}  # fmt: skip


@dataclass(frozen=True)
class Moment:
    """A day, month, quarter or year.

    Parameters
    ----------
    start, end : str
        ISO dates, the end not included; both empty for a month of whatever year.
    said : str
        How it is read aloud.
    month : int
        The month, where the year is open; else 0.
    """

    start: str
    end: str
    said: str
    month: int = 0


def moments(tokens: Sequence[Token]) -> Iterator[tuple[tuple[int, int], Moment]]:
    """Yield the dates among tokens, each with its first token and the one after the last.

    Parameters
    ----------
    tokens : sequence of Token
        The question.
    """
    for i, token in enumerate(tokens):
        for length in (4, 3, 2, 1):
            moment = _moment(
                tokens[max(i - 1, 0)].text if i else "", tokens[i : i + length], length
            )
            if moment:
                yield (i, i + length), moment
                break
        del token


def year_of(value: object) -> Moment | None:
    """Return a year as a span of time, if a number can be one.

    Parameters
    ----------
    value : object
        A number.
    """
    if not isinstance(value, int) or not 1800 <= value <= 2199:
        return None
    return Moment(f"{value}-01-01", f"{value + 1}-01-01", str(value))


def _moment(before: str, run: Sequence[Token], length: int) -> Moment | None:
    if len(run) < length:
        return None
    words = [token.text for token in run if token.text not in {",", "of"}]
    if len(words) == 1 and length == 1:
        return _one(before, run[0])
    months = lexicon().months
    numbers = [int(n) for word in words if (n := _number(word, months)) is not None]
    names = [i for i, word in enumerate(words) if word in months]
    if len(names) == 1 and len(numbers) == len(words):
        return _month_and(words, numbers, names[0])
    return _quarter_and(words)


def _quarter_and(words: list[str]) -> Moment | None:
    """Return a quarter with its year."""
    if len(words) != 2 or words[0] not in {"q1", "q2", "q3", "q4"}:
        return None
    year = _number(words[1], lexicon().months)
    return _quarter(int(words[0][1]), int(year)) if year else None


def _number(word: str, months: dict[str, int]) -> float | None:
    if word in months:
        return months[word]
    return number_of(word) if word[:1].isdigit() else None


def _one(before: str, token: Token) -> Moment | None:
    if token.sort == "date":
        return _iso(token.text)
    month = lexicon().months.get(token.text)
    if month and before in _BEFORE and (token.raw[:1].isupper() or len(token.text) > 3):
        return Moment("", "", token.raw.capitalize(), month)
    return None


def _iso(text: str) -> Moment | None:
    try:
        if len(text) == 7:
            return whole_month(int(text[:4]), int(text[5:]), text)
        day = date.fromisoformat(text)
        return Moment(text, (day + timedelta(days=1)).isoformat(), text)
    except (ValueError, OverflowError):
        return None


def _month_and(words: list[str], numbers: list[int], at: int) -> Moment | None:
    """Return a month with a year, or with a day and a year."""
    month, rest = numbers[at], numbers[:at] + numbers[at + 1 :]
    year, day = _first_of(rest, 1800, 2199), _first_of(rest, 1, 31)
    if len(rest) == 1 and year:
        return whole_month(year, month, " ".join(word.capitalize() for word in words))
    return _whole_day(year, month, day) if len(rest) == 2 and year and day else None


def _first_of(numbers: list[int], low: int, high: int) -> int:
    """Return the first number between two others, 0 if there is none."""
    return next((number for number in numbers if low <= number <= high), 0)


def _whole_day(year: int, month: int, day: int) -> Moment | None:
    try:
        start = date(year, month, day)
    except ValueError:  # such as 31 April
        return None
    return Moment(start.isoformat(), (start + timedelta(days=1)).isoformat(), start.isoformat())


def whole_month(year: int, month: int, said: str) -> Moment:
    """Return a month of a year.

    Parameters
    ----------
    year, month : int
        Which.
    said : str
        How it is read aloud.

    Raises
    ------
    ValueError
        If there is no such month.
    """
    start = date(year, month, 1)
    end = date(year + month // 12, month % 12 + 1, 1)
    return Moment(start.isoformat(), end.isoformat(), said)


def _quarter(quarter: int, year: int) -> Moment | None:
    if not 1800 <= year <= 2199:
        return None
    first, last = whole_month(year, 3 * quarter - 2, ""), whole_month(year, 3 * quarter, "")
    return Moment(first.start, last.end, f"Q{quarter} {year}")
