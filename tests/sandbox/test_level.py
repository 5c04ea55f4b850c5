"""Which levels this machine has: found by trying, said plainly when they are missing."""

import json
import subprocess
import sys

import pytest

from jupyter_analyst.errors import SandboxError
from jupyter_analyst.sandbox.walls import level
from jupyter_analyst.sandbox.walls.level import Level

# a process that may not make a call (number, first bits of an argument) looks for levels
WITHOUT = """
import json, platform, struct, sys
from jupyter_analyst.inside import seccomp
from jupyter_analyst.sandbox.walls import level

load = lambda at: struct.pack("=HBBI", 0x20, 0, 0, at)
refuse = lambda error: struct.pack("=HBBI", 0x06, 0, 0, 0x00050000 | error)
test = lambda over, value, kind=0x15: struct.pack("=HBBI", kind, 0, over, value)
landlock = load(0) + test(1, 444) + refuse(38)
column = platform.machine() != "x86_64"
namespaces = load(0) + test(3, (56, 220)[column]) + load(16) + test(1, 0x10000000, 0x45) + refuse(1)
allow = struct.pack("=HBBI", 0x06, 0, 0, 0x7FFF0000)
without = {"landlock": landlock, "namespaces": namespaces, "both": landlock + namespaces}
seccomp.install(without[sys.argv[1]] + allow)
print(json.dumps([[found.level, found.works, found.words] for found in level.probe()]))
for most in "BC":
    try:
        print(level.choose(most))
    except level.SandboxError as error:
        print(error.code, error.hint)
"""


@pytest.fixture(autouse=True)
def fresh():
    """What was found before does not count."""
    level.forget()
    yield
    level.forget()


def without(what):
    """Return what a process finds that cannot use something of the kernel, and what it chooses.

    The latter twice: where B is the weakest level that will do, and where C is.
    """
    command = [sys.executable, "-P", "-c", WITHOUT, what]
    ran = subprocess.run(command, check=True, capture_output=True, text=True, timeout=60)
    found, *chosen = ran.stdout.strip().split("\n")
    return [tuple(one) for one in json.loads(found)], chosen


@pytest.mark.sandbox
def test_all_levels_are_found_where_all_are(bubblewrap, landlock):
    found = level.probe()
    assert [(one.level, one.works) for one in found] == [("A", True), ("B", True), ("C", True)]
    assert level.choose("B") is Level.A


@pytest.mark.sandbox
def test_without_bubblewrap_the_second_level_is_taken(landlock, monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    first, second, _ = level.probe()
    assert (first.works, second.works) == (False, True)
    assert "not installed. Install it: `" in first.words
    assert level.choose("B") is Level.B


@pytest.mark.sandbox
def test_nothing_runs_below_the_level_that_was_asked_for(landlock, monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(SandboxError, match="Code is not run") as caught:
        level.choose("A")
    assert caught.value.code == "sandbox-refused"
    assert "Level A" in caught.value.hint
    assert "Level B" not in caught.value.hint


@pytest.mark.sandbox
def test_a_kernel_without_landlock_has_the_first_level_only(bubblewrap):
    (_, works_a, _), (_, works_b, words), _ = without("landlock")[0]
    assert (works_a, works_b) == (True, False)
    assert "Function not implemented" in words
    assert "Linux 5.13" in words


@pytest.mark.sandbox
def test_where_namespaces_are_refused_the_second_level_is_taken(bubblewrap, landlock):
    ((_, works_a, words), (_, works_b, _), _), chosen = without("namespaces")
    assert (works_a, works_b) == (False, True)
    assert "amespace" in words
    assert chosen == ["B", "B"]


@pytest.mark.sandbox
def test_where_nothing_works_code_is_refused_with_what_would_help_unless_limits_will_do(bubblewrap):
    (*_, (_, works_c, words)), (refused, chosen) = without("both")
    assert refused.startswith("sandbox-refused Level A: ")
    assert "Level B: " in refused
    assert (chosen, works_c) == ("C", True)
    assert "no walls: code can read your files and reach the network" in words


@pytest.mark.sandbox
def test_a_wall_with_a_hole_is_no_level(bubblewrap, monkeypatch):
    """Bubblewrap that shows a folder of the host is found out by the trial."""
    walls = level.bubblewrap._walls
    monkeypatch.setattr(
        level.bubblewrap,
        "_walls",
        lambda place, handle: [
            *walls(place, handle)[:-4],
            *("--ro-bind", str(place.runtime), str(place.runtime), "--chdir", "/scratch"),
        ],
    )
    found = level.standing(Level.A)
    assert not found.works
    assert "reading a file of the host is not refused" in found.words


def test_an_old_bubblewrap_is_no_level(monkeypatch, tmp_path):
    program = tmp_path / "bwrap"
    program.write_text("#!/bin/sh\necho bwrap: Unknown option --disable-userns >&2\nexit 1\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    found = level.standing(Level.A)
    assert not found.works
    assert "Version 0.8 or later" in found.words


@pytest.mark.parametrize(
    ("system", "levels"), [("Linux", "ABC"), ("Darwin", "BC"), ("Windows", "C"), ("Plan9", "")]
)
def test_each_system_has_its_levels(system, levels):
    for one in levels:
        words = level.method(Level(one), system).words
        assert ("Not tested on" in words) == (system != "Linux")
    for one in {*Level} - {*levels}:
        with pytest.raises(SandboxError, match=f"no level {one} on {system}"):
            level.method(one, system)


def test_the_weakest_level_is_last():
    assert Level.C.is_below("B")
    assert not Level.B.is_below("B")
    assert not Level.A.is_below("C")


def test_a_system_without_walls_says_so(monkeypatch):
    monkeypatch.setattr(level.platform, "system", lambda: "Windows")
    first, second, third = level.probe()
    assert (first.works, second.works, third.works) == (False, False, True)
    assert "Linux container" in first.words
    assert "Not tested on Windows" in third.words
