"""The vectors in an Arrow file from the sandbox; nothing in the file is believed unchecked.

The schema is not read but compared: the file must begin with the very bytes that the types
announced for it give here. So no name, no metadata and no type of the file is ever interpreted. The
head of its only batch is looked at before Arrow gets it: a length in it could make Arrow allocate
(compressed buffers, metadata stated many times) or count the same bytes again and again.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from jupyter_analyst.inside import wires
from jupyter_analyst.sandbox.exchange.claims import LargeError, WrongError, demand

if TYPE_CHECKING:
    from collections.abc import Sequence

    from typing_extensions import Buffer

_MAGIC = b"ARROW1"
_START = _MAGIC + bytes(2)
_MARK = b"\xff\xff\xff\xff"
_END = _MARK + bytes(4)
_BATCH = 3
"""What a message says that it holds if it is a batch."""

_HEAD, _HEAD_OF_VECTOR = 1024, 256
"""Bytes the head of a batch may take, and for each vector."""


def around(n_vectors: int) -> int:
    """Return how many bytes of a file may be other than values.

    Parameters
    ----------
    n_vectors : int
        How many vectors it holds.
    """
    return 4 * (_HEAD + _HEAD_OF_VECTOR * n_vectors)


@dataclass
class Vectors:
    """Vectors, each to be taken once.

    Parameters
    ----------
    types : tuple of str
        The types they travelled in.
    vectors : dict of int to pyarrow.Array
        Those not taken yet by their place.
    most, spent : int
        Bytes that may be made of them, and those that are.
    """

    types: tuple[str, ...]
    vectors: dict[int, Any] = field(repr=False)
    most: int
    spent: int

    def take(self, at: int, *types: str) -> Any:
        """Return a vector.

        Parameters
        ----------
        at : int
            Its place.
        *types : str
            What it may have travelled in.

        Raises
        ------
        WrongError
            If there is none, or it is of another type.
        """
        demand(at in self.vectors and self.types[at] in types, "a part of it is missing")
        return self.vectors.pop(at)

    def spend(self, size: int) -> None:
        """Note that bytes are made of them.

        Parameters
        ----------
        size : int
            How many.

        Raises
        ------
        LargeError
            If they are too many.
        """
        self.spent += size
        if self.spent > self.most:
            raise LargeError(self.spent, self.most)


def read(data: Buffer, types: Sequence[str], most: int) -> Vectors:
    """Return the vectors in a file.

    Parameters
    ----------
    data : buffer
        What is in the file; nobody else may write to it.
    types : sequence of str
        The types of the vectors, as they were announced.
    most : int
        Bytes they may take in memory.

    Raises
    ------
    WrongError
        If the file is not such a one.
    LargeError
        If they are too large.
    """
    if not types:
        return Vectors((), {}, most, 0)
    try:
        found = _vectors(_aligned(data), types, most)
    except (pa.ArrowException, struct.error, ValueError, KeyError, OSError, TypeError) as error:
        words = "its file is malformed"
        raise WrongError(words) from error
    spent = sum(map(wires.cost, types, found))
    return Vectors((*types,), dict(enumerate(found)), most, spent)


def _aligned(data: Buffer) -> pa.Buffer:
    buffer = pa.py_buffer(data)
    return pa.py_buffer(buffer.to_pybytes()) if buffer.address % 8 else buffer


def _vectors(buffer: pa.Buffer, types: Sequence[str], most: int) -> list[Any]:
    """Return the vectors in a file, checked to the last value.

    Raises
    ------
    LargeError
        If they are too large.
    """
    schema = wires.schema(types)
    start = _START + schema.serialize().to_pybytes()
    begins: bool = buffer.size >= len(start) and buffer[: len(start)] == start
    demand(begins, "its file does not begin as announced")
    rest = buffer.slice(len(start))
    _check_head(memoryview(rest).cast("B"), len(types))
    batch = pa.ipc.read_record_batch(pa.ipc.read_message(rest), schema)
    batch.validate()
    lists = batch.columns
    is_row = batch.num_rows == 1 and not any(one.null_count for one in lists)
    demand(is_row, "its file holds other than one row")
    vectors = [one[0].values for one in lists]
    lengths = [len(one.values) for one in lists]
    demand([*map(len, vectors)] == lengths, "its file holds more than its row")
    size = sum(map(wires.cost, types, vectors))
    if size > most:
        raise LargeError(size, most)
    batch.validate(full=True)
    return vectors


def _check_head(rest: memoryview, n_vectors: int) -> None:
    """Look at the head of a batch before Arrow acts on it."""
    (length,) = struct.unpack_from("<i", rest, len(_MARK))
    fits = 0 < length <= _HEAD + _HEAD_OF_VECTOR * n_vectors and length % 8 == 0
    demand(fits and rest[: len(_MARK)] == _MARK, "the head of its file is malformed")
    n_bytes = _Head(rest[8 : 8 + length]).check()
    end = 8 + length + n_bytes
    demand(0 <= n_bytes <= len(rest) - 8 - length, "its file is cut off")
    ends = rest[end : end + len(_END)] == _END and rest[-len(_MAGIC) :] == _MAGIC
    demand(ends, "its file does not end as it should")


class _Head:
    """The head of a batch: a FlatBuffer, of which a few fields are looked at.

    Parameters
    ----------
    data : memoryview
        The FlatBuffer; the fields and their places are those of Arrow's `Message.fbs`.
    """

    def __init__(self, data: memoryview) -> None:
        self._data = data

    def check(self) -> int:
        """Return how many bytes the batch has after the head."""
        message = self._number("<I", 0)
        _, kind, batch, size, remarks = (self._field(message, i) for i in range(5))
        is_batch = bool(kind and batch and size) and self._number("<B", kind) == _BATCH
        demand(is_batch, "its file holds no batch")
        demand(not remarks, "its file holds remarks")
        batch += self._number("<I", batch)
        _, _, buffers, compression, _ = (self._field(batch, i) for i in range(5))
        demand(not compression, "its file is compressed")
        demand(bool(buffers), "its file holds no values")
        n_bytes = self._number("<q", size)
        self._check_buffers(buffers + self._number("<I", buffers), n_bytes)
        return n_bytes

    def _check_buffers(self, at: int, n_bytes: int) -> None:
        """Make sure that each buffer has bytes of its own."""
        count = self._number("<I", at)
        pairs = np.frombuffer(self._data, "<i8", 2 * count, at + 4).reshape(-1, 2)
        starts, lengths = pairs[:, 0], pairs[:, 1]
        inside = (starts >= 0) & (lengths >= 0) & (starts <= n_bytes) & (lengths <= n_bytes)
        apart = (starts[1:] >= (starts + lengths)[:-1]).all() and not (starts % 8).any()
        demand(bool(inside.all() and apart), "the parts of its file overlap")

    def _field(self, table: int, at: int) -> int:
        """Return where a field of a table is; 0 if it is left out."""
        known = table - self._number("<i", table)
        slot = 4 + 2 * at
        if slot + 2 > self._number("<H", known):
            return 0
        offset = self._number("<H", known + slot)
        return table + offset if offset else 0

    def _number(self, how: str, at: int) -> int:
        if at < 0:  # struct would count from the end
            raise struct.error
        return int(struct.unpack_from(how, self._data, at)[0])
