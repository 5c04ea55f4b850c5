"""How numbers, dates, truth and nothing are written in text files.

The patterns are read by Python's `re` and by Arrow's RE2 alike.
"""

from __future__ import annotations

import re
from typing import Literal

Spelled = Literal["number", "date", "truth", "missing", "text"]

GAPS = " \u00a0\u202f\u2009"
"""Spaces that group digits."""

GROUPING = {".": (",", "'", "’", *GAPS), ",": (".", "'", "’", *GAPS)}
"""Thousands marks that go with a decimal mark."""

_SIGN = "[+\N{MINUS SIGN}-]?"
DATE = r"\d{4}-\d{2}-\d{2}"
CLOCK = r"\d{1,2}:\d{2}(?::\d{2})?"
MOMENT = DATE + r"[T ]\d{2}(?::\d{2}(?::\d{2}(?:\.\d{1,9})?)?)?(?:Z|[+-]\d{2}:?\d{2})?"
DOTTED = rf"\d{{1,2}}\.\d{{1,2}}\.\d{{4}}(?: {CLOCK})?"
SLASHED = rf"\d{{1,2}}([/-])\d{{1,2}}[/-]\d{{4}}(?: {CLOCK})?"
YEAR_FIRST = rf"\d{{4}}/\d{{1,2}}/\d{{1,2}}(?: {CLOCK})?"

_EXCEL_ERRORS = r"#(?:N/A|NA|NV|DIV/0!|VALUE!|WERT!|REF!|BEZUG!|NAME\?|NUM!|ZAHL!|NULL!)"
NOT_AVAILABLE = rf"NA|N/A|n/a|n\.a\.|NaN|nan|-nan|NULL|null|<NA>|\\N|{_EXCEL_ERRORS}"
"""Spellings that mean missing wherever they stand, even among texts."""

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
)
"""Pairs of words for true and false, in small letters."""

UNIT = r"[€$£¥%]|EUR|USD|GBP|CHF"
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
_SPELLED: tuple[tuple[Spelled, re.Pattern[str]], ...] = (
    ("missing", re.compile(rf"|{MISSING}")),
    ("number", re.compile(rf"(?:(?:{UNIT}) ?)?(?:{_ANY_NUMBER}|[+-]?inf)(?: ?(?:{UNIT}))?", re.I)),
    ("date", re.compile(rf"{DATE}|{MOMENT}|{DOTTED}|{SLASHED}|{YEAR_FIRST}")),
    ("truth", re.compile(_WORDS, re.IGNORECASE)),
)


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
    return next((kind for kind, pattern in _SPELLED if pattern.fullmatch(text)), "text")
