"""The one reader of a kernel's messages; it believes none of them."""

from __future__ import annotations

import re
import stat
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import zmq

from jupyter_analyst.errors import SandboxError
from jupyter_analyst.sandbox.limits import MIB

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from jupyter_client.manager import KernelManager

    from jupyter_analyst.sandbox.limits import Limits

DISCONNECTED = "disconnected"
"""Kind of the message that says that the kernel hung up, or sent more than is taken."""

_WAITING = 20
"""Messages that wait here; the others wait, or are lost, on the side of the kernel."""

GARBAGE = (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError)
"""What comes of reading what is no message."""

_HALF = re.compile(rb"\\ud[89a-f]", re.IGNORECASE)
_KINDS = {"iopub": zmq.SUB, "shell": zmq.DEALER, "control": zmq.DEALER}
_PATIENCE_MS = 1000
_LOOK_EVERY_S = 0.02
_ASK_AGAIN_S = 0.5


@dataclass(frozen=True)
class Message:
    """A message of a kernel.

    Parameters
    ----------
    kind : str
        Its type, such as ``"stream"``.
    content : dict
        Its content.
    parent : str
        Id of the request it says it belongs to.
    size : int
        Its length in bytes.
    """

    kind: str
    content: dict[str, Any]
    parent: str
    size: int


class Reader:
    """Sends requests to a kernel and reads what comes back; used by one thread at a time.

    Parameters
    ----------
    manager : KernelManager
        That of the kernel.
    limits : Limits
        What a message may weigh.
    """

    def __init__(self, manager: KernelManager, limits: Limits) -> None:
        self._session = manager.session.clone()
        self._info: dict[str, Any] = {**manager.get_connection_info()}
        self._limits = limits
        self._context = zmq.Context()
        self._lines: dict[str, _Line] = {}

    def connect(self, alive: Callable[[], bool], within_s: float) -> None:
        """Wait until the kernel listens, answers, and is heard.

        Parameters
        ----------
        alive : callable
            Whether the kernel still runs.
        within_s : float
            How long to wait, in seconds.

        Raises
        ------
        SandboxError
            If it ends instead, or does not answer.
        """
        until = time.monotonic() + within_s
        for name in _KINDS:
            path = Path(f"{self._info['ip']}-{self._info[f'{name}_port']}")
            while not _is_socket(path):
                _go_on(alive, until)
                time.sleep(_LOOK_EVERY_S)
            self._lines[name] = _Line(self._context, name, path, self._limits)
        missing = {"kernel_info_reply", "status"}  # the latter shows that it is heard
        while missing:
            _go_on(alive, until)
            self.send("shell", "kernel_info_request", {})
            asked = time.monotonic()
            while missing and time.monotonic() < asked + _ASK_AGAIN_S:
                message = self.read(_LOOK_EVERY_S)
                missing -= {message.kind} if message else set()

    def send(self, channel: str, kind: str, content: dict[str, Any]) -> str:
        """Send a request; return its id.

        Parameters
        ----------
        channel : str
            Which way, `shell` or `control`.
        kind : str
            Its type.
        content : dict
            Its content.
        """
        message = self._session.msg(kind, content)
        line = self._lines[channel]
        if line.is_cut():  # and nobody has read of it yet
            line.connect_again()
        try:
            self._session.send(line.socket, message)
        except zmq.Again:  # it was cut this moment
            line.connect_again()
            self._session.send(line.socket, message)
        return str(message["header"]["msg_id"])

    def read(self, timeout_s: float) -> Message | None:
        """Return the next message; None if none comes, or what comes is none.

        Parameters
        ----------
        timeout_s : float
            How long to wait, in seconds.
        """
        poller = zmq.Poller()
        for line in self._lines.values():
            poller.register(line.socket, zmq.POLLIN)
            poller.register(line.monitor, zmq.POLLIN)
        ready = dict(poller.poll(max(0, int(timeout_s * 1000))))
        for line in self._lines.values():
            if line.monitor in ready:
                line.connect_again()
                return Message(DISCONNECTED, {}, "", 0)
            if line.socket in ready:
                return self._message(line.socket.recv_multipart())
        return None

    def close(self) -> None:
        """Hang up."""
        for line in self._lines.values():
            line.close()
        self._context.destroy(linger=0)

    def _message(self, frames: list[bytes]) -> Message | None:
        try:
            _, parts = self._session.feed_identities(frames)
            found = self._session.deserialize(parts)
        except GARBAGE:
            return None
        return checked(found, frames)


class _Line:
    """A socket of a kernel, with the one that tells when the kernel is cut off."""

    def __init__(self, context: zmq.Context[Any], name: str, path: Path, limits: Limits) -> None:
        self._context, self._path = context, path
        self._options = {
            zmq.LINGER: 0,
            zmq.RCVHWM: _WAITING,
            zmq.SNDTIMEO: _PATIENCE_MS,
            zmq.MAXMSGSIZE: int(limits.message_mib * MIB),
        }
        self._kind = _KINDS[name]
        self._connect()

    def connect_again(self) -> None:
        """Connect anew after the kernel was cut off; zmq does not do so by itself."""
        self.close()
        self._connect()

    def is_cut(self) -> bool:
        """Return whether the kernel was cut off since it was connected."""
        return bool(self.monitor.poll(0))

    def close(self) -> None:
        """Hang up."""
        self.socket.disable_monitor()
        self.monitor.close(linger=0)
        self.socket.close(linger=0)

    def _connect(self) -> None:
        self.socket: zmq.Socket[bytes] = self._context.socket(self._kind)
        for option, value in self._options.items():
            self.socket.set(option, value)
        if self._kind == zmq.SUB:
            self.socket.set(zmq.SUBSCRIBE, b"")
        self.monitor = self.socket.get_monitor_socket(zmq.EVENT_DISCONNECTED)
        if _is_socket(self._path):
            self.socket.connect(f"ipc://{self._path}")


def checked(found: Any, frames: Sequence[bytes]) -> Message | None:
    """Return what a kernel sent as a message; None if it is none.

    Parameters
    ----------
    found : object
        Whatever it sent, as Python values.
    frames : sequence of bytes
        The same as it came.
    """
    try:
        kind, content = str(found["msg_type"]), found["content"]
        parent = str(found["parent_header"].get("msg_id"))
        if any(map(_HALF.search, frames)):
            content = _whole(content)
    except GARBAGE:
        return None
    return Message(kind, content, parent, sum(map(len, frames))) if type(content) is dict else None


def _is_socket(path: Path) -> bool:
    """Return whether a socket is there; what runs there could have put something else."""
    try:
        return stat.S_ISSOCK(path.lstat().st_mode)
    except OSError:
        return False


def _go_on(alive: Callable[[], bool], until: float) -> None:
    """Make sure that waiting still has a point.

    Raises
    ------
    SandboxError
        If it has none.
    """
    if not alive() or time.monotonic() > until:
        how = "did not answer in time" if alive() else "ended while it started"
        message = f"The sandbox {how}."
        raise SandboxError(message, hint="Run this again.", code="sandbox-start")


def _whole(value: Any) -> Any:
    """Return JSON values in which no text holds half a character, which nothing can write."""
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, list):
        return [_whole(item) for item in value]
    if isinstance(value, dict):
        return {_whole(name): _whole(item) for name, item in value.items()}
    return value
