"""The walls of macOS: what is asked of Seatbelt; on hardware they are not tested."""

import re
import sys

import pytest

from jupyter_analyst.errors import SandboxError
from jupyter_analyst.inside.orders import VARIABLE, Orders
from jupyter_analyst.sandbox.limits import Limits
from jupyter_analyst.sandbox.place import Place
from jupyter_analyst.sandbox.walls import seatbelt
from jupyter_analyst.sandbox.walls.launch import Task


@pytest.fixture
def place(tmp_path):
    found = Place.make(tmp_path / 'a "quoted" \\ home')
    yield found
    found.close()


def rules(text):
    """Return the rules of a profile as what they do and their paths; fails if it is no list."""
    assert text.count("(") == text.count(")")
    lines = text.splitlines()
    assert lines[0] == "(version 1)"
    return [(line.partition(" (")[0].lstrip("("), line) for line in lines[1:]]


def test_all_is_refused_but_what_is_named(place):
    first, *allowed = rules(seatbelt.profile(place))
    assert first[0] == "deny default)"
    assert all(kind.startswith("allow ") for kind, _ in allowed)
    assert not any("file*" in kind or "default" in kind for kind, _ in allowed)


def test_only_scratch_and_sockets_can_be_written(place):
    writing = [line for kind, line in rules(seatbelt.profile(place)) if "file-write" in kind]
    paths = {path for line in writing for path in re.findall(r'"((?:[^"\\]|\\.)*)"', line)}
    ours = {str(place.scratch), str(place.sockets)}
    assert {path.replace('\\"', '"').replace("\\\\", "\\") for path in paths} == ours | {
        "/dev/null"
    }


def test_the_network_is_closed_but_for_sockets_of_its_own(place):
    network = [line for kind, line in rules(seatbelt.profile(place)) if "network" in kind]
    assert len(network) == 1
    assert "network-outbound" not in network[0]
    assert str(place.sockets) in network[0]


def test_no_process_can_be_started_but_python(place):
    text = seatbelt.profile(place)
    (starting,) = [line for kind, line in rules(text) if "process-exec" in kind]
    assert sys.executable in starting
    assert "process-fork" not in text


def test_data_can_be_read_and_the_home_cannot(place, tmp_path):
    (reading,) = [
        line for kind, line in rules(seatbelt.profile(place)) if kind == "allow file-read*"
    ]
    assert "shelf" in reading
    assert f'(subpath "{tmp_path}")' not in reading


def test_the_program_is_asked_with_the_profile(place, monkeypatch, tmp_path):
    program = tmp_path / "sandbox-exec"
    program.touch()
    monkeypatch.setattr(seatbelt, "PROGRAM", str(program))
    launch = seatbelt.prepared(Task(place, Limits()))
    assert launch.command[:3] == (str(program), "-p", seatbelt.profile(place))
    assert launch.command[3:6] == (sys.executable, "-P", "-m")
    monkeypatch.setenv(VARIABLE, launch.environment[VARIABLE])
    assert Orders.from_environment().walls == "none"


def test_a_macos_without_the_program_is_told(place, monkeypatch, tmp_path):
    monkeypatch.setattr(seatbelt, "PROGRAM", str(tmp_path / "gone"))
    with pytest.raises(SandboxError, match=r"sandbox-exec .* is not there"):
        seatbelt.prepared(Task(place, Limits()))
