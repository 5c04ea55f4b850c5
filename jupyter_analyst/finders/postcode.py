"""Postcodes."""

from __future__ import annotations

import re

_DIGITS = {
    "4": ("AT", "AU", "BE", "CH", "DK", "HU", "NO", "NZ", "ZA"),
    "5": ("DE", "ES", "FI", "FR", "IT", "MX", "US"),
    "6": ("CN", "IN", "RO", "RU", "SG"),
    "7": ("IL",),
}
_SPELLED = {
    "BR": r"\d{5}-\d{3}",
    "CA": r"[ABCEGHJ-NPRSTVXY]\d[A-Z] ?\d[A-Z]\d",
    "CZ": r"\d{3} \d{2}",
    "GB": r"[A-Z]{1,2}\d[A-Z\d]? ?\d[ABD-HJLNP-UW-Z]{2}",
    "IE": r"[A-Z]\d[\dW] ?[A-Z\d]{4}",
    "JP": r"\d{3}-\d{4}",
    "NL": r"[1-9]\d{3} ?[A-Z]{2}",
    "PL": r"\d{2}-\d{3}",
    "PT": r"\d{4}-\d{3}",
    "SE": r"\d{3} \d{2}",
    "US": r"\d{5}-\d{4}",
}
"""Spellings from the postal authorities, by country; bare digits are listed apart."""

_PATTERNS = {country: re.compile(pattern) for country, pattern in _SPELLED.items()}
_PREFIX = re.compile(r"[A-Z]{1,2}-(?=\d{4,5}$)")  # as on letters: A-1010, D-10115


def postcode_countries(text: str) -> frozenset[str]:
    """Return the countries (ISO 3166 alpha-2) whose postcodes look so; empty if none do.

    Parameters
    ----------
    text : str
        The text, without blanks around it.

    Examples
    --------
    >>> sorted(postcode_countries("SW1A 1AA")), sorted(postcode_countries("1234567"))
    (['GB'], ['IL'])
    """
    code = _PREFIX.sub("", text.upper())
    if code.isdecimal():
        return frozenset(_DIGITS.get(str(len(code)), ()))
    return frozenset(country for country, known in _PATTERNS.items() if known.fullmatch(code))


def is_postcode(text: str) -> bool:
    """Tell whether a text looks like a postcode of some country; many other numbers do too.

    Parameters
    ----------
    text : str
        The text, without blanks around it.

    Examples
    --------
    >>> is_postcode("10115"), is_postcode("K1A 0B1"), is_postcode("12")
    (True, True, False)
    """
    return bool(postcode_countries(text))
