"""One condition on a column: an operator from a fixed table, its values bound."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from jupyter_analyst.data.pages.typed import Family, family, span
from jupyter_analyst.errors import ParameterError, UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from jupyter_analyst.data.dataset import Column
    from jupyter_analyst.data.pages.typed import Operand, Span

Clause = tuple[str, list[Any]]
"""A piece of SQL, and the values bound in it."""

MOST_VALUES = 100
"""Values that can be chosen for one condition."""


@dataclass(frozen=True)
class Operator:
    """A way to compare.

    Parameters
    ----------
    words : str
        How it is offered.
    sign : str
        How it is said between a column and a value.
    n_values : int
        How many values it takes; as many as one likes if -1.
    """

    words: str
    sign: str
    n_values: int


OPERATORS = {
    "contains": Operator("contains", "contains", 1),
    "lacks": Operator("does not contain", "does not contain", 1),
    "=": Operator("is", "=", 1),
    "!=": Operator("is not", "≠", 1),
    "<": Operator("is less than", "<", 1),
    "<=": Operator("is at most", "≤", 1),
    ">": Operator("is more than", ">", 1),
    ">=": Operator("is at least", "≥", 1),
    "between": Operator("is between", "from", 2),
    "among": Operator("is one of", "is", -1),
    "missing": Operator("is missing", "is missing", 0),
    "present": Operator("is not missing", "is not missing", 0),
}
"""The operators, by what a message or a line calls them."""

_ENDS = ("among", "missing", "present")
_ORDERED = ("=", "!=", "<", "<=", ">", ">=", "between", *_ENDS)
_FIT: dict[Family, tuple[str, ...]] = {
    "text": ("contains", "lacks", "=", "!=", *_ENDS),
    "truth": ("=", "!=", *_ENDS),
    "exact": _ORDERED,
    "float": _ORDERED,
    "time": _ORDERED,
}


def operators_for(column: Column) -> tuple[str, ...]:
    """Return the operators that fit a column.

    Parameters
    ----------
    column : Column
        The column.
    """
    return _FIT[family(column)]


@dataclass(frozen=True)
class Condition:
    """What the values of one column have to be.

    Missing values are different from every value: they stay with `!=` and `lacks`, and meet no
    other comparison.

    Parameters
    ----------
    place : int
        Which column, from 0.
    operator : str
        One of `OPERATORS`.
    values : tuple of str
        The values, as they were typed; for `among`, as a page shows them.
    """

    place: int
    operator: str
    values: tuple[str, ...] = ()

    def clause(self, columns: Sequence[Column]) -> Clause:
        """Return the condition as SQL.

        Parameters
        ----------
        columns : sequence of Column
            The columns of the dataset; the SQL calls them c0, c1 ...

        Raises
        ------
        ParameterError
            If the operator does not fit the column, or a value cannot be read.
        """
        column = self._checked(columns)
        name = f"c{self.place}"
        if self.operator in _WITHOUT:
            return _WITHOUT[self.operator].format(c=name), []
        if self.operator == "among":
            marks = ", ".join("?" * len(self.values))
            return f"cast({name} as varchar) in ({marks})", list(self.values)
        return _COMPARED[self.operator](name, *(span(column, value) for value in self.values))

    def words(self, columns: Sequence[Column]) -> str:
        """Return the condition as people read it, without the name of the column.

        Parameters
        ----------
        columns : sequence of Column
            The columns of the dataset.

        Raises
        ------
        ParameterError
            If the operator does not fit the column, or a value cannot be read.
        """
        column = self._checked(columns)
        sign = OPERATORS[self.operator].sign
        if self.operator == "among":
            return f"{sign} {' or '.join(self.values)}"
        read = " to ".join(span(column, value).words for value in self.values)
        return f"{sign} {read}".strip()

    def _checked(self, columns: Sequence[Column]) -> Column:
        if not 0 <= self.place < len(columns):
            message = f"A condition is on column {self.place}; there are {len(columns)}, from 0."
            raise ParameterError(message, hint="Choose the column anew.", code="column-unknown")
        column = columns[self.place]
        fitting = operators_for(column)
        if self.operator not in fitting:
            where = f"one of those for `{column.name}`, which is {column.type}"
            hint = f"There are: {', '.join(fitting)}."
            raise UnknownNameError(self.operator, "operator", fitting, where=where, hint=hint)
        self._count()
        return column

    def _count(self) -> None:
        n, wanted = len(self.values), OPERATORS[self.operator].n_values
        if n == wanted or (wanted < 0 and 0 < n <= MOST_VALUES):
            return
        needed = f"1 to {MOST_VALUES}" if wanted < 0 else str(wanted)
        message = f"`{self.operator}` has {n} values; it needs {needed}."
        raise ParameterError(message, hint="Choose them anew.", code="values-wrong")


def _bound(sql: str, *operands: Operand) -> Clause:
    return sql.format(*(operand.sql for operand in operands)), [one.value for one in operands]


def _same(name: str, found: Span) -> Clause:
    if found.end is None:
        return _bound(f"{name} = {{}}", found.start)
    return _bound(f"({name} >= {{}} and {name} < {{}})", found.start, found.end)


def _other(name: str, found: Span) -> Clause:
    sql, values = _same(name, found)
    return f"({sql}) is not true", values


def _above(name: str, found: Span) -> Clause:
    if found.end is None:
        return _bound(f"{name} > {{}}", found.start)
    return _bound(f"{name} >= {{}}", found.end)


def _up_to(name: str, found: Span) -> Clause:
    if found.end is None:
        return _bound(f"{name} <= {{}}", found.start)
    return _bound(f"{name} < {{}}", found.end)


def _at_least(name: str, found: Span) -> Clause:
    return _bound(f"{name} >= {{}}", found.start)


def _between(name: str, first: Span, last: Span) -> Clause:
    low, high = _at_least(name, first), _up_to(name, last)
    return f"({low[0]} and {high[0]})", [*low[1], *high[1]]


_HOLDS = "contains(lower({c}), lower({{}}))"
_WITHOUT = {"missing": "{c} is null", "present": "{c} is not null"}
_COMPARED: dict[str, Callable[..., Clause]] = {
    "contains": lambda name, found: _bound(_HOLDS.format(c=name), found.start),
    "lacks": lambda name, found: _bound(f"({_HOLDS.format(c=name)}) is not true", found.start),
    "=": _same,
    "!=": _other,
    "<": lambda name, found: _bound(f"{name} < {{}}", found.start),
    "<=": _up_to,
    ">": _above,
    ">=": _at_least,
    "between": _between,
}
