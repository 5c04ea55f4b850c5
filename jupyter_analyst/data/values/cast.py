"""Texts as values of a type, all of them or none."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

_HEAD = 100
"""So many are tried first: Arrow takes long where every value is refused."""


def cast(column: pa.ChunkedArray, kind: pa.DataType) -> pa.ChunkedArray | None:
    """Return what Arrow reads texts as; None if it refuses one.

    Parameters
    ----------
    column : ChunkedArray
        Texts, null where missing.
    kind : DataType
        The type of the values.

    Examples
    --------
    >>> cast(pa.chunked_array([["1", "2"]]), pa.int64()).to_pylist()
    [1, 2]
    >>> cast(pa.chunked_array([["1", "2.5"]]), pa.int64())
    """
    try:
        pc.cast(column.slice(0, _HEAD), kind)
        return pc.cast(column, kind)
    except pa.ArrowInvalid:
        return None
