"""Hostile or unlucky code costs at most its kernel: one plain message, and the next run works."""

import json
import os
import resource
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import psutil
import pytest

from jupyter_analyst.sandbox import Limits, Sandbox

pytestmark = [pytest.mark.sandbox, pytest.mark.slow]

PATIENCE_S = 30
OURS = {"lock", "turn-0", "turn-1"}
"""Locks, which are kept for the next sandbox on the home."""
MIB = 2**20


@pytest.fixture(scope="module")
def box(level, tmp_path_factory):
    """One sandbox on a level, with a spare."""
    limits = Limits(wall_s=20, address_space_mib=3000)
    sandbox = Sandbox(tmp_path_factory.mktemp("hard-home"), refuse_below=level, limits=limits)
    yield sandbox
    sandbox.close()


@pytest.fixture(autouse=True)
def next_run_works(box):
    """Whatever a test did, the next run works."""
    yield
    assert box.run("1 + 1").text == "2"


def wait_until(holds):
    """Look until something holds, not for ever."""
    until = time.monotonic() + PATIENCE_S
    while not holds():
        assert time.monotonic() < until
        threading.Event().wait(0.02)


DIED = "The code ended the sandbox. It is restarted; its variables are gone."
FLOODED = "Stopped: it showed more than 10 MB; its variables are kept."
RAW = """
from jupyter_client.session import Session
kernel = get_ipython().kernel
def forge(kind, content, parent, socket="iopub"):
    message = kernel.session.msg(kind, content, parent=parent)
    kernel.iopub_socket.send_multipart(kernel.session.serialize(message))
mine = kernel.get_parent("shell")
"""


@pytest.mark.parametrize(
    ("code", "status", "fault"),
    [
        ("import os; os._exit(1)", "died", DIED),
        ("exit()", "died", DIED),
        ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", "died", DIED),
        ("import sys; sys.exit(3)", "error", "SystemExit: 3."),
        ("import os; os.fork()", "error", "PermissionError: [Errno 1] Operation not permitted."),
        ("import subprocess; subprocess.run(['ls'])", "error", "PermissionError: "),
        ("!ls", "error", "PermissionError: "),
        ("bytearray(10**11)", "error", "It needed more memory than the 3,000 MB it may use; "),
        ("x = []\nwhile True: x.append(bytearray(10**7))", "", "memory"),
        ("import numpy; numpy.ones(10**10)", "error", "It needed more memory than the 3,000 MB"),
        ("open('/etc/shadow')", "error", ""),
        ("import urllib.request; urllib.request.urlopen('http://192.0.2.1')", "error", ""),
        ("print('x' * 100_000_000)", "error", FLOODED),
        ("while True: print('x' * 1_000, flush=True)", "error", FLOODED),
        ("while True: print('x' * 100_000)", "", ""),  # it may run out of memory first
        ("display('x' * 20_000_000)", "error", FLOODED),
        ("raise ValueError('x' * 20_000_000)", "error", FLOODED),
        ("'x' * 20_000_000", "error", FLOODED),
        (
            "for i in range(3000): display(i)",
            "error",
            "Stopped: it showed more than 1,000 outputs; its variables are kept.",
        ),
    ],
)
def test_it_ends_with_one_plain_message(box, code, status, fault):
    ran = box.run(code)
    assert fault in ran.fault, ran.fault
    assert ran.status == status or not status
    assert ran.fault.strip()
    assert len(json.dumps(ran.to_json())) < 12_000_000


@pytest.mark.parametrize("n", [30_000_000, 100_000_000])
def test_a_flood_does_not_fill_the_memory_of_the_host(box, n):
    box.run("1")
    before = _most_memory()
    assert box.run(f"print('x' * {n})").fault == FLOODED
    assert _most_memory() - before < 20 * MIB


def _most_memory():
    """Return the most memory this process ever held, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def test_variables_survive_a_flood(box):
    box.run("kept = 1")
    box.run("print('x' * 100_000_000)")
    box.run("raise ValueError('x' * 20_000_000)")
    assert box.run("kept").text == "1"


@pytest.mark.parametrize(
    ("code", "told"),
    [
        (
            "from IPython.display import HTML; HTML('<script>alert(1)</script>')",
            "text/html, script",
        ),
        ("from IPython.display import Javascript; Javascript('1')", "application/javascript"),
        ("display({'text/vnd.mermaid': 'graph TD'}, raw=True)", "text/vnd.mermaid"),
    ],
)
def test_what_would_act_in_the_page_is_told_and_not_shown(box, code, told):
    ran = box.run(code)
    assert ran.status == "ok"
    assert [output["output_type"] for output in ran.outputs] == ["stream"]
    assert ran.text == f"Not shown: {told}."


def test_code_that_does_not_let_itself_be_stopped_is_ended(box):
    code = "import time\nwhile True:\n  try:\n    time.sleep(9)\n  except KeyboardInterrupt: pass"
    started = time.monotonic()
    ran = box.run(code, timeout_s=0.5)
    assert ran.status == "timeout"
    assert (
        ran.fault == "Stopped after 0.5 s; did not stop and was restarted; its variables are gone."
    )
    assert time.monotonic() - started < 6
    assert box.run("1").status == "ok"


@pytest.mark.parametrize(
    "forged",
    [
        "forge('status', {'execution_state': 'idle'}, {'header': {'msg_id': 'another'}})",
        "forge('stream', {'name': 'stdout', 'text': 'forged'}, None)",
        "forge('stream', b'5', mine)",
        "forge('stream', b'[' * 100_000, mine)",
        "forge('stream', {'name': [], 'text': {}}, mine)",
        "forge('error', {'traceback': 5}, mine)",
        "forge('execute_result', {'data': [1], 'metadata': 7, 'transient': 'x'}, mine)",
        'forge(\'display_data\', b\'{"data": {"text/plain": "\\\\ud800"}}\', mine)',
        "forge('comm_open', {'comm_id': 'x', 'target_name': 'jupyter_analyst', 'data': {}}, mine)",
        "kernel.iopub_socket.send_multipart([b'junk'])",
        "kernel.iopub_socket.send_multipart([b'<IDS|MSG>', b'sig', *[b'{'] * 4])",
        "kernel.session.key = b'x'; forge('stream', {'name': 'stdout', 'text': 'forged'}, mine)",
    ],
)
def test_forged_messages_do_no_harm(box, forged):
    if "session.key" in forged:
        forged = f"key = kernel.session.key\n{forged}\nkernel.session.key = key"
    ran = box.run(f"{RAW}\n{forged}\nprint('real')")
    assert ran.status == ("error" if "forge('error'" in forged else "ok"), ran.fault
    assert "forged" not in ran.text
    assert "real" in ran.text


def test_a_forged_end_only_ends_the_run(box):
    code = f"{RAW}\nforge('status', {{'execution_state': 'idle'}}, mine)\nwhile True: pass"
    started = time.monotonic()
    assert box.run(code).status == "ok"
    assert time.monotonic() - started < 5
    assert box.run("1", timeout_s=0.5).status == "timeout"


def test_a_kernel_killed_from_outside_is_replaced(box):
    box.run("x = 1")
    first = box.state().pid
    os.kill(first, signal.SIGKILL)
    wait_until(lambda: not box._worker.alive())
    assert box.run("x").fault == "NameError: name 'x' is not defined."
    assert box.state().pid != first


def _runs(pid):
    return psutil.pid_exists(pid) and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE


def test_too_much_memory_in_use_is_said(level, tmp_path):
    limits = Limits(resident_mib=400, address_space_mib=4000)
    sandbox = Sandbox(tmp_path, refuse_below=level, limits=limits, spare=False)
    ran = sandbox.run("import numpy\nx = numpy.ones(10**8)")
    sandbox.close()
    assert ran.status == "died"
    assert ran.fault.startswith("It held more than 400 MiB of memory.")


def test_a_restart_forgets_variables_and_files(box):
    box.run("x = 1; open('file', 'w').close()")
    box.restart()
    assert box.run("import os; 'x' in globals(), os.path.exists('file')").text == "(False, False)"


def test_a_restart_ends_what_runs(box):
    restart = threading.Thread(target=box.restart)
    ran = box.run("print(1, flush=True)\nwhile True: pass", show=lambda _: restart.start())
    restart.join(PATIENCE_S)
    assert ran.status == "died"
    assert ran.fault == "The sandbox was restarted; its variables are gone."


def test_a_spare_waits_and_sees_the_same_data(box, tmp_path):
    import pandas as pd

    file = tmp_path / "rows.parquet"
    pd.DataFrame({"x": [1, 2]}).to_parquet(file)
    assert box.run("1").status == "ok"
    wait_until(lambda: box.state().spare)
    box.offer("rows", file)
    for _ in "one that was there before the offer", "one that was made after it":
        wait_until(lambda: box.state().spare)
        pid = box.state().pid
        box.run("import os; os._exit(1)")
        ran = box.run("from jupyter_analyst import data; len(data.open('rows'))")
        assert ran.text == "2"
        assert box.state().pid != pid


def test_warming_starts_in_the_background(level, tmp_path):
    sandbox = Sandbox(tmp_path, refuse_below=level, spare=False)
    started = time.monotonic()
    sandbox.warm()
    assert time.monotonic() - started < 0.5
    assert sandbox.state().words == "starting"
    wait_until(lambda: sandbox.state().words == "ready")
    assert sandbox.run("1").status == "ok"
    assert not sandbox.state().spare
    sandbox.close()


def test_closing_while_it_starts_leaves_nothing(level, tmp_path):
    sandbox = Sandbox(tmp_path, refuse_below=level)
    sandbox.warm()
    sandbox.close()
    assert not [path for path in tmp_path.rglob("*") if path.is_file() and path.name not in OURS]


HOST = """
import sys
from pathlib import Path
from jupyter_analyst.sandbox import Sandbox

sandbox = Sandbox(Path(sys.argv[2]), refuse_below=sys.argv[1], spare=False)
sandbox.run("x = 1")
shown = lambda output: print(output.get("text", "").strip(), flush=True)
try:
    ran = sandbox.run(sys.argv[3], show=shown)
    print(ran.status, ran.fault, flush=True)
    print(sandbox.run("x").text, flush=True)
except KeyboardInterrupt:
    print("went on", sandbox.run("x").fault, flush=True)
"""
STUBBORN = """
import time
said = "now"
while True:
    try:
        print(said, flush=True)
        time.sleep(9)
    except KeyboardInterrupt:
        said = "again"
"""


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (
            "print('now', flush=True)\nwhile True: pass",
            ["now", "", "error Interrupted; its variables are kept.", "1"],
        ),
        (STUBBORN, ["now", "again", "went on NameError: name 'x' is not defined."]),
    ],
    ids=["once", "twice"],
)
def test_pressing_stop_in_the_host_stops_the_code(level, tmp_path, code, expected):
    """Once keeps the variables; the second time, before it stopped, the interrupt goes on."""
    command = [sys.executable, "-c", HOST, level, str(tmp_path), code]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as host:
        said = []
        for line in host.stdout:
            said.append(line.strip())
            if said[-1] in {"now", "again"}:
                host.send_signal(signal.SIGINT)
    assert said == expected
    assert host.returncode == 0


def test_the_sandbox_ends_with_python(level, tmp_path):
    code = (
        "import sys; from pathlib import Path; from jupyter_analyst.sandbox import Sandbox\n"
        "box = Sandbox(Path(sys.argv[2]), refuse_below=sys.argv[1])\n"
        "box.run('1'); print(box.state().pid)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, level, str(tmp_path)],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr == ""
    wait_until(lambda: not Path(f"/proc/{int(done.stdout)}").exists())
    left = [path for path in tmp_path.rglob("*") if path.is_file() and path.name not in OURS]
    assert left == []
