"""Limits leave room for what analysis needs, and hold where the host set them lower."""

import os

import pytest

from jupyter_analyst.sandbox.limits import Limits

pytestmark = [pytest.mark.sandbox, pytest.mark.slow]


def test_memory_taken_bit_by_bit_is_an_error_the_kernel_survives(start):
    kernel = start(Limits(address_space_mib=1024, resident_mib=1024))
    code = "kept = 1; hoard = []\nwhile True: hoard.append(bytearray(1 << 20))"
    assert kernel.run(code).error == "MemoryError"
    assert kernel.run("del hoard; print(kept)").text == "1\n"


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
