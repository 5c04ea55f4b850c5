"""Whether the zip container of a workbook is what it says, and safe to unpack."""

from __future__ import annotations

import copy
import zipfile
from typing import TYPE_CHECKING

from jupyter_analyst.data.formats.workbooks.damage import (
    refuse_damaged,
    refuse_harmful,
    refuse_protected,
)
from jupyter_analyst.wording import size

if TYPE_CHECKING:
    from collections.abc import Iterator

PIECE = 1 << 20
"""How many bytes of a part are looked at together."""

_MOST_UNPACKED = 5_000_000_000
_LARGE = 50_000_000
_RATIO = 200
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_ENCRYPTED = 0x1
_MARKUP = (".xml", ".rels")
_DECLARATIONS = (b"<!DOCTYPE", b"<!ENTITY")
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"\0", b"<\0")


def check_package(package: zipfile.ZipFile, name: str) -> None:
    """Check all parts of a container before any of them is parsed; nothing goes to disk.

    Parameters
    ----------
    package : ZipFile
        The container.
    name : str
        What the file is called.

    Raises
    ------
    ReadError
        If it is encrypted, unpacks to too much, is not as long as it says, holds a part twice,
        or declares entities.
    """
    parts = package.infolist()
    if any(part.flag_bits & _ENCRYPTED for part in parts):
        refuse_protected(name)
    _check_sizes(parts, name)
    _check_names(parts, name)
    for part in parts:
        _check_part(package, part, name)


def pieces(package: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    """Yield the bytes of a part in pieces.

    Parameters
    ----------
    package : ZipFile
        The container.
    part : str
        Name of the part.
    """
    with package.open(part) as stream:
        while piece := stream.read(PIECE):
            yield piece


def _check_sizes(parts: list[zipfile.ZipInfo], name: str) -> None:
    unpacked = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts)
    if unpacked > _MOST_UNPACKED:
        most = size(_MOST_UNPACKED)
        what = f"it unpacks to {size(unpacked)}, and the largest that is read is {most}"
        refuse_harmful(name, what)
    if unpacked > _LARGE and unpacked > _RATIO * packed:
        what = f"its {size(packed)} unpack to {size(unpacked)}, more than {_RATIO} to 1"
        refuse_harmful(name, what)


def _check_names(parts: list[zipfile.ZipInfo], name: str) -> None:
    """Refuse a part that is there twice: two readers may take different ones."""
    seen = set()
    for part in parts:
        lowered = part.filename.lower()
        if lowered in seen:
            refuse_damaged(name, f"it holds the part {part.filename!r} twice")
        seen.add(lowered)


def _check_part(package: zipfile.ZipFile, part: zipfile.ZipInfo, name: str) -> None:
    if part.compress_type not in _METHODS:
        refuse_damaged(name, f"the part {part.filename!r} is packed in an unusual way")
    is_markup = part.filename.lower().endswith(_MARKUP)
    longer = copy.copy(part)
    longer.file_size += 1  # what a part holds beyond the size it declares is seen, too
    n_bytes, before = 0, b""
    with package.open(longer) as stream:
        while piece := stream.read(PIECE):
            if is_markup:
                _check_markup(before, piece, part, name)
            n_bytes, before = n_bytes + len(piece), piece
    if n_bytes != part.file_size:
        what = f"the part {part.filename!r} is not of the {part.file_size:,} bytes it declares"
        refuse_damaged(name, what)


def _check_markup(before: bytes, piece: bytes, part: zipfile.ZipInfo, name: str) -> None:
    if not before and piece.startswith(_WIDE):
        refuse_damaged(name, f"the part {part.filename!r} is not written in UTF-8")
    text = before[-16:] + piece  # a declaration may begin in the piece before
    for declaration in _DECLARATIONS:
        if declaration in text:
            found = declaration.decode()
            what = f"its part {part.filename!r} holds `{found}`, which no workbook needs"
            refuse_harmful(name, what)
