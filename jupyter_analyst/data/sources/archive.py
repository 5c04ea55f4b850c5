"""What is in a zip archive, and whether it is safe to open."""

from __future__ import annotations

import re
import stat
import zipfile
import zlib
from fnmatch import fnmatchcase
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from jupyter_analyst.data.formats.known import SUFFIXES
from jupyter_analyst.data.sources.order import natural
from jupyter_analyst.data.sources.piece import Piece
from jupyter_analyst.errors import ReadError, UnknownNameError
from jupyter_analyst.wording import count, listed, size

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jupyter_analyst.data.formats.file import File
    from jupyter_analyst.data.sources.scratch import Scratch

PACKED = {".gz", ".gzip", ".bz2", ".xz", ".zst", ".zstd", ".zip"}
"""Endings that say of a name that the file is packed."""

_MAGICS = (b"PK\x03\x04", b"PK\x05\x06")
_DOCUMENT = {"[Content_Types].xml", "mimetype"}
"""Every office file, which is a zip archive too, holds one of these."""

_JUNK = re.compile(r"(?:^|/)(?:__MACOSX/|\.|Thumbs\.db$|desktop\.ini$)", re.IGNORECASE)
_OUTSIDE = re.compile(r"^/|^[A-Za-z]:|(?:^|/)\.\.(?:/|$)")
_ENCRYPTED = 0x1
_PIECE = 1 << 20
_DAMAGE = (zipfile.BadZipFile, EOFError, NotImplementedError, OSError, ValueError, zlib.error)
_MOST_NAMED = 8


def is_archive(file: File) -> bool:
    """Tell whether a file is a zip archive and no office document.

    Parameters
    ----------
    file : File
        Any file.
    """
    if not file.start.startswith(_MAGICS):
        return False
    try:
        with zipfile.ZipFile(file.path) as opened:
            return _DOCUMENT.isdisjoint(opened.namelist())
    except _DAMAGE:
        return b"xl/" not in file.start  # half a workbook is no archive either


def members(piece: Piece, member: str | None, scratch: Scratch) -> list[Piece]:
    """Return the tables of a zip archive, unpacked.

    Parameters
    ----------
    piece : Piece
        The archive.
    member : str, optional
        Which table: its name in the archive, or a pattern for several.
    scratch : Scratch
        Where to unpack to.

    Raises
    ------
    ReadError
        If the archive is damaged, encrypted or unsafe, or it is not clear what to read.
    UnknownNameError
        If it does not hold that member.
    """
    try:
        with zipfile.ZipFile(piece.file.path) as opened:
            entries = opened.infolist()
            for entry in entries:
                _check_safe(piece.file, entry)
            chosen = _chosen(piece.file, _tables(piece.file, entries), member)
            return [_extracted(piece, opened, entry, scratch) for entry in chosen]
    except zipfile.BadZipFile as error:
        failure = damaged(piece.file, "zip", error)
        raise failure from error


def damaged(file: File, packing: str, error: Exception) -> ReadError:
    """Return what to say of a packed file that cannot be unpacked.

    Parameters
    ----------
    file : File
        The file.
    packing : str
        How it is packed.
    error : Exception
        What was found.
    """
    message = f"`{file.name}` begins like {packing} and cannot be unpacked: {error}."
    hint = "Copy or download it again."
    return ReadError(message, hint=hint, code="archive-damaged")


def _check_safe(file: File, entry: zipfile.ZipInfo) -> None:
    """Refuse an archive made to write elsewhere, though nothing is written under its names.

    Raises
    ------
    ReadError
        If a member is a link, or its name leads out of the archive.
    """
    name = entry.orig_filename
    is_link = stat.S_ISLNK(entry.external_attr >> 16)
    if is_link or "\0" in name or _OUTSIDE.search(name.replace("\\", "/")):
        what = "is a link" if is_link else "leads out of the archive"
        message = f"`{file.name}` is not opened: its member {name!r} {what}."
        hint = "Do not trust it; ask where it comes from."
        raise ReadError(message, hint=hint, code="archive-unsafe")


def _tables(file: File, entries: Sequence[zipfile.ZipInfo]) -> list[zipfile.ZipInfo]:
    """Return the members that may be tables, by their names; a single member always may.

    Raises
    ------
    ReadError
        If there is none.
    """
    files = [one for one in entries if not one.is_dir() and not _JUNK.search(one.filename)]
    known = SUFFIXES | PACKED
    tables = [one for one in files if PurePosixPath(one.filename).suffix.lower() in known]
    if len(files) == 1:
        tables = files
    if not tables:
        held = listed([f"`{one.filename}`" for one in files]) if files else "nothing"
        message = f"`{file.name}` holds no table that is known by its name; it holds {held}."
        hint = "Unpack it, and load the file that you need."
        raise ReadError(message, hint=hint, code="archive-empty")
    return sorted(tables, key=lambda one: natural(one.filename))


def _chosen(file: File, tables: list[zipfile.ZipInfo], member: str | None) -> list[zipfile.ZipInfo]:
    names = [one.filename for one in tables]
    if member is None and len(tables) > 1:
        named = listed([f"`{name}`" for name in names], most=_MOST_NAMED)
        message = f"`{file.name}` holds {count(len(tables), 'table')}: {named}."
        hint = f"Choose one by `member`, such as `{names[0]}`, or read all as one by `member` `*`."
        raise ReadError(message, hint=hint, code="archive-several")
    if member is None:
        return tables
    found = _called(tables, member)
    if not found:
        raise UnknownNameError(member, "member", names, where=f"in `{file.name}`")
    return found


def _called(tables: list[zipfile.ZipInfo], member: str) -> list[zipfile.ZipInfo]:
    """Return the tables with a name, else those that fit it as a pattern."""
    exact = [one for one in tables if member in {one.filename, PurePosixPath(one.filename).name}]
    return exact or [one for one in tables if fnmatchcase(one.filename, member)]


def _extracted(
    piece: Piece, opened: zipfile.ZipFile, entry: zipfile.ZipInfo, scratch: Scratch
) -> Piece:
    name = f"{piece.file.name}/{entry.filename}"
    if entry.flag_bits & _ENCRYPTED:
        message = f"`{name}` is encrypted."
        hint = "Unpack it with its password, and load what comes out."
        raise ReadError(message, hint=hint, code="data-encrypted")
    what = f"`{name}` ({size(entry.compress_size)}) unpacks to"
    return Piece(
        scratch.write(_contents(piece.file, opened, entry), entry.filename, what),
        f"{piece.label}/{entry.filename}",
        "zip",
        entry.compress_size,
    )


def _contents(file: File, opened: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    try:
        with opened.open(entry) as stream:
            while piece := stream.read(_PIECE):
                yield piece
    except NotImplementedError as error:
        message = f"`{entry.filename}` in `{file.name}` is packed in a way that is not known."
        hint = "Unpack it with the program that made it."
        raise ReadError(message, hint=hint, code="archive-unknown") from error
    except _DAMAGE as error:
        failure = damaged(file, "zip", error)
        raise failure from error
