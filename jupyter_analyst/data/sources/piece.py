"""One file of all that are read as one table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jupyter_analyst.data.formats.file import File


@dataclass(frozen=True)
class Piece:
    """One file of a source, ready to be read.

    Parameters
    ----------
    file : File
        The file; what was packed is unpacked.
    label : str
        What tells it from the others: its name with the folders in which they differ.
    packing : str
        How it was packed, such as ``"gzip"``; empty if it was not.
    n_packed : int
        Bytes it had while it was packed.
    """

    file: File
    label: str
    packing: str = ""
    n_packed: int = 0
