"""A file is taken from the sandbox only if it is a plain one, of its own, in its own folder."""

import os
import socket
import stat
import threading

import pytest

from jupyter_analyst.errors import SandboxError
from jupyter_analyst.sandbox.exchange import handed

NAME = ".handover-0123456789abcdef.arrow"
OTHER = ".handover-fedcba9876543210.arrow"
MOST = 2**20


@pytest.fixture
def scratch(tmp_path):
    folder = tmp_path / "scratch"
    folder.mkdir()
    return folder


@pytest.fixture
def secret(tmp_path):
    """A file of the host."""
    path = tmp_path / "secret.txt"
    path.write_text("s3cret-of-the-host")
    yield path
    assert path.read_text() == "s3cret-of-the-host"


def refused(scratch, name=NAME, most=MOST):
    """Return why a file is not taken; fails if anybody waits for it."""
    with pytest.raises(SandboxError) as caught:
        handed.read(scratch, name, most)
    assert "s3cret" not in str(caught.value)
    return str(caught.value)


def test_a_plain_file_is_taken_and_gone(scratch):
    (scratch / NAME).write_bytes(b"abc")
    (scratch / OTHER).write_bytes(b"other")
    assert bytes(handed.read(scratch, NAME, MOST)) == b"abc"
    assert [path.name for path in scratch.iterdir()] == [OTHER]


@pytest.mark.parametrize("size", [0, 1, MOST - 1, MOST])
def test_all_of_a_file_is_taken(scratch, size):
    content = os.urandom(size)
    (scratch / NAME).write_bytes(content)
    assert bytes(handed.read(scratch, NAME, MOST)) == content


def test_nobody_else_can_change_what_was_taken(scratch):
    path = scratch / NAME
    path.write_bytes(b"abc")
    with path.open("r+b") as kept:
        taken = handed.read(scratch, NAME, MOST)
        kept.write(b"xyz")
        kept.flush()
        assert bytes(taken) == b"abc"


@pytest.mark.parametrize(
    "name",
    [
        "",
        ".",
        "..",
        "../secret.txt",
        f"../scratch/{NAME}",
        f"./{NAME}",
        f"{NAME}/",
        f"{NAME}\n",
        f"{NAME}\0",
        f"/{NAME}",
        "/etc/passwd",
        "handover.arrow",
        ".handover-0123456789ABCDEF.arrow",
        ".handover-٠123456789abcdef.arrow",
    ],
)
def test_only_a_name_of_ours_is_opened(scratch, secret, name):
    (scratch / NAME).write_bytes(b"abc")
    assert "calls its file" in refused(scratch, name)
    assert (scratch / NAME).exists()


def test_a_file_that_is_not_there_is_an_error(scratch):
    assert "cannot be opened (No such file" in refused(scratch)


def test_a_link_is_not_followed(scratch, secret):
    (scratch / NAME).symlink_to(secret)
    assert "cannot be opened" in refused(scratch)
    assert not os.path.lexists(scratch / NAME)


def test_a_link_to_a_file_beside_it_is_not_followed(scratch):
    (scratch / OTHER).write_bytes(b"abc")
    (scratch / NAME).symlink_to(OTHER)
    assert "cannot be opened" in refused(scratch)
    assert (scratch / OTHER).exists()


def test_a_link_to_nowhere_or_to_itself_is_an_error(scratch):
    (scratch / NAME).symlink_to(NAME)
    assert "cannot be opened" in refused(scratch)


def test_a_second_name_of_a_file_of_the_host_is_not_read(scratch, secret):
    (scratch / NAME).hardlink_to(secret)
    assert "second name" in refused(scratch)
    assert secret.stat().st_nlink == 1


def test_a_pipe_keeps_nobody_waiting(scratch):
    os.mkfifo(scratch / NAME)
    assert "no plain file" in refused(scratch)


def test_a_pipe_somebody_writes_to_is_not_read(scratch):
    os.mkfifo(scratch / NAME)
    handle = os.open(scratch / NAME, os.O_RDWR)
    os.write(handle, b"abc")
    assert "no plain file" in refused(scratch)
    os.close(handle)


def test_a_socket_is_not_connected_to(scratch, monkeypatch):
    monkeypatch.chdir(scratch)  # the path of a socket may not be long
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(NAME)
        assert "cannot be opened" in refused(scratch)


def test_a_folder_is_not_read(scratch):
    (scratch / NAME).mkdir()
    assert "no plain file" in refused(scratch)


def test_a_device_is_not_read(scratch):
    try:
        os.mknod(scratch / NAME, stat.S_IFCHR | 0o600, os.makedev(1, 5))  # /dev/zero
    except PermissionError:
        pytest.skip("only root makes devices")
    refusal = refused(scratch)  # where devices are off, as in a container, it cannot be opened
    assert "no plain file" in refusal or "cannot be opened" in refusal


def test_a_file_nobody_may_read_is_an_error_or_taken_as_root(scratch):
    (scratch / NAME).write_bytes(b"abc")
    (scratch / NAME).chmod(0)
    if os.geteuid() == 0:
        assert bytes(handed.read(scratch, NAME, MOST)) == b"abc"
    else:
        assert "cannot be opened" in refused(scratch)


def test_a_file_larger_than_the_limit_is_not_read(scratch):
    (scratch / NAME).write_bytes(bytes(MOST + 1))
    assert "at most 1 MiB" in refused(scratch)


def test_a_huge_file_without_content_is_not_read(scratch):
    with (scratch / NAME).open("wb") as file:
        file.truncate(2**40)
    assert "1,048,576 MiB" in refused(scratch)
    assert not (scratch / NAME).exists()


def test_a_file_that_grows_while_it_is_read_is_an_error(scratch, monkeypatch):
    path = scratch / NAME
    path.write_bytes(b"abc")
    readv = os.readv

    def grow_then_read(handle, buffers):
        with path.open("ab") as file:
            file.write(b"d" * 10)
        return readv(handle, buffers)

    monkeypatch.setattr(handed.os, "readv", grow_then_read)
    assert "changed while it was read" in refused(scratch)


def test_a_file_that_shrinks_while_it_is_read_is_an_error(scratch, monkeypatch):
    path = scratch / NAME
    path.write_bytes(b"abc")
    readv = os.readv

    def shrink_then_read(handle, buffers):
        os.truncate(path, 1)
        return readv(handle, buffers)

    monkeypatch.setattr(handed.os, "readv", shrink_then_read)
    assert "changed while it was read" in refused(scratch)


def test_a_file_that_grows_all_the_time_is_read_to_an_end(scratch):
    """Somebody writes as fast as they can; what is taken never exceeds the limit."""
    path, stop = scratch / NAME, threading.Event()
    path.write_bytes(bytes(1000))

    def write():
        with path.open("ab") as file:
            while not stop.is_set():
                file.write(bytes(1000))
                file.flush()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        taken = handed.read(scratch, NAME, MOST)
    except SandboxError:
        taken = b""
    finally:
        stop.set()
        writer.join()
    assert len(taken) <= MOST


def test_a_folder_that_was_replaced_by_a_link_is_not_entered(scratch, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / NAME).write_bytes(b"abc")
    scratch.rmdir()
    scratch.symlink_to(elsewhere)
    assert "cannot be opened" in refused(scratch)
    assert (elsewhere / NAME).exists()


def test_a_folder_that_is_gone_or_a_file_is_an_error(scratch):
    scratch.rmdir()
    assert "cannot be opened (No such file" in refused(scratch)
    scratch.write_bytes(b"")
    assert "cannot be opened (Not a directory" in refused(scratch)


def test_no_handle_is_left_open(scratch):
    before = len(os.listdir("/proc/self/fd"))  # noqa: PTH208  # numbers, not paths
    (scratch / NAME).mkdir()
    refused(scratch)
    refused(scratch, OTHER)
    assert len(os.listdir("/proc/self/fd")) == before  # noqa: PTH208
