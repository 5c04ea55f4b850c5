"""All cases hold for an ordinary user, too, with a name or without one."""

import os
import re
import tempfile
from pathlib import Path

import pytest
from escapes import CASES, ordinary

pytestmark = [pytest.mark.sandbox, pytest.mark.slow]

SUITE = "tests/sandbox/test_escape_cases.py"
N_LEVELS = 2
QUICK = ("reading", "network", "environment")


@pytest.fixture(scope="module", autouse=True)
def root():
    """Only root can become somebody else."""
    if os.geteuid() != 0:
        pytest.skip("run by an ordinary user, for whom the cases hold; as root they were not tried")
    if ordinary.missing():
        words = f"{', '.join(ordinary.missing())}: missing; apt-get install util-linux mount"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(words)


def summary(ran):
    """Return how many tests passed; none may have done anything else."""
    last = ran.stdout.strip().rpartition("\n")[2]
    found = re.fullmatch(r"=*\s*(\d+) passed(?:, \d+ deselected)? in .*", last)
    assert found, ran.stdout[-5000:] + ran.stderr[-2000:]
    assert ran.returncode == 0
    return int(found[1])


def test_all_cases_hold_for_an_ordinary_user(bubblewrap, landlock):
    ran = ordinary.run(ordinary.with_name(), [SUITE])
    assert summary(ran) == len(CASES) * N_LEVELS


def test_cases_hold_for_a_user_the_machine_has_no_name_for(bubblewrap, landlock):
    ran = ordinary.run(ordinary.without_name(), [SUITE, "-k", " or ".join(QUICK)])
    named = [f"{case.group}: {case.name}" for case in CASES]
    assert summary(ran) == len([name for name in named if any(map(name.count, QUICK))]) * N_LEVELS


WHO = """
import os, pathlib, pwd, pytest

def test_who():
    assert os.getresuid() == ({uid},) * 3
    assert os.getgroups() == []
    with pytest.raises(KeyError):
        pwd.getpwuid(os.getuid())
    status = pathlib.Path("/proc/self/status").read_text()
    for name in ("CapPrm", "CapEff", "CapBnd"):
        assert f"{{name}}:\\t0000000000000000" in status
    assert not os.access({root!r}, os.W_OK)
    assert os.access(pathlib.Path.home(), os.W_OK)
"""


def test_it_really_is_another_user_who_can_write_nothing_here():
    uid = ordinary.without_name()
    with tempfile.TemporaryDirectory(dir="/tmp") as name:
        folder = Path(name)
        folder.chmod(0o755)
        (folder / "pytest.ini").write_text("[pytest]\n")
        (folder / "test_who.py").write_text(WHO.format(uid=uid, root=str(ordinary.ROOT)))
        assert summary(ordinary.run(uid, ["--rootdir", name, name])) == 1
