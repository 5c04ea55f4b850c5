"""From a dataset to its profile."""

from __future__ import annotations

import math
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import fields as fields_of
from typing import TYPE_CHECKING

import numpy as np

from jupyter_analyst.errors import DataError
from jupyter_analyst.profile import queries, scalars
from jupyter_analyst.profile.alerts import alerts
from jupyter_analyst.profile.column import ColumnProfile, Histogram, Level
from jupyter_analyst.profile.correlation import correlations
from jupyter_analyst.profile.quality import quality
from jupyter_analyst.profile.record import MissingPattern, Pair, Profile
from jupyter_analyst.profile.rows import Rows, iso
from jupyter_analyst.profile.spelling import mixed_spellings
from jupyter_analyst.profile.statistics import SHAPE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jupyter_analyst.data import Dataset
    from jupyter_analyst.profile.rows import Field
    from jupyter_analyst.profile.statistics import Numbers

MOST_PAIRS = 500
_FIRST_ROWS = 5
_LETTERS = 80
_MOST_TOP = 10
_DECLARED = {f.name for f in fields_of(ColumnProfile)} - {"top", "histogram"}
_SCALES = {name for s in SHAPE if s.scales for name in s.name.split()}


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
    with closing(Rows(dataset)) as rows, ThreadPoolExecutor(1) as aside:
        # a query over few rows keeps one core busy, so those that can go side by side
        different = aside.submit(queries.distinct, rows)
        duplicates_ = aside.submit(queries.duplicates, rows)
        fields, known = scalars.extent(rows)
        patterns_ = aside.submit(queries.missing_patterns, rows, fields, known)
        known = _merged(known, different.result())
        frequent = aside.submit(queries.top, rows, fields, known)
        known = _merged(known, scalars.shape(rows, fields, known))
        compared = aside.submit(_pairs, rows, fields, known)
        known = _merged(known, queries.histograms(rows, fields, known), frequent.result())
        first = rows.first(_FIRST_ROWS, _LETTERS)
        n_correlated, pairs = compared.result()
        patterns, duplicates = patterns_.result(), duplicates_.result()
    columns = {f.column.name: _column(f, known[f.i], rows) for f in fields}
    spellings = mixed_spellings(dataset.columns, known)
    return Profile(
        name=dataset.name,
        version=dataset.version,
        n_rows=dataset.n_rows,
        n_columns=len(dataset.columns),
        columns=columns,
        duplicates=duplicates,
        correlations=pairs,
        n_correlated=n_correlated,
        missing_patterns=tuple(
            MissingPattern(tuple(f.column.name for f in gone), n) for gone, n in patterns
        ),
        alerts=alerts(columns, duplicates, pairs, spellings),
        quality=quality(columns, duplicates, spellings),
        rows=first,
        exact=rows.exact,
        seconds=time.perf_counter() - begin,
    )


def _merged(*known: Sequence[Numbers]) -> list[Numbers]:
    """Return what several queries say of each column as one."""
    return [{k: v for part in parts for k, v in part.items()} for parts in zip(*known, strict=True)]


def _column(field: Field, known: Numbers, rows: Rows) -> ColumnProfile:
    """Return what is known of a column, in its own unit."""
    return ColumnProfile(
        **_statistics(field, known),
        name=field.column.name,
        type=field.column.type,
        kind=field.column.kind,
        missing=rows.n - known["count"],
        distinct_exact=rows.exact or known.get("counted", False),
        histogram=_histogram(field, known),
        top=_top(field, known),
    )


def _statistics(field: Field, known: Numbers) -> Numbers:
    """Return the declared statistics of a column in its own unit."""
    numbers = {name: known[name] for name in _DECLARED & known.keys()}
    for name in _SCALES & numbers.keys():
        numbers[name] = _in_unit(field, numbers[name], field.scale)
    for name in {"min", "max"} & numbers.keys():
        numbers[name] = _in_unit(field, numbers[name], 1.0)
    if field.family == "whole" and known["count"]:
        numbers["whole"] = True
    if field.family == "float":
        numbers.setdefault("infinite", 0)
    if "mean" in numbers:  # rounding must not lead out of the range of the values
        numbers["mean"] = min(max(numbers["mean"], numbers["min"]), numbers["max"])
        numbers["skewness"] = _finite(numbers["skewness"])
    return numbers


def _in_unit(field: Field, value: float | None, scale: float) -> float | str | None:
    """Return a value as the column has it, a point in time as text."""
    if value is None:
        return None
    if field.family == "date":
        return iso(value, days=field.days)
    return _finite(float(value) / scale)


def _finite(value: float | None) -> float | None:
    return float(value) if value is not None and math.isfinite(value) else None


def _histogram(field: Field, numbers: Numbers) -> Histogram | None:
    if "bins" not in numbers:
        return None
    unit = 1000.0 if field.family == "date" else field.scale
    largest = 1.7976931348623157e308
    edges = (min(max(edge / unit, -largest), largest) for edge in numbers["bins"].edges())
    return Histogram(tuple(edges), tuple(numbers["counts"]))


def _top(field: Field, numbers: Numbers) -> tuple[Level, ...]:
    texts: list[tuple[str, int]] = numbers.get("top", [])[:_MOST_TOP]
    is_number = field.family in {"whole", "float"}
    return tuple(Level(_number_of(value) if is_number else value, n) for value, n in texts)


def _number_of(text: str) -> float | str:
    """Return the number a text is, and the text itself for infinity, which JSON cannot say."""
    number = float(text)
    return number if math.isfinite(number) else text


def _pairs(
    rows: Rows, fields: Sequence[Field], known: Sequence[Numbers]
) -> tuple[int, tuple[Pair, ...]]:
    """Return how many columns were compared and the strongest pairs, strongest first."""
    chosen, r, n = correlations(rows, fields, known)
    names = [f.column.name for f in chosen]
    first, second = np.tril_indices(len(names), -1)
    # rounded, so that equal strengths stay in the order of the table; NaN comes last
    order = np.argsort(-np.abs(r[first, second]).round(12), kind="stable")[:MOST_PAIRS]
    return len(names), tuple(
        Pair(names[i], names[j], float(r[i, j]), int(n[i, j]))
        for i, j in zip(first[order], second[order], strict=True)
        if math.isfinite(r[i, j])
    )
