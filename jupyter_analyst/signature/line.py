"""How values are written on a line that a person could have typed."""

from __future__ import annotations

import re
import shlex

_PLAIN = re.compile(r"[\w./:@%+=,~^-]+")


def flag(name: str) -> str:
    """Return how a parameter of this name is typed as an option.

    Parameters
    ----------
    name : str
        Its name in Python.

    Examples
    --------
    >>> flag("header_rows"), flag("as_")
    ('--header-rows', '--as')
    """
    return f"--{name.rstrip('_').replace('_', '-')}"


def quoted(text: str) -> str:
    """Return a text as one word of a line.

    Parameters
    ----------
    text : str
        The text.

    Examples
    --------
    >>> print(quoted("sales.csv"), quoted("my sales.csv"), quoted(";"), quoted('say "a"'))
    sales.csv "my sales.csv" ";" 'say "a"'
    """
    if _PLAIN.fullmatch(text):
        return text
    return shlex.quote(text) if '"' in text or "\\" in text else f'"{text}"'


def typed(name: str, text: str) -> str:
    """Return an option with its value.

    Parameters
    ----------
    name : str
        Name of the parameter.
    text : str
        Its value.

    Examples
    --------
    >>> print(typed("delimiter", ";"), typed("header_rows", "2"), typed("quote", ""))
    --delimiter ";" --header-rows 2 --quote ""
    """
    return f"{flag(name)} {quoted(text)}"
