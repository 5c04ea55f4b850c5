import json
import stat
import subprocess
import sys
from datetime import UTC, datetime

import pytest
from filelock import FileLock

from jupyter_analyst import data
from jupyter_analyst.errors import ReadError, StorageError, UnknownNameError

FIRST, SECOND = "g,x\na,1\nb,2\na,3\nb,\n5,6,7\n", "g,x\na,1\nb,9\n"


def files(catalog):
    return sorted(
        str(path.relative_to(catalog.home)) for path in catalog.home.rglob("*") if path.is_file()
    )


def copies(catalog):
    return sorted((catalog.home / "data").glob("*/rows.parquet"))


def test_what_is_kept_comes_back_the_same(reading, catalog):
    read = reading(FIRST)
    stored = catalog.keep(read, "sales")
    found = data.Catalog(catalog.home).get("sales")
    assert found == stored
    assert found.table is None
    assert found.to_arrow().equals(read.table)
    assert found.to_arrow(["x"]).column_names == ["x"]
    assert found.rejected == read.rejected
    assert found.columns == read.columns
    assert found.reading == read.reading
    assert found.path == catalog.home / "data" / read.version / "rows.parquet"


def test_the_same_file_twice_is_one_copy(reading, catalog):
    catalog.keep(reading(FIRST), "sales")
    catalog.keep(reading(FIRST), "sales")
    catalog.keep(reading(FIRST), "again")
    assert len(copies(catalog)) == 1
    assert catalog.names() == ["sales", "again"]
    assert [entry.n_versions for entry in catalog.entries()] == [1, 1]


def test_a_changed_file_is_a_new_version_of_the_same_name(reading, catalog):
    first = catalog.keep(reading(FIRST), "sales")
    second = catalog.keep(reading(SECOND), "sales")
    assert catalog.versions("sales") == [first.version, second.version]
    assert catalog.get("sales").version == second.version
    assert catalog.get("sales", first.version).n_rows == 4
    catalog.keep(reading(FIRST), "sales")
    assert catalog.versions("sales") == [second.version, first.version]
    assert catalog.get("sales").version == first.version


def test_an_entry_tells_size_origin_and_time(reading, catalog, tmp_path):
    before = datetime.now(UTC)
    stored = catalog.keep(reading(FIRST), "sales")
    (entry,) = catalog.entries()
    assert (entry.name, entry.version) == ("sales", stored.version)
    assert (entry.n_rows, entry.n_columns, entry.n_versions) == (4, 2, 1)
    assert entry.origin == str(tmp_path / "file.csv")
    assert entry.n_bytes == stored.path.stat().st_size
    assert before <= entry.kept_at <= datetime.now(UTC)


def test_everything_kept_is_private(reading, catalog):
    catalog.keep(reading(FIRST), "sales")
    for path in (catalog.home, *catalog.home.rglob("*")):
        expected = 0o700 if path.is_dir() else 0o600
        assert stat.S_IMODE(path.stat().st_mode) == expected, path


def test_an_empty_catalog_has_no_names_and_no_files(catalog):
    assert catalog.names() == []
    assert not catalog.home.exists()
    with pytest.raises(UnknownNameError, match="Load it first") as caught:
        catalog.get("sales")
    assert caught.value.code == "dataset-unknown"


def test_unknown_names_and_versions_offer_near_ones(reading, catalog):
    catalog.keep(reading(FIRST), "sales")
    with pytest.raises(UnknownNameError, match="Did you mean `sales`"):
        catalog.get("sale")
    with pytest.raises(UnknownNameError, match="Version `123` is not one of `sales`"):
        catalog.get("sales", "123")


@pytest.mark.parametrize("name", ["", "../x", "x" * 101])
def test_a_name_that_cannot_be_used_is_refused_and_nothing_kept(reading, catalog, name):
    with pytest.raises(ReadError):
        catalog.keep(reading(FIRST), name)
    assert not catalog.home.exists()


def test_a_deleted_copy_is_said_with_what_to_do_and_mended_by_loading(reading, catalog):
    stored = catalog.keep(reading(FIRST), "sales")
    stored.path.unlink()
    with pytest.raises(StorageError, match="is gone") as caught:
        catalog.get("sales")
    assert (caught.value.code, stored.origin in caught.value.hint) == ("copy-lost", True)
    catalog.keep(reading(FIRST), "sales")
    assert catalog.get("sales").to_arrow().num_rows == 4


def test_a_shortened_copy_is_said_and_mended_by_loading(reading, catalog):
    stored = catalog.keep(reading(FIRST), "sales")
    stored.path.write_bytes(stored.path.read_bytes()[:-9])
    with pytest.raises(StorageError, match="is damaged"):
        catalog.get("sales")
    catalog.keep(reading(FIRST), "sales")
    assert catalog.get("sales").to_arrow().num_rows == 4


def test_a_flipped_bit_in_a_copy_is_noticed_when_it_is_read(reading, catalog):
    stored = catalog.keep(reading(FIRST), "sales")
    content = bytearray(stored.path.read_bytes())
    place = content.index(b"\x28\xb5\x2f\xfd") + 6  # inside the first compressed page
    content[place] ^= 0xFF
    stored.path.write_bytes(bytes(content))
    with pytest.raises(StorageError, match="is damaged"):
        catalog.get("sales").to_arrow()


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b"{",
        b"[]",
        b"[" * 100_000,
        b'{"names": null}',
        b'{"names": {"a": [{}]}}',
        b'{"names": {"a": [{"version": "x", "n_rows": "two", "n_columns": 1, "origin": "", '
        b'"kept_at": "2024-01-31", "n_bytes": 1}]}}',
        None,
    ],
    ids=lambda damage: str(damage)[:30],
)
def test_a_damaged_index_is_made_anew_from_the_folders(reading, catalog, damage):
    first = catalog.keep(reading(FIRST), "sales")
    second = catalog.keep(reading(SECOND), "sales")
    catalog.keep(reading(FIRST), "other")
    expected = catalog.entries()
    index = catalog.home / "catalog.json"
    if damage is None:
        index.unlink()
    else:
        index.write_bytes(damage)
    assert catalog.entries() == expected
    assert catalog.versions("sales") == [first.version, second.version]
    catalog.keep(reading(SECOND), "third")
    assert set(json.loads(index.read_bytes())["names"]) == {"sales", "other", "third"}


def test_a_damaged_card_is_said_and_mended_by_loading(reading, catalog):
    stored = catalog.keep(reading(FIRST), "sales")
    card = stored.path.with_name("dataset.json")
    card.write_text("{")
    with pytest.raises(StorageError, match="is damaged"):
        catalog.get("sales")
    (catalog.home / "catalog.json").unlink()
    assert catalog.names() == []
    catalog.keep(reading(FIRST), "sales")
    assert catalog.get("sales") == stored


def test_a_name_without_copies_and_a_time_without_zone_are_passed_over(reading, catalog):
    stored = catalog.keep(reading(FIRST), "sales")
    catalog.keep(reading(SECOND), "later")
    index = catalog.home / "catalog.json"
    record = json.loads(index.read_bytes())
    copy = record["names"]["sales"][0]
    copy["kept_at"] = copy["kept_at"].removesuffix("+00:00")
    record["names"]["ghost"] = []
    index.write_text(json.dumps(record))
    assert set(catalog.names()) == {"sales", "later"}
    assert catalog.get("sales") == stored
    with pytest.raises(UnknownNameError):
        catalog.get("ghost")


def test_a_lock_that_is_held_ends_in_a_plain_message(reading, catalog):
    read = reading(FIRST)
    catalog.keep(read, "sales")
    impatient = data.Catalog(catalog.home, lock_timeout_s=0.05)
    with FileLock(catalog.home / "catalog.lock"), pytest.raises(StorageError) as caught:
        impatient.keep(read, "other")
    assert caught.value.code == "store-locked"
    assert "for 0.05 s" in caught.value.message
    assert catalog.names() == ["sales"]


def test_a_home_that_is_a_file_is_refused(reading, tmp_path):
    (tmp_path / "home").write_text("")
    with pytest.raises(StorageError):
        data.Catalog(tmp_path / "home").keep(reading(FIRST), "sales")


def test_an_interrupt_leaves_the_catalog_as_it_was(reading, catalog, monkeypatch):
    catalog.keep(reading(FIRST), "sales")
    before = files(catalog)

    def interrupt(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr("pyarrow.parquet.write_table", interrupt)
    with pytest.raises(KeyboardInterrupt):
        catalog.keep(reading(SECOND), "sales")
    assert files(catalog) == before
    assert len(catalog.versions("sales")) == 1


@pytest.mark.parametrize("failing", [1, 3, 5])  # syncs of the rows, the card, the index
def test_a_disk_that_fills_up_at_any_file_leaves_the_catalog_as_it_was(
    reading, catalog, monkeypatch, failing
):
    catalog.keep(reading(FIRST), "sales")
    before, syncs = files(catalog), iter(range(1, 99))

    def full(handle):
        if next(syncs) == failing:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(StorageError) as caught:
        catalog.keep(reading(SECOND), "sales")
    assert caught.value.code == "disk-full"
    assert files(catalog) == before
    assert len(catalog.versions("sales")) == 1
    assert catalog.get("sales").to_arrow().num_rows == 4


def test_an_index_that_may_not_be_read_is_said(reading, catalog):
    catalog.keep(reading(FIRST), "sales")
    index = catalog.home / "catalog.json"
    index.unlink()
    index.mkdir()
    with pytest.raises(StorageError, match="reading the catalog"):
        catalog.names()


def test_a_copy_without_a_file_is_said(reading):
    with pytest.raises(StorageError, match="is gone"):
        data.Dataset.from_json(reading(FIRST).to_json()).to_arrow()


KEEP = """
import sys
from pathlib import Path
from jupyter_analyst import data
dataset = data.read(sys.argv[1])
print("ready", flush=True)
sys.stdin.readline()
print(data.Catalog(Path(sys.argv[2])).keep(dataset, sys.argv[3]).version)
"""


def test_two_processes_keep_the_same_file_at_once(tmp_path, catalog):
    path = tmp_path / "file.csv"
    path.write_text("id,x\n" + "".join(f"{n},{n % 7}\n" for n in range(50_000)))
    names = ["one", "two"]
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", KEEP, str(path), str(catalog.home), name],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for name in names
    ]
    for process in processes:
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        process.stdin.write("\n")
        process.stdin.flush()
    said = [process.communicate(timeout=60) for process in processes]
    assert [process.returncode for process in processes] == [0, 0], said
    assert len({out for out, _ in said}) == 1
    assert sorted(catalog.names()) == names
    assert len(copies(catalog)) == 1
    assert catalog.get("two").to_arrow().num_rows == 50_000


KILLED = """
import os, sys
from pathlib import Path
from jupyter_analyst import data
sync, last, n = os.fsync, int(sys.argv[3]), 0
def stop(handle):
    global n
    n += 1
    if n == last:
        print("half-way", flush=True)
        sys.stdin.readline()
    sync(handle)
dataset = data.read(sys.argv[1])
os.fsync = stop
data.Catalog(Path(sys.argv[2])).keep(dataset, "sales")
"""


@pytest.mark.parametrize("syncs", range(1, 7))  # file and folder of the rows, the card, the index
def test_a_process_killed_at_any_write_leaves_a_catalog_that_works(
    reading, catalog, tmp_path, syncs
):
    first = catalog.keep(reading(FIRST), "sales")
    path = tmp_path / "second.csv"
    path.write_text(SECOND)
    arguments = [sys.executable, "-c", KILLED, str(path), str(catalog.home), str(syncs)]
    with subprocess.Popen(
        arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout.readline() == "half-way\n"
        process.kill()
    assert catalog.names() == ["sales"]
    assert catalog.get("sales", first.version).to_arrow().num_rows == 4
    assert catalog.get("sales").to_arrow().num_rows == (2 if syncs == 6 else 4)
    second = catalog.keep(data.read(path), "sales")
    assert catalog.get("sales") == second
    assert [name for name in files(catalog) if name.endswith(".tmp")] == []
