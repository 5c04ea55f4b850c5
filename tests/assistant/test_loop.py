"""A question comes to an answer or to a plain end, however the model behaves."""

import json
import threading

import pytest
from langchain_core.messages import AIMessage, ToolMessage

from jupyter_analyst.assistant import Answer
from jupyter_analyst.errors import AnalystError, QuestionError
from jupyter_analyst.sandbox import Execution
from jupyter_analyst.tools import MIMETYPE as RESULT

from .conftest import Sandbox, call, calls

ANSWER = AIMessage("The mean age is 60.8 years.")


def told(model, turn):
    """Return what the model was told by tools in the conversation of one of its turns."""
    return [json.loads(m.content) for m in model.seen[turn] if isinstance(m, ToolMessage)]


def test_code_that_works_gives_an_answer(asked, scripted):
    answer = asked(scripted(calls(call("frame.age.mean()")), ANSWER))
    assert (answer.outcome, answer.text) == ("answered", "The mean age is 60.8 years.")
    assert (answer.reading, answer.plan) == ("The mean of age.", ("Mean of age",))
    assert [attempt.code for attempt in answer.attempts] == ["frame.age.mean()"]
    assert answer.values == {"value": 60.8}
    assert answer.confident
    assert (answer.dataset, answer.version, answer.model) == ("heart", "v1", "Scripted")
    assert answer.seconds > 0


def test_values_a_model_tells_apart_are_taken_and_its_doubts_too(asked, scripted):
    beside = {"values": {"mean": 60.8, "unit": "years"}, "confident": False}
    answer = asked(scripted(calls(call()), AIMessage("60.8", additional_kwargs=beside)))
    assert answer.values == {"mean": 60.8}
    assert not answer.confident


def test_a_result_gives_all_its_values_though_a_model_is_told_few(asked, scripted):
    record = {"title": "t", "sentence": "s", "values": {f"r[{i}]": 0.5 for i in range(500)}}
    output = {"output_type": "display_data", "data": {RESULT: record}, "metadata": {}}
    model = scripted(calls(call()), AIMessage("Much.", additional_kwargs={"values": {"n": 299}}))
    answer = asked(model, Execution("", "ok", (output,)))
    assert answer.values == record["values"] | {"n": 299.0}
    assert len(told(model, 1)[0]["outputs"][0]["result"]["values"]) < 300


def test_an_answer_survives_its_json(asked, scripted):
    answer = asked(scripted(calls(call()), ANSWER), "KeyError", "ok")
    assert Answer.from_json(json.loads(json.dumps(answer.to_json()))) == answer


def test_an_answer_offers_at_most_three_questions_more(asked, scripted):
    model = scripted(calls(call()), ANSWER)
    answer = asked(model, question="Colourless green ideas sleep furiously")
    assert 1 <= len(answer.suggestions) <= 3


def test_a_failed_attempt_is_told_and_corrected(asked, scripted):
    model = scripted(calls(call("frame.agee")), calls(call("frame.age", key="b")), ANSWER)
    answer = asked(model, "KeyError", "ok")
    assert answer.outcome == "answered"
    assert [a.execution.status for a in answer.attempts] == ["error", "ok"]
    assert answer.code == "frame.age"
    (failed,) = told(model, 1)
    assert (failed["status"], failed["fault"]) == ("error", "KeyError: 'agee'")


def test_a_model_is_advised_on_code_the_sandbox_has_no_use_for(asked, scripted):
    bad, good = "import subprocess", "frame.age"
    model = scripted(calls(call(bad)), calls(call(good, key="b")), ANSWER)
    answer = asked(model, "PermissionError", "ok")
    assert [attempt.code for attempt in answer.attempts] == [bad, good]  # as the model wrote it
    first, second = told(model, 2)
    assert first["advice"] == ["Line 1 imports `subprocess`: the sandbox starts no programs."]
    assert "advice" not in second


def test_after_four_failed_attempts_it_gives_up(asked, scripted):
    model = scripted(calls(call()))
    answer = asked(model, "KeyError")
    assert answer.outcome == "gave up"
    assert len(answer.attempts) == len(model.seen) == 4
    assert answer.text == "No answer after 4 failed attempts. The last error was: KeyError: 'agee'"
    assert answer.suggestions
    assert not answer.confident


def test_a_model_that_gives_up_is_quoted_after_what_happened(asked, scripted):
    answer = asked(scripted(calls(call()), AIMessage("There is no such column.")), "KeyError")
    assert answer.outcome == "gave up"
    assert answer.text.startswith("No answer after 1 failed attempt. The last error was: KeyError")
    assert answer.text.endswith("There is no such column.")


def test_an_answer_may_rest_on_a_run_before_the_one_that_failed(asked, scripted):
    model = scripted(calls(call("good")), calls(call("bad", key="b")), ANSWER)
    answer = asked(model, "ok", "KeyError")
    assert (answer.outcome, answer.code) == ("answered", "good")


@pytest.mark.parametrize(
    ("arguments", "fault"),
    [
        ({"reading": "The mean."}, "`code`: Field required"),
        ({"code": 5}, "`code`: Input should be a valid string"),
        ({"code": " \n"}, "`code`: Value error, it is empty"),
        ({"code": "1", "plan": "mean"}, "`plan`: Input should be a valid list"),
    ],
)
def test_arguments_that_do_not_fit_go_back_to_the_model(asked, scripted, arguments, fault):
    bad = {"name": "run_python", "args": arguments, "id": "a", "type": "tool_call"}
    model = scripted(calls(bad), calls(call(key="b")), ANSWER)
    answer = asked(model)
    assert answer.outcome == "answered"
    assert len(answer.attempts) == 1
    (rejected,) = told(model, 1)
    assert rejected["status"] == "error"
    assert fault in rejected["fault"]


def test_arguments_that_are_no_json_go_back_to_the_model(asked, scripted):
    broken = {"name": "run_python", "args": '{"code": "1', "id": None, "error": None}
    broken["type"] = "invalid_tool_call"
    model = scripted(AIMessage("", invalid_tool_calls=[broken]), calls(call(key="b")), ANSWER)
    assert asked(model).outcome == "answered"
    assert told(model, 1)[0]["fault"] == "The arguments of `run_python` are not valid JSON."


def test_a_tool_that_does_not_exist_is_said_to_the_model(asked, scripted):
    model = scripted(calls(call(name="shell")), calls(call(key="b")), ANSWER)
    assert asked(model).outcome == "answered"
    assert "no tool `shell`, only `run_python`, `ask_back`" in told(model, 1)[0]["fault"]


def test_calls_that_cannot_be_read_count_as_attempts(asked, scripted):
    bad = {"name": "run_python", "args": {}, "id": "a", "type": "tool_call"}
    model = scripted(calls(bad), calls(bad), calls(bad), calls(call()))
    answer = asked(model, "KeyError")
    assert answer.outcome == "gave up"
    assert len(answer.attempts) == 1
    assert "4 failed attempts" in answer.text


def test_parallel_calls_run_one_after_the_other_and_each_is_answered(asked, scripted, ear):
    three = [call(f"part {i}", key=f"call {i}") for i in range(3)]
    model = scripted(calls(*three), ANSWER)
    answer = asked(model)
    assert [attempt.code for attempt in answer.attempts] == ["part 0", "part 1", "part 2"]
    answered = [m.tool_call_id for m in model.seen[1] if isinstance(m, ToolMessage)]
    assert answered == ["call 0", "call 1", "call 2"]
    assert ear.words.count("read") == 1


def test_of_many_parallel_calls_only_four_run(asked, scripted):
    run = Sandbox()
    model = scripted(calls(*(call(key=f"{i}") for i in range(9))), ANSWER)
    asked(model, run=run)
    assert len(run.ran) == 4
    assert [record["status"] for record in told(model, 1)] == ["ok"] * 4 + ["error"] * 5
    assert "No tries are left" in told(model, 1)[-1]["fault"]


def test_a_model_that_never_stops_calling_is_ended(asked, scripted):
    run = Sandbox()
    model = scripted(calls(call()))
    answer = asked(model, run=run)
    assert (answer.outcome, len(run.ran), len(model.seen)) == ("gave up", 4, 6)
    assert answer.text == "No answer. The model wanted to go on running code."


def test_a_call_without_an_id_is_answered_too(asked, scripted):
    model = scripted(AIMessage("", tool_calls=[call(key=None)]), ANSWER)
    assert asked(model).outcome == "answered"
    (made,) = model.seen[1][-2].tool_calls
    assert made["id"] == model.seen[1][-1].tool_call_id != ""


def test_words_are_heard_as_they_come(asked, streaming, ear):
    answer = asked(streaming(calls(call("frame.age.mean()")), ANSWER))
    assert answer.text == "The mean age is 60.8 years."
    pieces = [event[1] for event in ear.heard if event[0] == "says"]
    assert len(pieces) > 3
    assert "".join(pieces) == answer.text
    assert ear.words[:5] == ["read", "tries", "shows", "tried", "says"]
    assert ear.heard[:2] == [
        ("read", "The mean of age.", ("Mean of age",)),
        ("tries", 1, "frame.age.mean()"),
    ]


def test_what_a_model_says_before_it_calls_is_no_part_of_the_answer(asked, streaming, ear):
    answer = asked(streaming(calls(call(), text="Let me see."), ANSWER))
    assert answer.text == "The mean age is 60.8 years."
    assert ear.words[0] == "says"


def test_each_attempt_is_heard_with_its_number(asked, scripted, ear):
    asked(scripted(calls(call()), calls(call(key="b")), ANSWER), "KeyError", "ok")
    assert [event[1] for event in ear.heard if event[0] == "tries"] == [1, 2]
    assert [event[1] for event in ear.heard if event[0] == "tried"] == ["error", "ok"]


def test_everything_happens_in_the_thread_that_asks(asked, streaming, ear):
    threads = []

    def run(code, show):
        threads.append(threading.get_ident())
        return Sandbox()(code, show)

    def says(text):
        threads.append(threading.get_ident())

    ear.says = says
    asked(streaming(calls(call(), call(key="b")), ANSWER), run=run)
    assert set(threads) == {threading.get_ident()}


def test_a_question_cancelled_at_once_asks_nobody(asked, scripted):
    model = scripted(calls(call()), ANSWER)
    answer = asked(model, cancelled=lambda: True)
    assert (answer.outcome, model.seen, answer.suggestions) == ("stopped", [], ())


def test_cancelling_while_the_code_runs_stops(asked, scripted):
    stop = threading.Event()

    def run(code, show):
        stop.set()
        return Sandbox()(code, show)

    model = scripted(calls(call(), call(key="b")), ANSWER)
    answer = asked(model, run=run, cancelled=stop.is_set)
    assert (answer.outcome, answer.text) == ("stopped", "Stopped while the code ran.")
    assert (len(answer.attempts), len(model.seen)) == (1, 1)


def test_cancelling_while_the_model_speaks_stops_listening(asked, streaming, ear):
    heard = []
    ear.says = heard.append
    model = streaming(calls(call(), text="Let me see."))
    answer = asked(model, cancelled=lambda: bool(heard))
    assert (answer.outcome, answer.attempts, heard) == ("stopped", (), ["Let m"])


def test_code_interrupted_by_the_person_stops(asked, scripted):
    model = scripted(calls(call()), ANSWER)
    answer = asked(model, "KeyboardInterrupt")
    assert (answer.outcome, len(model.seen)) == ("stopped", 1)


def test_an_interrupt_that_goes_on_leaves_at_once(asked, scripted):
    def run(code, show):
        raise KeyboardInterrupt

    model = scripted(calls(call()), ANSWER)
    with pytest.raises(KeyboardInterrupt):
        asked(model, run=run)
    assert len(model.seen) == 1


def test_a_refused_run_ends_with_the_remedy(asked, scripted):
    remedy = "Bubblewrap is missing: apt-get install bubblewrap"
    model = scripted(calls(call()))
    answer = asked(model, Execution("", "refused", fault=remedy))
    assert (answer.outcome, answer.text, len(model.seen)) == ("gave up", remedy, 1)


@pytest.mark.parametrize("status", ["timeout", "died"])
def test_a_run_that_was_ended_may_be_corrected(asked, scripted, status):
    model = scripted(calls(call()), calls(call(key="b")), ANSWER)
    answer = asked(model, Execution("", status, fault="It took over 60 s."), "ok")
    assert answer.outcome == "answered"
    assert told(model, 1)[0]["fault"] == "It took over 60 s."


def test_a_question_back_ends_with_readings_to_choose_from(asked, scripted, ear):
    readings = ["Mean age of all?", "Mean age of those who died?"]
    back = call(name="ask_back", text="Whose age?", readings=readings)
    model = scripted(calls(back, call(key="b")))
    answer = asked(model)
    assert (answer.outcome, answer.text) == ("asked back", "Whose age?")
    assert answer.suggestions == tuple(readings)
    assert (answer.attempts, len(model.seen)) == ((), 1)
    assert "tries" not in ear.words


@pytest.mark.parametrize(
    ("text", "confident"), [("It holds patients.", True), ("It holds 299 patients.", False)]
)
def test_a_number_that_no_run_has_shown_is_doubted(asked, scripted, text, confident):
    answer = asked(scripted(AIMessage(text)))
    assert (answer.outcome, answer.text, answer.confident) == ("answered", text, confident)


def test_a_model_that_says_nothing_gave_no_answer(asked, scripted):
    answer = asked(scripted(AIMessage("")))
    assert (answer.outcome, answer.text) == ("gave up", "No answer.")


def test_a_model_may_be_silent_about_what_the_code_shows(asked, scripted):
    answer = asked(scripted(calls(call()), AIMessage("")))
    assert (answer.outcome, answer.values) == ("answered", {"value": 60.8})
    assert answer.text == "The code ran; what it showed is all there is."


@pytest.mark.parametrize("fault", [ValueError("429 quota"), ConnectionResetError("reset by peer")])
def test_a_model_that_fails_gives_one_plain_error(asked, scripted, fault):
    with pytest.raises(AnalystError) as caught:
        asked(scripted(calls(call()), fault))
    assert str(caught.value).startswith(f"The model `Scripted` gave no answer: {fault!r}.")
    assert caught.value.code == "model-failed"
    assert "half-stored" not in str(caught.value)


def test_a_fault_of_who_listens_is_not_laid_at_the_model(asked, streaming, ear):
    def says(text):
        raise RuntimeError("the panel is gone")

    ear.says = says
    with pytest.raises(RuntimeError, match="the panel is gone"):
        asked(streaming(ANSWER))


@pytest.mark.parametrize("question", ["", " \n\t"])
def test_an_empty_question_is_refused(asked, scripted, question):
    with pytest.raises(QuestionError, match="empty"):
        asked(scripted(ANSWER), question=question)


def test_a_long_question_is_refused_before_anybody_reads_it(asked, scripted):
    model = scripted(ANSWER)
    with pytest.raises(QuestionError, match=r"has 4,001 characters; at most 4,000 are read\. Ask"):
        asked(model, question="x" * 4001)
    assert model.seen == []
    assert asked(model, question="x" * 4000).outcome == "answered"
