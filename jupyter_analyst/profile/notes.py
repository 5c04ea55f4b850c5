"""What of a profile was counted in every row, and what was not: the one rule, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jupyter_analyst.profile import association, correlation, nullity, texts
from jupyter_analyst.profile.rows import EXACT_ROWS, SAMPLE_ROWS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jupyter_analyst.profile.field import Field
    from jupyter_analyst.profile.held import Held
    from jupyter_analyst.profile.record import Pair
    from jupyter_analyst.profile.statistics import Numbers


def notes(
    held: Held, fields: Sequence[Field], known: Sequence[Numbers], pairs: Sequence[Pair]
) -> tuple[str, ...]:
    """Return what a reader must know of how the numbers came about.

    Parameters
    ----------
    held : Held
        The rows, or a random sample of very many.
    fields : sequence of Field
        All columns.
    known : sequence of dict
        What the queries found.
    pairs : sequence of Pair
        Ranks, correlation ratios and V.
    """
    return (
        *_counted(held),
        *_compared(fields, known, held.n_rows),
        *_parts(held, fields, known, pairs),
    )


def _counted(held: Held) -> Iterator[str]:
    if held.exact:
        yield "Every row was counted."
        return
    yield (
        f"Beyond {EXACT_ROWS:,} rows counts, extremes, means, spreads, histograms and duplicates "
        "are of every row; quantiles, MAD, outliers, correlations and gaps that go together of "
        f"{SAMPLE_ROWS:,} random rows; different values are an estimate where marked ~; order, "
        "spacing and keys were not sought."
    )


def _compared(fields: Sequence[Field], known: Sequence[Numbers], n_rows: int) -> Iterator[str]:
    """Yield where only some of the columns were compared."""
    n_numbers = len(association.numbers(fields, known))
    n_groups = len(association.categories(fields, known))
    n_gaps = sum(0 < known[f.i]["count"] < n_rows for f in fields)
    limits = (
        (n_numbers, correlation.MOST_COLUMNS, "number columns were correlated"),
        (n_numbers, association.MOST_NUMBERS, "number columns were compared by rank and by group"),
        (n_groups, association.MOST_CATEGORIES, "categories were compared"),
        (n_gaps, nullity.MOST_COLUMNS, "columns with gaps were compared, the emptiest"),
    )
    for n, most, said in limits:
        if n > most:
            yield f"{most} of {n:,} {said}."


def _parts(
    held: Held, fields: Sequence[Field], known: Sequence[Numbers], pairs: Sequence[Pair]
) -> Iterator[str]:
    """Yield which numbers come from a part of the rows."""
    if held.exact and not all(pair.exact for pair in pairs):
        n = max(pair.n for pair in pairs if not pair.exact)
        yield f"Ranks and groups were compared in {n:,} random rows; they are marked ~."
    looked_at = [known[f.i].get("looked_at") for f in fields]
    if held.n_rows > texts.LOOKED_AT and any(n is not None for n in looked_at):
        yield f"What texts look like was seen in at most {texts.LOOKED_AT:,} rows."
