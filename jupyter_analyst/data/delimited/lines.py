"""The lines of a text that are no rows: comments, and line ends of other systems."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jupyter_analyst.data.delimited.cells import has_lone_returns
from jupyter_analyst.data.reading import Rejected

if TYPE_CHECKING:
    from collections.abc import Iterator

COMMENT = "#"
"""What begins a comment if nothing was said."""

_REASON = "is a comment"


def even_ends(text: bytes) -> bytes:
    """Return a text in which every line that ends as on an old Mac ends as elsewhere.

    What stands inside quotes stays as it is, unless all lines of the file end so.

    Parameters
    ----------
    text : bytes
        The text as UTF-8.
    """
    if b"\r" not in text:
        return text
    if b"\n" not in text:
        return text.replace(b"\r", b"\n")
    if not has_lone_returns(text):
        return text
    parts = text.split(b'"')
    parts[::2] = [re.sub(rb"\r(?!\n)", b"\n", part) for part in parts[::2]]
    return b'"'.join(parts)


def comment_of(sample: str) -> str:
    """Return what begins the comments of a text whose first line is one, empty if it is none.

    Parameters
    ----------
    sample : str
        Its first lines.
    """
    lines = [line for line in sample.split("\n") if line.strip()]
    has_rows = any(not line.startswith(COMMENT) for line in lines)
    return COMMENT if has_rows and lines[0].startswith(COMMENT) else ""


def without_comments(text: bytes, mark: str, quote: str) -> tuple[bytes, list[Rejected]]:
    """Return a text with an empty line for each comment, so that lines keep their numbers.

    Parameters
    ----------
    text : bytes
        The text as UTF-8.
    mark : str
        What begins a comment; nothing changes if it is empty.
    quote : str
        The quote character, for a line inside a quoted cell is no comment.
    """
    if not mark:
        return text, []
    kept: list[bytes] = []
    comments: list[Rejected] = []
    position, line = 0, 1
    for start, end in _found(text, mark.encode(), quote.encode()):
        line += text.count(b"\n", position, start)
        comments.append(Rejected(line, text[start:end].decode().rstrip("\r"), _REASON))
        kept.append(text[position:start])
        position = end
    return b"".join((*kept, text[position:])), comments


def _found(text: bytes, mark: bytes, quote: bytes) -> Iterator[tuple[int, int]]:
    """Yield where comments begin and end."""
    is_open, position = False, 0
    for match in re.finditer(rb"(?m)^[ \t]*" + re.escape(mark) + rb"[^\n]*", text):
        if quote:
            is_open ^= bool(text.count(quote, position, match.start()) % 2)
        position = match.start()
        if not is_open:
            position = match.end()
            yield match.start(), match.end()
