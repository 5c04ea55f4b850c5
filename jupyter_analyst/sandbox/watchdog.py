"""Stops a sandbox that outgrows its memory or its folder."""

from __future__ import annotations

import logging
import math
import os
import stat
import sys
import threading
import time
from contextlib import suppress
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import psutil  # type: ignore[import-untyped]  # has no types

from jupyter_analyst.errors import AnalystError, guard
from jupyter_analyst.sandbox.limits import MIB
from jupyter_analyst.sandbox.walls.launch import kill

if TYPE_CHECKING:
    from collections.abc import Iterator
    from subprocess import Popen

    from jupyter_analyst.sandbox.limits import Limits

_EVERY_S = 0.05
_LOOKS_PER_MEASURE = 4
"""Memory is looked at each time, which is quick; files and processes are counted less often."""

_ASLEEP = 5
"""Of so many times, files are counted once while no process works: only work makes files."""

_DEEPEST = 64
"""Levels of folders; nobody needs more, and what is deeper could not be counted."""

_BLOCK = 512
_LEAST = 4096
"""Bytes any file costs, be it empty."""


class _Use(NamedTuple):
    """What a process uses: bytes of memory, threads, and processor time so far, in any unit."""

    resident: int
    threads: int
    worked: float


class Watchdog(threading.Thread):
    """Watches one sandbox until it ends, and ends it when it uses more than it may.

    Parameters
    ----------
    process : Popen
        The process that was started.
    folders : tuple of Path
        The folders the code may keep files in.
    limits : Limits
        What it may use.
    """

    def __init__(self, process: Popen[bytes], folders: tuple[Path, ...], limits: Limits) -> None:
        super().__init__(name="sandbox-watchdog", daemon=True)
        self.why = ""
        """Why it ended the sandbox, as a sentence; empty if it did not."""
        self._process = process
        self._folders = folders
        self._disks = {_disk(folder) for folder in folders}
        self._limits = limits
        self._peak = 0.0
        self._pids = [process.pid]
        self._work: list[tuple[int, float]] = []
        self._asleep = 0

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
        try:
            with guard("watching a sandbox"):
                self._watch()
        except AnalystError as error:  # what is not watched must not go on
            if self._process.poll() is not None:  # it has ended, and its folders with it
                return
            logging.getLogger("jupyter_analyst").warning("%s", error)
            self.why = "It could not be watched any more."
        if self.why:
            kill(self._process)

    def _watch(self) -> None:
        looks = 0
        while self._process.poll() is None:
            looks += 1
            self.why = self._look() or ("" if looks % _LOOKS_PER_MEASURE else self._see())
            if self.why:
                break
            time.sleep(_EVERY_S)

    def _look(self) -> str:
        """Return what is wrong with memory and threads, if anything is."""
        found = [_use(pid) for pid in self._pids]
        rss = sum(use.resident for use in found)
        n_threads = sum(use.threads for use in found)
        self._peak = max(self._peak, rss / MIB)
        if rss > self._limits.resident_mib * MIB:
            return f"It held more than {self._limits.resident_mib:.0f} MiB of memory."
        if n_threads > self._limits.threads:
            return f"It ran more than {self._limits.threads} threads."
        return ""

    def _processes(self) -> list[int]:
        """Return the process that was started and those below it."""
        if sys.platform == "linux":
            return list(_tree(self._process.pid))
        with suppress(psutil.Error):
            below = psutil.Process(self._process.pid).children(recursive=True)
            return [self._process.pid, *(process.pid for process in below)]
        return []

    def _see(self) -> str:
        """Find its processes, and measure if any of them is new or has worked."""
        self._pids = self._processes()
        before, self._work = self._work, [(pid, _use(pid).worked) for pid in self._pids]
        self._asleep = self._asleep + 1 if self._work == before else 0
        return "" if self._asleep % _ASLEEP else self._measure()

    def _measure(self) -> str:
        """Return what is wrong with its files, if anything is."""
        left = self._limits.scratch_mib * MIB
        kept = chain.from_iterable(map(_sizes, map(str, self._folders)))
        nameless = chain.from_iterable(map(_nameless, self._pids))
        mapped = chain.from_iterable(map(self._mapped, self._pids))
        for size in chain(kept, nameless, mapped):
            left -= size
            if left < 0:
                return f"It kept more than {self._limits.scratch_mib:.0f} MiB of files."
        return ""

    def _mapped(self, pid: int) -> Iterator[float]:
        """Yield what files may take that a process has mapped, but neither named nor open.

        One page keeps all of a file, and how much that is nobody tells: as much as a file may.
        """
        maps = _content(f"/proc/{_lives(pid)}/maps")
        found = set()
        for line in maps.split(b"\n") if b" (deleted)\n" in maps else ():
            if line.endswith(b" (deleted)"):
                _, _, _, disk, inode, _ = line.split(maxsplit=5)
                found |= {int(inode)} if disk.decode() in self._disks else set()
        if found:
            yield from [self._limits.file_mib * MIB for _ in found - _opened(pid)]


def _use(pid: int) -> _Use:
    """Return what a process uses; nothing if it is gone."""
    if sys.platform == "linux":
        return _use_on_linux(pid)
    with suppress(psutil.Error):
        process = psutil.Process(pid)
        worked = sum(process.cpu_times())
        return _Use(process.memory_info().rss, process.num_threads(), worked)
    return _Use(0, 0, 0)


def _use_on_linux(pid: int) -> _Use:
    """Return the same, of one file: this is asked so often that psutil's way would cost too much.

    See `proc_pid_stat(5)`; what stands before the bracket may be chosen by the process.
    """
    fields = _content(f"/proc/{pid}/stat").rpartition(b")")[2].split()
    if not fields:
        return _Use(0, 0, 0)
    worked, n_threads, n_pages = sum(map(int, fields[11:15])), int(fields[17]), int(fields[21])
    if not n_pages:
        n_pages = _pages(_lives(pid))
    return _Use(n_pages * os.sysconf("SC_PAGE_SIZE"), n_threads, worked)


def _pages(thread: str) -> int:
    """Return how many pages of memory the process of a thread holds; 0 if that has ended."""
    fields = _content(f"/proc/{thread}/statm").split()
    return int(fields[1]) if fields else 0


def _lives(pid: int) -> str:
    """Return the first thread of a process that has not ended: it alone tells what there is.

    Code may end the first of all, and go on in another.
    """
    if _pages(str(pid)):
        return str(pid)
    with suppress(OSError):
        for thread in os.listdir(f"/proc/{pid}/task"):  # noqa: PTH208  # numbers, not paths
            if _pages(f"{pid}/task/{thread}"):
                return f"{pid}/task/{thread}"
    return str(pid)


def _content(path: str) -> bytes:
    """Return what a file holds; nothing if it is gone."""
    with suppress(OSError), Path(path).open("rb", buffering=0) as file:
        return file.read()
    return b""


def _disk(folder: Path) -> str:
    """Return what `/proc` calls the disk of a folder."""
    found = folder.stat().st_dev
    return f"{os.major(found):02x}:{os.minor(found):02x}"


def _opened(pid: int) -> set[int]:
    """Return the numbers of the files a process has open."""
    folder = f"/proc/{_lives(pid)}/fd"
    with suppress(OSError):
        names = os.listdir(folder)  # noqa: PTH208  # numbers, not paths
        found = (_found(f"{folder}/{name}", follow_symlinks=True) for name in names)
        return {one.st_ino for one in found if one}
    return set()


def _tree(pid: int) -> Iterator[int]:
    """Yield a process and those below it."""
    yield pid
    with suppress(OSError):
        for thread in os.listdir(f"/proc/{pid}/task"):  # noqa: PTH208  # numbers, not paths
            for child in map(int, _content(f"/proc/{pid}/task/{thread}/children").split()):
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
        folder = f"/proc/{_lives(pid)}/fd"
        for handle in os.listdir(folder):  # noqa: PTH208  # numbers, not paths
            found = _found(f"{folder}/{handle}", follow_symlinks=True)
            if found and stat.S_ISREG(found.st_mode) and not found.st_nlink:
                yield found.st_blocks * _BLOCK


def _found(path: str, *, follow_symlinks: bool) -> os.stat_result | None:
    """Return what is known about a file; None if it is gone."""
    with suppress(OSError):
        return Path(path).stat(follow_symlinks=follow_symlinks)
    return None
