"""What columns mean, told to the planner and to models."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from jupyter_analyst.data.meaning.told import kind_told

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from jupyter_analyst.data.meaning.record import Meaning
    from jupyter_analyst.planner.table import Field, Table


def with_meanings(
    table: Table, meanings: Sequence[Meaning], measures: Mapping[str, str] | None = None
) -> Table:
    """Return a table with what its columns mean.

    Units and descriptions are those that were found or said; a type or role only counts if a
    person said it, for questions are read by more than headers.

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
        _with(field, known[field.name]) if field.name in known else field for field in table.fields
    )
    return replace(table, fields=fields, measures=tuple((measures or {}).items()))


def _with(field: Field, meaning: Meaning) -> Field:
    told = {part: getattr(meaning, part).value for part in ("type", "role") if part in meaning.told}
    return replace(
        field,
        kind=kind_told(field.kind, field.levels, told.get("type", "")),
        unit=meaning.unit,
        description=meaning.description,
        synonyms=meaning.synonyms,
        role=told.get("role", ""),
    )
