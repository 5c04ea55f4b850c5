"""What is let in of the bytes a kernel sends: whole messages, none larger than it may be.

libzmq holds all parts of a message before it hands over the first, however many there are, so that
a kernel could fill the memory of whoever listens by it. This side of its protocol is short, and
counts: ZMTP 3.0 without encryption (https://rfc.zeromq.org/spec/23).
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Kind = Literal["DEALER", "SUB"]
"""What this side of a connection is."""

_MORE, _LONG, _COMMAND = 1, 2, 4
_FLAGS = {0, _MORE, _LONG, _MORE | _LONG, _COMMAND, _COMMAND | _LONG}

_SIGNATURE = b"\xff" + bytes(8) + b"\x7f"
_VERSION = b"\x03\x00"
_MECHANISM = b"NULL".ljust(20, b"\0")
_GREETING = (_SIGNATURE + _VERSION + _MECHANISM).ljust(64, b"\0")
_READY = b"\x05READY"

_LEAST = 128
"""Bytes a part counts at least: an empty one takes memory too."""


class RefusedError(Exception):
    """What came is not let in, nor is anything after it."""


class Gate:
    """Takes what a kernel sends, in pieces of any length, and gives the messages in it.

    Parameters
    ----------
    most : int
        Bytes of the largest message, in all its parts together.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._held = bytearray()
        self._greeted = self._ready = False
        self._parts: list[bytes] = []
        self._weight = 0
        self._whole: deque[tuple[int, list[bytes]]] = deque()
        self._waiting = 0

    @property
    def is_open(self) -> bool:
        """Whether the kernel is ready for messages."""
        return self._ready

    @property
    def is_full(self) -> bool:
        """Whether what waits to be taken weighs as much as a message may."""
        return self._waiting >= self._most

    def let_in(self, piece: bytes | memoryview) -> None:
        """Take the next bytes.

        Parameters
        ----------
        piece : bytes
            As many as there are.

        Raises
        ------
        RefusedError
            If they are not of the protocol, or belong to a message that is too large.
        """
        self._held += piece
        if self._is_greeted():
            with memoryview(self._held) as held:
                end = self._read(held)
            del self._held[:end]

    def take(self) -> list[bytes] | None:
        """Return the parts of the next message; None if there is none yet."""
        if not self._whole:
            return None
        weight, parts = self._whole.popleft()
        self._waiting -= weight
        return parts

    def _is_greeted(self) -> bool:
        if not self._greeted and len(self._held) >= len(_GREETING):
            greeting = self._held[: len(_GREETING)]
            # the eight bytes after the first were a length once; the version may be a later one
            right = greeting[0] == _SIGNATURE[0] and greeting[9] == _SIGNATURE[9]
            if not right or greeting[10] < _VERSION[0] or greeting[12:32] != _MECHANISM:
                raise RefusedError
            del self._held[: len(_GREETING)]
            self._greeted = True
        return self._greeted

    def _read(self, held: memoryview) -> int:
        """Take in the frames that are all there; return where the rest begins."""
        at = 0
        while span := self._span(held, at):
            begin, end = span
            self._sort(held[at], bytes(held[begin:end]))
            at = end
        return at

    def _span(self, held: memoryview, at: int) -> tuple[int, int] | None:
        """Return where the content of a frame begins and ends; None if it is not all there.

        Raises
        ------
        RefusedError
            If it is none, or makes its message too large, which its length says ahead.
        """
        there = len(held) - at
        if not there:
            return None
        if held[at] not in _FLAGS:
            raise RefusedError
        head = 9 if held[at] & _LONG else 2
        if there < head:
            return None
        size = int.from_bytes(held[at + 1 : at + head], "big")
        if self._weight + max(size, _LEAST) > self._most:
            raise RefusedError
        begin = at + head
        return (begin, begin + size) if there >= head + size else None

    def _sort(self, flags: int, content: bytes) -> None:
        if flags & _COMMAND:
            self._command(content)
        elif not self._ready:
            raise RefusedError
        else:
            self._part(content, last=not flags & _MORE)

    def _command(self, content: bytes) -> None:
        """Note the one that says that the kernel is ready; later ones say nothing to us.

        Raises
        ------
        RefusedError
            If another one comes first.
        """
        if not self._ready and not content.startswith(_READY):
            raise RefusedError
        self._ready = True

    def _part(self, content: bytes, *, last: bool) -> None:
        self._parts.append(content)
        self._weight += max(len(content), _LEAST)
        if last:
            self._whole.append((self._weight, self._parts))
            self._waiting += self._weight
            self._parts, self._weight = [], 0


def hello(kind: Kind) -> bytes:
    """Return what a connection begins with; nothing else may be sent until the gate is open.

    Parameters
    ----------
    kind : {"DEALER", "SUB"}
        What this side of it is.
    """
    known = {b"Socket-Type": kind.encode(), b"Identity": b""}
    told = b"".join(
        len(name).to_bytes(1, "big") + name + len(value).to_bytes(4, "big") + value
        for name, value in known.items()
    )
    return _GREETING + _framed(_COMMAND, _READY + told)


def packed(parts: Sequence[bytes]) -> bytes:
    """Return a message as it is sent.

    Parameters
    ----------
    parts : sequence of bytes
        Its parts, at least one.
    """
    *first, last = parts
    return b"".join(_frames(first, last))


def _frames(first: Iterable[bytes], last: bytes) -> Iterable[bytes]:
    yield from (_framed(_MORE, part) for part in first)
    yield _framed(0, last)


def _framed(flags: int, content: bytes) -> bytes:
    if len(content) < 256:  # what a byte holds
        return bytes([flags, len(content)]) + content
    return bytes([flags | _LONG]) + len(content).to_bytes(8, "big") + content


SUBSCRIPTION = packed([b"\x01"])
"""Message by which a SUB asks for everything."""
