"""Rows that are there more than once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from jupyter_analyst.profile.record import RepeatedRows

if TYPE_CHECKING:
    from jupyter_analyst.profile.rows import Rows

_LETTERS = 80
_HASHES_AT_ONCE = 10_000_000
"""Of 8 bytes each."""


def repeated(rows: Rows) -> RepeatedRows:
    """Return how many rows repeat an earlier one, and the row that is there most often.

    Rows are sorted out by their 64-bit hashes; those whose hashes agree are compared in full,
    unless there are so many rows that the profile is a sample.

    Parameters
    ----------
    rows : Rows
        The rows.
    """
    names = ", ".join(f.raw for f in rows.fields)
    if not rows.exact:
        return RepeatedRows(rows.n - _different(rows, f"hash({names})"))
    [(n,)] = rows.ask(f"select count(distinct hash({names})) from clean")
    if n == rows.n:
        return RepeatedRows(0)
    rows.ask(
        f"create table repeats as select count(*) as n, {names} from clean where hash({names}) in "
        f"(select hash({names}) from clean group by all having count(*) > 1) "
        f"group by {names} having count(*) > 1"
    )
    [(different, more)] = rows.ask("select count(*), coalesce(sum(n - 1), 0) from repeats")
    if not different:  # hashes agreed, rows did not
        return RepeatedRows(0)
    [(most, *row)] = rows.ask(f"select * from repeats order by n desc, {names} limit 1")
    example = tuple(f.text(v, _LETTERS) for f, v in zip(rows.fields, row, strict=True))
    return RepeatedRows(int(more), int(different), int(most), example)


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
