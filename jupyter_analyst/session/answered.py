"""How an answer is shown in a cell, while it comes about and after."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from jupyter_analyst import assistant, report
from jupyter_analyst.assistant.display import advice_html, answer_html, progress_html
from jupyter_analyst.session.kept_questions import answer_text, discussed, question_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jupyter_analyst.assistant import Answer, Attempt
    from jupyter_analyst.sandbox import Execution

Bundle = dict[str, Any]
"""One displayed output: MIME type to content."""


def answer_bundle(
    answer: Answer, *, placed: str = "", copyable: bool = False
) -> tuple[Bundle, dict[str, Any]]:
    """Return how an answer is shown, and the metadata by which a report knows it.

    What its code showed stands beside it, not in it.

    Parameters
    ----------
    answer : Answer
        The answer.
    placed : str
        Id of the cell below that has the code.
    copyable : bool
        Whether the code stands open, to be copied into a cell by hand.
    """
    attempts = tuple(
        replace(attempt, execution=replace(attempt.execution, outputs=()))
        for attempt in answer.attempts
    )
    bundle = {
        "text/html": answer_html(answer, placed=placed, copyable=copyable),
        "text/markdown": f"{question_text(answer)}\n\n{answer_text(answer)}",
        "text/plain": str(answer),
        assistant.MIMETYPE: replace(answer, attempts=attempts).to_json(),
    }
    return bundle, discussed(answer, placed=bool(placed))


def advice_bundle(execution: Execution) -> tuple[Bundle, dict[str, Any]]:
    """Return how the advice on code is shown where it ran, and metadata that no report shows it.

    Parameters
    ----------
    execution : Execution
        The run.
    """
    bundle = {
        "text/html": advice_html(execution.advice),
        "text/plain": "\n".join(f"Note: {sentence}" for sentence in execution.advice),
    }
    return bundle, {"tags": [report.DISCUSSION]}


def progress_bundle(
    question: str,
    *,
    reading: str = "",
    plan: Sequence[str] = (),
    attempts: Sequence[Attempt] = (),
    running: str = "",
    text: str = "",
) -> Bundle:
    """Return how far a question has come.

    Parameters
    ----------
    question : str
        What was asked.
    reading : str
        How it was understood.
    plan : sequence of str
        What will be done.
    attempts : sequence of Attempt
        The code that was tried.
    running : str
        The code that runs now.
    text : str
        The answer as far as it is there.
    """
    html = progress_html(
        question, reading=reading, plan=plan, attempts=attempts, running=running, text=text
    )
    return {"text/html": html, "text/plain": text or reading or "Reading the question"}
