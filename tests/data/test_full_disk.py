import json
import subprocess
import sys

import pytest

SCRIPT = """
import json, os, sys
from pathlib import Path
import pyarrow as pa
from jupyter_analyst import data
from jupyter_analyst.errors import StorageError

home = Path(sys.argv[1]) / "home"
catalog = data.Catalog(home)
catalog.keep(data.read(pa.table({"x": [1, 2, 3]})), "small")
before = sorted(str(path) for path in home.rglob("*"))
noise = data.read(pa.table({"x": [os.urandom(32).hex() for _ in range(100_000)]}))
try:
    catalog.keep(noise, sys.argv[2])
except StorageError as error:
    code, message = error.code, str(error)
else:
    code, message = "kept", ""
after = sorted(str(path) for path in home.rglob("*"))
print(json.dumps([code, message, before == after, catalog.names(), catalog.get("small").n_rows]))
"""


@pytest.fixture
def small_disk(bubblewrap, tmp_path):
    """Run Python where a folder of this machine is a disk of three megabytes."""

    def run(script, *arguments):
        wall = [bubblewrap, "--dev-bind", "/", "/", "--size", "3000000", "--tmpfs", str(tmp_path)]
        command = [*wall, sys.executable, "-c", script, str(tmp_path), *arguments]
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return run


@pytest.mark.parametrize("name", ["new", "small"])
def test_a_full_disk_is_said_plainly_and_nothing_is_half_stored(small_disk, name):
    code, message, is_unchanged, names, n_rows = small_disk(SCRIPT, name)
    assert code == "disk-full"
    assert message.startswith(f"The disk is full while keeping `{name}`")
    assert is_unchanged
    assert (names, n_rows) == (["small"], 3)
