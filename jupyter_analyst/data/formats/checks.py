"""Whether a file is there, not too large and not empty, and whether it is text."""

from __future__ import annotations

import re
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from jupyter_analyst.data.delimited.encoding import wide_encoding_of
from jupyter_analyst.errors import ReadError, near
from jupyter_analyst.masking import masked
from jupyter_analyst.wording import size

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jupyter_analyst.data.formats.file import File

_MAGIC = {
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"GIF8": "a GIF picture",
    b"%PDF": "a PDF document",
    b"7z\xbc\xaf": "a 7z archive",
    b"\xd0\xcf\x11\xe0": "an old Office file (doc, ppt)",
    b"SQLite format 3": "a SQLite database",
    b"\x7fELF": "a program",
    b"\x80\x04\x95": "a Python pickle",
    b"\x80\x05\x95": "a Python pickle",
}
_MARKUP = {b"<!doctype html": "a web page", b"<html": "a web page", b"<?xml": "an XML file"}
_EMPTY_UP_TO = 65_536
_NOTHING = re.compile(rb"(?:\xef\xbb\xbf)?\s*")
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")  # texts whose characters contain zero bytes
_MANY_CONTROLS = 0.02
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\f\x1a\x1b"))
_HINT = "Save it as CSV or Parquet."


@contextmanager
def readable(path: object) -> Iterator[None]:
    """Turn what the system says while a file is read into an error of ours.

    Parameters
    ----------
    path : object
        The file, or the files.

    Raises
    ------
    ReadError
        If the system refuses to read it.
    """
    try:
        yield
    except OSError as error:
        message = f"`{masked(str(path))}` cannot be read: {error.strerror or error}."
        hint = "Check that the path is right and that you may read it."
        raise ReadError(message, hint=hint, code="file-unreadable") from error


def check_place(path: Path, max_mb: float | None = None) -> None:
    """Check that a file can be read at all.

    Parameters
    ----------
    path : Path
        The file.
    max_mb : float, optional
        Largest size that is read, in megabytes.

    Raises
    ------
    ReadError
        If it is missing, a folder, empty or too large.
    """
    _check_file(path, max_mb)
    with path.open("rb") as stream:
        start = stream.read(_EMPTY_UP_TO)
        is_empty = _NOTHING.fullmatch(start) and not stream.read(1)
    if is_empty:
        message = f"`{path.name}` is empty ({size(len(start))}); rows were expected."
        raise ReadError(message, hint="Check how it was written.", code="file-empty")


def check_text(file: File, encoding: str | None = None) -> None:
    """Check that a file that has no other format is text.

    Parameters
    ----------
    file : File
        The file.
    encoding : str, optional
        The encoding, if it was given; then zero bytes may be part of the text.

    Raises
    ------
    ReadError
        If it is something else, which is named if it is known.
    """
    seems = _seems(file.start)
    hint = _HINT
    if seems is None and _is_binary(file, encoding):
        seems = f"binary data{_zero(file.content)}"
        hint = f"{_HINT} If it is text all the same, give its `encoding`."
    if seems:
        message = f"`{file.name}` is not a text table: it seems to be {seems}."
        raise ReadError(message, hint=hint, code="file-binary")


def _check_file(path: Path, max_mb: float | None) -> None:
    if not path.exists():
        missing = _missing(path)
        raise missing
    if not path.is_file():
        message = f"`{path}` is not an ordinary file; a CSV or Parquet file was expected."
        raise ReadError(message, hint="Give the path of a file.", code="file-is-folder")
    n_bytes = path.stat().st_size
    if max_mb is not None and n_bytes > max_mb * 1_000_000:
        message = f"`{path.name}` has {size(n_bytes)}; the largest that is read is {max_mb:g} MB."
        hint = "Raise `max_file_mb`, or keep only what you need of it."
        raise ReadError(message, hint=hint, code="file-too-large")


def _seems(content: bytes) -> str | None:
    start = content[:4096].removeprefix(b"\xef\xbb\xbf").lstrip()
    if content.startswith(b"PK\x03\x04"):
        return "a zip archive"
    found = next((what for magic, what in _MAGIC.items() if content.startswith(magic)), None)
    lowered = start[:20].lower()
    return found or next((w for mark, w in _MARKUP.items() if lowered.startswith(mark)), None)


def _is_binary(file: File, encoding: str | None) -> bool:
    start = file.start
    if encoding is not None or start.startswith(_WIDE_MARKS) or wide_encoding_of(start):
        return False
    controls = len(start) - len(start.translate(None, _CONTROLS))
    return controls > _MANY_CONTROLS * len(start) or file.contains(b"\0")


def _zero(content: bytes) -> str:
    """Return where the first zero byte stands, for it may be the only one."""
    start, zero, _ = content.partition(b"\0")
    line = start.count(b"\n") + 1
    return f" (a zero byte in line {line})" if zero else ""


def _missing(path: Path) -> ReadError:
    message = f"There is no file `{path}`."
    if str(path).startswith(("http:/", "https:/")):
        hint = "Give the address as text, not as a Path."
        return ReadError(message, hint=hint, code="file-missing")
    if not path.parent.is_dir():
        hint = f"The folder `{path.parent}` does not exist either."
        return ReadError(message, hint=hint, code="file-missing")
    hint = near(path.name, (item.name for item in path.parent.iterdir() if item.is_file()))
    hint = hint or f"The current folder is `{Path.cwd()}`."
    return ReadError(message, hint=hint, code="file-missing")
