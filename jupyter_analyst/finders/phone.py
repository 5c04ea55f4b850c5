"""Telephone numbers."""

from __future__ import annotations

import re

_LOOKS = re.compile(r"\+?\(?\d[\d\s()./\u2010-\u2013-]{4,22}\d(?:\s?(?:x|ext\.?)\s?\d{1,6})?")
_FEWEST, _MOST = 6, 15  # ITU-T E.164: 15 digits at most


def is_phone(text: str, *, cued: bool = False) -> bool:
    """Tell whether a text is a telephone number.

    A number with the code of its country is one if that country has numbers of this length.
    Any other digits are one only where something says that numbers are meant.

    Parameters
    ----------
    text : str
        The text, without blanks around it.
    cued : bool
        Whether the header, or what stands before the text, speaks of telephones.

    Examples
    --------
    >>> is_phone("+44 20 7946 0958"), is_phone("020 7946 0958")
    (True, False)
    >>> is_phone("020 7946 0958", cued=True)
    True
    """
    if not _LOOKS.fullmatch(text):
        return False
    if text.startswith("+"):
        return _is_possible(text)
    n_digits = sum(letter.isdigit() for letter in text)
    return cued and _FEWEST <= n_digits <= _MOST


def _is_possible(text: str) -> bool:
    import phonenumbers

    try:
        return phonenumbers.is_possible_number(phonenumbers.parse(text, None))
    except phonenumbers.NumberParseException:
        return False
