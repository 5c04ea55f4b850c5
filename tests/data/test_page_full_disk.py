"""A disk without room for rows that are put in order is said to be what it is."""

import json
import subprocess
import sys

import pytest

SCRIPT = """
import hashlib, json, os, sys
from pathlib import Path
import pyarrow as pa
from jupyter_analyst import data
from jupyter_analyst.data.pages import Browser, Query, Sort
from jupyter_analyst.errors import StorageError

home, disk, fill = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
words = [hashlib.sha512(b"%d" % i).hexdigest() for i in range(300_000)]
catalog = data.Catalog(home)
browser = Browser(catalog.keep(data.read(pa.table({"word": words})), "sales"))

def ordered(descending):
    found = browser.page(Query(sort=(Sort(0, descending),)), 200_000, [0])
    return [words[number] for number in found.numbers]

said = []
if fill:  # by another program, after the database has looked how much room there is
    said.append(ordered(False) == sorted(words)[200_000:200_100])
    (disk / "other").write_bytes(bytes(fill))
try:
    said.append(ordered(True))
except StorageError as error:
    said.append([error.code, error.message, error.hint])
print(json.dumps(said))
"""


def said_where(bubblewrap, disk, *mount, scratch=None, fill=0):
    """Have rows put in order with little memory, where the disk for the rest is mounted so."""
    given = {"MEMORY": "40MB", "SCRATCH": disk if scratch is None else scratch, "THREADS": "1"}
    named = [f"ANALYST_ENGINE_{name}={value}" for name, value in given.items()]
    python = [sys.executable, "-c", SCRIPT, str(disk.parent / "home"), str(disk), str(fill)]
    command = [bubblewrap, "--dev-bind", "/", "/", *mount, str(disk), "env", *named, *python]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture
def disk(tmp_path):
    folder = tmp_path / "disk"
    folder.mkdir()
    return folder


def full(disk):
    message = f"The disk is full while looking through `sales` ({disk}). Nothing was half-stored."
    return ["disk-full", message, "Free some space there, or filter first: fewer rows need less."]


def test_a_disk_with_too_little_room_is_said_to_be_full(bubblewrap, disk):
    assert said_where(bubblewrap, disk, "--size", "2000000", "--tmpfs") == [full(disk)]


def test_a_disk_that_gets_full_is_no_damaged_copy(bubblewrap, disk):
    said = said_where(bubblewrap, disk, "--size", "200000000", "--tmpfs", fill=199_000_000)
    assert said == [True, full(disk)]


def test_a_folder_that_takes_no_files_is_no_damaged_copy(bubblewrap, disk):
    (said,) = said_where(bubblewrap, disk, "--ro-bind", str(disk), scratch=disk / "new")
    found = f"The folder is read-only while looking through `sales` ({disk}/new)."
    hint = "Let files be written there, or filter first: fewer rows need less."
    assert said == ["folder-readonly", f"{found} Nothing was half-stored.", hint]


def test_memory_is_short_where_nothing_is_written_to_a_disk(bubblewrap, disk):
    (said,) = said_where(bubblewrap, disk, "--ro-bind", str(disk), scratch="")
    assert said[:2] == ["memory-short", "There is not enough memory to look through `sales`."]
