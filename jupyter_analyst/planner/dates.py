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
    spelled = [_number(word, months) for word in words]
    names = [i for i, word in enumerate(words) if word in months]
    if len(names) == 1 and None not in spelled:
        return _month_and(words, [int(n) for n in spelled if n is not None], names[0])
    if len(words) == 2 and words[0] in {"q1", "q2", "q3", "q4"} and spelled[1]:
        return _quarter(int(words[0][1]), int(spelled[1]))
    return None


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
    said = " ".join(word.capitalize() for word in words)
    rest = [number for i, number in enumerate(numbers) if i != at]
    years = [number for number in rest if 1800 <= number <= 2199]
    days = [number for number in rest if 1 <= number <= 31]
    try:
        if len(rest) == 1 and years:
            return whole_month(years[0], numbers[at], said)
        if len(rest) == 2 and years and days:
            day = date(years[0], numbers[at], days[0])
            return Moment(day.isoformat(), (day + timedelta(days=1)).isoformat(), day.isoformat())
    except (ValueError, OverflowError):
        return None
    return None


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
