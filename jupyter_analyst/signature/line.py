"""How values are written on a line that a person could have typed."""

from __future__ import annotations

import re
import shlex

from jupyter_analyst.errors import CommandError

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


def is_one_line(text: str) -> bool:
    """Tell whether a text can stand on a line: a break would begin a line of code of its own.

    Parameters
    ----------
    text : str
        The text.
    """
    return text.splitlines() in ([], [text])


def quoted(text: str) -> str:
    """Return a text as one word of a line.

    Parameters
    ----------
    text : str
        The text.

    Raises
    ------
    CommandError
        If it has a line break, which would begin a line of code of its own.

    Examples
    --------
    >>> print(quoted("sales.csv"), quoted("my sales.csv"), quoted(";"), quoted('say "a"'))
    sales.csv "my sales.csv" ";" 'say "a"'
    """
    if not is_one_line(text):
        message = f"{text!r} has a line break, so it cannot be typed on a line."
        raise CommandError(message, hint="Rename it, or give it in Python.", code="line-broken")
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
