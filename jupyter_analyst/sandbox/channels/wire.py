"""One line to a kernel: a local socket, of which no more is read than somebody takes."""

from __future__ import annotations

import os
import selectors
import socket
import stat
import sys
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from jupyter_analyst.sandbox.channels.gate import SUBSCRIPTION, Gate, RefusedError, hello, packed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jupyter_analyst.sandbox.channels.gate import Kind

Address = Path | tuple[str, int]

_PATIENCE_S = 1.0
_PIECE = 2**18
"""Bytes read at a time; a local socket holds about as many."""


class Wire:
    """A line to a kernel; used by one thread at a time, and closed by any.

    It does nothing by itself: whoever uses it waits until `fileno` is ready, and calls `move`.

    Parameters
    ----------
    address : Path or tuple of str and int
        Where the kernel listens: a socket that is a file, or a port of this machine.
    kind : {"DEALER", "SUB"}
        What this end of it is.
    most : int
        Bytes of the largest message that is taken.
    """

    def __init__(self, address: Address, kind: Kind, most: int) -> None:
        self._address, self._kind, self._most = address, kind, most
        self._piece = memoryview(bytearray(_PIECE))
        self._socket: socket.socket | None = None
        self.n_came = 0
        """Bytes that have come so far, also those of messages that are not whole yet."""
        self._begin()

    def _begin(self) -> None:
        self._gate = Gate(self._most)
        self._cut = False
        self._out = bytearray(hello(self._kind))
        self._later = bytearray(SUBSCRIPTION if self._kind == "SUB" else b"")

    @property
    def is_open(self) -> bool:
        """Whether the kernel is ready for messages; they wait until it is."""
        return self._socket is not None and self._gate.is_open

    @property
    def is_cut(self) -> bool:
        """Whether the kernel hung up, or was cut off; what it sent before can still be taken."""
        return self._cut

    @property
    def events(self) -> int:
        """What to wait for, as a selector wants it."""
        unsent = self._out or (self._later and self._gate.is_open)
        return selectors.EVENT_READ | (selectors.EVENT_WRITE if unsent else 0)

    def fileno(self) -> int:
        """Return the number of the socket; -1 if there is none."""
        connected = self._socket
        return connected.fileno() if connected else -1

    def connect(self) -> bool:
        """Connect, also anew; return whether somebody listens."""
        self.close()
        self._begin()
        self._socket = found = _connected(self._address)
        self.move()
        return found is not None

    def send(self, parts: Sequence[bytes]) -> None:
        """Send a message, or as much of it as goes out without waiting.

        What is sent to a line that is cut is lost; `is_cut` says so, now or later.

        Parameters
        ----------
        parts : sequence of bytes
            Its parts.
        """
        self._catch_up()
        if self._cut or self._socket is None:
            self.connect()
        self._later += packed(parts)
        self.move()

    def take(self) -> list[bytes] | None:
        """Return the parts of the next message; None if there is none yet."""
        return self._gate.take()

    def move(self) -> bool:
        """Read a piece and send what there is, without waiting; return whether something came."""
        connected = self._socket
        if connected is None:
            return False
        with self._whole():
            came = self._pull(connected)
            self._push(connected)
            return came
        return False

    def close(self) -> None:
        """Hang up."""
        connected, self._socket = self._socket, None
        if connected:
            with suppress(OSError):
                connected.shutdown(socket.SHUT_RDWR)  # or who waits for it in a thread goes on
            connected.close()

    def _catch_up(self) -> None:
        """Read what is there, within bounds: that the line is cut may be found only by it."""
        for _ in range(self._most // _PIECE + 1):
            if self._gate.is_full or not self.move():
                break

    @contextmanager
    def _whole(self) -> Iterator[None]:
        """Hang up if what is done with the line fails, or was stopped in the middle."""
        try:
            yield
        except BaseException as error:
            self.close()
            self._cut = True
            if not isinstance(error, OSError | RefusedError):
                raise

    def _pull(self, connected: socket.socket) -> bool:
        try:
            n = connected.recv_into(self._piece)
        except BlockingIOError:
            return False
        if not n:
            raise ConnectionResetError
        self.n_came += n
        self._gate.let_in(self._piece[:n])
        return True

    def _push(self, connected: socket.socket) -> None:
        if self._gate.is_open:
            self._out += self._later
            self._later.clear()
        with suppress(BlockingIOError):
            if self._out:
                del self._out[: connected.send(self._out)]


def _connected(address: Address) -> socket.socket | None:
    """Return a socket that is connected; None if nobody listens."""
    is_port = isinstance(address, tuple)
    found = socket.socket(socket.AF_INET if is_port else socket.AF_UNIX)
    found.settimeout(_PATIENCE_S if is_port else 0)  # only a file is connected at once
    try:
        if isinstance(address, tuple):
            found.connect(address)
        else:
            with _looked_at(address) as name:
                found.connect(name)
        found.settimeout(0)
    except OSError:
        found.close()
        return None
    return found


@contextmanager
def _looked_at(path: Path) -> Iterator[str]:
    """Give a name of a socket; what runs there could have put something else, such as a link.

    Raises
    ------
    OSError
        If it has.
    """
    if sys.platform != "linux":
        _check(path.lstat())
        yield str(path)
        return
    handle = os.open(path, os.O_PATH | os.O_NOFOLLOW)
    try:
        _check(os.fstat(handle))
        yield f"/proc/self/fd/{handle}"  # it stays that of what was looked at
    finally:
        os.close(handle)


def _check(found: os.stat_result) -> None:
    if not stat.S_ISSOCK(found.st_mode):
        raise ConnectionRefusedError
