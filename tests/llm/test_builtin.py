"""The planner speaks as any chat model does: all it knows is in the messages."""

import json

import pytest
from langchain_core.messages import (
    AIMessage,
    HumanMessage,
    SystemMessage,
    ToolMessage,
    messages_from_dict,
    messages_to_dict,
)

from jupyter_analyst import planner
from jupyter_analyst.data import read
from jupyter_analyst.llm import block, chat_model

QUESTION = "What is the mean age?"
DOUBTFUL = "What is the mean creatinine?"  # two columns are called so
NONSENSE = "Colourless green ideas sleep furiously"


@pytest.fixture(scope="module")
def table(heart_file):
    return planner.table_of(read(heart_file, name="heart"))


@pytest.fixture
def talk(table):
    """A function from a question and what came of its code to a conversation."""

    def conversation(question, *ends):
        messages = [
            SystemMessage(f"You answer questions.\n{block({'table': table.to_json()})}"),
            HumanMessage(question),
        ]
        for end in ends:
            reply = chat_model("built-in").invoke(messages)
            (call,) = reply.tool_calls
            told = ToolMessage(json.dumps(end), tool_call_id=call["id"], name=call["name"])
            messages += [reply, told]
        return messages

    return conversation


FAILED = {"status": "error", "fault": "KeyError: 'age'", "outputs": []}
WORKED = {"status": "ok", "fault": "", "outputs": [{"text": "60.8"}]}


def asked(messages):
    return chat_model("built-in").invoke(messages)


def test_a_question_becomes_code_with_its_reading_and_plan(talk, table):
    reading = planner.read(QUESTION, table)
    (call,) = asked(talk(QUESTION)).tool_calls
    assert call["name"] == "run_python"
    assert call["args"] == {
        "reading": reading.words,
        "plan": list(reading.steps),
        "code": reading.plan.codes[0],
    }


def test_what_the_code_gave_is_said_with_its_values(talk, table):
    said = planner.say(planner.read(QUESTION, table), WORKED["outputs"])
    reply = asked(talk(QUESTION, WORKED))
    assert (reply.text, reply.tool_calls) == (said.text, [])
    assert reply.additional_kwargs == {"values": said.values, "confident": True}


def test_after_a_failure_another_way_is_tried_and_the_change_said(talk, table):
    codes = planner.read(QUESTION, table).plan.codes
    assert len(codes) > 1
    reply = asked(talk(QUESTION, FAILED))
    assert reply.tool_calls[0]["args"]["code"] == codes[1]
    assert reply.text.startswith("That failed. Changed: `")
    new = set(codes[1].splitlines()) - set(codes[0].splitlines())
    assert any(line.strip() in reply.text for line in new)


def test_a_way_that_worked_after_one_that_failed_is_said(talk):
    reply = asked(talk(QUESTION, FAILED, WORKED))
    assert "60.8" in reply.text


def test_when_no_way_is_left_it_says_so(talk, table):
    n_ways = len(planner.read(QUESTION, table).plan.codes)
    reply = asked(talk(QUESTION, *[FAILED] * n_ways))
    assert (reply.text, reply.tool_calls) == ("No other way to do this is known to me.", [])


def test_what_is_not_understood_is_asked_back_with_questions_that_are(talk, table):
    (call,) = asked(talk(NONSENSE)).tool_calls
    assert call["name"] == "ask_back"
    assert call["args"]["text"]
    assert call["args"]["readings"]
    for question in call["args"]["readings"]:
        assert planner.read(question, table).plan is not None


def test_what_is_doubtful_is_asked_back_before_anything_runs(talk, table):
    reading = planner.read(DOUBTFUL, table)
    assert reading.plan is not None
    (call,) = asked(talk(DOUBTFUL)).tool_calls
    assert (call["name"], call["args"]["readings"]) == ("ask_back", list(reading.suggestions))
    for doubt in reading.doubts:
        assert doubt in call["args"]["text"]


def test_only_the_last_question_counts(talk):
    other = "What is the median of platelets?"
    before = [*talk(other, FAILED, WORKED), AIMessage("262,000."), HumanMessage(QUESTION)]
    assert asked(before).tool_calls[0]["args"] == asked(talk(QUESTION)).tool_calls[0]["args"]


def test_it_goes_on_with_a_conversation_that_was_kept(talk):
    kept = json.dumps(messages_to_dict(talk(QUESTION, FAILED)))
    again = asked(messages_from_dict(json.loads(kept)))
    assert again.tool_calls == asked(talk(QUESTION, FAILED)).tool_calls


def test_calls_of_a_conversation_have_ids_of_their_own(talk):
    made = [m.tool_calls[0]["id"] for m in talk(QUESTION, FAILED, FAILED) if m.type == "ai"]
    assert len(set(made)) == len(made) == 2


def test_the_answer_comes_word_by_word(talk):
    messages = talk(QUESTION, WORKED)
    pieces = list(chat_model("built-in").stream(messages))
    texts = [piece.text for piece in pieces if piece.text]
    whole = asked(messages)
    assert "".join(texts) == whole.text
    assert len(texts) == len(whole.text.split())
    together = sum(pieces[1:], pieces[0])
    assert together.additional_kwargs == whole.additional_kwargs
    assert together.usage_metadata == whole.usage_metadata


def test_a_streamed_call_is_the_same_call(talk):
    messages = talk(QUESTION)
    pieces = list(chat_model("built-in").stream(messages))
    assert sum(pieces[1:], pieces[0]).tool_calls == asked(messages).tool_calls


def test_it_costs_nothing(talk):
    usage = {"input_tokens": 0, "output_tokens": 0, "total_tokens": 0}
    for messages in (talk(QUESTION), talk(QUESTION, WORKED), talk(NONSENSE)):
        assert asked(messages).usage_metadata == usage


def test_it_takes_tools_as_other_models_do(talk):
    def run_python(code: str) -> str:
        """Run code."""

    model = chat_model("built-in").bind_tools([run_python], tool_choice="any")
    assert model.invoke(talk(QUESTION)).tool_calls[0]["name"] == "run_python"
