"""A gateway: a server that keeps kernels on another machine, asked by HTTP."""

from __future__ import annotations

import ipaddress
import json
import re
import socket
import ssl
import time
from dataclasses import dataclass, field
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Any
from urllib.parse import SplitResult, urlsplit

from jupyter_analyst.errors import SandboxError, SettingError, UnknownNameError
from jupyter_analyst.sandbox.shown.plain import plain

TOKEN = "ANALYST_GATEWAY_TOKEN"  # noqa: S105  # its name, not its value
"""Name of the environment variable that holds the token."""

_PATIENCE_S = 30.0
_SOON_S = 2.0
_AGAIN_S = 0.5
_LARGEST = 2**20
_LONGEST = 200
_NAME_OF_KERNEL = re.compile(r"\w+(?:-\w+)*")
_REFUSALS = {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN}
_EXAMPLE = "Give one such as `https://hub.example.org/gateway`."


@dataclass(frozen=True)
class Gateway:
    """A Jupyter kernel gateway, or a Jupyter server.

    It is asked directly: neither proxies nor redirections are followed, so that the token reaches
    nobody else.

    Parameters
    ----------
    url : str
        Its address: https, or http if it is on this machine. Over plain http to another one,
        code, data and token could be read on the way.
    token : str
        What it lets in; sent in a header and shown nowhere.
    kernel_name : str
        Name of the kernel spec to start; that of its default if empty.

    Raises
    ------
    SettingError
        If url or token are none.
    """

    url: str
    token: str = field(default="", repr=False)
    kernel_name: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "url", _checked(self.url))
        if not (self.token.isascii() and self.token.isprintable() and " " not in self.token):
            message = "The token for the gateway holds characters that no token has."
            raise SettingError(message, hint="Copy it again, without spaces around it.")

    @property
    def headers(self) -> dict[str, str]:
        """What lets a request in."""
        return {"Authorization": f"token {self.token}"} if self.token else {}

    @property
    def host(self) -> tuple[str, int]:
        """Name and port of the machine."""
        parts = urlsplit(self.url)
        return parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)

    def channels(self, kernel: str, session: str) -> str:
        """Return the address of the websocket to a kernel.

        Parameters
        ----------
        kernel : str
            Id of the kernel.
        session : str
            Name of who listens; what comes while nobody does is kept under it.
        """
        return f"ws{self.url[4:]}/api/kernels/{kernel}/channels?session_id={session}"

    def start(self) -> str:
        """Start a kernel; return its id.

        Raises
        ------
        SandboxError
            If it cannot be reached, does not let this in, is no gateway or starts none.
        """
        found = self._told("POST", "/api/kernels", {"name": self._spec()})
        kernel = found.get("id")
        if not (isinstance(kernel, str) and _NAME_OF_KERNEL.fullmatch(kernel)):
            failure = self._failed("what it says of the kernel it started makes no sense")
            raise failure
        return kernel

    def has(self, kernel: str) -> bool:
        """Return whether a kernel is still there.

        Parameters
        ----------
        kernel : str
            Its id.

        Raises
        ------
        SandboxError
            If the gateway cannot be reached.
        """
        status, _ = self._asked("GET", f"/api/kernels/{kernel}", within_s=_SOON_S)
        return status != HTTPStatus.NOT_FOUND

    def interrupt(self, kernel: str) -> None:
        """Have a kernel stop what it does.

        Parameters
        ----------
        kernel : str
            Its id.

        Raises
        ------
        SandboxError
            If the gateway cannot be reached.
        """
        self._asked("POST", f"/api/kernels/{kernel}/interrupt", within_s=_SOON_S)

    def end(self, kernel: str) -> None:
        """End a kernel, if it is still there.

        Parameters
        ----------
        kernel : str
            Its id.

        Raises
        ------
        SandboxError
            If it may be there still.
        """
        until = time.monotonic() + _PATIENCE_S
        while True:
            status, _ = self._asked("DELETE", f"/api/kernels/{kernel}")
            if status in {HTTPStatus.NO_CONTENT, HTTPStatus.NOT_FOUND}:
                return
            # a Jupyter server fails as long as it restarts the kernel, which it does by itself
            if status < 500 or time.monotonic() > until:
                failure = self._failed(f"it did not end a kernel (status {status})")
                raise failure
            time.sleep(_AGAIN_S)

    def unreachable(self, error: Exception) -> SandboxError:
        """Return the error that says that it cannot be reached.

        Parameters
        ----------
        error : Exception
            What came of trying.
        """
        message = f"The gateway {self.url} cannot be reached: {_reason(error)}."
        hint = "Check its address, and that it runs and can be reached from this machine."
        return SandboxError(message, hint=hint, code="gateway-unreachable")

    def _spec(self) -> str:
        """Return the name of the kernel spec to start.

        Raises
        ------
        UnknownNameError
            If there is no such spec for Python.
        """
        found = self._told("GET", "/api/kernelspecs")
        specs = found.get("kernelspecs")
        if not isinstance(specs, dict):
            failure = self._no_gateway("it knows of no kernels")
            raise failure
        name = self.kernel_name or str(found.get("default"))
        names = sorted(name for name, spec in specs.items() if _is_python(spec))
        if name not in names:
            said = plain(name)[:_LONGEST]
            raise UnknownNameError(
                said, "kernel spec", names, where=f"among those for Python at {self.url}"
            )
        return name

    def _told(self, method: str, path: str, sent: Any = None) -> dict[str, Any]:
        """Return what it answers to a request that it should understand.

        Raises
        ------
        SandboxError
            If it does not do what it was asked.
        """
        status, answer = self._asked(method, path, sent)
        found = _object(answer)
        if not self._lets_in(method, status):
            failure = self._refused(status)
        elif found is None or status == HTTPStatus.NOT_FOUND:
            failure = self._no_gateway(f"it answers `{path}` with status {status}")
        elif status >= 400:
            words = plain(str(found.get("message") or found.get("reason")))[:_LONGEST]
            failure = self._failed(f"it says {words!r} (status {status})")
        else:
            return found
        raise failure

    def _asked(
        self, method: str, path: str, sent: Any = None, *, within_s: float = _PATIENCE_S
    ) -> tuple[int, bytes]:
        """Return status and answer of a request; no redirection is followed.

        Raises
        ------
        SandboxError
            If there is no answer.
        """
        kind = HTTPSConnection if self.url.startswith("https:") else HTTPConnection
        connection = kind(*self.host, timeout=within_s)
        headers = self.headers | {"Content-Type": "application/json"}
        body = None if sent is None else json.dumps(sent)
        try:
            connection.request(method, urlsplit(self.url).path + path, body, headers)
            answer = connection.getresponse()
            return answer.status, answer.read(_LARGEST)
        except (OSError, HTTPException) as error:
            failure = self.unreachable(error)
            raise failure from None  # its words could hold the request
        finally:
            connection.close()

    @staticmethod
    def _lets_in(method: str, status: int) -> bool:
        """Return whether it took the token; others are sent to a page where people log in.

        Whoever may ask what there is, but not start it, is held back by something else.
        """
        return not (300 <= status < 400 or (method == "GET" and status in _REFUSALS))

    def _refused(self, status: int) -> SandboxError:
        how = "refuses the token" if self.token else "asks for a token"
        message = f"The gateway {self.url} {how} (status {status})."
        hint = f"Check the token in the environment (`{TOKEN}`); whoever runs the gateway knows it."
        return SandboxError(message, hint=hint, code="gateway-refused")

    def _no_gateway(self, why: str) -> SandboxError:
        message = f"What is at {self.url} is no kernel gateway: {why}."
        hint = "Give the address below which it has `/api/kernels`."
        return SandboxError(message, hint=hint, code="gateway-wrong")

    def _failed(self, what: str) -> SandboxError:
        message = f"The gateway {self.url} did not do its part: {what}."
        hint = "Try again later, or ask whoever runs it."
        return SandboxError(message, hint=hint, code="gateway-failed")


def _checked(url: str) -> str:
    """Return an address without a slash at its end.

    Raises
    ------
    SettingError
        If it is none, or not one to send data to.
    """
    try:
        parts = urlsplit(url.strip())
        usable = parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0
    except ValueError:
        usable = False
    if not usable:
        message = "The address of the gateway is none that begins with https:// or http://."
        raise SettingError(message, hint=_EXAMPLE)
    if parts.username is not None or parts.query or parts.fragment:
        message = "The address of the gateway holds more than an address."
        hint = f"A token belongs in the environment (`{TOKEN}`), not in the address. {_EXAMPLE}"
        raise SettingError(message, hint=hint)
    if parts.scheme == "http" and not _is_here(parts):
        message = f"The gateway at {parts.hostname} would get code, data and token unencrypted."
        hint = "Use its https:// address, or a tunnel that ends on this machine."
        raise SettingError(message, hint=hint)
    return parts.geturl().rstrip("/")


def _is_here(parts: SplitResult) -> bool:
    """Return whether an address is of this machine."""
    try:
        return ipaddress.ip_address(parts.hostname or "").is_loopback
    except ValueError:
        return parts.hostname == "localhost"


def _object(answer: bytes) -> dict[str, Any] | None:
    """Return an answer as a JSON object; None if it is none."""
    try:
        found = json.loads(answer)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _is_python(spec: Any) -> bool:
    """Return whether a kernel spec, as it was told, is one for Python."""
    try:
        return str(spec["spec"]["language"]).casefold() == "python"
    except (TypeError, KeyError):
        return False


def _reason(error: Exception) -> str:
    """Return why nothing was reached, in words that hold nothing of the request."""
    reasons = {
        ConnectionRefusedError: "nothing listens there",
        TimeoutError: "it does not answer",
        socket.gaierror: "there is no machine of that name",
        ssl.SSLCertVerificationError: "its certificate is not trusted",
        ssl.SSLError: "it does not speak https",
        HTTPException: "it does not speak HTTP",
    }
    found = (words for kind, words in reasons.items() if isinstance(error, kind))
    return next(found, "the connection broke")
