"""Pictures from the sandbox: only real PNG and JPEG of a sensible size, and nothing beside them."""

from __future__ import annotations

import base64
import binascii
import re
import struct
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

LARGEST = 6_000_000
"""Bytes of a picture."""

MOST_PIXELS = 50_000_000
"""Pixels of a picture: few bytes can stand for very many."""

_WIDEST = 10_000

_PNG = b"\x89PNG\r\n\x1a\n"
_CHUNK = struct.Struct(">I4s")  # length and name; content and a checksum follow
_CHECKSUM = 4
_HEADER = struct.Struct(">IIB4s")  # width, height, depth of colours and the rest
_STILL = b"IHDR PLTE IDAT IEND bKGD cHRM gAMA pHYs sBIT sRGB tEXt tIME tRNS"
_KEPT = set(_STILL.split())  # no animation, nor profiles and texts that are packed

_JPEG = b"\xff\xd8"
_MARKER = re.compile(rb"\xff([^\x00\xff\xd0-\xd7])")  # those left out are part of what is drawn
_SEGMENT = struct.Struct(">H")
_FRAME = struct.Struct(">xxxHH")  # height and width, in the segments that say so
_FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
_END = 0xD9
_MOST_SEGMENTS = 1000


def picture(mimetype: str, content: Any) -> str:  # whatever the sandbox sent
    """Return a picture in base64, without what is not part of it; empty if it is none.

    Parameters
    ----------
    mimetype : str
        What it claims to be, one of `TYPES`.
    content : object
        Its content.
    """
    if not isinstance(content, str) or len(content) > 2 * LARGEST:
        return ""
    try:
        data = base64.b64decode("".join(content.split()), validate=True)
        found = _READ[mimetype](data) if len(data) <= LARGEST else b""
    except (binascii.Error, ValueError, struct.error):  # the last one: it ends too early
        return ""
    return base64.b64encode(found).decode()


def size_of(metadata: Any) -> dict[str, int]:
    """Return the width and height a picture is to be shown with, as far as they are given.

    Parameters
    ----------
    metadata : object
        What was sent with the picture.
    """
    given = metadata if isinstance(metadata, dict) else {}
    sizes = {name: given.get(name) for name in ("width", "height")}
    return {
        name: value
        for name, value in sizes.items()
        if isinstance(value, int) and not isinstance(value, bool) and 0 < value <= _WIDEST
    }


def _png(data: bytes) -> bytes:
    """Return a PNG of one still picture; empty if it is none, or too large."""
    chunks = [*_chunks(data)]
    names = [name for name, _ in chunks]
    if names[:1] != [b"IHDR"] or names.count(b"IHDR") > 1 or names[-1] != b"IEND":
        return b""
    width, height, *_ = _HEADER.unpack_from(chunks[0][1], _CHUNK.size)
    if b"IDAT" not in names or not _is_moderate(width, height):
        return b""
    return _PNG + b"".join(chunk for name, chunk in chunks if name in _KEPT)


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield the parts of a PNG up to its end, by name."""
    place = len(_PNG) if data.startswith(_PNG) else len(data)
    while place < len(data):
        length, name = _CHUNK.unpack_from(data, place)
        end = place + _CHUNK.size + length + _CHECKSUM
        if end > len(data):
            return
        yield name, data[place:end]
        if name == b"IEND":
            return
        place = end


def _jpeg(data: bytes) -> bytes:
    """Return a JPEG up to its end; empty if it is none, or too large."""
    place, is_sized = len(_JPEG), False
    if not data.startswith(_JPEG):
        return b""
    for _ in range(_MOST_SEGMENTS):
        found = _MARKER.search(data, place)
        if found is None:
            break
        name, place = found[1][0], found.end()
        if name == _END:
            return data[:place] if is_sized else b""
        if name in _FRAMES:
            is_sized = True
            if not _is_moderate(*_FRAME.unpack_from(data, place)):
                break
        place += _SEGMENT.unpack_from(data, place)[0]
    return b""


def _is_moderate(width: int, height: int) -> bool:
    return 0 < width * height <= MOST_PIXELS


_READ = {"image/png": _png, "image/jpeg": _jpeg}

TYPES = tuple(_READ)
"""MIME types of pictures that are shown."""
