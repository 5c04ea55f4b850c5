"""A question as cells of a notebook: what was asked, the code that answers it, the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jupyter_analyst import assistant, notebook, report, sandbox
from jupyter_analyst.assistant import Answer
from jupyter_analyst.sandbox import Execution

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jupyter_analyst.records import Step
    from jupyter_analyst.sandbox import Output

_LONGEST_TITLE = 120
_DISCUSSED = (report.DISCUSSION,)
_PASSED_OVER = (report.SKIP,)
_OFFERED = {"asked back": "Ways to read it:", "gave up": "Questions that are understood:"}


def question_cells(step: Step) -> list[notebook.Cell]:
    """Return the cells of a question that was asked.

    The code runs again only if it ran well; of any other question the words are kept.

    Parameters
    ----------
    step : Step
        A step of word `ask`.
    """
    answer = Answer.from_json(step.outputs[assistant.MIMETYPE])
    # what was asked back or stopped is no finding: it stays in the notebook
    tags = _DISCUSSED if answer.outcome in {"answered", "gave up"} else _PASSED_OVER
    known = {"word": step.word, "dataset": step.dataset, "version": step.version, **about(answer)}
    worked = _worked(answer)
    number = str(step.number)
    asked = notebook.Cell(
        "markdown",
        question_text(answer),
        step=f"{number}-question",
        metadata={} if worked else known,
        tags=tags,
    )
    answered = notebook.Cell("markdown", answer_text(answer), step=f"{number}-answer", tags=tags)
    if worked:
        return [asked, _code_cell(answer.code, worked, number, known), answered]
    return [asked, answered, *_offered(answer, number)]


def run_cells(step: Step) -> list[notebook.Cell]:
    """Return the cells of code that was run in the sandbox.

    Parameters
    ----------
    step : Step
        A step of word `sandbox`.
    """
    execution = Execution.from_json(step.outputs[sandbox.MIMETYPE])
    known = {
        "word": step.word,
        "dataset": step.dataset,
        "version": step.version,
        "title": step.title,
        "runs": [_run(execution)],
    }
    number = str(step.number)
    title = notebook.heading(step.title, 2)
    return [
        notebook.Cell("markdown", title, step=f"{number}-title", tags=_PASSED_OVER),
        _code_cell(step.arguments["code"], execution, number, known),
    ]


def about(answer: Answer) -> dict[str, Any]:
    """Return what a cell with the code of an answer carries, for reports made from its notebook.

    Parameters
    ----------
    answer : Answer
        The answer.
    """
    return {
        "question": answer.question,
        "title": _title(answer),
        "answer": " ".join(answer.text.split()) if answer.outcome == "answered" else "",
        "model": answer.model,
        "runs": [_run(attempt.execution) for attempt in answer.attempts],
    }


def discussed(answer: Answer, *, placed: bool = False) -> dict[str, Any]:
    """Return the metadata of an output that shows an answer, as `about` for the cell that asks.

    Parameters
    ----------
    answer : Answer
        The answer.
    placed : bool
        Whether the code has a cell of its own, which carries what is known.
    """
    tags = {"tags": list(_DISCUSSED)}
    return tags if placed else tags | {notebook.KEY: about(answer)}


def question_text(answer: Answer) -> str:
    """Return a question as a heading, and how it was read, in Markdown.

    Parameters
    ----------
    answer : Answer
        The answer to it.
    """
    title = _title(answer)
    parts = [notebook.heading(title, 2)]
    if title.endswith("…"):
        parts.append(_quoted(notebook.paragraphs(answer.question)))
    if answer.reading:
        parts.append(_quoted(_read_as(answer)))
    return "\n\n".join(parts)


def answer_text(answer: Answer) -> str:
    """Return an answer, or what became of the question, in Markdown.

    Parameters
    ----------
    answer : Answer
        The answer.
    """
    said = notebook.paragraphs(answer.text)
    return f"**Not answered.** {said}" if answer.outcome == "gave up" else said


def _offered(answer: Answer, number: str) -> Iterator[notebook.Cell]:
    """Yield a cell with what can be asked instead, which is nothing for a report."""
    if answer.suggestions and answer.outcome in _OFFERED:
        questions = (f"- {notebook.paragraphs(' '.join(q.split()))}" for q in answer.suggestions)
        text = "\n".join([_OFFERED[answer.outcome], "", *questions])
        yield notebook.Cell("markdown", text, step=f"{number}-offered", tags=_PASSED_OVER)


def _title(answer: Answer) -> str:
    """Return the question on one line, cut where it is too long for a heading."""
    question = " ".join(answer.question.split())
    is_long = len(question) > _LONGEST_TITLE
    return f"{question[: _LONGEST_TITLE - 1].rstrip()}…" if is_long else question


def _read_as(answer: Answer) -> str:
    reading = notebook.escaped(" ".join(answer.reading.split()).rstrip("."))
    if answer.confident:
        return f"Read as: {reading}. Nothing had to be guessed."
    return f"Read as: {reading}. **Part of the question was guessed or left unused.**"


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in text.splitlines())


def _worked(answer: Answer) -> Execution | None:
    """Return the run that gave the answer; None if the question was not answered by one."""
    if answer.outcome != "answered" or answer.attempt is None:
        return None
    return answer.attempt.execution if answer.attempt.execution.status == "ok" else None


def _run(execution: Execution) -> dict[str, Any]:
    names = ("code", "status", "seconds", "fault")
    return {name: getattr(execution, name) for name in names}


def _code_cell(
    code: str, execution: Execution, number: str, known: dict[str, Any]
) -> notebook.Cell:
    return notebook.Cell(
        "code",
        f"{notebook.MAGIC}\n{code.strip()}",
        outputs=tuple(map(kept_output, execution.outputs)),
        step=number,
        metadata=known,
    )


def kept_output(output: Output) -> Output:
    """Return an output as the cell gives it when it runs again: all that is shown is displayed.

    Parameters
    ----------
    output : dict
        An output of the sandbox.
    """
    if "data" in output:
        return notebook.displayed(output["data"], output.get("metadata"))
    return output
