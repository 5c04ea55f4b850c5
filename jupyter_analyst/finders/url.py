"""Addresses of the web."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

_SCHEMES = {"http", "https", "ftp", "ftps"}
_HOST = re.compile(r"(?:[\w-]+\.)+[\w-]{2,}|localhost|[\d.]+|[0-9a-f:.]+", re.IGNORECASE)


def is_url(text: str) -> bool:
    """Tell whether a text is an address of the web, also one that begins with `www.`.

    Parameters
    ----------
    text : str
        The text, without blanks around it.

    Examples
    --------
    >>> is_url("https://example.org/a?b=1"), is_url("www.example.org"), is_url("example.org")
    (True, True, False)
    """
    if any(letter.isspace() for letter in text):
        return False
    try:
        parts = urlsplit(f"https://{text}" if text[:4].lower() == "www." else text)
        host = parts.hostname or ""
    except ValueError:  # a bracket that is not closed
        return False
    return parts.scheme in _SCHEMES and bool(_HOST.fullmatch(host))
