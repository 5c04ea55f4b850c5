"""A clone whose scripts run for real, on a machine of stand-ins for Python, pip and apt-get."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
NOBODY = 65534
COMMANDS = ("basename", "cat", "cksum", "cp", "cut", "dirname", "flock", "grep", "ls", "mkdir")
COMMANDS += ("rm", "sed", "sh", "sort", "tr")

INTERPRETER = """#!/bin/sh
# Plays a Python and what pip installs: notes each call, makes what the call would make.
printf '%s\\n' "$(basename "$0") $*" >> "$CALLS"
case "$*" in
    "-c import os, sys"*) [ @too_old@ = 0 ] || exit 1; echo "$0" ;;
    -V) echo "Python @version@" ;;
    "-m venv --without-pip "*) mkdir -p "$4/bin"; cp "$0" "$4/bin/python" ;;
    "-m venv "*)
        mkdir -p "$3/bin"
        [ @venv@ = works ] || [ -e "$HOME/python3-venv" ] || {
            echo "ensurepip is not available"; exit 1
        }
        cp "$0" "$3/bin/python" ;;
    "-m pip --python "*) [ @pip@ = works ] || exit 1 ;;
    "-m pip install "*)
        [ -z "${PIP_FAILS:-}" ] || { echo "no matching distribution" >&2; exit 1; }
        for name in jlpm jupyter ruff mypy shellcheck lint-imports; do
            cp "$0" "$(dirname "$0")/$name"
        done ;;
esac
[ "${FAILS:-none}" != "$(basename "$0")" ]
"""
APT = """#!/bin/sh
printf '%s\\n' "apt-get $*" >> "$CALLS"
[ -z "${APT_FAILS:-}" ] || exit 100
: > "$HOME/python3-venv"
for program in ${APT_BRINGS:-}; do cp "$0" "$(dirname "$0")/$program"; done
"""


@dataclass
class Machine:
    """A clone and the programs that are installed around it."""

    folder: Path
    clone: Path
    environment: dict[str, str] = field(default_factory=dict)
    user: int | None = None

    @property
    def programs(self) -> Path:
        return self.folder / "programs"

    @property
    def venv(self) -> Path:
        return self.clone / ".venv"

    def install(self, name: str, text: str) -> Path:
        path = self.programs / name
        path.write_text(text, encoding="utf-8")
        path.chmod(0o755)
        return path

    def install_python(
        self,
        name: str = "python3",
        *,
        version: str = "3.12.1",
        venv: str = "works",
        pip: str = "works",
    ) -> Path:
        too_old = int(tuple(map(int, version.split(".")))[:2] < (3, 11))
        text = INTERPRETER
        for key, value in {
            "version": version,
            "too_old": too_old,
            "venv": venv,
            "pip": pip,
        }.items():
            text = text.replace(f"@{key}@", str(value))
        return self.install(name, text)

    def become(self, user_id: int) -> None:
        self.install("id", f"#!/bin/sh\necho {user_id}\n")

    def run(
        self, script: str, *arguments: str, timeout_s: float = 30, **variables: str
    ) -> subprocess.CompletedProcess[str]:
        """Run a script of the clone from another folder, without standard input."""
        return subprocess.run(
            ["/bin/sh", str(self.clone / "script" / script), *arguments],
            cwd=self.folder,
            env=self.environment | variables,
            user=self.user,
            timeout=timeout_s,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )

    @property
    def calls(self) -> list[str]:
        noted = Path(self.environment["CALLS"])
        return noted.read_text(encoding="utf-8").splitlines() if noted.exists() else []

    def forget_calls(self) -> None:
        Path(self.environment["CALLS"]).unlink(missing_ok=True)


def machine_in(folder: Path) -> Machine:
    machine = Machine(folder, folder / "my clone")
    machine.programs.mkdir()
    for name in COMMANDS:
        (machine.programs / name).symlink_to(shutil.which(name))
    shutil.copytree(ROOT / "script", machine.clone / "script")
    for name in ("pyproject.toml", "constraints.txt"):
        shutil.copy(ROOT / name, machine.clone)
    made = shutil.ignore_patterns("node_modules", "lib", ".yarn", "__pycache__")
    for name in ("labextension", "jupyter_analyst/widgets", "tests/widgets"):
        shutil.copytree(ROOT / name, machine.clone / name, ignore=made)
    (folder / "home").mkdir()
    machine.environment = {
        "PATH": str(machine.programs),
        "HOME": str(folder / "home"),
        "CALLS": str(folder / "calls"),
    }
    machine.become(1000)
    machine.install("apt-get", APT)
    return machine


@pytest.fixture
def bare_machine(tmp_path: Path) -> Machine:
    """An ordinary user's Debian without any Python."""
    return machine_in(tmp_path)


@pytest.fixture
def machine(bare_machine: Machine) -> Machine:
    """An ordinary user's Debian with Python 3.12."""
    bare_machine.install_python()
    return bare_machine


@pytest.fixture
def read_only_machine() -> Iterator[Machine]:
    """A machine whose clone belongs to somebody else; root plays an ordinary user."""
    with TemporaryDirectory() as name:  # pytest's own folders are closed to other users
        folder = Path(name)
        folder.chmod(0o755)
        machine = machine_in(folder)
        machine.install_python()
        machine.clone.chmod(0o555)
        if os.geteuid() == 0:
            machine.user = NOBODY
            os.chown(folder, NOBODY, NOBODY)
            os.chown(folder / "home", NOBODY, NOBODY)
        yield machine
        machine.clone.chmod(0o755)
