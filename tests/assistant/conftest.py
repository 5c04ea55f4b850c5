"""A model that says what it is told to, code that never runs, and an ear."""

# LangChain gives a model more than a script needs

from __future__ import annotations

import json
from dataclasses import dataclass, field

import pytest
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult
from pydantic import Field

from jupyter_analyst import planner
from jupyter_analyst.assistant.context import Context
from jupyter_analyst.assistant.loop import ask
from jupyter_analyst.data import read
from jupyter_analyst.sandbox import Execution


class Scripted(BaseChatModel):
    """Gives one reply after the other; the last one again and again. An exception is raised."""

    replies: list
    seen: list[list[BaseMessage]] = Field(default_factory=list)

    @property
    def _llm_type(self):
        return "scripted"

    def bind_tools(self, tools, **kwargs):
        return self

    def _generate(self, messages, stop=None, run_manager=None, **kwargs):
        self.seen.append(list(messages))
        reply = self.replies[min(len(self.seen), len(self.replies)) - 1]
        if isinstance(reply, BaseException):
            raise reply
        return ChatResult(generations=[ChatGeneration(message=reply)])


class Streaming(Scripted):
    """Gives its replies in small pieces, arguments of calls too, as providers do."""

    def _stream(self, messages, stop=None, run_manager=None, **kwargs):
        reply = self._generate(messages).generations[0].message
        for i in range(0, len(reply.text), 5):
            yield ChatGenerationChunk(message=AIMessageChunk(content=reply.text[i : i + 5]))
        for index, call in enumerate(reply.tool_calls):
            text = json.dumps(call["args"])
            for i in range(0, len(text), 7):
                first = i == 0
                chunk = {
                    "name": call["name"] if first else None,
                    "id": call["id"] if first else None,
                    "args": text[i : i + 7],
                    "index": index,
                }
                yield ChatGenerationChunk(
                    message=AIMessageChunk(content="", tool_call_chunks=[chunk])
                )


@dataclass
class Ear:
    """Writes down what it hears."""

    heard: list = field(default_factory=list)

    def read(self, reading, plan):
        self.heard.append(("read", reading, plan))

    def tries(self, number, code):
        self.heard.append(("tries", number, code))

    def shows(self, output):
        self.heard.append(("shows", output["output_type"]))

    def tried(self, attempt):
        self.heard.append(("tried", attempt.execution.status))

    def says(self, text):
        self.heard.append(("says", text))

    @property
    def words(self):
        return [event[0] for event in self.heard]


@dataclass
class Sandbox:
    """Ends runs as it is told to: "ok", the name of an error, a whole record."""

    ends: tuple = ("ok",)
    ran: list = field(default_factory=list)

    def __call__(self, code, show):
        end = self.ends[min(len(self.ran), len(self.ends) - 1)]
        self.ran.append(code)
        execution = end if isinstance(end, Execution) else ended(code, end)
        for output in execution.outputs:
            show(output)
        return execution


def ended(code, end="ok"):
    """Return a run that shows 60.8, or one that ended with an error of a name."""
    if end == "ok":
        shown = {
            "output_type": "execute_result",
            "data": {"text/plain": "60.8"},
            "metadata": {},
            "execution_count": 1,
        }
        return Execution(code, "ok", (shown,), seconds=0.1)
    failed = {"output_type": "error", "ename": end, "evalue": "'agee'", "traceback": []}
    return Execution(code, "error", (failed,), seconds=0.1, fault=f"{end}: 'agee'")


def call(code="1 + 1", *, name="run_python", key="a", **arguments):
    """Return a tool call that runs code."""
    given = {"reading": "The mean of age.", "plan": ["Mean of age"], "code": code} | arguments
    return {"name": name, "args": given, "id": key, "type": "tool_call"}


def calls(*made, text=""):
    """Return a reply that makes calls."""
    return AIMessage(text, tool_calls=list(made))


@pytest.fixture
def scripted():
    """A function from replies to a model."""
    return lambda *replies: Scripted(replies=list(replies))


@pytest.fixture
def streaming():
    """A function from replies to a model that streams them."""
    return lambda *replies: Streaming(replies=list(replies))


@pytest.fixture(scope="session")
def heart_table(heart_file):
    """What the planner knows of the heart failure records."""
    return planner.table_of(read(heart_file, name="heart"))


@pytest.fixture
def context(heart_table):
    """A question about the heart failure records."""
    return Context(heart_table, version="v1", others=("sales",))


@pytest.fixture
def ear():
    """Somebody who listens."""
    return Ear()


@pytest.fixture
def asked(context, ear):
    """A function that asks a model, with code that ends as said."""

    def answer(model, *ends, question="What is the mean age?", cancelled=lambda: False, run=None):
        return ask(
            question,
            context=context,
            model=model,
            run=run or Sandbox(ends or ("ok",)),
            listener=ear,
            cancelled=cancelled,
        )

    return answer
