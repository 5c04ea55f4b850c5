"""Hear how an answer comes about, and tell the chat of it piece by piece."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from jupyter_analyst.widgets.turn import Tried, short, tried

if TYPE_CHECKING:
    from collections.abc import Callable

    from jupyter_analyst.assistant import Attempt
    from jupyter_analyst.sandbox import Output

_MOST_PIECES = 8


class Hearing:
    """Turns what a `Listener` hears into changes of a turn.

    Parameters
    ----------
    change : callable
        Takes the fields of the turn that are new.
    add : callable
        Takes a piece of text that goes on the answer's end.
    ask : callable, optional
        Asks the person a question to be answered by yes or no.
    """

    def __init__(
        self,
        change: Callable[..., None],
        add: Callable[[str], None],
        ask: Callable[[str], bool] | None = None,
    ) -> None:
        self._ask = ask
        self._change = change
        self._add = add
        self._attempts: list[Tried] = []

    def asker(self) -> Callable[[str], bool] | None:
        """Return what asks the person."""
        return self._ask

    def read(self, reading: str, plan: tuple[str, ...]) -> None:
        """Hear how the question was understood and what will be done."""
        self._change(reading=reading, plan=tuple(plan))

    def tries(self, number: int, code: str) -> None:  # noqa: ARG002  # the number is its place
        """Hear that an attempt begins."""
        self._attempts.append(Tried(code))
        self._change(attempts=tuple(self._attempts), text="")  # what was said so far is no answer

    def shows(self, output: Output) -> None:
        """Hear one output of the attempt; many are left to the end, lest they flood the page."""
        if not self._attempts or output["output_type"] in {"update_display_data", "clear_output"}:
            return
        known = self._attempts[-1].outputs
        if len(known) < _MOST_PIECES and (texts := short((output,))):
            self._last(outputs=(*known, *texts))

    def tried(self, attempt: Attempt) -> None:
        """Hear how an attempt ended."""
        ended = tried(attempt)
        self._attempts[-1:] = [ended]
        self._tell()

    def says(self, text: str) -> None:
        """Hear the next piece of the answer's text."""
        self._add(text)

    def _last(self, **fields: Any) -> None:
        self._attempts[-1] = replace(self._attempts[-1], **fields)
        self._tell()

    def _tell(self) -> None:
        self._change(attempts=tuple(self._attempts))
