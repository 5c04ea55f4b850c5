"""Conditions on rows: what they say in code and in words."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from jupyter_analyst import wording
from jupyter_analyst.source import literal

if TYPE_CHECKING:
    from jupyter_analyst.planner.table import Field, Value

Operator = Literal[">", ">=", "<", "<=", "==", "!="]

_OPPOSITE: dict[Operator, Operator] = {
    ">": "<=", ">=": "<", "<": ">=", "<=": ">", "==": "!=", "!=": "==",
}  # fmt: skip
_SIGNS: dict[Operator, str] = {"==": "=", "!=": "≠", ">=": "≥", "<=": "≤"}


@dataclass(frozen=True)
class Condition:
    """What rows must fulfil.

    Parameters
    ----------
    field : Field
        The column it is about.
    """

    field: Field

    @property
    def counts(self) -> bool:
        """Whether the values are compared as numbers."""
        return False

    def code(self, frame: str, *, lenient: bool = False) -> str:
        """Return the Python that is true for the rows.

        Parameters
        ----------
        frame : str
            Name of the variable.
        lenient : bool
            Whether texts are read as numbers where they can be.
        """
        column = item(frame, self.field)
        return self._code(numeric(column) if lenient and self.counts else column)

    def words(self) -> str:
        """Return it as it is read aloud."""
        return f"{self.field.name} {self._said()}"

    def negated(self) -> Condition:
        """Return its opposite."""
        return Not(self.field, self)

    def _code(self, column: str) -> str:
        raise NotImplementedError

    def _said(self) -> str:
        raise NotImplementedError


@dataclass(frozen=True)
class Level:
    """A number that follows from the column itself.

    Parameters
    ----------
    statistic : {"mean", "median"}
        How.
    """

    statistic: str


@dataclass(frozen=True)
class Compare(Condition):
    """A column is compared with a value.

    Parameters
    ----------
    field : Field
        The column.
    operator : str
        How.
    value : str, float, bool or Level
        With what.
    """

    operator: Operator
    value: Value | Level

    @property
    def counts(self) -> bool:
        """Whether the values are compared as numbers."""
        return isinstance(self.value, int | float | Level) and not isinstance(self.value, bool)

    def _code(self, column: str) -> str:
        if isinstance(self.value, Level):
            return f"{column} {self.operator} {column}.{self.value.statistic}()"
        if isinstance(self.value, bool):
            return self._truth(column)
        return f"{column} {self.operator} {literal(self.value)}"

    def _truth(self, column: str) -> str:
        yes = self.value is (self.operator == "==")
        if self.field.n_missing:  # then the column holds objects, and None is neither
            return f"{column}.eq({yes})"
        return column if yes else f"~{column}"

    def _said(self) -> str:
        sign = _SIGNS.get(self.operator, self.operator)
        if isinstance(self.value, Level):
            return f"{sign} its {self.value.statistic}"
        return f"{sign} {value_words(self.value)}"

    def negated(self) -> Condition:
        """Return its opposite; of yes it is no, so that a missing value is neither."""
        truths = self.field.truths
        if truths and self.value in truths and self.operator == "==":
            return replace(self, value=truths[self.value == truths[0]])
        return replace(self, operator=_OPPOSITE[self.operator])


@dataclass(frozen=True)
class Between(Condition):
    """A number lies between two others, both included.

    Parameters
    ----------
    field : Field
        The column.
    low, high : float
        The bounds.
    """

    low: float
    high: float

    @property
    def counts(self) -> bool:
        """Whether the values are compared as numbers."""
        return True

    def _code(self, column: str) -> str:
        return f"{column}.between({self.low!r}, {self.high!r})"

    def _said(self) -> str:
        return f"from {value_words(self.low)} to {value_words(self.high)}"


@dataclass(frozen=True)
class OneOf(Condition):
    """A column holds one of several values.

    Parameters
    ----------
    field : Field
        The column.
    values : tuple
        The values, at least two.
    """

    values: tuple[Value, ...]

    def _code(self, column: str) -> str:
        return f"{column}.isin({literal(self.values)})"

    def _said(self) -> str:
        *first, last = map(value_words, self.values)
        return f"= {', '.join(first)} or {last}"


@dataclass(frozen=True)
class Known(Condition):
    """A column has a value, or has none.

    Parameters
    ----------
    field : Field
        The column.
    known : bool
        Whether there is a value.
    """

    known: bool

    def _code(self, column: str) -> str:
        return f"{column}.{'notna' if self.known else 'isna'}()"

    def _said(self) -> str:
        return "known" if self.known else "missing"

    def negated(self) -> Condition:
        """Return its opposite."""
        return replace(self, known=not self.known)


@dataclass(frozen=True)
class Span(Condition):
    """A date lies in a span of time, its end not included.

    Parameters
    ----------
    field : Field
        The column.
    start, end : str
        ISO dates; an empty one is open.
    said : str
        The span as it is read aloud.
    """

    start: str
    end: str
    said: str

    def _code(self, column: str) -> str:
        sides = [f"{column} >= {literal(self.start)}"] if self.start else []
        sides += [f"{column} < {literal(self.end)}"] if self.end else []
        return " & ".join(f"({side})" for side in sides) if len(sides) > 1 else sides[0]

    def _said(self) -> str:
        return self.said


@dataclass(frozen=True)
class Season(Condition):
    """A date lies in a month, of whatever year.

    Parameters
    ----------
    field : Field
        The column.
    month : int
        From 1 to 12.
    said : str
        Its name.
    """

    month: int
    said: str

    def _code(self, column: str) -> str:
        return f"{column}.dt.month == {self.month}"

    def _said(self) -> str:
        return f"in {self.said}"


@dataclass(frozen=True)
class Holds(Condition):
    """A text holds another one; upper and lower case are alike.

    Parameters
    ----------
    field : Field
        The column.
    text : str
        What is sought.
    where : {"contains", "startswith", "endswith"}
        Where it stands.
    """

    text: str
    where: Literal["contains", "startswith", "endswith"]

    def _code(self, column: str) -> str:
        texts = f"{column}.astype(str).str"
        if self.where == "contains":
            return f"{texts}.contains({literal(self.text)}, case=False, regex=False)"
        return f"{texts}.lower().str.{self.where}({literal(self.text.lower())})"

    def _said(self) -> str:
        said = {"contains": "with", "startswith": "starting with", "endswith": "ending with"}
        return f"{said[self.where]} {literal(self.text)}"


@dataclass(frozen=True)
class Not(Condition):
    """The opposite of a condition.

    Parameters
    ----------
    field : Field
        The column.
    inner : Condition
        The condition.
    """

    inner: Condition

    @property
    def counts(self) -> bool:
        """Whether the values are compared as numbers."""
        return self.inner.counts

    def _code(self, column: str) -> str:
        return f"~({self.inner._code(column)})"

    def words(self) -> str:
        """Return it as it is read aloud."""
        return f"not {self.inner.words()}"

    def negated(self) -> Condition:
        """Return its opposite."""
        return self.inner


def item(frame: str, field: Field) -> str:
    """Return the Python of a column.

    Parameters
    ----------
    frame : str
        Name of the variable.
    field : Field
        The column.
    """
    return f"{frame}[{literal(field.name)}]"


def numeric(column: str) -> str:
    """Return the Python that reads a column as numbers, where it can be.

    Parameters
    ----------
    column : str
        The Python of the column.
    """
    return f'pd.to_numeric({column}, errors="coerce")'


def mask(conditions: tuple[Condition, ...], frame: str, *, lenient: bool = False) -> str:
    """Return the Python that is true for the rows that fulfil all conditions.

    Parameters
    ----------
    conditions : tuple of Condition
        At least one.
    frame : str
        Name of the variable.
    lenient : bool
        Whether texts are read as numbers where they can be.
    """
    parts = [condition.code(frame, lenient=lenient) for condition in conditions]
    return parts[0] if len(parts) == 1 else " & ".join(f"({part})" for part in parts)


def spoken(conditions: tuple[Condition, ...]) -> str:
    """Return conditions in words.

    Parameters
    ----------
    conditions : tuple of Condition
        At least one.
    """
    return " and ".join(condition.words() for condition in conditions)


def value_words(value: Value) -> str:
    """Return a value as it is said beside its column.

    Parameters
    ----------
    value : str, float or bool
        The value.
    """
    if isinstance(value, bool) or not isinstance(value, int | float):
        return str(value) if str(value).strip() else literal(value)
    if value != int(value):
        return f"{value:,}"
    return str(int(value)) if 1000 <= value < 10_000 else wording.number(value, 0)  # as years are
