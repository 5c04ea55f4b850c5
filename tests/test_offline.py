"""Nothing leaves the machine: the whole main job makes no connection and needs none."""

import os
import subprocess
import sys

import pytest

JOB = """
import os, socket, sys
reached = []

def watch(event, arguments):
    if event == "socket.connect" and arguments[0].family == socket.AF_UNIX:
        return  # a file of this machine: the sandbox
    if event in {"socket.connect", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname"}:
        reached.append((event, str(arguments[-1] if event.startswith("socket.c") else arguments)))

sys.addaudithook(watch)
from jupyter_analyst import analyst
from jupyter_analyst.data import connect

analyst.load(sys.argv[1], "heart")
analyst.profile().to_html()
analyst.describe()
analyst.correlation(columns=["age", "time"])
analyst.ttest_ind(value="age", by="DEATH_EVENT")
analyst.km(time="time", event="DEATH_EVENT")
analyst.chart(x="age")
assert analyst.ask("What is the mean age?").outcome == "answered"
analyst.save("heart.ipynb")
analyst.report("heart.docx")
engine = connect(analyst.dataset())
query = "select value from duckdb_settings() where name = ?"
for name in ("autoinstall_known_extensions", "autoload_known_extensions"):
    assert engine.execute(query, [name]).fetchall() == [("false",)], name
print("reached", reached)
"""


@pytest.fixture
def job(tmp_path, heart_file, home):
    return {
        "args": [sys.executable, "-c", JOB, str(heart_file)],
        "cwd": tmp_path,
        "env": os.environ | {"ANALYST_HOME": str(home)},
        "capture_output": True,
        "text": True,
        "check": False,
    }


@pytest.mark.slow
@pytest.mark.sandbox
def test_the_main_job_opens_no_connection(job):
    done = subprocess.run(**job)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "reached []"


def test_the_main_job_needs_no_network(job, bubblewrap, tmp_path):
    walled = [bubblewrap, "--dev-bind", "/", "/", "--unshare-net", "--chdir", str(tmp_path)]
    done = subprocess.run(**job | {"args": [*walled, *job["args"]]})
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "heart.docx").stat().st_size > 10_000


def test_the_watch_would_see_a_connection(job):
    code = JOB.split("from jupyter_analyst")[0] + (
        "s = socket.socket(); s.settimeout(1)\n"
        "try: s.connect(('127.0.0.1', 9))\n"
        "except OSError: pass\n"
        "print('reached', len(reached))"
    )
    done = subprocess.run(**job | {"args": [sys.executable, "-c", code]})
    assert done.stdout.splitlines()[-1] == "reached 1"


def test_bubblewrap_really_walls_off(bubblewrap):
    code = "import socket; socket.create_connection(('192.0.2.1', 9), timeout=2)"
    walled = [bubblewrap, "--dev-bind", "/", "/", "--unshare-net"]
    done = subprocess.run([*walled, sys.executable, "-c", code], capture_output=True, text=True)
    assert "Network is unreachable" in done.stderr
