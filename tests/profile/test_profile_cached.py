"""The same rows have the same profile, and asking twice costs nothing."""

import dataclasses
import multiprocessing

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from jupyter_analyst.profile import PROFILE_VERSION, cached, cached_profile


@pytest.fixture
def stored(dataset, tmp_path):
    table = pa.table({"x": [1, 2, 4], "y": ["a", "b", "b"]})
    pq.write_table(table, tmp_path / "rows.parquet")
    return dataset(table, tmp_path / "rows.parquet")


def kept(stored):
    return stored.path.with_name(f"profile-{PROFILE_VERSION}.json")


def test_the_second_profile_is_the_first_and_says_so(stored, monkeypatch):
    first = cached_profile(stored)
    monkeypatch.delattr(cached, "profile")  # whoever measured now would fail
    second = cached_profile(stored)
    assert (first.from_cache, second.from_cache) == (False, True)
    assert second == first
    assert second.seconds == first.seconds
    assert "from_cache" not in second.to_json()
    assert "to profile, earlier" in second.to_html()


def test_the_name_is_that_of_today(stored):
    cached_profile(stored)
    assert cached_profile(dataclasses.replace(stored, name="other")).name == "other"


def test_a_new_version_of_profiles_is_made_anew(stored, monkeypatch):
    cached_profile(stored)
    monkeypatch.setattr(cached, "PROFILE_VERSION", PROFILE_VERSION + 1)
    assert not cached_profile(stored).from_cache


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"null", b"\xff\xfe", b'{"name": 1}'])
def test_a_damaged_file_is_ignored_and_replaced(stored, content):
    kept(stored).write_bytes(content)
    assert not cached_profile(stored).from_cache
    assert cached_profile(stored).from_cache


def test_a_profile_of_other_rows_is_ignored(stored):
    cached_profile(stored)
    assert not cached_profile(dataclasses.replace(stored, version="v2")).from_cache


def test_a_column_whose_kind_was_corrected_is_profiled_anew(stored):
    cached_profile(stored)
    x, y = stored.columns
    corrected = dataclasses.replace(stored, columns=(x, dataclasses.replace(y, kind="text")))
    assert not cached_profile(corrected).from_cache


def test_where_nothing_can_be_written_the_profile_still_comes(stored):
    kept(stored).mkdir()  # a folder in the way, for root may write anywhere
    found = cached_profile(stored)
    assert (found.n_rows, found.from_cache) == (3, False)


def test_a_table_in_memory_is_profiled_each_time(dataset):
    table = dataset({"x": [1, 2]})
    assert not cached_profile(table).from_cache
    assert not cached_profile(table).from_cache


def _twenty_times(stored):
    for _ in range(20):
        kept(stored).unlink(missing_ok=True)
        assert cached_profile(stored).n_rows == 3


def test_two_processes_at_once_leave_a_whole_file(stored):
    context = multiprocessing.get_context("spawn")
    both = [context.Process(target=_twenty_times, args=(stored,)) for _ in range(2)]
    for process in both:
        process.start()
    for process in both:
        process.join(120)
    assert [process.exitcode for process in both] == [0, 0]
    assert cached_profile(stored).from_cache
    assert [path.name for path in stored.path.parent.iterdir() if path.suffix == ".tmp"] == []
