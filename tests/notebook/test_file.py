"""Notebooks are written whole and read with plain errors."""

import json

import pytest

from jupyter_analyst.errors import ReportError, StorageError
from jupyter_analyst.notebook import Cell, build, read, replace_file, write


@pytest.fixture
def book():
    return build("Sales", [Cell("markdown", "# Sales", step="1"), Cell("code", "1", step="2")])


def test_what_was_written_is_read_back(book, tmp_path):
    path = write(book, tmp_path / "a.ipynb")
    assert path.is_absolute()
    assert read(path) == book


def test_a_written_notebook_replaces_the_old_one_and_leaves_nothing_beside_it(book, tmp_path):
    path = tmp_path / "a.ipynb"
    path.write_text("old")
    write(book, path)
    assert read(path) == book
    assert list(tmp_path.glob("*a.ipynb*")) == [path]


def test_a_disk_error_leaves_the_old_file_alone(tmp_path, monkeypatch):
    path = tmp_path / "a.ipynb"
    path.write_text("old")

    def full(_file):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(StorageError, match=r"The disk is full while writing `a\.ipynb`") as caught:
        replace_file(path, b"new")
    assert caught.value.code == "disk-full"
    assert path.read_text() == "old"
    assert list(tmp_path.glob("*a.ipynb*")) == [path]


def test_another_ending_is_refused_with_the_name_that_would_do(book, tmp_path):
    with pytest.raises(ReportError, match=r"Try `a\.ipynb`") as caught:
        write(book, tmp_path / "a.txt")
    assert caught.value.code == "notebook-ending"


def test_a_folder_is_no_place_for_a_file(book, tmp_path):
    (tmp_path / "a.ipynb").mkdir()
    with pytest.raises(ReportError, match="is a folder") as caught:
        write(book, tmp_path / "a.ipynb")
    assert caught.value.code == "path-folder"


def test_no_folder_is_made_on_the_way(book, tmp_path):
    with pytest.raises(ReportError, match="no folders are made on the way") as caught:
        write(book, tmp_path / "missing" / "a.ipynb")
    assert caught.value.code == "folder-missing"
    assert not (tmp_path / "missing").exists()


def test_a_notebook_that_does_not_fit_its_format_is_not_written(book, tmp_path):
    book.cells[0].cell_type = "poem"
    with pytest.raises(ReportError, match="does not fit its format"):
        write(book, tmp_path / "a.ipynb")
    assert not (tmp_path / "a.ipynb").exists()


WHOLE = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": []}


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("", "notebook-damaged"),
        ("{", "notebook-damaged"),
        ("[1]", "notebook-format"),
        ("{}", "notebook-format"),
        (json.dumps(WHOLE | {"nbformat": 9}), "notebook-format"),
        (json.dumps(WHOLE | {"cells": [3]}), "notebook-damaged"),
        (json.dumps(WHOLE | {"cells": [{"x": 1}]}), "notebook-damaged"),
        (json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}}), "notebook-damaged"),
        (b"PK\x03\x04\xff\xfe", "notebook-damaged"),
    ],
)
def test_what_is_no_notebook_is_said_to_be_none(tmp_path, content, code):
    path = tmp_path / "a.ipynb"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(ReportError, match=r"a\.ipynb") as caught:
        read(path)
    assert caught.value.code == code
    assert caught.value.hint


@pytest.mark.parametrize(
    ("name", "found"), [("gone.ipynb", "does not exist"), (".", "is a folder")]
)
def test_a_missing_notebook_is_said_to_be_missing(tmp_path, name, found):
    with pytest.raises(ReportError, match=found) as caught:
        read(tmp_path / name)
    assert caught.value.code == "notebook-missing"


def test_an_old_notebook_without_ids_is_read_in_todays_format(tmp_path):
    path = tmp_path / "a.ipynb"
    cell = {"cell_type": "markdown", "metadata": {}, "source": ["one\n", "two"]}
    old = {"nbformat": 3, "nbformat_minor": 0, "metadata": {}, "worksheets": [{"cells": [cell]}]}
    path.write_text(json.dumps(old))
    found = read(path)
    assert found.nbformat == 4
    assert found.cells[0].source == "one\ntwo"


def test_cells_that_share_an_id_get_their_own(tmp_path):
    path = tmp_path / "a.ipynb"
    cell = {"cell_type": "markdown", "metadata": {}, "source": "x", "id": "same"}
    path.write_text(json.dumps(WHOLE | {"cells": [cell, cell]}))
    assert len({cell.id for cell in read(path).cells}) == 2
