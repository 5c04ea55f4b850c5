"""What a profile of very many rows says where they cannot be looked through."""

import numpy as np
import pyarrow as pa
import pytest

from jupyter_analyst import data
from jupyter_analyst.errors import StorageError
from jupyter_analyst.profile import profile, rows


@pytest.fixture
def stored(tmp_path, monkeypatch):
    """Keep rows that count as very many."""
    monkeypatch.setattr(rows, "EXACT_ROWS", 1_000)
    monkeypatch.setattr(rows, "_CELLS_IN_MEMORY", 1_000)
    words = np.char.add("name ", np.arange(300_000).astype(str))
    table = pa.table({"x": np.random.default_rng(1).normal(size=300_000), "name": words})
    return data.Catalog(tmp_path / "home").keep(data.read(table), "names")


def test_a_copy_damaged_in_its_middle_is_to_be_loaded_again(stored):
    damaged = bytearray(stored.path.read_bytes())
    middle = len(damaged) // 2
    damaged[middle : middle + 1_000] = bytes(1_000)
    stored.path.chmod(0o600)
    stored.path.write_bytes(damaged)
    with pytest.raises(StorageError, match="stored copy of `names` is damaged") as caught:
        profile(stored)
    assert caught.value.code == "copy-lost"
    assert caught.value.hint.startswith("Load it again")


def test_too_little_memory_is_said_with_what_to_do(stored, monkeypatch):
    monkeypatch.setenv("ANALYST_ENGINE_MEMORY", "3MB")
    monkeypatch.setenv("ANALYST_ENGINE_SCRATCH", "")
    with pytest.raises(StorageError, match="not enough memory to look through `names`") as caught:
        profile(stored)
    assert caught.value.code == "memory-short"
