"""What happens between a model's replies: limits, streaming, the calls it makes."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any, cast

from langchain.agents.middleware import AgentMiddleware, ModelResponse, hook_config
from langchain_core.messages import AIMessage, ToolMessage, message_chunk_to_message

from jupyter_analyst.assistant.digest import refusal
from jupyter_analyst.llm import plainly

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from langchain.agents import AgentState
    from langchain.agents.middleware import ModelRequest
    from langchain_core.tools import BaseTool
    from langgraph.runtime import Runtime

    from jupyter_analyst.assistant.course import Course


class Steps(AgentMiddleware[Any, Any, Any]):
    """Leads a model through the course of a question.

    The calls a model makes are carried out here, one after the other, and not by LangChain's tool
    node: that uses threads of a pool, where neither an interrupt from the keyboard nor the cell
    that is running reaches the code.

    Parameters
    ----------
    course : Course
        The question.
    tools : mapping
        What the model may call, by name.
    """

    def __init__(self, course: Course, tools: Mapping[str, BaseTool]) -> None:
        super().__init__()
        self._course = course
        self._offered = tools

    @hook_config(can_jump_to=["end"])
    def before_model(
        self,
        state: AgentState[Any],  # noqa: ARG002  # LangChain gives both
        runtime: Runtime[Any],  # noqa: ARG002
    ) -> dict[str, Any] | None:
        """End here if the person has cancelled or the model has spoken too often.

        Parameters
        ----------
        state : AgentState
            The conversation.
        runtime : Runtime
            Not used.
        """
        return None if self._course.may_reply() else {"jump_to": "end"}

    def wrap_model_call(
        self,
        request: ModelRequest[Any],
        handler: Callable[[ModelRequest[Any]], ModelResponse[Any]],  # noqa: ARG002  # it would not stream
    ) -> ModelResponse[Any]:
        """Hear what the model says piece by piece; stop listening when the person cancels.

        Parameters
        ----------
        request : ModelRequest
            Model, messages and tools.
        handler : callable
            Not used.
        """
        heard: Any = None  # the sum of the chunks so far: an AIMessage or a chunk of one
        for piece in _pieces(request):
            heard = piece if heard is None else heard + piece
            if piece.text:
                self._course.listener.says(str(piece.text))
            if self._course.over():
                break
        reply = cast("AIMessage", message_chunk_to_message(heard))
        return ModelResponse(result=[_with_ids(reply, {m.id for m in request.messages})])

    @hook_config(can_jump_to=["model", "end"])
    def after_model(
        self,
        state: AgentState[Any],
        runtime: Runtime[Any],  # noqa: ARG002  # LangChain gives both
    ) -> dict[str, Any] | None:
        """Carry out the calls of the last reply, or end with its words.

        Parameters
        ----------
        state : AgentState
            The conversation.
        runtime : Runtime
            Not used.
        """
        reply = cast("AIMessage", state["messages"][-1])
        calls = [*reply.tool_calls, *reply.invalid_tool_calls]
        if not calls and not self._course.over():
            self._course.conclude(reply.text.strip(), reply.additional_kwargs)
        # providers refuse a conversation in which a call has no answer
        messages = [self._carried_out(call) for call in calls]
        return {"messages": messages, "jump_to": "end" if self._course.over() else "model"}

    def _carried_out(self, call: Any) -> ToolMessage:  # a ToolCall or InvalidToolCall
        tool = self._offered.get(call["name"])
        if self._course.over():
            text = refusal("The question is closed.")
        elif call["type"] == "invalid_tool_call":
            text = self._course.misread(f"The arguments of `{call['name']}` are not valid JSON.")
        elif tool is None:
            known = ", ".join(f"`{name}`" for name in self._offered)
            text = self._course.misread(f"There is no tool `{call['name']}`, only {known}.")
        else:
            message: ToolMessage = tool.invoke(call)
            return message
        return ToolMessage(text, tool_call_id=call["id"], name=call["name"] or "", status="error")


def _pieces(request: ModelRequest[Any]) -> Iterator[Any]:
    """Yield the chunks of a reply; what goes wrong in the model's library is said plainly."""
    with plainly(request.model.get_name()):
        model = request.model.bind_tools(request.tools)
        system = [request.system_message] if request.system_message else []
        yield from model.stream([*system, *request.messages])


def _with_ids(reply: AIMessage, taken: set[str | None]) -> AIMessage:
    """Return a reply with an id of its own, in which every call has one to answer to."""
    named: dict[str, Any] = {
        kind: [call | {"id": call["id"] or uuid.uuid4().hex} for call in getattr(reply, kind)]
        for kind in ("tool_calls", "invalid_tool_calls")
    }
    # a message takes the place of an earlier one with its id
    own = uuid.uuid4().hex if reply.id in taken else reply.id
    return reply.model_copy(update=named | {"id": own})
