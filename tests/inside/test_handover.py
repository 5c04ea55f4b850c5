"""What a variable is told to be, and the file it is put into."""

import json
import os
import resource
import subprocess
import sys
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from jupyter_analyst.inside import handover, wires

MOST = 2**24


@pytest.fixture
def scratch(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path / ".home"))
    return tmp_path


def put(value, most=MOST, **names):
    """Return what is told of a value, as JSON brings it."""
    found = handover.put({"x": value} | names, "x", most, {}).value
    return json.loads(json.dumps(found, allow_nan=False))


def test_a_frame_is_put_into_a_file_of_arrow(scratch):
    frame = pd.DataFrame({"age": [40, 50], "sex": pd.Series(["f", None], dtype=object)})
    told = put(frame.set_axis(pd.Index(["age", "sex"], dtype=object), axis=1))
    assert wires.FILE.fullmatch(told["file"])
    assert told["wires"] == ["text", "int64", "text"]
    assert told["value"]["kind"] == "frame"
    with pa.ipc.open_file(scratch / told["file"]) as file:
        (names,), (ages,), (sexes,) = (one.to_pylist() for one in file.read_all().columns)
    assert (names, ages, sexes) == (["age", "sex"], [40, 50], ["f", None])
    assert file.schema.metadata is None


def test_an_index_that_counts_rows_takes_no_room(scratch):
    told = put(pd.DataFrame(index=range(10**6)))
    assert (told["file"], told["wires"]) == (None, [])
    assert told["value"]["index"]["stop"] == 10**6


def test_the_file_of_a_value_that_nobody_took_is_removed(scratch):
    first, second = put([1]), put([2])
    assert first["file"] != second["file"]
    assert [path.name for path in scratch.iterdir()] == [second["file"]]


def test_a_name_that_is_not_there_tells_those_that_are(scratch):
    names = {"sales": 1, "model": 2, "_private": 3, "os": os, "In": [], "own": 5}
    told = handover.put(names, "sale", MOST, {"In": names["In"]}).value
    assert told == {"refused": "unknown", "names": ["sales", "model", "own"]}


@pytest.mark.parametrize(
    ("value", "place", "kind"),
    [
        (SimpleNamespace(a=1), None, "SimpleNamespace"),
        ([1, SimpleNamespace()], None, "SimpleNamespace"),
        (type, None, "type"),
        (pd.DataFrame({"n": [1], "m": [SimpleNamespace()]}), "m", "SimpleNamespace"),
        (pd.DataFrame([[1j, slice(1)]], columns=pd.Index([1, ("a", 2)])), "('a', 2)", "slice"),
        (pd.Series([np.zeros((2, 2))]), None, "ndarray"),
        (pd.Series([np.zeros(2), np.zeros(2, dtype=int)]), None, "ndarray"),
        (np.zeros([1] * 9), None, "ndarray"),
        (np.longdouble(1), None, "float128"),
        (np.array([1], dtype="M8[25s]"), None, "datetime64[25s]"),
        (pd.Series([1], name="x" * 2000), None, "name of more than 1000 characters"),
    ],
)
def test_what_cannot_leave_is_named(scratch, value, place, kind):
    assert put(value) == {"refused": "unfit", "type": kind, "column": place}
    assert not [*scratch.iterdir()]


def test_what_holds_itself_cannot_leave(scratch):
    endless = []
    endless.append(endless)
    assert put(endless)["type"] == "list nested more than 32 deep"


def test_too_many_columns_cannot_leave(scratch):
    frame = pd.DataFrame(np.zeros((0, wires.MOST_VECTORS + 1)))
    assert put(frame)["type"] == "more than 20,000 columns"


def test_what_is_too_large_is_not_written(scratch):
    told = put(np.zeros(10**6), most=8 * 10**6)
    assert told == {"refused": "large", "bytes": 9 * 10**6}
    assert not [*scratch.iterdir()]


def test_what_would_fill_the_folder_is_not_written(scratch, monkeypatch):
    """One file too many would end the sandbox, and its variables with it."""
    (scratch / "kept.bin").write_bytes(bytes(600))
    monkeypatch.setattr(resource, "getrlimit", lambda _: (1000, 1000))
    assert put(np.zeros(100)) == {"refused": "disk", "why": "the working folder is full"}
    assert put(np.zeros(10))["file"]


def test_half_a_file_is_not_left(scratch, monkeypatch):
    def fail(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(pa.ipc, "new_file", fail)
    assert put([1]) == {"refused": "disk", "why": "No space left on device"}
    assert not [*scratch.iterdir()]


def test_too_little_memory_is_told(scratch, monkeypatch):
    def fail(*_, **__):
        raise MemoryError

    monkeypatch.setattr(pa, "array", fail)
    assert put([1]) == {"refused": "memory"}


def test_nothing_large_is_imported_for_it():
    code = (
        "import sys; from jupyter_analyst.inside import handover\n"
        "print({'numpy', 'pandas', 'pyarrow'} & {*sys.modules})"
    )
    ran = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert ran.stdout == "set()\n"
