"""Ask the person at the keyboard, where there is one."""

from __future__ import annotations

import sys
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_YES = {"y", "yes"}


def person() -> Callable[[str], bool] | None:
    """Return what asks the person at the keyboard; None if nobody is there.

    A notebook that is run without a front end takes no input, nor does a script.
    """
    if threading.current_thread() is not threading.main_thread() or not _takes_input():
        return None
    return _says_yes


def _says_yes(question: str) -> bool:
    return input(f"{question} (yes or no) ").strip().lower() in _YES


def _takes_input() -> bool:
    shell = sys.modules.get("IPython") and sys.modules["IPython"].get_ipython()
    kernel = getattr(shell, "kernel", None)
    if kernel is not None:
        return bool(kernel._allow_stdin)  # what the request that runs now says
    return sys.stdin is not None and sys.stdin.isatty()
