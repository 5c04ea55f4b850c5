"""A shelf offers exactly what it is told, as links, and is never seen half-changed."""

import json
import os

import pytest

from jupyter_analyst.errors import StorageError
from jupyter_analyst.sandbox import shelf
from jupyter_analyst.sandbox.place import Place


@pytest.fixture
def folder(tmp_path):
    place = tmp_path / "shelf"
    place.mkdir()
    return place


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "rows.parquet"
    path.write_bytes(b"rows")
    return path


def index(folder):
    return json.loads((folder / "datasets.json").read_text(encoding="utf-8"))


def test_a_dataset_takes_no_room(folder, file):
    shelf.put(folder, {"heart": file})
    assert (folder / index(folder)["heart"]).samefile(file)


def test_where_links_cannot_be_made_it_is_copied(folder, file, monkeypatch):
    def refuse(*_):
        raise OSError(18, "Invalid cross-device link")

    monkeypatch.setattr(os, "link", refuse)
    shelf.put(folder, {"heart": file})
    copy = folder / index(folder)["heart"]
    assert copy.read_bytes() == b"rows"
    assert not copy.samefile(file)


def test_a_new_version_takes_the_place_of_the_old(folder, file, tmp_path):
    shelf.put(folder, {"heart": file})
    newer = tmp_path / "newer.parquet"
    newer.write_bytes(b"more rows")
    shelf.put(folder, {"heart": newer})
    names = {path.name for path in folder.iterdir()}
    assert names == {"datasets.json", index(folder)["heart"]}
    assert (folder / index(folder)["heart"]).read_bytes() == b"more rows"


def test_two_names_may_mean_the_same_rows(folder, file):
    shelf.put(folder, {"heart": file, "Umsätze 2024": file})
    assert len({*index(folder).values()}) == 1
    assert {*index(folder)} == {"heart", "Umsätze 2024"}


def test_the_source_survives_its_leaving_the_shelf(folder, file):
    shelf.put(folder, {"heart": file})
    shelf.put(folder, {})
    assert index(folder) == {}
    assert file.read_bytes() == b"rows"


def test_a_file_that_is_gone_is_said_and_changes_nothing(folder, file, tmp_path):
    shelf.put(folder, {"heart": file})
    before = index(folder)
    with pytest.raises(StorageError, match="offering a dataset"):
        shelf.put(folder, {"heart": file, "gone": tmp_path / "gone.parquet"})
    assert index(folder) == before


def test_taking_a_shelf_away_leaves_the_rights_of_the_data_alone(tmp_path, file):
    file.chmod(0o600)
    place = Place.make(tmp_path / "home")
    shelf.put(place.shelf, {"heart": file})
    place.close()
    assert not place.folder.exists()
    assert file.read_bytes() == b"rows"
    assert file.stat().st_mode & 0o777 == 0o600
