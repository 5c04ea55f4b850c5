import os
from pathlib import Path

import pytest

from jupyter_analyst import data
from jupyter_analyst.errors import ReadError


def refusal(path, **given):
    with pytest.raises(ReadError) as caught:
        data.read(path, **given)
    return caught.value


def test_a_missing_file_offers_near_names(tmp_path):
    (tmp_path / "sales.csv").write_text("a\n1\n")
    error = refusal(tmp_path / "sale.csv")
    assert error.code == "file-missing"
    assert error.hint == "Did you mean `sales.csv`?"


def test_a_missing_file_among_many_others_says_where_was_looked(tmp_path):
    for number in range(9):
        (tmp_path / f"{number}.csv").write_text("a\n")
    assert str(Path.cwd()) in refusal(tmp_path / "umsatz_gesamt.csv").hint


def test_a_missing_folder_is_named(tmp_path):
    error = refusal(str(tmp_path / "no" / "sales.csv"))
    assert error.hint == f"The folder `{tmp_path / 'no'}` does not exist either."


def test_a_web_address_is_no_path():
    assert refusal(Path("https://example.org/a.csv")).hint == (
        "Give the address as text, not as a Path."
    )


def test_a_folder_without_a_table_is_refused(tmp_path):
    error = refusal(tmp_path)
    assert (error.code, "holds no table" in error.message) == ("file-is-folder", True)


def test_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    assert "not an ordinary file" in refusal(tmp_path / "pipe").message


def test_a_path_with_a_zero_character_is_refused():
    assert refusal("a\0.csv").code in {"file-unreadable", "file-missing"}


def test_a_name_too_long_for_the_system_is_refused():
    assert refusal("a" * 5000).code == "file-unreadable"


@pytest.mark.parametrize("content", [b"", b" \n\n", b"\xef\xbb\xbf\n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_refused(tmp_path, content):
    (tmp_path / "a.csv").write_bytes(content)
    assert refusal(tmp_path / "a.csv").code == "file-empty"


def test_a_file_beyond_the_limit_is_refused(tmp_path):
    (tmp_path / "a.csv").write_bytes(b"a\n" * 1000)
    error = refusal(tmp_path / "a.csv", max_mb=0.001)
    assert error.code == "file-too-large"
    assert "2.0 KB" in error.message
    assert "0.001 MB" in error.message


@pytest.mark.parametrize(
    ("content", "seems"),
    [
        (b"%PDF-1.7", "a PDF document"),
        (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
        (b"\xd0\xcf\x11\xe0\xa1", "an old Office file"),
        (b"a,b\n1,\x00\x01\n", "binary data"),
        (bytes(range(1, 32)) * 4, "binary data"),
        (b"\n<!DOCTYPE html><html>", "a web page"),
    ],
)
def test_other_files_renamed_to_csv_are_recognised(tmp_path, content, seems):
    (tmp_path / "a.csv").write_bytes(content)
    error = refusal(tmp_path / "a.csv")
    assert error.code == "file-binary"
    assert f"it seems to be {seems}" in error.message


def test_a_file_that_may_not_be_read_is_refused(tmp_path, monkeypatch):
    path = tmp_path / "a.csv"
    path.write_text("a\n1\n")

    def refuse(self):
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "read_bytes", refuse)  # root may read everything
    error = refusal(path)
    assert (error.code, "Permission denied" in error.message) == ("file-unreadable", True)


def test_a_single_zero_byte_is_located_and_can_be_overridden(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(b"a,b\n1,x\n2,y\x00z\n")
    error = refusal(path)
    assert "(a zero byte in line 3)" in error.message
    assert "give its `encoding`" in error.hint
    assert data.read(path, encoding="utf-8").table.column("b").to_pylist() == ["x", "y\0z"]
