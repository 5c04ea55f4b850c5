"""Measures that call a tool of the palette."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from jupyter_analyst.planner.conditions import OneOf
from jupyter_analyst.planner.groups import Key
from jupyter_analyst.planner.measures import Count, Measure, Statistics
from jupyter_analyst.planner.palette import call
from jupyter_analyst.source import literal
from jupyter_analyst.wording import listed

if TYPE_CHECKING:
    from jupyter_analyst.planner.table import Field, Value


@dataclass(frozen=True)
class Correlation(Measure):
    """Which of several numbers go together.

    Parameters
    ----------
    columns : tuple of Field
        The numbers; all if there are none.
    method : str
        Such as "pearson".
    """

    columns: tuple[Field, ...] = ()
    method: str = ""

    @property
    def fields(self) -> tuple[Field, ...]:
        """The columns it is about."""
        return self.columns

    @property
    def simpler(self) -> Measure | None:
        """What to ask instead when this is refused."""
        return Matrix(self.columns, self.method)

    def _lines(self, rows: str) -> list[str]:
        names = [field.name for field in self.columns]
        return [call("correlation", rows, columns=names, method=self.method)]

    def words(self) -> str:
        """Return it as it is read aloud."""
        names = [field.name for field in self.columns]
        kind = f"{self.method.capitalize()} correlation" if self.method else "Correlation"
        return f"{kind} of {listed(names, most=9) if names else 'all numbers with each other'}"


@dataclass(frozen=True)
class Matrix(Measure):
    """The coefficients of correlation alone.

    Parameters
    ----------
    columns : tuple of Field
        The numbers; all if there are none.
    method : str
        Such as "pearson".
    """

    columns: tuple[Field, ...] = ()
    method: str = ""

    @property
    def fields(self) -> tuple[Field, ...]:
        """The columns it is about."""
        return self.columns

    def _lines(self, rows: str) -> list[str]:
        names = [field.name for field in self.columns]
        chosen = f"{rows}[{literal(names)}]" if names else f'{rows}.select_dtypes("number")'
        return [f"{chosen}.corr({literal(self.method) if self.method else ''})"]

    def words(self) -> str:
        """Return it as it is read aloud."""
        return "Coefficients of correlation"


@dataclass(frozen=True)
class Comparison(Measure):
    """Whether a number differs between groups.

    Parameters
    ----------
    value : Field
        The number.
    by : Field
        Column of the two groups.
    levels : tuple
        The two groups, where the column has more.
    """

    value: Field
    by: Field
    levels: tuple[Value, ...] = ()

    @property
    def fields(self) -> tuple[Field, ...]:
        """The columns it is about."""
        return self.value, self.by

    @property
    def simpler(self) -> Measure | None:
        """What to ask instead when this is refused."""
        return Statistics((Key(self.by),), (self.value,), ("mean", "std", "median"))

    def _lines(self, rows: str) -> list[str]:
        called = call("ttest_ind", rows, value=self.value.name, by=self.by.name)
        if not self.levels:
            return [called]
        return [f"{rows} = {rows}[{OneOf(self.by, self.levels).code(rows)}]", called]

    def words(self) -> str:
        """Return it as it is read aloud."""
        groups = f" ({' and '.join(map(str, self.levels))})" if self.levels else ""
        return f"Difference in mean {self.value.name} between the groups of {self.by.name}{groups}"


@dataclass(frozen=True)
class Survival(Measure):
    """How long it takes until an event.

    Parameters
    ----------
    time, event : Field
        Columns of times and events.
    by : Field, optional
        The groups to compare.
    """

    time: Field
    event: Field
    by: Field | None = None

    @property
    def fields(self) -> tuple[Field, ...]:
        """The columns it is about."""
        return self.time, self.event

    @property
    def simpler(self) -> Measure | None:
        """What to ask instead when this is refused."""
        keys = tuple(Key(field) for field in (self.by, self.event) if field)
        return Statistics(keys, (self.time,), ("median", "min", "max"))

    def _lines(self, rows: str) -> list[str]:
        by = self.by.name if self.by else None
        return [call("km", rows, time=self.time.name, event=self.event.name, by=by)]

    def words(self) -> str:
        """Return it as it is read aloud."""
        by = f" by {self.by.name}" if self.by else ""
        return f"Survival (Kaplan-Meier): {self.time.name} until {self.event.name}{by}"


@dataclass(frozen=True)
class Description(Measure):
    """Where the values of columns lie.

    Parameters
    ----------
    columns : tuple of Field
        The numbers; all if there are none.
    by : Field, optional
        The groups.
    """

    columns: tuple[Field, ...] = ()
    by: Field | None = None

    @property
    def fields(self) -> tuple[Field, ...]:
        """The columns it is about."""
        return self.columns

    @property
    def simpler(self) -> Measure | None:
        """What to ask instead when this is refused."""
        return Overview(self.columns)

    def _lines(self, rows: str) -> list[str]:
        names = [field.name for field in self.columns]
        return [call("describe", rows, columns=names, by=self.by.name if self.by else None)]

    def words(self) -> str:
        """Return it as it is read aloud."""
        names = [field.name for field in self.columns]
        by = f" by {self.by.name}" if self.by else ""
        return f"Description of {listed(names, most=9) if names else 'all numbers'}{by}"


@dataclass(frozen=True)
class Overview(Measure):
    """A plain summary of columns of any kind.

    Parameters
    ----------
    columns : tuple of Field
        The columns; all if there are none.
    """

    columns: tuple[Field, ...] = ()

    @property
    def fields(self) -> tuple[Field, ...]:
        """The columns it is about."""
        return self.columns

    def _lines(self, rows: str) -> list[str]:
        chosen = f"[{literal([field.name for field in self.columns])}]" if self.columns else ""
        return [f'{rows}{chosen}.describe(include="all")']

    def words(self) -> str:
        """Return it as it is read aloud."""
        names = [field.name for field in self.columns]
        return f"Summary of {listed(names, most=9) if names else 'all columns'}"


@dataclass(frozen=True)
class Picture(Measure):
    """A chart of one to three columns.

    Parameters
    ----------
    x : Field
        What lies along the horizontal axis.
    y : Field, optional
        What is measured there.
    by : Field, optional
        Groups that are told apart.
    kind : str
        Kind of chart; empty to have it chosen.
    """

    x: Field
    y: Field | None = None
    by: Field | None = None
    kind: str = ""

    @property
    def fields(self) -> tuple[Field, ...]:
        """The columns it is about."""
        return tuple(field for field in (self.x, self.y, self.by) if field)

    @property
    def simpler(self) -> Measure | None:
        """What to ask instead when this is refused."""
        numbers = tuple(field for field in (self.y, self.x) if field and field.is_number)
        if not numbers:
            return Count((Key(self.x),))
        groups = [field for field in (self.by, self.x) if field and field not in numbers]
        keys = tuple(map(Key, groups[:1]))
        return Statistics(keys, numbers[:1], ("mean", "std", "min", "median", "max"))

    def _lines(self, rows: str) -> list[str]:
        y, by = (field.name if field else None for field in (self.y, self.by))
        return [call("chart", rows, kind=self.kind, x=self.x.name, y=y, by=by)]

    def words(self) -> str:
        """Return it as it is read aloud."""
        kind = {"box": "box plot", "bar": "bar chart", "line": "line chart"}.get(
            self.kind, self.kind
        )
        what = (
            kind.capitalize()
            if kind and kind != "auto"
            else "Distribution"
            if not self.y
            else "Chart"
        )
        shown = self.x.name
        if self.y:
            across = "against" if self.x.is_number and not self.x.is_code else "by"
            shown = f"{self.y.name} {across} {self.x.name}"
        return f"{what} of {shown}{f' by {self.by.name}' if self.by else ''}"
