"""Open a dataset by its name: how code in the sandbox gets at its data."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq

from jupyter_analyst.data.kept import rows
from jupyter_analyst.errors import DataError, UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

FOLDER = "ANALYST_DATA"
"""Environment variable that names the folder, inside the sandbox."""

SHELF_INDEX = "datasets.json"
"""File in the folder that says which Parquet file holds which dataset."""

ATTRIBUTE = "dataset"
"""Under this name a frame keeps the name and version of its dataset, in `attrs`."""


def open(name: str, columns: Sequence[str] | None = None) -> pd.DataFrame:  # noqa: A001  # the word a person looks for
    """Return a dataset as a new pandas frame, with the types `Dataset.to_pandas` gives.

    Parameters
    ----------
    name : str
        Name of the dataset.
    columns : sequence of str, optional
        Names of columns, in the order wanted; all if left out.

    Raises
    ------
    DataError
        If this is not the sandbox.
    UnknownNameError
        If there is no such dataset or column; near names are offered.
    StorageError
        If the stored copy is damaged.
    """
    path = _file(name)
    if columns is not None:
        _check(name, columns, path)
    table = rows.load(path, name, "", columns)
    version = (table.schema.metadata or {}).get(rows.VERSION, b"").decode()
    frame = rows.to_pandas(table)
    frame.attrs[ATTRIBUTE] = {"name": name, "version": version}
    return frame


def _file(name: str) -> Path:
    """Return the file of a dataset.

    Raises
    ------
    DataError
        If this is not the sandbox.
    UnknownNameError
        If there is no such dataset.
    """
    folder = os.environ.get(FOLDER)
    if not folder:
        message = "`data.open` works where questions are answered, in the sandbox."
        hint = f'Here, use `analyst.dataset("{name}").to_pandas()`.'
        raise DataError(message, hint=hint, code="not-in-sandbox")
    index = Path(folder, SHELF_INDEX)
    known = json.loads(index.read_bytes()) if index.exists() else {}
    if name not in known:
        raise UnknownNameError(name, "dataset", known, where="loaded")
    return Path(folder, known[name])


def _check(name: str, columns: Sequence[str], path: Path) -> None:
    """Look for columns before the rows are read.

    Raises
    ------
    UnknownNameError
        If one does not exist.
    """
    present: pa.Schema = pq.read_schema(rows.present(path, name, ""))
    for column in columns:
        if column not in present.names:
            raise UnknownNameError(column, "column", present.names, where=f"in `{name}`")
