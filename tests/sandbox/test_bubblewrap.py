"""What is peculiar to level A: the world bubblewrap makes."""

from pathlib import Path

import pytest

from jupyter_analyst.sandbox.walls import launch

pytestmark = [
    pytest.mark.sandbox,
    pytest.mark.slow,
    pytest.mark.parametrize("level", ["A"], indirect=True, scope="session"),
]


def test_all_namespaces_are_its_own(inside):
    names = ("cgroup", "ipc", "mnt", "net", "pid", "user", "uts")
    code = f"for name in {names}: print(os.readlink('/proc/self/ns/' + name))"
    there = inside.run(code).text.split()
    here = [str(Path(f"/proc/self/ns/{name}").readlink()) for name in names]
    assert len(there) == len(names)
    assert not set(there) & set(here)


def test_it_is_an_ordinary_user_on_a_machine_of_no_name(inside):
    code = "import pwd; print(os.getuid(), os.getgid(), os.uname().nodename, pwd.getpwuid(1000)[0])"
    assert inside.run(code).text == "1000 1000 sandbox analyst\n"


def test_the_root_holds_nothing_but_what_was_put_there(inside):
    found = set(inside.run("print(*os.listdir('/'))").text.split())
    assert {"data", "scratch", "usr"} <= found
    assert not found & {"boot", "home", "media", "mnt", "run", "srv", "sys", "var"}


@pytest.mark.parametrize("folder", ["/", "/proc/sys/kernel", "/dev", "/data", "/etc", "/opt"])
def test_only_scratch_can_be_written(inside, folder):
    ran = inside.run(f"open({folder + '/new'!r}, 'w')")
    assert ran.error in {"OSError", "PermissionError", "FileNotFoundError"}


def test_its_temporary_folder_is_small_and_its_own(inside):
    code = "found = os.statvfs('/tmp'); print(found.f_blocks * found.f_frsize)"
    assert int(inside.run(code).text) <= 64 * 2**20
    # the kernel's sockets, and the packages if they happen to be installed below it
    packages = {Path(path).parts[2] for path in launch.libraries() if path.startswith("/tmp/")}
    names = set(inside.run("print(*os.listdir('/tmp'))").text.split())
    assert names - packages == {inside.place.runtime.name}


def test_the_network_has_no_interface_that_is_up(inside):
    code = "print(*[line.split(':')[0].strip() for line in open('/proc/net/dev')][2:])"
    assert inside.run(code).text in {"lo\n", "\n"}
