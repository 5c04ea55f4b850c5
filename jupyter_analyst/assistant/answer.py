"""The answer to a question, and how it came about."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from jupyter_analyst.sandbox import Execution

if TYPE_CHECKING:
    from collections.abc import Mapping

Outcome = Literal["answered", "asked back", "gave up", "stopped"]

MIMETYPE = "application/vnd.jupyter-analyst.answer+json"
"""MIME type of what `Answer.to_json` returns."""


@dataclass(frozen=True)
class Attempt:
    """One piece of code that was tried.

    Parameters
    ----------
    code : str
        What ran.
    execution : Execution
        How it went.
    """

    code: str
    execution: Execution


@dataclass(frozen=True)
class Answer:
    """What the assistant found.

    Parameters
    ----------
    question : str
        What was asked.
    text : str
        The answer in plain sentences; for other outcomes what was not understood or went wrong.
    outcome : {"answered", "asked back", "gave up", "stopped"}
        How it ended.
    reading : str
        How the question was understood, in one sentence; empty if it was not.
    plan : tuple of str
        The steps, in words.
    attempts : tuple of Attempt
        Every piece of code that ran, the last one at the end.
    values : dict
        Numbers of the answer by name.
    suggestions : tuple of str
        Questions to ask instead, or other readings.
    confident : bool
        Whether nothing of the question was left unused or guessed.
    dataset, version : str
        The data it was asked about.
    model : str
        Who answered.
    seconds : float
        How long it took.
    """

    question: str
    text: str
    outcome: Outcome = "answered"
    reading: str = ""
    plan: tuple[str, ...] = ()
    attempts: tuple[Attempt, ...] = ()
    values: dict[str, float] = field(default_factory=dict)
    suggestions: tuple[str, ...] = ()
    confident: bool = True
    dataset: str = ""
    version: str = ""
    model: str = ""
    seconds: float = 0.0

    @property
    def attempt(self) -> Attempt | None:
        """The attempt behind the answer: the last that worked, else the last; None without any."""
        worked = [attempt for attempt in self.attempts if attempt.execution.status == "ok"]
        return (worked or self.attempts)[-1] if self.attempts else None

    @property
    def code(self) -> str:
        """The code that gave the answer; empty if nothing ran."""
        return self.attempt.code if self.attempt else ""

    def __str__(self) -> str:
        """Return the answer as plain text, with what can be asked instead."""
        return "\n".join([self.text, *(f"- {suggestion}" for suggestion in self.suggestions)])

    def to_json(self) -> dict[str, Any]:
        """Return the record as JSON values."""
        attempts = [
            {"code": attempt.code, "execution": attempt.execution.to_json()}
            for attempt in self.attempts
        ]
        return asdict(self) | {
            "attempts": attempts,
            "plan": list(self.plan),
            "suggestions": list(self.suggestions),
        }

    @classmethod
    def from_json(cls, record: Mapping[str, Any]) -> Answer:
        """Return the answer `to_json` described.

        Parameters
        ----------
        record : mapping
            What `to_json` returned.
        """
        attempts = tuple(
            Attempt(item["code"], Execution.from_json(item["execution"]))
            for item in record["attempts"]
        )
        lists = {name: tuple(record[name]) for name in ("plan", "suggestions")}
        return cls(**{**record, **lists, "attempts": attempts})
