"""Measures that pick: groups in order, rows in order, different values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, cast

from jupyter_analyst.planner.conditions import item
from jupyter_analyst.planner.formulas import python
from jupyter_analyst.planner.groups import by_words, free, grouped
from jupyter_analyst.planner.measures import Grouped, Measure, ranked
from jupyter_analyst.source import literal

if TYPE_CHECKING:
    from jupyter_analyst.planner.table import Field


@dataclass(frozen=True)
class Ranked(Measure):
    """Groups in the order of what was found for them.

    Parameters
    ----------
    inner : Grouped
        What is found for each group.
    largest : bool
        Whether the largest come first.
    n : int
        How many groups are wanted; 0 where one is asked for, and all are shown.
    """

    inner: Grouped
    largest: bool
    n: int = 0

    @property
    def fields(self) -> tuple[Field, ...]:
        """The columns it is about."""
        return self.inner.fields

    def _lines(self, rows: str) -> list[str]:
        *first, last = ranked(self.inner.found(rows), [self.inner.target], [not self.largest])
        return [*first, f"{last}.head({self.n})" if self.n else last]

    @property
    def numbers(self) -> tuple[Field, ...]:
        """The columns whose values must be numbers."""
        return self.inner.numbers

    def words(self) -> str:
        """Return it as it is read aloud."""
        end = "highest" if self.largest else "lowest"
        inner = self.inner.words()
        return f"{inner}, the {f'{self.n} ' if self.n else ''}{end} first"

    def remarks(self) -> list[str]:
        """Return what is to be known about how it is computed, as sentences."""
        return self.inner.remarks()


@dataclass(frozen=True)
class Distinct(Grouped):
    """How many different values a column has.

    Parameters
    ----------
    by : tuple of Key
        The groups.
    column : Field
        The column.
    """

    column: Field | None = None

    @property
    def fields(self) -> tuple[Field, ...]:
        """The columns it is about."""
        return (self.column,) if self.column else ()

    @property
    def target(self) -> str:
        """Column of the number asked for, in a table of groups."""
        return free("different", self.by)

    def found(self, rows: str) -> list[str]:
        """Return the Python that makes the table of groups, in any order.

        Parameters
        ----------
        rows : str
            Name of the variable that holds the rows.
        """
        asked = f'{free("count", self.by)}="size", {self.target}="nunique"'
        column = literal(self.fields[0].name)
        return [f"{grouped(rows, self.by)}[{column}].agg({asked}).reset_index()"]

    def _alone(self, rows: str) -> list[str]:
        return [f"{item(rows, self.fields[0])}.nunique()"]

    def words(self) -> str:
        """Return it as it is read aloud."""
        return f"Number of different values of {self.fields[0].name}{by_words(self.by)}"


@dataclass(frozen=True)
class Defined(Grouped):
    """A measure of all rows at once, by the formula a person gave it.

    Parameters
    ----------
    by : tuple of Key
        The groups.
    column : Field
        The measure.
    """

    column: Field | None = None

    @property
    def _column(self) -> Field:
        return cast("Field", self.column)

    @property
    def fields(self) -> tuple[Field, ...]:
        """The columns it is about."""
        return self._column.parts

    @property
    def target(self) -> str:
        """Column of the number asked for, in a table of groups."""
        return free(self._column.name, self.by)

    def found(self, rows: str) -> list[str]:
        """Return the Python that makes the table of groups, in any order.

        Parameters
        ----------
        rows : str
            Name of the variable that holds the rows.
        """
        of = literal([part.name for part in self.fields])
        each = f"lambda r: pd.Series({{{literal(self.target)}: {python(self._column, 'r')}}})"
        return [
            f"totals = {grouped(rows, self.by)}[{of}].apply({each})",
            # without any row pandas makes no such column
            f"totals.reindex(columns={literal([self.target])}).reset_index()",
        ]

    def _alone(self, rows: str) -> list[str]:
        return [python(self._column, rows)]

    def words(self) -> str:
        """Return it as it is read aloud."""
        name = self._column.name
        return f"{name[0].upper()}{name[1:]}{by_words(self.by)}"

    def remarks(self) -> list[str]:
        """Return what is to be known about how it is computed, as sentences."""
        return [f"`{self._column.name}` is {self._column.formula}.", *super().remarks()]


@dataclass(frozen=True)
class TopRows(Measure):
    """The rows with the largest or smallest values of a column.

    Parameters
    ----------
    column : Field
        The column.
    largest : bool
        Whether the largest are wanted.
    n : int
        How many.
    """

    column: Field
    largest: bool
    n: int

    @property
    def fields(self) -> tuple[Field, ...]:
        """The columns it is about."""
        return (self.column,)

    def _lines(self, rows: str) -> list[str]:
        name = literal(self.column.name)
        return [f"{rows}.{'nlargest' if self.largest else 'nsmallest'}({self.n}, {name})"]

    @property
    def numbers(self) -> tuple[Field, ...]:
        """The columns whose values must be numbers."""
        return self.fields if self.column.kind != "date" else ()

    def words(self) -> str:
        """Return it as it is read aloud."""
        end = "largest" if self.largest else "smallest"
        rows = "The row" if self.n == 1 else f"The {self.n} rows"
        return f"{rows} with the {end} {self.column.name}"


@dataclass(frozen=True)
class Rows(Measure):
    """The rows themselves.

    Parameters
    ----------
    n : int
        How many; 0 for all.
    where : {"head", "tail", "sample"}
        Which.
    order : Field, optional
        Column they are sorted by.
    largest : bool
        Whether the largest come first then.
    """

    n: int = 0
    where: Literal["head", "tail", "sample"] = "head"
    order: Field | None = None
    largest: bool = False

    @property
    def fields(self) -> tuple[Field, ...]:
        """The columns it is about."""
        return (self.order,) if self.order else ()

    def _lines(self, rows: str) -> list[str]:
        seed = ", random_state=0" if self.where == "sample" else ""
        if self.order:
            order = "" if not self.largest else ", ascending=False"
            rows = f"{rows}.sort_values({literal(self.order.name)}{order})"
        return [f"{rows}.{self.where}({self.n}{seed})" if self.n else rows]

    def words(self) -> str:
        """Return it as it is read aloud."""
        which = {"head": "first", "tail": "last", "sample": "random"}[self.where]
        end = "largest" if self.largest else "smallest"
        order = f" by {self.order.name}, the {end} first" if self.order else ""
        return f"The {which} {self.n} rows{order}" if self.n else f"The rows{order}"
