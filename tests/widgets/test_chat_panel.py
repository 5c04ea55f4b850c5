"""The chat: questions answered in a thread, told piece by piece, stopped, kept over a reload."""

import threading
from types import SimpleNamespace

import pytest

from jupyter_analyst.assistant import Answer, Attempt
from jupyter_analyst.errors import QuestionError
from jupyter_analyst.sandbox import Execution
from jupyter_analyst.widgets.chat import ChatPanel
from jupyter_analyst.widgets.turn import plain, tried

LONG_S = 20
BAD = Attempt("agee", Execution("agee", "error", fault="No column is called `agee`.", seconds=0.1))
TABLE = {"output_type": "stream", "name": "stdout", "text": "60.8\n"}
GOOD = Attempt("age", Execution("age", "ok", (TABLE,), 0.2))


class Stage:
    """A session whose answers come when the test says so."""

    def __init__(self):
        self.id = "stage"
        self.current = "heart"
        self.services = SimpleNamespace(settings=SimpleNamespace(model="built-in"))
        self.answers = []
        self.go = threading.Event()
        self.goes_on = threading.Event()
        self.n_stops = 0
        self.placed = []
        self.error = None
        self.asked_in = None
        self.stopped = threading.Event()
        self.asks = self.reply = None

    def questions(self):
        return ["Which ages are unusual?"]

    def ask(self, question, *, listener):
        self.asked_in = threading.current_thread()
        if self.asks:
            self.reply = listener.asker()(self.asks)
        listener.read("Mean of age.", ("Mean of age",))
        listener.says("Let me see.")
        listener.tries(1, BAD.code)
        listener.tried(BAD)
        listener.tries(2, GOOD.code)
        listener.shows(TABLE)
        listener.tried(GOOD)
        self.goes_on.set()
        assert self.go.wait(LONG_S)
        if self.error:
            raise self.error
        for piece in ("They are ", "60.8."):
            listener.says(piece)
        outcome = "stopped" if self.n_stops else "answered"
        answer = Answer(
            question, "They are 60.8.", outcome, "Mean of age.", ("Mean of age",), (BAD, GOOD)
        )
        self.answers.append(answer)
        self.changed()
        return answer

    def changed(self):
        """Nobody looks."""

    def stop(self):
        self.n_stops += 1
        self.stopped.set()
        self.go.set()

    def place(self, answer, *, then):
        self.placed.append(answer)
        then("cell-1")
        return True


@pytest.fixture
def stage():
    session = Stage()
    yield session
    session.go.set()
    if session.asked_in:
        session.asked_in.join(LONG_S)


@pytest.fixture
def chat(stage, page):
    return page(ChatPanel, stage)


def asked(chat, stage, question="How old?"):
    chat.say(kind="ask", question=question)
    assert stage.goes_on.wait(LONG_S)


def ended(state):
    return state["running"] is None and bool(state["turns"])


def test_an_empty_chat_offers_questions_and_says_who_answers(stage, page):
    state = ChatPanel(stage).state
    assert state["questions"] == ["Which ages are unusual?"]
    assert (state["model"], state["local"], state["running"]) == ("built-in", True, None)


def test_another_model_is_not_called_local(stage):
    stage.services.settings.model = "other"
    assert ChatPanel(stage).state["local"] is False


def test_a_question_is_answered_in_a_thread_of_its_own(chat, stage):
    asked(chat, stage)
    assert stage.asked_in is not threading.current_thread()
    stage.go.set()
    (turn,) = chat.sees(ended)["turns"]
    assert (turn["question"], turn["text"], turn["outcome"]) == (
        "How old?",
        "They are 60.8.",
        "answered",
    )


def test_each_step_is_told_as_it_comes(chat, stage):
    asked(chat, stage)
    stage.go.set()
    patches = []
    while not patches or patches[-1]["set"].get("outcome") != "answered":
        patches.append(chat.hears("patch"))
    sets = [patch["set"] for patch in patches if patch["set"]]
    assert sets[0] == {"reading": "Mean of age.", "plan": ["Mean of age"]}
    states = [
        [one["status"] for one in fields["attempts"]] for fields in sets if "attempts" in fields
    ]
    assert states[:3] == [["running"], ["error"], ["error", "running"]]
    assert states[-1] == ["error", "ok"]
    assert sets[3]["attempts"][0]["fault"] == "No column is called `agee`."
    assert sets[4]["attempts"][1]["outputs"] == ["60.8"]
    assert [patch["add"] for patch in patches if patch["add"]] == [
        "Let me see.",
        "They are ",
        "60.8.",
    ]
    assert sets[1]["text"] == ""  # what was said before an attempt is not the answer


def test_advice_on_the_code_comes_with_the_attempt(stage):
    code = "import subprocess"
    said = tried(Attempt(code, Execution(code, "error", fault="Not permitted.")))
    assert plain(said)["advice"] == list(said.advice) != []
    assert plain(tried(GOOD))["advice"] == []


def test_the_code_goes_into_a_cell_and_the_page_is_told_which(chat, stage):
    asked(chat, stage)
    stage.go.set()
    assert chat.hears("placed") == {"kind": "placed", "turn": 0, "cell": "cell-1"}
    assert chat.sees(lambda state: ended(state) and state["turns"][0]["cell"] == "cell-1")
    assert stage.placed == stage.answers


def test_a_second_question_is_refused_in_words_while_one_runs(chat, stage):
    asked(chat, stage)
    chat.say(kind="ask", question="And now?")
    said = chat.hears("failed")
    assert (said["text"], said["code"]) == (
        "Another question is still being answered.",
        "question-waits",
    )
    stage.go.set()
    assert len(chat.sees(ended)["turns"]) == 1


def test_stop_ends_it_and_a_second_press_is_harmless(chat, stage):
    asked(chat, stage)
    chat.say(kind="stop")
    assert chat.sees(ended)["turns"][0]["outcome"] == "stopped"
    chat.say(kind="stop")
    assert stage.n_stops == 1
    assert "failed" not in chat.kinds()


@pytest.mark.parametrize("yes", [True, False])
def test_a_question_to_the_person_waits_for_the_reply(chat, stage, yes):
    stage.asks = "Level C. No walls. Run this code?"
    chat.say(kind="ask", question="How old?")
    assert chat.hears("patch")["set"] == {"asks": stage.asks}
    assert not stage.goes_on.is_set()
    chat.say(kind="reply", yes=yes)
    assert stage.goes_on.wait(LONG_S)
    assert stage.reply is yes
    stage.go.set()
    assert chat.sees(ended)["turns"][0]["asks"] == ""


def test_to_stop_a_question_to_the_person_means_no(chat, stage):
    stage.asks = "Run this code?"
    chat.say(kind="ask", question="How old?")
    assert chat.hears("patch")["set"] == {"asks": stage.asks}
    chat.say(kind="stop")
    assert stage.goes_on.wait(LONG_S)
    assert stage.reply is False


def test_a_failure_is_a_turn_with_a_hint_and_the_next_question_may_come(chat, stage):
    stage.error = QuestionError("No data.", hint="Load some.", code="dataset-missing")
    asked(chat, stage)
    stage.go.set()
    (turn,) = chat.sees(ended)["turns"]
    assert (turn["outcome"], turn["text"], turn["hint"], turn["code"]) == (
        "failed",
        "No data.",
        "Load some.",
        "dataset-missing",
    )
    stage.error = None
    chat.say(kind="ask", question="Again?")
    turns = chat.sees(lambda state: ended(state) and len(state["turns"]) == 2)["turns"]
    assert turns[1]["outcome"] == "answered"


def test_what_nobody_foresaw_is_a_turn_too(chat, stage):
    stage.error = RuntimeError("boom")
    asked(chat, stage)
    stage.go.set()
    (turn,) = chat.sees(ended)["turns"]
    assert (turn["outcome"], turn["code"]) == ("failed", "unexpected")


def test_an_answer_stays_an_answer_when_its_cell_fails(chat, stage, monkeypatch):
    def fail(*_, **__):
        raise RuntimeError("no page")

    monkeypatch.setattr(stage, "place", fail)
    asked(chat, stage)
    stage.go.set()
    assert chat.hears("failed")["code"] == "unexpected"
    chat.say(kind="ask", question="And?")
    turns = chat.sees(lambda state: ended(state) and len(state["turns"]) == 2)["turns"]
    assert [turn["outcome"] for turn in turns] == ["answered", "answered"]


def test_a_page_that_comes_back_in_the_middle_sees_how_far_it_is(chat, stage):
    asked(chat, stage)
    chat.say(kind="hello")
    state = chat.sees(lambda state: bool(state["turns"] and state["turns"][0]["reading"]))
    assert state["running"] == 0
    assert [attempt["status"] for attempt in state["turns"][0]["attempts"]] == ["error", "ok"]


def test_answers_to_questions_in_cells_are_part_of_the_conversation(chat, stage):
    stage.answers.append(Answer("In a cell?", "Yes."))
    chat.say(kind="hello")
    (turn,) = chat.sees(ended)["turns"]
    assert (turn["question"], turn["text"]) == ("In a cell?", "Yes.")
    asked(chat, stage)
    stage.go.set()
    turns = chat.sees(lambda state: ended(state) and len(state["turns"]) == 2)["turns"]
    assert [turn["question"] for turn in turns] == ["In a cell?", "How old?"]


def test_an_answer_on_its_way_into_its_turn_is_no_second_turn(stage, page):
    panel = []
    stage.changed = lambda: panel[0].refresh()
    chat = page(lambda session: panel.append(ChatPanel(session)) or panel[0], stage)
    asked(chat, stage)
    stage.go.set()
    assert len(chat.sees(ended)["turns"]) == 1


def test_a_new_panel_has_the_whole_conversation(stage):
    stage.answers.append(Answer("First?", "Yes.", attempts=(BAD, GOOD)))
    (turn,) = ChatPanel(stage).state["turns"]
    assert [attempt["outputs"] for attempt in turn["attempts"]] == [[], ["60.8"]]


def test_a_flood_of_outputs_is_left_to_the_cell(chat, stage):
    def flood(question, *, listener):
        listener.tries(1, "x")
        for i in range(500):
            listener.shows({"output_type": "stream", "name": "stdout", "text": f"{i}\n" * 100})
        run = Execution(
            "x",
            "ok",
            tuple(
                {"output_type": "stream", "name": "stdout", "text": "y" * 10_000} for _ in range(50)
            ),
        )
        answer = Answer(question, "Done.", attempts=(Attempt("x", run),))
        stage.answers.append(answer)
        return answer

    stage.ask = flood
    chat.say(kind="ask", question="Flood?")
    n_patches = 0
    while chat.hears("patch")["set"].get("outcome") != "answered":
        n_patches += 1
    assert n_patches < 20
    (turn,) = chat.sees(ended)["turns"]
    (attempt,) = turn["attempts"]
    assert len(attempt["outputs"]) == 8
    assert max(map(len, attempt["outputs"])) < 1_100


def test_a_picture_is_named_and_left_to_the_cell(stage):
    picture = {
        "output_type": "display_data",
        "data": {"image/png": "x", "text/plain": "<Figure>"},
        "metadata": {},
    }
    frame = {
        "output_type": "execute_result",
        "data": {"text/plain": "   age\n0   60", "text/html": "<b>"},
        "metadata": {},
    }
    run = Execution("x", "ok", (picture, frame))
    stage.answers.append(Answer("Draw?", "Drawn.", attempts=(Attempt("x", run),)))
    (turn,) = ChatPanel(stage).state["turns"]
    assert turn["attempts"][0]["outputs"] == ["A chart", "   age\n0   60"]
