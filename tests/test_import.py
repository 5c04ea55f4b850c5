"""Loading the extension is instant because it imports nothing heavy."""

import json
import subprocess
import sys

import pytest

HEAVY = {
    "pandas",
    "numpy",
    "pyarrow",
    "duckdb",
    "plotly",
    "matplotlib",
    "scipy",
    "statsmodels",
    "lifelines",
    "sqlalchemy",
    "alembic",
    "nbconvert",
    "nbformat",
    "docx",
    "jinja2",
    "pydantic",
    "griffe",
}
FOR_NOTEBOOKS = {"nbclient", "nbconvert", "nbformat", "jsonschema"}
LOADED_BY_A_FIRST_LOAD = {"pyarrow", "sqlalchemy", "jinja2"}


def imported(code, home, *arguments):
    listing = "import json, sys\nprint(json.dumps([m for m in sys.modules if '.' not in m]))"
    script = f"{code}\n{listing}"
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments], capture_output=True, text=True, check=True
    )
    return set(json.loads(done.stdout.splitlines()[-1]))


def test_the_package_imports_nothing_heavy(home):
    assert not HEAVY & imported("import jupyter_analyst", home)


def test_the_extension_imports_nothing_heavy(home):
    code = (
        "from IPython.core.interactiveshell import InteractiveShell\n"
        "import jupyter_analyst\n"
        "jupyter_analyst.load_ipython_extension(InteractiveShell.instance())"
    )
    without = imported("import IPython.core.interactiveshell", home)
    assert not HEAVY & (imported(code, home) - without)


@pytest.mark.parametrize("typed", [["--version"], ["profile", "{file}", "--out", "{page}"]])
def test_a_command_without_a_notebook_imports_nothing_for_notebooks(typed, tmp_path, heart_file):
    words = [word.format(file=heart_file, page=tmp_path / "page.html") for word in typed]
    code = (
        "import sys\n"
        "from jupyter_analyst.cli import main\n"
        "try:\n"
        "    status = main(sys.argv[1:])\n"
        "except SystemExit as ended:\n"
        "    status = ended.code\n"
        "assert status == 0, status"
    )
    assert not FOR_NOTEBOOKS & imported(code, tmp_path, *words)


@pytest.mark.parametrize("library", sorted(HEAVY - LOADED_BY_A_FIRST_LOAD - {"numpy"}))
def test_a_first_load_leaves_for_later_what_it_does_not_need(library, first_load):
    assert library not in first_load


@pytest.fixture(scope="module")
def first_load(tmp_path_factory, heart_file):
    home = tmp_path_factory.mktemp("home")
    code = (
        "import os, sys\n"
        f"os.environ['ANALYST_HOME'] = {str(home)!r}\n"
        "from jupyter_analyst import analyst\n"
        "from jupyter_analyst.session.loaded import dataset_bundle\n"
        "dataset_bundle(analyst.load(sys.argv[1]))"
    )
    return imported(code, home, str(heart_file))
