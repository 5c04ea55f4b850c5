"""How a file is packed, told by its first bytes, and unpacking it into a private file."""

from __future__ import annotations

import bz2
import gzip
import lzma
import re
import zlib
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from jupyter_analyst.data.formats.known import FORMATS
from jupyter_analyst.data.sources import archive
from jupyter_analyst.data.sources.piece import Piece
from jupyter_analyst.errors import ReadError
from jupyter_analyst.wording import size

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    from jupyter_analyst.data.formats.file import File
    from jupyter_analyst.data.options import Options
    from jupyter_analyst.data.sources.scratch import Scratch

_DEEPEST = 2
"""Packed within packed is opened, as a `sales.csv.gz` in a zip; once more is not."""

_PIECE = 1 << 20
_DAMAGE = (EOFError, OSError, ValueError, zlib.error, lzma.LZMAError, pa.ArrowException)
_TAR = slice(257, 262)


@dataclass(frozen=True)
class _Packing:
    """One way to pack one file."""

    name: str
    magic: re.Pattern[bytes]
    open: Callable[[str], AbstractContextManager[Any]]  # of gzip, bz2, lzma or Arrow


def _zstd(path: str) -> AbstractContextManager[Any]:
    stream: AbstractContextManager[Any] = pa.CompressedInputStream(pa.OSFile(path), "zstd")
    return stream


_PACKINGS = (
    _Packing("gzip", re.compile(rb"\x1f\x8b\x08"), gzip.open),
    # a text may begin with `BZh`; behind it stands pi, or the root of pi where all ends
    _Packing("bzip2", re.compile(rb"BZh[1-9](?:1AY&SY|\x17rE8P\x90)"), bz2.open),
    _Packing("xz", re.compile(rb"\xfd7zXZ\0"), lzma.open),
    _Packing("zstd", re.compile(rb"\x28\xb5\x2f\xfd"), _zstd),
)


def bare_name(name: str) -> str:
    """Return the name of a file without the endings that say how it is packed.

    Parameters
    ----------
    name : str
        Name of a file.

    Examples
    --------
    >>> bare_name("sales.csv.gz"), bare_name("sales.zip"), bare_name("sales.csv")
    ('sales.csv', 'sales', 'sales.csv')
    """
    while PurePath(name).suffix.lower() in archive.PACKED:
        name = name[: -len(PurePath(name).suffix)]
    return name


def unpacked(file: File, given: Options, scratch: Scratch, label: str) -> list[Piece]:
    """Return what is in a file: itself, or what it is the packed form of.

    Parameters
    ----------
    file : File
        Any file.
    given : Options
        What a person decided; `member` chooses from an archive.
    scratch : Scratch
        Where to unpack to.
    label : str
        What the file is called among those that are read.

    Raises
    ------
    ReadError
        If it is damaged, encrypted, unsafe, too large, or packed too often.
    UnknownNameError
        If an archive does not hold the member that is asked for.
    """
    return _unpacked(Piece(file, label), given, scratch, depth=0)


def _unpacked(piece: Piece, given: Options, scratch: Scratch, depth: int) -> list[Piece]:
    packing = _packing_of(piece.file, given)
    if packing is None:
        return [piece]
    if depth == _DEEPEST:
        message = f"`{piece.file.name}` lies in an archive in an archive."
        hint = "Unpack the outer one, and load what is in it."
        raise ReadError(message, hint=hint, code="archive-nested")
    with scratch.replacing(piece.file):
        if isinstance(packing, _Packing):
            inner = [_opened(piece, packing, scratch)]
        else:
            inner = archive.members(piece, given.member, scratch)
            given = replace(given, member=None)
    return [one for part in inner for one in _unpacked(part, given, scratch, depth + 1)]


def _packing_of(file: File, given: Options) -> _Packing | str | None:
    """Return how a file is packed; a workbook, which is a zip archive too, is not.

    Raises
    ------
    ReadError
        If it is a tar archive.
    """
    for packing in _PACKINGS:
        if packing.magic.match(file.start):
            return packing
    if file.start[_TAR] == b"ustar":
        message = f"`{file.name}` is a tar archive, which is not read."
        hint = "Unpack it, and load the files in it; `*` in a name stands for several."
        raise ReadError(message, hint=hint, code="archive-unknown")
    *others, _ = FORMATS
    is_archive = archive.is_archive(file) and not any(one.is_one(file, given) for one in others)
    return "zip" if is_archive else None


def _opened(piece: Piece, packing: _Packing, scratch: Scratch) -> Piece:
    file = piece.file
    n_packed = file.path.stat().st_size
    name = PurePath(file.name)
    bare = name.stem if name.suffix.lower() in archive.PACKED else file.name
    what = f"`{file.name}` ({size(n_packed)}) unpacks to"
    made = scratch.write(_contents(file, packing), bare, what)
    return replace(
        piece,
        file=made,
        packing=f"{packing.name} in {piece.packing}" if piece.packing else packing.name,
        n_packed=piece.n_packed or n_packed,
    )


def _contents(file: File, packing: _Packing) -> Iterator[bytes]:
    try:
        with packing.open(str(file.path)) as stream:
            while piece := stream.read(_PIECE):
                yield piece
    except _DAMAGE as error:
        failure = archive.damaged(file, packing.name, error)
        raise failure from error
