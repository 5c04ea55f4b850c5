"""The package as a whole: its version, wheel, dependencies, licences and import contracts."""

import re
import shutil
import subprocess
import sys
import tomllib
from importlib.metadata import distribution, entry_points, packages_distributions, version
from pathlib import Path
from zipfile import ZipFile

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import jupyter_analyst

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
SOURCES = sorted((ROOT / "jupyter_analyst").rglob("*.py"))


def needed(requirements, extras=()):
    """Return the names of the requirements that hold here."""
    chosen = ("", *extras)
    return {
        (canonicalize_name(found.name), tuple(sorted(found.extras)))
        for found in map(Requirement, requirements or ())
        if found.marker is None or any(found.marker.evaluate({"extra": e}) for e in chosen)
    }


@pytest.fixture(scope="module")
def installed():
    """Every distribution that is installed because of this package, by name."""
    found, waiting = {}, {("jupyter-analyst", ("test",))}
    seen = set()
    while waiting:
        name, extras = item = waiting.pop()
        seen.add(item)
        found[name] = distribution(name)
        waiting |= needed(found[name].requires, extras) - seen
    return found


def licence_of(package):
    metadata = package.metadata
    classifiers = [c for c in metadata.get_all("Classifier", []) if c.startswith("License ::")]
    first_line = (metadata.get("License") or "").partition("\n")[0]
    said = " ".join([metadata.get("License-Expression") or first_line, *classifiers])
    return said.strip() or _licence_file(package)


def _licence_file(package):
    """Return the heading of the licence file of a package that says nothing in its metadata."""
    texts = [path.read_text() for path in package.files if "LICENSE" in path.name.upper()]
    return " ".join(text.partition("\n")[0] for text in texts)


def test_the_version_is_written_once():
    assert version("jupyter-analyst") == jupyter_analyst.__version__


@pytest.mark.parametrize(
    "group",
    [
        "console_scripts",
        "jupyter_analyst.tools",
        "jupyter_client.kernel_provisioners",
        "nbconvert.exporters",
    ],
)
def test_every_entry_point_leads_somewhere(group):
    ours = [point for point in entry_points(group=group) if point.dist.name == "jupyter-analyst"]
    assert ours
    assert all(callable(point.load()) for point in ours)


def test_every_dependency_is_imported_by_the_package():
    text = "\n".join(path.read_text(encoding="utf-8") for path in SOURCES)
    imported = set(re.findall(r"^\s*(?:from|import) (\w+)", text, re.MULTILINE))
    providers = packages_distributions()
    used = {canonicalize_name(name) for top in imported for name in providers.get(top, ())}
    declared = {name for name, _ in needed(PROJECT["dependencies"])}
    # the command `jupyter`, the front end's side of the panels
    started_by_name = {"jupyter-core", "ipywidgets"}
    for_code_in_the_sandbox = {"scikit-learn", "seaborn"}
    assert declared - used == started_by_name | for_code_in_the_sandbox


def test_nothing_installed_is_under_a_licence_that_binds_ours(installed):
    licences = {name: licence_of(package) for name, package in installed.items()}
    assert len(licences) > 100
    assert [name for name, licence in licences.items() if not licence.strip()] == []
    binding = re.compile(r"\bA?GPL|Affero|(?<!Lesser )General Public License", re.IGNORECASE)
    assert {name: found for name, found in licences.items() if binding.search(found)} == {}


def test_the_licence_of_every_direct_dependency_is_listed():
    text = (ROOT / "docs" / "licences.md").read_text(encoding="utf-8")
    listed = set(re.findall(r"^\| ([\w-]+) \|", text, re.MULTILINE)) - {"package", "---"}
    extras = PROJECT["optional-dependencies"]
    direct = [*PROJECT["dependencies"], *extras["gateway"], *extras["lab"]]
    direct += [*extras["postgres"], *extras["svg"]]
    assert listed == {name for name, _ in needed(direct)}


def test_every_installed_package_is_pinned(installed):
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pinned = {canonicalize_name(line.partition("==")[0]) for line in lines if "==" in line}
    assert set(installed) - pinned == {"jupyter-analyst"}


def test_the_wheel_holds_all_the_package_reads_and_nothing_else(tmp_path):
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    held = {name for name in ZipFile(wheel).namelist() if not name.endswith("/")}
    package = ROOT / "jupyter_analyst"
    wanted = {
        str(path.relative_to(ROOT))
        for path in package.rglob("*")
        if path.is_file() and path.suffix != ".pyc" and "labextension" not in path.parts
    }
    assert wanted <= held
    guides = {path.name for path in (ROOT / "notebooks").glob("*.ipynb")}
    assert {f"jupyter_analyst/notebooks/{name}" for name in guides} <= held
    assert "jupyter_analyst/notebooks/data/heart_failure.csv" in held
    assert {name.split("/")[0] for name in held} == {
        "jupyter_analyst",
        f"jupyter_analyst-{jupyter_analyst.__version__}.data",
        f"jupyter_analyst-{jupyter_analyst.__version__}.dist-info",
    }


def contracts_hold(folder):
    """Check the import contracts on the package that lies in a folder."""
    return subprocess.run(
        [shutil.which("lint-imports"), "--no-cache"],
        cwd=folder,
        env={"PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"},
        check=False,
        capture_output=True,
        text=True,
    )


@pytest.fixture
def copy(tmp_path):
    """A copy of the package and its contracts, to be spoiled."""
    shutil.copy(ROOT / "setup.cfg", tmp_path)
    shutil.copytree(
        ROOT / "jupyter_analyst",
        tmp_path / "jupyter_analyst",
        ignore=shutil.ignore_patterns("__pycache__"),
    )
    return tmp_path


def test_the_import_contracts_hold(copy):
    done = contracts_hold(copy)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("place", "line", "contract"),
    [
        ("wording.py", "import jupyter_analyst.tools", "Layers"),
        ("charts/record.py", "from jupyter_analyst.store import tables", "Layers"),
        ("tools/run.py", "import sqlalchemy", "The analysis runs without database"),
        ("cli.py", "import jupyter_analyst.store.database", "Faces reach everything"),
        ("session/session.py", "import duckdb", "DuckDB is imported only in data/"),
        ("report/model.py", "import plotly", "Plotly is imported only in charts/"),
    ],
)
def test_a_forbidden_import_breaks_its_contract(copy, place, line, contract):
    path = copy / "jupyter_analyst" / place
    path.write_text(f"{path.read_text(encoding='utf-8')}\n{line}\n", encoding="utf-8")
    done = contracts_hold(copy)
    assert done.returncode == 1
    broken = [row for row in done.stdout.splitlines() if row.endswith("BROKEN")]
    assert any(row.startswith(contract) for row in broken), done.stdout
