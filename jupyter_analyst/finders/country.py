"""Countries, by name or code."""

from __future__ import annotations

from functools import cache

_LENGTH_2, _LENGTH_3 = 2, 3
_OTHER_NAMES = {
    "england": "GB", "scotland": "GB", "wales": "GB", "great britain": "GB", "uk": "GB",
    "usa": "US", "united states of america": "US", "russian federation": "RU",
    "czech republic": "CZ", "turkey": "TR", "south korea": "KR", "korea, republic of": "KR",
    "republic of korea": "KR", "north korea": "KP", "ivory coast": "CI", "burma": "MM",
    "myanmar": "MM", "holland": "NL", "viet nam": "VN", "swaziland": "SZ", "macedonia": "MK",
    "iran, islamic republic of": "IR", "bolivia, plurinational state of": "BO",
    "hong kong": "HK", "macao": "MO", "palestine": "PS", "cape verde": "CV",
}  # fmt: skip
"""What the Unicode CLDR does not call them."""

_NO_COUNTRY = {"EU", "EZ", "UN", "QO", "ZZ", "XA", "XB"}


def country_of(text: str) -> str:
    """Return the ISO 3166 alpha-2 code of a country, empty if the text names none.

    Codes of two and three letters count in capitals, English names in any spelling.

    Parameters
    ----------
    text : str
        A name or code, without blanks around it.

    Examples
    --------
    >>> country_of("AUT"), country_of("germany"), country_of("Czech Republic"), country_of("in")
    ('AT', 'DE', 'CZ', '')
    """
    if len(text) in {_LENGTH_2, _LENGTH_3} and text.isupper() and text.isascii():
        return _codes().get(text) or _names().get(text.casefold(), "")
    return _names().get(text.casefold().replace("&", "and"), "")


@cache
def _codes() -> dict[str, str]:
    """Return the codes of two and of three letters, from the Unicode CLDR."""
    from babel.core import get_global

    two = {code: code for code in _territories()}
    aliases = get_global("territory_aliases")
    three = {
        alias: now[0]
        for alias, now in aliases.items()
        if len(alias) == _LENGTH_3 and alias.isalpha() and len(now) == 1 and now[0] in two
    }
    return two | three


@cache
def _names() -> dict[str, str]:
    names = {name.casefold().replace("&", "and"): code for code, name in _territories().items()}
    plain = {name.replace("’", "'"): code for name, code in names.items()}
    return names | plain | _OTHER_NAMES


@cache
def _territories() -> dict[str, str]:
    from babel import Locale

    found = Locale("en").territories
    return {
        code: name
        for code, name in found.items()
        if len(code) == _LENGTH_2 and code not in _NO_COUNTRY
    }
