"""The chat: ask in plain words, see how the answer comes about."""

from __future__ import annotations

import contextvars
import threading
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from jupyter_analyst.errors import AnalystError, QuestionError, guard
from jupyter_analyst.widgets.base import Panel, module
from jupyter_analyst.widgets.hearing import Hearing
from jupyter_analyst.widgets.turn import Turn, answered, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from jupyter_analyst.session import Session

_MOST_TURNS = 50
_BUILT_IN = "built-in"
_LOOK_EVERY_S = 0.1


class ChatPanel(Panel):
    """The conversation of a session.

    A question is answered in a thread of its own, so that the panel goes on listening. The answers
    to questions in cells are part of the conversation too.

    Parameters
    ----------
    session : Session
        The session it works on.
    """

    _esm = module("chat.js")

    def __init__(self, session: Session) -> None:
        self._turns: list[Turn] = []
        self._n_known = 0  # answers of the session that are turns
        self._running: int | None = None
        self._first: tuple[str, list[str]] = ("", [])
        self._heard, self._said = threading.Event(), False
        super().__init__(session)

    def record(self) -> dict[str, Any]:
        """Return the conversation, and what can be asked first."""
        self._catch_up()
        model = self.session.services.settings.model
        return {
            "dataset": self.session.current,
            "questions": [] if self._turns else self._questions(),
            "model": model,
            "local": model == _BUILT_IN,
            "running": self._running,
            "turns": [turn.to_json() for turn in self._turns[-_MOST_TURNS:]],
        }

    def handlers(self) -> Mapping[str, Callable[[dict[str, Any]], None]]:
        """Return what is done with a message of the panel, by kind."""
        own = {"ask": self._ask, "stop": self._stop, "reply": self._reply}
        return {**super().handlers(), **own}

    def _questions(self) -> list[str]:
        """Return good first questions; they are made anew only for another dataset."""
        if self._first[0] != self.session.current:
            self._first = (self.session.current, self.session.questions())
        return self._first[1]

    def _catch_up(self) -> None:
        """Add the answers that were asked for elsewhere."""
        if self._running is not None:  # its answer is on its way into the turn
            return
        for answer in self.session.answers[self._n_known :]:
            self._turns.append(Turn(len(self._turns), answer.question, **answered(answer)))
            self._n_known += 1

    def _ask(self, content: dict[str, Any]) -> None:
        """Begin to answer a question.

        Raises
        ------
        QuestionError
            If another one is still being answered.
        """
        with self.lock:
            if self._running is not None:
                message = "Another question is still being answered."
                raise QuestionError(message, hint="Wait for it, or stop it.", code="question-waits")
            self._catch_up()
            turn = Turn(len(self._turns), str(content["question"]))
            self._turns.append(turn)
            self._running = turn.id
        self.refresh()
        answering = partial(contextvars.copy_context().run, self._answer, turn)
        threading.Thread(target=answering, name="analyst-question", daemon=True).start()

    def _stop(self, _: dict[str, Any]) -> None:
        """Stop answering; without a question there is nothing to stop."""
        if self._running is not None:
            self.session.stop()

    def _reply(self, content: dict[str, Any]) -> None:
        """Take what the person says to a question of ours."""
        self._said = content["yes"] is True
        self._heard.set()

    def _asks(self, turn: int, question: str) -> bool:
        """Ask the person, and wait for yes or no; to stop means no."""
        self._said = False
        self._heard.clear()
        self._change(turn, asks=question)
        while not (self._heard.wait(_LOOK_EVERY_S) or self.session.stopped.is_set()):
            pass
        self._change(turn, asks="")
        return self._said

    def _answer(self, turn: Turn) -> None:
        """Answer the question of a turn, to the end."""
        hearing = Hearing(
            partial(self._change, turn.id),
            partial(self._add, turn.id),
            partial(self._asks, turn.id),
        )
        try:
            with guard("answering a question"):
                answer = self.session.ask(turn.question, listener=hearing)
        except AnalystError as error:
            fields = {"text": error.message, "hint": error.hint, "code": error.code}
            self._end(turn.id, outcome="failed", **fields)
            return
        self._n_known += 1
        self._end(turn.id, **answered(answer))
        try:
            with guard("placing the code of an answer"):
                self.session.place(answer, then=partial(self._placed, turn.id))
        except AnalystError as error:
            self.fail(error)

    def _end(self, turn: int, **fields: Any) -> None:
        with self.lock:
            self._running = None
            self._change(turn, **fields)
        self.refresh()

    def _change(self, turn: int, **fields: Any) -> None:
        """Change a turn, here and in the panel."""
        with self.lock:
            self._turns[turn] = replace(self._turns[turn], **fields)
            self.say("patch", turn=turn, set=plain(fields), add="")

    def _add(self, turn: int, text: str) -> None:
        """Go on with the text of a turn, here and in the panel."""
        with self.lock:
            self._turns[turn] = replace(self._turns[turn], text=self._turns[turn].text + text)
            self.say("patch", turn=turn, set={}, add=text)

    def _placed(self, turn: int, cell: str) -> None:
        """Say that the code of an answer is in a cell."""
        with self.lock:
            self._turns[turn] = replace(self._turns[turn], cell=cell)
            self.say("placed", turn=turn, cell=cell)
        self.refresh()
