"""Which levels this machine has: found by trying, said plainly when they are missing."""

import json
import subprocess
import sys

import pytest

from jupyter_analyst.errors import SandboxError
from jupyter_analyst.sandbox import level
from jupyter_analyst.sandbox.level import Level

# a process that may not make a call (number, first bits of an argument) looks for levels
WITHOUT = """
import json, platform, struct, sys
from jupyter_analyst.inside import seccomp
from jupyter_analyst.sandbox import level

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
try:
    print(level.choose("B"))
except level.SandboxError as error:
    print(error.code, error.hint)
"""


@pytest.fixture(autouse=True)
def fresh():
    """What was found before does not count."""
    level.standing.cache_clear()
    yield
    level.standing.cache_clear()


def without(what):
    """Return what a process finds that cannot use something of the kernel, and what it chooses."""
    command = [sys.executable, "-P", "-c", WITHOUT, what]
    ran = subprocess.run(command, check=True, capture_output=True, text=True, timeout=60)
    found, chosen = ran.stdout.strip().split("\n", 1)
    return [tuple(one) for one in json.loads(found)], chosen


@pytest.mark.sandbox
def test_both_levels_are_found_where_both_are(bubblewrap, landlock):
    found = level.probe()
    assert [(one.level, one.works) for one in found] == [("A", True), ("B", True)]
    assert level.choose("B") is Level.A


@pytest.mark.sandbox
def test_without_bubblewrap_the_second_level_is_taken(landlock, monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    first, second = level.probe()
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
    (_, works_a, _), (_, works_b, words) = without("landlock")[0]
    assert (works_a, works_b) == (True, False)
    assert "Function not implemented" in words
    assert "Linux 5.13" in words


@pytest.mark.sandbox
def test_where_namespaces_are_refused_the_second_level_is_taken(bubblewrap, landlock):
    ((_, works_a, words), (_, works_b, _)), chosen = without("namespaces")
    assert (works_a, works_b) == (False, True)
    assert "amespace" in words
    assert chosen == "B"


@pytest.mark.sandbox
def test_where_nothing_works_code_is_refused_with_what_would_help(bubblewrap):
    _, chosen = without("both")
    assert chosen.startswith("sandbox-refused Level A: ")
    assert "Level B: " in chosen


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
