"""A question and what came of it, as the chat shows it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Literal

from jupyter_analyst.tools import MIMETYPE as RESULT

if TYPE_CHECKING:
    from jupyter_analyst.assistant import Answer, Attempt
    from jupyter_analyst.sandbox import Output

Outcome = Literal["running", "answered", "asked back", "gave up", "stopped", "failed"]

_MOST_LINES = 12
_MOST_LETTERS = 1_000
_MOST_OUTPUTS = 8


@dataclass(frozen=True)
class Tried:
    """One piece of code that was tried.

    Parameters
    ----------
    code : str
        The code.
    status : str
        How it ended, as an execution says it, or ``"running"``.
    fault : str
        What went wrong, in a sentence.
    seconds : float
        How long it took.
    outputs : tuple of str
        What it showed, as short texts.
    advice : tuple of str
        What in the code the sandbox has no use for.
    """

    code: str
    status: str = "running"
    fault: str = ""
    seconds: float = 0.0
    outputs: tuple[str, ...] = ()
    advice: tuple[str, ...] = ()


@dataclass(frozen=True)
class Turn:
    """A question and what came of it.

    Parameters
    ----------
    id : int
        Its place in the conversation.
    question : str
        What was asked.
    reading : str
        How it was understood.
    plan : tuple of str
        What is done, step by step.
    attempts : tuple of Tried
        The code that was tried.
    text : str
        The answer, as far as it is there, or what went wrong.
    outcome : str
        How it ended, or ``"running"``.
    suggestions : tuple of str
        What can be asked instead.
    confident : bool
        Whether nothing of the question was left unused or guessed.
    hint, code : str
        What can be done about a failure, and its short name.
    cell : str
        Id of the cell with the code, once there is one.
    seconds : float
        How long the answer took.
    asks : str
        A question to the person that waits for yes or no; empty if none does.
    """

    id: int
    question: str
    reading: str = ""
    plan: tuple[str, ...] = ()
    attempts: tuple[Tried, ...] = ()
    text: str = ""
    outcome: Outcome = "running"
    suggestions: tuple[str, ...] = ()
    confident: bool = True
    hint: str = ""
    code: str = ""
    cell: str = ""
    seconds: float = 0.0
    asks: str = ""

    def to_json(self) -> dict[str, Any]:
        """Return the record as JSON values."""
        record: dict[str, Any] = plain(asdict(self))
        return record


def answered(answer: Answer) -> dict[str, Any]:
    """Return the fields of a turn that an answer settles.

    Parameters
    ----------
    answer : Answer
        The answer.
    """
    return {
        "reading": answer.reading,
        "plan": answer.plan,
        "attempts": tuple(map(tried, answer.attempts)),
        "text": answer.text,
        "outcome": answer.outcome,
        "suggestions": answer.suggestions,
        "confident": answer.confident,
        "seconds": answer.seconds,
    }


def tried(attempt: Attempt) -> Tried:
    """Return an attempt as the chat shows it.

    Parameters
    ----------
    attempt : Attempt
        The attempt.
    """
    run = attempt.execution
    shown = short(run.outputs)
    return Tried(attempt.code, run.status, run.fault, run.seconds, shown, run.advice)


def short(outputs: tuple[Output, ...]) -> tuple[str, ...]:
    """Return the first outputs as short texts; the cell shows them whole.

    Parameters
    ----------
    outputs : tuple of dict
        Outputs as nbformat 4 spells them.
    """
    texts = [text for output in outputs[:_MOST_OUTPUTS] if (text := _text(output))]
    return tuple(map(_clipped, texts))


def plain(value: Any) -> Any:
    """Return a record's values as JSON values.

    Parameters
    ----------
    value : object
        Texts, numbers, and tuples, lists, dicts and dataclasses of them.
    """
    if isinstance(value, Tried):
        value = asdict(value)
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    return [plain(item) for item in value] if isinstance(value, tuple | list) else value


def _text(output: Output) -> str:
    if output["output_type"] == "stream":
        return str(output["text"]).strip("\n")
    data = output.get("data", {})
    if RESULT not in data and any(
        name.startswith(("image/", "application/vnd.plotly")) for name in data
    ):
        return "A chart"
    return str(data.get("text/plain", ""))


def _clipped(text: str) -> str:
    lines = text[:_MOST_LETTERS].splitlines()
    kept = "\n".join(lines[:_MOST_LINES])
    return kept if kept == text else f"{kept}\n…"
