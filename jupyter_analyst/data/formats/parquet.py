"""Parquet files."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq

from jupyter_analyst.data.formats.format import Format, Found
from jupyter_analyst.data.formats.nested import plain
from jupyter_analyst.errors import ReadError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jupyter_analyst.data.formats.file import File
    from jupyter_analyst.data.options import Options

_MAGIC = b"PAR1"


def read_parquet(file: File, given: Options) -> Found:  # noqa: ARG001  # all readers are called alike
    """Return the rows of a Parquet file.

    Parameters
    ----------
    file : File
        The file.
    given : Options
        No option applies.

    Raises
    ------
    ReadError
        If it is damaged, or holds values of types that are not kept.
    """
    with opened(file) as source:
        return Found(*plain(source.read(), "parquet"))


@contextmanager
def opened(file: File) -> Iterator[pq.ParquetFile]:
    """Open a Parquet file, and say plainly if it is damaged.

    Parameters
    ----------
    file : File
        The file.

    Raises
    ------
    ReadError
        If it is damaged.
    """
    try:
        with pq.ParquetFile(file.path) as source:
            yield source
    except (OSError, UnicodeError, pa.ArrowException) as error:
        message = f"`{file.name}` begins like a Parquet file and cannot be read: {error}."
        hint = "Copy or download it again."
        raise ReadError(message, hint=hint, code="parquet-damaged") from error


PARQUET = Format(
    words="a Parquet file",
    suffixes=(".parquet", ".pq"),
    is_one=lambda file, _: file.start.startswith(_MAGIC),
    read=read_parquet,
)
