"""A host that is killed at any moment leaves no process, and no folder after the next start."""

import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress

import psutil
import pytest

from jupyter_analyst.sandbox.place import Place

pytestmark = [pytest.mark.sandbox, pytest.mark.slow]

HOST = """
import os, signal, sys, threading
from pathlib import Path
from jupyter_analyst.sandbox import Sandbox, worker
from jupyter_analyst.sandbox.walls import level
from jupyter_analyst.sandbox.walls.launch import KERNEL, Launch
from jupyter_analyst.sandbox.walls.level import Level, Standing

home, moment, wanted = Path(sys.argv[1]), sys.argv[2], Level(sys.argv[3])
for one in Level:
    if one < wanted:  # or a stronger one would be taken
        level._found[one] = Standing(one, works=False, words="")
start, connect, n_kernels = Launch.start, worker.Worker.connect, 0

def tell(process):
    print(process.pid, flush=True)
    if moment in {"the trial starts", "it starts"}:
        os.kill(os.getpid(), signal.SIGKILL)

def started(launch, place):
    global n_kernels
    process = start(launch, place)
    n_kernels += KERNEL in launch.command
    if moment == "the trial starts" or n_kernels == 1 + (moment == "the spare starts"):
        tell(process)
    return process

def ready(worker):
    connect(worker)
    if moment == "it has started":
        os.kill(os.getpid(), signal.SIGKILL)

Launch.start, worker.Worker.connect = started, ready
box = Sandbox(home, spare=moment == "the spare starts", ask_below="C")
box.run("1")
if moment == "code runs":
    box.run("print(1, flush=True)\\nwhile True: pass", show=lambda output: print("now", flush=True))
threading.Event().wait()
"""
MOMENTS = ["the trial starts", "it starts", "it has started", "code runs", "the spare starts"]
PATIENCE_S = 30
"""How long what is still starting may take to see that nobody is there; it would live for ever."""

AT_ONCE_S = 2


@pytest.fixture(params=["A", "B", "C"])
def level(request):
    """Each level in turn, also the one without walls."""
    needed = {"A": "bubblewrap", "B": "landlock"}.get(request.param)
    if needed:
        request.getfixturevalue(needed)
    return request.param


def family(pid):
    """Return a process and all that came of it."""
    with suppress(psutil.NoSuchProcess):
        process = psutil.Process(pid)
        return [process, *process.children(recursive=True)]
    return []


def working_in(folder):
    """Return the processes that were started for a folder, whoever their parent is."""
    return [one for one in psutil.process_iter() if str(folder) in " ".join(_told(one))]


def still_alive(processes, within_s):
    """Return those that do not end; one that nobody asks what became of it has ended."""
    until = time.monotonic() + within_s
    while (alive := [*filter(_runs, processes)]) and time.monotonic() < until:
        threading.Event().wait(0.02)
    return alive


def _runs(process):
    with suppress(psutil.NoSuchProcess):
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    return False


def _told(process):
    with suppress(psutil.Error):
        return [*process.cmdline(), *process.environ().values()]
    return []


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_host_that_is_killed_leaves_nothing(tmp_path, level, moment):
    short = tmp_path / "t"
    short.mkdir()
    home = tmp_path / "home"
    command = [sys.executable, "-c", HOST, str(home), moment, level]
    environment = os.environ | {"TMPDIR": str(short)}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as host:
        pid = int(host.stdout.readline())
        if moment == "code runs":
            assert host.stdout.readline() == "now\n"
        processes = family(pid)
        if moment not in {"the trial starts", "it starts", "it has started"}:
            host.send_signal(signal.SIGKILL)
        assert host.wait(60) == -signal.SIGKILL
        processes += working_in(tmp_path)
        patience = PATIENCE_S if moment.endswith("starts") else AT_ONCE_S
        alive = still_alive({*processes} - {psutil.Process()}, patience)
    for process in alive:
        process.kill()
    assert alive == []
    assert [*short.iterdir()], "there was nothing to sweep"
    Place.make(home).close()
    assert [path.name for path in (home / "sandbox").iterdir() if path.is_dir()] == []
    assert [*short.iterdir()] == []
