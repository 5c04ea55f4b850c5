"""Every step is written down as it happens, however it ends."""

import json
import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

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
    assert record["values"]["t"] == pytest.approx(-4.186, abs=0.01)
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
    assert sorted("this one" in row.values() for row in heart.sessions()) == [False, True]


def test_a_session_is_listed_under_what_it_works_with(session, heart_file):
    session.load(heart_file, "heart")
    (row,) = session.sessions()
    assert row["Session"] == "heart"


def test_two_hundred_steps_are_listed(heart):
    for _ in range(200):
        heart.use("heart")
    rows = list(heart.history())
    assert [row["No."] for row in rows] == [str(number) for number in range(1, 202)]


def test_times_are_those_of_the_place_where_one_is(heart, monkeypatch):
    """The store keeps UTC; a list shows the wall clock, here nine hours ahead."""
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    time.tzset()
    try:
        (row,) = heart.history()
        (step,) = heart.journal.steps(heart.id)
        assert row["Began"] == f"{step.started + timedelta(hours=9):%Y-%m-%d %H:%M}"
    finally:
        monkeypatch.undo()
        time.tzset()


def test_another_home_in_the_middle_of_a_session_goes_on_there(heart, heart_file, tmp_path):
    heart.config("home", str(tmp_path / "second"))
    heart.load(heart_file, "heart")
    assert [step.title for step in heart.journal.steps(heart.id)] == ["Load heart"]
    assert (tmp_path / "second" / "analyst.sqlite").is_file()


def test_a_setting_can_be_changed_in_the_middle_of_a_session(heart):
    heart.config("author", "Ana")
    heart.describe(columns=["age"])
    assert [word for word, *_ in outcomes(heart)] == ["load", "describe"]


def test_a_session_can_come_back_to_its_first_home(heart, heart_file, home, tmp_path):
    heart.config("home", str(tmp_path / "second"))
    heart.load(heart_file, "heart")
    heart.config("home", str(home))
    heart.profile()
    assert [word for word, *_ in outcomes(heart)] == ["load", "profile"]


def test_threads_share_a_session(heart):
    """A widget or a background job calls the session from threads of its own."""
    with ThreadPoolExecutor(6) as threads:
        made = [threads.submit(heart.describe, columns=["age"]) for _ in range(12)]
    assert {result.result().values["n[age]"] for result in made} == {299}
    numbers = [step.number for step in heart.journal.steps(heart.id)]
    assert numbers == list(range(1, 14))


def test_the_first_steps_of_a_session_can_come_from_several_threads(session, heart_file):
    with ThreadPoolExecutor(6) as threads:
        loads = [threads.submit(session.load, heart_file, "heart") for _ in range(6)]
    assert {load.result().n_rows for load in loads} == {299}
    assert len(session.history()) == 6


def test_log_lines_tell_the_step_and_nothing_of_the_data(session, home, tmp_path):
    path = tmp_path / "people.csv"
    rows = "".join(f"Xaverius{i},{i + 0.5}\n" for i in range(30))
    path.write_text(f"who,amount\n{rows}")
    session.load(path)
    session.profile()
    session.describe(columns=["amount"])
    lines = [json.loads(line) for line in (home / "logs" / "analyst.log").read_text().splitlines()]
    steps = session.journal.steps(session.id)
    assert [line["correlation"] for line in lines if line["message"] == "step"] == [
        step.id for step in steps
    ]
    assert "Xaverius" not in str(lines)


def test_when_nothing_can_be_written_the_step_does_not_start(heart, home):
    with sqlite3.connect(home / "analyst.sqlite") as connection:
        connection.execute("drop table steps")
    with pytest.raises(StorageError, match="no such table") as caught:
        heart.profile()
    assert caught.value.code == "storage-failed"
