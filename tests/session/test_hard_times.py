"""A full disk, two kernels, a killed kernel: one plain message each, nothing half-stored."""

import os
import subprocess
import sys
import time

import pytest

from jupyter_analyst import Session
from jupyter_analyst.settings import configure

LOAD = """
import sys
from jupyter_analyst import analyst
from jupyter_analyst.errors import AnalystError

try:
    print(analyst.load(sys.argv[1], "heart"))
except AnalystError as error:
    print(error.code, error)
home = analyst.services.settings.home
print(analyst.services.catalog.names(), [path.name for path in home.rglob(".*")])
"""


def environment(home):
    return os.environ | {"ANALYST_HOME": str(home)}


@pytest.mark.parametrize("free", [300_000, 120_000, 8_000])
def test_a_full_disk_is_one_message_and_nothing_is_half_stored(bubblewrap, tmp_path, free):
    """The first two have room for the store but not for the rows, the last for neither."""
    table = tmp_path / "numbers.csv"
    noise = "\n".join(
        f"{(i * 7919) % 1_000_003},{(i * 104_729) % 1_000_033}" for i in range(60_000)
    )
    table.write_text(f"a,b\n{noise}\n")
    disk = tmp_path / "disk"
    disk.mkdir()
    walled = [bubblewrap, "--dev-bind", "/", "/", "--size", str(free), "--tmpfs", str(disk)]
    done = subprocess.run(
        [*walled, sys.executable, "-c", LOAD, str(table)],
        env=environment(disk / "home"),
        capture_output=True,
        text=True,
        check=False,
    )
    said = done.stdout.splitlines()
    assert said, done.stderr
    assert said[0].startswith("disk-full"), done.stdout
    assert "run this again" in said[0]
    assert "[] []" in done.stdout or free == 8_000


@pytest.mark.parametrize("is_there", [False, True])
def test_a_home_that_cannot_be_written_is_one_message(bubblewrap, tmp_path, heart_file, is_there):
    (tmp_path / "home").mkdir(exist_ok=True)
    home = tmp_path / "home" / ("" if is_there else "deeper")
    walled = [bubblewrap, "--dev-bind", "/", "/", "--ro-bind", str(tmp_path), str(tmp_path)]
    done = subprocess.run(
        [*walled, sys.executable, "-c", LOAD, str(heart_file)],
        env=environment(home),
        capture_output=True,
        text=True,
        check=False,
    )
    said = done.stdout.splitlines()
    assert said[0].startswith("folder-readonly"), done.stderr
    assert "%analyst config home FOLDER" in said[0]


def test_two_kernels_can_load_the_same_file_at_once(home, heart_file):
    command = [sys.executable, "-c", LOAD, str(heart_file)]
    both = [
        subprocess.Popen(command, env=environment(home), stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    said = [process.communicate(timeout=60)[0].splitlines() for process in both]
    assert [lines[0] for lines in said] == [said[0][0]] * 2
    assert said[0][0].startswith("heart: 299 rows")
    session = Session(configure())
    (row,) = session.datasets()
    assert row["Versions"] == "1"
    assert [entry["Steps"] for entry in session.sessions()] == ["1", "1"]


def test_a_killed_kernel_leaves_an_interrupted_step(home, heart_file):
    code = """
import sys, time
from jupyter_analyst import analyst
import jupyter_analyst.session.analysis as analysis

analyst.load(sys.argv[1], "heart")
analysis.profile_of = lambda dataset: (print("running", flush=True), time.sleep(60))
analyst.profile()
"""
    command = [sys.executable, "-c", code, str(heart_file)]
    process = subprocess.Popen(command, env=environment(home), stdout=subprocess.PIPE, text=True)
    assert process.stdout.readline().strip() == "running"
    journal = Session(configure()).services.journal
    (info,) = journal.sessions()
    assert [step.outcome for step in journal.steps(info.id)] == ["ok", "running"]
    process.kill()
    process.wait(10)
    process.stdout.close()
    assert [step.outcome for step in journal.steps(info.id)] == ["ok", "interrupted"]


def test_a_store_another_kernel_holds_is_waited_for(heart, home, heart_file):
    """SQLite lets one process write at a time; the others wait instead of failing."""
    code = f"""
import sqlite3, time
connection = sqlite3.connect({str(home / "analyst.sqlite")!r}, isolation_level=None)
connection.execute("begin immediate")
print("held", flush=True)
time.sleep(1)
connection.execute("commit")
"""
    holder = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert holder.stdout.readline().strip() == "held"
    started = time.monotonic()
    heart.describe(columns=["age"])
    assert time.monotonic() - started > 0.2
    holder.communicate(timeout=10)
    assert [step.outcome for step in heart.journal.steps(heart.id)] == ["ok", "ok"]
