"""How numbers, dates, truth and nothing are written in text files.

The patterns are read by Python's `re` and by Arrow's RE2 alike.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from jupyter_analyst.data.values.months import MONTH

Spelled = Literal["number", "date", "truth", "missing", "text"]

GAPS = " \u00a0\u202f\u2009"
"""Spaces that group digits."""

GROUPING = {".": (",", "'", "’", *GAPS), ",": (".", "'", "’", *GAPS)}
"""Thousands marks that go with a decimal mark."""

_SIGN = "[+\N{MINUS SIGN}-]?"
_DAY = r"\d{4}-\d{2}-\d{2}"
_ZONE = r"Z|[+-]\d{2}(?::?\d{2})?"
ISO_DATE = _DAY + rf"(?:[T ]\d{{2}}(?::\d{{2}}(?::\d{{2}}(?:\.\d{{1,9}})?)?)?(?:{_ZONE})?)?"
"""A date or moment as computers write it."""

_TIME = (
    r"(?:(?:T|,? )(?P<clock>\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)"
    rf" ?(?P<half>(?:[AaPp]\.?[Mm]\.?)?) ?(?P<zone>(?:{_ZONE}|UTC|GMT)?))?"
)
_NTH = r"(?:\.|st|nd|rd|th)?"


@dataclass(frozen=True)
class Look:
    """A way to write dates.

    Parameters
    ----------
    pattern : str
        What they look like; its groups `a`, `b`, `c` are day, month and year in some order.
    orders : tuple of str
        Orders that are in use, such as ``"dmy"``.
    has_short_years : bool
        Whether the years have two digits.
    may_be_codes : bool
        Whether codes look so as well, so that a person has to say that these are dates.
    """

    pattern: str
    orders: tuple[str, ...]
    has_short_years: bool = False
    may_be_codes: bool = False


DATES = (
    Look(r"(?P<a>\d{1,2})\. ?(?P<b>\d{1,2})\. ?(?P<c>\d{4})" + _TIME, ("dmy",)),
    Look(r"(?P<a>\d{1,2})[/-](?P<b>\d{1,2})[/-](?P<c>\d{4})" + _TIME, ("dmy", "mdy")),
    Look(r"(?P<a>\d{4})[/.-](?P<b>\d{1,2})[/.-](?P<c>\d{1,2})" + _TIME, ("ymd",)),
    Look(r"(?P<a>\d{4})年(?P<b>\d{1,2})月(?P<c>\d{1,2})日" + _TIME, ("ymd",)),
    Look(rf"(?P<a>\d{{1,2}}){_NTH}[ -]?(?:de |of )?(?P<b>{MONTH})\.?,?[ -]?(?:del? )?(?P<c>\d{{4}})"
         + _TIME, ("dmy",)),
    Look(rf"(?P<a>{MONTH})\.? (?P<b>\d{{1,2}}){_NTH},? (?P<c>\d{{4}})" + _TIME, ("mdy",)),
    Look(rf"(?P<a>\d{{1,2}})[ -](?P<b>{MONTH})\.?[ -](?P<c>\d{{2}})" + _TIME, ("dmy",), True),  # noqa: FBT003
    Look(r"(?P<a>\d{2})\.(?P<b>\d{2})\.(?P<c>\d{2})" + _TIME, ("dmy",), True),  # noqa: FBT003
    Look(r"(?P<a>\d{1,2})/(?P<b>\d{1,2})/(?P<c>\d{2})" + _TIME, ("dmy", "mdy", "ymd"), True),  # noqa: FBT003
    Look(r"(?P<a>\d{2})-(?P<b>\d{2})-(?P<c>\d{2})" + _TIME, ("dmy", "mdy", "ymd"), True, True),  # noqa: FBT003
)  # fmt: skip
"""The ways to write dates besides the one of computers, none of which fits what another does."""

ANY_DATE = "|".join((ISO_DATE, *(re.sub(r"\?P<\w+>", "?:", look.pattern) for look in DATES)))
"""Whatever may be a date, without groups."""

CLOCK = r"(?P<sign>-?)(?P<h>\d{1,2}):(?P<m>[0-5]\d)(?::(?P<s>[0-5]\d(?:\.\d{1,9})?))?"
"""A time of day, or a duration of hours, minutes and perhaps seconds."""

DURATION = r"(?P<sign>-?)(?P<h>\d{1,5}):(?P<m>[0-5]\d):(?P<s>[0-5]\d(?:\.\d{1,9})?)"
"""A duration with seconds, of any number of hours."""

NOT_AVAILABLE_WORDS = (
    *("NA", "#N/A N/A", "N/A", "n/a", "n.a.", "NaN", "nan", "-nan", "NULL", "null", "<NA>", r"\N"),
    *("NaT", "(null)", "<null>", "-nan(ind)", "1.#QNAN", "1.#IND"),  # as programs write it
    *("#N/A", "#NA", "#NV", "#DIV/0!", "#VALUE!", "#WERT!", "#REF!", "#BEZUG!", "#NAME?"),
    *("#NUM!", "#ZAHL!", "#NULL!"),  # errors of Excel
)
"""Spellings that mean missing wherever they stand, even among texts."""

NOT_AVAILABLE = "|".join(map(re.escape, NOT_AVAILABLE_WORDS))
"""The pattern of these."""

LONGEST_WORD = max(map(len, NOT_AVAILABLE_WORDS))
"""Bytes of the longest of these."""

MISSING = rf"(?i:{NOT_AVAILABLE}|none|nil|nd|n\.d\.|k\. ?a\.|-+|[–—]|\.+|\?+|missing|unknown)"
"""Spellings that mean missing among numbers and dates; among texts they may be values."""

NO_ANSWER = rf"{NOT_AVAILABLE}|-+|\.|\?"
"""Spellings that mean missing among yes and no."""

TRUTHS = (
    ("true", "false"),
    ("yes", "no"),
    ("y", "n"),
    ("ja", "nein"),
    ("oui", "non"),
    ("sí", "no"),
    ("si", "no"),
    ("wahr", "falsch"),
    ("vrai", "faux"),
    ("verdadero", "falso"),
    ("vero", "falso"),
    ("sì", "no"),
    ("sim", "não"),
    ("ano", "ne"),
    ("áno", "nie"),
    ("tak", "nie"),
    ("igen", "nem"),
    ("evet", "hayır"),
    ("kyllä", "ei"),
    ("да", "нет"),
    ("так", "ні"),
    ("ναι", "όχι"),
    ("是", "否"),
    ("はい", "いいえ"),
    ("예", "아니요"),
    ("t", "f"),
    ("j", "n"),
)
"""Pairs of words for true and false, in small letters."""

UNIT = (
    r"(?:US|R|A|C|HK|NZ)\$|[€$£¥%‰₹₽₩₺₴₪₫₱฿]|EUR|USD|GBP|CHF|JPY|CNY|INR|CZK|PLN|HUF|SEK|NOK|DKK"
    r"|RUB|BRL|AUD|CAD|NZD|MXN|ZAR|TRY|KRW|SGD|HKD|Euro|Kč|zł|kr\.?|Ft|Fr\.|lei|Rs\.?|円|元|руб\.?"
)
"""Signs that stand beside the numbers of a column."""


def number(decimal: str, thousands: str = "") -> str:
    """Return the pattern of a number.

    Parameters
    ----------
    decimal : str
        Decimal mark.
    thousands : str
        Thousands mark, which then must stand in the number at least once; empty for none.

    Examples
    --------
    >>> bool(re.fullmatch(number(",", "."), "1.234,5")), bool(re.fullmatch(number("."), "1,5"))
    (True, False)
    """
    point, mark = re.escape(decimal), re.escape(thousands)
    grouped = rf"\d{{1,3}}(?:{mark}\d{{3}})+"
    if (decimal, thousands) == (".", ","):  # lakh and crore, as India writes 12,34,567
        grouped = rf"(?:{grouped}|\d{{1,2}}(?:,\d{{2}})+,\d{{3}})"
    if thousands:
        return rf"{_SIGN}{grouped}(?:{point}\d*)?"
    return rf"{_SIGN}(?:\d+{point}?\d*|{point}\d+)(?:[eE][+-]?\d+)?"


def whole(pattern: str) -> str:
    """Return a pattern that must match from the first character to the last.

    Parameters
    ----------
    pattern : str
        The pattern.
    """
    return rf"^(?:{pattern})$"


_ANY_NUMBER = "|".join(
    number(decimal, mark) for decimal, marks in GROUPING.items() for mark in ("", *marks)
)
_WORDS = "|".join(word for pair in TRUTHS for word in pair)
_AMOUNT = rf"\(?[+-]?(?:(?:{UNIT})\s?)?(?:{_ANY_NUMBER})(?:\s?(?:{UNIT}))?[-)]?"
_SPELLED: tuple[tuple[Spelled, bool, str], ...] = (  # and whether it has a digit
    ("missing", False, rf"|{MISSING}"),
    ("number", True, number(".")),
    ("number", True, rf"(?i:{_AMOUNT})"),
    ("number", False, "(?i:[+-]?inf)"),
    ("date", True, ANY_DATE),
    ("truth", False, f"(?i:{_WORDS})"),
)
_LONGEST = 200


def spelled(cell: str) -> Spelled:
    """Return what a single cell looks like.

    Parameters
    ----------
    cell : str
        Its text.

    Examples
    --------
    >>> [spelled(cell) for cell in ("1.234,50", "€ 5", "31.01.2024", "Yes", "-", "Anna")]
    ['number', 'number', 'date', 'truth', 'missing', 'text']
    """
    text = cell.strip()
    if len(text) > _LONGEST:
        return "text"
    return _spelled(text)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """Return a pattern once a text needs it: all take longer than to read most files."""
    return re.compile(pattern)


@lru_cache(maxsize=20_000)
def _spelled(text: str) -> Spelled:
    has_digit = any(map(str.isdecimal, text))
    return next(
        (
            kind
            for kind, wants_digit, pattern in _SPELLED
            if (has_digit or not wants_digit) and _compiled(pattern).fullmatch(text)
        ),
        "text",
    )
