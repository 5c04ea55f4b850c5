"""The rows of a dataset as the queries of a profile meet them: renamed, cleaned, in memory."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from jupyter_analyst.data import engine
from jupyter_analyst.data.room import told
from jupyter_analyst.profile.field import Field

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from contextlib import AbstractContextManager

    from jupyter_analyst.data import Dataset
    from jupyter_analyst.profile.statistics import Family

EXACT_ROWS = 1_000_000
"""Up to so many rows everything is counted (if they fit in memory)."""

SAMPLE_ROWS = 200_000
"""Size of the random sample that quantiles and correlations of more rows come from."""

_CELLS_IN_MEMORY = 100_000_000
"""More than that is read from its file again for each query, and sampled."""

_SEED = 1
_ROW_GROUP = 122_880
"""The engine gives each thread so many rows; with fewer, threads cost more than they bring."""

_WHOLE = {f"{sign}{size}INT" for sign in ("", "U") for size in ("TINY", "SMALL", "BIG")}
_WHOLE |= {"INTEGER", "UINTEGER"}
_DECIMAL = ("DECIMAL", "HUGEINT", "UHUGEINT")
"""Numbers that a float cannot always tell apart; they are counted as they are."""


def are_few(dataset: Dataset) -> bool:
    """Return whether a dataset has so few rows, and cells, that all of them are counted.

    Parameters
    ----------
    dataset : Dataset
        A dataset.
    """
    return dataset.n_rows <= EXACT_ROWS and _cells(dataset) <= _CELLS_IN_MEMORY


def _cells(dataset: Dataset) -> int:
    return dataset.n_rows * len(dataset.columns)


class Rows:
    """The rows of one dataset, ready to be asked.

    Parameters
    ----------
    dataset : Dataset
        A dataset, stored or in memory.

    Raises
    ------
    StorageError
        If the stored copy is gone or damaged, or memory or disk do not suffice; by each query, too.
    """

    def __init__(self, dataset: Dataset) -> None:
        self._dataset = dataset
        self._connection = engine.connect(dataset)
        self._connection.execute("set enable_progress_bar = false")  # it would be printed
        if dataset.n_rows <= _ROW_GROUP:
            self._connection.execute("set threads = 1")
        self._names = ", ".join(f"c{i}" for i in range(len(dataset.columns)))
        self.n = dataset.n_rows
        self.exact = are_few(dataset)
        described = self._connection.execute(f"describe {engine.VIEW}").fetchall()
        self.fields: list[Field] = []
        cleaned: list[str] = []
        for i, (column, (_, type_, *_)) in enumerate(zip(dataset.columns, described, strict=True)):
            family, sql = _clean(f"c{i}", type_)
            x = f"(c{i}::double)" if type_.startswith(_DECIMAL) else f"c{i}"
            self.fields.append(Field(i, column, family, x, f"c{i}", days=type_ == "DATE"))
            cleaned.append(sql)
        # other connections do not see an Arrow table, so one in memory is always copied
        copied = self.exact or dataset.table is not None or _cells(dataset) <= _CELLS_IN_MEMORY
        with self._told():
            self._prepare(cleaned, "" if copied else engine.numbered(dataset))

    def _told(self) -> AbstractContextManager[None]:
        """Return what says of a query that fails what it was."""
        return told(self._dataset, lambda: self._connection)

    def _prepare(self, cleaned: list[str], numbered: str) -> None:
        """Make the tables `clean`, a view if its rows come numbered, and `sample`."""
        picks = ", ".join(f"{sql} as c{i}" for i, sql in enumerate(cleaned))
        table = f"create table clean as select {picks} from {engine.VIEW} as r({self._names})"
        view = (
            f"create view clean as select {picks}, r as rowid "
            f"from ({numbered}) as r({self._names}, r)"
        )
        self._connection.execute(view if numbered else table)
        self.sample = "clean" if self.exact else "sample"
        if not self.exact:
            self._draw()

    def _draw(self) -> None:
        """Make the table `sample` of rows drawn at random, without replacement."""
        drawn = np.random.default_rng(_SEED).choice(
            self.n, min(self.n, SAMPLE_ROWS), replace=False, shuffle=False
        )
        self._connection.register("drawn", pa.table({"r": drawn}))
        self._connection.execute(
            f"create table sample as select {self._names} from clean "
            "where rowid in (select r from drawn)"
        )
        self._connection.unregister("drawn")

    def ask(self, sql: str) -> list[tuple[Any, ...]]:
        """Return the rows of an answer; several threads may ask.

        Parameters
        ----------
        sql : str
            A query of the tables `clean` and `sample`.
        """
        with self._told():
            return self._connection.cursor().execute(sql).fetchall()

    def arrays(self, sql: str) -> list[np.ndarray[Any, Any]]:
        """Return the columns of an answer as arrays, masked where values are missing.

        Parameters
        ----------
        sql : str
            A query.
        """
        with self._told():
            columns: dict[str, Any] = self._connection.cursor().execute(sql).fetchnumpy()
        return list(columns.values())

    def parts(
        self, picks: Sequence[str], source: str = "clean"
    ) -> Iterator[list[np.ndarray[Any, Any]]]:
        """Yield columns of numbers part by part, as arrays without missing values.

        Parameters
        ----------
        picks : sequence of str
            SQL of the columns.
        source : str
            SQL of what to select from.
        """
        with self._told():
            answer = self._connection.cursor().sql(_numbered(picks, source))
            for batch in answer.to_arrow_reader(_ROW_GROUP):
                yield [column.drop_null().to_numpy() for column in batch.columns]

    def table(self) -> pa.Table:
        """Return all rows, or the sample of very many, as they are held."""
        with self._told():
            return self._connection.sql(f"from {self.sample}").to_arrow_table()

    def head(self, n: int) -> pa.Table:
        """Return the first rows, as they are held.

        Parameters
        ----------
        n : int
            How many.
        """
        sql = f"select {self._names} from clean limit {n}"
        with self._told():
            return self._connection.sql(sql).to_arrow_table()

    def close(self) -> None:
        """Let go of the rows."""
        self._connection.close()


def _numbered(picks: Sequence[str], source: str) -> str:
    """Return SQL of columns that have names of their own."""
    named = ", ".join(f"{pick} as v{k}" for k, pick in enumerate(picks))
    return f"select {named} from {source}"


def _clean(name: str, type_: str) -> tuple[Family, str]:
    """Return how a type is held, and the SQL that makes it so."""
    if type_ == "BOOLEAN":
        return "boolean", name
    if type_ in _WHOLE:
        return "whole", name
    if type_.startswith(_DECIMAL):
        return "float", name
    if re.fullmatch("FLOAT|DOUBLE", type_):
        return "float", f"nullif({name}::double, 'nan'::double)"
    if type_ == "TIMESTAMPTZ_NS":  # knows no infinity
        return "date", f"epoch_us({name}::timestamptz)"
    if re.fullmatch(r"DATE|TIMESTAMP[ A-Z_]*", type_):
        return "date", f"epoch_us(case when isfinite({name}) then {name} end)"
    return "text", f"{name}::varchar"
