"""What is found column by column: of all rows in memory, or by the engine of very many."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jupyter_analyst.profile import nullity, queries, repeats, scalars
from jupyter_analyst.profile.association import are_ranked
from jupyter_analyst.profile.counted import counted
from jupyter_analyst.profile.gathered import gathered
from jupyter_analyst.profile.held import Held
from jupyter_analyst.profile.moments import swept
from jupyter_analyst.profile.ordered import sampled
from jupyter_analyst.profile.rows import Rows

if TYPE_CHECKING:
    from collections.abc import Sequence
    from concurrent.futures import Executor

    from jupyter_analyst.data import Dataset
    from jupyter_analyst.profile.field import Field
    from jupyter_analyst.profile.record import RepeatedRows
    from jupyter_analyst.profile.statistics import Numbers

_FIRST_ROWS = 5
_LETTERS = 80


@dataclass(frozen=True)
class Found:
    """What is known of a dataset before its columns are compared.

    Parameters
    ----------
    held : Held
        The rows, or a random sample of very many.
    fields : list of Field
        The columns.
    known : list of dict
        What is known of each.
    patterns : list of (list of Field, int)
        Which columns are missing together in how many rows.
    repeats : RepeatedRows
        Rows that are there more than once.
    first : tuple of tuple of str
        The first rows.
    """

    held: Held
    fields: list[Field]
    known: list[Numbers]
    patterns: list[tuple[list[Field], int]]
    repeats: RepeatedRows
    first: tuple[tuple[str | None, ...], ...]


def of_all(dataset: Dataset, pool: Executor) -> Found:
    """Return what all rows say, in memory.

    Parameters
    ----------
    dataset : Dataset
        A dataset of few rows.
    pool : Executor
        Counts some columns at once.

    Raises
    ------
    StorageError
        If the stored copy is gone or damaged.
    """
    held, fields = gathered(dataset)
    patterns = pool.submit(nullity.missing_patterns, held, fields)
    ranked = are_ranked(held, fields)
    parts = list(pool.map(lambda field: counted(held, field, ranked=field.i in ranked), fields))
    fields, known = [field for field, _ in parts], [numbers for _, numbers in parts]
    return Found(
        held,
        fields,
        known,
        repeats=repeats.repeated(held, fields, known),
        patterns=patterns.result(),
        first=held.first(fields, _FIRST_ROWS, _LETTERS),
    )


def of_many(dataset: Dataset, pool: Executor) -> Found:
    """Return what very many rows say: counts of all, the rest of a random sample.

    The engine keeps all cores busy with one query; two at once would only take more memory.

    Parameters
    ----------
    dataset : Dataset
        A dataset of very many rows.
    pool : Executor
        Looks at some columns of the sample at once.

    Raises
    ------
    StorageError
        If the stored copy is gone or damaged.
    """
    with closing(Rows(dataset)) as rows:
        repeated = repeats.asked(rows)
        fields, known = scalars.extent(rows)
        patterns = queries.missing_patterns(rows, fields, known)
        known = merged(known, scalars.shape(rows, fields, known))
        held = Held(rows.table(), rows.n, exact=False)
        in_order = pool.map(lambda field: sampled(held, field), fields)
        known = merged(known, list(in_order), queries.top(rows, fields, known))
        known = merged(known, swept(rows, fields, known))
        known = merged(known, queries.histograms(rows, fields, known))
        first = Held(rows.head(_FIRST_ROWS), rows.n, exact=False)
        return Found(
            held, fields, known, patterns, repeated, first.first(fields, _FIRST_ROWS, _LETTERS)
        )


def merged(*known: Sequence[Numbers]) -> list[Numbers]:
    """Return what several sources say of each column as one.

    Parameters
    ----------
    *known : sequence of dict
        What each says, later ones over earlier ones.
    """
    return [{k: v for part in parts for k, v in part.items()} for parts in zip(*known, strict=True)]
