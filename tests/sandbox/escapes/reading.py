"""Reading what is not offered: files of the host, and what tells about it."""

from escapes.case import FILTER, MAY_LACK, NOT_THERE, Group

GROUP = Group("reading")

SHORT_OF_A_LINK = {"A": ("ENOENT", "EXDEV"), "B": ("EACCES", "EXDEV")}


@GROUP.works("offered", "150")
def the_dataset_on_offer_can_be_read(host):
    import os

    import pandas as pd

    return f"works: {pd.read_parquet(os.environ['ANALYST_DATA'] + '/heart.parquet').age.sum()}"


@GROUP.works("library", "[(1,)]")
def a_library_reads_its_own_files(host):
    import duckdb

    return f"works: {duckdb.sql('select 1').fetchall()}"


@GROUP.blocked("open", NOT_THERE)
def a_file_is_opened_by_its_path(host):
    return open(host.secret).read()


@GROUP.blocked("proc/root", NOT_THERE)
def a_file_is_reached_by_the_root_of_the_process(host):
    return open("/proc/self/root" + host.secret).read()


@GROUP.blocked("proc/cwd", NOT_THERE)
def a_file_is_reached_by_climbing_out_of_the_working_directory(host):
    return open("/proc/self/cwd" + "/.." * 30 + host.secret).read()


@GROUP.blocked("O_PATH", NOT_THERE)
def a_handle_that_only_names_a_file_is_opened_again(host):
    import os

    return open(f"/proc/self/fd/{os.open(host.secret, os.O_PATH)}").read()


@GROUP.blocked("chdir", NOT_THERE)
def a_file_is_opened_from_its_own_folder(host):
    import os

    os.chdir(host.folder)
    return open("secret.txt").read()


@GROUP.blocked("openat", NOT_THERE)
def a_file_is_opened_from_a_handle_of_its_folder(host):
    import os

    return os.open("secret.txt", os.O_RDONLY, dir_fd=os.open(host.folder, os.O_PATH))


@GROUP.blocked("getdents", NOT_THERE)
def a_folder_is_listed(host):
    import os

    return os.listdir(host.folder)


@GROUP.blocked("rename", {"A": "ENOENT", "B": ("EACCES", "EXDEV")})
def a_file_is_moved_in(host):
    import os

    return os.rename(host.secret, "stolen")


@GROUP.blocked("symlink", NOT_THERE)
def a_link_is_made_that_leads_out(host):
    import os

    os.symlink(host.secret, host.mark)
    return open(host.mark).read()


@GROUP.blocked("link", SHORT_OF_A_LINK)
def a_second_name_is_given_to_a_file(host):
    import os

    os.link(host.secret, host.mark)
    return open(host.mark).read()


@GROUP.blocked("openat2", FILTER)
def a_file_is_opened_by_the_newer_call(host):
    import ctypes

    return call("openat2", -100, host.secret.encode(), bytes(24), ctypes.c_size_t(24))


@GROUP.blocked("open_by_handle_at", FILTER)
def a_file_is_opened_by_its_inode(host):
    """The way out of containers that was called shocker."""
    return call("open_by_handle_at", 3, bytes(24), 0)


@GROUP.blocked("name_to_handle_at", FILTER)
def the_inode_of_a_file_is_asked_for(host):
    return call("name_to_handle_at", -100, host.secret.encode(), bytes(256), bytes(4), 0)


@GROUP.blocked("getxattr", FILTER)
def a_note_kept_with_a_file_is_read(host):
    import os

    return os.getxattr(host.secret, "user.note")


@GROUP.blocked("dlopen", {"A": "OSError", "B": "OSError"})
def a_file_is_loaded_as_a_library(host):
    import ctypes

    return ctypes.CDLL(host.secret)


@GROUP.blocked("mmap", NOT_THERE)
def a_file_is_mapped(host):
    import numpy as np

    return bytes(np.memmap(host.secret, mode="r"))


@GROUP.blocked("arrow", {"A": "ENOENT", "B": "EACCES"})
def a_file_is_opened_by_arrow(host):
    import pyarrow as pa

    return pa.OSFile(host.secret).read()


@GROUP.blocked("duckdb", "IOException")
def a_file_is_read_by_duckdb(host):
    import duckdb

    return duckdb.sql(f"from read_csv('{host.secret}', header = false)").fetchall()


@GROUP.blocked("sqlite", "OperationalError")
def a_database_is_attached(host):
    import sqlite3

    sqlite3.connect(":memory:").execute("attach ? as host", [host.secret])
    return "attached"


@GROUP.blocked("/etc", NOT_THERE)
def the_passwords_of_the_machine_are_read(host):
    return open("/etc/shadow").read()


@GROUP.blocked("/var", NOT_THERE)
def the_logs_of_the_machine_are_listed(host):
    import os

    return os.listdir("/var/log")


@GROUP.blocked("/run", NOT_THERE)
def the_sockets_of_the_machine_are_listed(host):
    import os

    return os.listdir("/run")


@GROUP.blocked("home", NOT_THERE)
def a_file_in_the_home_of_the_user_is_read(host):
    return open(host.private).read()


@GROUP.blocked("checkout", NOT_THERE)
def files_beside_the_package_are_read(host):
    return open(host.checkout + "/pyproject.toml").read()


@GROUP.blocked("neighbour", NOT_THERE)
def the_files_of_another_sandbox_are_listed(host):
    import os

    return os.listdir(host.neighbour)


@GROUP.blocked("start.log", NOT_THERE)
def the_log_of_the_start_is_read(host):
    return open(host.log).read()


@GROUP.blocked("proc/1", NOT_THERE)
def the_files_the_first_process_has_open_are_opened(host):
    """On level A this is bubblewrap, which has the log of the start open for writing."""
    return open("/proc/1/fd/1").read()


@GROUP.blocked("inherited", "nothing but sockets, events, pipes and what is its own", limits={})
def open_files_were_left_by_the_host(host):
    import os

    own = ("socket:", "anon_inode:", "pipe:", "/dev/", "/proc/", os.getcwd())
    for handle in os.listdir("/proc/self/fd"):
        try:
            name = os.readlink(f"/proc/self/fd/{handle}")
        except FileNotFoundError:  # that of the listing
            continue
        if not name.startswith(own):
            return name
    raise Blocked("nothing but sockets, events, pipes and what is its own")


@GROUP.blocked("block device", NOT_THERE)
def a_disk_is_opened(host):
    import os

    return os.open(host.disk, os.O_RDONLY)


@GROUP.blocked("character device", MAY_LACK)
def the_memory_of_the_machine_is_opened(host):
    import os

    return os.open("/dev/mem", os.O_RDONLY)


@GROUP.blocked("terminal", {"A": ("ENXIO", "ENOENT"), "B": "EACCES"})
def the_terminal_of_the_host_is_opened(host):
    import os

    return os.open("/dev/tty", os.O_RDWR)


@GROUP.blocked("kcore", MAY_LACK)
def the_memory_of_the_kernel_is_opened(host):
    return open("/proc/kcore", "rb").read(1)


@GROUP.blocked("syslog", FILTER)
def the_messages_of_the_kernel_are_read(host):
    return call("syslog", 3, bytes(64), 64)


@GROUP.blocked("sysfs", NOT_THERE)
def the_network_cards_of_the_machine_are_listed(host):
    import os

    return os.listdir("/sys/class/net")


@GROUP.blocked("proc/net", {"A": "its network is empty", "B": "EACCES"})
def the_connections_of_the_machine_are_listed(host):
    lines = open("/proc/self/net/tcp").readlines()
    if len(lines) == 1:
        raise Blocked("its network is empty")
    return lines


@GROUP.blocked("mountinfo", {"A": "only folders it was given", "B": "EACCES"})
def the_disks_of_the_machine_are_listed(host):
    points = {line.split()[4] for line in open("/proc/self/mountinfo")}
    if not [point for point in points if point.startswith(("/home", "/mnt", "/media", "/boot"))]:
        raise Blocked("only folders it was given")
    return points


@GROUP.blocked("proc/task", {"A": "its network is empty", "B": "EACCES"})
def the_same_is_tried_by_way_of_a_thread(host):
    import threading

    own = threading.get_native_id()
    if len(open(f"/proc/self/task/{own}/net/tcp").readlines()) == 1:
        raise Blocked("its network is empty")
    return "listed"


@GROUP.blocked("inotify", FILTER)
def what_others_do_with_files_is_watched(host):
    return call("inotify_init1", 0)


@GROUP.blocked("fanotify", FILTER)
def what_the_machine_does_with_files_is_watched(host):
    return call("fanotify_init", 0, 0)


@GROUP.blocked("dnotify", FILTER)
def what_happens_in_a_folder_is_signalled(host):
    import fcntl
    import os

    return fcntl.fcntl(os.open(os.environ["ANALYST_DATA"], os.O_RDONLY), fcntl.F_NOTIFY, 0)
