"""What a value travels in: vectors of few types, in one Arrow file; both sides know it from here.

A file holds one batch of one row. Each of its columns is a list, and that list is one vector, so
that vectors of any length (columns, categories, levels of an index) fit into one file.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

FILE = re.compile(r"\.handover-[0-9a-f]{16}\.arrow")
"""How the files are called."""

MOST_VECTORS = 20_000
"""Vectors in a file."""

MOST_REGULAR = 10_000
"""Rows of an index of times up to which its frequency travels: checking it takes time for each."""

NUMBERS = {f"{sign}int{bits}": bits // 8 for sign in ("", "u") for bits in (8, 16, 32, 64)}
NUMBERS |= {"float16": 2, "float32": 4, "float64": 8, "bool": 1}
"""Bytes of a number by the name of its type, which NumPy and Arrow share."""

RAW = {"complex64": 8, "complex128": 16}
"""Bytes of the numbers that Arrow does not know."""

MISSING = ("None", "nan", "NA", "NaT")
"""What can stand for a missing cell among objects."""

_UNITS = {"datetime64", "timedelta64"}
_PER_CELL = {"date": 112, "codes": 13}  # a date of Python or a code, and the pointer
_TEXT = 64  # an empty text of Python, and the pointer to it
_LIST = 128  # an array of NumPy, and the pointer to it
_COSTS = {
    "text": (_TEXT, 4),  # one wide character makes all of a text wide
    "bytes": (_TEXT, 1),
    "string": (9, 1),  # stays in Arrow
    "binary": (9, 1),
    "json": (_TEXT, 32),  # "[]," is a list
}
"""Bytes in memory of a cell, and of each byte of it, where their length varies."""


def wire_of(dtype: str) -> str:
    """Return the type of vector in which numbers of a NumPy type travel; empty if in none.

    Parameters
    ----------
    dtype : str
        Its name.

    Examples
    --------
    >>> wire_of("float32"), wire_of("datetime64[us]"), wire_of("object")
    ('float32', 'int64', '')
    """
    if dtype in NUMBERS or dtype in RAW:
        return dtype
    kind, _, unit = dtype.partition("[")
    known = ("Y]", "M]", "W]", "D]", "h]", "m]", "s]", "ms]", "us]", "ns]", "ps]", "fs]", "as]")
    return "int64" if kind in _UNITS and unit in known else ""


def arrow_type(wire: str) -> Any:
    """Return the Arrow type of a vector.

    Parameters
    ----------
    wire : str
        Name of its type here.

    Raises
    ------
    KeyError
        If there is no such type.
    """
    import pyarrow as pa

    if wire.startswith("list-"):
        return pa.large_list(_number(wire.removeprefix("list-")))
    fixed = {"date": pa.date32(), "codes": pa.int32()} | {
        name: pa.binary(width) for name, width in RAW.items()
    }
    texts = {name: pa.large_string() for name in ("text", "string", "json")}
    blobs = {name: pa.large_binary() for name in ("bytes", "binary")}
    return (fixed | texts | blobs).get(wire) or _number(wire)


def _number(name: str) -> Any:
    import pyarrow as pa

    if name not in NUMBERS:
        message = f"{name!r} is no type of a vector"
        raise KeyError(message)
    return pa.bool_() if name == "bool" else getattr(pa, name)()


def schema(wires: Sequence[str]) -> Any:
    """Return the schema of a file with these vectors.

    Parameters
    ----------
    wires : sequence of str
        Their types.

    Raises
    ------
    KeyError
        If there is no such type.
    """
    import pyarrow as pa

    types = {wire: pa.large_list(arrow_type(wire)) for wire in dict.fromkeys(wires)}
    return pa.schema([pa.field(str(at), types[wire]) for at, wire in enumerate(wires)])


def cost(wire: str, vector: Any) -> int:
    """Return how many bytes of memory a vector takes at most once it is what it stands for.

    Parameters
    ----------
    wire : str
        Its type.
    vector : pyarrow.Array
        The vector, the lengths of whose buffers have been checked.
    """
    length = len(vector)
    if wire in _COSTS:
        per_cell, per_byte = _COSTS[wire]
        return length * per_cell + _span(vector) * per_byte
    if wire.startswith("list-"):
        return length * _LIST + _span(vector) * NUMBERS[wire.removeprefix("list-")]
    return length * (_PER_CELL.get(wire) or 1 + (NUMBERS | RAW)[wire])


def _span(vector: Any) -> int:
    """Return how many bytes or items the cells of a vector hold together."""
    if not len(vector):
        return 0
    ends = memoryview(vector.buffers()[1]).cast("B").cast("q")
    return int(ends[vector.offset + len(vector)] - ends[vector.offset])
