"""From a dataset to its profile."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from jupyter_analyst.errors import DataError
from jupyter_analyst.profile.alerts import alerts
from jupyter_analyst.profile.assembled import assembled
from jupyter_analyst.profile.association import associations, strongest
from jupyter_analyst.profile.correlation import correlations
from jupyter_analyst.profile.found import merged, of_all, of_many
from jupyter_analyst.profile.keys import keys
from jupyter_analyst.profile.notes import notes
from jupyter_analyst.profile.nullity import missing_together
from jupyter_analyst.profile.quality import quality
from jupyter_analyst.profile.record import MissingPattern, Pair, Profile, Quality
from jupyter_analyst.profile.rows import are_few
from jupyter_analyst.profile.spelling import mixed_spellings
from jupyter_analyst.profile.texts import texts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jupyter_analyst.data import Dataset
    from jupyter_analyst.profile.field import Field
    from jupyter_analyst.profile.held import Held
    from jupyter_analyst.profile.statistics import Numbers

MOST_PAIRS = 500
_NONE = Quality(0, (), "")
_THREADS = 2
"""NumPy and Arrow let others go on meanwhile."""


def profile(dataset: Dataset) -> Profile:
    """Return the profile of a dataset.

    Parameters
    ----------
    dataset : Dataset
        A dataset with at least one column; it is read, never changed. Up to a million rows every
        number is exact.

    Raises
    ------
    DataError
        If the dataset has no columns.
    """
    begin = time.perf_counter()
    if not dataset.columns:
        message = f"`{dataset.name}` has no columns, so there is nothing to profile."
        raise DataError(message, hint="Load a table with at least one column.")
    with ThreadPoolExecutor(_THREADS) as pool:
        found = (of_all if are_few(dataset) else of_many)(dataset, pool)
        held, fields = found.held, found.fields
        associating = pool.submit(associations, held, fields, found.known)  # the longest first
        compared = pool.submit(_pairs, held, fields, found.known)
        looks = pool.submit(texts, held, fields, found.known)
        gaps = pool.submit(missing_together, held, fields, found.known)
        associated, (n_correlated, pairs) = associating.result(), compared.result()
        known = merged(found.known, looks.result())
        made = Profile(
            name=dataset.name,
            version=dataset.version,
            n_rows=dataset.n_rows,
            n_columns=len(dataset.columns),
            columns={f.column.name: assembled(f, known[f.i], held) for f in fields},
            duplicates=found.repeats.count,
            correlations=pairs,
            n_correlated=n_correlated,
            missing_patterns=tuple(
                MissingPattern(tuple(f.column.name for f in gone), n) for gone, n in found.patterns
            ),
            alerts=(),
            quality=_NONE,
            rows=found.first,
            exact=held.exact,
            seconds=0.0,
            associations=associated,
            missing_together=gaps.result(),
            repeated=found.repeats,
            keys=keys(held, fields, known),
            notes=notes(held, fields, known, associated),
        )
    return _judged(made, mixed_spellings(dataset.columns, known), begin)


def _judged(found: Profile, spellings: dict[str, tuple[str, ...]], begin: float) -> Profile:
    """Return a profile with what follows from its numbers: alerts and quality."""
    return replace(
        found,
        alerts=alerts(
            found.columns, found.duplicates, found.pairs, found.missing_together, spellings
        ),
        quality=quality(found.columns, found.duplicates, spellings),
        seconds=time.perf_counter() - begin,
    )


def _pairs(
    held: Held, fields: Sequence[Field], known: Sequence[Numbers]
) -> tuple[int, tuple[Pair, ...]]:
    """Return how many columns were compared and the strongest pairs, strongest first."""
    chosen, r, n = correlations(held, fields, known)
    names = [f.column.name for f in chosen]
    first, second = np.tril_indices(len(names), -1)
    pairs = (
        Pair(names[i], names[j], float(r[i, j]), int(n[i, j]), "pearson", held.exact)
        for i, j in zip(first, second, strict=True)
    )
    return len(names), strongest(pairs, MOST_PAIRS)
