"""A question and its answer in a cell: static HTML without script, while it works and after."""

from __future__ import annotations

import difflib
import tokenize
from typing import TYPE_CHECKING, Literal

from markupsafe import Markup

from jupyter_analyst.markup import render
from jupyter_analyst.notebook import MAGIC
from jupyter_analyst.tools.card import coloured

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jupyter_analyst.assistant.answer import Answer, Attempt
    from jupyter_analyst.sandbox import Execution

Line = tuple[Literal["same", "del", "add"], str]
"""A line of code, and what became of it since the attempt before."""

_AROUND = 2  # lines shown before and after one that changed
_CUT = "…"
_ENDINGS = {
    "ok": ("ok", "ok", "Worked"),
    "error": ("bad", "error", "Failed"),
    "timeout": ("time", "error", "Took too long"),
    "died": ("bad", "error", "Ended the sandbox"),
    "refused": ("bad", "error", "Refused"),
}
"""Icon, its tone and the word for each way an attempt can end."""


def answer_html(answer: Answer, *, placed: str = "", copyable: bool = False) -> str:
    """Return an answer as HTML for a cell; equal records give equal HTML.

    Parameters
    ----------
    answer : Answer
        The answer.
    placed : str
        Id of the cell below that has the code; the answer shrinks to its sentence then.
    copyable : bool
        Whether the code stands open, to be copied into a cell by hand.
    """
    return render(
        "assistant/answer.html.j2",
        answer=answer,
        placed=placed,
        copyable=copyable,
        magic=MAGIC,
        attempts=_told(answer.attempts),
        coloured=_coloured,
    )


def progress_html(
    question: str,
    *,
    reading: str = "",
    plan: Sequence[str] = (),
    attempts: Sequence[Attempt] = (),
    running: str = "",
    text: str = "",
) -> str:
    """Return how far a question has come as HTML for a cell.

    Parameters
    ----------
    question : str
        What was asked.
    reading : str
        How it was understood; empty as long as it is being read.
    plan : sequence of str
        What will be done, in words.
    attempts : sequence of Attempt
        The code that was tried.
    running : str
        The code that runs now.
    text : str
        The answer as far as it is there.
    """
    return render(
        "assistant/progress.html.j2",
        question=question,
        reading=reading,
        plan=plan,
        running=running,
        text=text,
        attempts=_told(attempts),
        coloured=_coloured,
    )


def advice_html(advice: Sequence[str]) -> str:
    """Return a note on code for the cell it ran in.

    Parameters
    ----------
    advice : sequence of str
        What in the code the sandbox has no use for, in sentences.
    """
    return render("assistant/advice.html.j2", advice=advice)


def _told(attempts: Sequence[Attempt]) -> list[dict[str, object]]:
    """Return attempts as the template tells them: how each ended and what it changed."""
    before = ["", *(attempt.code for attempt in attempts)]
    return [
        {
            "code": attempt.code,
            "seconds": attempt.execution.seconds,
            "failed": attempt.execution.status != "ok",
            "ending": _ENDINGS[attempt.execution.status],
            "fault": _fault(attempt.execution),
            "advice": attempt.execution.advice,
            "lines": _changes(earlier, attempt.code) if earlier else [],
        }
        for earlier, attempt in zip(before, attempts, strict=False)
    ]


def _fault(execution: Execution) -> str:
    """Return what went wrong in one sentence: as it was said, else the last error."""
    errors = [output for output in execution.outputs if output["output_type"] == "error"]
    said = f"{errors[-1]['ename']}: {errors[-1]['evalue']}" if errors else ""
    return "" if execution.status == "ok" else execution.fault or said


def _changes(before: str, after: str) -> list[Line]:
    """Return the lines that differ with some around them; nothing if no line stayed."""
    lines = list(_compared(before.splitlines(), after.splitlines()))
    return lines if any(kind == "same" for kind, _ in lines) else []


def _compared(old: Sequence[str], new: Sequence[str]) -> Iterator[Line]:
    """Yield lines that differ and those around them, with a mark where others are left out."""
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    end = 0
    for block in matcher.get_grouped_opcodes(_AROUND):
        if block[0][3] > end:
            yield "same", _CUT
        for tag, first, last, start, stop in block:
            if tag == "equal":
                yield from (("same", line) for line in new[start:stop])
            else:
                yield from (("del", line) for line in old[first:last])
                yield from (("add", line) for line in new[start:stop])
            end = stop
    if 0 < end < len(new):
        yield "same", _CUT


def _coloured(code: str) -> Markup:
    """Return code with its colours; code that does not even parse in one colour."""
    try:
        return coloured(code)
    except (tokenize.TokenError, SyntaxError):
        return Markup.escape(code)
