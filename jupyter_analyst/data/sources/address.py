"""Fetch a file from an https address; nothing else here ever opens a connection."""

from __future__ import annotations

import ipaddress
import logging
import re
from contextlib import contextmanager
from email.message import Message
from http import HTTPStatus
from typing import TYPE_CHECKING

from jupyter_analyst.data.sources.scratch import file_name
from jupyter_analyst.errors import ReadError
from jupyter_analyst.masking import masked

if TYPE_CHECKING:
    from collections.abc import Iterator

    import httpx

    from jupyter_analyst.data.formats.file import File
    from jupyter_analyst.data.sources.scratch import Scratch

MOST_REDIRECTS = 5
CONNECT_S = 10.0
READ_S = 30.0

_ADDRESS = re.compile(r"(?i)https?://")
_LOCAL = "localhost"
_WHAT_TO_DO: dict[int, str] = {
    HTTPStatus.UNAUTHORIZED: "It wants you to sign in: download the file in your browser.",
    HTTPStatus.FORBIDDEN: "It does not let you: check your rights; the link may have expired.",
    HTTPStatus.NOT_FOUND: "Check the address; the file may have been moved.",
    HTTPStatus.GONE: "The file has been removed.",
    HTTPStatus.TOO_MANY_REQUESTS: "It was asked too often: wait a while.",
}
_CODE = "address-unreachable"
_FAULT = "That is a fault of the server: try again later."
_BROWSER = "Open the address in a browser to see what it says."


def is_address(source: object) -> bool:
    """Tell whether a source is a web address.

    Parameters
    ----------
    source : object
        What a person gave.
    """
    return isinstance(source, str) and _ADDRESS.match(source) is not None


def fetched(address: str, scratch: Scratch) -> File:
    """Return the file at an address, fetched into a temporary file.

    Parameters
    ----------
    address : str
        Its address; `http` only on this machine. A user and a password in it are used and shown
        nowhere.
    scratch : Scratch
        Where to write it to.

    Raises
    ------
    ReadError
        If it cannot be fetched, is not safe to fetch, or is too large.
    """
    import httpx

    shown = masked(address)
    try:
        with _client() as client, _masked_logs():
            bare, user = _parted(address)
            with client.stream("GET", bare, auth=user) as answer:
                return _kept(answer, bare, scratch)
    except httpx.InvalidURL as error:  # which may quote a part of a password
        message = "This is no address that can be fetched."
        hint = "Copy it again; write a `/`, `?` or `#` in a password as `%2F`, `%3F` or `%23`."
        raise ReadError(message, hint=hint, code=_CODE) from error
    except httpx.HTTPError as error:
        said = masked(str(error)).rstrip(".") or type(error).__name__
        message = f"`{shown}` cannot be fetched: {said}."
        raise ReadError(message, hint=_hint(error), code=_CODE) from error


def _client() -> httpx.Client:
    """Return a client that goes from one address to the next only where that is safe.

    Raises
    ------
    ReadError
        If the certificates the environment names cannot be read.
    """
    import httpx

    try:
        return httpx.Client(
            headers={"User-Agent": "jupyter-analyst", "Accept-Encoding": "identity"},
            timeout=httpx.Timeout(READ_S, connect=CONNECT_S),
            follow_redirects=True,
            max_redirects=MOST_REDIRECTS,
            event_hooks={"request": [_Guard()]},
        )
    except OSError as error:
        message = f"The certificates that `SSL_CERT_FILE` names cannot be read: {error.strerror}."
        raise ReadError(message, hint="Correct the path in it.", code=_CODE) from error


class _Guard:
    """Refuses to send anything in the open, but to this machine; remembers what was safe."""

    def __init__(self) -> None:
        self._was_safe = False

    def __call__(self, request: httpx.Request) -> None:
        """Check one request, the first or one that a redirect leads to.

        Raises
        ------
        ReadError
            If it would go out in the open.
        """
        url = request.url
        if url.scheme == "https":
            self._was_safe = True
            return
        if url.scheme != "http" or self._was_safe or not _is_local(url.host):
            message = f"`{masked(str(url))}` is not fetched: it is no https address."
            if self._was_safe:
                message = f"`{masked(str(url))}` is not fetched: https leads to http there."
            hint = "Use https, or download the file in your browser."
            raise ReadError(message, hint=hint, code=_CODE)


def _is_local(host: str) -> bool:
    try:
        return host == _LOCAL or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _parted(address: str) -> tuple[httpx.URL, tuple[str, str] | None]:
    """Return an address without user and password, and these."""
    import httpx

    url = httpx.URL(address)
    user = (url.username, url.password) if url.userinfo else None
    return url.copy_with(username=None, password=None, fragment=None), user


def _kept(answer: httpx.Response, asked: httpx.URL, scratch: Scratch) -> File:
    """Return what was answered as a file.

    Raises
    ------
    ReadError
        If it is a refusal.
    """
    if not answer.is_success:
        shown = masked(str(answer.url))
        said = f"{answer.status_code} {answer.reason_phrase}".strip()
        message = f"`{shown}` cannot be fetched: the server answers {said}."
        hint = _WHAT_TO_DO.get(answer.status_code, _FAULT if answer.is_server_error else _BROWSER)
        raise ReadError(message, hint=hint, code=_CODE)
    name = _name(answer, asked)
    what = f"What comes from `{answer.url.host}` has"
    return scratch.write(answer.iter_bytes(), name, what)


def _name(answer: httpx.Response, asked: httpx.URL) -> str:
    """Return what the file is called: by the server, else by its address, else after its host."""
    said = Message()
    said["content-disposition"] = answer.headers.get("content-disposition", "")
    ends = [url.path.rpartition("/")[2] for url in (answer.url, asked)]
    named = [said.get_filename(), *(end for end in ends if "." in end), *ends, answer.url.host]
    return file_name(next(filter(None, named)))


def _hint(error: httpx.HTTPError) -> str:
    import httpx

    if "CERTIFICATE" in str(error):
        return (
            "Its certificate is not trusted. If your company signs its own, "
            "name the file of its certificates in the environment variable `SSL_CERT_FILE`."
        )
    if isinstance(error, httpx.TooManyRedirects):
        return f"It leads on more than {MOST_REDIRECTS} times. {_BROWSER}"
    if isinstance(error, httpx.ConnectError | httpx.ConnectTimeout):
        return "Check the address, and whether this machine may reach it (`HTTPS_PROXY`)."
    return "The connection was cut or is slow: run this again."


@contextmanager
def _masked_logs() -> Iterator[None]:
    """Keep secrets out of what the client logs, as every address it asks."""
    loggers = [logging.getLogger(name) for name in ("httpx", "httpcore.http11")]
    for logger in loggers:
        logger.addFilter(_mask)
    try:
        yield
    finally:
        for logger in loggers:
            logger.removeFilter(_mask)


def _mask(record: logging.LogRecord) -> bool:
    record.msg, record.args = masked(record.getMessage()), ()
    return True
