"""From a dataset to its profile."""

from __future__ import annotations

import time
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING, ParamSpec, TypeVar

import numpy as np

from jupyter_analyst.errors import DataError
from jupyter_analyst.profile import queries, scalars
from jupyter_analyst.profile.alerts import alerts
from jupyter_analyst.profile.assembled import assembled
from jupyter_analyst.profile.association import associations, strongest
from jupyter_analyst.profile.correlation import correlations
from jupyter_analyst.profile.keys import keys
from jupyter_analyst.profile.moments import swept
from jupyter_analyst.profile.notes import notes
from jupyter_analyst.profile.nullity import missing_together
from jupyter_analyst.profile.order import order
from jupyter_analyst.profile.ordered import ordered
from jupyter_analyst.profile.quality import quality
from jupyter_analyst.profile.record import MissingPattern, Pair, Profile, Quality
from jupyter_analyst.profile.repeats import repeated
from jupyter_analyst.profile.rows import Rows
from jupyter_analyst.profile.spelling import mixed_spellings
from jupyter_analyst.profile.texts import texts

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from jupyter_analyst.data import Dataset
    from jupyter_analyst.profile.rows import Field
    from jupyter_analyst.profile.statistics import Numbers

MOST_PAIRS = 500
_FIRST_ROWS = 5
_LETTERS = 80
_NONE = Quality(0, (), "")
_Given = ParamSpec("_Given")
_Answer = TypeVar("_Answer")


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
    with closing(Rows(dataset)) as rows, _aside(rows) as aside:
        different = aside.submit(queries.distinct, rows)
        repeats = aside.submit(repeated, rows)
        fields, known = scalars.extent(rows)
        patterns = aside.submit(queries.missing_patterns, rows, fields, known)
        gaps = aside.submit(missing_together, rows, fields, known)
        looks = aside.submit(texts, rows, fields, known)
        known = _merged(known, scalars.shape(rows, fields, known))
        known = _merged(known, ordered(rows, fields, known), different.result())
        frequent = aside.submit(queries.top, rows, fields, known)
        if not rows.exact:
            known = _merged(known, swept(rows, fields, known))
            known = _merged(known, queries.histograms(rows, fields, known))
        compared = aside.submit(_pairs, rows, fields, known)
        associated = associations(rows, fields, known)
        known = _merged(known, order(rows, fields, known), frequent.result(), looks.result())
        n_correlated, pairs = compared.result()
        found = Profile(
            name=dataset.name,
            version=dataset.version,
            n_rows=dataset.n_rows,
            n_columns=len(dataset.columns),
            columns={f.column.name: assembled(f, known[f.i], rows) for f in fields},
            duplicates=repeats.result().count,
            correlations=pairs,
            n_correlated=n_correlated,
            missing_patterns=tuple(
                MissingPattern(tuple(f.column.name for f in gone), n)
                for gone, n in patterns.result()
            ),
            alerts=(),
            quality=_NONE,
            rows=rows.first(_FIRST_ROWS, _LETTERS),
            exact=rows.exact,
            seconds=0.0,
            associations=associated,
            missing_together=gaps.result(),
            repeated=repeats.result(),
            keys=keys(rows, fields, known),
            notes=notes(rows, fields, known, associated),
        )
    return _judged(found, mixed_spellings(dataset.columns, known), begin)


def _aside(rows: Rows) -> Executor:
    """Return what does work aside: a query over few rows keeps only one core busy.

    One over very many keeps all of them, and two at once would only take more memory.
    """
    return ThreadPoolExecutor(1) if rows.exact else _AtOnce()


class _AtOnce(Executor):
    """Does work when it is submitted."""

    def submit(
        self, fn: Callable[_Given, _Answer], /, *args: _Given.args, **kwargs: _Given.kwargs
    ) -> Future[_Answer]:
        """Return what is already done."""
        done: Future[_Answer] = Future()
        done.set_result(fn(*args, **kwargs))
        return done


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


def _merged(*known: Sequence[Numbers]) -> list[Numbers]:
    """Return what several queries say of each column as one."""
    return [{k: v for part in parts for k, v in part.items()} for parts in zip(*known, strict=True)]


def _pairs(
    rows: Rows, fields: Sequence[Field], known: Sequence[Numbers]
) -> tuple[int, tuple[Pair, ...]]:
    """Return how many columns were compared and the strongest pairs, strongest first."""
    chosen, r, n = correlations(rows, fields, known)
    names = [f.column.name for f in chosen]
    first, second = np.tril_indices(len(names), -1)
    pairs = (
        Pair(names[i], names[j], float(r[i, j]), int(n[i, j]), "pearson", rows.exact)
        for i, j in zip(first, second, strict=True)
    )
    return len(names), strongest(pairs, MOST_PAIRS)
