"""A dataset: a typed table with its name, version, origin and how it was read."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path  # noqa: TC003  # read by from_json
from typing import TYPE_CHECKING, Literal

from jupyter_analyst.errors import UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    import pyarrow as pa

Kind = Literal["number", "category", "boolean", "date", "text"]
"""What a column is to an analyst; a category is a text with few different values."""

MOST_LEVELS = 50
"""A column with more different values than this is not offered as a grouping column."""


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
class Reading:
    """What was decided while reading; empty where it does not apply.

    Parameters
    ----------
    format : {"csv", "parquet", "frame"}
        What was read.
    encoding, delimiter, quote, decimal, thousands : str
        Spelling of a text file.
    header : bool
        Whether the first row held the names.
    skipped : int
        Empty lines and a first `sep=` line that were passed over.
    nulls : tuple of str
        Spellings that were read as missing.
    types : dict
        Arrow type decided for each column.
    renamed : dict
        Names that were changed to be unique or not empty: new name to old.
    """

    format: Literal["csv", "parquet", "frame"]
    encoding: str = ""
    delimiter: str = ""
    quote: str = ""
    decimal: str = ""
    thousands: str = ""
    header: bool = True
    skipped: int = 0
    nulls: tuple[str, ...] = ()
    types: dict[str, str] = field(default_factory=dict)
    renamed: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Rejected:
    """A row that could not be read, kept aside.

    Parameters
    ----------
    line : int
        Line in the file, from 1; 0 if unknown.
    text : str
        The row as it stands there.
    reason : str
        Why it does not fit.
    """

    line: int
    text: str
    reason: str


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
        Absolute path of the file, or empty for a frame.
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

    def to_arrow(self, columns: Sequence[str] | None = None) -> pa.Table:
        """Return the rows as an Arrow table, all columns or those named."""
        raise NotImplementedError

    def to_pandas(self, columns: Sequence[str] | None = None) -> pd.DataFrame:
        """Return the rows as a new pandas frame of plain types every library takes."""
        raise NotImplementedError
