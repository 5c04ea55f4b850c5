"""Names of datasets."""

from __future__ import annotations

import re

from jupyter_analyst.errors import ReadError

LONGEST = 100
"""Characters a name may have."""

_FORBIDDEN = re.compile(r"[/\\\x00-\x1f\x7f]")
_DEFAULT = "data"


def friendly(stem: str) -> str:
    """Return a name that is easy to type, made from that of a file.

    Parameters
    ----------
    stem : str
        Name of the file without its ending.

    Examples
    --------
    >>> friendly("Umsätze 2024 (final)"), friendly("2024-sales"), friendly("...")
    ('Umsätze_2024_final', 'data_2024_sales', 'data')
    """
    name = re.sub(r"\W+", "_", stem)[:LONGEST].strip("_")
    return f"{_DEFAULT}_{name}"[:LONGEST] if name[:1].isdigit() else name or _DEFAULT


def checked(name: str) -> str:
    """Return a name that was given, if it can be used.

    Parameters
    ----------
    name : str
        The name.

    Raises
    ------
    ReadError
        If it is empty, too long, or holds a path separator or control character.
    """
    if name.strip() and len(name) <= LONGEST and not _FORBIDDEN.search(name):
        return name.strip()
    wanted = f"1 to {LONGEST} characters without / or \\"
    message = f"The name {name[:LONGEST]!r} cannot be used; it must have {wanted}."
    hint = f"For example `{friendly(name)}`."
    raise ReadError(message, hint=hint, code="name-wrong")
