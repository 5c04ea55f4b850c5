"""What can be asked of rows: each measure is a record that writes its own code and words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from jupyter_analyst.planner.conditions import item, mask, numeric, spoken
from jupyter_analyst.planner.groups import Key, by_words, free, grouped
from jupyter_analyst.planner.statistics import group_code, scalar_code, statistic_words
from jupyter_analyst.source import literal
from jupyter_analyst.wording import listed

if TYPE_CHECKING:
    from jupyter_analyst.planner.conditions import Condition
    from jupyter_analyst.planner.table import Field


@dataclass(frozen=True)
class Measure:
    """What is asked of rows."""

    @property
    def simpler(self) -> Measure | None:
        """What to ask instead when this is refused."""
        return None

    @property
    def fields(self) -> tuple[Field, ...]:
        """The columns it is about."""
        return ()

    @property
    def numbers(self) -> tuple[Field, ...]:
        """The columns whose values must be numbers."""
        return ()

    def lines(self, rows: str, *, lenient: bool = False) -> list[str]:
        """Return the Python that gives the answer, the last line being an expression.

        Parameters
        ----------
        rows : str
            Name of the variable that holds the rows.
        lenient : bool
            Whether texts are read as numbers where they can be.
        """
        return [*as_numbers(rows, self.numbers, lenient=lenient), *self._lines(rows)]

    def _lines(self, rows: str) -> list[str]:
        raise NotImplementedError

    def words(self) -> str:
        """Return it as it is read aloud."""
        raise NotImplementedError

    def remarks(self) -> list[str]:
        """Return what is to be known about how it is computed, as sentences."""
        return []


@dataclass(frozen=True)
class Grouped(Measure):
    """What can be asked of groups too.

    Parameters
    ----------
    by : tuple of Key
        The groups; none for all rows at once.
    """

    by: tuple[Key, ...] = ()

    def remarks(self) -> list[str]:
        """Return what is to be known about how it is computed, as sentences."""
        return [
            f"{key.field.n_missing:,} rows without {key.field.name} belong to no group."
            for key in self.by
            if key.field.n_missing
        ]

    @property
    def target(self) -> str:
        """Column of the number asked for, in a table of groups."""
        raise NotImplementedError

    def found(self, rows: str) -> list[str]:
        """Return the Python that makes the table of groups, in any order.

        Parameters
        ----------
        rows : str
            Name of the variable that holds the rows.
        """
        raise NotImplementedError

    def _lines(self, rows: str) -> list[str]:
        if not self.by:
            return self._alone(rows)
        return ranked(self.found(rows), *self._order())

    def _alone(self, rows: str) -> list[str]:
        raise NotImplementedError

    def _order(self) -> tuple[list[str], list[bool]]:
        """Return what the table is sorted by: groups without an order by what was found."""
        ordered = [key.field.name for key in self.by if key.is_ordered]
        if len(ordered) == len(self.by):
            return [], []  # they come in order
        return [*ordered, self.target], [*[True] * len(ordered), False]


@dataclass(frozen=True)
class Count(Grouped):
    """How many rows there are.

    Parameters
    ----------
    by : tuple of Key
        The groups.
    shares : bool
        Whether the share of each group is wanted too.
    """

    shares: bool = False

    @property
    def target(self) -> str:
        """Column of the number asked for, in a table of groups."""
        return free("share" if self.shares else "count", self.by)

    def found(self, rows: str) -> list[str]:
        """Return the Python that makes the table of groups, in any order.

        Parameters
        ----------
        rows : str
            Name of the variable that holds the rows.
        """
        name = literal(free("count", self.by))
        counted = f"{grouped(rows, self.by)}.size().reset_index(name={name})"
        if not self.shares:
            return [counted]
        asked = f"{self.target}=counts[{name}] / counts[{name}].sum()"
        return [f"counts = {counted}", f"counts.assign({asked})"]

    def _alone(self, rows: str) -> list[str]:
        return [f"len({rows})"]

    def words(self) -> str:
        """Return it as it is read aloud."""
        return f"{'Share' if self.shares else 'Number'} of rows{by_words(self.by)}"


@dataclass(frozen=True)
class Share(Grouped):
    """Which share of rows fulfils conditions.

    Parameters
    ----------
    by : tuple of Key
        The groups.
    part : tuple of Condition
        The conditions.
    """

    part: tuple[Condition, ...] = ()

    @property
    def target(self) -> str:
        """Column of the number asked for, in a table of groups."""
        return free("share", self.by)

    @property
    def fields(self) -> tuple[Field, ...]:
        """The columns it is about."""
        return tuple(condition.field for condition in self.part)

    @property
    def numbers(self) -> tuple[Field, ...]:
        """The columns whose values must be numbers."""
        return tuple(condition.field for condition in self.part if condition.counts)

    def found(self, rows: str) -> list[str]:
        """Return the Python that makes the table of groups, in any order.

        Parameters
        ----------
        rows : str
            Name of the variable that holds the rows.
        """
        keys = [key.series(rows) for key in self.by]
        groups = keys[0] if len(keys) == 1 else f"[{', '.join(keys)}]"
        asked = f'{free("count", self.by)}="size", {self.target}="mean"'
        return [
            f"matches = {mask(self.part, rows)}",
            f"matches.groupby({groups}).agg({asked}).reset_index()",
        ]

    def _alone(self, rows: str) -> list[str]:
        return [
            f"matches = {mask(self.part, rows)}",
            'print(matches.sum(), "of", len(matches), "rows")',
            "matches.mean()",
        ]

    def words(self) -> str:
        """Return it as it is read aloud."""
        return f"Share of rows with {spoken(self.part)}{by_words(self.by)}"

    def remarks(self) -> list[str]:
        """Return what is to be known about how it is computed, as sentences."""
        missing = [field for field in self.fields if field.n_missing]
        said = [f"Rows without {field.name} count as rows that are not." for field in missing]
        return said + super().remarks()


@dataclass(frozen=True)
class Statistics(Grouped):
    """One or more statistics of one or more columns.

    Parameters
    ----------
    by : tuple of Key
        The groups.
    columns : tuple of Field
        The columns.
    names : tuple of str
        The statistics.
    """

    columns: tuple[Field, ...] = ()
    names: tuple[str, ...] = ()

    @property
    def target(self) -> str:
        """Column of the number asked for, in a table of groups."""
        return self._named()[0][0]

    @property
    def fields(self) -> tuple[Field, ...]:
        """The columns it is about."""
        return self.columns

    @property
    def numbers(self) -> tuple[Field, ...]:
        """The columns whose values must be numbers."""
        return () if set(self.names) <= {"min", "max", "mode"} else self.columns

    def _alone(self, rows: str) -> list[str]:
        is_sample = self.names[0] in {"std", "var"}
        remark = "  # of a sample: divided by n - 1" if is_sample else ""
        return [self._scalar(rows) + remark]

    def _scalar(self, rows: str) -> str:
        if len(self.columns) == 1:
            column = item(rows, self.columns[0])
        else:
            column = f"{rows}[{literal([field.name for field in self.columns])}]"
        if len(self.names) == 1:
            return scalar_code(self.names[0], column)
        if all(group_code(name).startswith('"') for name in self.names):
            return f"{column}.agg({literal(self.names)})"
        parts = [f"{literal(name)}: {scalar_code(name, column)}" for name in self.names]
        return f"pd.Series({{{', '.join(parts)}}})"

    def found(self, rows: str) -> list[str]:
        """Return the Python that makes the table of groups, in any order.

        Parameters
        ----------
        rows : str
            Name of the variable that holds the rows.
        """
        count, first = free("count", self.by), self.columns[0].name
        if len(self.columns) == 1:
            column = f"[{literal(first)}]"
            parts = [f'{count}="count"']
            parts += [f"{name}={group_code(how)}" for name, _, how in self._named()]
            asked = ", ".join(parts)
        else:
            column = ""
            items = [f'{literal(count)}: ({literal(first)}, "size")']
            items += [
                f"{literal(name)}: ({literal(field.name)}, {group_code(how)})"
                for name, field, how in self._named()
            ]
            asked = f"**{{{', '.join(items)}}}"
        return [f"{grouped(rows, self.by)}{column}.agg({asked}).reset_index()"]

    def _named(self) -> list[tuple[str, Field, str]]:
        """Return column of the table, column of the data and statistic."""
        alone = len(self.columns) == 1
        return [
            (free(name if alone else f"{name} of {field.name}", self.by), field, name)
            for field in self.columns
            for name in self.names
        ]

    def words(self) -> str:
        """Return it as it is read aloud."""
        what = listed([statistic_words(name) for name in self.names], most=9)
        of = listed([field.name for field in self.columns], most=9)
        return f"{what[0].upper()}{what[1:]} of {of}{by_words(self.by)}"

    def remarks(self) -> list[str]:
        """Return what is to be known about how it is computed, as sentences."""
        said = [
            f"{field.n_missing:,} rows without {field.name} are left out."
            for field in self.columns
            if field.n_missing
        ]
        if {"std", "var"} & set(self.names):
            said.append("It is that of a sample, divided by n − 1.")
        return said + super().remarks()


@dataclass(frozen=True)
class Portion(Grouped):
    """Which share of a total some rows have, or each group has.

    Parameters
    ----------
    by : tuple of Key
        The groups; none if there are conditions.
    column : Field
        What is added up.
    part : tuple of Condition
        The conditions; none if there are groups.
    """

    column: Field | None = None
    part: tuple[Condition, ...] = ()

    @property
    def target(self) -> str:
        """Column of the number asked for, in a table of groups."""
        return free("share", self.by)

    @property
    def fields(self) -> tuple[Field, ...]:
        """The columns it is about."""
        own = (self.column,) if self.column else ()
        return (*own, *(condition.field for condition in self.part))

    @property
    def numbers(self) -> tuple[Field, ...]:
        """The columns whose values must be numbers."""
        return self.fields[:1]

    def found(self, rows: str) -> list[str]:
        """Return the Python that makes the table of groups, in any order.

        Parameters
        ----------
        rows : str
            Name of the variable that holds the rows.
        """
        total = free("sum", self.by)
        asked = f'{free("count", self.by)}="count", {total}="sum"'
        column = literal(self.fields[0].name)
        return [
            f"totals = {grouped(rows, self.by)}[{column}].agg({asked}).reset_index()",
            f'totals.assign({self.target}=totals["{total}"] / totals["{total}"].sum())',
        ]

    def _alone(self, rows: str) -> list[str]:
        column = item(rows, self.fields[0])
        return [
            f"matches = {mask(self.part, rows)}",
            f"{column}[matches].sum() / {column}.sum()",
        ]

    def words(self) -> str:
        """Return it as it is read aloud."""
        of = f" in rows with {spoken(self.part)}" if self.part else ""
        return f"Share of the total of {self.fields[0].name}{of}{by_words(self.by)}"


def ranked(found: list[str], columns: list[str], ascending: list[bool]) -> list[str]:
    """Return the Python that sorts the table its last line makes.

    Parameters
    ----------
    found : list of str
        Lines of Python; the last one is an expression.
    columns : list of str
        Columns to sort by; none to leave the table as it is.
    ascending : list of bool
        Whether the smallest come first, for each column.
    """
    if not columns:
        return found
    by = literal(columns if len(columns) > 1 else columns[0])
    how = repr(ascending if len(columns) > 1 else ascending[0])
    *first, last = found
    order = f"found.sort_values({by}, ascending={how}, ignore_index=True)"
    return [*first, f"found = {last}", order]


def as_numbers(rows: str, columns: tuple[Field, ...], *, lenient: bool) -> list[str]:
    """Return the Python that reads columns of texts as numbers, if there are any.

    Parameters
    ----------
    rows : str
        Name of the variable that holds the rows.
    columns : tuple of Field
        The columns.
    lenient : bool
        Whether what is no number is left out; else it is an error.
    """
    each = ((field, _as_number(item(rows, field), field, lenient=lenient)) for field in columns)
    parts = [f"{literal(field.name)}: {code}" for field, code in each if code]
    return [f"{rows} = {rows}.assign(**{{{', '.join(parts)}}})"] if parts else []


def _as_number(column: str, field: Field, *, lenient: bool) -> str:
    """Return the Python that reads a column as numbers, empty if it is one of numbers."""
    if field.kind in {"number", "boolean", "date"}:
        return numeric(column) if lenient and field.kind == "number" else ""
    digits = f'{column}.str.replace(r"[^\\d.-]", "", regex=True)'
    return numeric(digits) if lenient else f"{column}.astype(float)"
