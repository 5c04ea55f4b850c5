"""The filter judges calls as it should: run here by a small interpreter of classic BPF."""

import errno
import struct

import pytest

from jupyter_analyst.inside import seccomp

ALLOW, KILL, ERRNO = 0x7FFF0000, 0x80000000, 0x00050000
REFUSED = ERRNO | errno.EPERM
AUDIT = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
PID = 1234

# from the kernel's asm/unistd_64.h and asm-generic/unistd.h
NUMBERS = {
    "x86_64": {
        "read": 0, "write": 1, "open": 2, "mmap": 9, "ioctl": 16, "getpid": 39, "socket": 41,
        "connect": 42, "bind": 49, "listen": 50, "socketpair": 53, "clone": 56, "fork": 57,
        "execve": 59, "kill": 62, "fcntl": 72, "truncate": 76, "ftruncate": 77, "mkdir": 83,
        "chmod": 90, "ptrace": 101, "prctl": 157, "mount": 165, "tkill": 200, "futex": 202,
        "tgkill": 234, "openat": 257, "unlinkat": 263, "unshare": 272, "utimensat": 280,
        "eventfd2": 290, "epoll_create1": 291, "prlimit64": 302, "memfd_create": 319, "bpf": 321,
        "rseq": 334, "io_uring_setup": 425, "clone3": 435, "openat2": 437, "faccessat2": 439,
        "landlock_create_ruleset": 444,
    },
    "aarch64": {
        "eventfd2": 19, "epoll_create1": 20, "fcntl": 25, "ioctl": 29, "mkdirat": 34,
        "unlinkat": 35, "mount": 40, "truncate": 45, "ftruncate": 46, "fchmodat": 53,
        "openat": 56, "read": 63, "write": 64, "utimensat": 88, "unshare": 97, "futex": 98,
        "ptrace": 117, "kill": 129, "tkill": 130, "tgkill": 131, "prctl": 167, "getpid": 172,
        "socket": 198, "socketpair": 199, "bind": 200, "listen": 201, "connect": 203,
        "clone": 220, "execve": 221, "mmap": 222, "prlimit64": 261, "memfd_create": 279,
        "bpf": 280, "rseq": 293, "io_uring_setup": 425, "clone3": 435, "openat2": 437,
        "faccessat2": 439, "landlock_create_ruleset": 444,
    },
}  # fmt: skip


def judged(machine, number, *arguments, audit=None):
    """Return what the filter says to a call."""
    padded = [*arguments, *[0] * (6 - len(arguments))]
    call = struct.pack("=IIQ6Q", number, audit or AUDIT[machine], 0, *padded)
    program = list(struct.iter_unpack("=HBBI", seccomp.program(PID, machine)))
    at = value = 0
    while True:
        operation, if_true, if_false, k = program[at]
        at += 1
        if operation == 0x20:
            (value,) = struct.unpack_from("=I", call, k)
        elif operation == 0x54:
            value &= k
        elif operation == 0x06:
            return k
        else:
            met = {0x15: value == k, 0x35: value >= k}[operation]
            at += if_true if met else if_false


@pytest.fixture(params=NUMBERS)
def call(request):
    """A function that has a call judged by its name, on each architecture."""
    return lambda name, *given: judged(request.param, NUMBERS[request.param][name], *given)


@pytest.mark.parametrize(
    "name",
    ["read", "write", "mmap", "getpid", "bind", "listen", "ftruncate", "futex", "openat",
     "unlinkat", "eventfd2", "epoll_create1", "rseq", "faccessat2", "landlock_create_ruleset"],
)  # fmt: skip
def test_what_analysis_needs_is_allowed(call, name):
    assert call(name) == ALLOW


@pytest.mark.parametrize(
    "name",
    ["connect", "execve", "ptrace", "mount", "tkill", "unshare", "utimensat", "truncate",
     "memfd_create", "bpf", "io_uring_setup", "openat2"],
)  # fmt: skip
def test_what_leads_out_is_refused(call, name):
    assert call(name) == REFUSED


def test_calls_that_only_x86_has_are_refused_there():
    for name in ("fork", "chmod"):
        assert judged("x86_64", NUMBERS["x86_64"][name]) == REFUSED


def test_a_call_whose_flags_cannot_be_seen_does_not_exist(call):
    assert call("clone3") == ERRNO | errno.ENOSYS


@pytest.mark.parametrize("machine", NUMBERS)
def test_calls_newer_than_the_list_do_not_exist(machine):
    assert judged(machine, 451) == ERRNO | errno.ENOSYS
    assert judged(machine, 9999) == ERRNO | errno.ENOSYS


@pytest.mark.parametrize("machine", NUMBERS)
def test_another_architecture_ends_the_process(machine):
    other = 0x40000003  # i386
    assert judged(machine, 0, audit=other) == KILL
    assert judged(machine, 0x40000000 + 39) == KILL


@pytest.mark.parametrize(
    ("flags", "verdict"),
    [
        (0x003D0F00, ALLOW),  # what glibc makes a thread with
        (0x01200011, REFUSED),  # what it forks with
        (0x00004111, REFUSED),  # vfork
        (0x003D0F00 | 0x10000000, REFUSED),  # CLONE_NEWUSER
        (0x003D0F00 | 0x00020000, REFUSED),  # CLONE_NEWNS
    ],
)
def test_threads_are_made_and_processes_are_not(call, flags, verdict):
    assert call("clone", flags) == verdict


@pytest.mark.parametrize("name", ["socket", "socketpair"])
@pytest.mark.parametrize(
    ("family", "kind", "verdict"),
    [
        (1, 1, ALLOW),
        (1, 1 | 0o2000000 | 0o4000, ALLOW),  # SOCK_CLOEXEC | SOCK_NONBLOCK
        (1, 2, REFUSED),
        (1, 5, REFUSED),
        (2, 1, REFUSED),
        (10, 2, REFUSED),
        (16, 3, REFUSED),
        (40, 1, REFUSED),
    ],
)
def test_sockets_are_local_streams(call, name, family, kind, verdict):
    assert call(name, family, kind) == verdict


@pytest.mark.parametrize("name", ["kill", "tgkill"])
@pytest.mark.parametrize(
    ("pid", "verdict"),
    [(PID, ALLOW), (1, REFUSED), (0, REFUSED), (2**64 - 1, REFUSED), (2**64 - PID, REFUSED)],
)
def test_signals_go_to_itself_only(call, name, pid, verdict):
    assert call(name, pid) == verdict


def test_limits_are_set_for_itself_only(call):
    assert [call("prlimit64", pid) for pid in (0, PID, 1)] == [ALLOW, ALLOW, REFUSED]


def test_the_terminal_and_the_owner_of_signals_are_out_of_reach(call):
    assert [call("ioctl", 0, 0x5401), call("ioctl", 0, 0x5412)] == [ALLOW, REFUSED]
    assert [call("fcntl", 3, 2), call("fcntl", 3, 8), call("fcntl", 3, 10)] == [
        ALLOW, REFUSED, REFUSED,
    ]  # fmt: skip
    assert [call("prctl", 15), call("prctl", 1), call("prctl", 4)] == [ALLOW, REFUSED, REFUSED]


@pytest.mark.parametrize(
    ("flags", "verdict"),
    [(0, ALLOW), (0o1001, ALLOW), (0o1002, ALLOW), (0o1000, REFUSED), (0o2001000, REFUSED)],
)
def test_a_file_opened_for_reading_is_not_emptied(call, flags, verdict):
    assert call("openat", 0, 0, flags) == verdict


def test_an_architecture_without_a_table_is_refused():
    with pytest.raises(OSError, match="'sparc'"):
        seccomp.program(PID, "sparc")
