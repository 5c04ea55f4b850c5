"""The clipboard, read by the program that reads it on Linux; here it shows what the test copied."""

import os
import sys

import pytest

from jupyter_analyst import data
from jupyter_analyst.errors import ReadError

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="asks xclip, as Linux does")


@pytest.fixture
def copy(tmp_path, monkeypatch):
    """A desktop with `xclip` and nothing else; what is copied is what it prints."""
    programs = tmp_path / "programs"
    programs.mkdir()
    monkeypatch.setenv("DISPLAY", ":99")
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    copied = tmp_path / "copied"

    def put(content):
        copied.write_bytes(content)
        asked = tmp_path / "asked"
        script = f'#!/bin/sh\necho "$@" >> "{asked}"\nexec cat "{copied}"\n'
        (programs / "xclip").write_text(script)
        (programs / "xclip").chmod(0o700)
        monkeypatch.setenv("PATH", f"{programs}{os.pathsep}/usr/bin{os.pathsep}/bin")
        return asked

    return put


def refusal():
    with pytest.raises(ReadError) as caught:
        data.read("clipboard")
    return caught.value


def test_cells_of_a_spreadsheet_are_read(copy):
    asked = copy("Stadt\tn\nKöln\t1,5\nKiel\t2,5\n".encode())
    found = data.read("clipboard")
    assert found.table.to_pydict() == {"Stadt": ["Köln", "Kiel"], "n": [1.5, 2.5]}
    assert (found.name, found.origin, found.reading.delimiter) == (
        "clipboard",
        "the clipboard",
        "\t",
    )
    assert "-o" in asked.read_text()  # the program was really asked


def test_options_apply_to_what_was_copied(copy):
    copy(b"1|2\n3|4\n")
    found = data.read("clipboard", header=False, delimiter="pipe", name="pasted")
    assert (found.name, found.n_rows, len(found.columns)) == ("pasted", 2, 2)


def test_what_is_copied_next_is_another_version(copy):
    copy(b"n\n1\n")
    first = data.read("clipboard").version
    copy(b"n\n2\n")
    assert data.read("clipboard").version != first


@pytest.mark.parametrize("content", [b"", b" \n"])
def test_an_empty_clipboard_is_told(copy, content):
    copy(content)
    error = refusal()
    assert (error.code, "no text on the clipboard" in error.message) == ("clipboard-empty", True)


def test_a_picture_on_the_clipboard_is_told(copy):
    copy(b"\x89PNG\r\n\x1a\n\xff")
    assert "no text in UTF-8" in refusal().message


def test_a_machine_without_a_clipboard_says_what_is_missing(monkeypatch):
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    error = refusal()
    assert error.code == "clipboard-missing"
    assert "`xclip` or `wl-clipboard`" in error.hint


def test_a_file_called_clipboard_is_read_by_its_path(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "clipboard").write_text("n\n1\n")
    assert data.read("./clipboard").table.to_pydict() == {"n": [1]}


def test_a_step_from_the_clipboard_uses_the_rows_that_were_kept(session, copy, tmp_path):
    copy(b"n\n1\n2\n")
    session.load("clipboard")
    copy(b"")
    path = session.save(tmp_path / "made.ipynb").path
    assert 'analyst.use(\\"clipboard\\", version=' in path.read_text()
