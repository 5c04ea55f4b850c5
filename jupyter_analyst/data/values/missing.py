"""Which texts of a column mean that there is no value."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from jupyter_analyst.data.values.numbers import all_match
from jupyter_analyst.data.values.spelling import (
    LONGEST_WORD,
    NOT_AVAILABLE,
    NOT_AVAILABLE_WORDS,
    whole,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Spellings = frozenset[str]

_CODES = whole(r"[A-Z]{1,3}")


def pattern_of(words: Iterable[str]) -> str:
    """Return the pattern that matches some words and nothing else.

    Parameters
    ----------
    words : iterable of str
        The words; with none of them, nothing matches.
    """
    return "|".join(sorted(map(re.escape, words))) or "$^"


def taken_out(column: pa.ChunkedArray, pattern: str) -> tuple[pa.ChunkedArray, Spellings]:
    """Return trimmed values with null for what means missing, and how that was spelled.

    Parameters
    ----------
    column : ChunkedArray
        Texts.
    pattern : str
        What means missing, besides nothing.
    """
    trimmed = pc.utf8_trim_whitespace(column)
    absent = pc.match_substring_regex(trimmed, whole(f"|{pattern}"))
    if not pc.any(absent, min_count=0).as_py():
        return trimmed, frozenset()
    spellings = pc.unique(trimmed.filter(absent)).to_pylist()
    return _without(trimmed, absent), frozenset(spellings) - {""}


def taken_out_of_texts(
    column: pa.ChunkedArray, given: str | None, marks: Spellings
) -> tuple[pa.ChunkedArray, Spellings, bool]:
    """Return texts with null for what surely means missing, its spellings, and if NA is open.

    Parameters
    ----------
    column : ChunkedArray
        Texts.
    given : str or None
        Pattern of what means missing, if a person gave it; then nothing else does.
    marks : frozenset of str
        What means missing among the numbers and dates of the same file.
    """
    if given is None and (_are_longer(column, marks) or not _is_any(column, marks)):
        return column, frozenset(), False
    pattern = given or f"{NOT_AVAILABLE}|{pattern_of(marks)}"
    absent = pc.match_substring_regex(column, whole(pattern))
    if not pc.any(absent, min_count=0).as_py():
        return column, frozenset(), False
    spellings = frozenset(pc.unique(column.filter(absent)).to_pylist())
    others = column.filter(pc.invert(absent)).drop_null()
    if given is None and spellings == {"NA"} and all_match(others, _CODES):
        return column, frozenset(), True  # NA among codes such as DE and FR is Namibia
    return _without(column, absent), spellings, False


def _are_longer(column: pa.ChunkedArray, marks: Spellings) -> bool:
    """Tell whether all texts are too long to mean missing."""
    shortest = pc.min(pc.binary_length(column)).as_py()
    longest = max(LONGEST_WORD, *(len(mark.encode()) for mark in marks), 0)
    return shortest is not None and shortest > longest


def _is_any(column: pa.ChunkedArray, marks: Spellings) -> bool:
    """Tell whether some text may mean missing; quicker than to match a pattern."""
    words = _texts([*NOT_AVAILABLE_WORDS, *marks])
    return bool(pc.any(pc.is_in(column, words), min_count=0).as_py())


def _texts(words: Sequence[str]) -> pa.Array:
    """Return words as Arrow has them; `pa.array` would import pandas."""
    codes = [word.encode() for word in words]
    ends = np.cumsum([0, *map(len, codes)], dtype=np.int32)
    buffers = (pa.py_buffer(ends), pa.py_buffer(b"".join(codes)))
    return pa.StringArray.from_buffers(len(codes), *buffers)


def _without(column: pa.ChunkedArray, absent: pa.ChunkedArray) -> pa.ChunkedArray:
    return pc.if_else(absent, pa.scalar(None, pa.string()), column)
