"""Datasets are renamed, removed and brought back; a kill in between leaves one or the other."""

import subprocess
import sys

import pytest

from jupyter_analyst import data
from jupyter_analyst.errors import DataError, ReadError, StorageError, UnknownNameError

FIRST, SECOND = "g,x\na,1\nb,2\n", "g,x\na,1\nb,9\nc,3\n"


@pytest.fixture
def two(reading, catalog):
    """The versions of `sales`, older first."""
    return [catalog.keep(reading(content), "sales").version for content in (FIRST, SECOND)]


def folders(catalog):
    return sorted(path.name for path in (catalog.home / "data").iterdir())


def rebuilt(catalog):
    """The same catalog after its index was lost."""
    (catalog.home / "catalog.json").unlink()
    return data.Catalog(catalog.home)


def test_a_renamed_dataset_keeps_its_versions_and_its_rows(catalog, two):
    renamed = catalog.rename("sales", "orders")
    assert (renamed.name, renamed.version, renamed.n_rows) == ("orders", two[1], 3)
    assert catalog.names() == ["orders"]
    assert catalog.versions("orders") == two
    assert catalog.get("orders", two[0]).to_pandas()["x"].tolist() == [1, 2]
    assert folders(catalog) == sorted(two)
    assert rebuilt(catalog).versions("orders") == two


def test_the_old_name_says_what_it_is_called_now(catalog, two):
    catalog.rename("sales", "orders")
    with pytest.raises(UnknownNameError, match="was renamed to `orders` on 20") as caught:
        catalog.get("sales")
    assert caught.value.hint == "Type `%analyst use orders`."
    with pytest.raises(UnknownNameError, match="was renamed to `orders`"):
        rebuilt(catalog).get("sales")


def test_a_name_that_is_taken_is_refused_and_nothing_changed(reading, catalog, two):
    catalog.keep(reading("a\n1\n"), "orders")
    with pytest.raises(DataError, match="called `orders` already") as caught:
        catalog.rename("sales", "orders")
    assert caught.value.code == "name-taken"
    with pytest.raises(DataError, match="called `sales` already"):
        catalog.rename("sales", "sales")
    assert catalog.versions("sales") == two


@pytest.mark.parametrize("name", ["", "a/b"])
def test_a_new_name_that_cannot_be_used_is_refused(catalog, two, name):
    with pytest.raises(ReadError, match="cannot be used"):
        catalog.rename("sales", name)


def test_renaming_again_after_loading_again_finds_the_same_data(reading, catalog, two):
    catalog.rename("sales", "orders")
    catalog.keep(reading(FIRST), "sales")
    catalog.keep(reading(SECOND), "sales")
    assert catalog.rename("sales", "orders").version == two[1]
    assert catalog.versions("orders") == two


def test_renaming_again_makes_what_was_loaded_again_current(reading, catalog, two):
    catalog.rename("sales", "orders")
    catalog.keep(reading(FIRST), "sales")
    assert catalog.rename("sales", "orders").version == two[0]
    assert catalog.versions("orders") == two[::-1]


def test_what_was_removed_moves_along_and_takes_nothing_away(reading, catalog, two):
    catalog.remove("sales", two[0])
    assert catalog.rename("sales", "orders").version == two[1]
    assert catalog.removed() == ["orders"]
    catalog.restore("orders", two[0])
    for content in (SECOND, FIRST):
        catalog.keep(reading(content), "sales")
    catalog.remove("sales", two[0])
    catalog.rename("sales", "orders")
    assert sorted(catalog.versions("orders")) == sorted(two)


def test_a_new_dataset_may_have_an_old_name(reading, catalog, two):
    catalog.rename("sales", "orders")
    third = catalog.keep(reading("a\n1\n"), "sales")
    assert catalog.versions("sales") == [third.version]
    assert catalog.versions("orders") == two


def test_a_removed_dataset_is_brought_back_as_it_was(catalog, two):
    gone = catalog.remove("sales")
    assert [copy.version for copy in gone] == two
    assert catalog.names() == []
    assert catalog.removed() == ["sales"]
    assert folders(catalog) == sorted(two)
    assert catalog.restore("sales").version == two[1]
    assert catalog.versions("sales") == two
    assert catalog.removed() == []
    assert rebuilt(catalog).versions("sales") == two


def test_a_removed_version_says_when_and_how_it_comes_back(catalog, two):
    catalog.remove("sales", two[0])
    assert catalog.versions("sales") == two[1:]
    with pytest.raises(UnknownNameError, match=f"`{two[0]}` is not one of `sales`") as caught:
        catalog.get("sales", two[0])
    assert "it was removed on 20" in caught.value.message
    assert caught.value.hint == f"`%analyst restore sales --version {two[0]}` brings it back."
    catalog.restore("sales", two[0])
    assert catalog.versions("sales") == two  # at its old place
    assert catalog.get("sales").version == two[1]


def test_without_the_current_version_the_one_before_is_current(catalog, two):
    catalog.remove("sales", two[1])
    assert catalog.get("sales").version == two[0]
    (entry,) = catalog.entries()
    assert (entry.version, entry.n_versions, entry.n_rows) == (two[0], 1, 2)


def test_rows_removed_forever_are_deleted_and_what_they_were_is_remembered(catalog, two, tmp_path):
    catalog.remove("sales", two[0], forever=True)
    assert folders(catalog) == [two[1]]
    with pytest.raises(UnknownNameError, match="was removed, its rows deleted, on 20") as caught:
        catalog.get("sales", two[0])
    assert caught.value.hint == f"Load it again from `{tmp_path / 'file.csv'}`."
    with pytest.raises(UnknownNameError, match="not among the removed ones"):
        catalog.restore("sales", two[0])
    assert [copy.gone for copy in catalog.history("sales")] == ["erased", ""]


def test_rows_stay_while_another_name_refers_to_them(reading, catalog, two):
    catalog.keep(reading(FIRST), "twin")
    catalog.remove("twin")
    catalog.remove("sales", forever=True)
    assert folders(catalog) == [two[0]]  # `twin` can still be brought back
    assert catalog.restore("twin").to_pandas()["x"].tolist() == [1, 2]
    catalog.remove("twin", forever=True)
    assert folders(catalog) == []


def test_what_was_removed_before_can_be_erased(catalog, two):
    catalog.remove("sales")
    catalog.remove("sales", forever=True)
    assert folders(catalog) == []
    with pytest.raises(UnknownNameError, match="its rows deleted"):
        catalog.get("sales")


def test_loading_again_brings_an_erased_version_back(reading, catalog, two):
    catalog.remove("sales", forever=True)
    catalog.keep(reading(FIRST), "sales")
    catalog.keep(reading("a\n1\n"), "other")  # the next writer sweeps
    assert catalog.get("sales").to_pandas()["x"].tolist() == [1, 2]


@pytest.mark.parametrize(
    ("act", "words"),
    [
        (lambda c: c.remove("sale"), "Did you mean `sales`"),
        (lambda c: c.remove("sales", "0123"), "Version `0123` is not one of `sales`"),
        (lambda c: c.rename("sale", "x"), "Did you mean `sales`"),
        (lambda c: c.restore("sales"), "`sales` is there"),
        (lambda c: c.restore("other"), "Nothing was removed"),
        (lambda c: c.history("sale"), "Did you mean `sales`"),
    ],
)
def test_what_does_not_exist_is_said(catalog, two, act, words):
    with pytest.raises(UnknownNameError, match=words):
        act(catalog)
    assert catalog.versions("sales") == two


def test_a_restored_version_must_be_one_that_was_removed(catalog, two):
    catalog.remove("sales", two[0])
    with pytest.raises(UnknownNameError, match=f"There is: `{two[0]}`"):
        catalog.restore("sales", "zzz")


def test_a_reader_that_has_the_file_open_reads_on(catalog, two):
    with catalog.get("sales").path.open("rb") as file:
        catalog.remove("sales", forever=True)
        assert file.read(4) == b"PAR1"


def test_a_disk_that_fills_up_leaves_the_names_as_they_were(catalog, two, monkeypatch):
    def full(handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(StorageError) as caught:
        catalog.remove("sales", forever=True)
    assert caught.value.code == "disk-full"
    assert catalog.versions("sales") == two
    assert catalog.get("sales").n_rows == 3


KILLED = """
import os, shutil, sys
from pathlib import Path
from jupyter_analyst import data
sync, delete, last, n = os.fsync, shutil.rmtree, int(sys.argv[2]), 0
def stop():
    global n
    n += 1
    if n == last:
        print("half-way", flush=True)
        sys.stdin.readline()
def synced(handle):
    stop()
    sync(handle)
def deleted(path, **given):
    stop()
    delete(path, **given)
os.fsync, shutil.rmtree = synced, deleted
catalog = data.Catalog(Path(sys.argv[1]))
exec(sys.argv[3])
"""


def killed(catalog, at, code):
    """Run code in a process and kill it at one of its writes."""
    arguments = [sys.executable, "-c", KILLED, str(catalog.home), str(at), code]
    with subprocess.Popen(
        arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout.readline() == "half-way\n"
        process.kill()


@pytest.mark.parametrize("at", range(1, 7))  # file and folder of the index and of two cards
def test_a_rename_killed_at_any_write_is_done_or_not(catalog, two, at):
    killed(catalog, at, "catalog.rename('sales', 'orders')")
    name = "sales" if at == 1 else "orders"
    assert catalog.names() == [name]
    assert catalog.versions(name) == two
    assert catalog.get(name).n_rows == 3


@pytest.mark.parametrize("at", range(1, 9))  # and then the folders of two versions
def test_a_removal_killed_at_any_write_is_done_or_not(reading, catalog, two, at):
    killed(catalog, at, "catalog.remove('sales', forever=True)")
    assert catalog.names() == (["sales"] if at == 1 else [])
    catalog.keep(reading("a\n1\n"), "other")  # the next writer finishes it
    assert len(folders(catalog)) == (3 if at == 1 else 1)


BOTH = """
import sys
from pathlib import Path
from jupyter_analyst import data
catalog = data.Catalog(Path(sys.argv[1]))
print("ready", flush=True)
sys.stdin.readline()
for turn in range(20):
    catalog.rename(sys.argv[2], sys.argv[3])
    catalog.rename(sys.argv[3], sys.argv[2])
"""


def test_two_processes_rename_at_once_and_lose_nothing(reading, catalog, two):
    catalog.keep(reading("a\n1\n"), "other")
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", BOTH, str(catalog.home), name, f"{name}-2"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for name in ("sales", "other")
    ]
    for process in processes:
        assert process.stdout.readline() == "ready\n"
    said = [process.communicate("\n", timeout=120) for process in processes]
    assert [process.returncode for process in processes] == [0, 0], said
    assert sorted(catalog.names()) == ["other", "sales"]
    assert catalog.versions("sales") == two
