"""What a question can be about: the columns of a table, without its rows."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from jupyter_analyst.data import Column, Kind

if TYPE_CHECKING:
    from collections.abc import Mapping

Value = str | int | float | bool
"""A cell, as JSON has it."""

_MEANT = {"unit", "description", "synonyms", "role", "formula", "parts"}
_NUMBERS = ("int", "uint", "float", "double", "decimal")
_YES = {"yes", "y", "true", "ja", "oui", "si", "sí"}
_NO = {"no", "n", "false", "nein", "non"}


@dataclass(frozen=True)
class Field:
    """A column, with what is needed to read a question about it.

    Parameters
    ----------
    name : str
        Its name.
    kind : {"number", "category", "boolean", "date", "text"}
        What it is to an analyst.
    type : str
        Its Arrow type.
    levels : int, optional
        Number of different values, None if there are many.
    values : tuple
        The different values, sorted, if there are few.
    low, high : float or str, optional
        Smallest and largest number or date.
    n_missing : int
        Rows without a value.
    n_distinct : int, optional
        Number of different values where that is known although there are many.
    unit, description : str
        Its unit, and what it is about; empty if unknown.
    synonyms : tuple of str
        What a person calls it, too.
    role : str
        Its part in an analysis, such as "event", if a person said so.
    formula : str
        What it is computed by, where it is no column but a measure a person named.
    parts : tuple of Field
        The columns of the formula.
    """

    name: str
    kind: Kind
    type: str = ""
    levels: int | None = None
    values: tuple[Value, ...] = ()
    low: float | str | None = None
    high: float | str | None = None
    n_missing: int = 0
    n_distinct: int | None = None
    unit: str = ""
    description: str = ""
    synonyms: tuple[str, ...] = ()
    role: str = ""
    formula: str = ""
    parts: tuple[Field, ...] = ()

    @property
    def column(self) -> Column:
        """The column as tools know it."""
        return Column(self.name, self.type, self.kind, self.levels)

    @property
    def is_number(self) -> bool:
        """Whether it can be added up."""
        return self.kind == "number"

    @property
    def holds_numbers(self) -> bool:
        """Whether its values are numbers, which as those of an id need be no amounts."""
        return self.is_number or self.type.startswith(_NUMBERS)

    @property
    def is_code(self) -> bool:
        """Whether it is a number that stands for no or yes: 0 and 1."""
        return self.is_number and 0 < len(self.values) <= 2 and set(self.values) <= {0, 1}

    @property
    def is_group(self) -> bool:
        """Whether it has few different values."""
        return self.levels is not None

    @property
    def truths(self) -> tuple[Value, Value] | None:
        """The values for yes and for no; None if it holds anything else."""
        if self.kind == "boolean":
            return True, False
        if self.is_code:
            return 1, 0
        said = {str(value).casefold(): value for value in self.values}
        yes, no = (next(iter(said.keys() & words), None) for words in (_YES, _NO))
        known = len(said) <= 2 and said.keys() <= _YES | _NO
        return (said[yes], said[no]) if known and yes and no else None


@dataclass(frozen=True)
class Table:
    """A table as the planner knows it.

    Parameters
    ----------
    name : str
        Name of the dataset.
    n_rows : int
        How many rows it has.
    fields : tuple of Field
        Its columns in order.
    measures : tuple of tuple of str
        Name and formula of the measures a person made of its columns.
    """

    name: str
    n_rows: int
    fields: tuple[Field, ...]
    measures: tuple[tuple[str, str], ...] = ()

    def __getitem__(self, name: str) -> Field:
        """Return the column called `name`.

        Raises
        ------
        KeyError
            If there is none.
        """
        for field in self.fields:
            if field.name == name:
                return field
        message = f"{name!r} is no column of {self.name!r}"
        raise KeyError(message)

    def to_json(self) -> dict[str, Any]:
        """Return the record as JSON values."""
        fields = [_told(field) for field in self.fields]
        made = {"measures": dict(self.measures)} if self.measures else {}
        return {"name": self.name, "n_rows": self.n_rows, "fields": fields} | made

    @classmethod
    def from_json(cls, record: Mapping[str, Any]) -> Table:
        """Return the table `to_json` described.

        Parameters
        ----------
        record : mapping
            What `to_json` returned.
        """
        lists = ("values", "synonyms")
        fields = (
            Field(**item | {name: tuple(item.get(name, ())) for name in lists})
            for item in record["fields"]
        )
        measures = tuple(record.get("measures", {}).items())
        return cls(record["name"], record["n_rows"], tuple(fields), measures)


def _told(field: Field) -> dict[str, Any]:
    """Return a column as JSON values; what is not known of its meaning is left out."""
    record = asdict(field) | {"values": list(field.values), "synonyms": list(field.synonyms)}
    return {name: value for name, value in record.items() if value or name not in _MEANT}
