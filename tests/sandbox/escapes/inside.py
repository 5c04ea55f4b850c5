# What every attempt has at hand; the text of this file is sent into the sandbox with each of them.

import ctypes
import errno
import platform

_LIBC = ctypes.CDLL(None, use_errno=True)

# numbers of calls on x86_64 and aarch64, from the kernel's tables
_NUMBERS = {
    "acct": (163, 89), "add_key": (248, 217), "bpf": (321, 280), "capset": (126, 91),
    "clock_adjtime": (305, 266), "clone": (56, 220), "clone3": (435, 435),
    "close_range": (436, 436), "copy_file_range": (326, 285), "execveat": (322, 281),
    "exit": (60, 93), "fanotify_init": (300, 262), "fsopen": (430, 430),
    "init_module": (175, 105), "inotify_init1": (294, 26), "io_uring_setup": (425, 425),
    "ioprio_set": (251, 30), "kcmp": (312, 272), "kexec_load": (246, 104), "keyctl": (250, 219),
    "landlock_add_rule": (445, 445), "landlock_create_ruleset": (444, 444),
    "landlock_restrict_self": (446, 446), "mbind": (237, 235), "memfd_create": (319, 279),
    "memfd_secret": (447, 447), "migrate_pages": (256, 238), "mount": (165, 40),
    "move_mount": (429, 429), "move_pages": (279, 239), "mq_open": (240, 180),
    "mseal": (462, 462), "msgget": (68, 186), "open_by_handle_at": (304, 265),
    "name_to_handle_at": (303, 264), "open_tree": (428, 428), "openat2": (437, 437),
    "perf_event_open": (298, 241), "personality": (135, 92), "pidfd_getfd": (438, 438),
    "pidfd_open": (434, 434), "pidfd_send_signal": (424, 424), "pivot_root": (155, 41),
    "process_madvise": (440, 440), "process_mrelease": (448, 448),
    "process_vm_readv": (310, 270), "process_vm_writev": (311, 271), "ptrace": (101, 117),
    "quotactl": (179, 60), "reboot": (169, 142), "renameat2": (316, 276),
    "rt_sigqueueinfo": (129, 138), "seccomp": (317, 277), "semget": (64, 190),
    "sethostname": (170, 161), "setns": (308, 268), "settimeofday": (164, 170),
    "shmget": (29, 194), "swapon": (167, 224), "syslog": (103, 116), "tgkill": (234, 131),
    "tkill": (200, 130), "umount2": (166, 39), "unshare": (272, 97),
    "userfaultfd": (323, 282), "vmsplice": (278, 75),
}  # fmt: skip


class Blocked(Exception):  # noqa: N818  # not an error
    """Says how something was refused that raises no error."""


def call(name, *arguments):
    """Make a system call; raises what it gives for an error."""
    number = _NUMBERS[name][platform.machine() != "x86_64"]
    return checked(_LIBC.syscall(ctypes.c_long(number), *arguments))


def checked(result):
    """Return what a function of the C library gave, or raise its error."""
    if result == -1:
        raise OSError(ctypes.get_errno(), "refused")
    return result


def report(attack, host):
    """Make an attempt and print in one line what came of it."""
    try:
        found = attack(host)
    except Blocked as found:
        line = f"blocked: {found}"
    except Exception as error:  # noqa: BLE001  # whatever it was refused with
        number = getattr(error, "errno", None)
        line = f"blocked: {errno.errorcode.get(number, type(error).__name__)}"
    else:
        said = ("works: ", "laid: ")
        line = found if str(found).startswith(said) else f"ESCAPED: {found!r}"
    print(line)


def let(attack, host):
    """Make an attempt of which the host tells what came."""
    attack(host)


HANDOVER = ".handover-0123456789abcdef.arrow"


def answers(record):
    """Take the place of what hands a variable over: the host is told a record whatever it asks."""
    from jupyter_analyst.inside import handover
    from jupyter_analyst.inside.told import Told

    handover.put = lambda *_: Told(record)
