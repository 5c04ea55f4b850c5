"""Errors about the bytes of a workbook: damaged, protected, or made to do harm."""

from __future__ import annotations

import struct
import zipfile
import zlib
from contextlib import contextmanager
from typing import TYPE_CHECKING, NoReturn
from xml.parsers import expat

from jupyter_analyst.errors import ReadError

if TYPE_CHECKING:
    from collections.abc import Iterator

BYTES_WRONG = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    expat.ExpatError,
    ArithmeticError,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,  # the bytes are in memory: a place in them that does not exist
    RuntimeError,
    ValueError,
)
"""What the standard library raises when bytes are not in order."""

_PANIC = "PanicException"  # a fault inside calamine; its class cannot be imported


@contextmanager
def read_without_fault(name: str) -> Iterator[None]:
    """Turn what parsers say about the bytes of a workbook into an error of ours.

    Parameters
    ----------
    name : str
        What the file is called.

    Raises
    ------
    ReadError
        If the bytes are damaged or protected by a password.
    """
    from python_calamine import CalamineError, PasswordError

    try:
        yield
    except PasswordError:
        refuse_protected(name)
    except (CalamineError, *BYTES_WRONG) as error:
        refuse_damaged(name, str(error))
    except BaseException as error:
        if type(error).__name__ != _PANIC:
            raise
        refuse_damaged(name, str(error))


def refuse_damaged(name: str, what: str) -> NoReturn:
    """Say that the bytes of a workbook are wrong.

    Parameters
    ----------
    name : str
        What the file is called.
    what : str
        What was found.

    Raises
    ------
    ReadError
        Always.
    """
    found = " ".join(what.split()).rstrip(".") or "its bytes are not in order"
    message = f"`{name}` is a workbook and cannot be read: {found}."
    hint = "Copy or download it again, or open it in a spreadsheet program and save it anew."
    raise ReadError(message, hint=hint, code="workbook-damaged")


def refuse_protected(name: str) -> NoReturn:
    """Say that a workbook is encrypted.

    Parameters
    ----------
    name : str
        What the file is called.

    Raises
    ------
    ReadError
        Always.
    """
    message = f"`{name}` is protected by a password."
    hint = "Save it without the password, then load it again."
    raise ReadError(message, hint=hint, code="data-encrypted")


def refuse_harmful(name: str, what: str) -> NoReturn:
    """Say that a workbook would take the memory, or hides what it holds.

    Parameters
    ----------
    name : str
        What the file is called.
    what : str
        What was found and what is allowed.

    Raises
    ------
    ReadError
        Always.
    """
    hint = "If you trust it, open it in a spreadsheet program and save it anew."
    message = f"`{name}` is not opened: {what}."
    raise ReadError(message, hint=hint, code="workbook-unsafe")
