"""Machines that lack something, made by bubblewrap, and what the sandbox comes to on them."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

_HOST = """
import json, os, sys
from pathlib import Path
{before}
from jupyter_analyst.sandbox import Sandbox
given = json.loads(sys.argv[2])
box = Sandbox(Path(sys.argv[1]), spare=False, **given["how"])
runs = []
for code in given["codes"]:
    ran = box.run(code)
    runs.append([ran.status, ran.text, ran.fault, box.state().level])
    {between}
box.close()
print(json.dumps(runs))
"""
_PATIENCE_S = 120


@dataclass(frozen=True)
class Ran:
    """What became of code on a machine."""

    status: str
    text: str
    fault: str
    level: str


@dataclass
class Machine:
    """A machine like this one, but for what is said here.

    `walls` are options of bubblewrap, which change what is where; without them none is used.
    """

    folder: Path
    walls: list[str] = field(default_factory=list)
    environment: dict[str, str] = field(default_factory=dict)
    home: Path | str = ""
    python: str = sys.executable
    launcher: list[str] = field(default_factory=list)
    """Program that starts all the others, with its arguments."""
    shell: str = ""
    """What a shell does before, such as `ulimit`."""
    before: str = ""
    """Python before the sandbox is made."""
    between: str = ""
    """Python after each run."""

    def __post_init__(self):
        self.home = self.home or self.folder / "home"
        self.temporary = self.folder / "t"
        self.temporary.mkdir(exist_ok=True)
        self.environment = {"PATH": os.environ["PATH"], "TMPDIR": str(self.temporary)} | (
            self.environment
        )

    def without_bubblewrap(self, program=None):
        """Have no bubblewrap, or what a test calls so: a program in a folder of its own."""
        programs = self.folder / "programs"
        programs.mkdir(exist_ok=True)
        if program is not None:
            (programs / "bwrap").write_bytes(program)
            (programs / "bwrap").chmod(0o755)
        self.environment["PATH"] = str(programs)
        return self

    def on(self, level):
        """Have the level as the strongest."""
        return self if level == "A" else self.without_bubblewrap()

    def run(self, *codes, **how):
        """Return what becomes of the codes, one after the other in one sandbox."""
        host = _HOST.format(before=self.before, between=self.between)
        given = json.dumps({"codes": codes or ["1 + 1"], "how": how})
        command = [self.python, "-c", host, self.home, given]
        if self.walls:
            command = [shutil.which("bwrap"), "--dev-bind", "/", "/", *self.walls, "--", *command]
        if self.shell:
            command = ["/bin/sh", "-c", f'{self.shell}; exec "$@"', "sh", *command]
        command = [*self.launcher, *command]
        done = subprocess.run(
            command,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=_PATIENCE_S,
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, ""), done.stdout + done.stderr
        return [Ran(*ran) for ran in json.loads(done.stdout)]

    def left(self):
        """Return what is left of sandboxes that have ended."""
        places = Path(self.home, "sandbox")
        kept = [path.name for path in places.iterdir()] if places.exists() else []
        here = [path.name for path in self.temporary.iterdir()]
        return [name for name in kept if name != "lock" and not name.startswith("turn-")] + here
