"""Which files are too large for memory, and who reads them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jupyter_analyst.data.delimited.reader import DELIMITED
from jupyter_analyst.data.delimited.stream import stream_delimited
from jupyter_analyst.data.formats.known import format_of
from jupyter_analyst.data.formats.parquet import PARQUET
from jupyter_analyst.data.formats.parquet_stream import stream_parquet

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from jupyter_analyst.data.formats.file import File
    from jupyter_analyst.data.formats.streamed import Spool, Streamed
    from jupyter_analyst.data.options import Options
    from jupyter_analyst.data.sources.piece import Piece

STREAMED_ABOVE = 64_000_000
"""Files of more bytes than this are streamed; smaller ones are quicker in memory."""

_STREAMS: dict[str, Callable[[File, Options, Spool], Streamed | None]] = {
    DELIMITED.words: stream_delimited,
    PARQUET.words: stream_parquet,
}
"""Readers of large files by the name of their format."""


def is_large(pieces: Sequence[Piece], given: Options) -> bool:
    """Tell whether a source is one file too large for memory.

    Parameters
    ----------
    pieces : sequence of Piece
        Its files.
    given : Options
        What a person decided.
    """
    first, *others = pieces
    is_plain = not others and given.source_column is None and "=" not in first.label
    return is_plain and first.file.path.stat().st_size > STREAMED_ABOVE


def streamed(file: File, given: Options, spool: Spool) -> Streamed | None:
    """Read a large file in pieces; None if its format, or the file itself, must be read at once.

    Parameters
    ----------
    file : File
        The file.
    given : Options
        What a person decided about its format.
    spool : Spool
        Where the rows go.

    Raises
    ------
    ReadError
        If it cannot be read as a table, or an option does not fit.
    UnknownNameError
        If a type is given for a column that does not exist.
    StorageError
        If the rows cannot be written.
    """
    stream = _STREAMS.get(format_of(file, given).words)
    return stream(file, given, spool) if stream else None
