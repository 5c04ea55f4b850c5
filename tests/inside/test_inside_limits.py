"""Limits a process sets itself hold, and are never above those it had."""

import subprocess
import sys

import pytest

LIMITED = """
import os, resource
from jupyter_analyst.inside.limits import limit
from jupyter_analyst.inside.orders import Orders
{before}
limit(Orders(walls="calls", parent=1, readable=(), scratch="", sockets="",
             address_space=2 << 30, file_size=1 << 20, open_files=64, cores=1))
{after}
"""


def limited(after, before=""):
    code = LIMITED.format(before=before, after=after)
    ran = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    return ran.stdout.strip()


@pytest.mark.parametrize(
    ("kind", "most"),
    [("AS", 2 << 30), ("FSIZE", 1 << 20), ("NOFILE", 64), ("CORE", 0), ("MSGQUEUE", 0)],
)
def test_each_limit_is_set_for_good(kind, most):
    assert limited(f"print(*resource.getrlimit(resource.RLIMIT_{kind}))") == f"{most} {most}"


def test_a_limit_that_was_lower_stays():
    before = "resource.setrlimit(resource.RLIMIT_NOFILE, (32, 32))"
    assert limited("print(*resource.getrlimit(resource.RLIMIT_NOFILE))", before) == "32 32"


def test_it_keeps_to_its_cores():
    assert limited("print(len(os.sched_getaffinity(0)))") == "1"


def test_memory_beyond_the_limit_is_an_error_that_can_be_caught():
    after = "try: bytearray(3 << 30)\nexcept MemoryError: print('caught')"
    assert limited(after) == "caught"
