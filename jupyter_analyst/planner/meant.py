"""What columns mean, told to the planner and to models."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from jupyter_analyst.data.meaning.record import Meaning
    from jupyter_analyst.planner.table import Table


def with_meanings(
    table: Table, meanings: Sequence[Meaning], measures: Mapping[str, str] | None = None
) -> Table:
    """Return a table with what its columns mean.

    Units and descriptions are those that were found or said; a role only counts if a person
    said it, for questions are read by more than headers.

    Parameters
    ----------
    table : Table
        The table.
    meanings : sequence of Meaning
        What its columns mean.
    measures : mapping, optional
        Formula by name of the measure.
    """
    known = {one.name: one for one in meanings}
    fields = tuple(
        replace(
            field,
            unit=one.unit,
            description=one.description,
            synonyms=one.synonyms,
            role=one.role.value if "role" in one.told else "",
        )
        if (one := known.get(field.name))
        else field
        for field in table.fields
    )
    return replace(table, fields=fields, measures=tuple((measures or {}).items()))
