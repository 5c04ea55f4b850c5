"""Whether this process has room for what a sandbox takes: open files and threads.

zmq ends the whole process when it finds none, so it must not come to that.
"""

from __future__ import annotations

import os
import threading
from contextlib import ExitStack

from jupyter_analyst.errors import SandboxError

_FILES = 64
"""Files this process opens to start and ask a sandbox; the sandbox opens about as many."""

_THREADS = 8


def check() -> None:
    """Pass if there is room, which is found by taking it.

    Raises
    ------
    SandboxError
        If there is none.
    """
    try:
        _open_files()
        _start_threads()
    except (OSError, RuntimeError) as error:
        found = getattr(error, "strerror", "") or str(error)
        message = f"The sandbox was not started: this process has no room for it ({found})."
        hint = (
            f"It needs {_FILES} more open files and {_THREADS} more threads. Close other "
            "notebooks, or raise the limits (`ulimit -n`, `-u` and `-v`) before Jupyter is started."
        )
        raise SandboxError(message, hint=hint, code="sandbox-room") from error


def _open_files() -> None:
    with ExitStack() as held:
        for _ in range(_FILES):
            held.callback(os.close, os.open(os.devnull, os.O_RDONLY))


def _start_threads() -> None:
    done = threading.Event()
    threads = [threading.Thread(target=done.wait, daemon=True) for _ in range(_THREADS)]
    started = []
    try:
        for thread in threads:
            thread.start()
            started.append(thread)
    finally:
        done.set()
        for thread in started:
            thread.join()
