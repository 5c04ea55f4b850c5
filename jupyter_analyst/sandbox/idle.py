"""What has been idle for long is stopped, which is announced beforehand."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


class Idle:
    """Tells when nothing was done for a while, and some time before that.

    Parameters
    ----------
    idle_s : float
        How long that is, in seconds.
    notice_s : float
        How long before that it is announced, in seconds.
    announce, stop : callable
        What is to be done then; called from a thread of its own.
    """

    def __init__(
        self, idle_s: float, notice_s: float, announce: Callable[[], None], stop: Callable[[], None]
    ) -> None:
        self._idle_s = idle_s
        self._notice_s = min(notice_s, idle_s)
        self._announce, self._stop = announce, stop
        self._lock = threading.Lock()
        self._timer: threading.Timer | None = None
        self._since, self._paused = 0.0, True

    @property
    def left_s(self) -> float | None:
        """Seconds until the stop once that is announced; None before."""
        left = self._left()
        counts = self._timer is not None and not self._paused
        return max(0.0, left) if counts and left <= self._notice_s else None

    def begin(self) -> None:
        """Count from now on."""
        with self._lock:
            self._since, self._paused = time.monotonic(), False
            if self._timer is None:  # else it finds out when it looks
                self._set(self._idle_s - self._notice_s)

    def pause(self) -> None:
        """Do not count until the next beginning; cheaper than to end."""
        self._paused = True

    def end(self) -> None:
        """Do not count any more."""
        with self._lock:
            if self._timer:
                self._timer.cancel()
            self._timer = None

    def _left(self) -> float:
        since = time.monotonic() if self._paused else self._since
        return since + self._idle_s - time.monotonic()

    def _set(self, seconds: float) -> None:
        timer = threading.Timer(max(0.0, seconds), self._look)
        timer.daemon = True
        self._timer = timer
        try:
            timer.start()
        except RuntimeError:  # no thread is to be had; the next beginning tries again
            self._timer = None

    def _look(self) -> None:
        with self._lock:
            if threading.current_thread() is not self._timer:  # it was ended this moment
                return
            left = self._left()
            if left > self._notice_s:
                self._set(left - self._notice_s)
                return
            if left > 0:
                self._set(left)
            else:
                self._timer = None
        (self._announce if left > 0 else self._stop)()
