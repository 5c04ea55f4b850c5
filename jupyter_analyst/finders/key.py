"""Keys that machines make: UUIDs and digests."""

from __future__ import annotations

import re

_KEY = re.compile(
    r"\{?[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\}?|(?:[0-9a-f]{24}|[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64})",
    re.IGNORECASE,
)


def is_key(text: str) -> bool:
    """Tell whether a text is a UUID, or as many hexadecimal digits as digests have.

    Parameters
    ----------
    text : str
        The text, without blanks around it.

    Examples
    --------
    >>> is_key("6f1b0e5a-3c1d-4f0e-9a55-0d3f6c1b2a77"), is_key("1234")
    (True, False)
    """
    return bool(_KEY.fullmatch(text)) and not text.isdigit()
