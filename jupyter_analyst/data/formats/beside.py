"""What can be wrong with a database file: its state, the files beside it, a query to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jupyter_analyst.errors import ReadError
from jupyter_analyst.wording import size

if TYPE_CHECKING:
    from jupyter_analyst.data.formats.file import File


def check_beside(file: File, *ends: str) -> None:
    """Check that no log with changes lies beside a database file.

    Parameters
    ----------
    file : File
        The file.
    *ends : str
        What such a log is called behind the name of the file.

    Raises
    ------
    ReadError
        If one does: rows may stand in it that are not in the file yet.
    """
    for end in ends:
        log = file.path.with_name(f"{file.path.name}{end}")
        n_bytes = log.stat().st_size if log.is_file() else 0
        if n_bytes and log.read_bytes()[:1] != b"\0":  # SQLite may keep an old one, crossed out
            message = f"Rows may stand in `{log.name}` ({size(n_bytes)}) and not in `{file.name}`."
            hint = "Close the program that has it open, so that all is in the file; then load it."
            raise ReadError(message, hint=hint, code="database-busy")


def damaged(file: File, what: str) -> ReadError:
    """Return the error that says a database file cannot be read.

    Parameters
    ----------
    file : File
        The file.
    what : str
        What was found, such as ``"cannot be read: file is not a database"``.
    """
    message = f"`{file.name}` {what}."
    hint = "Copy or download it again; an encrypted one has to be decrypted first."
    return ReadError(message, hint=hint, code="database-damaged")


def query_error(file: File, said: str) -> ReadError:
    """Return the error that says a query cannot be run.

    Parameters
    ----------
    file : File
        The file.
    said : str
        What the database said.
    """
    message = f"The query to `{file.name}` cannot be run: {said}."
    return ReadError(message, hint="Correct `query`, or name a `table`.", code="query-wrong")


def refused(file: File, said: str) -> ReadError:
    """Return the error that says a query wants more than to read.

    Parameters
    ----------
    file : File
        The file.
    said : str
        Why it is refused.
    """
    message = f"The query to `{file.name}` is refused: {said}."
    hint = "Give one SELECT that reads tables of this file; nothing else is run."
    return ReadError(message, hint=hint, code="query-refused")
