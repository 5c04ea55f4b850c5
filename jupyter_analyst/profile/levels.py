"""The most frequent and the rarest values of a column."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jupyter_analyst.profile.field import Field
    from jupyter_analyst.profile.statistics import Numbers

MOST_READ = 50
"""Most frequent values that are read of a column."""

MOST_TOP = 10
"""Most frequent values that a profile keeps of a column."""

MOST_RARE = 5
"""Rarest values that a profile keeps of a column."""

_LOW = 1_000
_SHORT = 5_000
"""Up to so many rows frequent values are sought in all columns in which values repeat."""

_Values = np.ndarray[Any, Any]


def repeat(field: Field, known: Numbers) -> bool:
    """Return whether values of a column repeat, so that the most frequent ones say something.

    Parameters
    ----------
    field : Field
        The column.
    known : dict
        Its numbers of values and of different ones.
    """
    if field.family == "date":
        return False
    n, different = known["count"], known["distinct"]
    if different > _LOW and n > _SHORT:
        return False
    return bool(different < n if field.family == "text" else 0 < different <= max(n / 2, 2))


def of_numbers(different: _Values, n: _Values) -> Numbers:
    """Return the most frequent and the rarest of different numbers.

    Parameters
    ----------
    different : ndarray
        Ascending.
    n : ndarray of int
        How often each is there.
    """
    place = np.argsort(-n, kind="stable")
    return told(
        [
            (str(value), k)
            for value, k in zip(different[place].tolist(), n[place].tolist(), strict=True)
        ]
    )


def told(ranked: Sequence[tuple[str, int]]) -> Numbers:
    """Return the first and the last values, the last ones rarest first.

    Parameters
    ----------
    ranked : sequence of (str, int)
        All different values with their counts, most frequent first.
    """
    return {"top": ranked[:MOST_READ], "rarest": ranked[MOST_TOP:][-MOST_RARE:][::-1]}
