"""The built sidebar is that of the sources, small, and where JupyterLab looks for it."""

import importlib.util
import json
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

import jupyter_analyst

ROOT = Path(__file__).parents[2]
SOURCES = ROOT / "labextension"
BUILT = ROOT / "jupyter_analyst" / "labextension"
SHARED = "share/jupyter/labextensions/jupyter-analyst"
LARGEST_BYTES = 40_000


@pytest.fixture(scope="module")
def stamp():
    spec = importlib.util.spec_from_file_location("stamp", SOURCES / "stamp.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The names in the wheel."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (made,) = folder.glob("*.whl")
    return {name for name in ZipFile(made).namelist() if not name.endswith("/")}


def manifest(folder):
    return json.loads((folder / "package.json").read_text(encoding="utf-8"))


def test_it_is_built_from_the_sources_as_they_are(stamp):
    kept = stamp.STAMP.read_text(encoding="utf-8").strip()
    assert kept == stamp.of_sources(), "build it anew: jlpm build in labextension/"


def test_a_change_in_any_source_is_noticed(stamp, tmp_path, monkeypatch):
    for path in [*(SOURCES / "src").iterdir(), SOURCES / "package.json"]:
        copy = tmp_path / path.relative_to(SOURCES)
        copy.parent.mkdir(exist_ok=True)
        copy.write_bytes(path.read_bytes())
    monkeypatch.setattr(stamp, "HERE", tmp_path)
    monkeypatch.setattr(stamp, "FILES", ("package.json",))
    before = stamp.of_sources()
    (tmp_path / "src" / "index.ts").write_text("", encoding="utf-8")
    assert stamp.of_sources() != before


@pytest.mark.parametrize("folder", [SOURCES, BUILT])
def test_it_has_the_version_of_the_package(folder):
    assert manifest(folder)["version"] == jupyter_analyst.__version__


def test_it_is_small():
    shipped = [*BUILT.rglob("*.js"), *BUILT.rglob("*.css")]
    assert shipped
    assert sum(path.stat().st_size for path in shipped) <= LARGEST_BYTES


def test_its_first_file_is_there_and_no_other_build_lies_beside_it():
    assert (BUILT / manifest(BUILT)["jupyterlab"]["_build"]["load"]).is_file()
    assert len(list(BUILT.glob("static/remoteEntry.*.js"))) == 1


def test_nothing_in_it_tells_where_it_was_built():
    for path in BUILT.rglob("*"):
        assert not path.is_file() or str(ROOT).encode() not in path.read_bytes()


def test_the_wheel_puts_it_where_jupyterlab_looks(wheel):
    data = f"jupyter_analyst-{jupyter_analyst.__version__}.data/data/{SHARED}"
    shipped = {name.removeprefix(f"{data}/") for name in wheel if name.startswith(data)}
    built = {path.relative_to(BUILT).as_posix() for path in BUILT.rglob("*") if path.is_file()}
    assert shipped == built | {"install.json"}
    assert not any(name.startswith("jupyter_analyst/labextension/") for name in wheel)


def test_jupyterlab_takes_it_for_a_part_of_the_package():
    installed = json.loads((SOURCES / "install.json").read_text(encoding="utf-8"))
    assert installed["packageName"] == "jupyter-analyst"
    assert installed["packageManager"] == "python"
