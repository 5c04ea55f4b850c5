"""The words of a header, and what they hint at."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_HUMPS = re.compile(r"(?<=[a-zß-ÿ])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z]{2})")
_WORD = re.compile(r"[^\W_]+")


def words_of(name: str) -> tuple[str, ...]:
    """Return the words of a header in small letters.

    Parameters
    ----------
    name : str
        Name of a column.

    Examples
    --------
    >>> words_of("customerID"), words_of("E-Mail Address"), words_of("zip_code2")
    (('customer', 'id'), ('e', 'mail', 'address'), ('zip', 'code2'))
    """
    return tuple(_WORD.findall(_HUMPS.sub(" ", name).lower()))


def has_cue(words: Iterable[str], cues: Iterable[str]) -> str:
    """Return the first cue that stands among some words, from word boundary to word boundary.

    Parameters
    ----------
    words : iterable of str
        The words of a header.
    cues : iterable of str
        Words, or phrases with a blank between their words.

    Examples
    --------
    >>> has_cue(words_of("home tel"), ["tel"]), has_cue(words_of("hotel"), ["tel"])
    ('tel', '')
    """
    text = f" {' '.join(words)} "
    return next((cue for cue in cues if f" {cue} " in text), "")
