"""Starting, seeing and touching processes; gaining rights; loosening the walls."""

from escapes.case import FILTER, NOT_THERE, READ_ONLY, Group

GROUP = Group("processes and privileges")


@GROUP.works("threads", "328350")
def threads_can_be_started(host):
    from concurrent.futures import ThreadPoolExecutor

    return f"works: {sum(ThreadPoolExecutor(8).map(lambda n: n * n, range(100)))}"


@GROUP.works("self", "None")
def it_can_signal_itself(host):
    import os

    return f"works: {os.kill(os.getpid(), 0)}"


@GROUP.works("status", "no capabilities, no new ones, filtered")
def it_is_a_user_without_rights(host):
    status = dict(line.split(":\t", 1) for line in open("/proc/self/status") if ":\t" in line)
    rights = [int(status[name], 16) for name in ("CapInh", "CapPrm", "CapEff", "CapAmb")]
    kept = status["NoNewPrivs"].strip(), status["Seccomp"].strip()
    if (rights, kept) != ([0] * 4, ("1", "2")):
        return (rights, kept)
    return "works: no capabilities, no new ones, filtered"


# one more process


@GROUP.blocked("fork", FILTER)
def it_forks(host):
    import os

    return os.fork()


@GROUP.blocked("clone", FILTER)
def a_process_is_cloned(host):
    return call("clone", 17, 0, 0, 0, 0)


@GROUP.blocked("clone3", "ENOSYS")
def a_process_is_cloned_with_flags_out_of_sight(host):
    return call("clone3", bytes(88), 88)


@GROUP.blocked("open files", FILTER)
def a_thread_is_made_that_has_open_files_of_its_own(host):
    """They would count for nobody: VM, SIGHAND and THREAD without FILES."""
    return call("clone", 0x10900, 0, 0, 0, 0)


@GROUP.blocked("close_range", FILTER)
def a_thread_stops_sharing_its_open_files(host):
    import ctypes

    return call("close_range", ctypes.c_uint(2**31), ctypes.c_uint(2**31), 2)


@GROUP.blocked("posix_spawn", FILTER)
def a_program_is_spawned(host):
    import os

    return os.posix_spawn("/usr/bin/true", ["true"], {})


@GROUP.blocked("execve", FILTER)
def it_becomes_another_program(host):
    import os

    return os.execv("/usr/bin/true", ["true"])


@GROUP.blocked("execveat", FILTER)
def it_becomes_a_program_it_has_open(host):
    import os

    return call("execveat", os.open("/usr/bin/true", os.O_PATH), b"", 0, 0, 0x1000)


@GROUP.blocked("system", "no shell")
def a_shell_is_asked(host):
    import os

    status = os.system("echo > " + host.mark)
    if status != 0 and not os.path.exists(host.mark):
        raise Blocked("no shell")
    return status


@GROUP.blocked("subprocess", FILTER)
def python_starts_a_program(host):
    import subprocess

    return subprocess.run(["/usr/bin/true"], check=True)


@GROUP.blocked("multiprocessing", FILTER)
def python_starts_a_worker(host):
    import multiprocessing

    return multiprocessing.get_context("spawn").Process(target=print).start()


@GROUP.blocked("forkpty", {"A": "EPERM", "B": ("EPERM", "EACCES")})
def it_forks_with_a_terminal(host):
    import os

    return os.forkpty()


# other processes


@GROUP.blocked("list", {"A": "only its own", "B": "EACCES"})
def the_processes_of_the_host_are_listed(host):
    import os

    found = [name for name in os.listdir("/proc") if name.isdigit()]
    if str(host.pid) not in found and len(found) == 2:  # bubblewrap's first process, and itself
        raise Blocked("only its own")
    return found


@GROUP.blocked("proc/mem", NOT_THERE)
def the_memory_of_a_process_of_the_host_is_opened(host):
    return open(f"/proc/{host.pid}/mem", "r+b")


@GROUP.blocked("proc/fd", NOT_THERE)
def the_files_of_a_process_of_the_host_are_listed(host):
    import os

    return os.listdir(f"/proc/{host.pid}/fd")


@GROUP.blocked("proc/root", NOT_THERE)
def a_file_is_reached_by_the_root_of_a_process_of_the_host(host):
    return open(f"/proc/{host.pid}/root{host.secret}").read()


@GROUP.blocked("proc/cmdline", NOT_THERE)
def the_command_of_a_process_of_the_host_is_read(host):
    return open(f"/proc/{host.pid}/cmdline").read()


@GROUP.blocked("kill", FILTER)
def a_process_of_the_host_is_signalled(host):
    import os
    import signal

    return os.kill(host.pid, signal.SIGUSR1)


@GROUP.blocked("kill all", FILTER)
def all_processes_are_signalled(host):
    import os

    return os.kill(-1, 0)


@GROUP.blocked("kill group", FILTER)
def a_group_of_the_host_is_signalled(host):
    import os

    return os.killpg(host.pid, 0)


@GROUP.blocked("tgkill", FILTER)
def a_thread_of_the_host_is_signalled(host):
    return call("tgkill", host.pid, host.pid, 0)


@GROUP.blocked("tkill", FILTER)
def a_thread_is_signalled_without_its_process(host):
    return call("tkill", host.pid, 0)


@GROUP.blocked("sigqueue", FILTER)
def a_signal_with_a_value_is_sent(host):
    return call("rt_sigqueueinfo", host.pid, 0, bytes(128))


@GROUP.blocked("pidfd_open", FILTER)
def a_handle_of_a_process_is_taken(host):
    return call("pidfd_open", host.pid, 0)


@GROUP.blocked("pidfd_getfd", FILTER)
def an_open_file_of_another_process_is_taken(host):
    return call("pidfd_getfd", 0, 0, 0)


@GROUP.blocked("pidfd_send_signal", FILTER)
def a_signal_is_sent_by_a_handle(host):
    import os

    return call("pidfd_send_signal", os.open("/proc/self", os.O_PATH), 0, 0, 0)


@GROUP.blocked("ptrace", FILTER)
def a_process_of_the_host_is_traced(host):
    return call("ptrace", 0x4206, host.pid, 0, 0)


@GROUP.blocked("process_vm_readv", FILTER)
def the_memory_of_a_process_is_copied(host):
    return call("process_vm_readv", host.pid, 0, 0, 0, 0, 0)


@GROUP.blocked("process_vm_writev", FILTER)
def the_memory_of_a_process_is_written(host):
    return call("process_vm_writev", host.pid, 0, 0, 0, 0, 0)


@GROUP.blocked("process_madvise", FILTER)
def the_memory_of_a_process_is_pushed_out(host):
    return call("process_madvise", 0, 0, 0, 0, 0)


@GROUP.blocked("process_mrelease", FILTER)
def the_memory_of_a_process_is_taken_away(host):
    return call("process_mrelease", 0, 0)


@GROUP.blocked("kcmp", FILTER)
def two_processes_are_compared(host):
    return call("kcmp", host.pid, host.pid, 0, 0, 0)


@GROUP.blocked("move_pages", FILTER)
def the_memory_of_a_process_is_moved(host):
    return call("move_pages", host.pid, 0, 0, 0, 0, 0)


@GROUP.blocked("migrate_pages", FILTER)
def all_the_memory_of_a_process_is_moved(host):
    return call("migrate_pages", host.pid, 0, 0, 0)


@GROUP.blocked("F_SETOWN", FILTER)
def a_socket_signals_a_process_of_the_host(host):
    import fcntl
    import socket

    return fcntl.fcntl(socket.socketpair()[0], fcntl.F_SETOWN, host.pid)


@GROUP.blocked("F_SETSIG", FILTER)
def a_socket_signals_with_another_signal(host):
    import fcntl
    import socket

    return fcntl.fcntl(socket.socketpair()[0], fcntl.F_SETSIG, 9)


@GROUP.blocked("FIOSETOWN", FILTER)
def a_socket_is_told_by_the_other_call_whom_to_signal(host):
    import fcntl
    import socket
    import struct

    return fcntl.ioctl(socket.socketpair()[0], 0x8901, struct.pack("i", host.pid))


@GROUP.blocked("TIOCSTI", FILTER)
def something_is_typed_into_the_terminal(host):
    import fcntl

    return fcntl.ioctl(0, 0x5412, b"x")


@GROUP.blocked("TIOCLINUX", FILTER)
def something_is_pasted_into_the_console(host):
    import fcntl

    return fcntl.ioctl(0, 0x541C, b"\3")


@GROUP.blocked("prlimit", FILTER)
def the_limits_of_a_process_of_the_host_are_set(host):
    import resource

    return resource.prlimit(host.pid, resource.RLIMIT_NOFILE, (3, 3))


@GROUP.blocked("setpriority", FILTER)
def a_process_of_the_host_is_slowed(host):
    import os

    return os.setpriority(os.PRIO_PROCESS, host.pid, 19)


@GROUP.blocked("ioprio", FILTER)
def a_process_of_the_host_is_put_last_at_the_disk(host):
    return call("ioprio_set", 1, host.pid, 3 << 13)


@GROUP.blocked("affinity", FILTER)
def a_process_of_the_host_is_put_on_one_core(host):
    import os

    return os.sched_setaffinity(host.pid, [0])


@GROUP.blocked("scheduler", "said to be set, and not set")
def a_process_is_given_another_policy(host):
    """zmq insists that setting it works, so it seems to."""
    import os

    os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0))
    if os.sched_getscheduler(0) == os.SCHED_OTHER:
        raise Blocked("said to be set, and not set")
    return "set"


# more rights


@GROUP.blocked("setuid", {"A": ("EPERM", "EINVAL"), "B": "EPERM"})
def it_becomes_another_user(host):
    import os

    return os.setresuid(54321, 54321, 54321)


@GROUP.blocked("setgroups", "EPERM")
def it_joins_another_group(host):
    import os

    return os.setgroups([54321])


@GROUP.blocked("capset", "EPERM")
def it_takes_all_capabilities(host):
    import struct

    header = struct.pack("Ii", 0x20080522, 0)
    return call("capset", header, b"\xff" * 24)


@GROUP.blocked("ambient", "EPERM")
def it_keeps_a_capability_for_programs(host):
    return checked(_LIBC.prctl(47, 2, 21, 0, 0))


@GROUP.blocked("securebits", "EPERM")
def it_makes_root_mean_something_else(host):
    return checked(_LIBC.prctl(28, 0, 0, 0, 0))


@GROUP.blocked("no_new_privs", "EINVAL")
def programs_may_give_it_rights_again(host):
    return checked(_LIBC.prctl(38, 0, 0, 0, 0))


@GROUP.blocked("unshare", FILTER)
def it_makes_a_world_in_which_it_is_root(host):
    return call("unshare", 0x10000000)


@GROUP.blocked("thread namespace", FILTER)
def a_thread_is_made_in_a_world_of_its_own(host):
    return call("clone", 0x10000000 | 0x10F00, 0, 0, 0, 0)


@GROUP.blocked("setns", FILTER)
def it_enters_the_world_of_another(host):
    return call("setns", 0, 0)


@GROUP.blocked("uid_map", READ_ONLY)
def it_says_which_user_it_is(host):
    import os

    return os.open("/proc/self/uid_map", os.O_WRONLY)


@GROUP.blocked("mount", FILTER)
def a_disk_is_mounted(host):
    return call("mount", 0, 0, 0, 0, 0)


@GROUP.blocked("umount", FILTER)
def a_wall_is_taken_down(host):
    return call("umount2", b"/scratch", 2)


@GROUP.blocked("pivot_root", FILTER)
def it_takes_another_root(host):
    return call("pivot_root", b".", b".")


@GROUP.blocked("chroot", FILTER)
def it_goes_below_another_root(host):
    import os

    return os.chroot(".")


@GROUP.blocked("open_tree", FILTER)
def a_part_of_the_tree_is_copied(host):
    return call("open_tree", -100, b".", 1)


@GROUP.blocked("move_mount", FILTER)
def a_part_of_the_tree_is_moved(host):
    return call("move_mount", -100, b".", -100, b".", 0)


@GROUP.blocked("fsopen", FILTER)
def a_file_system_is_made(host):
    return call("fsopen", b"tmpfs", 0)


# the walls themselves


@GROUP.blocked("second filter", FILTER)
def a_filter_that_allows_all_is_put_before_the_first(host):
    import ctypes
    import socket
    import struct
    import threading

    found = []

    def loosen():
        program = ctypes.c_char_p(struct.pack("=HBBI", 6, 0, 0, 0x7FFF0000))
        given = struct.pack("=HxxxxxxQ", 1, ctypes.cast(program, ctypes.c_void_p).value)
        call("seccomp", 1, 0, given)
        try:
            found.append(socket.socket())
        except OSError as error:
            found.append(error)

    thread = threading.Thread(target=loosen)
    thread.start()
    thread.join()
    if isinstance(found[0], OSError):
        raise found[0]
    return found


@GROUP.blocked("second ruleset", NOT_THERE)
def a_ruleset_that_grants_all_is_put_before_the_first(host):
    import os
    import struct
    import threading

    found = []

    def loosen():
        rules = call("landlock_create_ruleset", struct.pack("=Q", 4), 8, 0)
        given = struct.pack("=Qi", 4, os.open("/", os.O_PATH))
        call("landlock_add_rule", rules, 1, given, 0)
        call("landlock_restrict_self", rules, 0)
        try:
            found.append(open(host.secret).read())
        except OSError as error:
            found.append(error)

    thread = threading.Thread(target=loosen)
    thread.start()
    thread.join()
    if isinstance(found[0], OSError):
        raise found[0]
    return found


@GROUP.blocked("pdeathsig", FILTER)
def it_makes_itself_outlive_the_host(host):
    return checked(_LIBC.prctl(1, 0, 0, 0, 0))


@GROUP.blocked("dumpable", FILTER)
def it_hides_its_open_files_from_the_host(host):
    return checked(_LIBC.prctl(4, 0, 0, 0, 0))


@GROUP.blocked("set_mm", FILTER)
def it_takes_the_look_of_another_process(host):
    return checked(_LIBC.prctl(35, 8, 0, 0, 0))


@GROUP.blocked("newest", "ENOSYS")
def a_call_newer_than_the_filter_is_made(host):
    return call("mseal", 0, 0, 0)


@GROUP.blocked("x32", "it was ended: SIGSYS", limits={})
def a_call_of_the_second_table_is_made(host):
    """x86_64 has all calls twice; with this bit they would go past a list of numbers."""
    import os
    import signal

    if platform.machine() != "x86_64":
        os.kill(os.getpid(), signal.SIGSYS)  # there is no such table
    return _LIBC.syscall(0x40000000 + 39)


@GROUP.blocked("int 0x80", ("it was ended: SIGSYS", "it was ended: SIGSEGV"), limits={})
def a_call_is_made_as_32_bit_programs_make_them(host):
    """By machine code: `mov eax, 20; int 0x80; ret`."""
    import ctypes
    import mmap
    import os
    import signal

    if platform.machine() != "x86_64":
        os.kill(os.getpid(), signal.SIGSYS)  # it has no such calls
    memory = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
    memory.write(b"\xb8\x14\x00\x00\x00\xcd\x80\xc3")
    start = ctypes.addressof(ctypes.c_char.from_buffer(memory))
    return ctypes.CFUNCTYPE(ctypes.c_int)(start)()


# corners of the kernel


@GROUP.blocked("bpf", FILTER)
def a_program_is_loaded_into_the_kernel(host):
    return call("bpf", 0, 0, 0)


@GROUP.blocked("perf", FILTER)
def the_counters_of_the_processor_are_read(host):
    return call("perf_event_open", bytes(128), 0, -1, -1, 0)


@GROUP.blocked("userfaultfd", FILTER)
def the_kernel_is_made_to_wait_for_memory(host):
    return call("userfaultfd", 1)


@GROUP.blocked("personality", FILTER)
def its_memory_is_laid_out_as_expected(host):
    return call("personality", 0x0040000)


@GROUP.blocked("init_module", FILTER)
def a_module_is_loaded(host):
    return call("init_module", 0, 0, b"")


@GROUP.blocked("kexec", FILTER)
def another_kernel_is_loaded(host):
    return call("kexec_load", 0, 0, 0, 0)


@GROUP.blocked("reboot", FILTER)
def the_machine_is_stopped(host):
    return call("reboot", 0, 0, 0, 0)  # without the magic numbers it would do nothing


@GROUP.blocked("mbind", FILTER)
def memory_is_bound_to_a_node(host):
    return call("mbind", 0, 0, 0, 0, 0, 0)
