"""What a format is: how its files are told, which options it knows, how they are read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    import pyarrow as pa

    from jupyter_analyst.data.formats.file import File
    from jupyter_analyst.data.options import Options
    from jupyter_analyst.data.reading import Reading, Rejected


@dataclass(frozen=True)
class Found:
    """What a reader found.

    Parameters
    ----------
    table : Table
        The rows, of the types `frame.normalised` leaves, with unique names.
    reading : Reading
        What was decided.
    rejected : tuple of Rejected
        Rows kept aside.
    """

    table: pa.Table
    reading: Reading
    rejected: tuple[Rejected, ...] = ()


@dataclass(frozen=True)
class Format:
    """A kind of files that can be read.

    Parameters
    ----------
    words : str
        What such a file is called in messages, with its article.
    suffixes : tuple of str
        How the names of such files usually end, in lower case.
    is_one : callable
        Tells by its bytes (or, where these say nothing, its name) whether a file is one.
    read : callable
        Reads one. Heavy libraries are imported there, for the first load must be quick.
    options : frozenset of str
        Names of the options it knows; others are refused.
    """

    words: str
    suffixes: tuple[str, ...]
    is_one: Callable[[File, Options], bool]
    read: Callable[[File, Options], Found]
    options: frozenset[str] = frozenset()
