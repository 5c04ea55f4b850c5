"""The guides show what they give: nbval runs each in a folder of its own and compares outputs."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

GUIDES = Path(__file__).parents[2] / "notebooks"
SANITIZER = Path(__file__).with_name("sanitize.cfg")
COMPARED = Path(__file__).with_name("compared.py")


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(path.name for path in GUIDES.glob("[0-9]*.ipynb")))
def test_a_guide_runs_and_gives_the_outputs_it_shows(name, tmp_path):
    shutil.copy(GUIDES / name, tmp_path)
    shutil.copy(COMPARED, tmp_path / "conftest.py")
    shutil.copytree(GUIDES / "data", tmp_path / "data")
    options = ["--nbval", "--nbval-sanitize-with", str(SANITIZER), "--rootdir", str(tmp_path), "-q"]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *options, "-p", "no:cacheprovider", name],
        cwd=tmp_path,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert " passed" in done.stdout
