"""From two datasets to their comparison."""

from __future__ import annotations

import math
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from jupyter_analyst.profile.drift import distance
from jupyter_analyst.profile.drift.parts import binned, levels
from jupyter_analyst.profile.drift.record import Bin, ColumnDrift, Drift, Side
from jupyter_analyst.profile.drift.schema import content, renamed
from jupyter_analyst.profile.drift.values import Values, few_levels, figures, lengths, values
from jupyter_analyst.profile.field import iso
from jupyter_analyst.profile.rows import Rows
from jupyter_analyst.profile.statistics import NUMBERS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jupyter_analyst.data import Dataset
    from jupyter_analyst.profile.drift.record import How, Verdict
    from jupyter_analyst.profile.field import Field

_CELLS_AT_ONCE = 8_000_000
_NAMED_LEVELS = 20
_RANK: dict[Verdict, int] = {"changed": 0, "shifted": 1, "stable": 2}


def compare(first: Dataset, second: Dataset) -> Drift:
    """Return how the second of two datasets differs from the first.

    Numbers and dates are compared by the deciles of the first, texts by their values (by their
    lengths where there are more than 1,000 different ones). Up to a million rows every row counts;
    beyond that deciles, medians and KS are of a random sample.

    Parameters
    ----------
    first, second : Dataset
        Two datasets, or two versions of one; they are read, never changed.
    """
    then = {column.name: column for column in first.columns}
    now = {column.name: column for column in second.columns}
    both = [name for name in then if name in now]
    lost, gained = [n for n in then if n not in now], [n for n in now if n not in then]
    columns, exact = _columns(first, second, both)
    return Drift(
        first=_side(first),
        second=_side(second),
        columns=tuple(sorted(columns, key=lambda c: (_RANK[c.verdict], -(c.psi or 0)))),
        new_columns=tuple(gained),
        lost_columns=tuple(lost),
        retyped=tuple(name for name in both if then[name].type != now[name].type),
        renamed=_renamed(first, lost, second, gained),
        exact=exact,
    )


def _columns(
    first: Dataset, second: Dataset, both: Sequence[str]
) -> tuple[list[ColumnDrift], bool]:
    """Return how each column differs, and whether every row counted."""
    columns: list[ColumnDrift] = []
    exact = True
    for names in _at_once(both, max(first.n_rows, second.n_rows)):
        with closing(_rows(first, names)) as old, closing(_rows(second, names)) as new:
            pairs = zip(old.fields, new.fields, strict=True)
            columns += [_column(old, one, new, other) for one, other in pairs]
            exact = exact and old.exact and new.exact
    return columns, exact


def _at_once(names: Sequence[str], n_rows: int) -> Iterator[Sequence[str]]:
    """Yield the names of columns that are in memory together."""
    most = max(_CELLS_AT_ONCE // max(n_rows, 1), 1)
    for start in range(0, len(names), most):
        yield names[start : start + most]


def _rows(dataset: Dataset, names: Sequence[str]) -> Rows:
    """Return the rows of a dataset with some of its columns, in the order named."""
    columns = tuple(dataset[name] for name in names)
    return Rows(replace(dataset, columns=columns, path=None, table=dataset.to_arrow(names)))


def _renamed(
    first: Dataset, lost: Sequence[str], second: Dataset, gained: Sequence[str]
) -> dict[str, str]:
    """Return which lost columns are perhaps only called otherwise."""
    if first.n_rows != second.n_rows:
        return {}
    then = _contents(first, lost) if gained else {}
    return renamed(then, _contents(second, gained) if then else {})


def _contents(dataset: Dataset, names: Sequence[str]) -> dict[str, tuple[object, ...]]:
    """Return by name what is equal when the values of two columns are."""
    found: dict[str, tuple[object, ...]] = {}
    for some in _at_once(names, dataset.n_rows):
        with closing(_rows(dataset, some)) as rows:
            found |= {
                field.column.name: known for field in rows.fields if (known := content(rows, field))
            }
    return found


def _side(dataset: Dataset) -> Side:
    return Side(dataset.name, dataset.version, dataset.n_rows, len(dataset.columns))


def _column(old: Rows, then: Field, new: Rows, now: Field) -> ColumnDrift:
    """Return how a column differs, by what suits its values."""
    if then.family in NUMBERS and now.family in NUMBERS:
        return _by_size(old, then, new, now, scale=1.0)
    if then.family != now.family:
        return _drift(old, then, new, now, how="", parts=())
    if then.family == "date":
        return _by_size(old, then, new, now)
    found = few_levels(old, then), few_levels(new, now)
    if found[0] is None or found[1] is None:
        return _by_length(old, then, new, now)
    parts, gained, lost = levels(found[0], found[1])
    return _drift(
        old,
        then,
        new,
        now,
        how="values",
        parts=parts,
        new_levels=tuple(gained[:_NAMED_LEVELS]),
        lost_levels=tuple(lost[:_NAMED_LEVELS]),
        n_new_levels=len(gained),
        n_lost_levels=len(lost),
    )


def _by_size(
    old: Rows, then: Field, new: Rows, now: Field, *, scale: float | None = None
) -> ColumnDrift:
    """Compare numbers, or points in time by their place in it."""
    a, b = values(old, then), values(new, now)
    how, parts = binned(old, then, a, new, now, b)
    means, medians = zip(figures(old, then, a), figures(new, now, b), strict=True)
    told: Any = _moment if scale is None else _plain
    return _drift(
        old,
        then,
        new,
        now,
        how=how,
        parts=parts,
        mean_first=told(then, means[0]),
        mean_second=told(now, means[1]),
        median_first=told(then, medians[0]),
        median_second=told(now, medians[1]),
        **_gap(a, b),
    )


def _by_length(old: Rows, then: Field, new: Rows, now: Field) -> ColumnDrift:
    """Compare texts that are nearly all different by how long they are."""
    long, longer = lengths(then), lengths(now)
    _, parts = binned(old, long, values(old, long), new, longer, values(new, longer))
    return _drift(old, then, new, now, how="lengths", parts=parts)


def _gap(a: Values, b: Values) -> dict[str, float]:
    if not (len(a.values) and len(b.values)):
        return {}
    gap = distance.kolmogorov_smirnov((a.values, a.counts), (b.values, b.counts))
    return {"ks": gap, "ks_p": distance.ks_p(gap, int(a.counts.sum()), int(b.counts.sum()))}


def _drift(
    old: Rows, then: Field, new: Rows, now: Field, *, how: How, parts: Sequence[Bin], **known: Any
) -> ColumnDrift:
    """Return the drift of a column whose parts are counted; rows in no part have no value."""
    gaps = [_missing(old, then), _missing(new, now)]
    if any(gaps) and how:
        parts = [*parts, Bin("missing", *gaps)]
    return ColumnDrift(
        name=then.column.name,
        kind=now.column.kind,
        type_first=then.column.type,
        type_second=now.column.type,
        how=how,
        missing_first=gaps[0] / old.n if old.n else 0.0,
        missing_second=gaps[1] / new.n if new.n else 0.0,
        bins=tuple(parts),
        **_distances(parts, both_empty=not (old.n or new.n), comparable=bool(how)),
        **known,
    )


def _missing(rows: Rows, field: Field) -> int:
    return rows.n - int(rows.ask(f"select count({field.raw}) from clean")[0][0])


def _distances(parts: Sequence[Bin], *, both_empty: bool, comparable: bool) -> dict[str, Any]:
    p = np.array([part.first for part in parts])
    q = np.array([part.second for part in parts])
    if not (comparable and p.sum() and q.sum()):
        return {"verdict": "stable" if both_empty and comparable else "changed"}
    psi, chance = distance.psi(p, q), distance.psi_by_chance(p, q)
    return {
        "psi": psi,
        "psi_by_chance": chance,
        "js": distance.jensen_shannon(p, q),
        "verdict": distance.verdict(psi, chance),
    }


def _plain(_: Field, value: float | None) -> float | None:
    return value if value is not None and math.isfinite(value) else None


def _moment(field: Field, value: float | None) -> str | None:
    return None if value is None else iso(value, days=field.days)
