"""The queries that look at values one by one: bins, different and frequent ones, gaps."""

from __future__ import annotations

from itertools import compress
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from jupyter_analyst.profile import bins
from jupyter_analyst.profile.field import literal
from jupyter_analyst.profile.levels import MOST_RARE, MOST_READ, MOST_TOP, repeat
from jupyter_analyst.profile.nullity import MOST_PATTERNS, emptiest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jupyter_analyst.profile.bins import Bins
    from jupyter_analyst.profile.field import Field
    from jupyter_analyst.profile.rows import Rows
    from jupyter_analyst.profile.statistics import Numbers


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


def top(rows: Rows, fields: Sequence[Field], known: Sequence[Numbers]) -> list[Numbers]:
    """Return the most frequent and the rarest values of columns whose values repeat.

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
    some = [f for f in fields if repeat(f, known[f.i])]
    branches = [_levels(f) for f in some]
    for i, value, n, place, different in sorted(_together(rows, branches), key=itemgetter(0, 3)):
        found[i] |= {"distinct": different, "counted": True}
        if place <= MOST_READ:
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
        f"where place <= {MOST_READ} or place > d - {MOST_RARE}"
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
    chosen = emptiest(fields, [numbers["count"] for numbers in known], rows.n)
    flags = "".join(f"{f.raw} is null, " for f in chosen)
    answers = rows.ask(
        f"select count(*), {flags} from clean group by all order by all desc limit {MOST_PATTERNS}"
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
