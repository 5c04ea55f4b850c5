"""The different values of a column, so that what takes long is done to each of them once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

if TYPE_CHECKING:
    from collections.abc import Callable


def distinct(
    column: pa.ChunkedArray,
) -> tuple[pa.ChunkedArray, Callable[[pa.ChunkedArray], pa.ChunkedArray]]:
    """Return the different values of a column, and what spreads what became of them over its rows.

    Parameters
    ----------
    column : ChunkedArray
        Texts; nulls are not among the values, and stay null.

    Examples
    --------
    >>> values, spread = distinct(pa.chunked_array([["a", "b", None, "a"]]))
    >>> values.to_pylist(), spread(pa.chunked_array([[1, 2]])).to_pylist()
    (['a', 'b'], [1, 2, None, 1])
    """
    chunks = column.dictionary_encode().unify_dictionaries().chunks
    values = chunks[0].dictionary if chunks else pa.array([], column.type)
    places = pa.chunked_array([one.indices for one in chunks], pa.int32())
    return pa.chunked_array([values]), lambda values: values.take(places)
