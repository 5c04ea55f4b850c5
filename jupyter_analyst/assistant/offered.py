"""The tools a model is offered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from langchain_core.tools import StructuredTool
from pydantic import AfterValidator, BaseModel, Field, ValidationError

from jupyter_analyst.llm import ASK_BACK, RUN_PYTHON

if TYPE_CHECKING:
    from collections.abc import Callable

    from langchain_core.tools import BaseTool

    from jupyter_analyst.assistant.course import Course


def _said(text: str) -> str:
    """Return a text that says something.

    Raises
    ------
    ValueError
        If it is blank.
    """
    if not text.strip():
        message = "it is empty"
        raise ValueError(message)
    return text


_Text = Annotated[str, AfterValidator(_said)]


class _RunPython(BaseModel):
    reading: str = Field("", description="How you understand the question, in one sentence.")
    plan: list[str] = Field([], description="The steps, a short sentence each.")
    code: _Text = Field(description="Python code; what its last line evaluates to is shown.")


class _AskBack(BaseModel):
    text: _Text = Field(description="What is unclear, in plain words.")
    readings: list[str] = Field([], description="Complete questions the person can choose from.")


def offered(course: Course) -> dict[str, BaseTool]:
    """Return the tools by name; what they do happens to `course`.

    Parameters
    ----------
    course : Course
        The question they are for.
    """
    run = "Run Python code in the sandbox and be told what it showed."
    ask = "Ask the person what was meant; ends your turn."
    tools = (
        _tool(RUN_PYTHON, course.try_out, _RunPython, run, course),
        _tool(ASK_BACK, course.ask_back, _AskBack, ask, course),
    )
    return {tool.name: tool for tool in tools}


def _tool(
    name: str,
    function: Callable[..., str],
    arguments: type[BaseModel],
    description: str,
    course: Course,
) -> BaseTool:
    def misread(error: Any) -> str:  # pydantic's own, or that of its first version
        return course.misread(_fault(name, error))

    return StructuredTool.from_function(
        function,
        name=name,
        description=description,
        args_schema=arguments,
        handle_validation_error=misread,
    )


def _fault(name: str, error: ValidationError) -> str:
    wrong = (f"`{'.'.join(map(str, e['loc']))}`: {e['msg']}" for e in error.errors())
    return f"`{name}` was called with arguments that do not fit. {'; '.join(wrong)}."
