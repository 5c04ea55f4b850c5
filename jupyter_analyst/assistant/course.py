"""The course of one question: what is tried, how often, and how it ends."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from jupyter_analyst import wording
from jupyter_analyst.assistant.answer import Attempt
from jupyter_analyst.assistant.digest import digest, refusal
from jupyter_analyst.assistant.values import ALONE, finite, values
from jupyter_analyst.llm import CONFIDENT, VALUES
from jupyter_analyst.sandbox import Execution, Output

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jupyter_analyst.assistant.answer import Outcome
    from jupyter_analyst.assistant.listener import Listener

Run = Callable[[str, Callable[[Output], None]], Execution]
"""Runs code, giving each output to its second argument as it comes."""

MOST_ATTEMPTS = 4
"""The first, and three corrections."""

_MOST_REPLIES = MOST_ATTEMPTS + 2
"""How often a model speaks: once for each attempt, once to be told it was the last, and at last."""


@dataclass(frozen=True)
class End:
    """How it ended.

    Parameters
    ----------
    outcome : str
        As in `Answer`.
    text : str
        As in `Answer`.
    suggestions : tuple of str
        Readings to choose from, if the model gave some.
    values : dict
        Numbers by name.
    confident : bool
        Whether nothing was guessed.
    """

    outcome: Outcome
    text: str
    suggestions: tuple[str, ...] = ()
    values: dict[str, float] = field(default_factory=dict)
    confident: bool = False


class Course:
    """What has happened to a question so far; however a model behaves, it comes to an end.

    Parameters
    ----------
    run : callable
        Runs code, giving each output to its second argument as it comes.
    listener : Listener
        Who hears about it.
    cancelled : callable
        Whether the person wants no answer any more.
    """

    def __init__(self, run: Run, listener: Listener, cancelled: Callable[[], bool]) -> None:
        self.listener = listener
        self.attempts: list[Attempt] = []
        self.reading = ""
        self.plan: tuple[str, ...] = ()
        self.end = End("gave up", "No answer.")
        self._over = False
        self._run = run
        self._cancelled = cancelled
        self._n_tries = 0
        self._n_failed = 0
        self._n_replies = 0
        self._fault = ""

    def over(self) -> bool:
        """Return whether it has ended; a person who cancels ends it."""
        if not self._over and self._cancelled():
            self._close(End("stopped", "Stopped before there was an answer."))
        return self._over

    def may_reply(self) -> bool:
        """Return whether the model may speak again, and count that it does."""
        self._n_replies += 1
        if not self.over() and self._n_replies > _MOST_REPLIES:
            self._give_up("The model wanted to go on running code.")
        return not self.over()

    def try_out(self, code: str, reading: str, plan: list[str]) -> str:
        """Run code and return what the model is told of it.

        Parameters
        ----------
        code : str
            What is run.
        reading : str
            How the question was understood.
        plan : list of str
            The steps, in words.
        """
        if self._n_tries >= MOST_ATTEMPTS:
            return refusal("No tries are left. Answer in words from what the runs have shown.")
        self._n_tries += 1
        self.reading, self.plan = reading or self.reading, tuple(plan) or self.plan
        if not self.attempts:
            self.listener.read(self.reading, self.plan)
        self.listener.tries(len(self.attempts) + 1, code)
        attempt = Attempt(code, self._run(code, self.listener.shows))
        self.attempts.append(attempt)
        self.listener.tried(attempt)
        self._judge(attempt.execution)
        return digest(attempt.execution)

    def misread(self, fault: str) -> str:
        """Count a call that could not be understood and return what the model is told of it.

        Parameters
        ----------
        fault : str
            What was wrong with it.
        """
        self._n_tries += 1
        self._failed(fault)
        return refusal(fault)

    def ask_back(self, text: str, readings: list[str]) -> str:
        """End by asking the person what was meant.

        Parameters
        ----------
        text : str
            What is unclear.
        readings : list of str
            Questions to choose from.
        """
        self._close(End("asked back", text, tuple(readings)))
        return refusal("The person was asked.")

    def conclude(self, text: str, beside: Mapping[str, Any]) -> None:
        """End with what the model says.

        Parameters
        ----------
        text : str
            Its words.
        beside : mapping
            What it gave beside them, such as values.
        """
        worked = [a.execution for a in self.attempts if a.execution.status == "ok"]
        if worked:
            text = text or "The code ran; what it showed is all there is."
            sure = beside.get(CONFIDENT, True) is True
            found = _found(worked[-1], finite(beside.get(VALUES)))
            self._close(End("answered", text, values=found, confident=sure))
        elif self._n_failed or not text:
            self._give_up(text)
        else:  # a number that comes from no run is the model's own
            self._close(End("answered", text, confident=not re.search(r"\d", text)))

    def _judge(self, execution: Execution) -> None:
        if _interrupted(execution) or self._cancelled():
            self._close(End("stopped", "Stopped while the code ran."))
        elif execution.status == "refused":
            self._close(End("gave up", execution.fault))
        elif execution.status != "ok":
            self._failed(execution.fault or _error(execution))

    def _failed(self, fault: str) -> None:
        self._n_failed += 1
        self._fault = fault
        if self._n_failed >= MOST_ATTEMPTS:
            self._give_up()

    def _give_up(self, words: str = "") -> None:
        """End by saying how many attempts failed and why the last one did."""
        n = self._n_failed
        failed = f"No answer after {wording.count(n, 'failed attempt')}." if n else "No answer."
        fault = f"The last error was: {self._fault}" if self._fault else ""
        self._close(End("gave up", " ".join(filter(None, (failed, fault, words)))))

    def _close(self, end: End) -> None:
        self.end, self._over = end, True


def _found(execution: Execution, named: dict[str, float]) -> dict[str, float]:
    """Return all values of a run; those the model has named need no name like `value`."""
    found = values(execution)
    if named:
        found.pop(ALONE, None)
    return found | named


def _interrupted(execution: Execution) -> bool:
    raised = {output.get("ename") for output in execution.outputs}
    return execution.status == "error" and "KeyboardInterrupt" in raised


def _error(execution: Execution) -> str:
    last = execution.text.splitlines()[-1:] or [f"the run ended as {execution.status!r}"]
    return last[0]
