"""E-mail addresses."""

from __future__ import annotations

import re

_LONGEST = 254  # RFC 5321, 4.5.3.1.3, less the brackets
_LONGEST_LOCAL = 64
_LOCAL = re.compile(r"[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*")
_DOMAIN = re.compile(r"(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W\d_][\w-]*[^\W_]")


def is_email(text: str) -> bool:
    """Tell whether a text is an e-mail address.

    Parameters
    ----------
    text : str
        The text, without blanks around it.

    Examples
    --------
    >>> is_email("ann.lee@example.org"), is_email("ann@home"), is_email("a..b@example.org")
    (True, False, False)
    """
    local, _, domain = text.rpartition("@")
    if len(text) > _LONGEST or len(local) > _LONGEST_LOCAL:
        return False
    return bool(_LOCAL.fullmatch(local) and _DOMAIN.fullmatch(domain))
