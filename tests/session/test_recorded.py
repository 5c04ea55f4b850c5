"""Every step is written down as it happens, however it ends."""

import json
import sqlite3

import pytest

from jupyter_analyst import Session
from jupyter_analyst.errors import AnalystError, StorageError
from jupyter_analyst.settings import configure


def outcomes(session):
    return [(step.word, step.outcome, step.error) for step in session.journal.steps(session.id)]


def test_steps_carry_what_was_done_and_what_it_showed(heart):
    heart.ttest_ind(value="age", by="DEATH_EVENT")
    load, test = heart.journal.steps(heart.id)
    assert load.title == "Load heart"
    assert load.arguments["source"].endswith("heart_failure.csv")
    assert test.word == "ttest_ind"
    assert test.arguments == {"data": "heart", "value": "age", "by": "DEATH_EVENT"}
    assert (test.dataset, test.version) == ("heart", load.version)
    record = test.outputs["application/vnd.jupyter-analyst.result+json"]
    assert record["values"]["t"] == pytest.approx(-4.186, abs=0.01) or record["values"]["t"] == (
        pytest.approx(4.186, abs=0.01)
    )
    assert 0 < test.seconds < 60


def test_a_failed_step_is_recorded_with_its_code(heart):
    with pytest.raises(AnalystError):
        heart.describe(columns=["agee"])
    assert outcomes(heart)[-1] == ("run_tool", "error", "column-unknown")


def test_an_interrupted_step_is_recorded_as_such(heart, monkeypatch):
    def stop(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr("jupyter_analyst.session.analysis.profile_of", stop)
    with pytest.raises(KeyboardInterrupt):
        heart.profile()
    assert outcomes(heart)[-1] == ("profile", "interrupted", "")


def test_a_fault_of_ours_is_said_plainly_and_logged(heart, home, monkeypatch):
    def fail(*_, **__):
        raise ZeroDivisionError("inner detail")

    monkeypatch.setattr("jupyter_analyst.session.analysis.profile_of", fail)
    with pytest.raises(AnalystError, match="fault of the package") as caught:
        heart.profile()
    assert caught.value.code == "unexpected"
    log = (home / "logs" / "analyst.log").read_text()
    step = heart.journal.steps(heart.id)[-1]
    faults = [json.loads(line) for line in log.splitlines() if "ZeroDivisionError" in line]
    assert [line["correlation"] for line in faults] == [step.id]


def test_secrets_in_arguments_are_masked_in_record_and_log(session, home):
    with pytest.raises(AnalystError):
        session.load("postgresql://ana:hunter22@db/sales")
    session.journal  # noqa: B018  # everything is on disk now
    kept = [path.read_bytes() for path in home.rglob("*") if path.is_file()]
    assert kept
    assert not any(b"hunter22" in content for content in kept)


def test_history_lists_the_steps(heart):
    heart.profile()
    rows = list(heart.history())
    assert [row["Step"] for row in rows] == ["Load heart", "Profile of heart"]
    assert {row["Outcome"] for row in rows} == {"ok"}


def test_sessions_are_listed_with_this_one_marked(heart, heart_file):
    other = Session(configure())
    other.load(heart_file, "again")
    assert [row["Steps"] for row in heart.sessions()] == ["1", "1"]
    assert len([row for row in heart.sessions() if "this one" in str(heart.sessions())]) == 2


def test_another_home_in_the_middle_of_a_session_goes_on_there(heart, heart_file, tmp_path):
    heart.config("home", str(tmp_path / "second"))
    heart.load(heart_file, "heart")
    assert [step.title for step in heart.journal.steps(heart.id)] == ["Load heart"]
    assert (tmp_path / "second" / "analyst.sqlite").is_file()


def test_when_nothing_can_be_written_the_step_does_not_start(heart, home):
    with sqlite3.connect(home / "analyst.sqlite") as connection:
        connection.execute("drop table steps")
    with pytest.raises(StorageError, match="no such table") as caught:
        heart.profile()
    assert caught.value.code == "storage-failed"
