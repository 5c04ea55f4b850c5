"""Answer for pages of a dataset: the first, the last and the sorted ones alike."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import numpy as np

from jupyter_analyst.data import engine
from jupyter_analyst.data.kept import rows
from jupyter_analyst.data.pages import cells
from jupyter_analyst.data.pages.query import Query
from jupyter_analyst.data.pages.typed import family
from jupyter_analyst.data.room import told
from jupyter_analyst.errors import AnalystError, ParameterError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import duckdb
    import pyarrow as pa

    from jupyter_analyst.data.dataset import Dataset
    from jupyter_analyst.data.pages.cells import Cell
    from jupyter_analyst.data.pages.condition import Clause

PAGE = 100
"""Rows on a page."""

MOST_COLUMNS = 60
"""Columns of a page that are given at once, so that it has a bounded number of bytes."""

MOST_CHARACTERS = 100_000
"""Of a whole value."""

_FREQUENT = 50
_MEASURED = 30  # columns: to look at hundreds takes seconds
_USUAL = {"text": 18, "truth": 5, "exact": 8, "float": 9, "time": 12}  # characters
_TOP = 1_000  # rows in front that are found without putting all the others in order
_KEPT_BYTES = 200_000_000
_KEPT_COUNTS = 100
_Numbers: TypeAlias = np.ndarray[Any, Any]


class StoppedError(AnalystError):
    """A query was stopped before it was done, because nobody waits for it any more."""

    code = "query-stopped"


@dataclass(frozen=True)
class Page:
    """A page of rows.

    Parameters
    ----------
    n_found : int
        Rows of all pages.
    numbers : list of int
        Where in the dataset its rows stand, from 0.
    columns : list of list
        The cells, column by column, in the order asked for.
    """

    n_found: int
    numbers: list[int]
    columns: list[list[Cell]]


class Browser:
    """Looks things up in one dataset, one at a time; `stop` may come from any thread.

    Rows are addressed by their number in the file, which skips the parts of it without any. An
    order is found once, as row numbers, and kept, so that every page of it is equally near.

    Parameters
    ----------
    dataset : Dataset
        The dataset, stored or in memory.
    """

    def __init__(self, dataset: Dataset) -> None:
        self.dataset = dataset
        self._connection: duckdb.DuckDBPyConnection | None = None
        self._orders: OrderedDict[Query, _Numbers] = OrderedDict()
        self._counts: OrderedDict[Query, int] = OrderedDict()

    def page(self, query: Query, start: int, places: Sequence[int]) -> Page:
        """Return a page.

        Parameters
        ----------
        query : Query
            Which rows, and in which order.
        start : int
            How many of them stand before the page.
        places : sequence of int
            Its columns.

        Raises
        ------
        ParameterError
            If the query is not possible, or there are too many columns.
        StorageError
            If the stored copy is gone or damaged, or memory or disk do not suffice.
        StoppedError
            If it was stopped.
        """
        self._check(places)
        wanted, n_found = self._numbers(query, max(start, 0))
        selected = cells.selected(self.dataset.columns, places)
        where, values = _among(wanted)
        sql = f"select r{selected} from numbered where {where}"
        found = {row[0]: list(cells.read(row[1:])) for row in self._run(sql, values)}
        lines = [found[number] for number in wanted]
        return Page(n_found, wanted, [[line[i] for line in lines] for i in range(len(places))])

    def frequent(self, place: int) -> list[tuple[str, int]]:
        """Return the most frequent values of a column and how often they are there.

        Parameters
        ----------
        place : int
            Which column.

        Raises
        ------
        ParameterError
            If there is no such column.
        StorageError
            If the stored copy is gone or damaged, or memory or disk do not suffice.
        StoppedError
            If it was stopped.
        """
        self._check([place])
        sql = (
            f"select cast(c{place} as varchar) v, count(*) n from numbered where v is not null "
            f"and length(v) <= {cells.CUT} group by v order by n desc, v limit {_FREQUENT}"
        )
        return list(self._run(sql, []))

    def whole(self, number: int, place: int) -> Cell:
        """Return the whole value of a cell, up to `MOST_CHARACTERS`.

        Parameters
        ----------
        number : int
            Where its row stands in the dataset, from 0.
        place : int
            Which column.

        Raises
        ------
        ParameterError
            If there is no such row or column.
        StorageError
            If the stored copy is gone or damaged, or memory or disk do not suffice.
        StoppedError
            If it was stopped.
        """
        self._check([place])
        text = f"cast(c{place} as varchar)"
        sql = f"select left({text}, {MOST_CHARACTERS}), length({text}) from numbered where r = ?"
        found = self._run(sql, [number])
        if not found:
            message = f"There is no row {number + 1:,} in `{self.dataset.name}`."
            raise ParameterError(message, hint="Open the grid anew.", code="row-unknown")
        value, length = found[0]
        is_cut = value is not None and length > MOST_CHARACTERS
        return cells.Long(value, length) if is_cut else value

    def widths(self) -> list[int]:
        """Return how many characters the widest of the first values of each column has.

        Of many columns only the first are looked at; the others have what is usual for their kind.

        Raises
        ------
        StorageError
            If the stored copy is gone or damaged, or memory or disk do not suffice.
        StoppedError
            If it was stopped.
        """
        columns = self.dataset.columns
        measured = range(min(len(columns), _MEASURED))
        longest = ", ".join(f"max(length(cast(c{i} as varchar)))" for i in measured)
        (found,) = self._run(f"select {longest} from numbered where r < {PAGE}", [])
        others = [_USUAL[family(column)] for column in columns[_MEASURED:]]
        return [*(length or 0 for length in found), *others]

    def table(self, query: Query, places: Sequence[int]) -> pa.Table:
        """Return all rows that are found, of some columns, as an Arrow table.

        Parameters
        ----------
        query : Query
            Which rows, and in which order.
        places : sequence of int
            Which columns.

        Raises
        ------
        ParameterError
            If the query is not possible.
        StorageError
            If the stored copy is gone or damaged, or memory or disk do not suffice.
        """
        known = self.dataset.columns
        where, values = query.condition(known)
        named = ", ".join(f"c{i}" for i in places)
        sql = f"select {named} from numbered {_behind(where)} order by {query.order(known)}"
        found = self._run(sql, values, "table")
        return found.rename_columns([known[i].name for i in places])

    def stop(self) -> None:
        """Stop what is being looked up."""
        if self._connection is not None:
            self._connection.interrupt()

    def close(self) -> None:
        """Let go of the file and of what was kept."""
        if self._connection is not None:
            self._connection.close()
        self._connection = None
        self._orders.clear()

    def _check(self, places: Sequence[int]) -> None:
        known = len(self.dataset.columns)
        if len(places) > MOST_COLUMNS or not all(0 <= place < known for place in places):
            message = f"Columns {list(places)[:5]} were asked for; there are {known}, from 0."
            hint = f"At most {MOST_COLUMNS} of them can be had at once."
            raise ParameterError(message, hint=hint, code="column-unknown")

    def _numbers(self, query: Query, start: int) -> tuple[list[int], int]:
        """Return the numbers of the rows on a page, and how many rows there are in all."""
        if query == Query():
            n_rows = self.dataset.n_rows
            return list(range(start, min(start + PAGE, n_rows))), n_rows
        is_kept = query in self._orders
        if query.sort and start + PAGE <= _TOP and not is_kept:
            return self._first(query, start), self._count(replace(query, sort=()))
        found = self._order(query)
        return found[start : start + PAGE].tolist(), len(found)

    def _first(self, query: Query, start: int) -> list[int]:
        """Return the numbers of rows in front, which is quick without those behind."""
        sql, values = self._ordered(query)
        found = self._run(f"{sql} limit {PAGE} offset {start}", values)
        return [number for (number,) in found]

    def _count(self, query: Query) -> int:
        if query == Query():
            return self.dataset.n_rows
        if query in self._orders:
            return len(self._orders[query])
        if query not in self._counts:
            where, values = query.condition(self.dataset.columns)
            ((found,),) = self._run(f"select count(*) from numbered {_behind(where)}", values)
            self._counts[query] = found
            if len(self._counts) > _KEPT_COUNTS:
                self._counts.popitem(last=False)
        return self._counts[query]

    def _order(self, query: Query) -> _Numbers:
        """Return the numbers of all rows found, in their order; the last few orders are kept."""
        if query not in self._orders:
            found = self._run(*self._ordered(query), "numbers")
            self._orders[query] = found.astype(np.min_scalar_type(max(self.dataset.n_rows, 1)))
        self._orders.move_to_end(query)
        while len(self._orders) > 1 and self._kept_bytes() > _KEPT_BYTES:
            self._orders.popitem(last=False)
        return self._orders[query]

    def _kept_bytes(self) -> int:
        return sum(numbers.nbytes for numbers in self._orders.values())

    def _ordered(self, query: Query) -> tuple[str, list[Any]]:
        known = self.dataset.columns
        where, values = query.condition(known)
        return f"select r from numbered {_behind(where)} order by {query.order(known)}", values

    def _run(
        self, sql: str, values: list[Any], wanted: Literal["rows", "numbers", "table"] = "rows"
    ) -> Any:  # tuples, an array, or a table
        """Return what a query gives.

        Raises
        ------
        StorageError
            If the stored copy is gone or damaged, or memory or disk do not suffice.
        StoppedError
            If it was stopped.
        """
        import duckdb

        try:
            with told(self.dataset, lambda: self._connection):
                return _FETCH[wanted](self._connected(), sql, values)
        except duckdb.InterruptException as error:
            message = f"Looking through `{self.dataset.name}` was stopped."
            raise StoppedError(message, hint="Ask again for what is still wanted.") from error

    def _connected(self) -> duckdb.DuckDBPyConnection:
        """Return the connection, on which `numbered` has the rows: c0, c1 ... and the number r."""
        if self._connection is None:
            self._connection = _connection(self.dataset)
        elif self.dataset.table is None:  # it may be removed at any time
            rows.present(self.dataset.path, self.dataset.name, self.dataset.origin)
        return self._connection


def _connection(dataset: Dataset) -> duckdb.DuckDBPyConnection:
    connection = engine.connect(dataset)
    connection.execute("set TimeZone = 'UTC'")  # as cells show moments
    names = ", ".join(f"c{i}" for i in range(len(dataset.columns)))
    connection.execute(f"create view numbered({names}, r) as {engine.numbered(dataset)}")
    return connection


def _among(numbers: list[int]) -> Clause:
    """Return the condition for some rows; a run of them is quicker found by its ends."""
    if numbers and numbers == list(range(numbers[0], numbers[0] + len(numbers))):
        return "r between ? and ?", [numbers[0], numbers[-1]]
    return "r in (select unnest(?::bigint[]))", [numbers]


def _behind(where: str) -> str:
    return f"where {where}" if where else ""


_FETCH: dict[str, Callable[[duckdb.DuckDBPyConnection, str, list[Any]], Any]] = {
    "rows": lambda connection, sql, values: connection.execute(sql, values).fetchall(),
    "numbers": lambda connection, sql, values: connection.execute(sql, values).fetchnumpy()["r"],
    "table": lambda connection, sql, values: connection.sql(sql, params=values).to_arrow_table(),
}
