"""Using up the machine: memory, processor, files, threads, output; dying on purpose."""

from escapes.case import FILTER, Group

GROUP = Group("memory, CPU, output, kernel death")

DIED = "died: The code ended the sandbox. It is restarted; its variables are gone."
FLOODED = "error: Stopped: it showed more than 10 MB; its variables are kept."
BEGUN_S = 3  # stopped before it has begun, as happens on a loaded machine, nothing is stubborn
STOPPED = f"timeout: Stopped after {BEGUN_S} s; its variables are kept."
STUBBORN = (
    f"timeout: Stopped after {BEGUN_S} s; did not stop and was restarted; its variables are gone."
)
NO_ROOM = ("MemoryError", "_ArrayMemoryError", "ENOMEM")


@GROUP.works("memory", "209715200")
def two_hundred_megabytes_can_be_used(host):
    return f"works: {len(b'x' * (200 << 20))}"


@GROUP.works("state", "kept")
def variables_survive_an_error_of_memory(host):
    kept = "kept"
    try:
        bytearray(10 << 30)
    except MemoryError:
        return f"works: {kept}"


def still_there(scene):
    found = scene.box.run("1 + 1", timeout_s=20)
    return f"works: {found.text}"


@GROUP.works("next run", "2", whole=True, then=still_there)
def code_runs_after_code_that_was_stopped(host):
    raise KeyboardInterrupt


# memory


@GROUP.blocked("malloc", "MemoryError")
def ten_gigabytes_are_asked_for_at_once(host):
    return len(bytearray(10 << 30))


@GROUP.blocked("numpy", NO_ROOM)
def an_array_of_a_library_is_too_large(host):
    import numpy as np

    return np.ones(10**10).sum()


@GROUP.blocked("mmap", "ENOMEM")
def memory_is_mapped(host):
    import mmap

    return mmap.mmap(-1, 10 << 30)


@GROUP.blocked("shared zeros", ("ENOMEM", "EACCES"))
def memory_is_mapped_from_a_device(host):
    import mmap
    import os

    return mmap.mmap(os.open("/dev/zero", os.O_RDWR), 10 << 30)


@GROUP.blocked("arrow", ("ArrowMemoryError", "MemoryError"))
def a_library_with_memory_of_its_own_takes_too_much(host):
    import pyarrow as pa

    return pa.allocate_buffer(10 << 30).size


@GROUP.blocked("duckdb", ("OutOfMemoryException", "MemoryError"))
def a_database_takes_too_much(host):
    import duckdb

    database = duckdb.connect()
    database.execute("set memory_limit = '60GB'; set temp_directory = ''; set threads = 1")
    return database.execute("select max(len(repeat('x', 3000000000)))").fetchall()


@GROUP.blocked("sparse map", "ENOMEM")
def a_file_full_of_holes_is_mapped(host):
    import mmap
    import os

    handle = os.open("holes", os.O_CREAT | os.O_RDWR)
    os.ftruncate(handle, 800 << 20)
    maps = []
    while True:
        maps.append(mmap.mmap(handle, 800 << 20))


@GROUP.blocked("mlock", ("ENOMEM", "EPERM"))
def memory_is_kept_from_being_moved_out(host):
    import ctypes

    block = ctypes.create_string_buffer(16 << 20)
    return checked(_LIBC.mlock(block, len(block)))


@GROUP.blocked("address space", "MemoryError", limits={"address_space_mib": 1024})
def memory_is_taken_bit_by_bit(host):
    hoard = []
    while True:
        hoard.append(bytearray(1 << 20))


@GROUP.blocked(
    "resident", "it was ended: It held more than 300 MiB of memory.", limits={"resident_mib": 300}
)
def memory_is_really_used(host):
    hoard = b"x" * (600 << 20)
    return len(hoard)


@GROUP.blocked(
    "main thread",
    "it was ended: It held more than 300 MiB of memory.",
    limits={"resident_mib": 300},
)
def memory_is_used_where_the_first_thread_has_ended(host):
    """The system tells nothing about the memory of a process whose first thread is gone."""
    import threading
    import time

    def hoard():
        time.sleep(0.5)
        return (b"x" * (600 << 20), time.sleep(10))

    threading.Thread(target=hoard).start()
    call("exit", 0)


@GROUP.blocked("pipe", ("EPERM", "EINVAL"))
def a_pipe_is_made_huge(host):
    import fcntl
    import os

    return fcntl.fcntl(os.pipe()[1], fcntl.F_SETPIPE_SZ, 1 << 30)


@GROUP.blocked("socket buffer", "EPERM")
def a_socket_is_made_to_hold_more_than_it_may(host):
    import socket

    return socket.socketpair()[0].setsockopt(socket.SOL_SOCKET, 32, 1 << 30)  # SO_SNDBUFFORCE


@GROUP.blocked("setrlimit", "ValueError")
def its_limits_are_raised(host):
    import resource

    return resource.setrlimit(resource.RLIMIT_AS, (1 << 40, 1 << 40))


@GROUP.blocked("unlimited", "ValueError")
def its_limits_are_taken_off(host):
    import resource

    endless = resource.RLIM_INFINITY
    return resource.setrlimit(resource.RLIMIT_FSIZE, (endless, endless))


@GROUP.blocked("core", "no core file")
def a_core_file_is_asked_for(host):
    import resource

    try:
        resource.setrlimit(resource.RLIMIT_CORE, (1 << 30, 1 << 30))
    except ValueError:
        raise Blocked("no core file") from None
    return "set"


# processor


@GROUP.blocked("affinity", FILTER)
def it_takes_all_cores(host):
    import os

    return os.sched_setaffinity(0, range(os.cpu_count()))


@GROUP.blocked("nice", ("EPERM", "EACCES"))
def it_goes_before_others(host):
    import os

    return os.nice(-5)


@GROUP.blocked("real time", "said to be set, and not set")
def it_becomes_a_process_that_is_never_interrupted(host):
    import os

    os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(50))
    if os.sched_getscheduler(0) == os.SCHED_OTHER:
        raise Blocked("said to be set, and not set")
    return "set"


@GROUP.blocked("spin", STOPPED, whole=True, timeout_s=BEGUN_S)
def it_never_ends(host):
    while True:
        pass


@GROUP.blocked("except", STUBBORN, whole=True, timeout_s=BEGUN_S)
def it_catches_what_should_stop_it(host):
    while True:
        try:
            while True:
                pass
        except KeyboardInterrupt:
            pass


@GROUP.blocked("SIG_IGN", STUBBORN, whole=True, timeout_s=BEGUN_S)
def it_ignores_the_signal_that_should_stop_it(host):
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    while True:
        pass


@GROUP.blocked("sigmask", (STOPPED, STUBBORN), whole=True, timeout_s=BEGUN_S)
def it_blocks_all_signals(host):
    """Another thread may get the signal, and Python raises it here all the same; or none does."""
    import signal
    import time

    signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
    while True:
        time.sleep(1)


@GROUP.blocked("GIL", STUBBORN, whole=True, timeout_s=BEGUN_S)
def it_lets_no_other_thread_run(host):
    """Not even the one that hears that it should stop."""
    import ctypes

    library = ctypes.PyDLL(None)
    while True:
        library.sleep(60)


@GROUP.blocked("SIGSTOP", STUBBORN, whole=True, timeout_s=BEGUN_S)
def it_stops_itself(host):
    import os
    import signal

    os.kill(os.getpid(), signal.SIGSTOP)
    return "went on"


# files and threads


@GROUP.blocked("file size", "EFBIG", limits={"scratch_mib": 8})
def a_file_grows_on(host):
    with open("big", "wb") as file:
        return file.write(b"x" * (16 << 20))


@GROUP.blocked("fallocate", ("EFBIG", "EOPNOTSUPP"))
def room_is_reserved(host):
    import os

    return os.posix_fallocate(os.open("big", os.O_CREAT | os.O_RDWR), 0, 10 << 30)


@GROUP.blocked("sparse", "EFBIG")
def a_file_full_of_holes_grows_on(host):
    import os

    return os.ftruncate(os.open("big", os.O_CREAT | os.O_RDWR), 10 << 30)


@GROUP.blocked(
    "bytes", "it was ended: It kept more than 4 MiB of files.", limits={"scratch_mib": 4}
)
def many_files_are_kept(host):
    import time

    for number in range(8):
        open(str(number), "wb").write(b"x" * (1 << 20))
    time.sleep(10)


@GROUP.blocked(
    "inodes", "it was ended: It kept more than 4 MiB of files.", limits={"scratch_mib": 4}
)
def many_empty_files_are_kept(host):
    import time

    for number in range(1100):
        open(str(number), "w").close()
    time.sleep(10)


@GROUP.blocked(
    "unlinked", "it was ended: It kept more than 4 MiB of files.", limits={"scratch_mib": 4}
)
def files_are_kept_open_that_have_no_name(host):
    import os
    import time

    kept = []
    for _ in range(8):
        kept.append(open("big", "wb"))
        kept[-1].write(b"x" * (1 << 20))
        kept[-1].flush()
        os.unlink("big")
    time.sleep(10)


@GROUP.blocked(
    "mapped", "it was ended: It kept more than 4 MiB of files.", limits={"scratch_mib": 4}
)
def files_are_kept_mapped_that_have_no_name_and_are_not_open(host):
    """One page of a file that is mapped keeps all of it on disk."""
    import ctypes
    import os
    import time

    _LIBC.mmap.restype = ctypes.c_void_p
    _LIBC.mmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t, *[ctypes.c_int] * 3, ctypes.c_long]
    for _ in range(8):
        handle = os.open("big", os.O_CREAT | os.O_RDWR)
        os.write(handle, b"x" * (1 << 20))
        _LIBC.mmap(None, 4096, 1, 2, handle, 0)
        os.unlink("big")
        os.close(handle)
    time.sleep(10)


@GROUP.blocked("depth", "it was ended: It kept more than 1024 MiB of files.", limits={})
def folders_nest_too_deep_to_be_counted(host):
    import os
    import time

    for _ in range(2000):
        os.mkdir("deep")
        os.chdir("deep")
    time.sleep(10)


@GROUP.blocked(
    "unlistable",
    ("it was ended: It kept more than 1024 MiB of files.", "counted all the same"),
    limits={},
)
def a_folder_is_made_that_cannot_be_listed(host):
    """For root it can."""
    import os
    import time

    os.mkdir("shut")
    open("shut/a", "w").close()
    os.mkdir("none", 0)
    time.sleep(2)
    raise Blocked("counted all the same")


@GROUP.blocked("tmpfs", {"A": "ENOSPC", "B": "EACCES"})
def files_are_kept_in_memory(host):
    import os

    path = "/dev/shm/" + host.mark
    try:
        with open(path, "wb") as file:
            return file.write(b"x" * (80 << 20))
    finally:
        if os.path.exists(path):
            os.unlink(path)


@GROUP.blocked("open files", "EMFILE")
def files_are_opened_without_end(host):
    import os

    kept = []
    try:
        while True:
            kept.append(os.open(".", os.O_RDONLY))
    finally:
        for handle in kept:
            os.close(handle)


@GROUP.blocked("threads", "it was ended: It ran more than 60 threads.", limits={"threads": 60})
def threads_are_started_without_end(host):
    import threading
    import time

    threading.stack_size(65536)
    for _ in range(200):
        threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
    time.sleep(10)


# output


@GROUP.blocked("print", FLOODED, whole=True)
def it_prints_a_hundred_megabytes(host):
    print("x" * 100_000_000)


@GROUP.blocked("lines", FLOODED, whole=True)
def it_prints_without_end(host):
    while True:
        print("x" * 1000, flush=True)


@GROUP.blocked("file descriptor", FLOODED, whole=True)
def it_writes_past_python_without_end(host):
    import os

    while True:
        os.write(1, b"x" * 1000)


@GROUP.blocked("display", FLOODED, whole=True)
def it_displays_twenty_megabytes(host):
    from IPython.display import display

    display({"text/plain": "x" * 20_000_000}, raw=True)


@GROUP.blocked("traceback", FLOODED, whole=True)
def its_error_says_twenty_megabytes(host):
    raise ValueError("x" * 20_000_000)


@GROUP.blocked(
    "crowd",
    "error: Stopped: it showed more than 1,000 outputs; its variables are kept.",
    whole=True,
)
def it_displays_thousands_of_things(host):
    from IPython.display import display

    for number in range(3000):
        display(number)


# death


@GROUP.blocked("_exit", DIED, whole=True)
def it_ends_itself(host):
    import os

    os._exit(1)


@GROUP.blocked("abort", DIED, whole=True)
def it_aborts(host):
    import os

    os.abort()


@GROUP.blocked("SIGKILL", DIED, whole=True)
def it_kills_itself(host):
    import os
    import signal

    os.kill(os.getpid(), signal.SIGKILL)


@GROUP.blocked("segfault", DIED, whole=True)
def it_reads_where_nothing_is(host):
    import ctypes

    ctypes.string_at(8)


@GROUP.blocked("stack", DIED, whole=True)
def its_stack_overflows(host):
    import ctypes
    import sys

    sys.setrecursionlimit(10**9)
    compare = ctypes.CFUNCTYPE(ctypes.c_int)

    def below():
        return compare(below)()

    below()


@GROUP.blocked("atexit", DIED, whole=True)
def it_goes_on_when_it_is_told_to_end(host):
    import atexit

    def never():
        while True:
            pass

    atexit.register(never)
    get_ipython().ask_exit()


@GROUP.blocked("sockets closed", DIED, whole=True)
def it_closes_what_the_host_talks_to_it_by(host):
    import os

    os.closerange(3, 1024)


@GROUP.blocked("no signal is heard", STUBBORN, whole=True, timeout_s=BEGUN_S)
def it_ends_the_thread_that_hears_the_host(host):
    get_ipython().kernel.control_thread.io_loop.add_callback(
        get_ipython().kernel.control_thread.io_loop.stop
    )
    while True:
        pass
