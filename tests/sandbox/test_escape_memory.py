"""Breaking the machine by its size: memory, files, threads; on both levels."""

import os

import pytest

from jupyter_analyst.sandbox.limits import Limits

pytestmark = [pytest.mark.sandbox, pytest.mark.slow]


@pytest.mark.parametrize(
    "bomb",
    [
        "bytearray(10 << 30)",
        "import numpy; numpy.ones(10 ** 10)",
        "import pandas; pandas.DataFrame({'a': range(10 ** 6)}).merge("
        "pandas.DataFrame({'b': range(10 ** 6)}), how='cross')",
        "import mmap; mmap.mmap(-1, 10 << 30)",
    ],
)
def test_too_much_memory_is_an_error_the_kernel_survives(inside, bomb):
    ran = inside.run(f"kept = 1\n{bomb}")
    # numpy's and pandas' own descend from MemoryError; mmap gives the system's ENOMEM
    assert ran.error in {"MemoryError", "_ArrayMemoryError"} or "Cannot allocate" in ran.words, ran
    assert inside.run("print(kept)").text == "1\n"


def test_memory_taken_bit_by_bit_is_an_error_too(start):
    kernel = start(Limits(address_space_mib=1024, resident_mib=1024))
    assert kernel.run(
        "kept = 1; hoard = []\nwhile True: hoard.append(bytearray(1 << 20))"
    ).error == ("MemoryError")
    assert kernel.run("del hoard; print(kept)").text == "1\n"


def test_memory_in_use_beyond_the_limit_ends_it(start):
    kernel = start(Limits(resident_mib=300))
    kernel.send("hoard = b'x' * (500 << 20)")
    assert kernel.manager.provisioner.process.wait(20) != 0
    kernel.watchdog.join(5)
    assert kernel.watchdog.why == "It held more than 300 MiB of memory."


def test_a_file_cannot_be_larger_than_the_folder_may(start):
    kernel = start(Limits(scratch_mib=4))
    ran = kernel.run("import os; open('big', 'wb').write(b'x' * (8 << 20))")
    assert (ran.error, "File too large" in ran.words) == ("OSError", True)
    assert kernel.run("print(os.path.getsize('big') < 4 << 20)").text == "True\n"


def test_many_files_end_it(start):
    kernel = start(Limits(scratch_mib=4))
    kernel.send("for n in range(8): open(str(n), 'wb').write(b'x' * (1 << 20))")
    assert kernel.manager.provisioner.process.wait(20) != 0
    kernel.watchdog.join(5)
    assert kernel.watchdog.why == "It kept more than 4 MiB of files."


def test_many_threads_end_it(start):
    kernel = start(Limits(threads=60))
    kernel.send(
        "import threading; threading.stack_size(65536); wait = threading.Event()\n"
        "for _ in range(200): threading.Thread(target=wait.wait, daemon=True).start()"
    )
    assert kernel.manager.provisioner.process.wait(20) != 0
    kernel.watchdog.join(5)
    assert kernel.watchdog.why == "It ran more than 60 threads."


def test_limits_cannot_be_raised(inside):
    for kind in ("RLIMIT_AS", "RLIMIT_FSIZE", "RLIMIT_NOFILE"):
        code = f"import resource; resource.setrlimit(resource.{kind}, (1 << 40, 1 << 40))"
        assert inside.run(code).error == "ValueError"


def test_the_libraries_leave_most_of_the_memory_to_the_data(start):
    """Allocators of Arrow and of threads reserve gigabytes of addresses unless they are told."""
    ran = start().run(
        "import duckdb, pandas, plotly.express, scipy.stats, statsmodels.api, threading\n"
        "pandas.DataFrame({'a': range(10 ** 6)}).to_parquet('x'); pandas.read_parquet('x')\n"
        "threads = [threading.Thread(target=lambda: bytearray(10 ** 7)) for _ in range(8)]\n"
        "[thread.start() for thread in threads]; [thread.join() for thread in threads]\n"
        "print(*[line.split()[1] for line in open('/proc/self/status') if 'VmPeak' in line])"
    )
    assert int(ran.text) / 1024 < 1600


def test_it_runs_on_as_many_cores_as_it_may(start):
    kernel = start(Limits(cores=1))
    assert len(os.sched_getaffinity(0)) > 1
    assert kernel.run("import os; print(len(os.sched_getaffinity(0)))").text == "1\n"
