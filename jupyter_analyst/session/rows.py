"""Rows of a dataset: a grid to look at them, and those that meet conditions as a frame."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from jupyter_analyst.data.kept.rows import to_pandas
from jupyter_analyst.data.pages import Browser, Condition, Query, Sort
from jupyter_analyst.errors import ParameterError
from jupyter_analyst.session.loading import find
from jupyter_analyst.session.recorded import Done, recorded
from jupyter_analyst.source import call
from jupyter_analyst.wording import count

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from jupyter_analyst.data import Dataset
    from jupyter_analyst.session.session import Session

_IMPORT = "from jupyter_analyst import analyst"
_WHERE = 'Write it as ["price", ">", 5]: a column, an operator, its values.'


@dataclass(frozen=True)
class Grid:
    """All rows of a dataset, to look at; a notebook shows a panel for it.

    Parameters
    ----------
    session : Session
        The session.
    name : str
        Name of the dataset.
    size : str
        How many rows and columns it has, in words.
    """

    session: Session = field(repr=False)
    name: str
    size: str

    def __str__(self) -> str:
        """Return what it shows, for where no panel can be."""
        return f"{self.name}: {self.size}. Run `%analyst grid {self.name}` in a notebook to browse."


def grid(session: Session, name: str | None) -> Grid:
    """Return the grid of a dataset; to look at rows is no step.

    Parameters
    ----------
    session : Session
        The session.
    name : str, optional
        Name of the dataset; the one in use if left out.
    """
    dataset = find(session, name)
    size = f"{count(dataset.n_rows, 'row')} × {count(len(dataset.columns), 'column')}"
    return Grid(session, dataset.name, size)


@recorded
def rows(
    session: Session,
    name: str | None,
    where: Sequence[Sequence[Any]],
    sort: Sequence[str],
    search: str,
    columns: Sequence[str],
) -> Done[pd.DataFrame]:
    """Return the rows of a dataset that meet conditions, in some order.

    Parameters
    ----------
    session : Session
        The session.
    name : str, optional
        Name of the dataset; the one in use if left out.
    where : sequence of sequences
        Conditions: a column, an operator, its values.
    sort : sequence of str
        Columns to sort by; with a minus in front, the largest first.
    search : str
        What one of the texts has to contain.
    columns : sequence of str
        The columns wanted; all if empty.
    """
    dataset = find(session, name)
    names = [dataset[column].name for column in columns] or None
    places = [_place(dataset, column) for column in names or _names(dataset)]
    with closing(Browser(dataset)) as browser:
        frame = to_pandas(browser.table(_query(dataset, where, sort, search), places))
    given = {"where": where, "sort": sort, "search": search, "columns": columns}
    arguments = {"name": dataset.name} | {key: value for key, value in given.items() if value}
    shown = {"text/plain": f"{count(len(frame), 'row')} of {count(dataset.n_rows, 'row')}"}
    title = f"Rows of {dataset.name}"
    return Done(frame, "rows", arguments, title, dataset.name, dataset.version, shown)


def code(dataset: Dataset, query: Query) -> str:
    """Return the source that gives what a query finds, as a frame.

    Parameters
    ----------
    dataset : Dataset
        The dataset.
    query : Query
        Which rows, and in which order.
    """
    names = _names(dataset)
    given = {
        "name": dataset.name,
        "where": [[names[one.place], one.operator, *one.values] for one in query.where],
        "sort": ["-" * one.descending + names[one.place] for one in query.sort],
        "search": query.search,
    }
    made = call("rows", {key: value for key, value in given.items() if value})
    return f"{_IMPORT}\n\nrows = {made}\nrows"


def _query(
    dataset: Dataset, where: Sequence[Sequence[Any]], sort: Sequence[str], search: str
) -> Query:
    return Query(
        tuple(_condition(dataset, one) for one in where),
        tuple(_sort(dataset, one) for one in sort),
        search,
    )


def _condition(dataset: Dataset, one: Sequence[Any]) -> Condition:
    """Return a condition as it is asked for.

    Raises
    ------
    ParameterError
        If it is no column with an operator.
    """
    if isinstance(one, str) or len(one) < 2:
        message = f"The condition {one!r} is not a column with an operator."
        raise ParameterError(message, hint=_WHERE, code="condition-wrong")
    column, operator, *values = one
    return Condition(_place(dataset, str(column)), str(operator), tuple(map(str, values)))


def _sort(dataset: Dataset, name: str) -> Sort:
    if name.startswith("-") and name not in _names(dataset):
        return Sort(_place(dataset, name[1:]), descending=True)
    return Sort(_place(dataset, name))


def _place(dataset: Dataset, name: str) -> int:
    return dataset.columns.index(dataset[name])


def _names(dataset: Dataset) -> list[str]:
    return [column.name for column in dataset.columns]
