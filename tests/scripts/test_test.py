"""One command runs every check; what a machine lacks is left out aloud, and in CI not at all."""

import re

import pytest

PROGRAMS = ("chromium", "soffice", "pdftoppm", "bwrap", "pg_ctlcluster")


@pytest.fixture
def equipped(machine):
    """A machine with every program that a test may need."""
    for program in PROGRAMS:
        machine.install(program, "#!/bin/sh\n")
    return machine


def pytest_calls(machine):
    return [call for call in machine.calls if "-m pytest" in call]


def test_every_check_runs(equipped):
    done = equipped.run("test")
    assert done.returncode == 0, done.stderr
    names = [call.split()[0] for call in equipped.calls]
    assert {"ruff", "mypy", "shellcheck", "lint-imports", "jlpm"} <= set(names)
    assert {"jlpm check", "jlpm check:panels", "jlpm test"} <= set(equipped.calls)
    assert "skipped" not in done.stdout


def test_what_is_not_quick_is_long_and_their_coverage_is_one(equipped):
    equipped.run("test")
    quick, others = pytest_calls(equipped)[-2:]
    marks = re.search(r"-m ([\w ]+) --cov", others)[1]
    assert f"-m not ({marks}) --cov" in quick
    assert others.endswith("--cov --cov-append")


def test_the_quick_tests_run_with_the_next_pandas_too(equipped):
    equipped.run("test")
    installed = next(call for call in equipped.calls if "--target" in call)
    assert "pandas==3." in installed
    assert "not (browser" in pytest_calls(equipped)[0]


def test_with_the_next_pandas_only_what_can_tell_it_from_another_runs(equipped):
    for name, text in {
        "jupyter_analyst/held/deep/rows.py": "def rows():\n    import pandas as pd\n",
        "jupyter_analyst/tools/table.py": "from pandas import DataFrame\n",
        "jupyter_analyst/report/page.py": "# no pandas\n",
        "tests/properties/test_rows.py": "import pandas as pd\n",
        "tests/properties/test_page.py": "import json\n",
    }.items():
        path = equipped.clone / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    equipped.run("test")
    assert pytest_calls(equipped)[0].endswith(
        "slow) tests/held tests/tools tests/properties/test_rows.py"
    )


def test_fast_runs_the_quick_tests_alone(equipped):
    equipped.run("test", "--fast", "-x")
    (call,) = pytest_calls(equipped)
    assert "or slow)" in call
    assert call.endswith("-x")
    assert not any(call.startswith("mypy") for call in equipped.calls)


def test_arguments_go_to_pytest(equipped):
    equipped.run("test", "tests/data", "-k", "semicolon or tab")
    assert equipped.calls[-1] == "python -m pytest tests/data -k semicolon or tab"


@pytest.mark.parametrize("check", ["ruff", "mypy", "shellcheck", "lint-imports", "jlpm", "python"])
def test_a_check_that_fails_fails_the_command(equipped, check):
    equipped.run("setup", "dev")
    assert equipped.run("test", FAILS=check).returncode != 0


def test_a_user_sees_what_was_skipped_and_how_to_get_it(machine):
    done = machine.run("test")
    assert done.returncode == 0, done.stderr
    last = done.stdout.splitlines()[-1]
    assert "skipped" in last
    assert last.endswith(
        "apt-get install bubblewrap chromium postgresql poppler-utils libreoffice-writer "
        "fonts-dejavu-core"
    )


def test_in_ci_nothing_is_left_out(machine):
    failed = machine.run("test", CI="true")
    assert failed.returncode == 1
    assert "chromium" in failed.stdout
    assert not pytest_calls(machine)


def test_root_gets_what_is_missing(machine):
    machine.become(0)
    done = machine.run("test", CI="true", APT_BRINGS=" ".join(PROGRAMS))
    assert done.returncode == 0, done.stderr
    assert "--cov-append" in pytest_calls(machine)[-1]
    assert "skipped" not in done.stdout


def test_a_read_only_clone_is_tested_without_writing_to_it(read_only_machine):
    done = read_only_machine.run("test")
    assert done.returncode == 0, done.stderr
    assert not read_only_machine.venv.exists()
