"""What a reader of large files is given, and what it returns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from jupyter_analyst.data.dataset import Column
    from jupyter_analyst.data.reading import Reading, Rejected
    from jupyter_analyst.records import Progress


@dataclass(frozen=True)
class Spool:
    """Where rows go that are too many for memory, while they are read.

    Parameters
    ----------
    path : Path
        The Parquet file that is written.
    name : str
        Name of the dataset, for messages.
    version_of : callable
        Returns the version of the dataset from the SHA-256 of the file that is read.
    progress : Progress
        What is told how far the reading has come.
    """

    path: Path
    name: str
    version_of: Callable[[bytes], str]
    progress: Progress


@dataclass(frozen=True)
class Streamed:
    """What was read from a large file; the rows lie in another one.

    Parameters
    ----------
    path : Path
        The Parquet file.
    version : str
        The version that is written in it.
    n_rows : int
        Number of rows.
    columns : tuple of Column
        The columns in order.
    reading : Reading
        What was decided.
    rejected : tuple of Rejected
        Rows kept aside.
    """

    path: Path
    version: str
    n_rows: int
    columns: tuple[Column, ...]
    reading: Reading
    rejected: tuple[Rejected, ...] = ()
