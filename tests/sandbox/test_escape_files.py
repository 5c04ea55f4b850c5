"""Breaking out by files: all that is not offered stays out of reach, on both levels."""

from pathlib import Path

import pytest

import jupyter_analyst

pytestmark = [pytest.mark.sandbox, pytest.mark.slow]

ROOT = Path(__file__).parents[2]
PACKAGE = Path(jupyter_analyst.__file__).parent

# bubblewrap: it is not there; Landlock: it may not be opened
NOT_TO_BE_SEEN = {"A": "FileNotFoundError", "B": "PermissionError"}
# bubblewrap: the file system is read-only (EROFS); Landlock and seccomp: permission denied
NOT_TO_BE_CHANGED = {"A": ("OSError", "PermissionError"), "B": ("PermissionError",)}


def test_the_dataset_on_offer_can_be_read(inside):
    ran = inside.run(
        "import os, pandas as pd\n"
        "print(pd.read_parquet(os.environ['ANALYST_DATA'] + '/heart.parquet').age.sum())"
    )
    assert ran.text == "150\n"


def test_a_dataset_offered_later_is_there_at_once(inside):
    (inside.place.shelf / "later.txt").write_text("later")
    assert inside.run("print(open(os.environ['ANALYST_DATA'] + '/later.txt').read())").text == (
        "later\n"
    )


def test_the_working_directory_can_be_written(inside):
    code = "open('x.txt', 'w').write('kept'); print(open('x.txt').read(), os.listdir())"
    assert inside.run(code).text.startswith("kept [")
    assert (inside.place.scratch / "x.txt").read_text() == "kept"


@pytest.mark.parametrize(
    "way",
    [
        "open({secret!r})",
        "__import__('pandas').read_csv({secret!r})",
        "open('/proc/self/root' + {secret!r})",
        "open('/proc/self/cwd/../../../../../../../../../..' + {secret!r})",
        "open('/proc/self/fd/%d' % os.open({secret!r}, os.O_PATH))",
        "os.chdir({folder!r}); open('secret.txt')",
        "os.listdir({folder!r})",
        "os.rename({secret!r}, 'stolen')",
    ],
)
def test_a_file_of_the_host_cannot_be_read(inside, outside, way):
    code = way.format(secret=str(outside / "secret.txt"), folder=str(outside))
    ran = inside.run(code)
    assert ran.error == NOT_TO_BE_SEEN[inside.level], ran


def test_a_link_does_not_lead_to_a_file_of_the_host(inside, outside):
    code = "os.symlink({!r}, 'way'); open('way')".format(str(outside / "secret.txt"))
    assert inside.run(code).error == NOT_TO_BE_SEEN[inside.level]
    code = "os.link({!r}, 'hard')".format(str(outside / "secret.txt"))
    ran = inside.run(code)
    assert (ran.error, "cross-device" in ran.words) in {
        ("FileNotFoundError", False), ("PermissionError", False), ("OSError", True),
    }  # fmt: skip


@pytest.mark.parametrize(
    "path",
    [
        "/etc/shadow",
        "/var/log",
        "/run",
        "/boot",
        str(ROOT / "pyproject.toml"),
        str(ROOT / ".git" / "config"),
        str(Path(__file__)),
    ],
)
def test_private_places_of_the_machine_cannot_be_opened(inside, path):
    assert Path(path).exists(), "or the refusal would mean nothing"
    ran = inside.run(f"os.open({path!r}, os.O_RDONLY)")
    assert ran.error == NOT_TO_BE_SEEN[inside.level], ran


def test_duckdb_cannot_read_a_file_of_the_host(inside, outside):
    code = f"import duckdb; duckdb.sql(\"from read_csv('{outside}/secret.txt')\").fetchall()"
    ran = inside.run(code)
    assert ran.error == "IOException"
    assert "s3cret" not in ran.words


def state(path):
    """Return all that could be changed about a file."""
    found = path.stat()
    return path.read_bytes(), found.st_mtime_ns, found.st_mode, sorted(path.parent.iterdir())


@pytest.mark.parametrize(
    "way",
    [
        "open({path!r}, 'r+b')",
        "open({path!r}, 'wb')",
        "os.open({path!r}, os.O_RDONLY | os.O_TRUNC)",
        "os.truncate({path!r}, 0)",
        "os.unlink({path!r})",
        "os.rename({path!r}, {path!r} + '2')",
        "os.chmod({path!r}, 0o777)",
        "os.chown({path!r}, os.getuid(), os.getgid())",
        "os.utime({path!r}, (0, 0))",
        "os.setxattr({path!r}, 'user.note', b'x')",
        "open(os.path.dirname({path!r}) + '/new', 'w')",
        "os.mkdir(os.path.dirname({path!r}) + '/new')",
        "os.open('/proc/self/fd/%d' % os.open({path!r}, os.O_RDONLY), os.O_RDWR)",
    ],
)
@pytest.mark.parametrize("what", ["dataset", "package"])
def test_what_may_be_read_cannot_be_changed(inside, way, what):
    host, path = {
        "dataset": (inside.place.shelf / "heart.parquet", "{data}/heart.parquet"),
        "package": (PACKAGE / "py.typed", str(PACKAGE / "py.typed")),
    }[what]
    before = state(host)
    data = inside.run("print(os.environ['ANALYST_DATA'], end='')").text
    ran = inside.run(way.format(path=path.format(data=data)))
    assert ran.error in NOT_TO_BE_CHANGED[inside.level], ran
    assert state(host) == before


@pytest.mark.parametrize("folder", ["/", "/usr", "/etc", "/var/tmp", "{outside}", "{sandbox}"])
def test_nothing_can_be_written_outside_the_working_directory(inside, outside, folder):
    host = folder.format(outside=outside, sandbox=inside.place.folder)
    ran = inside.run(f"open({host + '/new'!r}, 'w')")
    assert ran.error in {"OSError", "PermissionError", "FileNotFoundError"}, ran
    assert not Path(host, "new").exists()


def test_a_hard_link_is_no_way_to_change_a_dataset(inside):
    ran = inside.run("os.link(os.environ['ANALYST_DATA'] + '/heart.parquet', 'mine')")
    assert ran.error in {"OSError", "PermissionError"}
    assert not (inside.place.scratch / "mine").exists()


def test_there_are_no_devices_and_pipes_to_make(inside):
    assert inside.run("os.mkfifo('pipe')").error == "PermissionError"
    assert inside.run("os.mknod('disk', 0o60600, os.makedev(8, 0))").error == "PermissionError"


def test_switches_of_the_kernel_cannot_be_written(inside):
    ran = inside.run("os.open('/proc/sys/kernel/core_pattern', os.O_WRONLY)")
    assert ran.error in NOT_TO_BE_CHANGED[inside.level]
