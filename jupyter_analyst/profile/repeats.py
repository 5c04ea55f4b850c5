"""Rows that are there more than once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from jupyter_analyst.profile.held import Held
from jupyter_analyst.profile.record import RepeatedRows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jupyter_analyst.profile.field import Field
    from jupyter_analyst.profile.rows import Rows
    from jupyter_analyst.profile.statistics import Numbers

_LETTERS = 80
_HASHES_AT_ONCE = 10_000_000
"""Of 8 bytes each."""

_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
"""Odd, 2**64 over the golden ratio: what is added to one bit spreads over those above (Knuth)."""

_SHIFT = np.uint64(32)
_Bits = np.ndarray[Any, np.dtype[np.uint64]]
_Places = np.ndarray[Any, np.dtype[np.int64]]


def repeated(held: Held, fields: Sequence[Field], known: Sequence[Numbers]) -> RepeatedRows:
    """Return how many rows repeat an earlier one, and the row that is there most often.

    Rows are sorted out by their 64-bit hashes; those whose hashes agree are compared in full.

    Parameters
    ----------
    held : Held
        All rows.
    fields : sequence of Field
        All columns.
    known : sequence of dict
        Numbers of values and of different ones.
    """
    places = _alike(held, fields, _unlike(held, fields, known))
    if not len(places):
        return RepeatedRows(0)
    names = held.table.column_names
    rows = pa.table(
        [_unsigned(column) for column in held.table.take(pa.array(places)).columns], names
    )
    counted = rows.group_by(names).aggregate([([], "count_all")])
    counted = counted.filter(pc.greater(counted["count_all"], 1))
    if not counted.num_rows:  # hashes agreed, rows did not
        return RepeatedRows(0)
    keys = [("count_all", "descending"), *((name, "ascending") for name in names)]
    most = counted.take(pc.sort_indices(counted, sort_keys=keys)[:1])
    (example,) = Held(most.select(names), 1, exact=True).first(fields, 1, _LETTERS)
    n = counted["count_all"].to_numpy()
    return RepeatedRows(int(n.sum()) - len(n), len(n), int(n.max()), example)


def asked(rows: Rows) -> RepeatedRows:
    """Return how many rows of very many repeat an earlier one, by their 64-bit hashes alone.

    Parameters
    ----------
    rows : Rows
        The rows.
    """
    names = ", ".join(f.raw for f in rows.fields)
    return RepeatedRows(rows.n - _different(rows, f"hash({names})"))


def _unlike(held: Held, fields: Sequence[Field], known: Sequence[Numbers]) -> _Places:
    """Return the rows without a value in each column whose values are all different."""
    able = np.ones(held.n, np.bool_)
    for field in fields:
        if known[field.i]["count"] == known[field.i]["distinct"]:
            able &= ~held.present(field)
    return np.flatnonzero(able)


def _alike(held: Held, fields: Sequence[Field], places: _Places) -> _Places:
    """Return those rows whose hashes others have, too."""
    if len(places) < 2:
        return places[:0]
    hashes = np.zeros(len(places), np.uint64)
    for field in fields:
        hashes ^= _bits(held, field)[places]
        hashes *= _MULTIPLIER
        hashes ^= hashes >> _SHIFT
    order = np.argsort(hashes)
    same = hashes[order[1:]] == hashes[order[:-1]]
    is_alike = np.zeros(len(places), np.bool_)
    is_alike[1:] |= same
    is_alike[:-1] |= same
    return np.sort(places[order[is_alike]])


def _bits(held: Held, field: Field) -> _Bits:
    """Return a number for each row that is the same where values are."""
    column = _unsigned(held.table[field.i])
    if field.family in {"text", "boolean"} or field.is_decimal:
        return held.words(field).codes.astype(np.uint64)
    if field.family == "float":
        return np.ascontiguousarray(column.to_numpy()).view(np.uint64)
    whole: _Bits = pc.fill_null(column, 0).to_numpy().astype(np.uint64)
    return whole


def _unsigned(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return floats with one zero instead of two, all else as it is."""
    return pc.add(column, 0.0) if pa.types.is_floating(column.type) else column


def _different(rows: Rows, hashed: str) -> int:
    """Return how many different hashes very many rows have.

    They are sorted, a share of them at a time: a table of those already seen takes many times the
    memory of the hashes.
    """
    n_shares = -(-rows.n // _HASHES_AT_ONCE)
    hashes = np.empty(rows.n, np.uint64)
    found = 0
    for share in range(n_shares):
        n = 0
        where = f"where {hashed} % {n_shares} = {share}" if n_shares > 1 else ""
        for (some,) in rows.parts([hashed], f"clean {where}"):
            hashes[n : n + len(some)] = some
            n += len(some)
        held = hashes[:n]
        held.sort()
        found += min(n, 1) + int(np.count_nonzero(held[1:] != held[:-1]))
    return found
