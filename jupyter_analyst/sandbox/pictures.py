"""Pictures from the sandbox: only real PNG and JPEG of a sensible size."""

from __future__ import annotations

import base64
import binascii
import struct
from typing import Any

LARGEST = 6_000_000
"""Bytes of a picture."""

MOST_PIXELS = 50_000_000
"""Pixels of a PNG: few bytes can stand for very many."""

_SIGNATURES = {"image/png": b"\x89PNG\r\n\x1a\n", "image/jpeg": b"\xff\xd8\xff"}
_HEADER = struct.Struct(">8sI4sII")  # signature, length and name of the chunk, width, height
_WIDEST = 10_000

TYPES = tuple(_SIGNATURES)
"""MIME types of pictures that are shown."""


def picture(mimetype: str, content: Any) -> str:  # whatever the sandbox sent
    """Return a picture in base64; empty if it is none.

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
    except (binascii.Error, ValueError):
        return ""
    is_one = data.startswith(_SIGNATURES[mimetype]) and len(data) <= LARGEST
    if mimetype == "image/png":
        is_one = is_one and _is_moderate(data)
    return base64.b64encode(data).decode() if is_one else ""


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


def _is_moderate(data: bytes) -> bool:
    if len(data) < _HEADER.size:
        return False
    _, _, chunk, width, height = _HEADER.unpack_from(data)
    return bool(chunk == b"IHDR" and 0 < width * height <= MOST_PIXELS)
