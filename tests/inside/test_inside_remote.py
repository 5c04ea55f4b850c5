"""What a kernel elsewhere does for its host, each time in a process of its own."""

import os
import subprocess
import sys

import pytest

BEGUN = """
import base64, json, os, resource, signal, stat, sys
from pathlib import Path
from IPython.core.interactiveshell import InteractiveShell
from jupyter_analyst.inside import remote

shell = InteractiveShell.instance()
report = remote.begin(shell, "ANALYST_DATA", 6 << 30, 1).value
folder, data = Path(report["folder"]), Path(os.environ["ANALYST_DATA"])
"""

STREAM = """
import pyarrow as pa
table = pa.table({"a": [1, 2, 3]}).replace_schema_metadata({b"k": b"v"})
written = pa.BufferOutputStream()
with pa.ipc.new_stream(written, table.schema) as stream:
    stream.write_table(table, max_chunksize=1)
sent = written.getvalue().to_pybytes()
take = lambda offset, part: remote.take("x", offset, base64.b64encode(part).decode()).value
"""


@pytest.fixture
def printed(tmp_path):
    """A function that returns what code prints, in a process that has begun to serve."""

    def printed(code, status=0):
        ran = subprocess.run(
            [sys.executable, "-c", BEGUN + code],
            check=False,
            capture_output=True,
            text=True,
            env=os.environ | {"TMPDIR": str(tmp_path), "IPYTHONDIR": f"{tmp_path}-ipython"},
        )
        assert ran.returncode == status, ran.stderr
        return ran.stdout.strip()

    return printed


def test_it_works_in_a_private_folder_that_is_gone_afterwards(printed, tmp_path):
    code = "print(oct(stat.S_IMODE(folder.stat().st_mode)), Path.cwd() == folder / 'work')"
    assert printed(f"open('left', 'w').close(); {code}") == "0o700 True"
    assert [*tmp_path.iterdir()] == []


def test_the_folder_is_gone_when_the_process_is_terminated(printed, tmp_path):
    printed("os.kill(os.getpid(), signal.SIGTERM)\nwhile True: pass")
    assert [*tmp_path.iterdir()] == []


def test_the_next_one_removes_what_a_killed_one_left_and_nothing_else(printed, tmp_path):
    printed("os.kill(os.getpid(), signal.SIGKILL)", status=-9)
    (left,) = tmp_path.iterdir()
    other = tmp_path / "ja-remote-other"
    other.mkdir()
    code = "import subprocess; subprocess.run([sys.executable, '-c', 'pass'], check=True)\n"
    assert printed(code + "print(*os.listdir(folder.parent), folder.name)").count("other") == 1
    assert not left.exists()
    assert [*tmp_path.iterdir()] == [other]


def test_the_folder_of_a_living_one_stays(printed):
    code = (
        "import subprocess; subprocess.run([sys.executable, '-c', "
        "'from jupyter_analyst.inside.remote import _sweep; _sweep()'], check=True)\n"
        "print(folder.exists())"
    )
    assert printed(code) == "True"


def test_the_shell_keeps_no_history_and_memory_is_limited(printed):
    code = "print(shell.history_manager.enabled, resource.getrlimit(resource.RLIMIT_AS)[0])"
    assert printed(code) == f"False {6 << 30}"


def test_without_walls_all_doors_are_open(printed):
    assert printed("print(*report['open'])") == "network processes files calls"


def test_behind_the_filter_only_files_are_open(printed):
    code = (
        "from jupyter_analyst.inside import seccomp\n"
        "seccomp.install(seccomp.program(own_pid=os.getpid()))\n"
        "print(*remote.open_doors())"
    )
    assert printed(code) == "files"


def test_a_probe_that_breaks_has_found_an_open_door(printed):
    code = "def broken(): raise OSError(97, 'x')\nremote._open_a_socket = broken\n"
    assert printed(code + "print(*remote.open_doors())").startswith("network")


def test_parts_of_a_stream_become_a_dataset(printed):
    code = (
        "take(0, b'half of a try that was given up, which is longer than what comes')\n"
        "print(take(0, sent[:100]), take(100, sent[100:]) == len(sent))\n"
        "remote.shelve('x'); remote.offer('index.json', {'one': 'x'})\n"
        "print((data / 'index.json').read_text(), sorted(os.listdir(data)))\n"
        "import pyarrow.parquet as pq\n"
        "print(pq.read_table(data / 'x.parquet').equals(table, check_metadata=True))"
    )
    assert printed(STREAM + code).splitlines() == [
        "100 True",
        """{"one": "x.parquet"} ['index.json', 'x.parquet']""",
        "True",
    ]


def test_what_is_not_offered_any_more_is_removed(printed):
    code = (
        "take(0, sent); remote.shelve('x'); remote.offer('index.json', {'one': 'x'})\n"
        "remote.offer('index.json', {}); print(os.listdir(data))"
    )
    assert printed(STREAM + code) == "['index.json']"


def test_a_file_is_given_in_parts(printed):
    code = (
        "open('a', 'wb').write(b'hello')\n"
        "for offset in (0, 3, 5): told = remote.give('a', offset, 3).value; "
        "print(told['size'], base64.b64decode(told['part']).decode())"
    )
    assert printed(code).splitlines() == ["5 hel", "5 lo", "5"]


@pytest.mark.parametrize(
    "made", ["os.mkfifo('a')", "os.symlink('/etc/hosts', 'a')", "os.mkdir('a')"]
)
def test_what_is_no_plain_file_is_not_given(printed, made):
    code = f"{made}\ntry: remote.give('a', 0, 3)\nexcept OSError: print('refused')"
    assert printed(code) == "refused"
