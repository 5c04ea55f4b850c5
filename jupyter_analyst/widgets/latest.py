"""Work in a thread of its own: of several requests under one key only the newest is done."""

from __future__ import annotations

import contextvars
import threading
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

Request = dict[str, Any]


class Latest:
    """Does requests one after the other, the first that came first.

    A request overtakes the one under its key that waits, or that is being done.

    Parameters
    ----------
    work : callable
        Does a request; it must not raise.
    stop : callable
        Has `work` end soon; called in the thread of whoever asks.
    """

    def __init__(self, work: Callable[[Request], None], stop: Callable[[], None]) -> None:
        self._work, self._stop = work, stop
        self._lock = threading.Lock()
        self._waiting: dict[str, Request] = {}
        self._doing: str | None = None
        self._thread: threading.Thread | None = None

    def put(self, key: str, request: Request) -> None:
        """Have a request done.

        Parameters
        ----------
        key : str
            Which requests it overtakes.
        request : dict
            The request.
        """
        with self._lock:
            self._waiting[key] = request
            if self._doing == key:
                self._stop()
            if self._thread is None:
                run = contextvars.copy_context().run
                self._thread = threading.Thread(
                    target=run, args=(self._go_on,), name="analyst-rows", daemon=True
                )
                self._thread.start()

    def clear(self) -> None:
        """Stop what is being done, and forget what waits."""
        with self._lock:
            self._waiting.clear()
            if self._doing is not None:
                self._stop()

    def _go_on(self) -> None:
        while (request := self._next()) is not None:
            self._work(request)

    def _next(self) -> Request | None:
        with self._lock:
            self._doing = next(iter(self._waiting), None)
            if self._doing is None:
                self._thread = None
                return None
            return self._waiting.pop(self._doing)
