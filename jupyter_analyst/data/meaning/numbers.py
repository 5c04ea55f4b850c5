"""What numbers mean: decided by the header, by a sign beside them, and by their range."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from jupyter_analyst.data.meaning import cues
from jupyter_analyst.data.meaning.record import Finding
from jupyter_analyst.finders import is_latitude, is_longitude, is_postcode

if TYPE_CHECKING:
    from collections.abc import Callable

    from jupyter_analyst.data.meaning.evidence import Evidence

_YEARS = (1000, 2999)
_MONTHS, _HUNDRED = 12, 100
_FEW_STEPS, _FEW_CODES = 10, 12
_FEWEST_IDS = 20
_TWO = 2


def meaning_of_numbers(e: Evidence) -> Finding:
    """Return the semantic type of a column of numbers.

    Parameters
    ----------
    e : Evidence
        What is known of the column.
    """
    found = next(filter(None, (decide(e) for decide in _IN_ORDER)), None)
    return found or Finding("number", 0.6, "numbers of no meaning that is known")


def unit_of(e: Evidence) -> str:
    """Return the unit or currency of a column, as far as sign and header tell; else empty.

    Parameters
    ----------
    e : Evidence
        What is known of the column.
    """
    if e.sign:
        return cues.CURRENCIES.get(e.sign, e.sign)
    if code := _currency(e):
        return code
    return e.cue(cues.DURATION_UNITS) if e.is_number else ""


def _currency(e: Evidence) -> str:
    return next((code for code in cues.CODES if code.lower() in e.words), "")


def _truth(e: Evidence) -> Finding | None:
    if e.column.levels != _TWO or e.extent != (0, 1):
        return None
    return Finding("boolean", 0.9, "its only values are 0 and 1")


def _place(e: Evidence) -> Finding | None:
    for kind, known, fits in (
        ("latitude", cues.LATITUDE, is_latitude),
        ("longitude", cues.LONGITUDE, is_longitude),
    ):
        cue = e.cue(known)
        if cue and e.extent and all(map(fits, e.extent)):
            return Finding(kind, 0.9, f"{_said(cue)} and all numbers are degrees")
    return None


def _postcode(e: Evidence) -> Finding | None:
    cue = e.cue(cues.POSTCODE)
    found = e.is_whole and cue and e.mostly(is_postcode)
    return (
        Finding("postcode", 0.9, f"{found} look like postcodes and {_said(cue)}") if found else None
    )


def _year(e: Evidence) -> Finding | None:
    cue = e.cue(cues.YEAR)
    if not (cue and e.is_whole and e.within(*_YEARS)):
        return None
    return Finding("date", 0.9, f"{_said(cue)} and all numbers are years")


def _month(e: Evidence) -> Finding | None:
    cue = e.cue(("month", "monat"))
    if not (cue and e.is_whole and e.within(1, _MONTHS)):
        return None
    return Finding("ordered", 0.9, f"{_said(cue)} and all numbers are from 1 to 12")


def _id(e: Evidence) -> Finding | None:
    """Return that whole numbers name rows: all different, and either named so or without a gap."""
    if not (e.is_whole and e.is_unique):
        return _foreign(e)
    found = f"{e.n_distinct:,} of {e.n_values:,} {e.looked} are different"
    if cue := e.cue(cues.ID):
        return Finding("id", 0.95, f"{found} and {_said(cue)}")
    first, *_, last = e.values
    counts_up = last - first == len(e.values) - 1 and list(e.values) == sorted(e.values)
    if counts_up and first in {0, 1} and e.n_values >= _FEWEST_IDS:
        return Finding("id", 0.8, f"{found} and count up from {int(first)}")
    return None


def _foreign(e: Evidence) -> Finding | None:
    """Return that whole numbers name rows of another table."""
    cue = e.cue(("id", "ids", "key", "uuid"))
    if not (e.is_whole and cue):
        return None
    return Finding("id", 0.85, f"{_said(cue)}, though values repeat")


def _percent(e: Evidence) -> Finding | None:
    if e.sign == "%":
        return Finding("percent", 0.99, "its numbers stood with % in the file")
    cue = e.cue(cues.PERCENT)
    if cue and e.within(-_HUNDRED, _HUNDRED):
        return Finding("percent", 0.9, f"{_said(cue)} and no number is above 100")
    cue = e.cue(cues.SHARE)
    if cue and not e.is_whole and e.within(0, 1):
        return Finding("percent", 0.8, f"{_said(cue)} and all numbers are from 0 to 1")
    return None


def _money(e: Evidence) -> Finding | None:
    if e.sign in cues.CURRENCIES or e.sign in cues.CODES:
        return Finding("money", 0.99, f"its numbers stood with {e.sign} in the file")
    cue, code = e.cue(cues.MONEY), _currency(e)
    if code:
        return Finding("money", 0.9, f"{_said(code)}, a currency")
    return Finding("money", 0.8, _said(cue)) if cue else None


def _duration(e: Evidence) -> Finding | None:
    cue = e.cue(cues.DURATION)
    if not cue or not e.within(0, math.inf):
        return None
    return Finding("duration", 0.8, f"{_said(cue)} and no number is negative")


def _count(e: Evidence) -> Finding | None:
    cue = e.cue(cues.COUNT)
    if not (cue and e.is_whole and e.within(0, math.inf)):
        return None
    return Finding("count", 0.85, f"{_said(cue)} and all numbers are whole and not negative")


def _amount(e: Evidence) -> Finding | None:
    if e.sign:
        return Finding("amount", 0.9, f"its numbers stood with {e.sign} in the file")
    cue = e.cue(cues.AMOUNT)
    return Finding("amount", 0.8, _said(cue)) if cue else None


def _rating(e: Evidence) -> Finding | None:
    cue = e.cue(cues.RATING)
    if not (cue and e.is_whole and e.column.levels and e.within(0, _FEW_STEPS)):
        return None
    return Finding("ordered", 0.8, f"{_said(cue)} and there are {e.column.levels} whole steps")


def _code(e: Evidence) -> Finding | None:
    cue = e.cue(cues.CODE)
    levels = e.column.levels
    if not (cue and e.is_whole and levels and levels <= _FEW_CODES and levels < e.n_values):
        return None
    return Finding("category", 0.8, f"{_said(cue)} and there are {levels} whole numbers")


_IN_ORDER: tuple[Callable[[Evidence], Finding | None], ...] = (
    _truth,
    _percent,
    _place,
    _postcode,
    _year,
    _month,
    _rating,
    _code,
    _count,
    _id,
    _money,
    _duration,
    _amount,
)
"""In order: the first that fits decides."""


def _said(cue: str) -> str:
    return f"the name says `{cue}`"
