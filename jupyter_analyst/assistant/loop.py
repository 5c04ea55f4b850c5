"""Answer a question: a model writes code, the sandbox runs it, what fails is corrected."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from langchain.agents import create_agent
from langchain_core.messages import HumanMessage

from jupyter_analyst import planner
from jupyter_analyst.assistant.answer import Answer
from jupyter_analyst.assistant.course import Course
from jupyter_analyst.assistant.offered import offered
from jupyter_analyst.assistant.prompt import prompt
from jupyter_analyst.assistant.steps import Steps
from jupyter_analyst.errors import QuestionError
from jupyter_analyst.llm import untraced

if TYPE_CHECKING:
    from collections.abc import Callable

    from langchain_core.language_models import BaseChatModel

    from jupyter_analyst.assistant.context import Context
    from jupyter_analyst.assistant.course import End, Run
    from jupyter_analyst.assistant.listener import Listener

LONGEST_QUESTION = 4000
"""Characters."""

_MOST_SUGGESTIONS = 3


def ask(
    question: str,
    *,
    context: Context,
    model: BaseChatModel,
    run: Run,
    listener: Listener,
    cancelled: Callable[[], bool],
) -> Answer:
    """Return the answer to a question; everything happens in the thread that asks.

    Parameters
    ----------
    question : str
        What is asked, in plain words.
    context : Context
        What it is about.
    model : BaseChatModel
        Who reads it and writes code.
    run : callable
        Runs code in the sandbox, giving each output to its second argument as it comes.
    listener : Listener
        Who hears how the answer comes about.
    cancelled : callable
        Whether the person wants no answer any more; asked between the steps.

    Raises
    ------
    QuestionError
        If the question is empty or too long.
    AnalystError
        If the model cannot be reached or fails.
    """
    started = time.perf_counter()
    question = _checked(question)
    course = Course(run, listener, cancelled)
    tools = offered(course)
    agent = create_agent(
        model,
        list(tools.values()),
        system_prompt=prompt(context),
        middleware=[Steps(course, tools)],
    )
    with untraced():
        agent.invoke({"messages": [HumanMessage(question)]})
    end = course.end
    return Answer(
        question,
        end.text,
        outcome=end.outcome,
        reading=course.reading,
        plan=course.plan,
        attempts=tuple(course.attempts),
        values=dict(end.values),
        suggestions=_suggestions(question, context, end),
        confident=end.confident,
        dataset=context.table.name,
        version=context.version,
        model=model.get_name(),
        seconds=time.perf_counter() - started,
    )


def _suggestions(question: str, context: Context, end: End) -> tuple[str, ...]:
    """Return the readings to choose from, else questions the planner would understand."""
    if end.suggestions or end.outcome == "stopped":
        return end.suggestions
    found = planner.read(question, context.table).suggestions
    if not found and end.outcome == "gave up":
        found = planner.read("", context.table).suggestions  # examples for these data
    return tuple(found[:_MOST_SUGGESTIONS])


def _checked(question: str) -> str:
    """Return a question without the space around it.

    Raises
    ------
    QuestionError
        If nothing is left, or too much.
    """
    question = question.strip()
    if not question:
        message = "The question is empty."
        raise QuestionError(message, hint="Write below `%%analyst` what you want to know.")
    if len(question) > LONGEST_QUESTION:
        message = (
            f"The question has {len(question):,} characters; at most {LONGEST_QUESTION:,} are read."
        )
        hint = "Ask for one thing at a time, and load long texts as data."
        raise QuestionError(message, hint=hint, code="question-long")
    return question
