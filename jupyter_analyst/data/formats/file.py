"""A file to be read: where its bytes are, and what it is called."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_START = 65_536
_SMALL = 16 << 20


@dataclass(frozen=True)
class File:
    """A file to be read.

    Parameters
    ----------
    path : Path
        Where its bytes are; what came out of an archive lies in a folder of its own.
    name : str
        What it is called, for messages and for formats that only their name tells.
    max_mb : float, optional
        Most megabytes of rows that are read from it, where a query can make more than it holds.
    """

    path: Path
    name: str
    max_mb: float | None = None

    @cached_property
    def start(self) -> bytes:
        """Its first bytes, at most 64 KiB, by which formats are told apart."""
        with self.path.open("rb") as stream:
            return stream.read(_START)

    @cached_property
    def content(self) -> bytes:
        """All its bytes, for readers that need them at once."""
        return self.path.read_bytes()

    def contains(self, byte: bytes) -> bool:
        """Tell whether a byte stands anywhere in it; of a large file nothing is kept in memory.

        Parameters
        ----------
        byte : bytes
            One byte.
        """
        if self.path.stat().st_size <= _SMALL:
            return byte in self.content
        with self.path.open("rb") as stream:
            return any(byte in piece for piece in iter(lambda: stream.read(1 << 20), b""))

    @property
    def suffix(self) -> str:
        """The end of its name in lower case, such as ``".csv"``; empty if there is none."""
        stem, dot, end = self.name.rpartition(".")
        return f".{end.lower()}" if stem and dot else ""

    def digest(self) -> bytes:
        """Return the SHA-256 of its bytes; they are not kept in memory."""
        with self.path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").digest()
