"""Show how far a long reading has come: one line in a notebook or terminal, gone at the end."""

from __future__ import annotations

import sys
import time
import uuid
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Protocol, TextIO

from jupyter_analyst.markup import render
from jupyter_analyst.wording import size

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from jupyter_analyst.records import Progress

_PATIENCE_S = 1.0
_PAUSE_S = 0.2
_GONE = {"text/html": "<span hidden></span>", "text/plain": ""}


class Place(Protocol):
    """Where a line can be shown, replaced and taken away."""

    def show(self, done: int, total: int) -> None:
        """Show the line, in place of what it said before."""

    def clear(self) -> None:
        """Take the line away."""


@contextmanager
def shown_progress(
    place: Place | None = None, clock: Callable[[], float] = time.monotonic
) -> Iterator[Progress]:
    """Yield what shows how far something has come, unless it is done within a second.

    Parameters
    ----------
    place : Place, optional
        Where; the notebook or terminal this runs in, if a person is there, if left out.
    clock : callable
        Seconds that go on steadily.
    """
    line = _Line(place or _place_of_person(), clock)
    try:
        yield line.tell
    finally:
        line.end()


class _Line:
    """A line that is neither shown too early nor too often."""

    def __init__(self, place: Place | None, clock: Callable[[], float]) -> None:
        self._place = place
        self._clock = clock
        self._next_s = clock() + _PATIENCE_S
        self._is_shown = False

    def tell(self, done: int, total: int) -> None:
        """Show how far it is, unless it was shown just now."""
        now = self._clock()
        if self._place is None or now < self._next_s:
            return
        self._next_s = now + _PAUSE_S
        self._is_shown = True
        self._place.show(done, total)

    def end(self) -> None:
        """Take away what was shown."""
        if self._place is not None and self._is_shown:
            self._place.clear()


class InNotebook:
    """A display of a notebook that is updated.

    Parameters
    ----------
    publisher : object
        Publishes displays, as that of IPython's shell.
    """

    def __init__(self, publisher: Any) -> None:  # IPython is known to the magics only
        self._publisher = publisher
        self._id = uuid.uuid4().hex
        self._is_there = False

    def show(self, done: int, total: int) -> None:
        """Show how far it is.

        Parameters
        ----------
        done, total : int
            Bytes that are done, of how many.
        """
        said = _said(done, total)
        html = render("session/progress.html.j2", done=done, total=total, said=said)
        self._publish({"text/html": html, "text/plain": said})

    def clear(self) -> None:
        """Show nothing any more."""
        self._publish(_GONE)

    def _publish(self, bundle: dict[str, str]) -> None:
        self._publisher.publish(bundle, transient={"display_id": self._id}, update=self._is_there)
        self._is_there = True


class InTerminal:
    """A line of a terminal that is written over.

    Parameters
    ----------
    stream : text file
        The terminal.
    """

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._length = 0

    def show(self, done: int, total: int) -> None:
        """Show how far it is.

        Parameters
        ----------
        done, total : int
            Bytes that are done, of how many.
        """
        said = _said(done, total)
        self._write(f"\r{said.ljust(self._length)}")
        self._length = len(said)

    def clear(self) -> None:
        """Leave the line empty, as it was."""
        self._write(f"\r{' ' * self._length}\r")

    def _write(self, text: str) -> None:
        self._stream.write(text)
        self._stream.flush()


def _said(done: int, total: int) -> str:
    return f"Reading: {size(done)} of {size(total)} ({100 * done // max(total, 1)} %)"


def _place_of_person() -> Place | None:
    """Return where the person looks, None if nobody does."""
    shell = sys.modules.get("IPython") and sys.modules["IPython"].get_ipython()
    kernel = getattr(shell, "kernel", None)
    if shell is not None and kernel is not None:
        # a notebook that is run without a front end takes no input, as the request that runs says
        return InNotebook(shell.display_pub) if kernel._allow_stdin else None
    stream = sys.stderr
    return InTerminal(stream) if stream is not None and stream.isatty() else None
