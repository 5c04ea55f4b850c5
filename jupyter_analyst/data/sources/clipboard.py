"""What was copied in another program."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jupyter_analyst.errors import ReadError

if TYPE_CHECKING:
    from jupyter_analyst.data.formats.file import File
    from jupyter_analyst.data.sources.scratch import Scratch

WORD = "clipboard"
"""What a person gives for the clipboard; a file of that name is `./clipboard`."""


def pasted(scratch: Scratch) -> File:
    """Return the text on the clipboard as a file.

    Parameters
    ----------
    scratch : Scratch
        Where to write it to.

    Raises
    ------
    ReadError
        If there is no clipboard, or no text on it.
    """
    import pyperclip

    try:
        _, paste = pyperclip.determine_clipboard()  # anew: a program may have been installed
        text = paste()
    except (pyperclip.PyperclipException, OSError) as error:
        message = "The machine the notebook runs on has no clipboard that can be read."
        hint = (
            "On Linux, a desktop and the program `xclip` or `wl-clipboard` are needed; "
            "or save what you copied as a file."
        )
        raise ReadError(message, hint=hint, code="clipboard-missing") from error
    except UnicodeDecodeError as error:
        message = "What is on the clipboard is no text in UTF-8; a table was expected."
        raise ReadError(message, hint="Save it as a file.", code="clipboard-empty") from error
    if not text.strip():
        message = "There is no text on the clipboard; a table was expected."
        hint = "Copy the cells once more, on the machine the notebook runs on."
        raise ReadError(message, hint=hint, code="clipboard-empty")
    return scratch.write([text.encode(errors="replace")], WORD, "The clipboard has")
