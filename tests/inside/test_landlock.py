"""Landlock keeps a process to its folders, with each version of it that this kernel can play."""

import subprocess
import sys

import pytest

pytestmark = [pytest.mark.sandbox, pytest.mark.slow]

TRY = """
import os, sys
from jupyter_analyst.inside import landlock, seccomp
known, readable, writable, way = int(sys.argv[1]), *sys.argv[2:]
os.chdir(writable)
landlock.restrict(readable=[readable, "/nowhere"], writable=[writable], known=known)
seccomp.install(seccomp.program(os.getpid()))
try:
    exec(way)
    print("done")
except OSError as error:
    print(type(error).__name__)
"""
VERSIONS = [*range(1, 6), 7]


@pytest.fixture
def tried(tmp_path):
    """A function that tries something behind a version of Landlock; a newer kernel plays older."""
    for name in ("readable", "writable", "hidden"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "file").write_text(name)

    def tried(version, way):
        way = f"outside = {str(tmp_path)!r}; {way}"
        folders = [str(tmp_path / "readable"), str(tmp_path / "writable")]
        command = [sys.executable, "-c", TRY, str(version), *folders, way]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()

    yield tried
    assert (tmp_path / "readable" / "file").read_text() == "readable"
    assert (tmp_path / "hidden" / "file").read_text() == "hidden"


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize(
    ("way", "found"),
    [
        ("open(outside + '/readable/file').read()", "done"),
        ("open('file', 'w').write('x'); os.remove('file'); os.mkdir('x'); os.rmdir('x')", "done"),
        ("open(os.devnull, 'w').write('x')", "done"),
        ("open(outside + '/hidden/file')", "PermissionError"),
        ("os.listdir(outside + '/hidden')", "PermissionError"),
        ("open(outside + '/readable/file', 'a')", "PermissionError"),
        ("open(outside + '/readable/new', 'w')", "PermissionError"),
        ("os.remove(outside + '/readable/file')", "PermissionError"),
        ("os.truncate(outside + '/readable/file', 0)", "PermissionError"),
        ("os.truncate(outside + '/hidden/file', 0)", "PermissionError"),
        ("os.open(outside + '/readable/file', os.O_RDONLY | os.O_TRUNC)", "PermissionError"),
        ("os.open(outside + '/hidden/file', os.O_WRONLY | os.O_TRUNC)", "PermissionError"),
        ("os.chmod(outside + '/hidden/file', 0)", "PermissionError"),
        ("os.symlink(outside + '/hidden/file', 'x')", "PermissionError"),
        ("os.link(outside + '/hidden/file', 'x')", "OSError"),
        ("os.rename(outside + '/hidden/file', 'x')", "OSError"),
    ],
)
def test_only_what_was_granted_can_be_done(tried, version, way, found):
    assert tried(version, way) in {found, *(["PermissionError"] if found == "OSError" else [])}
