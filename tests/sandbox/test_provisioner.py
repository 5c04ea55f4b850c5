"""A kernel behind walls lives as Jupyter's kernels do, and never longer than its host."""

import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import psutil
import pytest
from jupyter_core.utils import ensure_event_loop

from jupyter_analyst.sandbox import kernel as kernels
from jupyter_analyst.sandbox.limits import Limits
from jupyter_analyst.sandbox.place import Place

pytestmark = [pytest.mark.sandbox, pytest.mark.slow]

HOST = """
import sys, threading
from pathlib import Path
from jupyter_analyst.sandbox import kernel
from jupyter_analyst.sandbox.walls.level import Level
from jupyter_analyst.sandbox.limits import Limits
from jupyter_analyst.sandbox.place import Place

place = Place.make(Path(sys.argv[2]))
manager = kernel.start(place, Level(sys.argv[1]), Limits(), warm=False)
client = manager.client()
client.start_channels()
client.wait_for_ready(timeout=60)
print(manager.provisioner.pid, place.runtime, flush=True)
threading.Event().wait()
"""


@pytest.mark.parametrize(
    "code",
    [
        "import duckdb, numpy, pandas, pyarrow, scipy",
        "import lifelines, matplotlib, plotly, statsmodels.api",
        "from jupyter_analyst import data, tools; assert data.open('heart').shape == (3, 2)",
        "import duckdb; duckdb.sql('select 1').fetchall()",
        "import tempfile; tempfile.NamedTemporaryFile()",
        "import mimetypes; assert mimetypes.guess_type('a.csv')[0]",
        "import zoneinfo, pandas; pandas.Timestamp('2026-01-01', tz='Europe/Berlin')",
        "import pandas; pandas.DataFrame({'a': [1]}).to_csv('a.csv'); pandas.read_csv('a.csv')",
        "import os; assert os.path.expanduser('~').endswith('.home')",
        "import statsmodels.api as sm; sm.OLS([1.0, 2, 4], sm.add_constant([1.0, 2, 3])).fit()",
    ],
)
def test_analysis_works_behind_the_walls(inside, code):
    ran = inside.run(code)
    assert (ran.error, ran.words) == ("", "")


def test_a_plot_is_shown(inside):
    ran = inside.run(
        "%matplotlib inline\nimport matplotlib.pyplot as plt; plt.plot([1, 3]); plt.show()"
    )
    assert ran.error == ""
    assert any("image/png" in data for data in ran.displays)


def test_a_frame_is_shown_as_a_table_too(inside):
    ran = inside.run("import pandas as pd; pd.DataFrame({'a': [1, None]})")
    (shown,) = ran.displays
    table = shown["application/vnd.jupyter-analyst.table+json"]
    assert table == {"columns": ["a"], "rows": [[1.0], [None]], "n_rows": 2, "n_columns": 1}
    assert {"text/plain", "text/html"} <= set(shown)


def test_what_libraries_print_by_themselves_is_shown(inside):
    ran = inside.run("import ctypes; c = ctypes.CDLL(None); c.puts(b'from C'); c.fflush(None)")
    assert ran.text == "from C\n"


def test_the_log_of_the_start_cannot_be_filled(inside):
    code = "for name in os.listdir('/proc/self/fd'):\n"
    code += "    try: print(os.fstat(int(name)).st_ino)\n    except OSError: pass"
    handles = inside.run(code).text.split()
    assert len(handles) > 3
    assert str(inside.place.log.stat().st_ino) not in handles


def test_an_interrupt_keeps_the_variables(inside):
    request = inside.send("kept = 7; print('on', flush=True)\nwhile True: pass")
    while inside.client.get_iopub_msg(timeout=20)["msg_type"] != "stream":
        pass
    inside.manager.interrupt_kernel()
    assert inside.outcome(request).error == "KeyboardInterrupt"
    assert inside.run("print(kept)").text == "7\n"


def test_a_restart_begins_with_empty_folders(start):
    kernel = start()
    kernel.run("open('left.txt', 'w').write('x'); kept = 1")
    before = kernel.manager.provisioner.pid
    kernel.manager.restart_kernel(now=True)
    kernel.client.wait_for_ready(timeout=60)
    assert kernel.manager.provisioner.pid != before
    assert kernel.run("import os; print('left.txt' in os.listdir())").text == "False\n"
    assert kernel.run("kept").error == "NameError"


def test_nothing_is_left_when_it_is_closed(start):
    kernel = start()
    kernel.run("import os; os.makedirs('a/b'); open('a/b/c', 'w')")
    process = psutil.Process(kernel.manager.provisioner.pid)
    family = [process, *process.children(recursive=True)]
    kernel.close()
    assert psutil.wait_procs(family, timeout=5)[1] == []
    assert not kernel.place.folder.exists()
    assert not kernel.place.runtime.exists()


def test_it_outlives_the_thread_that_asked_for_it(start):
    started = []

    def ask():
        started.append(start())
        ensure_event_loop().close()  # Jupyter makes one for each thread

    thread = threading.Thread(target=ask)
    thread.start()
    thread.join(60)
    assert started[0].run("print(1 + 1)").text == "2\n"


def test_a_host_that_is_killed_leaves_no_sandbox(level, tmp_path):
    command = [sys.executable, "-c", HOST, level.value, str(tmp_path)]
    host = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    pid, runtime = host.stdout.readline().split()
    process = psutil.Process(int(pid))
    family = [process, *process.children(recursive=True)]
    assert len(family) == {"A": 3, "B": 1}[level]
    host.send_signal(signal.SIGKILL)
    host.communicate()
    assert psutil.wait_procs(family, timeout=2)[1] == []
    (left,) = (tmp_path / "sandbox").glob("*/scratch")
    Place.make(tmp_path).close()
    assert not left.exists()
    assert not Path(runtime).exists()


def test_a_long_folder_for_temporary_files_is_no_hindrance(level, start, tmp_path, monkeypatch):
    deep = tmp_path / ("x" * 100)
    deep.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(deep))
    kernel = start()
    assert not kernel.place.runtime.is_relative_to(deep)
    assert kernel.run("print(1)").text == "1\n"


def test_what_the_code_used_at_most_is_measured(inside):
    inside.watchdog.forget_peak()
    before = inside.watchdog.peak_mib
    inside.run("import time; big = b'x' * (200 << 20); time.sleep(0.3); del big")
    assert before + 150 < inside.watchdog.peak_mib < before + 400


def test_the_engine_inside_keeps_to_its_memory(inside):
    code = (
        "from jupyter_analyst import data\n"
        "found = data.connect(data.read(data.open('heart'))).execute(\n"
        "    \"select value from duckdb_settings() where name = 'memory_limit'\").fetchone()\n"
        "print(found[0])"
    )
    half = Limits().resident_mib / 2
    assert inside.run(code).text == (
        f"{half / 1024:.1f} GiB\n" if half >= 1024 else f"{half} MiB\n"
    )


def _printed(client, code):
    said = []
    client.execute_interactive(code, timeout=60, output_hook=said.append)
    return "".join(message["content"].get("text", "") for message in said)


def test_a_warm_kernel_imports_ahead(level, tmp_path):
    place = Place.make(tmp_path)
    manager = kernels.start(place, level, Limits(), warm=True)
    client = manager.client()
    client.start_channels()
    try:
        client.wait_for_ready(timeout=60)
        ready = {"pandas", "jupyter_analyst.data", "jupyter_analyst.tools"}
        code = f"import sys; print({ready!r} <= set(sys.modules))"
        deadline = time.monotonic() + 60
        while _printed(client, code) != "True\n":  # nothing is imported ahead while code runs
            assert time.monotonic() < deadline, "the modules were not imported ahead"
            time.sleep(0.1)
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
        place.close()
    assert not place.folder.exists()
