"""The line to a kernel behind a gateway: one websocket, opened again when it was cut."""

from __future__ import annotations

import secrets
import socket
from contextlib import ExitStack
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from jupyter_analyst.errors import SandboxError
from jupyter_analyst.sandbox.limits import MIB

if TYPE_CHECKING:
    from websockets.sync.client import ClientConnection

    from jupyter_analyst.sandbox.remote.gateway import Gateway

_PATIENCE_S = 30.0
_SOON_S = 1.0
_TOO_LARGE = 1009  # the code a websocket is closed with


class CutError(Exception):
    """The line is cut.

    Parameters
    ----------
    too_large : bool
        Whether it was cut here, because a message was too large to be taken.
    """

    def __init__(self, *, too_large: bool) -> None:
        super().__init__()
        self.too_large = too_large


class Line:
    """A websocket to a kernel; used by one thread at a time, and closed by any.

    Parameters
    ----------
    gateway : Gateway
        Who keeps the kernel.
    kernel : str
        Id of the kernel.
    message_mib : float
        Largest message that is taken, in MiB.
    """

    def __init__(self, gateway: Gateway, kernel: str, message_mib: float) -> None:
        self._gateway = gateway
        self._address = gateway.channels(kernel, secrets.token_hex(16))
        self._most = int(message_mib * MIB)
        self._open = ExitStack()
        self._connection: ClientConnection | None = None

    def open(self) -> bool:
        """Connect, also again; return whether the kernel is still there.

        Raises
        ------
        SandboxError
            If the gateway cannot be reached.
        """
        client, exceptions = library()
        self.close()
        try:
            # a socket of our own: no redirection takes the token elsewhere
            reached = socket.create_connection(self._gateway.host, _PATIENCE_S)
            connection = client.connect(
                self._address,
                sock=reached,
                additional_headers=self._gateway.headers,
                compression=None,
                proxy=None,
                open_timeout=_PATIENCE_S,
                ping_interval=None,  # while nobody reads, no answer would be seen
                close_timeout=_SOON_S,
                max_size=self._most,
            )
        except exceptions.InvalidStatus as error:
            if error.response.status_code == HTTPStatus.NOT_FOUND:
                return False
            failure = self._gateway.unreachable(error)
            raise failure from None
        except (OSError, ValueError, exceptions.WebSocketException) as error:
            failure = self._gateway.unreachable(error)
            raise failure from None
        self._connection = self._open.enter_context(connection)
        return True

    def send(self, text: str) -> None:
        """Send a message.

        Parameters
        ----------
        text : str
            The message.

        Raises
        ------
        CutError
            If it did not go out.
        """
        _, exceptions = library()
        try:
            self._connected().send(text)
        except exceptions.ConnectionClosed as error:
            cut = _cut(error)
            raise cut from None

    def read(self, timeout_s: float) -> bytes | None:
        """Return the next message as it came; None if there is none yet.

        Parameters
        ----------
        timeout_s : float
            How long to wait, in seconds.

        Raises
        ------
        CutError
            If none can come.
        """
        _, exceptions = library()
        try:
            return self._connected().recv(timeout_s, decode=False)
        except TimeoutError:
            return None
        except exceptions.ConnectionClosed as error:
            cut = _cut(error)
            raise cut from None

    def close(self) -> None:
        """Hang up."""
        self._open.close()

    def _connected(self) -> ClientConnection:
        if self._connection is None:
            raise CutError(too_large=False)
        return self._connection


def library() -> tuple[Any, Any]:
    """Return the client and the exceptions of the library for websockets.

    Raises
    ------
    SandboxError
        If it is not installed.
    """
    try:
        from websockets import exceptions
        from websockets.sync import client
    except ImportError:
        message = "A sandbox behind a gateway needs the package `websockets`, which is missing."
        hint = "Install it: `pip install 'jupyter-analyst[gateway]'`."
        raise SandboxError(message, hint=hint, code="extra-missing") from None
    return client, exceptions


def _cut(error: Any) -> CutError:
    sent = error.sent  # what this side said when it hung up, if it did
    return CutError(too_large=sent is not None and sent.code == _TOO_LARGE)
