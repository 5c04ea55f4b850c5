"""How much memory the values of a column take as an Arrow array."""

from __future__ import annotations

import math
import re

_SIZED = re.compile(r"(?:u?int|date|time|decimal)(\d+)")
"""Types whose names say how many bits a value has."""

_BITS = {"bool": 1, "float": 32, "double": 64, "timestamp": 64, "duration": 64}
_OFFSET_BITS = 32


def memory(type_: str, n_rows: int, missing: int, n_bytes: int | None = None) -> int:
    """Return the bytes of an Arrow array, as `pyarrow.Array.nbytes` counts them.

    These are its values, and what says where texts begin and which values are missing.

    Parameters
    ----------
    type_ : str
        The Arrow type.
    n_rows, missing : int
        All rows, and those without a value.
    n_bytes : int, optional
        Of all texts, in UTF-8; 0 if left out.

    References
    ----------
    .. [1] Apache Arrow columnar format, "Physical memory layout".

    Examples
    --------
    >>> memory("int64", 10, 0), memory("int64", 10, 1), memory("string", 2, 0, 7)
    (80, 82, 15)
    """
    validity = _bytes(n_rows) if missing else 0
    bits = _bits(type_) or _OFFSET_BITS
    return validity + _bytes(n_rows * bits) + (n_bytes or 0)


def _bits(type_: str) -> int:
    """Return how many bits a value of a type has, 0 if that differs from value to value."""
    if sized := _SIZED.match(type_):
        return int(sized[1])
    return _BITS.get(type_.partition("[")[0], 0)


def _bytes(bits: int) -> int:
    return math.ceil(bits / 8)
