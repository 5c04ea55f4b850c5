"""Show in the asking cell how an answer comes about, and shrink it once the code has a cell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

from IPython.core.interactiveshell import InteractiveShell

from jupyter_analyst.magics.relay import publisher

if TYPE_CHECKING:
    from jupyter_analyst.assistant import Answer, Attempt
    from jupyter_analyst.sandbox import Output
    from jupyter_analyst.session import Session

_NOTHING = {"text/html": "<span hidden></span>", "text/plain": ""}
"""What takes the place of an output that has moved to another cell."""


def show_answering(session: Session, question: str, dataset: str | None) -> None:
    """Ask, show everything as it comes, and ask for a cell with the code below.

    Parameters
    ----------
    session : Session
        The session.
    question : str
        The question.
    dataset : str, optional
        Name of the dataset; the one in use if left out.
    """
    cell = session.front.place() if session.front else ""
    view = _View(session, question)
    try:
        answer = session.ask(question, dataset, listener=view)
    except BaseException:
        view.withdraw()
        raise
    view.end(answer)
    if answer.outcome != "answered" or session.place(answer, after=cell, then=view.shrink):
        return
    InteractiveShell.instance().set_next_input(session.cell_source(answer), replace=False)
    view.offer_copy()


def show_answer(session: Session, answer: Answer) -> None:
    """Show an answer that is there.

    Parameters
    ----------
    session : Session
        The session.
    answer : Answer
        The answer.
    """
    _View(session, answer.question).end(answer)


class _View:
    """A card in the asking cell, and under it what the code showed."""

    def __init__(self, session: Session, question: str) -> None:
        self._shown = session.services.answered
        self._question = question
        self._card = uuid4().hex
        self._below: list[str] = []
        self._answer: Answer | None = None
        self._known: dict[str, Any] = {}  # what `progress_bundle` takes
        self._is_shown = False

    def asker(self) -> None:
        """Leave it to the cell, which asks at the keyboard."""

    def read(self, reading: str, plan: tuple[str, ...]) -> None:
        """Show how the question was understood."""
        self._grow(reading=reading, plan=plan)

    def tries(self, number: int, code: str) -> None:  # noqa: ARG002  # what a listener hears
        """Show the code that runs now."""
        self._grow(running=code)

    def shows(self, output: Output) -> None:
        """Leave outputs until the attempt has worked."""

    def tried(self, attempt: Attempt) -> None:
        """Show how an attempt ended."""
        self._grow(running="", attempts=(*self._known.get("attempts", ()), attempt))

    def says(self, text: str) -> None:
        """Show the answer as far as it is there."""
        self._grow(text=self._known.get("text", "") + text)

    def end(self, answer: Answer) -> None:
        """Show the answer, and what its code showed."""
        self._answer = answer
        self._draw(*self._shown.answer_bundle(answer))
        if answer.outcome == "answered" and answer.attempt:
            for output in answer.attempt.execution.outputs:
                self._put(output)

    def shrink(self, cell: str) -> None:
        """Leave a line that leads to the cell that has the code and its outputs now."""
        self._draw(*self._shown.answer_bundle(self._answer, placed=cell))
        for display_id in self._below:
            publisher().publish(_NOTHING, transient={"display_id": display_id}, update=True)

    def offer_copy(self) -> None:
        """Show the code openly, for a front end that takes no cells."""
        self._draw(*self._shown.answer_bundle(self._answer, copyable=True))

    def withdraw(self) -> None:
        """Take the card away: an error says what happened."""
        if self._is_shown:
            self._draw(_NOTHING)

    def _grow(self, **news: Any) -> None:  # what `progress_bundle` takes
        self._known |= news
        self._draw(self._shown.progress_bundle(self._question, **self._known))

    def _put(self, output: Output) -> None:
        kind = output["output_type"]
        bundle = {"text/plain": output["text"]} if kind == "stream" else output.get("data")
        if bundle:
            self._below.append(uuid4().hex)
            transient = {"display_id": self._below[-1]}
            publisher().publish(bundle, output.get("metadata", {}), transient=transient)

    def _draw(self, bundle: dict[str, Any], metadata: dict[str, Any] | None = None) -> None:
        transient = {"display_id": self._card}
        publisher().publish(bundle, metadata, transient=transient, update=self._is_shown)
        self._is_shown = True
