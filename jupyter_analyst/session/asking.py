"""Ask a question, and put the code that answered it into a new cell."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from jupyter_analyst import assistant, planner
from jupyter_analyst.assistant import Answer, Listener, Silence
from jupyter_analyst.assistant.context import Context
from jupyter_analyst.assistant.loop import ask as answer_of
from jupyter_analyst.errors import QuestionError
from jupyter_analyst.llm import chat_model
from jupyter_analyst.masking import masked
from jupyter_analyst.notebook import KEY, MAGIC
from jupyter_analyst.session.kept_questions import about, kept_output
from jupyter_analyst.session.loading import find
from jupyter_analyst.session.meanings import meant
from jupyter_analyst.session.recorded import Done, recorded
from jupyter_analyst.session.sandboxed import execute, variables

if TYPE_CHECKING:
    from collections.abc import Callable

    from jupyter_analyst.data import Dataset
    from jupyter_analyst.planner import Table
    from jupyter_analyst.sandbox import Execution, Output
    from jupyter_analyst.session.session import Session

WORD = "ask"
"""What a question is called in the record."""

_EXCHANGES = 10
"""How many earlier questions and answers are told with a question."""


def ask(session: Session, question: str, dataset: str | None, listener: Listener | None) -> Answer:
    """Answer a question about a dataset; one at a time.

    Parameters
    ----------
    session : Session
        The session.
    question : str
        The question in plain words.
    dataset : str, optional
        Name of the dataset; the one in use if left out.
    listener : Listener, optional
        Hears how the answer comes about.

    Raises
    ------
    QuestionError
        If another question is still being answered.
    """
    if not session.asking.acquire(blocking=False):
        message = "Another question is still being answered."
        raise QuestionError(message, hint="Wait for it, or stop it.", code="question-waits")
    try:
        session.stopped.clear()
        answer = _ask(session, question, dataset, listener or Silence())
    finally:
        session.asking.release()
    session.answers.append(answer)
    session.changed()
    return answer


def stop(session: Session) -> None:
    """Stop the question that is being answered, and the code that runs for it.

    Parameters
    ----------
    session : Session
        The session.
    """
    session.stopped.set()
    if session.services.has_sandbox:
        session.services.sandbox.interrupt()


def place(session: Session, answer: Answer, after: str, then: Callable[[str], None]) -> bool:
    """Put the code of an answer, with what it showed, into a new cell of the notebook.

    Parameters
    ----------
    session : Session
        The session.
    answer : Answer
        The answer.
    after : str
        Id of the cell above; the active one if empty.
    then : callable
        Called with the id of the new cell once it is there.

    Returns
    -------
    bool
        Whether the notebook was asked for the cell.
    """
    if session.front is None or answer.outcome != "answered" or answer.attempt is None:
        return False
    known = {"word": WORD, "dataset": answer.dataset, "version": answer.version, **about(answer)}
    return session.front.insert(
        cell_source(answer),
        outputs=tuple(map(kept_output, answer.attempt.execution.outputs)),
        metadata={KEY: known},
        after=after,
        then=then,
    )


def cell_source(answer: Answer) -> str:
    """Return the cell that runs the code of an answer again.

    Parameters
    ----------
    answer : Answer
        The answer.
    """
    return f"{MAGIC}\n{answer.code}"


def questions(session: Session) -> list[str]:
    """Return questions about the dataset in use that will be understood.

    Parameters
    ----------
    session : Session
        The session.
    """
    if not session.current:
        return []
    return list(planner.read("", _table(session, find(session, None))).suggestions)


def _table(session: Session, dataset: Dataset) -> Table:
    """Return what the planner and models know of a dataset, and of what its columns mean."""
    measures = session.services.catalog.told(dataset.name).measures
    return planner.with_meanings(planner.table_of(dataset), meant(session, dataset), measures)


@recorded
def _ask(session: Session, question: str, dataset: str | None, listener: Listener) -> Done[Answer]:
    found = find(session, dataset)
    settings = session.services.settings
    context = Context(
        _table(session, found),
        found.version,
        others=tuple(name for name in session.used if name != found.name),
        variables=variables(session),
        exchanges=tuple((past.question, past.text) for past in session.answers[-_EXCHANGES:]),
    )

    def run(code: str, show: Callable[[Output], None]) -> Execution:
        return execute(session, code, show=show, allow=listener.asker())

    answer = answer_of(
        question,
        context=context,
        model=chat_model(settings.model),
        run=run,
        listener=listener,
        cancelled=session.stopped.is_set,
    )
    kept = replace(answer, question=masked(answer.question))
    shown = {assistant.MIMETYPE: kept.to_json(), "text/plain": str(answer)}
    arguments = {"question": answer.question, "dataset": found.name}
    return Done(answer, WORD, arguments, kept.question, found.name, found.version, shown)
