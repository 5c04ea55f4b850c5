"""Find the bytes of pictures that a notebook carries."""

from __future__ import annotations

import base64
import binascii
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

if TYPE_CHECKING:
    from collections.abc import Mapping

_SIGNATURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a")
TYPES = ("image/png", "image/jpeg", "image/gif")
"""Kinds of pictures a report can hold, the best first."""


def decoded(data: object) -> bytes:
    """Return the bytes of a picture in base64, or nothing if they are not one.

    Parameters
    ----------
    data : object
        A text, or a list of its lines.
    """
    text = "".join(map(str, data)) if isinstance(data, list) else str(data)
    try:
        content = base64.b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError):
        return b""
    return content if content.startswith(_SIGNATURES) else b""


def picture_in(bundle: Mapping[str, Any]) -> bytes:
    """Return the picture of a displayed output, or nothing.

    Parameters
    ----------
    bundle : mapping
        Mimetype to data.
    """
    found = (decoded(bundle[kind]) for kind in TYPES if kind in bundle)
    return next(filter(None, found), b"")


def picture_at(address: str, attachments: Mapping[str, Any]) -> bytes:
    """Return the picture an address in Markdown leads to, if the notebook itself carries it.

    Parameters
    ----------
    address : str
        ``attachment:name`` or ``data:image/png;base64,...``; anything else is outside.
    attachments : mapping
        Name to bundle of mimetype and base64.
    """
    scheme, _, rest = address.partition(":")
    if scheme == "attachment":
        return picture_in(attachments.get(unquote(rest), {}))
    if scheme == "data" and ";base64," in rest:
        return decoded(unquote(rest.partition(",")[2]))
    return b""
