"""Breaking out by processes: none can be started, seen, signalled or looked into."""

import os
import signal

import pytest

pytestmark = [pytest.mark.sandbox, pytest.mark.slow]

CALL = "import ctypes; libc = ctypes.CDLL(None, use_errno=True); "
RESULT = "; print(ctypes.get_errno(), end='')"
EPERM, ENOSYS = "1", "38"


@pytest.mark.parametrize(
    "way",
    [
        "os.fork()",
        "os.forkpty()",
        "os.posix_spawn('/usr/bin/true', ['true'], {})",
        "os.execv('/usr/bin/true', ['true'])",
        "import subprocess; subprocess.run(['/usr/bin/true'])",
        "import multiprocessing as m; m.get_context('fork').Process(target=print).start()",
    ],
)
def test_no_process_can_be_started(inside, way):
    assert inside.run(way).error == "PermissionError"


def test_a_shell_does_not_run_either(inside):
    ran = inside.run("print(os.system('echo ran > shell.txt'))")
    assert ran.text != "0\n"
    assert not (inside.place.scratch / "shell.txt").exists()


@pytest.mark.parametrize(
    "way",
    [
        "os.kill({host}, 0)",
        "os.kill(-1, 0)",
        "os.kill(0, 0)",
        "os.killpg({group}, 0)",
        "import signal; signal.pidfd_send_signal(os.pidfd_open({host}), 0)",
        "import fcntl, socket; fcntl.fcntl(socket.socketpair()[0], fcntl.F_SETOWN, {host})",
        "import fcntl, socket; fcntl.fcntl(socket.socketpair()[0], fcntl.F_SETSIG, 9)",
        "import fcntl, socket, struct; "
        "fcntl.ioctl(socket.socketpair()[0], 0x8901, struct.pack('i', {host}))",
        "import resource; resource.prlimit({host}, resource.RLIMIT_NOFILE)",
        "os.setpriority(os.PRIO_PROCESS, {host}, 0)",
        "os.sched_setaffinity({host}, range(os.cpu_count()))",
    ],
)
def test_processes_of_the_host_cannot_be_touched(inside, way):
    """Each way would be harmless if it were open: a test must not hurt the machine it runs on."""
    ran = inside.run(way.format(host=os.getpid(), group=os.getpgid(0)))
    assert ran.error == "PermissionError", ran


def test_a_policy_it_says_it_set_is_not_set(inside):
    """zmq insists that setting it works, so it seems to."""
    before = os.sched_getscheduler(0)
    code = f"os.sched_setscheduler({os.getpid()}, os.SCHED_IDLE, os.sched_param(0))"
    assert inside.run(code).error == ""
    assert os.sched_getscheduler(0) == before


def test_processes_of_the_host_cannot_be_seen(inside):
    ran = inside.run("print(*[name for name in os.listdir('/proc') if name.isdigit()])")
    if inside.level == "B":
        assert ran.error == "PermissionError"
    else:
        assert str(os.getpid()) not in ran.text.split()
        assert len(ran.text.split()) == 2  # bubblewrap's first process, and the kernel


@pytest.mark.parametrize("file", ["environ", "mem", "maps", "cmdline", "root/etc/shadow", "fd/0"])
def test_a_process_of_the_host_cannot_be_looked_into(inside, file):
    ran = inside.run(f"open('/proc/{os.getpid()}/{file}', 'rb')")
    assert ran.error == {"A": "FileNotFoundError", "B": "PermissionError"}[inside.level]


@pytest.mark.parametrize(
    ("call", "found"),
    [
        ("ptrace(0x4206, {host}, 0, 0)", EPERM),
        ("process_vm_readv({host}, 0, 0, 0, 0, 0)", EPERM),
        ("unshare(0x10000000)", EPERM),
        ("setns(0, 0)", EPERM),
        ("mount(0, 0, 0, 0, 0)", EPERM),
        ("prctl(1, 0, 0, 0, 0)", EPERM),  # PR_SET_PDEATHSIG
        ("prctl(4, 0, 0, 0, 0)", EPERM),  # PR_SET_DUMPABLE
        ("memfd_create(b'x', 0)", EPERM),
        ("shmget(0, 4096, 0o1600)", EPERM),
        ("inotify_init1(0)", EPERM),
        ("personality(0)", EPERM),
        ("syscall(425, 1, 0)", EPERM),  # io_uring_setup
        ("syscall(435, 0, 0)", ENOSYS),  # clone3
        ("syscall(462, 0, 0, 0)", ENOSYS),  # newer than the list
    ],
)
def test_calls_that_lead_out_are_refused(inside, call, found):
    ran = inside.run(f"{CALL}libc.{call.format(host=os.getpid())}{RESULT}")
    assert ran.text == found, ran


def test_a_second_table_of_calls_ends_the_kernel(start):
    """x86_64 has all calls twice; with this bit they would go past a list of numbers."""
    kernel = start()
    kernel.send(f"{CALL}libc.syscall(0x40000000 + 39)")
    assert kernel.manager.provisioner.process.wait(20) in {-signal.SIGSYS, 128 + signal.SIGSYS}


def test_it_is_a_user_without_rights(inside):
    ran = inside.run("print(open('/proc/self/status').read())")
    status = dict(line.split(":\t", 1) for line in ran.text.splitlines() if ":\t" in line)
    assert {status[name] for name in ("CapInh", "CapPrm", "CapEff", "CapAmb")} == {
        "0000000000000000"
    }
    assert status["NoNewPrivs"] == "1"
    assert status["Seccomp"] == "2"


def test_a_secret_of_the_host_is_not_in_its_environment(inside):
    assert os.environ["SECRET_OF_THE_HOST"]
    ran = inside.run(
        "import glob\n"
        "found = [str(dict(os.environ))]\n"
        "for path in glob.glob('/proc/[0-9]*/environ') + ['/proc/self/environ']:\n"
        "    try: found.append(open(path).read())\n"
        "    except OSError as error: found.append(type(error).__name__)\n"
        "print('s3cret' in ''.join(found), 'SECRET_OF' in ''.join(found), len(found))"
    )
    assert ran.text.startswith("False False "), ran


def test_threads_can_be_started(inside):
    ran = inside.run(
        "from concurrent.futures import ThreadPoolExecutor as Pool\n"
        "print(sum(Pool(8).map(lambda n: n * n, range(100))))"
    )
    assert ran.text == "328350\n"
