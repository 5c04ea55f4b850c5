"""Two runs at a time, of all sandboxes that share a home, in all processes."""

import subprocess
import sys
import threading

import pytest

from jupyter_analyst.errors import SandboxError
from jupyter_analyst.sandbox.turns import turn

HOLD = """
import sys
from pathlib import Path
from jupyter_analyst.sandbox.turns import turn
with turn(Path(sys.argv[1]), 2, 5):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def other(tmp_path):
    """A process that holds a turn."""
    command = [sys.executable, "-c", HOLD, str(tmp_path)]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert process.stdout.readline() == b"held\n"
    yield process
    process.kill()
    process.communicate()


def test_the_third_is_told_that_two_are_under_way(tmp_path, other):
    with turn(tmp_path, 2, 1), pytest.raises(SandboxError, match="2 runs are under way") as caught:
        turn(tmp_path, 2, 0.1).__enter__()
    assert "waited 0.1 s" in caught.value.message


def test_a_turn_of_a_killed_process_is_free_again(tmp_path, other):
    with turn(tmp_path, 2, 1):
        other.kill()
        other.wait()
        with turn(tmp_path, 2, 5):
            pass


def test_the_third_begins_when_one_ends(tmp_path):
    begun = threading.Event()

    def third():
        with turn(tmp_path, 2, 20):
            begun.set()

    with turn(tmp_path, 2, 1):
        with turn(tmp_path, 2, 1):
            thread = threading.Thread(target=third)
            thread.start()
            assert not begun.wait(0.2)
        assert begun.wait(20)
    thread.join()


def test_who_gives_up_waits_no_longer(tmp_path):
    with turn(tmp_path, 1, 1), pytest.raises(SandboxError, match="was stopped"):
        turn(tmp_path, 1, 60, lambda: True).__enter__()
