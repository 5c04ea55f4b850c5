"""The built-in model answers questions about real data by code that really runs."""

import threading

import pandas as pd
import pytest

from jupyter_analyst.llm import chat_model
from jupyter_analyst.sandbox import Sandbox

from .conftest import call, calls


@pytest.fixture(scope="module")
def sandbox(tmp_path_factory, heart_file):
    """One kernel for all tests here, with the heart failure records in it."""
    folder = tmp_path_factory.mktemp("home")
    file = folder / "heart.parquet"
    pd.read_csv(heart_file).to_parquet(file)
    sandbox = Sandbox(folder, spare=False)
    sandbox.offer("heart", file)
    yield sandbox
    sandbox.close()


@pytest.fixture
def answered(asked, sandbox):
    """A function from a question to the answer of the built-in model."""

    def answer(question):
        return asked(chat_model("built-in"), question=question, run=run_in(sandbox))

    return answer


def run_in(sandbox):
    return lambda code, show: sandbox.run(code, show=show)


def test_a_mean_is_found(answered, ear, heart_file):
    answer = answered("What is the mean age?")
    assert (answer.outcome, len(answer.attempts)) == ("answered", 1)
    assert "60.8" in answer.text
    mean = pd.read_csv(heart_file)["age"].mean()
    assert mean in [pytest.approx(value) for value in answer.values.values()]
    assert answer.confident
    assert answer.model == "built-in"
    assert ear.words[:2] == ["read", "tries"]
    assert "".join(event[1] for event in ear.heard if event[0] == "says") == answer.text


def test_a_tool_is_used_where_one_fits(answered):
    answer = answered("Is there a correlation between age and ejection_fraction?")
    assert answer.outcome == "answered"
    assert "tools.correlation(" in answer.code
    # as cor.test of R 4 says
    assert answer.values["r[age,ejection_fraction]"] == pytest.approx(0.0600983632)


def test_what_is_not_understood_is_asked_back(answered):
    answer = answered("Colourless green ideas sleep furiously")
    assert (answer.outcome, answer.attempts) == ("asked back", ())
    assert answer.text
    assert answer.suggestions


def test_what_is_suggested_instead_is_answered(answered):
    suggestions = answered("Colourless green ideas sleep furiously").suggestions
    outcomes = {question: answered(question).outcome for question in suggestions}
    assert set(outcomes.values()) == {"answered"}, outcomes


def test_code_that_is_stopped_ends_the_question(asked, scripted, sandbox, ear):
    timer = threading.Timer(0.3, sandbox.interrupt)
    ear.shows = lambda output: timer.start() if output["output_type"] == "stream" else None
    model = scripted(calls(call("print('on', flush=True)\nimport time\ntime.sleep(60)")))
    answer = asked(model, run=run_in(sandbox))
    assert (answer.outcome, len(answer.attempts)) == ("stopped", 1)
