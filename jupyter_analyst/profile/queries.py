"""The queries that look at values one by one: bins, different and frequent ones, gaps."""

from __future__ import annotations

from itertools import compress
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from jupyter_analyst.profile import bins
from jupyter_analyst.profile.rows import literal
from jupyter_analyst.profile.statistics import ORDERED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jupyter_analyst.profile.bins import Bins
    from jupyter_analyst.profile.rows import Field, Rows
    from jupyter_analyst.profile.statistics import Numbers

MOST_LEVELS_READ = 50
"""Most frequent values that are read of a column."""

MOST_TOP = 10
"""Most frequent values that a profile keeps of a column."""

MOST_RARE = 5
"""Rarest values that a profile keeps of a column."""

_LOW = 1_000
_SHORT = 5_000
"""Up to so many rows frequent values are asked of all columns in which values repeat."""

_MOST_PATTERNS = 6
_MOST_COLUMNS_IN_PATTERNS = 100


def histograms(rows: Rows, fields: Sequence[Field], known: Sequence[Numbers]) -> list[Numbers]:
    """Return bins, their counts and the number of outliers of numbers and dates, of very many rows.

    Outliers are not counted where the sample has met no value of a column.

    Parameters
    ----------
    rows : Rows
        The rows.
    fields : sequence of Field
        All columns.
    known : sequence of dict
        Smallest and largest values and quartiles.
    """
    found: list[Numbers] = [{} for _ in fields]
    some = [f for f in fields if known[f.i].get("min") is not None]
    chosen = {f.i: bins.chosen(f, known[f.i]) for f in some}
    for i, b in chosen.items():
        found[i] = {"bins": b, "counts": [0] * b.n, "outliers": 0 if "q25" in known[i] else None}
    branches = [_histogram(fields[i], b, known[i]) for i, b in chosen.items()]
    for i, k, n, outliers in _together(rows, branches):
        if k is not None:  # the largest value may lie on the last edge
            found[i]["counts"][min(max(k, 0), chosen[i].n - 1)] += n
            if outliers is not None:
                found[i]["outliers"] += outliers
    return found


def distinct(rows: Rows) -> list[Numbers]:
    """Return the number of different values of each column; nothing if there are very many rows.

    Only of columns that `ordered` does not count when it sorts them.

    Parameters
    ----------
    rows : Rows
        The rows.
    """
    found: list[Numbers] = [{} for _ in rows.fields]
    branches = [
        f"select {f.i}, count(x) from (select distinct {f.raw} as x from clean)"
        for f in rows.fields
        if f.family not in ORDERED or f.held != f.raw
    ]
    for i, n in _together(rows, branches if rows.exact else []):
        found[i] = {"distinct": n, "counted": True}
    return found


def top(rows: Rows, fields: Sequence[Field], known: Sequence[Numbers]) -> list[Numbers]:
    """Return the most frequent and the rarest values of columns whose values repeat.

    Only of columns of which `ordered` does not tell them.

    Parameters
    ----------
    rows : Rows
        The rows.
    fields : sequence of Field
        All columns.
    known : sequence of dict
        Numbers of values; those that were estimated are counted here.

    Returns
    -------
    list of dict
        ``"top"`` most frequent first, ``"rarest"`` (none that is among the first ten) rarest first.
    """
    found: list[Numbers] = [{} for _ in fields]
    some = [f for f in fields if repeat(f, known[f.i]) and "top" not in known[f.i]]
    branches = [_levels(f) for f in some]
    for i, value, n, place, different in sorted(_together(rows, branches), key=itemgetter(0, 3)):
        found[i] |= {"distinct": different, "counted": True}
        if place <= MOST_LEVELS_READ:
            found[i].setdefault("top", []).append((value, n))
        if place > max(different - MOST_RARE, MOST_TOP):
            found[i].setdefault("rarest", []).insert(0, (value, n))
    return found


def _levels(field: Field) -> str:
    """Return SQL of the most frequent and the rarest values, with their places."""
    values = f"select {field.raw} as x from clean where {field.raw} is not null"
    placed = (
        "select x, n, row_number() over (order by n desc, x) as place, count(*) over () as d "
        f"from (select x, count(*) as n from ({values}) group by x)"
    )
    return (
        f"select {field.i} as i, x::varchar as v, n, place, d from ({placed}) "
        f"where place <= {MOST_LEVELS_READ} or place > d - {MOST_RARE}"
    )


def missing_patterns(
    rows: Rows, fields: Sequence[Field], known: Sequence[Numbers]
) -> list[tuple[list[Field], int]]:
    """Return which columns are missing together in how many rows, most common first.

    Parameters
    ----------
    rows : Rows
        The rows.
    fields : sequence of Field
        All columns; of very many with gaps the emptiest are looked at.
    known : sequence of dict
        Counts of values.
    """
    gaps = sorted(fields, key=lambda f: (known[f.i]["count"], f.i))[:_MOST_COLUMNS_IN_PATTERNS]
    chosen = sorted((f for f in gaps if known[f.i]["count"] < rows.n), key=lambda f: f.i)
    flags = "".join(f"{f.raw} is null, " for f in chosen)
    answers = rows.ask(
        f"select count(*), {flags} from clean group by all order by all desc limit {_MOST_PATTERNS}"
    )
    return [(list(compress(chosen, gone)), n) for n, *gone in answers if n]


def _together(rows: Rows, branches: Sequence[str]) -> list[tuple[Any, ...]]:
    """Return the answers of many small queries; as one they cost a tenth."""
    return rows.ask(" union all ".join(branches)) if branches else []


def _histogram(field: Field, chosen: Bins, known: Numbers) -> str:
    place = f"floor(({field.x} - {literal(chosen.lowest)}) / {literal(chosen.width or 1.0)})::int"
    return (
        f"select {field.i} as i, {place} as k, count(*) as n, {_outliers(field, known)} as o "
        "from clean group by k"
    )


def _outliers(field: Field, known: Numbers) -> str:
    """Return SQL that counts the outliers."""
    if "q25" not in known:
        return "null"
    low, high = bins.fences(known)
    smallest, largest = field.ends(known)
    if low <= smallest and largest <= high:
        return "0"
    return f"count_if({field.x} not between {literal(low)} and {literal(high)})"


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
