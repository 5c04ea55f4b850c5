"""Text from the sandbox: cut to length, free of control characters, of paths of this machine."""

from __future__ import annotations

import os
import re
import site
import sys
import sysconfig
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

LARGEST = 1_000_000
"""Characters of one text; the rest is left out."""

_CUT = "\n… (the rest is left out)"
_MOST_COLOURS = 20_000
_COLOUR = r"\x1b\[[0-9;]{0,40}m"
# colours stay; whatever else a terminal would obey goes, and what turns the order of letters round
_CONTROL = re.compile(
    rf"(?!{_COLOUR})"
    r"(?:\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)?|\x1b\[[0-?]*[ -/]*[@-~]?|\x1b[PX^_][^\x1b]*(?:\x1b\\)?"
    r"|\x1b.?|\x9b[0-?]*[ -/]*[@-~]?|[\x00-\x07\x0b\x0c\x0e-\x1a\x1c-\x1f\x7f-\x9f]"
    r"|[\u202d\u202e])"
)
_COLOURS = re.compile(_COLOUR)


def plain(text: str) -> str:
    r"""Return a text as a front end can show it.

    Parameters
    ----------
    text : str
        Whatever was sent.

    Examples
    --------
    >>> plain("\x1b[31mred\x1b[0m\x1b]0;title\x07 bell\x07")
    '\x1b[31mred\x1b[0m bell'
    """
    kept = text if len(text) <= LARGEST else text[:LARGEST] + _CUT
    shown = _CONTROL.sub("", kept.encode(errors="replace").decode())
    # a page has an element for each, and stands still for very many
    return _COLOURS.sub("", shown) if shown.count("\x1b") > _MOST_COLOURS else shown


class Paths:
    """Folders of this machine and the words that are shown for them.

    Parameters
    ----------
    words : mapping of str to str
        What is shown for each folder, besides those of Python and the home of the user.
    """

    def __init__(self, words: Mapping[str, str]) -> None:
        known = {**_of_machine(), **words}
        self._words = {path: word for path, word in known.items() if len(path) > 1}
        longest_first = sorted(self._words, key=len, reverse=True)
        self._any = re.compile(rf"(?:{'|'.join(map(re.escape, longest_first))})(?![\w.-])")

    def hidden(self, text: str) -> str:
        """Return a text with words for the folders.

        Parameters
        ----------
        text : str
            Any text.
        """
        return self._any.sub(lambda match: self._words[match[0]], text)


@cache
def _of_machine() -> dict[str, str]:
    packages = {sysconfig.get_path(kind): "site-packages" for kind in ("purelib", "platlib")}
    library = {sysconfig.get_path("stdlib"): "python", sys.prefix: "python"}
    here = {str(Path(__file__).parents[2]): "jupyter_analyst"}
    own = {os.path.expanduser("~"): "~", site.getusersitepackages(): "site-packages"}  # noqa: PTH111  # Path.home raises for a user without a name
    return own | library | packages | here
