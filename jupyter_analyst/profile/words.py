"""The different values of a column of texts, and how often each is there."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

_Codes = np.ndarray[Any, Any]


@dataclass(frozen=True)
class Words:
    """Values as numbers of different ones.

    Parameters
    ----------
    codes : ndarray of int
        For each row the place of its value among the different ones, -1 where it is missing.
    different : pyarrow.Array
        The different values.
    counts : ndarray of int
        How often each is there.
    """

    codes: _Codes
    different: pa.Array
    counts: _Codes

    def __len__(self) -> int:
        """Return how many values there are, missing ones not counted."""
        return int(self.counts.sum())

    @cached_property
    def _lengths(self) -> _Codes:
        found: _Codes = pc.utf8_length(self.different).to_numpy()
        return found

    @property
    def shortest(self) -> int | None:
        """Fewest characters of a text, None if there is none."""
        return int(self._lengths.min()) if len(self._lengths) else None

    @property
    def longest(self) -> int | None:
        """Most characters of a text, None if there is none."""
        return int(self._lengths.max()) if len(self._lengths) else None

    @property
    def mean_length(self) -> float | None:
        """Mean of the characters of the texts, None if there is none."""
        return float(self._lengths @ self.counts / len(self)) if len(self._lengths) else None

    @property
    def n_bytes(self) -> int:
        """Bytes of all texts, in UTF-8."""
        return int(pc.binary_length(self.different).to_numpy() @ self.counts)

    @property
    def blank(self) -> int:
        """How many texts are empty or nothing but white space."""
        is_blank = pc.or_(pc.utf8_is_space(self.different), pc.equal(self.different, ""))
        return int(self.counts[is_blank.to_numpy(zero_copy_only=False)].sum())

    @property
    def are_whole(self) -> bool:
        """Whether all decimals are whole numbers."""
        return bool(pc.all(pc.equal(pc.floor(self.different), self.different)).as_py())

    def ranked(self) -> list[tuple[str, int]]:
        """Return the different values as texts, most frequent first, then in order."""
        counted = pa.table({"n": self.counts, "x": self.different})
        keys = [("n", "descending"), ("x", "ascending")]
        ranked = self.different.take(pc.sort_indices(counted, sort_keys=keys))
        return list(zip(_said(ranked), sorted(self.counts.tolist(), reverse=True), strict=True))


def words(column: pa.ChunkedArray) -> Words:
    """Return the different values of a column.

    Parameters
    ----------
    column : pyarrow.ChunkedArray
        Texts, truth values or decimals.
    """
    encoded = column.dictionary_encode().unify_dictionaries()
    different = encoded.chunk(0).dictionary if encoded.num_chunks else pa.array([], column.type)
    indices = pa.chunked_array([chunk.indices for chunk in encoded.chunks], pa.int32())
    codes = indices.fill_null(-1).to_numpy()
    counts = np.bincount(codes[codes >= 0], minlength=len(different))
    return Words(codes, different, counts)


def _said(values: pa.Array) -> list[str]:
    """Return values as texts."""
    if pa.types.is_decimal(values.type):
        return [f"{value:f}" for value in values.to_pylist()]
    said: list[str] = pc.cast(values, pa.string()).to_pylist()
    return said
