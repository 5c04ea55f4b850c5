"""The README speaks only of what works: its tour is run, its table of settings is compared."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from jupyter_analyst.settings import configure

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.fixture
def tour(tmp_path):
    """The code of the README as a notebook, in a folder with the data it names."""
    shutil.copytree(ROOT / "notebooks" / "data", tmp_path / "notebooks" / "data")
    blocks = re.findall(r"^```python\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(block) for block in blocks])
    path = tmp_path / "tour.ipynb"
    nbformat.write(book, path)
    return path


@pytest.mark.slow
def test_the_tour_runs_and_leaves_notebook_and_report(tour):
    command = [sys.executable, "-m", "nbconvert", "--execute", "--to", "notebook", "--inplace"]
    done = subprocess.run([*command, tour], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    made = {path.suffix for path in tour.parent.iterdir() if path != tour}
    assert {".ipynb", ".docx"} <= made


def test_every_file_it_leads_to_exists():
    links = re.findall(r"\]\((?!https?:)([^)#]+)\)", README)
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_every_setting_is_listed_with_its_default(tmp_path):
    listed = dict(re.findall(r"^\| `(\w+)` \| `?([^`|]*?)`? \|", README, re.MULTILINE))
    found = {item.name: item.value for item in configure({}, tmp_path).entries()}
    assert listed.keys() == found.keys()
    del listed["home"], found["home"]  # a folder of the machine
    assert listed == {name: _shown(value) for name, value in found.items()}


def _shown(value):
    return f"{value:g}" if isinstance(value, float) else value or "(none)"
