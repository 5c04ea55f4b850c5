"""What rows are grouped by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from jupyter_analyst.planner.conditions import item
from jupyter_analyst.source import literal

if TYPE_CHECKING:
    from jupyter_analyst.planner.table import Field

_PERIODS = {"year": "Y", "quarter": "Q", "month": "M", "week": "W", "day": "D"}


@dataclass(frozen=True)
class Key:
    """A column, or the period of a date.

    Parameters
    ----------
    field : Field
        The column.
    period : str
        Such as "month"; empty for the values themselves.
    """

    field: Field
    period: str = ""

    @property
    def is_ordered(self) -> bool:
        """Whether the groups have an order of their own."""
        return bool(self.period) or self.field.kind in {"number", "date", "boolean"}

    def words(self) -> str:
        """Return it as it is read aloud."""
        return f"{self.period} of {self.field.name}" if self.period else self.field.name

    def series(self, frame: str) -> str:
        """Return the Python of the groups of each row.

        Parameters
        ----------
        frame : str
            Name of the variable.
        """
        column = item(frame, self.field)
        if self.period == "weekday":
            return f"{column}.dt.day_name()"
        return f'{column}.dt.to_period("{_PERIODS[self.period]}")' if self.period else column


def grouped(frame: str, keys: tuple[Key, ...]) -> str:
    """Return the Python that groups rows.

    Parameters
    ----------
    frame : str
        Name of the variable.
    keys : tuple of Key
        At least one.
    """
    items = [key.series(frame) if key.period else literal(key.field.name) for key in keys]
    return f"{frame}.groupby({items[0] if len(items) == 1 else '[' + ', '.join(items) + ']'})"


def by_words(keys: tuple[Key, ...]) -> str:
    """Return what rows are grouped by, as a phrase with "by"; empty for no key.

    Parameters
    ----------
    keys : tuple of Key
        The keys.
    """
    return f" by {' and '.join(key.words() for key in keys)}" if keys else ""


def free(name: str, keys: tuple[Key, ...]) -> str:
    """Return a name for a new column that no key has.

    Parameters
    ----------
    name : str
        What it should be called.
    keys : tuple of Key
        The keys beside it.
    """
    taken = {key.field.name for key in keys}
    while name in taken:
        name += "_"
    return name
