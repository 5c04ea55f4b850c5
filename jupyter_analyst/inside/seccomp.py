"""Seccomp: which system calls are refused, set by the process itself before any thread exists.

The same filter holds on both levels of isolation, so that code which runs on one runs on the
other. It is a list of what is refused, in classic BPF; calls newer than the list do not exist.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import struct
from dataclasses import dataclass

from jupyter_analyst.inside import privileges

_ARCHITECTURES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
"""What the kernel calls an architecture (`AUDIT_ARCH_*`), by what Python calls it."""

_X32 = 0x40000000
"""Bit of the calls of x86_64's 32-bit twin, which would go past a list of numbers."""

_NEWEST = 450
"""Highest number the tables below take into account."""

Numbers = dict[str, tuple[int | None, int | None]]
"""Number of a call on x86_64 and on aarch64; None where there is no such call."""

# A second process would have limits of its own, and could outlive the first.
_PROCESSES: Numbers = {
    "fork": (57, None), "vfork": (58, None), "execve": (59, 221), "execveat": (322, 281),
    "unshare": (272, 97), "setns": (308, 268),
}  # fmt: skip

# Other processes of the same user: look into them, signal them, slow them down.
_OTHERS: Numbers = {
    "ptrace": (101, 117), "process_vm_readv": (310, 270), "process_vm_writev": (311, 271),
    "kcmp": (312, 272), "process_madvise": (440, 440), "process_mrelease": (448, 448),
    "pidfd_open": (434, 434), "pidfd_getfd": (438, 438), "pidfd_send_signal": (424, 424),
    "rt_sigqueueinfo": (129, 138), "rt_tgsigqueueinfo": (297, 240), "tkill": (200, 130),
    "move_pages": (279, 239), "migrate_pages": (256, 238), "setpriority": (141, 140),
    "ioprio_set": (251, 30), "sched_setparam": (142, 118),
    "sched_setattr": (314, 274), "sched_setaffinity": (203, 122),
}  # fmt: skip

# The network wall is `connect` and the rule on `socket` below; io_uring would go past both. Sent
# as a message (SCM_RIGHTS), an open file would be held where no limit and no watchdog sees it.
_NETWORK: Numbers = {
    "connect": (42, 203), "io_uring_setup": (425, 425), "io_uring_enter": (426, 426),
    "io_uring_register": (427, 427), "sendmsg": (46, 211), "sendmmsg": (307, 269),
}  # fmt: skip

# Memory and messages that no limit counts or that other processes see.
_SHARED: Numbers = {
    "memfd_create": (319, 279), "memfd_secret": (447, 447), "shmget": (29, 194),
    "shmat": (30, 196), "shmctl": (31, 195), "semget": (64, 190), "semctl": (66, 191),
    "semop": (65, 193), "semtimedop": (220, 192), "msgget": (68, 186), "msgctl": (71, 187),
    "msgsnd": (69, 189), "msgrcv": (70, 188), "mq_open": (240, 180), "mq_unlink": (241, 181),
    "add_key": (248, 217), "request_key": (249, 218), "keyctl": (250, 219),
}  # fmt: skip

# Ways to files that no rule on paths sees; `inotify` would tell what others do with theirs.
_FILE_SYSTEMS: Numbers = {
    "mount": (165, 40), "umount2": (166, 39), "pivot_root": (155, 41), "chroot": (161, 51),
    "open_tree": (428, 428), "move_mount": (429, 429), "fsopen": (430, 430),
    "fsconfig": (431, 431), "fsmount": (432, 432), "fspick": (433, 433),
    "mount_setattr": (442, 442), "mknod": (133, None), "mknodat": (259, 33),
    "name_to_handle_at": (303, 264), "open_by_handle_at": (304, 265), "openat2": (437, 437),
    "inotify_init": (253, None), "inotify_init1": (294, 26), "inotify_add_watch": (254, 27),
    "fanotify_init": (300, 262), "fanotify_mark": (301, 263), "swapon": (167, 224),
    "swapoff": (168, 225), "quotactl": (179, 60), "quotactl_fd": (443, 443), "acct": (163, 89),
}  # fmt: skip

# Landlock does not govern these at all, or not in its first versions.
_ATTRIBUTES: Numbers = {
    "chmod": (90, None), "fchmod": (91, 52), "fchmodat": (268, 53), "chown": (92, None),
    "fchown": (93, 55), "lchown": (94, None), "fchownat": (260, 54), "utime": (132, None),
    "utimes": (235, None), "utimensat": (280, 88), "futimesat": (261, None),
    "setxattr": (188, 5), "lsetxattr": (189, 6), "fsetxattr": (190, 7),
    "removexattr": (197, 14), "lremovexattr": (198, 15), "fremovexattr": (199, 16),
    "getxattr": (191, 8), "lgetxattr": (192, 9), "fgetxattr": (193, 10),
    "listxattr": (194, 11), "llistxattr": (195, 12), "flistxattr": (196, 13),
    "truncate": (76, 45),
}  # fmt: skip

# The machine itself, and corners of the kernel that analysis never needs and attacks often use.
_MACHINE: Numbers = {
    "reboot": (169, 142), "sethostname": (170, 161), "setdomainname": (171, 162),
    "settimeofday": (164, 170), "adjtimex": (159, 171), "clock_settime": (227, 112),
    "clock_adjtime": (305, 266), "init_module": (175, 105), "finit_module": (313, 273),
    "delete_module": (176, 106), "kexec_load": (246, 104), "kexec_file_load": (320, 294),
    "iopl": (172, None), "ioperm": (173, None), "modify_ldt": (154, None), "syslog": (103, 116),
    "personality": (135, 92), "bpf": (321, 280), "perf_event_open": (298, 241),
    "userfaultfd": (323, 282), "mbind": (237, 235), "set_mempolicy": (238, 237),
    "set_mempolicy_home_node": (450, 450), "vmsplice": (278, 75), "vhangup": (153, 58),
    "ustat": (136, None), "sysfs": (139, None), "uselib": (134, None), "_sysctl": (156, None),
    "lookup_dcookie": (212, 18), "nfsservctl": (180, 42),
}  # fmt: skip

_REFUSED: Numbers = (
    _PROCESSES | _OTHERS | _NETWORK | _SHARED | _FILE_SYSTEMS | _ATTRIBUTES | _MACHINE
)

_NOT_THERE: Numbers = {"clone3": (435, 435)}
"""Its flags are out of a filter's sight; said not to exist, glibc takes `clone` instead."""

_AS_IF: Numbers = {"sched_setscheduler": (144, 119)}
"""Said to have worked, though nothing is done: zmq sets what is set already, and insists."""


@dataclass(frozen=True)
class Rule:
    """What one argument of a call may be.

    Parameters
    ----------
    numbers : tuple of int or None
        Number of the call on x86_64 and on aarch64.
    argument : int
        Which argument, from 0.
    values : tuple of int
        Values that are allowed, or those that are refused.
    allowed : bool
        Which of both.
    mask : int
        Bits of the argument that count.
    """

    numbers: tuple[int | None, int | None]
    argument: int
    values: tuple[int, ...]
    allowed: bool = True
    mask: int = 0xFFFFFFFF


_UNIX, _STREAM, _SOCKET_TYPE = 1, 1, 0xF
_THREAD, _NEW_NAMESPACE = 0x00010400, 0x7E020000
_UNSHARE = 2
_TRUNCATE_UNWRITTEN, _ACCESS_AND_TRUNCATE = 0o1000, 0o1003


def _rules(own_pid: int) -> tuple[Rule, ...]:
    return (
        # only what zmq's `ipc` listens on: no internet, no datagrams to sockets of the host
        Rule((41, 198), 0, (_UNIX,)),
        Rule((41, 198), 1, (_STREAM,), mask=_SOCKET_TYPE),
        Rule((53, 199), 0, (_UNIX,)),  # socketpair
        Rule((53, 199), 1, (_STREAM,), mask=_SOCKET_TYPE),
        # clone: threads, not processes, and (as `close_range` too) with the open files of all:
        # the watchdog looks at those of the first
        Rule((56, 220), 0, (_THREAD,), mask=_THREAD),
        Rule((56, 220), 0, (0,), mask=_NEW_NAMESPACE),
        Rule((436, 436), 2, (0,), mask=_UNSHARE),
        # kill, tgkill, prlimit64: nobody but itself
        Rule((62, 129), 0, (own_pid,)),
        Rule((234, 131), 0, (own_pid,)),
        Rule((302, 261), 0, (0, own_pid)),
        # ioctl TIOCSTI, TIOCLINUX type into the terminal; FIOSETOWN, SIOCSPGRP send signals
        Rule((16, 29), 1, (0x5412, 0x541C, 0x8901, 0x8902), allowed=False),
        # fcntl F_SETOWN, F_SETSIG, F_SETOWN_EX: signals again; F_SETLEASE: keep the host from
        # opening a file; F_NOTIFY: what `inotify` does
        Rule((72, 25), 1, (8, 10, 15, 1024, 1026), allowed=False),
        # prctl PR_SET_PDEATHSIG: it would outlive its host; PR_SET_DUMPABLE: hide open files
        # from the watchdog; PR_SET_MM: look like another process
        Rule((157, 167), 0, (1, 4, 35), allowed=False),
        # open, openat: the first Landlocks let a file that may be read be emptied
        Rule((2, None), 1, (_TRUNCATE_UNWRITTEN,), allowed=False, mask=_ACCESS_AND_TRUNCATE),
        Rule((257, 56), 2, (_TRUNCATE_UNWRITTEN,), allowed=False, mask=_ACCESS_AND_TRUNCATE),
    )


# classic BPF: operations, and where `struct seccomp_data` holds what
_LOAD, _EQUAL, _AT_LEAST, _AND, _RETURN = 0x20, 0x15, 0x35, 0x54, 0x06
_NUMBER, _ARCHITECTURE, _ARGUMENTS = 0, 4, 16
_ALLOW, _KILL, _ERRNO = 0x7FFF0000, 0x80000000, 0x00050000

_Instruction = tuple[int, int, int, int]


def program(own_pid: int, machine: str = "") -> bytes:
    """Return the filter as the kernel takes it.

    Parameters
    ----------
    own_pid : int
        The only process signals may go to.
    machine : str
        Architecture, such as ``"x86_64"``; that of this machine if empty.

    Raises
    ------
    OSError
        If there is no table of calls for the architecture.
    """
    machine = machine or platform.machine()
    if machine not in _ARCHITECTURES:
        raise OSError(errno.ENOSYS, f"no table of system calls for {machine!r}")
    column = list(_ARCHITECTURES).index(machine)
    instructions = [
        (_LOAD, 0, 0, _ARCHITECTURE),
        (_EQUAL, 1, 0, _ARCHITECTURES[machine]),
        (_RETURN, 0, 0, _KILL),
        (_LOAD, 0, 0, _NUMBER),
        (_AT_LEAST, 0, 1, _X32),
        (_RETURN, 0, 0, _KILL),
        (_AT_LEAST, 0, 1, _NEWEST + 1),
        (_RETURN, 0, 0, _ERRNO | errno.ENOSYS),
    ]
    for calls, error in ((_NOT_THERE, errno.ENOSYS), (_AS_IF, 0), (_REFUSED, errno.EPERM)):
        for numbers in calls.values():
            instructions += _refused(numbers[column], error)
    for rule in _rules(own_pid):
        instructions += _judged(rule, rule.numbers[column])
    instructions.append((_RETURN, 0, 0, _ALLOW))
    return b"".join(struct.pack("=HBBI", *instruction) for instruction in instructions)


def _refused(number: int | None, error: int) -> list[_Instruction]:
    if number is None:
        return []
    return [(_EQUAL, 0, 1, number), (_RETURN, 0, 0, _ERRNO | error)]


def _judged(rule: Rule, number: int | None) -> list[_Instruction]:
    """Return the instructions that refuse a call by one of its arguments and else go on."""
    if number is None:
        return []
    to_last = range(len(rule.values) - 1, -1, -1)
    if rule.allowed:  # a value that is met jumps over the refusal
        tests = [(_EQUAL, left + 1, 0, v) for left, v in zip(to_last, rule.values, strict=True)]
    else:  # a value that is met jumps to the refusal, the last that is not, over it
        tests = [
            (_EQUAL, left, 0 if left else 1, v)
            for left, v in zip(to_last, rule.values, strict=True)
        ]
    body = [
        (_LOAD, 0, 0, _ARGUMENTS + 8 * rule.argument),  # the low half of its 64 bits
        (_AND, 0, 0, rule.mask),
        *tests,
        (_RETURN, 0, 0, _ERRNO | errno.EPERM),
        (_LOAD, 0, 0, _NUMBER),
    ]
    return [(_EQUAL, 0, len(body), number), *body]


class _Filter(ctypes.Structure):
    _fields_ = (("n_instructions", ctypes.c_ushort), ("instructions", ctypes.c_char_p))


_PR_SET_SECCOMP, _MODE_FILTER = 22, 2
_libc = ctypes.CDLL(None, use_errno=True)


def install(instructions: bytes) -> None:
    """Put this thread, and all it starts, behind a filter for good.

    Parameters
    ----------
    instructions : bytes
        What `program` returned.

    Raises
    ------
    OSError
        If the kernel refuses.
    """
    privileges.gain_none()
    found = _Filter(len(instructions) // 8, instructions)
    if _libc.prctl(_PR_SET_SECCOMP, _MODE_FILTER, ctypes.byref(found), 0, 0):
        number = ctypes.get_errno()
        raise OSError(number, f"seccomp was refused: {os.strerror(number)}")
