"""The one reader of a kernel's messages; it believes none of them."""

from __future__ import annotations

import re
import selectors
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jupyter_analyst.errors import SandboxError
from jupyter_analyst.sandbox.channels.wire import Wire
from jupyter_analyst.sandbox.limits import MIB

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from jupyter_client.manager import KernelManager

    from jupyter_analyst.sandbox.channels.gate import Kind
    from jupyter_analyst.sandbox.channels.wire import Address
    from jupyter_analyst.sandbox.limits import Limits

DISCONNECTED = "disconnected"
"""Kind of the message that says that the kernel hung up, or sent more than is taken."""

GARBAGE = (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError)
"""What comes of reading what is no message."""

_HALF = re.compile(rb"\\ud[89a-f]", re.IGNORECASE)
_KINDS: dict[str, Kind] = {"iopub": "SUB", "shell": "DEALER", "control": "DEALER"}
# not the quickest selector for many files, but the quickest to make; Windows has only the other
_Selector = getattr(selectors, "PollSelector", selectors.SelectSelector)
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
        info: dict[str, Any] = {**manager.get_connection_info()}
        most = int(limits.message_mib * MIB)
        self._wires = {
            name: Wire(_address(info, info[f"{name}_port"]), kind, most)
            for name, kind in _KINDS.items()
        }

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
        for wire in self._wires.values():
            while not wire.connect():
                _go_on(alive, until)
                time.sleep(_LOOK_EVERY_S)
        missing = {"kernel_info_reply", "status"}  # the latter shows that it is heard
        while missing or not all(wire.is_open for wire in self._wires.values()):
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
        self._wires[channel].send(self._session.serialize(message))
        return str(message["header"]["msg_id"])

    def read(self, timeout_s: float) -> Message | None:
        """Return the next message; None if none comes.

        Parameters
        ----------
        timeout_s : float
            How long to wait, in seconds.
        """
        until = time.monotonic() + timeout_s
        message = self._next()
        while message is None:
            self._move(until - time.monotonic())
            message = self._next()
            if time.monotonic() >= until:
                break
        return message

    @property
    def n_came(self) -> int:
        """Bytes that have come so far, also those of messages that are not whole yet."""
        return sum(wire.n_came for wire in self._wires.values())

    def close(self) -> None:
        """Hang up."""
        for wire in self._wires.values():
            wire.close()

    def _move(self, timeout_s: float) -> None:
        """Wait until something comes or can be sent, and let it."""
        waiting = {number: wire for wire in self._wires.values() if (number := wire.fileno()) >= 0}
        with _Selector() as selector:
            for number, wire in waiting.items():
                selector.register(number, wire.events)
            for key, _ in selector.select(max(0.0, timeout_s)):
                waiting[key.fd].move()

    def _next(self) -> Message | None:
        """Return the next of the messages that have come, or that the kernel was cut off."""
        for wire in self._wires.values():
            while frames := wire.take():
                if message := self._message(frames):
                    return message
            if wire.is_cut:
                wire.connect()
                return Message(DISCONNECTED, {}, "", 0)
        return None

    def _message(self, frames: list[bytes]) -> Message | None:
        try:
            _, parts = self._session.feed_identities(frames)
            found = self._session.deserialize(parts)
        except GARBAGE:
            return None
        return checked(found, frames)


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


def _address(info: dict[str, Any], port: int) -> Address:
    """Return where a kernel listens: a socket that is a file, or a port where there are none."""
    return (info["ip"], port) if info["transport"] == "tcp" else Path(f"{info['ip']}-{port}")


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
