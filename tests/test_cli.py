"""`jupyter analyst` without a notebook in front of one."""

import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from jupyter_analyst.cli import main


def test_a_profile_is_written_as_a_page(tmp_path, heart_file, capsys):
    page = tmp_path / "heart.html"
    assert main(["profile", str(heart_file), "--out", str(page)]) == 0
    text = page.read_text(encoding="utf-8")
    assert text.startswith("<!doctype html>")
    assert "serum_creatinine" in text
    assert "<script" not in text
    assert str(page) in capsys.readouterr().out


def test_an_error_is_one_line_and_a_status(tmp_path, capsys):
    assert main(["profile", str(tmp_path / "nothing.csv")]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert "nothing.csv" in line
    assert line.endswith("(file-missing)")


def test_a_page_that_cannot_be_written_is_said(tmp_path, heart_file, capsys):
    assert main(["profile", str(heart_file), "--out", str(tmp_path / "no" / "page.html")]) == 1
    assert "writing" in capsys.readouterr().err


def test_the_version_is_told(capsys):
    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    assert ended.value.code == 0
    assert capsys.readouterr().out.strip()


@pytest.mark.slow
def test_the_demo_leaves_notebook_and_report(tmp_path, capsys):
    assert main(["demo", "--out", str(tmp_path / "out")]) == 0
    said = capsys.readouterr().out
    for name in ("01-quickstart.ipynb", "heart-session.ipynb", "heart-report.docx"):
        assert (tmp_path / "out" / name).is_file()
        assert name in said
    assert (tmp_path / "out" / "02-ask.ipynb").is_file()
    assert "Asked: Does ejection_fraction differ by DEATH_EVENT?" in said
    assert "Answered: The mean of ejection_fraction is" in said
    guide = nbformat.read(tmp_path / "out" / "01-quickstart.ipynb", as_version=4)
    assert all(cell.execution_count for cell in guide.cells if cell.cell_type == "code")


def test_a_demo_that_stops_says_where(tmp_path, monkeypatch, capsys):
    guides = tmp_path / "package" / "notebooks"
    (guides / "data").mkdir(parents=True)
    cell = nbformat.v4.new_code_cell("1 / 0")
    nbformat.write(nbformat.v4.new_notebook(cells=[cell]), guides / "01-quickstart.ipynb")
    monkeypatch.setattr("jupyter_analyst.cli._PACKAGE", tmp_path / "package")
    assert main(["demo", "--out", str(tmp_path / "out")]) == 1
    assert "ZeroDivisionError" in capsys.readouterr().err


def test_without_the_guides_it_says_so(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr("jupyter_analyst.cli._PACKAGE", tmp_path / "nowhere")
    assert main(["demo", "--out", str(tmp_path / "out")]) == 1
    assert "not installed" in capsys.readouterr().err


@pytest.mark.parametrize("words", [["jupyter", "analyst"], ["jupyter_analyst"]])
def test_the_command_is_found(words):
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        [sys.executable, "-m", *words, "--version"],
        capture_output=True,
        text=True,
        env=os.environ | {"PATH": path},
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip()
