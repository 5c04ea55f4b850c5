"""The address of a database; what is shown of it never has the password."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TypeVar
from urllib.parse import quote, unquote

from jupyter_analyst.errors import ReadError

Source = TypeVar("Source")

HIDDEN = "***"
"""What is shown where a password stood."""

_SCHEME = re.compile(r"\s*([a-zA-Z][\w+.-]+):/")  # two letters at least: C:/ is a disk
_NO_DATABASES = re.compile(r"(?i)(?:https?|s?ftps?|file|s3a?|gs|gcs|az|abfss?|hdfs|memory)\Z")
_FILES = {"sqlite", "duckdb"}
# up to the last @ before the host: a password may hold one, and its parts are secret, too
_PASSWORD = re.compile(r"(:/+[^:@/]*):.*@(?=[^@]*$)|(:/+[^:@/]*):[^@]*@")
_NAMED = re.compile(r"(?i)([?&][\w-]*(?:passw|pwd|secret|token|key|credential)[\w-]*=)[^&#\s]+")
_FILE = re.compile(r"[\w+.-]+:///?(?P<path>[^?]*)")


@dataclass(frozen=True)
class Address:
    """Address of a database.

    Parameters
    ----------
    text : str
        As it was given, perhaps with a password.
    """

    text: str = field(repr=False)

    def __str__(self) -> str:
        """Return it with what is secret hidden."""
        shown = _PASSWORD.sub(lambda found: f"{found[1] or found[2]}:{HIDDEN}@", self.text.strip())
        return _NAMED.sub(rf"\1{HIDDEN}", shown)

    @property
    def scheme(self) -> str:
        """Kind of the database, such as ``"postgresql"``."""
        return self.text.strip().partition(":")[0].partition("+")[0].lower()

    def file(self) -> str | None:
        """Return the path, if the database is a file that is read without a server.

        Raises
        ------
        ReadError
            If it is a database in memory, where nothing is.
        """
        if self.scheme not in _FILES:
            return None
        found = _FILE.match(self.text.strip())
        path = unquote(found["path"]) if found else ""
        if not path or path == ":memory:":
            message = f"`{self}` is a new database in memory; it holds nothing."
            hint = f"Give the path of a file: `{self.scheme}:///sales.db`, or the path alone."
            raise ReadError(message, hint=hint, code="address-wrong")
        return path


def addressed(source: Source) -> Source | Address:
    """Return a source as an address if it is that of a database.

    Parameters
    ----------
    source : object
        A path, an address, or rows in memory.
    """
    if not isinstance(source, str):
        return source
    found = _SCHEME.match(source)
    return Address(source) if found and not _NO_DATABASES.match(found[1]) else source


def path_of(source: Source) -> Source | str:
    """Return the path of a database that is a file, given its address; other sources as they are.

    Parameters
    ----------
    source : object
        A path, an address, or rows in memory.

    Raises
    ------
    ReadError
        If it is the address of a server.
    """
    address = addressed(source)
    if not isinstance(address, Address):
        return source
    path = address.file()
    if path is None:
        message = f"`{address}` is a database on a server; this reads files."
        hint = 'Read it by `analyst.load(address, table="...")`.'
        raise ReadError(message, hint=hint, code="source-unknown")
    return path


def without(text: str, secrets: tuple[str, ...]) -> str:
    """Return a text in which secrets are hidden, however they are spelled.

    Parameters
    ----------
    text : str
        Any text, such as what a driver said.
    secrets : tuple of str
        What must not be shown.
    """
    for secret in filter(None, secrets):
        for spelled in (secret, repr(secret)[1:-1], quote(secret, safe=""), quote(secret)):
            text = text.replace(spelled, HIDDEN)
    return text
