"""Stops a sandbox that outgrows its memory or its folder."""

from __future__ import annotations

import math
import os
import stat
import sys
import threading
import time
from contextlib import suppress
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import psutil  # type: ignore[import-untyped]  # has no types

from jupyter_analyst.sandbox.launch import kill
from jupyter_analyst.sandbox.limits import MIB

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from subprocess import Popen

    from jupyter_analyst.sandbox.limits import Limits

_EVERY_S = 0.05
_LOOKS_PER_MEASURE = 4
"""Memory is looked at each time, which is quick; files are counted less often."""

_DEEPEST = 64
"""Levels of folders; nobody needs more, and what is deeper could not be counted."""

_BLOCK = 512
_LEAST = 4096
"""Bytes any file costs, be it empty."""


class Watchdog(threading.Thread):
    """Watches one sandbox until it ends, and ends it when it uses more than it may.

    Parameters
    ----------
    process : Popen
        The process that was started.
    scratch : Path
        The folder the code may keep files in.
    limits : Limits
        What it may use.
    """

    def __init__(self, process: Popen[bytes], scratch: Path, limits: Limits) -> None:
        super().__init__(name="sandbox-watchdog", daemon=True)
        self.why = ""
        """Why it ended the sandbox, as a sentence; empty if it did not."""
        self._process = process
        self._scratch = scratch
        self._limits = limits
        self._peak = 0.0

    @property
    def peak_mib(self) -> float:
        """Most memory the sandbox held since `forget_peak`, in MiB."""
        self._look()
        return self._peak

    def forget_peak(self) -> None:
        """Measure the most memory anew."""
        self._peak = 0.0

    def run(self) -> None:
        """Look until the sandbox ends or has to be ended."""
        looks = 0
        while self._process.poll() is None:
            looks += 1
            self.why = self._look() or ("" if looks % _LOOKS_PER_MEASURE else self._measure())
            if self.why:
                kill(self._process)
                break
            time.sleep(_EVERY_S)

    def _look(self) -> str:
        """Return what is wrong with memory and threads, if anything is."""
        rss = n_threads = 0
        for pid in self._processes():
            with suppress(psutil.Error):
                process = psutil.Process(pid)
                rss += process.memory_info().rss
                n_threads += process.num_threads()
        self._peak = max(self._peak, rss / MIB)
        if rss > self._limits.resident_mib * MIB:
            return f"It held more than {self._limits.resident_mib:.0f} MiB of memory."
        if n_threads > self._limits.threads:
            return f"It ran more than {self._limits.threads} threads."
        return ""

    def _processes(self) -> Iterable[int]:
        """Return the process that was started and those below it."""
        if sys.platform == "linux":
            return _tree(self._process.pid)
        with suppress(psutil.Error):
            below = psutil.Process(self._process.pid).children(recursive=True)
            return [self._process.pid, *(process.pid for process in below)]
        return []

    def _measure(self) -> str:
        """Return what is wrong with its files, if anything is."""
        left = self._limits.scratch_mib * MIB
        open_files = chain.from_iterable(map(_nameless, self._processes()))
        for size in chain(_sizes(str(self._scratch)), open_files):
            left -= size
            if left < 0:
                return f"It kept more than {self._limits.scratch_mib:.0f} MiB of files."
        return ""


def _tree(pid: int) -> Iterator[int]:
    """Yield a process and those below it."""
    yield pid
    with suppress(OSError):
        for thread in os.listdir(f"/proc/{pid}/task"):  # noqa: PTH208  # numbers, not paths
            children = Path(f"/proc/{pid}/task/{thread}/children").read_text(encoding="ascii")
            for child in map(int, children.split()):
                yield from _tree(child)


def _sizes(folder: str, depth: int = 0) -> Iterator[float]:
    """Yield what each file below a folder takes on disk, infinity for what cannot be counted."""
    if depth > _DEEPEST:
        yield math.inf
        return
    try:
        entries = list(os.scandir(folder))
    except (FileNotFoundError, NotADirectoryError):  # removed since it was listed
        return
    except OSError:  # too long a path, or a folder made so that it cannot be listed
        yield math.inf
        return
    for entry in entries:
        found = _found(entry.path, follow_symlinks=False)
        yield max(found.st_blocks * _BLOCK, _LEAST) if found else 0
        if entry.is_dir(follow_symlinks=False):
            yield from _sizes(entry.path, depth + 1)


def _nameless(pid: int) -> Iterator[int]:
    """Yield what the files take that a process holds open after it removed them."""
    with suppress(OSError):
        for handle in os.listdir(f"/proc/{pid}/fd"):  # noqa: PTH208  # numbers, not paths
            found = _found(f"/proc/{pid}/fd/{handle}", follow_symlinks=True)
            if found and stat.S_ISREG(found.st_mode) and not found.st_nlink:
                yield found.st_blocks * _BLOCK


def _found(path: str, *, follow_symlinks: bool) -> os.stat_result | None:
    """Return what is known about a file; None if it is gone."""
    with suppress(OSError):
        return Path(path).stat(follow_symlinks=follow_symlinks)
    return None
