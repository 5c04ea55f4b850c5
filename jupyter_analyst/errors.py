"""What can go wrong, said so that the reader can mend it."""

from __future__ import annotations

import difflib
import errno
import logging
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class AnalystError(Exception):
    """Base of every error a user can meet.

    Parameters
    ----------
    message : str
        What was found and what was expected, as plain sentences.
    hint : str
        What to do next, as a plain sentence; empty if there is nothing to do.
    code : str, optional
        Stable short name of the problem; the class has a default.
    """

    code = "analyst-error"

    def __init__(self, message: str, *, hint: str = "", code: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.code = code or self.code

    def __str__(self) -> str:
        """Join message and hint."""
        return f"{self.message} {self.hint}".strip()

    def _render_traceback_(self) -> list[str]:
        """Return the one line IPython shows instead of a traceback."""
        return [" ".join(f"{self} ({self.code})".splitlines())]


class SettingError(AnalystError):
    """A setting has an unknown name or a value that does not fit."""

    code = "setting-wrong"


class DataError(AnalystError):
    """The data are not what the work at hand needs."""

    code = "data-unfit"


class ReadError(DataError):
    """A file or frame cannot be read as a table."""

    code = "data-unreadable"


class StorageError(AnalystError):
    """Something could not be kept, or what was kept cannot be read back."""

    code = "storage-failed"


class ParameterError(AnalystError):
    """A parameter of a tool is missing or does not fit."""

    code = "parameter-wrong"


class UnfitColumnError(ParameterError, DataError):
    """A column that was named for a parameter does not hold what the parameter needs."""

    code = "column-unfit"


class CommandError(AnalystError):
    """What was typed behind `%analyst` cannot be understood."""

    code = "command-wrong"


class ReportError(AnalystError):
    """A report or a notebook could not be made."""

    code = "report-failed"


class SandboxError(AnalystError):
    """Code could not be run in the sandbox, or what it did ended it."""

    code = "sandbox-failed"


class QuestionError(AnalystError):
    """A question cannot be taken as it is: empty, too long, or without data to ask about."""

    code = "question-wrong"


class UnexpectedError(AnalystError):
    """A fault of this package; the log has the details."""

    code = "unexpected"


class UnknownNameError(AnalystError):
    """A name is not among those that exist; says which come near.

    Parameters
    ----------
    name : str
        The name that was asked for.
    kind : str
        What was looked for, such as ``"column"``; part of the code too.
    options : iterable of str
        The names that exist.
    where : str
        Where was looked, such as ``"in `sales`"``.
    hint : str
        What to do when no name comes near.
    """

    def __init__(
        self,
        name: str,
        kind: str,
        options: Iterable[str],
        *,
        where: str = "known",
        hint: str = "",
    ) -> None:
        message = f"{kind.capitalize()} `{name}` is not {where}."
        super().__init__(message, hint=near(name, options) or hint, code=f"{kind}-unknown")


def near(name: str, options: Iterable[str]) -> str:
    """Return a sentence that offers the names close to `name`, or all if they are few.

    Parameters
    ----------
    name : str
        The name that was asked for.
    options : iterable of str
        The names that exist.
    """
    known = list(options)
    folded = {option.casefold(): option for option in reversed(known)}
    close = difflib.get_close_matches(name.casefold(), folded, n=3, cutoff=0.6)
    if close:
        return f"Did you mean {_either([folded[match] for match in close])}?"
    if 0 < len(known) <= 8:
        return f"There {'is' if len(known) == 1 else 'are'}: {', '.join(map(_quoted, known))}."
    return ""


def _quoted(name: str) -> str:
    return f"`{name}`"


def _either(names: list[str]) -> str:
    *first, last = map(_quoted, names)
    return f"{', '.join(first)} or {last}" if first else last


_ELSEWHERE = "choose another folder by `%analyst config home FOLDER`"
_REFUSED = "Check who owns it, and close it where it is open in another program"
_DISK = {
    errno.ENOSPC: ("The disk is full", f"Free some space or {_ELSEWHERE}", "disk-full"),
    errno.EDQUOT: ("The disk quota is used up", "Free some space", "disk-full"),
    errno.EFBIG: ("The file would become too large", "Raise the limit of file sizes", "disk-full"),
    errno.EROFS: ("The folder is read-only", f"C{_ELSEWHERE[1:]}", "folder-readonly"),
    errno.EACCES: ("Access was refused", _REFUSED, "access-refused"),
    errno.EPERM: ("Access was refused", _REFUSED, "access-refused"),
}


def disk_error(error: OSError, *, doing: str) -> StorageError:
    """Return what the operating system said as a `StorageError`.

    Parameters
    ----------
    error : OSError
        What was raised.
    doing : str
        What was being done, such as ``"keeping `sales`"``.
    """
    found, hint, code = _DISK.get(
        error.errno or 0, (error.strerror or str(error), "Check the path", "storage-failed")
    )
    place = f" ({error.filename})" if error.filename else ""
    message = f"{found} while {doing}{place}. Nothing was half-stored."
    return StorageError(message, hint=f"{hint}, then run this again.", code=code)


@contextmanager
def guard(doing: str) -> Iterator[None]:
    """Let only errors a user can read out of a block; log what was not foreseen.

    Parameters
    ----------
    doing : str
        What is being done, such as ``"loading `sales.csv`"``.

    Raises
    ------
    AnalystError
        Whatever was said plainly inside.
    UnexpectedError
        For what was not foreseen.
    """
    try:
        yield
    except AnalystError:
        raise
    except OSError as error:
        found = disk_error(error, doing=doing)
        raise found from error
    except Exception as error:
        logging.getLogger("jupyter_analyst").exception("unexpected while %s", doing)
        message = f"Something went wrong inside the analyst while {doing}: {error!r}."
        hint = "This is a fault of the package, not yours; details are in the log."
        raise UnexpectedError(message, hint=hint) from error
