"""A few digits that tell whether a variable has changed, found in little time."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

import pyarrow as pa

from jupyter_analyst.data import variables
from jupyter_analyst.data.read import canonical
from jupyter_analyst.errors import ReadError

_MOST_CELLS = 1_000_000
_CHANGED = "no table"


def fingerprint(value: Any) -> str:
    """Return digits that are equal when two variables hold the same rows.

    Of more than a million cells only rows at equal distances are looked at, so that a change
    between them may be missed. A variable that is no table any more has digits of its own.

    Parameters
    ----------
    value : object
        A variable; empty digits are returned for what can be read only once.
    """
    if isinstance(value, pa.RecordBatchReader):
        return ""
    if not variables.is_table(value):
        return _CHANGED
    n_rows, n_columns = _shape(value)
    step = max(1, n_rows * n_columns // _MOST_CELLS)
    try:
        rows = variables.found(_thinned(value, step)).table
    except ReadError:
        return _CHANGED
    digest = hashlib.sha256(f"{n_rows} {n_columns}".encode())
    for piece in canonical(rows):
        digest.update(piece)
    return digest.hexdigest()


def _shape(value: Any) -> tuple[int, int]:
    if isinstance(value, Mapping):
        return len(next(iter(value.values()))), len(value)
    if isinstance(value, pa.Table | pa.RecordBatch):
        return value.num_rows, value.num_columns
    if variables.is_records(value):
        return len(value), len(value[0])
    fields = getattr(getattr(value, "dtype", None), "names", None) or [""]  # of a NumPy array
    n_rows, *rest = value.shape
    return n_rows, rest[0] if rest else len(fields)


def _thinned(value: Any, step: int) -> Any:
    """Return every so many rows of a variable."""
    if step == 1:
        return value
    if isinstance(value, Mapping):
        return {name: column[::step] for name, column in value.items()}
    if isinstance(value, pa.Table | pa.RecordBatch):
        return value.take(pa.array(range(0, value.num_rows, step)))
    return value.iloc[::step] if hasattr(value, "iloc") else value[::step]
