"""Texts from data and people as Markdown that says just those texts."""

from __future__ import annotations

import re

_MARKS = re.compile(r"[\\`*\[\]<>$&~]|(?<![^\W_])_|_(?![^\W_])|(?<=\s)#")  # a_b has no mark in it
_BEGINNINGS = re.compile(r"^(\d*)([#+.)-])")  # of a heading or a point of a list


def heading(text: str, level: int) -> str:
    r"""Return a text as a heading in Markdown that says just that text.

    Parameters
    ----------
    text : str
        Any text; names from the data may hold what Markdown takes for marks.
    level : int
        From 1 (the title) to 6.

    Examples
    --------
    >>> print(heading("Means of a_b by *c*", 2))
    ## Means of a_b by \*c\*
    """
    return f"{'#' * level} {escaped(text)}"


def paragraphs(text: str) -> str:
    r"""Return a text as paragraphs in Markdown, one for each of its lines, that say just that text.

    Parameters
    ----------
    text : str
        Any text.

    Examples
    --------
    >>> print(paragraphs("1. a*b\n- c"))
    1\. a\*b
    <BLANKLINE>
    \- c
    """
    lines = (escaped(line.strip()) for line in text.splitlines())
    return "\n\n".join(_BEGINNINGS.sub(r"\1\\\2", line) for line in lines if line)


def escaped(text: str) -> str:
    r"""Return a text with what Markdown takes for marks within a line made harmless.

    Parameters
    ----------
    text : str
        Any text.

    Examples
    --------
    >>> print(escaped("a_b *c* <d>"))
    a_b \*c\* \<d\>
    """
    return _MARKS.sub(r"\\\g<0>", text)
