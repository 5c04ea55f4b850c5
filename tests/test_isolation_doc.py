"""The page on isolation says what is so: its limits are the limits, its numbers of cases count."""

import re
import sys
from dataclasses import asdict
from pathlib import Path

import psutil
import pytest

from jupyter_analyst.sandbox.limits import MIB, Limits

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "isolation.md").read_text(encoding="utf-8")


@pytest.fixture
def groups(monkeypatch):
    monkeypatch.syspath_prepend(ROOT / "tests" / "sandbox")
    assert "escapes" in sys.modules or (ROOT / "tests" / "sandbox" / "escapes").is_dir()
    from escapes import GROUPS

    return GROUPS


def rows(heading):
    """Return the cells of the one table below a heading."""
    section = PAGE.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("|")][2:]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def test_its_limits_are_the_limits():
    told = {name.strip("`"): float(value) for name, value, *_ in rows("Limits")}
    told["resident_mib"] = min(told["resident_mib"], psutil.virtual_memory().total / 2 / MIB)
    assert told == pytest.approx(asdict(Limits()))


def test_its_numbers_of_cases_are_those_of_the_suite(groups):
    counts = [
        [group.name, sum(not case.control for case in group.cases), len(group.cases)]
        for group in groups
    ]
    users = "root, ordinary"
    expected = [[name, str(n), str(every - n), "A, B", users] for name, n, every in counts]
    n_cases = sum(n for _, n, _ in counts)
    n_controls = sum(every for *_, every in counts) - n_cases
    expected.append(["all", str(n_cases), str(n_controls), "A, B", users])
    assert rows("How it was tested") == expected


def test_it_tells_of_every_level():
    from jupyter_analyst.sandbox import Level

    told = {cells[0] for cells in rows("Levels")}
    assert told == {*map(str, Level), "unverified"}


@pytest.mark.parametrize("path", re.findall(r"`((?:tests|jupyter_analyst|script)/[\w./]+)`", PAGE))
def test_what_it_names_is_there(path):
    assert (ROOT / path).exists()
