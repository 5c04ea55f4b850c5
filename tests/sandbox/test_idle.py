"""What nobody uses is stopped, and that is announced beforehand."""

import threading
import time

import pytest

from jupyter_analyst.sandbox import Limits, Sandbox
from jupyter_analyst.sandbox.idle import Idle

PATIENCE_S = 20


@pytest.fixture
def counted():
    """A function that makes a short count, and the events of its announcement and its stop."""
    made = []

    def counted(idle_s, notice_s):
        events = threading.Event(), threading.Event()
        made.append(Idle(idle_s, notice_s, events[0].set, events[1].set))
        return made[-1], *events

    yield counted
    for one in made:
        one.end()


def test_it_is_announced_then_stopped(counted):
    idle, announced, stopped = counted(0.4, 0.3)
    idle.begin()
    assert idle.left_s is None
    assert announced.wait(PATIENCE_S)
    assert not stopped.is_set()
    assert idle.left_s <= 0.3
    assert stopped.wait(PATIENCE_S)
    assert idle.left_s is None


def test_what_is_used_again_counts_anew(counted):
    idle, announced, stopped = counted(60, 59.9)
    idle.begin()
    assert announced.wait(PATIENCE_S)
    assert idle.left_s > 0
    idle.pause()
    assert idle.left_s is None
    idle.begin()
    assert 59 < idle._left() <= 60
    assert not stopped.is_set()


def test_what_is_in_use_is_never_stopped(counted):
    idle, announced, stopped = counted(0.1, 0.05)
    idle.begin()
    idle.pause()
    assert not announced.wait(0.5)
    assert not stopped.is_set()
    idle.begin()
    assert stopped.wait(PATIENCE_S)


def test_what_is_ended_is_not_stopped(counted):
    idle, announced, stopped = counted(0.1, 0.05)
    idle.begin()
    idle.end()
    assert not announced.wait(0.3)
    assert not stopped.is_set()


@pytest.mark.sandbox
@pytest.mark.slow
def test_an_unused_sandbox_says_when_it_stops_and_the_next_run_says_that_it_did(level, tmp_path):
    told = threading.Event()

    class Owner:
        def changed(self):
            told.set()

    owner = Owner()
    limits = Limits(idle_s=4, notice_s=3.5)
    box = Sandbox(tmp_path, limits=limits, refuse_below=level, spare=False, changed=owner.changed)
    try:
        assert box.run("x = 1; x").text == "1"
        assert told.wait(PATIENCE_S)
        assert "stops in" in box.state().notice
        until = time.monotonic() + PATIENCE_S
        while box.state().pid is not None:
            assert time.monotonic() < until
            time.sleep(0.05)
        ran = box.run("x")
        assert "stopped after 4.0 s without a run; its variables are gone" in ran.text
        assert ran.fault.startswith("NameError")
        assert box.run("1").text == "1"  # and it is said once
    finally:
        box.close()
