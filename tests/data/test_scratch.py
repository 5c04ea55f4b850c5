"""What is unpacked for a while is gone afterwards, also when its process was killed."""

import gzip
import signal
import subprocess
import sys
import tempfile

import pytest

from jupyter_analyst.data.sources.scratch import Scratch, sweep

_KILLED = """
import os, signal, sys
from jupyter_analyst import data
from jupyter_analyst.data.sources.scratch import Scratch

spend = Scratch.spend

def killed(self, n_bytes, what):
    spend(self, n_bytes, what)
    if self._n_bytes > 2_000_000:
        os.kill(os.getpid(), signal.SIGKILL)

Scratch.spend = killed
data.read(sys.argv[1])
"""
_STARTED = """
import sys
from pathlib import Path
import pyarrow as pa
from jupyter_analyst import data
data.Catalog(Path(sys.argv[1])).keep(data.read(pa.table({"x": [1]})), "next")
"""


@pytest.fixture
def places(tmp_path, monkeypatch):
    """Return a folder for temporary files, which this and other processes use, and a home."""
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    monkeypatch.setattr(tempfile, "tempdir", None)
    return temporary, tmp_path / "home"


def run(script, *arguments):
    command = [sys.executable, "-c", script, *map(str, arguments)]
    return subprocess.run(command, check=False, timeout=120).returncode


def files(folder):
    return [path for path in folder.rglob("*") if path.is_file()]


def test_a_copy_a_killed_process_was_unpacking_is_gone_when_a_catalog_is_used(places, tmp_path):
    temporary, home = places
    path = tmp_path / "packed.csv.gz"
    path.write_bytes(gzip.compress(b"a,b\n" + b"1,2\n" * 3_000_000))
    assert run(_KILLED, path) == -signal.SIGKILL
    assert any(file.stat().st_size > 1_000_000 for file in files(temporary))
    assert run(_STARTED, home) == 0
    assert list(temporary.iterdir()) == []


def test_copies_of_a_living_process_stay_until_it_needs_them_no_more(places):
    temporary, home = places
    with Scratch(None) as scratch:
        copy = scratch.write([b"a,b\n"], "small.csv", "The file has")
        assert run(_STARTED, home) == 0
        assert copy.path.read_bytes() == b"a,b\n"
        assert copy.path.parent.parent.stat().st_mode & 0o777 == 0o700
    assert list(temporary.iterdir()) == []


def test_what_was_not_made_so_is_left_alone(places):
    temporary, home = places
    other = temporary / "jupyter-analyst-notes"
    other.mkdir()
    (temporary / "jupyter-analyst-begun.lock").touch()
    before = sorted(temporary.iterdir())
    assert run(_STARTED, home) == 0
    assert sorted(temporary.iterdir()) == before


@pytest.mark.parametrize("end", ["", ".lock"])
def test_a_link_that_lies_in_wait_is_not_followed(places, tmp_path, end):
    temporary, _ = places
    treasure = tmp_path / "treasure"
    treasure.mkdir()
    (treasure / "kept.txt").write_text("kept")
    trap, other = (temporary / f"jupyter-analyst-x{part}" for part in ("", ".lock"))
    if end:
        trap.mkdir()
        other.symlink_to(treasure / "kept.txt")
    else:
        trap.symlink_to(treasure)
        other.touch()
    before = sorted(temporary.iterdir())
    sweep()
    assert sorted(temporary.iterdir()) == before
    assert (treasure / "kept.txt").read_text() == "kept"
