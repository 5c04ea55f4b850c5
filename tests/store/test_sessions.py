"""Steps are written down as they begin and as they end."""

import os
import platform
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from jupyter_analyst.errors import StorageError
from jupyter_analyst.records import SessionInfo, Step
from jupyter_analyst.store import SessionStore, open_database

WRITES = """
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from jupyter_analyst.records import SessionInfo, Step
from jupyter_analyst.store import SessionStore, open_database

path, session = sys.argv[1:]
now = datetime.now(UTC)
store = SessionStore(open_database(Path(path), timeout_s=30))
store.open_session(SessionInfo(session, "Analysis", now, 1, "elsewhere"))
for number in range(20):
    step = Step(f"{session}-{number}", session, number, "load", {}, now)
    store.begin(step)
    store.finish(replace(step, outcome="ok"))
"""
NOW = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)


@pytest.fixture
def store(tmp_path):
    engine = open_database(tmp_path / "analyst.sqlite", timeout_s=1)
    yield SessionStore(engine)
    engine.dispose()


def info(id_="s1", process=None):
    return SessionInfo(id_, "Analysis", NOW, process or os.getpid(), platform.node())


def step(number=1, session="s1"):
    return Step(f"{session}-{number}", session, number, "load", {"source": "a.csv"}, NOW)


def test_a_step_is_there_before_it_ends(store):
    store.open_session(info())
    store.begin(step())
    assert [s.outcome for s in store.steps("s1")] == ["running"]


def test_a_step_comes_back_as_it_was_written(store):
    store.open_session(info())
    store.begin(step())
    ended = replace(
        step(), outcome="ok", seconds=0.25, title="Load ä", dataset="a", outputs={"text/plain": "…"}
    )
    store.finish(ended)
    assert store.steps("s1") == [ended]


def test_a_session_that_is_known_goes_on(store):
    store.open_session(info())
    store.begin(step())
    store.open_session(replace(info(), title="Another"))
    assert [(s.title, s.n_steps) for s in store.sessions()] == [("Another", 1)]


def test_eight_processes_can_write_twenty_steps_each(tmp_path):
    """SQLite lets one write at a time; the others wait their turn and no step is lost."""
    path = tmp_path / "analyst.sqlite"
    command = [sys.executable, "-c", WRITES, str(path)]
    writers = [
        subprocess.Popen([*command, f"s{i}"], stderr=subprocess.PIPE, text=True) for i in range(8)
    ]
    assert [writer.communicate(timeout=60)[1] for writer in writers] == [""] * 8
    engine = open_database(path, timeout_s=1)
    store = SessionStore(engine)
    assert {s.n_steps for s in store.sessions()} == {20}
    assert {step.outcome for i in range(8) for step in store.steps(f"s{i}")} == {"ok"}
    engine.dispose()


def test_steps_come_in_order_and_by_session(store):
    store.open_session(info())
    store.open_session(info("s2"))
    for number in (2, 1):
        store.begin(step(number))
    store.begin(step(1, "s2"))
    assert [s.number for s in store.steps("s1")] == [1, 2]
    assert len(store.steps("s2")) == 1


def test_sessions_with_steps_are_listed_newest_first(store):
    store.open_session(info())
    store.open_session(replace(info("s2"), started=NOW.replace(hour=10)))
    store.open_session(info("empty"))
    for session in ("s1", "s2"):
        store.begin(step(1, session))
    listed = store.sessions()
    assert [(s.id, s.n_steps) for s in listed] == [("s2", 1), ("s1", 1)]
    assert listed[1].started == NOW


def test_what_a_dead_kernel_left_running_is_interrupted(store):
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    store.open_session(info(process=ended.pid))
    store.begin(step())
    assert store.steps("s1")[0].outcome == "interrupted"


def test_a_process_of_another_host_may_still_run(store):
    store.open_session(replace(info(process=999_999), host="elsewhere"))
    store.begin(step())
    assert store.steps("s1")[0].outcome == "running"


def test_a_second_step_of_the_same_number_is_refused(store):
    store.open_session(info())
    store.begin(step())
    with pytest.raises(StorageError, match="recording `load`"):
        store.begin(replace(step(), id="other"))
    assert len(store.steps("s1")) == 1


def test_a_step_without_its_session_is_refused(store):
    with pytest.raises(StorageError, match="FOREIGN KEY"):
        store.begin(step())
