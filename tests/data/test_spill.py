"""Where the query engine puts what exceeds memory."""

import numpy as np
import pyarrow as pa
import pytest

from jupyter_analyst import data
from jupyter_analyst.data import engine


@pytest.fixture
def stored(tmp_path):
    catalog = data.Catalog(tmp_path / "home")
    return catalog.keep(data.read(pa.table({"x": np.arange(1_000_000)})), "numbers")


def test_what_exceeds_memory_goes_beside_the_private_rows_and_is_gone_afterwards(
    stored, tmp_path, monkeypatch
):
    working = tmp_path / "work"
    working.mkdir()
    monkeypatch.chdir(working)
    connection = engine.connect(stored)
    connection.execute("set threads = 1")
    connection.execute("set memory_limit = '40MB'")
    connection.execute(
        f"create table wide as select hash(x)::varchar || hash(x + 1) as t from {engine.VIEW}"
    )
    spill = stored.path.with_name("spill")
    assert any(spill.iterdir())
    assert spill.parent.stat().st_mode & 0o077 == 0
    connection.close()
    assert not spill.exists()
    assert list(working.iterdir()) == []


def test_a_table_in_memory_needs_no_folder():
    connection = engine.connect(data.read(pa.table({"x": [1]})))
    assert connection.execute(f"from {engine.VIEW}").fetchall() == [(1,)]
    connection.close()
