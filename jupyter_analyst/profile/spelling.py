"""Values that differ only in case or white space."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from jupyter_analyst.data import Column
    from jupyter_analyst.profile.statistics import Numbers


def mixed_spellings(
    columns: Sequence[Column], known: Sequence[Numbers]
) -> dict[str, tuple[str, ...]]:
    """Return for each column that has them the first values that look like one.

    Parameters
    ----------
    columns : sequence of Column
        The columns of a dataset.
    known : sequence of dict
        For each its most frequent values under ``"top"``.
    """
    found = {
        column.name: same_but_spelling(value for value, _ in numbers.get("top", []))
        for column, numbers in zip(columns, known, strict=True)
        if column.kind in {"category", "text"}
    }
    return {name: values for name, values in found.items() if values}


def same_but_spelling(values: Iterable[str]) -> tuple[str, ...]:
    """Return the first values that are equal but for case and white space, none if all differ.

    Parameters
    ----------
    values : iterable of str
        Different texts.

    Examples
    --------
    >>> same_but_spelling(["Paris", "Rome", " paris"])
    ('Paris', ' paris')
    """
    alike: dict[str, list[str]] = defaultdict(list)
    for value in values:
        alike[" ".join(value.casefold().split())].append(value)
    return next((tuple(group) for group in alike.values() if len(group) > 1), ())
