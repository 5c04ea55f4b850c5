"""What a database said, as an error a user can mend."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from jupyter_analyst import wording
from jupyter_analyst.errors import StorageError

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy.exc import DatabaseError

_ROOM = 256_000
"""Bytes the database needs beside its file; with less, SQLite speaks of I/O errors."""


def storage_error(error: DatabaseError, path: Path, *, doing: str) -> StorageError:
    """Return what the database said as a `StorageError`.

    Parameters
    ----------
    error : sqlalchemy.exc.DatabaseError
        What was raised.
    path : Path
        The file of the database.
    doing : str
        What was being done, such as ``"recording `load`"``.
    """
    free = shutil.disk_usage(path.parent).free
    if free < _ROOM or "full" in str(error.orig):
        message = f"The disk of {path.parent} is full ({wording.size(free)} free) while {doing}."
        hint = "Free some space, or set another `home`, then run this again."
        return StorageError(message, hint=hint, code="disk-full")
    message = f"The database {path} said {str(error.orig)!r} while {doing}."
    if "not a database" in str(error.orig) or "malformed" in str(error.orig):
        hint = "Move the file away and run this again; a new one is made."
        return StorageError(message, hint=hint, code="store-damaged")
    return StorageError(message, hint="Run this again; the log has more.", code="storage-failed")
