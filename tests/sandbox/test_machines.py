"""On a machine that lacks something there is a sandbox that works, or one clear message."""

import os
import re
import shutil
import sys
import sysconfig
from pathlib import Path

import pytest
from machines import Machine, Ran

pytestmark = [pytest.mark.sandbox, pytest.mark.slow, pytest.mark.usefixtures("bubblewrap")]

REFUSED = "Code is not run: no isolation that is strong enough works on this machine. "
NOBODY = "Code is not run on level C without being asked, and nobody is there. "


def two(level):
    """Return what `1 + 1` comes to on a level."""
    return [Ran("ok", "2", "", level)]


@pytest.fixture
def machine(tmp_path):
    """A machine like this one, on which nothing may be left."""
    found = Machine(tmp_path)
    yield found
    assert found.left() == []


NAMELESS = ["--unshare-user", "--uid", "54321", "--gid", "54321"]
NOT_UTF_8 = os.fsdecode(b"t\xff")


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"environment": {"TMPDIR": "/no/such/folder"}}, id="TMPDIR missing"),
        pytest.param({"environment": {"TMPDIR": "/dev/shm"}}, id="TMPDIR in memory"),
        pytest.param({"environment": {"LANG": "C", "LC_ALL": "C"}}, id="LANG=C"),
        pytest.param({"environment": {"HOME": "/no/such/folder"}}, id="HOME missing"),
        pytest.param({"environment": {"HOME": ""}}, id="HOME empty"),
        pytest.param({"environment": {"HOME": "/"}}, id="HOME is the root"),
        pytest.param({"walls": NAMELESS}, id="a user without a name"),
        pytest.param({"shell": "umask 0"}, id="umask 0"),
        pytest.param({"shell": "umask 77"}, id="umask 77"),
        pytest.param({"before": "os.mkdir('x'); os.chdir('x'); os.rmdir('../x')"}, id="no folder"),
        pytest.param({"home": "relative"}, id="a relative home"),
        pytest.param({"between": "os.chdir('/')", "home": "here"}, id="another current folder"),
        pytest.param({"shell": "ulimit -n 160"}, id="few open files"),
        pytest.param({"shell": "ulimit -c unlimited"}, id="core files"),
    ],
)
@pytest.mark.parametrize("level", ["A", "B"])
def test_code_runs_all_the_same(machine, landlock, level, change, monkeypatch):
    monkeypatch.chdir(machine.folder)
    environment = machine.environment | change.pop("environment", {})
    machine = Machine(machine.folder, environment=environment, **change).on(level)
    assert machine.run() == two(level)
    assert machine.left() == []


@pytest.mark.parametrize("name", ["t mp", "t\u00e4mp", "t'm\"p", "t\nmp", "$(t)", NOT_UTF_8])
@pytest.mark.parametrize("level", ["A", "B"])
def test_any_name_of_a_folder_will_do(machine, landlock, level, name):
    for folder in (machine.folder / name, machine.folder / name / "t"):
        folder.mkdir()
    machine.environment["TMPDIR"] = str(machine.folder / name / "t")
    machine.home = machine.folder / name / "home"
    assert machine.on(level).run() == two(level)
    assert list((machine.folder / name / "t").iterdir()) == []


@pytest.mark.parametrize("level", ["A", "B"])
def test_a_very_long_home_will_do(machine, landlock, level):
    machine.home = machine.folder.joinpath(*["x" * 60] * 6)
    assert len(str(machine.home)) > 300
    assert machine.on(level).run() == two(level)


@pytest.mark.parametrize("beyond", [0, 1])
def test_sockets_are_where_they_may_be_and_elsewhere_one_byte_beyond(machine, beyond):
    room = 107 - len("/ja-12345678/s/k-12345") - len(f"{machine.folder}/") + beyond
    folder = machine.folder / ("x" * room)
    folder.mkdir()
    machine.environment["TMPDIR"] = str(folder)
    machine.between = "print(box._worker.place.runtime, file=open(sys.argv[1] + '/where', 'w'))"
    assert machine.run() == two("A")
    where = Path((machine.home / "where").read_text().strip())
    assert (where.parent == folder) is not bool(beyond)
    assert not where.exists()


def small(folder, size=4096):
    """Return the walls of a machine with a small disk."""
    return ["--size", str(size), "--tmpfs", str(folder)]


def test_where_the_temporary_folder_is_full_another_one_is_taken(machine):
    machine.walls = small(machine.temporary)
    assert machine.run() == two("A")


@pytest.mark.parametrize("level", ["A", "B"])
def test_a_disk_of_a_megabyte_is_enough_for_temporary_files(machine, landlock, level):
    machine.walls = small(machine.temporary, 2**20)
    assert machine.on(level).run() == two(level)


@pytest.mark.parametrize("level", ["A", "B"])
def test_disks_from_which_nothing_is_executed_will_do(machine, landlock, level):
    disk = machine.folder / "disk"
    disk.mkdir()
    machine.home = disk / "home"
    machine.environment["TMPDIR"] = str(disk)
    machine.launcher = [shutil.which("unshare"), "--map-root-user", "--mount"]
    machine.shell = f"{shutil.which('mount')} -t tmpfs -o noexec,nosuid,nodev none {disk}"
    assert machine.on(level).run() == two(level)


def test_without_any_folder_for_sockets_each_is_named_with_its_fault(machine):
    folders = [str(machine.temporary), "/tmp", "/var/tmp", "/dev/shm"]
    read_only = [word for folder in folders for word in ("--ro-bind", folder, folder)]
    machine.walls = [*read_only, "--bind", str(machine.folder), str(machine.folder)]
    machine.walls += ["--ro-bind", str(machine.temporary), str(machine.temporary)]
    machine.before = "os.chdir('/proc')"  # where Python looks for room last
    (ran,) = machine.run()
    assert ran.status == "refused"
    assert ran.fault.startswith("None of these folders can be used for sockets: ")
    assert "/dev/shm (Read-only file system)." in ran.fault
    assert ran.fault.endswith("with a path of at most 85 bytes.")


@pytest.mark.parametrize("is_there", [False, True])
def test_a_home_that_cannot_be_written_is_one_message(machine, is_there):
    folder = machine.home if is_there else machine.folder / "outer"
    folder.mkdir()
    machine.home = folder if is_there else folder / "home"
    machine.walls = ["--ro-bind", str(folder), str(folder)]
    first, second = machine.run("1", "2")
    assert first.fault.startswith("The folder is read-only while starting the sandbox (")
    assert "by `%analyst config home FOLDER`, then run this again." in first.fault
    assert (first.status, second.status) == ("refused", "refused")


def test_a_home_that_is_full_is_one_message_and_works_once_there_is_room(machine):
    machine.home.mkdir()
    machine.walls = small(machine.home, 16 * 4096)
    machine.before = (
        "full = Path(sys.argv[1]) / 'full'\n"
        "with open(full, 'wb', 0) as file:\n"
        "    try:\n"
        "        while file.write(bytes(4096)): pass\n"
        "    except OSError: pass"
    )
    machine.between = "full.unlink(missing_ok=True)"
    full, there_is_room = machine.run("1 + 1", "1 + 1")
    assert full.status == "refused"
    assert full.fault.startswith("The disk is full while starting the sandbox")
    assert [there_is_room] == two("A")


@pytest.mark.parametrize("level", ["A", "B"])
def test_a_disk_that_gets_full_is_an_error_of_the_code(machine, landlock, level):
    machine.home.mkdir()
    machine.walls = small(machine.home, 2**20)
    code = "with open('x', 'wb') as file: file.write(bytes(2**21))"
    failed, after, removed = machine.on(level).run(code, "1 + 1", "import os; os.remove('x')")
    assert failed.status == "error"
    assert failed.fault == "OSError: [Errno 28] No space left on device."
    assert [after] == two(level)
    assert removed.status == "ok"


@pytest.mark.parametrize("level", ["A", "B"])
def test_files_of_the_code_may_have_any_name_and_are_swept(machine, landlock, level):
    code = "for name in ('a\\nb', '-rf', b'\\xff', '\u00e4 \"'): open(name, 'w').close()"
    assert machine.on(level).run(code)[0].status == "ok"
    assert machine.left() == []


APPARMOR = "bwrap: setting up uid map: Permission denied"
CONTAINER = "bwrap: No permissions to create new namespace, likely because the kernel"
NESTING = "bwrap: Creating new namespace failed: nesting depth or /proc/sys/user/max_*_namespaces"
GARBAGE = b"#!/bin/sh\nhead -c 300000 /dev/zero | tr '\\0' '\\377'\nexit 3\n"


@pytest.mark.parametrize(
    ("program", "found"),
    [
        (None, "The program bubblewrap (bwrap) is not installed. Install it: `"),
        (b"#!/bin/sh\nexit 0\n", "what was to be started behind its walls did not run. It is not "),
        (b"#!/bin/sh\nexit 3\n", "exit status 3"),
        (GARBAGE, "exit status 3"),
        (b"garbage", "bwrap` cannot be started (Exec format error). It is not the program it "),
        (b"#!/no/such/program\n", "bwrap` cannot be started (No such file or directory). It is "),
        (f"#!/bin/sh\necho '{APPARMOR}' >&2; exit 1\n", APPARMOR + "."),
        (f"#!/bin/sh\necho '{CONTAINER}' >&2; exit 1\n", CONTAINER + "."),
        (f"#!/bin/sh\necho '{NESTING}' >&2; exit 1\n", NESTING + "."),
        (b"#!/bin/sh\nsleep 60\n", "a process behind its walls did not end within 1 s"),
    ],
    ids=lambda value: None if value is None else re.sub(r"\W+", "-", str(value))[:30],
)
def test_a_bubblewrap_that_does_not_work_is_said_and_the_next_level_taken(
    machine, landlock, program, found
):
    program = program.encode() if isinstance(program, str) else program
    machine.without_bubblewrap(program)
    if program is not None:  # scripts find their own programs
        machine.environment["PATH"] += ":/usr/sbin:/sbin:/bin"
    machine.before = "from jupyter_analyst.sandbox.walls import level; level._PATIENCE_S = 1"
    if program is None or b"sleep" not in program:
        machine.before = ""
    assert machine.run() == two("B")
    (ran,) = machine.run(refuse_below="A")
    assert ran.status == "refused"
    assert ran.fault.startswith(REFUSED + "Level A: ")
    assert found in ran.fault
    assert ran.fault.isprintable()
    assert len(ran.fault) < 800


@pytest.mark.parametrize("kind", ["a folder", "not executable"])
def test_what_is_no_program_is_no_bubblewrap(machine, landlock, kind):
    machine.without_bubblewrap()
    found = machine.folder / "programs" / "bwrap"
    if kind == "a folder":
        found.mkdir()
    else:
        found.touch(mode=0o644)
    assert machine.run() == two("B")


def test_an_empty_path_has_no_bubblewrap(machine, landlock):
    machine.environment["PATH"] = ""
    assert machine.run() == two("B")


NO_LANDLOCK = """
import struct
from jupyter_analyst.inside import seccomp
word = lambda kind, yes, no, value: struct.pack("=HBBI", kind, yes, no, value)
refuse = word(0x15, 0, 1, 444) + word(0x06, 0, 0, 0x00050000 | 38)
seccomp.install(word(0x20, 0, 0, 0) + refuse + word(0x06, 0, 0, 0x7FFF0000))
"""


def test_without_landlock_bubblewrap_is_enough(machine):
    machine.before = NO_LANDLOCK
    assert machine.run() == two("A")


@pytest.mark.parametrize(
    ("how", "ran"),
    [
        ({}, Ran("refused", "", NOBODY, "C")),
        ({"ask_below": "C"}, Ran("ok", "2", "", "C")),
        ({"refuse_below": "B"}, Ran("refused", "", REFUSED, "")),
    ],
    ids=["nobody is there", "nobody has to be asked", "refused"],
)
def test_with_neither_limits_are_for_a_person_to_allow(machine, how, ran):
    machine.before = NO_LANDLOCK
    (found,) = machine.without_bubblewrap().run(**how)
    assert (found.status, found.text, found.level) == (ran.status, ran.text, ran.level)
    assert found.fault.startswith(ran.fault)
    if ran.fault:
        assert "Install it: `" in found.fault
        assert "Linux 5.13" in found.fault


@pytest.mark.parametrize("answer", [True, False])
def test_a_person_who_is_there_is_asked_where_there_is_neither(machine, answer):
    machine.before = NO_LANDLOCK + (
        "from jupyter_analyst.sandbox import client\n"
        f"run = client.Sandbox.run\nclient.Sandbox.run = lambda box, code: "
        f"run(box, code, allow=lambda words: {answer})"
    )
    (ran,) = machine.without_bubblewrap().run()
    assert ran.status == ("ok" if answer else "refused")
    assert answer or ran.fault.startswith("The code was not run: you said no. Level A: ")


LITTLE_MEMORY = """
import resource
from pathlib import Path
from jupyter_analyst.sandbox import client
n_pages, *_ = Path("/proc/self/statm").read_text().split()
room = int(n_pages) * resource.getpagesize() + 5 * 2**20  # less than the stack of a thread
resource.setrlimit(resource.RLIMIT_AS, (room, room))
"""


@pytest.mark.parametrize(
    ("shell", "found"),
    [
        ("ulimit -n 60", "(Too many open files)"),
        ("ulimit -n 32", "(Too many open files)"),
        ("true", "(can't start new thread)"),
    ],
)
def test_a_process_without_room_is_told_so_and_lives_on(machine, shell, found):
    machine.shell = shell
    machine.before = LITTLE_MEMORY if "thread" in found else ""
    first, second = machine.run("1", "2")
    assert first.status == second.status == "refused"
    assert first.fault.startswith("The sandbox was not started: this process has no room for it (")
    assert found in first.fault
    assert "`ulimit -n`" in first.fault


LOOK = """
def reads(path):
    try:
        with open(path) as file:
            return file.read()
    except OSError as error:
        return type(error).__name__
import sys
import pandas
print(sys.prefix == {prefix!r}, *[reads(path) == "secret" for path in {secrets!r}])
"""
VERSION = "python{}.{}".format(*sys.version_info)
PACKAGES = next(path for path in sys.path if path.endswith("site-packages"))


def environment_of_its_own(prefix):
    """Return the walls of a machine that has a virtual environment like this one there."""
    parts = [part for part in ("bin", "lib", "pyvenv.cfg") if Path(sys.prefix, part).exists()]
    return [
        word for part in parts for word in ("--ro-bind", f"{sys.prefix}/{part}", f"{prefix}/{part}")
    ]


def all_of_python(prefix):
    """Return the walls of a machine that has Python there with its packages, as conda does it."""
    base, folder = Path(sys.base_prefix), f"{prefix}/lib/{VERSION}"
    walls = ["--ro-bind", f"{base}/bin/{VERSION}", f"{prefix}/bin/{VERSION}", "--tmpfs", folder]
    for part in base.joinpath("lib", VERSION).iterdir():  # one by one, to add packages beside
        if part.name not in {"site-packages", "dist-packages"}:
            walls += ["--ro-bind", str(part), f"{folder}/{part.name}"]
    for name in ("site-packages", "dist-packages"):  # what Debian calls them
        walls += ["--ro-bind", PACKAGES, f"{folder}/{name}"]
    return [*walls, *library_of_python()]


def library_of_python():
    """Return the walls of a machine that has the library of Python among those of the system.

    Python itself looks for it where it was built, and that is not where it is now.
    """
    own = Path(sysconfig.get_config_var("LIBDIR"), sysconfig.get_config_var("INSTSONAME"))
    if not own.exists() or own.is_relative_to("/usr"):
        return []
    others = [*Path("/usr/lib").glob(f"*/{own.name}")]
    if not others:
        pytest.skip("this Python cannot be moved")
    return [word for other in others for word in ("--ro-bind", str(own), str(other))]


@pytest.mark.parametrize("made", [environment_of_its_own, all_of_python])
@pytest.mark.parametrize(
    "prefix",
    ["person/project/.venv", "person", "person/.local", "person/.local/share/jupyter_analyst"],
)
@pytest.mark.parametrize("level", ["A", "B"])
def test_python_below_the_home_folder_shows_nothing_else_of_it(
    machine, landlock, level, prefix, made
):
    """Also where it was put into the home folder itself, or beside what programs keep there."""
    person = machine.folder / "person"
    machine.environment["HOME"] = str(person)
    machine.home = person / ".local" / "share" / "jupyter_analyst"
    prefix = machine.folder / prefix
    machine.python = f"{prefix}/bin/{VERSION}"
    machine.walls = made(prefix)
    secrets = [person / "secret.txt", machine.home / "secret.txt"]
    for secret in secrets:
        secret.parent.mkdir(parents=True, exist_ok=True)
        secret.write_text("secret")
    code = LOOK.format(prefix=str(prefix), secrets=[*map(str, secrets)])
    assert machine.on(level).run(code) == [Ran("ok", "True False False", "", level)]


@pytest.mark.parametrize("made", [environment_of_its_own, all_of_python])
@pytest.mark.parametrize("place", ["/opt/conda", "/data/me", "/scratch/me"])
@pytest.mark.parametrize("level", ["A", "B"])
def test_python_may_be_anywhere(machine, landlock, level, place, made):
    """Also where the sandbox has folders of its own."""
    machine.walls = ["--tmpfs", f"/{Path(place).parts[1]}", *made(place)]
    machine.python = f"{place}/bin/{VERSION}"
    code = "import sys, pandas; open('kept', 'w').close(); print(sys.prefix)"
    assert machine.on(level).run(code) == [Ran("ok", place, "", level)]
