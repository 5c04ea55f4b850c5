"""The model that is always there: the planner, speaking as any chat model does."""

# ruff: noqa: ARG002  # a model is given more than rules need

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import (
    AIMessage,
    AIMessageChunk,
    HumanMessage,
    ToolMessage,
)
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult

from jupyter_analyst import planner, wording
from jupyter_analyst.llm.conversation import ASK_BACK, CONFIDENT, RUN_PYTHON, VALUES, facts_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from langchain_core.callbacks import CallbackManagerForLLMRun
    from langchain_core.messages import BaseMessage
    from langchain_core.runnables import Runnable

NAME = "built-in"

_FREE = {"input_tokens": 0, "output_tokens": 0, "total_tokens": 0}


class PlannerChatModel(BaseChatModel):
    """Reads questions by rules, on this machine, and keeps nothing between two calls.

    All it goes by is in the messages, as with any model: the facts of the prompt, the last
    question, and what the code gave since.
    """

    name: str | None = NAME

    @property
    def _llm_type(self) -> str:
        return "planner"

    def bind_tools(
        self,
        tools: Sequence[Any],  # any kind of tool LangChain knows
        *,
        tool_choice: str | None = None,
        **kwargs: Any,  # settings of other models
    ) -> Runnable[Any, AIMessage]:
        """Return this model; it knows the tools it calls.

        Parameters
        ----------
        tools : sequence
            What it may call.
        tool_choice : str, optional
            Not used.
        **kwargs : object
            Not used.
        """
        return self

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,  # settings of other models
    ) -> ChatResult:
        return ChatResult(generations=[ChatGeneration(message=reply(messages))])

    def _stream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,  # settings of other models
    ) -> Iterator[ChatGenerationChunk]:
        message = reply(messages)
        for word in re.findall(r"\s*\S+\s*", message.text):
            yield ChatGenerationChunk(message=AIMessageChunk(content=word))
        rest = AIMessageChunk(
            content="",
            tool_calls=message.tool_calls,
            additional_kwargs=message.additional_kwargs,
            usage_metadata=message.usage_metadata,
            chunk_position="last",
        )
        yield ChatGenerationChunk(message=rest)


def reply(messages: Sequence[BaseMessage]) -> AIMessage:
    """Return what the planner says next: code, a question back, or the answer.

    Parameters
    ----------
    messages : sequence of BaseMessage
        The conversation, with the facts in its first message.
    """
    table = planner.Table.from_json(facts_in(messages[0].text)["table"])
    asked = max(i for i, message in enumerate(messages) if isinstance(message, HumanMessage))
    reading = planner.read(messages[asked].text, table)
    found = [
        json.loads(message.text)
        for message in messages[asked:]
        if isinstance(message, ToolMessage) and message.name == RUN_PYTHON
    ]
    number = len(messages)  # makes the id of a call unique without a memory
    if reading.plan is None or reading.doubts:
        return _asking_back(reading, number)
    if found and found[-1]["status"] == "ok":
        return _answering(reading, found[-1]["outputs"])
    if len(found) < len(reading.plan.codes):
        return _trying(reading, reading.plan.codes, found, number)
    return AIMessage("No other way to do this is known to me.", usage_metadata=_FREE)


def _asking_back(reading: planner.Reading, number: int) -> AIMessage:
    doubts = " ".join(reading.doubts)
    return _calling(ASK_BACK, number, text=doubts, readings=list(reading.suggestions))


def _trying(
    reading: planner.Reading, codes: Sequence[str], found: list[dict[str, Any]], number: int
) -> AIMessage:
    """Return a call that runs the first code not tried so far, and what differs in it."""
    code = codes[len(found)]
    changed = _changed(codes[len(found) - 1], code) if found else ""
    return _calling(
        RUN_PYTHON, number, changed, reading=reading.words, plan=list(reading.steps), code=code
    )


def _changed(before: str, after: str) -> str:
    known = set(before.splitlines())
    new = [f"`{line.strip()}`" for line in after.splitlines() if line not in known and line.strip()]
    return f"That failed. Changed: {wording.listed(new)}." if new else "That failed. Once more."


def _answering(reading: planner.Reading, outputs: list[dict[str, Any]]) -> AIMessage:
    said = planner.say(reading, outputs)
    beside = {VALUES: said.values, CONFIDENT: reading.confident}
    return AIMessage(said.text, additional_kwargs=beside, usage_metadata=_FREE)


def _calling(tool: str, number: int, words: str = "", /, **arguments: Any) -> AIMessage:
    call = {"name": tool, "args": arguments, "id": f"call_{number}", "type": "tool_call"}
    return AIMessage(words, tool_calls=[call], usage_metadata=_FREE)
