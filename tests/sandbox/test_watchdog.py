"""What outgrows its memory, its folder or its threads is ended, and it is said why."""

import subprocess
import sys
import time

import psutil
import pytest

from jupyter_analyst.sandbox.limits import Limits
from jupyter_analyst.sandbox.watchdog import Watchdog

_PATIENCE_S = 20


@pytest.fixture
def watched(tmp_path):
    """A function that runs code in a process a watchdog watches, and returns both."""
    processes = []

    def watched(code, **limits):
        process = subprocess.Popen(
            [sys.executable, "-I", "-S", "-c", code],
            cwd=tmp_path,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            start_new_session=True,
        )
        processes.append(process)
        watchdog = Watchdog(process, (tmp_path,), Limits(**limits))
        watchdog.start()
        return process, watchdog

    yield watched
    for process in processes:
        process.kill()
        process.communicate()


@pytest.mark.parametrize(
    ("code", "limits", "why"),
    [
        ("x = b'x' * (200 << 20); input()", {"resident_mib": 100}, "more than 100 MiB of memory"),
        (
            "for i in range(3): open(str(i), 'wb').write(b'x' * (1 << 20))\ninput()",
            {"scratch_mib": 2},
            "more than 2 MiB of files",
        ),
        (
            "for i in range(600): open(str(i), 'w').close()\ninput()",
            {"scratch_mib": 2},
            "more than 2 MiB of files",
        ),
        (
            "import os; f = open('x', 'wb'); os.unlink('x'); f.write(b'x' * (3 << 20)); input()",
            {"scratch_mib": 2},
            "more than 2 MiB of files",
        ),
        (
            "import os\nfor _ in range(70): os.mkdir('d'); os.chdir('d')\ninput()",
            {},
            "MiB of files",
        ),
        (
            "import threading\nfor _ in range(9): threading.Thread(target=input).start()",
            {"threads": 5},
            "more than 5 threads",
        ),
        (
            "import os\nif os.fork() == 0: x = b'x' * (200 << 20)\ninput()",
            {"resident_mib": 100},
            "more than 100 MiB of memory",
        ),
    ],
    ids=["memory", "files", "names", "no name", "depth", "threads", "children"],
)
def test_what_uses_too_much_is_ended(watched, code, limits, why):
    process, watchdog = watched(code, **limits)
    assert process.wait(_PATIENCE_S) == -9
    watchdog.join(_PATIENCE_S)
    assert why in watchdog.why


def test_what_cannot_be_watched_any_more_is_ended(watched, monkeypatch):
    def fails(_):
        raise RuntimeError

    process, watchdog = watched("input()")
    monkeypatch.setattr(watchdog, "_processes", fails.__get__(watchdog))
    assert process.wait(_PATIENCE_S) == -9
    watchdog.join(_PATIENCE_S)
    assert watchdog.why == "It could not be watched any more."


def test_what_keeps_to_its_limits_is_left_alone(watched):
    process, watchdog = watched("open('x', 'wb').write(b'x' * 1000); input()")
    process.communicate(b"\n", timeout=_PATIENCE_S)
    watchdog.join(_PATIENCE_S)
    assert not watchdog.is_alive()
    assert (process.returncode, watchdog.why) == (0, "")


def test_files_are_counted_seldom_while_nothing_works_and_at_once_when_it_has(tmp_path):
    code = "print(1, flush=True); input(); sum(range(10**7)); print(2, flush=True); input()"
    with subprocess.Popen(
        [sys.executable, "-I", "-S", "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        counted = []
        watchdog = Watchdog(process, (tmp_path,), Limits())  # asked here, not from its thread
        watchdog._measure = lambda: counted.append(watchdog) or ""
        assert process.stdout.readline() == b"1\n"
        until = time.monotonic() + _PATIENCE_S
        while psutil.Process(process.pid).status() != psutil.STATUS_SLEEPING:
            assert time.monotonic() < until
        watchdog._see()
        assert [(watchdog._see(), len(counted))[1] for _ in range(10)] == [1] * 4 + [2] * 5 + [3]
        process.stdin.write(b"\n")
        process.stdin.flush()
        assert process.stdout.readline() == b"2\n"
        watchdog._see()
        assert len(counted) == 4
        process.kill()


def test_what_lies_there_without_any_work_is_found_too(watched, tmp_path):
    process, watchdog = watched("print('asleep', flush=True); input()", scratch_mib=2)
    assert process.stdout.readline() == b"asleep\n"
    (tmp_path / "x").write_bytes(bytes(3 << 20))
    assert process.wait(_PATIENCE_S) == -9
    watchdog.join(_PATIENCE_S)
    assert "more than 2 MiB of files" in watchdog.why


def test_a_process_that_called_itself_something_odd_is_measured_all_the_same(watched):
    code = (
        "open('/proc/self/comm', 'w').write(') R 1 (2) \\n 3'); x = b'x' * (100 << 20)\n"
        "print('more', flush=True); input()"
    )
    process, watchdog = watched(code)
    assert process.stdout.readline() == b"more\n"
    assert 100 < watchdog.peak_mib < 150


def test_the_most_memory_is_kept_until_it_is_forgotten(watched):
    code = (
        "x = b'x' * (100 << 20); print('more', flush=True); input()\n"
        "del x; print('less', flush=True); input()"
    )
    process, watchdog = watched(code)
    assert process.stdout.readline() == b"more\n"
    most = watchdog.peak_mib
    assert 100 < most < 150
    process.stdin.write(b"\n")
    process.stdin.flush()
    assert process.stdout.readline() == b"less\n"
    assert watchdog.peak_mib == most
    watchdog.forget_peak()
    assert watchdog.peak_mib < 50


def test_memory_of_what_has_ended_can_still_be_asked_for(watched):
    process, watchdog = watched("pass")
    process.wait(_PATIENCE_S)
    watchdog.join(_PATIENCE_S)
    assert watchdog.peak_mib >= 0
