"""A question is answered, recorded, told to whoever listens, and its code is offered a cell."""

import threading

import pytest

from jupyter_analyst import Session
from jupyter_analyst.assistant import MIMETYPE, Answer, Silence
from jupyter_analyst.errors import DataError, QuestionError, UnknownNameError
from jupyter_analyst.settings import configure

pytestmark = pytest.mark.sandbox


class Notebook:
    """A front end that notes the cells it is asked for."""

    def __init__(self):
        self.wanted = []
        self.n_changes = 0

    def place(self):
        return "asking-cell"

    def insert(self, source, **more):
        self.wanted.append((source, more))
        more["then"]("new-cell")
        return True

    def changed(self):
        self.n_changes += 1


@pytest.fixture(scope="module")
def asked(tmp_path_factory, heart_file):
    """One session for the questions of this module, with its sandbox."""
    home = tmp_path_factory.mktemp("asked")
    session = Session(configure({"ANALYST_HOME": str(home)}, home))
    session.load(heart_file, "heart")
    yield session
    session.services.sandbox.close()


def test_an_answer_has_text_code_and_numbers_and_is_recorded(asked):
    answer = asked.ask("What is the median platelets?")
    assert answer.outcome == "answered"
    assert answer.values == {"median": 262_000.0}  # R: median(heart$platelets)
    assert 'heart["platelets"].median()' in answer.code
    step = asked.journal.steps(asked.id)[-1]
    assert (step.word, step.outcome, step.dataset) == ("ask", "ok", "heart")
    assert Answer.from_json(step.outputs[MIMETYPE]) == answer
    assert asked.n_answers == len(asked.answers)


def test_its_code_becomes_a_cell_with_what_it_showed(asked):
    asked.front, told = Notebook(), []
    try:
        answer = asked.ask("How many rows have age over 70?")
        assert asked.place(answer, after="asking-cell", then=told.append)
    finally:
        front, asked.front = asked.front, None
    ((source, more),) = front.wanted
    assert source == f"%%analyst sandbox\n{answer.code}"
    assert more["after"] == "asking-cell"
    assert {output["output_type"] for output in more["outputs"]} <= {"stream", "display_data"}
    assert more["metadata"]["jupyter_analyst"]["question"] == "How many rows have age over 70?"
    assert told == ["new-cell"]
    assert front.n_changes


def test_without_a_notebook_or_an_answer_no_cell_is_asked_for(asked):
    answer = asked.ask("What is the mean age?")
    assert asked.place(answer, then=print) is False
    asked.front = Notebook()
    try:
        unclear = asked.ask("What is the average cholesterol?")
        assert unclear.outcome == "asked back"
        assert asked.place(unclear, then=print) is False
    finally:
        asked.front = None


def test_questions_one_can_begin_with_are_understood(asked):
    offered = asked.questions()
    assert offered
    assert asked.ask(offered[0]).outcome == "answered"


def test_a_second_question_waits_for_no_first_one(asked):
    class Asks(Silence):
        def read(self, reading, plan):
            with pytest.raises(QuestionError, match="still being answered"):
                asked.ask("How many rows are there?")

    assert asked.ask("What is the mean age?", listener=Asks()).outcome == "answered"


def test_a_question_is_stopped_once_or_twice_and_the_next_one_is_answered(asked):
    class Stops(Silence):
        def tries(self, number, code):
            threads = [threading.Thread(target=asked.stop) for _ in range(2)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()

    stopped = asked.ask("What is the mean age?", listener=Stops())
    assert stopped.outcome == "stopped"
    assert asked.ask("What is the mean age?").outcome == "answered"


def test_without_data_it_says_how_to_load_some(session):
    with pytest.raises(DataError, match="load"):
        session.ask("How many rows are there?")
    assert session.questions() == []


def test_an_unknown_model_is_named_with_those_there_are(heart):
    heart.config("model", "gemini")
    with pytest.raises(UnknownNameError, match="built-in"):
        heart.ask("How many rows are there?")
