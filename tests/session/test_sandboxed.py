"""Code of a session runs in the sandbox: it sees the session's data, and the run is recorded."""

import nbformat
import pytest

from jupyter_analyst.errors import UnknownNameError
from jupyter_analyst.sandbox import MIMETYPE, Execution
from jupyter_analyst.sandbox.walls.level import forget

pytestmark = pytest.mark.sandbox
OPEN = "from jupyter_analyst import data\n"


@pytest.fixture
def analysed(heart):
    """A session with data, whose sandbox is gone afterwards."""
    yield heart
    if heart.services.has_sandbox:
        heart.services.sandbox.close()


def steps(session):
    return session.journal.steps(session.id)


def test_it_sees_the_datasets_of_the_session_and_no_others(analysed, tmp_path):
    (tmp_path / "other.csv").write_text("x\n1\n", encoding="utf-8")
    type(analysed)(analysed.services.configuration).load(tmp_path / "other.csv")  # another session
    ran = analysed.sandbox.run(f"{OPEN}data.open('heart').shape")
    assert (ran.status, ran.text) == ("ok", "(299, 13)")
    refused = analysed.sandbox.run(f"{OPEN}data.open('other')")
    assert refused.status == "error"
    assert "`other` is not loaded" in refused.fault


def test_a_run_is_recorded_with_how_it_ended(analysed):
    analysed.sandbox.run("x = 1\nx + 1")
    analysed.sandbox.run("1 / 0")
    good, bad = steps(analysed)[-2:]
    assert (good.word, good.title, good.outcome) == ("sandbox", "Run x + 1", "ok")
    assert good.arguments == {"code": "x = 1\nx + 1"}
    assert Execution.from_json(good.outputs[MIMETYPE]).text == "2"
    assert (bad.outcome, bad.error) == ("error", "sandbox-error")


def test_secrets_in_code_are_not_recorded(analysed):
    analysed.sandbox.run("password = 'hunter2hunter2'; n_token = 5")
    (step,) = [step for step in steps(analysed) if step.word == "sandbox"]
    assert "hunter2" not in str(step)
    assert "n_token = 5" in step.arguments["code"]


def test_a_restart_forgets_the_variables_and_keeps_the_data(analysed):
    analysed.sandbox.run("x = 1")
    rows = {row["What"]: row["State"] for row in analysed.sandbox.restart()}
    assert rows["Sandbox"] != "closed"
    assert analysed.sandbox.run("x").status == "error"
    assert analysed.sandbox.run(f"{OPEN}len(data.open('heart'))").text == "299"


def test_the_sidebar_is_told_what_the_sandbox_does(analysed):
    told = []
    analysed.watchers.append(lambda: told.append(analysed.sandbox_words()))
    assert analysed.sandbox_words() == ("off", "No sandbox yet")
    analysed.sandbox.run("1")
    assert told[-1] == ("ok", "Sandbox ready, level A")


def test_other_limits_hold_from_the_next_run_on(analysed):
    analysed.sandbox.run("x = 1")
    analysed.config("run_timeout_s", "1")
    ran = analysed.sandbox.run("while True: pass")
    assert (ran.status, "1 s" in ran.fault) == ("timeout", True)


def test_below_the_level_that_is_set_nothing_runs_and_the_remedy_is_named(
    heart, monkeypatch, tmp_path
):
    monkeypatch.setenv("PATH", str(tmp_path))  # no bubblewrap in it
    forget()
    heart.config("refuse_below", "A")
    try:
        ran = heart.sandbox.run("1")
        answer = heart.ask("How many rows are there?")
        shown = str(heart.sandbox.status())
    finally:
        forget()
        heart.services.sandbox.close()
    assert ran.status == "refused"
    assert "bubblewrap" in ran.fault
    assert answer.outcome == "gave up"
    assert "bubblewrap" in answer.text
    assert "missing" in shown


def test_what_is_brought_back_is_part_of_the_record(analysed, tmp_path):
    analysed.sandbox.run("import pandas as pd; few = pd.DataFrame({'a': [1, 2]}); n = 5")
    assert analysed.sandbox.pull("few").a.tolist() == [1, 2]
    assert analysed.sandbox.pull("n") == 5
    with pytest.raises(UnknownNameError):
        analysed.sandbox.pull("nothing")
    saved = analysed.save(tmp_path / "kept.ipynb")
    code = "\n".join(cell.source for cell in nbformat.read(saved.path, 4).cells)
    assert 'analyst.sandbox.pull("few")' in code
    assert "1  2" not in str(analysed.history())
