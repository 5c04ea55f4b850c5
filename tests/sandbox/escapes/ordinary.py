"""Run tests once more as an ordinary user, from a process of root.

Python or the checkout may lie where only root can go. Such a folder is covered, for the one
process and those it starts, by an empty one that anybody can go through, in which what is needed
lies at its place.
"""

from __future__ import annotations

import os
import pwd
import shlex
import shutil
import stat
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from itertools import count
from pathlib import Path

ROOT = Path(__file__).parents[3]

_GO = stat.S_IXOTH
_HAS_A_NAME = 65534
_FIRST = 54321
_PROGRAMS = ("unshare", "setpriv", "mount", "umount")


def missing():
    """Return the programs this needs and the machine lacks."""
    return [name for name in _PROGRAMS if shutil.which(name) is None]


def with_name():
    """Return the number of a user the machine has a name for."""
    return pwd.getpwuid(_HAS_A_NAME).pw_uid


def without_name():
    """Return the number of a user the machine has no name for."""
    known = {user.pw_uid for user in pwd.getpwall()}
    return next(number for number in count(_FIRST) if number not in known)


def run(uid, arguments):
    """Run pytest as a user with a home and a temporary folder of its own; return what it said.

    Parameters
    ----------
    uid : int
        Number of the user, and of its only group.
    arguments : list of str
        What pytest is told.
    """
    with _folder(uid) as folder:
        home, temporary = folder / "home", folder / "t"
        for one in (home, temporary):
            one.mkdir(mode=0o700)
            os.chown(one, uid, uid)
        (home / ".profile").write_text("# private\n")
        os.chown(home / ".profile", uid, uid)
        environment = {
            "HOME": str(home),
            "TMPDIR": str(temporary),
            "PATH": os.environ["PATH"],
            "LANG": "C.UTF-8",
            "PYTHONDONTWRITEBYTECODE": "1",  # the checkout is not the user's
        } | {name: os.environ[name] for name in ("CI",) if name in os.environ}
        tests = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *arguments]
        ids = [f"--reuid={uid}", f"--regid={uid}", "--clear-groups"]
        drop = ["setpriv", *ids, "--inh-caps=-all", "--bounding-set=-all", "--", *tests]
        script = "\n".join(["set -eu", *_opened(folder), f"exec {shlex.join(drop)}"])
        return subprocess.run(
            ["unshare", "--mount", "--propagation", "private", "sh", "-c", script],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )


@contextmanager
def _folder(uid):
    """A folder the user can reach, whose short name leaves room for names of sockets."""
    with tempfile.TemporaryDirectory(prefix="ja-u", dir="/tmp") as name:
        folder = Path(name)
        os.chown(folder, uid, uid)
        yield folder


def _opened(folder):
    """Return the commands that let anybody go where Python, its packages and the tests are."""
    needed = {Path(path).resolve() for path in (sys.prefix, sys.base_prefix, *_on_path(), ROOT)}
    needed = [path for path in needed if not needed.intersection(path.parents)]
    shut = {_first_shut(path) for path in needed} - {None}
    aside = folder / "aside"
    commands = []
    for cover in sorted(shut):
        below = [path for path in needed if cover in (path, *path.parents)]
        held = [aside / f"{number}" for number, _ in enumerate(below)]
        for path, place in zip(below, held, strict=True):
            commands += [["mkdir", "-p", place], ["mount", "--rbind", path, place]]
        commands.append(["mount", "-t", "tmpfs", "-o", "mode=755", "tmpfs", cover])
        for path, place in zip(below, held, strict=True):
            commands += [["mkdir", "-p", path], ["mount", "--rbind", place, path]]
            commands.append(["umount", "-R", place])
    return [shlex.join(map(str, command)) for command in commands]


def _on_path():
    """Return the folders this process imports from."""
    return [path for path in sys.path if path and Path(path).is_dir()]


def _first_shut(path):
    """Return the first folder on the way to a path through which not everybody can go."""
    for folder in [*reversed(path.parents), path]:
        if not folder.stat().st_mode & _GO:
            return folder
    return None
