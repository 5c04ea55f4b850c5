"""The text of a large file, some whole lines at a time, as UTF-8."""

from __future__ import annotations

import codecs
import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jupyter_analyst.data.delimited.cells import n_times
from jupyter_analyst.data.delimited.encoding import encoding_of
from jupyter_analyst.errors import ReadError

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator
    from pathlib import Path

    from jupyter_analyst.data.options import Options

BLOCK = 8 << 20
"""How many bytes are read at once."""

LONGEST = 64 << 20
"""A line or row longer than this is not read in pieces."""

_HEAD = 1 << 20
_TELLING = re.compile(rb"[^\r\n]*[\x80-\xff][^\r\n]*")
_MOST_TELLING = 400_000
_PLAIN = {"utf-8", "utf8", "utf-8-sig"}


class WholeError(Exception):
    """A file that can only be understood as a whole; says why."""


class UndecodableError(Exception):
    """A line that is not in the encoding that was decided.

    Parameters
    ----------
    line : bytes
        The line.
    number : int
        Its number in the file, from 1.
    """

    def __init__(self, line: bytes, number: int) -> None:
        super().__init__(number)
        self.line = line
        self.number = number


@dataclass(frozen=True)
class Encoding:
    """In what a text is written.

    Parameters
    ----------
    name : str
        The encoding, as Python names it.
    is_mild : bool
        Whether broken characters become U+FFFD; they are an error otherwise.
    evidence : bytes
        Lines from further down the file by which it was decided, besides the first ones.
    """

    name: str
    is_mild: bool = False
    evidence: bytes = b""


def first_encoding(path: Path, given: Options) -> Encoding:
    """Return the encoding the beginning of a file speaks for; reading on may prove it wrong.

    Parameters
    ----------
    path : Path
        The file.
    given : Options
        What a person decided.

    Raises
    ------
    ReadError
        If no encoding fits.
    """
    if given.encoding:
        return _encoding(given.encoding)
    name = encoding_of(_start(path))
    if _is_utf(name):
        return _encoding(name)
    evidence = _telling(path)  # other encodings are told by the letters of the whole file
    return Encoding(encoding_of(_start(path) + evidence), evidence=evidence)


def next_encoding(
    path: Path, given: Options, tried: Encoding, failed: UndecodableError
) -> Encoding:
    """Return the encoding to try when a line was not in the one that was decided.

    Parameters
    ----------
    path : Path
        The file.
    given : Options
        What a person decided.
    tried : Encoding
        What it is not.
    failed : UndecodableError
        The line.

    Raises
    ------
    ReadError
        If the encoding was given, or no other fits.
    """
    if given.encoding and not _is_utf(given.encoding):
        message = f"Line {failed.number} is not valid {given.encoding}."
        hint = "Leave `encoding` out, or give the right one."
        raise ReadError(message, hint=hint, code="option-wrong") from failed
    if given.encoding or tried.name == "utf-8-sig":
        return Encoding(tried.name, is_mild=True)
    evidence = (tried.evidence or _telling(path)) + b"\n" + failed.line + b"\n"
    name = encoding_of(_start(path) + evidence)
    return Encoding(name, is_mild=_is_utf(name), evidence=evidence)


class TextPass:
    """One way through the text of a file; what was met on it is told afterwards.

    Parameters
    ----------
    path : Path
        The file.
    encoding : Encoding
        In what it is written.
    """

    def __init__(self, path: Path, encoding: Encoding) -> None:
        self._path = path
        self._encoding = encoding
        self._digest = hashlib.sha256()
        self._n_lines = 0
        self.n_broken = 0
        """Characters that are not of the encoding and now read U+FFFD."""
        self.n_read = 0
        """Bytes read so far."""

    def digest(self) -> bytes:
        """Return the SHA-256 of the bytes that were read."""
        return self._digest.digest()

    def __iter__(self) -> Generator[bytes, None, None]:
        """Yield the text as UTF-8, each piece some whole lines.

        Raises
        ------
        UndecodableError
            If a line is not in the encoding.
        WholeError
            If it has no lines, or line ends of different systems.
        """
        carried = b""
        for text in self._texts():
            lines, newline, rest = text.rpartition(b"\n")
            if not newline:
                carried = _bounded(carried + text)
                continue
            yield self._checked(carried + lines + newline)
            carried = rest
        if carried:
            yield self._checked(carried)

    def _texts(self) -> Iterator[bytes]:
        """Yield the text as it comes, cut anywhere."""
        decode = self._decoder()
        with self._path.open("rb") as stream:
            while raw := stream.read(BLOCK):
                self._digest.update(raw)
                if not self.n_read and self._is_plain():
                    raw = raw.removeprefix(codecs.BOM_UTF8)
                yield self._decoded(decode, raw, final=False)
                self.n_read = stream.tell()
            yield self._decoded(decode, b"", final=True)

    def _decoder(self) -> Callable[[bytes, bool], str] | None:
        if self._is_plain() and not self._encoding.is_mild:
            return None  # its bytes are the text; whole lines are checked
        name = "utf-8" if self._is_plain() else self._encoding.name
        decoder = codecs.getincrementaldecoder(name)
        return decoder("replace" if self._encoding.is_mild else "strict").decode

    def _decoded(
        self, decode: Callable[[bytes, bool], str] | None, raw: bytes, *, final: bool
    ) -> bytes:
        if decode is None:
            return raw
        try:
            text = decode(raw, final)
        except UnicodeDecodeError as error:
            raise self._undecodable(error) from error
        if self._encoding.is_mild:
            self.n_broken += text.count("\ufffd")
        return text.encode()

    def _checked(self, text: bytes) -> bytes:
        if b"\r" in text and n_times("\r", text) != text.count(b"\r\n"):
            message = "line ends of an old Mac"
            raise WholeError(message)
        if self._is_plain() and not self._encoding.is_mild and not text.isascii():
            try:
                text.decode()
            except UnicodeDecodeError as error:
                raise self._undecodable(error) from error
        self._n_lines += n_times("\n", text)
        return text

    def _undecodable(self, error: UnicodeDecodeError) -> UndecodableError:
        before, _, _ = error.object[: error.start].rpartition(b"\n")
        begin = len(before) + 1 if before else 0
        end = error.object.find(b"\n", error.start)
        line = error.object[begin : end if end >= 0 else None]
        number = self._n_lines + error.object.count(b"\n", 0, error.start) + 1
        return UndecodableError(line, number)

    def _is_plain(self) -> bool:
        return _spelled(self._encoding.name) in _PLAIN


def _encoding(name: str) -> Encoding:
    """Return an encoding by its name; of wide characters a broken one is never an error."""
    return Encoding(name, is_mild=_is_utf(name) and _spelled(name) not in _PLAIN)


def _is_utf(name: str) -> bool:
    return _spelled(name).startswith("utf")


def _spelled(name: str) -> str:
    return name.lower().replace("_", "-")


def _start(path: Path) -> bytes:
    """Return the first lines of a file."""
    with path.open("rb") as stream:
        start = stream.read(_HEAD)
        return start if len(start) < _HEAD else start[: start.rfind(b"\n") + 1] or start


def _telling(path: Path) -> bytes:
    """Return the lines of a file that hold more than ASCII, up to a limit."""
    lines: list[bytes] = []
    length = 0
    for text in TextPass(path, Encoding("latin-1")):  # each byte is a character, any will do
        for found in _TELLING.finditer(text):
            line = found[0].decode().encode("latin-1")
            lines.append(line)
            length += len(line)
            if length > _MOST_TELLING:
                return b"\n".join(lines) + b"\n"
    return b"\n".join(lines) + b"\n"


def _bounded(text: bytes) -> bytes:
    """Return a text that is not too long for one line.

    Raises
    ------
    WholeError
        If it is.
    """
    if len(text) > LONGEST:
        message = "a line of more than 64 MB"
        raise WholeError(message)
    return text
