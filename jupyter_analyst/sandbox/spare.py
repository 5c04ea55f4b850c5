"""Kernels that wait, started and prepared, until one is needed."""

from __future__ import annotations

import threading
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import suppress
from typing import TYPE_CHECKING

from jupyter_analyst.errors import SandboxError
from jupyter_analyst.sandbox import room

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from jupyter_analyst.sandbox.worker import Kernel


_THREADS = ThreadPoolExecutor(2, "sandbox")
"""Start kernels and end them, for all sandboxes; Jupyter leaves something in each such thread."""


class Workers:
    """All kernels of a sandbox: the one in use, and the one that waits.

    Parameters
    ----------
    launch : callable
        Starts a kernel and returns it before it can be asked.
    """

    def __init__(self, launch: Callable[[], Kernel]) -> None:
        self._launch = launch
        self._lock = threading.Lock()
        self._next: Future[Kernel] | None = None
        self._live: set[Kernel] = set()
        self._offered: dict[str, Path] = {}
        self._closed = False

    @property
    def waiting(self) -> bool:
        """Whether a kernel waits."""
        coming = self._next
        return bool(coming and coming.done() and not coming.cancelled() and not coming.exception())

    @property
    def coming(self) -> bool:
        """Whether a kernel waits or is being made."""
        return self._next is not None

    def begin(self) -> None:
        """Have the next kernel made ready in the background; returns at once."""
        with suppress(RuntimeError):  # no thread is to be had; `take` says so
            self._coming()

    def take(self) -> Kernel:
        """Return the kernel that waits; if none does, one that is made now."""
        if not self.waiting:
            room.check()
        while True:
            coming = self._coming()
            try:
                worker = coming.result()
            finally:
                if coming.done():  # it is not when the wait was interrupted
                    self._next = None
            if worker.alive():
                return worker
            self.let_go(worker)

    def offer(self, offered: Mapping[str, Path]) -> None:
        """Make these datasets the ones all kernels see.

        Parameters
        ----------
        offered : mapping of str to Path
            The Parquet file of each dataset by its name.
        """
        with self._lock:
            self._offered = {**offered}
            for worker in self._live:
                worker.offer(self._offered)

    def let_go(self, worker: Kernel) -> None:
        """End a kernel in the background; returns at once.

        Parameters
        ----------
        worker : Kernel
            The kernel.
        """
        worker.abandon()
        with self._lock:
            if not self._closed:
                _THREADS.submit(self._end, worker)

    def rest(self) -> None:
        """Let go of the kernel that waits, if one does."""
        with self._lock:
            coming = self._next if self.waiting else None
            self._next = None if coming else self._next
        if coming:
            self.let_go(coming.result())

    def close(self) -> None:
        """End all kernels; no other is started."""
        with self._lock:
            self._closed = True
            for worker in self._live:
                worker.abandon()
        if self._next and not self._next.cancel():
            wait([self._next])
        for worker in [*self._live]:
            self._end(worker)

    def _end(self, worker: Kernel) -> None:
        worker.end()
        with self._lock:
            self._live.discard(worker)

    def _coming(self) -> Future[Kernel]:
        """Return the next kernel, which may still be in the making.

        Raises
        ------
        SandboxError
            If the sandbox is closed.
        """
        with self._lock:
            if self._closed:
                message = "The sandbox is closed."
                raise SandboxError(message, hint="Make another one.", code="sandbox-closed")
            if self._next is None or _failed(self._next):  # what was wrong then may be mended
                self._next = _THREADS.submit(self._made)
            return self._next

    def _made(self) -> Kernel:
        worker = self._launch()
        with self._lock:
            self._live.add(worker)
            worker.offer(self._offered)
            if self._closed:
                worker.abandon()
        try:
            worker.connect()
        except SandboxError:
            self._end(worker)
            raise
        return worker


def _failed(coming: Future[Kernel]) -> bool:
    return coming.done() and not coming.cancelled() and coming.exception() is not None
