"""Arrow files: Feather (version 2), which is the Arrow file, and Arrow streams."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

from jupyter_analyst.data.formats.format import Format, Found
from jupyter_analyst.data.formats.nested import plain
from jupyter_analyst.errors import ReadError

if TYPE_CHECKING:
    from jupyter_analyst.data.formats.file import File
    from jupyter_analyst.data.options import Options

_FILE = b"ARROW1"
_OLD = b"FEA1"
_STREAM = b"\xff\xff\xff\xff"  # before every message
_STREAM_SUFFIXES = {".arrows", ".arrow", ".ipc"}


def read_arrow(file: File, given: Options) -> Found:  # noqa: ARG001  # all readers are called alike
    """Return the rows of an Arrow file or stream.

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
    if file.start.startswith(_OLD):
        message = f"`{file.name}` is a Feather file of version 1, which is no longer in use."
        hint = "Write it again as version 2: pyarrow.feather.write_feather writes that."
        raise ReadError(message, hint=hint, code="arrow-old")
    try:
        table = _table(file)
        table.validate(full=True)  # offsets that point anywhere would end the process later
        return Found(*plain(table, "arrow"))
    except (OSError, ValueError, TypeError, KeyError, pa.ArrowException) as error:
        message = f"`{file.name}` begins like an Arrow file and cannot be read: {error}."
        hint = "Copy or download it again."
        raise ReadError(message, hint=hint, code="arrow-damaged") from error


def _table(file: File) -> pa.Table:
    with pa.OSFile(str(file.path)) as source:  # not mapped: the file may change later
        if file.start.startswith(_FILE):
            return pa.ipc.open_file(source).read_all()
        return pa.ipc.open_stream(source).read_all()


def _is_arrow(file: File, _: Options) -> bool:
    start = file.start
    is_stream = start.startswith(_STREAM) and file.suffix in _STREAM_SUFFIXES
    return is_stream or start.startswith((_FILE, _OLD))


ARROW = Format(
    words="an Arrow file",
    suffixes=(".arrow", ".arrows", ".feather", ".ipc"),
    is_one=_is_arrow,
    read=read_arrow,
)
