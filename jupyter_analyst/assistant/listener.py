"""Who hears how an answer comes about, while it does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable

    from jupyter_analyst.assistant.answer import Attempt
    from jupyter_analyst.sandbox import Output


class Listener(Protocol):
    """Hears each step of an answer.

    The calls come from the thread that asks, one after the other.
    """

    def asker(self) -> Callable[[str], bool] | None:
        """Return what asks the person a question to be answered by yes or no; None if nothing."""

    def read(self, reading: str, plan: tuple[str, ...]) -> None:
        """Hear how the question was understood and what will be done."""

    def tries(self, number: int, code: str) -> None:
        """Hear that an attempt begins, the first being number 1."""

    def shows(self, output: Output) -> None:
        """Hear one output of the attempt, cleaned, as it comes."""

    def tried(self, attempt: Attempt) -> None:
        """Hear how an attempt ended."""

    def says(self, text: str) -> None:
        """Hear the next piece of what is said; what came before an attempt is not the answer."""


class Silence(Listener):
    """Nobody hears."""

    def asker(self) -> None:
        """Return nothing: nobody is asked."""

    def read(self, reading: str, plan: tuple[str, ...]) -> None:
        """Pass it over."""

    def tries(self, number: int, code: str) -> None:
        """Pass it over."""

    def shows(self, output: Output) -> None:
        """Pass it over."""

    def tried(self, attempt: Attempt) -> None:
        """Pass it over."""

    def says(self, text: str) -> None:
        """Pass it over."""
