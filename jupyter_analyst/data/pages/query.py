"""What is asked of the rows: conditions, a search, an order; all of it checked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from jupyter_analyst.data.pages.condition import Condition
from jupyter_analyst.data.pages.typed import LONGEST, family
from jupyter_analyst.errors import ParameterError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from jupyter_analyst.data.dataset import Column
    from jupyter_analyst.data.pages.condition import Clause

MOST = 50
"""Conditions, and columns to sort by, that are taken at once."""


@dataclass(frozen=True)
class Sort:
    """A column the rows are sorted by; missing values come last either way.

    Parameters
    ----------
    place : int
        Which column, from 0.
    descending : bool
        Whether the largest comes first.
    """

    place: int
    descending: bool = False


@dataclass(frozen=True)
class Query:
    """Which rows, and in which order.

    Parameters
    ----------
    where : tuple of Condition
        All of them have to be met.
    sort : tuple of Sort
        The order; equal rows keep that of the dataset.
    search : str
        What one of the texts of a row has to contain, in small or capital letters.
    """

    where: tuple[Condition, ...] = ()
    sort: tuple[Sort, ...] = ()
    search: str = ""

    def condition(self, columns: Sequence[Column]) -> Clause:
        """Return what comes behind `where` in SQL; empty if every row is wanted.

        Parameters
        ----------
        columns : sequence of Column
            The columns of the dataset; the SQL calls them c0, c1 ...

        Raises
        ------
        ParameterError
            If a condition is not possible, or there are too many.
        """
        if max(len(self.where), len(self.sort)) > MOST or len(self.search) > LONGEST:
            message = f"More than {MOST} conditions, or a search of more than {LONGEST:,} letters."
            raise ParameterError(message, hint="Take some away.", code="query-long")
        clauses = [one.clause(columns) for one in self.where]
        if self.search:
            clauses.append(self._found(columns))
        sql = " and ".join(f"({sql})" for sql, _ in clauses)
        return sql, [value for _, values in clauses for value in values]

    def order(self, columns: Sequence[Column]) -> str:
        """Return what comes behind `order by` in SQL.

        Parameters
        ----------
        columns : sequence of Column
            The columns of the dataset.

        Raises
        ------
        ParameterError
            If there is no such column.
        """
        return ", ".join([*(_ordered(one, columns) for one in self.sort), "r"])

    def _found(self, columns: Sequence[Column]) -> Clause:
        """Return that one of the texts contains what is searched for."""
        places = [i for i, column in enumerate(columns) if family(column) == "text"]
        sql = " or ".join(f"contains(lower(c{i}), lower(?))" for i in places)
        return (sql, [self.search] * len(places)) if places else ("false", [])

    @classmethod
    def from_json(cls, record: Mapping[str, Any]) -> Query:
        """Return the query a message describes.

        Parameters
        ----------
        record : mapping
            ``where``: column, operator and values of each; ``sort``: column and whether descending;
            ``search``.
        """
        return cls(
            tuple(
                Condition(int(one["column"]), str(one["operator"]), tuple(map(str, one["values"])))
                for one in record["where"]
            ),
            tuple(Sort(int(one["column"]), bool(one["descending"])) for one in record["sort"]),
            str(record["search"]),
        )


def _ordered(one: Sort, columns: Sequence[Column]) -> str:
    if not 0 <= one.place < len(columns):
        message = f"The order is by column {one.place}; there are {len(columns)}, from 0."
        raise ParameterError(message, hint="Choose the column anew.", code="column-unknown")
    name = f"c{one.place}"
    value = f"lower({name})" if family(columns[one.place]) == "text" else name
    return f"{value} {'desc' if one.descending else 'asc'} nulls last"
