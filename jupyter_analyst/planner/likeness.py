"""Words that come near a header or a value: shortened, or misspelt."""

from __future__ import annotations

import difflib
from functools import lru_cache

from jupyter_analyst.planner.text import words_of

NEAR, VERY_NEAR = 0.75, 0.85
"""Likeness from which a word is taken for a misspelt one, if it begins alike or not."""


@lru_cache(maxsize=16384)
def alike(header: str, run: tuple[str, ...]) -> bool:
    """Tell whether a header shortens some words, word by word or glued together.

    Parameters
    ----------
    header : str
        Name of a column.
    run : tuple of str
        Words of a question, in lower case.

    Examples
    --------
    >>> alike("lifeexp", ("life", "expectancy")), alike("emp_len", ("employment", "length"))
    (True, True)
    >>> alike("Pclass", ("passenger", "class")), alike("age", ("agent",))
    (True, False)
    """
    words = words_of(header)
    if len(words) == len(run) > 1:
        pairs = list(zip(words, run, strict=True))
        if all(len(part) >= 3 and word.startswith(part) for part, word in pairs):
            return True
    joined = "".join(words)
    if len(run) == 1:
        return 4 <= len(joined) <= len(run[0]) - 3 and run[0].startswith(joined)
    return len(words) <= 2 and len(joined) >= 5 and _glued(joined, run)


def _glued(joined: str, run: tuple[str, ...]) -> bool:
    """Tell whether a header is made of the beginnings of words."""
    head, *rest = run
    if not rest:
        return head.startswith(joined) and len(joined) >= 3
    shortest = 1 if joined.endswith(rest[-1]) else 3
    return any(
        joined.startswith(head[:length]) and _glued(joined[length:], tuple(rest))
        for length in range(shortest, len(head) + 1)
        if len(joined) > length
    )


@lru_cache(maxsize=1024)
def nearest(word: str, options: tuple[str, ...], n: int = 2) -> tuple[str, ...]:
    """Return the options a word may be a misspelling of.

    Parameters
    ----------
    word : str
        A word, in lower case.
    options : tuple of str
        Headers or values.
    n : int
        How many at most.
    """
    known = _spellings(options)
    alike = [spelling for spelling in known if spelling[:1] == word[:1]]
    near = difflib.get_close_matches(word, alike, n=n, cutoff=NEAR)
    if not near:  # the first letter may be the wrong one
        rest = [spelling for spelling in known if spelling[1:2] == word[1:2]]
        near = difflib.get_close_matches(word, rest, n=n, cutoff=VERY_NEAR)
    return tuple(dict.fromkeys(known[spelling] for spelling in near))


@lru_cache(maxsize=32)
def _spellings(options: tuple[str, ...]) -> dict[str, str]:
    """Return the words that stand for options: each in full, and each of its longer words."""
    found: dict[str, str] = {}
    for option in options:
        words = words_of(option)
        for spelling in (" ".join(words), *(word for word in words if len(word) > 3)):
            found.setdefault(spelling, option)
    return found
