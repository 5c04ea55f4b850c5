"""What is odd about samples: much missing, nothing varies, few values, numbers as names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from jupyter_analyst import wording
from jupyter_analyst.tools.result import Note

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from jupyter_analyst.tools.sample import Sample

FEW = 8
MUCH = 0.2
_ID_WORD = re.compile(r"(?i:(^|[\W_])(id|key|code|nr|no|number|index)([\W_]|$))|[a-z](Id|ID)$")


def oddities(samples: Sequence[Sample]) -> tuple[Note, ...]:
    """Return a note for each kind of oddity, with the samples it concerns.

    Parameters
    ----------
    samples : sequence of Sample
        Columns, or groups of columns.
    """
    kinds: tuple[tuple[Callable[[Sample], bool], str, str], ...] = (
        (_is_empty, "Empty", "No number can say anything about it."),
        (
            _misses_much,
            f"More than {wording.percent(MUCH)} missing",
            "The rest may differ from it.",
        ),
        (_is_constant, "Constant", "All values are the same, so nothing varies with them."),
        (_has_few, f"Fewer than {FEW} values", "Intervals and shape say little about so few."),
        (_looks_like_id, "Looks like an identifier", "A mean of names or codes has no meaning."),
    )
    notes = []
    for concerns, what, why in kinds:
        names = [_named(sample) for sample in samples if concerns(sample)]
        if names:
            notes.append(Note(f"{what}: {wording.listed(names)}.", why))
    binary = [sample.column for sample in samples if _is_zero_one(sample)]
    if binary:
        text = "A mean is the share of rows with 1 there."
        columns = wording.listed(list(dict.fromkeys(binary)))
        notes.append(Note(f"Only 0 and 1: {columns}.", text, tone="info"))
    return tuple(notes)


def _named(sample: Sample) -> str:
    if _misses_much(sample):
        return f"{sample.name} ({wording.percent(_share_missing(sample), 0)} missing)"
    return sample.name


def _share_missing(sample: Sample) -> float:
    return sample.n_missing / max(sample.n + sample.n_missing, 1)


def _is_empty(sample: Sample) -> bool:
    return sample.n == 0


def _misses_much(sample: Sample) -> bool:
    return sample.n > 0 and _share_missing(sample) > MUCH


def _is_constant(sample: Sample) -> bool:
    return sample.n > 1 and sample.found["min"] == sample.found["max"]


def _is_zero_one(sample: Sample) -> bool:
    return set(np.unique(sample.values)) == {0.0, 1.0}


def _has_few(sample: Sample) -> bool:
    return 0 < sample.n < FEW


def _looks_like_id(sample: Sample) -> bool:
    """Tell whether the values are different whole numbers, without gaps or with a telling name."""
    if sample.n < FEW or not np.array_equal(sample.values, np.rint(sample.values)):
        return False
    if np.unique(sample.values).size < sample.n:
        return False
    gapless = sample.found["max"] - sample.found["min"] == sample.n - 1
    return gapless or bool(_ID_WORD.search(sample.column))
