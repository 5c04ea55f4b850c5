"""A dataset: a typed table with its name, version, origin and how it was read."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from jupyter_analyst.data.kept import rows
from jupyter_analyst.data.reading import Reading, Rejected
from jupyter_analyst.errors import UnknownNameError
from jupyter_analyst.wording import count

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    import pandas as pd
    import pyarrow as pa

Kind = Literal["number", "category", "boolean", "date", "text"]
"""What a column is to an analyst; a category is a text with few different values."""

MOST_LEVELS = 50
"""A column with more different values than this is not offered as a grouping column."""

MIMETYPE = "application/vnd.jupyter-analyst.dataset+json"
"""MIME type of what `Dataset.to_json` returns."""


@dataclass(frozen=True)
class Column:
    """A column as the analyst meets it.

    Parameters
    ----------
    name : str
        Its name, unique in the dataset.
    type : str
        Its Arrow type, such as ``"int64"``.
    kind : {"number", "category", "boolean", "date", "text"}
        What it is to an analyst.
    levels : int, optional
        Number of different values (missing not counted), None when above `MOST_LEVELS`.
    """

    name: str
    type: str
    kind: Kind
    levels: int | None = None


@dataclass(frozen=True)
class Dataset:
    """A typed table with its origin.

    Parameters
    ----------
    name : str
        Name in the catalog.
    version : str
        First 12 digits of the SHA-256 of content and reading.
    n_rows : int
        Number of rows.
    columns : tuple of Column
        The columns in order.
    reading : Reading
        What was decided while reading.
    origin : str
        Absolute path of the file, folder or pattern, or address without its secrets; empty for a
        frame.
    rejected : tuple of Rejected
        Rows kept aside.
    path : Path, optional
        The Parquet file, once stored.
    table : pyarrow.Table, optional
        The rows, while they are in memory.
    """

    name: str
    version: str
    n_rows: int
    columns: tuple[Column, ...]
    reading: Reading
    origin: str = ""
    rejected: tuple[Rejected, ...] = ()
    path: Path | None = None
    table: pa.Table | None = field(default=None, repr=False, compare=False)

    def __getitem__(self, name: str) -> Column:
        """Return the column called `name`.

        Raises
        ------
        UnknownNameError
            If there is none; near names are offered.
        """
        for column in self.columns:
            if column.name == name:
                return column
        names = [column.name for column in self.columns]
        raise UnknownNameError(name, "column", names, where=f"in `{self.name}`")

    def __str__(self) -> str:
        """Return name, size and version on one line."""
        size = f"{count(self.n_rows, 'row')} x {count(len(self.columns), 'column')}"
        return f"{self.name}: {size}, version {self.version}"

    def to_arrow(self, columns: Sequence[str] | None = None) -> pa.Table:
        """Return the rows as an Arrow table, all columns or those named.

        Parameters
        ----------
        columns : sequence of str, optional
            Names of columns, in the order wanted.

        Raises
        ------
        UnknownNameError
            If a column does not exist.
        StorageError
            If the stored copy is gone or damaged.
        """
        if columns is not None:
            columns = [self[name].name for name in columns]
        if self.table is not None:
            return self.table if columns is None else self.table.select(columns)
        return rows.load(self.path, self.name, self.origin, columns)

    def to_pandas(self, columns: Sequence[str] | None = None) -> pd.DataFrame:
        """Return the rows as a new pandas frame of plain types every library takes.

        Numbers are float64 or, without missing values, int64; truth values are bool, with
        missing values object with None; dates are datetime64[ns] in UTC (microseconds if a
        date lies beyond the years 1678 to 2261); texts are object with None where missing.

        Parameters
        ----------
        columns : sequence of str, optional
            Names of columns, in the order wanted.

        Raises
        ------
        UnknownNameError
            If a column does not exist.
        StorageError
            If the stored copy is gone or damaged.
        """
        return rows.to_pandas(self.to_arrow(columns))

    def head(self, n_rows: int) -> pd.DataFrame:
        """Return the first rows as a new pandas frame, without reading the others.

        Parameters
        ----------
        n_rows : int
            How many, at least 1.

        Raises
        ------
        StorageError
            If the stored copy is gone or damaged.
        """
        if self.table is not None:
            return rows.to_pandas(self.table.slice(0, n_rows))
        return rows.to_pandas(rows.load(self.path, self.name, self.origin, n_rows=n_rows))

    def to_json(self) -> dict[str, Any]:
        """Return what is known about the dataset as JSON values: no row, no stored path."""
        known = ("name", "version", "n_rows", "origin")
        return {name: getattr(self, name) for name in known} | {
            "columns": [asdict(column) for column in self.columns],
            "reading": self.reading.to_json(),
        }

    @classmethod
    def from_json(cls, record: Mapping[str, Any]) -> Dataset:
        """Return the dataset that `to_json` described; rows and rejected rows are not there.

        Parameters
        ----------
        record : mapping
            What `to_json` returned.
        """
        return cls(
            name=record["name"],
            version=record["version"],
            n_rows=record["n_rows"],
            columns=tuple(Column(**column) for column in record["columns"]),
            reading=Reading.from_json(record["reading"]),
            origin=record["origin"],
        )
