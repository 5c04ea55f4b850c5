"""What the bytes of a column show, without a look at each value.

Buffers are read as they are, for `to_numpy` of Arrow imports pandas.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import numpy as np
import pyarrow.compute as pc
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pyarrow as pa

Codes = NDArray[np.uint8]
Places = NDArray[np.int32]

_ZERO, _NINE = ord("0"), ord("9")
_BEYOND_ASCII = 0x80
_PLUS, _MINUS = ord("+"), ord("-")


def have_no_letters(column: pa.ChunkedArray) -> bool:
    """Tell whether texts are of digits and marks alone, for all letters have higher codes.

    Parameters
    ----------
    column : ChunkedArray
        Texts.
    """
    return all(int(codes.max()) <= _NINE for codes, _, _ in _chunks(column))


def are_ascii(column: pa.ChunkedArray) -> bool:
    """Tell whether texts hold no character beyond ASCII.

    Parameters
    ----------
    column : ChunkedArray
        Texts.
    """
    return all(int(codes.max()) < _BEYOND_ASCII for codes, _, _ in _chunks(column))


def holds(column: pa.ChunkedArray, mark: str) -> bool:
    """Tell whether a character stands in some text.

    Parameters
    ----------
    column : ChunkedArray
        Texts.
    mark : str
        The character; an empty one stands in none.
    """
    if not mark or not mark.isascii():
        return bool(mark) and bool(pc.any(pc.match_substring(column, mark), min_count=0).as_py())
    return any(bool((codes == ord(mark)).any()) for codes, _, _ in _chunks(column))


def has_leading_zero(column: pa.ChunkedArray) -> bool:
    """Tell whether some text begins with a zero and another digit, perhaps behind a sign.

    Parameters
    ----------
    column : ChunkedArray
        Texts.
    """
    return any(_has_leading_zero(*chunk) for chunk in _chunks(column))


def n_characters(values: pa.ChunkedArray) -> int:
    """Return how many characters it takes to write whole numbers, one below the other.

    Parameters
    ----------
    values : ChunkedArray
        Whole numbers of 64 bits.
    """
    return sum(_n_characters(chunk) for chunk in values.drop_null().chunks if len(chunk))


def _n_characters(chunk: pa.Array) -> int:
    found = np.frombuffer(chunk.buffers()[1], np.int64)[chunk.offset :][: len(chunk)]
    sizes = np.abs(found).view(np.uint64)  # the lowest number has no positive twin
    n_signs = int(np.count_nonzero(found < 0))
    most = int(sizes.max(initial=0))
    powers = itertools.takewhile(lambda power: power <= most, (10**n for n in range(1, 20)))
    further = sum(int(np.count_nonzero(sizes >= np.uint64(power))) for power in powers)
    return len(found) + n_signs + further


def _has_leading_zero(codes: Codes, begins: Places, lengths: Places) -> bool:
    ends = begins + lengths
    first = codes.take(begins, mode="clip")
    is_signed = (first == _PLUS) | (first == _MINUS)
    if is_signed.any():
        begins = begins + is_signed
        first = codes.take(begins, mode="clip")
    at = np.flatnonzero(first == _ZERO)
    seconds = begins[at] + 1
    second = codes[seconds[seconds < ends[at]]]
    return bool(((second >= _ZERO) & (second <= _NINE)).any())


def _chunks(column: pa.ChunkedArray) -> Iterator[tuple[Codes, Places, Places]]:
    """Yield the bytes of each chunk, where its texts begin, and how long they are; null is empty.

    Layout: https://arrow.apache.org/docs/format/Columnar.html#variable-size-binary-layout
    """
    for chunk in column.chunks:
        valid, offsets, data = chunk.buffers()
        if not data or not len(chunk):
            continue
        ends = np.frombuffer(offsets, np.int32)[chunk.offset : chunk.offset + len(chunk) + 1]
        if ends[0] == ends[-1]:
            continue
        lengths = np.diff(ends)
        if chunk.null_count:
            bits = np.unpackbits(np.frombuffer(valid, np.uint8), bitorder="little")
            lengths *= bits[chunk.offset : chunk.offset + len(chunk)]
        yield np.frombuffer(data, np.uint8)[ends[0] : ends[-1]], ends[:-1] - ends[0], lengths
