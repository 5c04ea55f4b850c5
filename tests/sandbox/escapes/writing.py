"""Writing what is not its own: datasets, programs, switches of the machine, disks of the host."""

from escapes.case import FILTER, MAY_LACK, NOT_THERE, READ_ONLY, Group

GROUP = Group("writing")


@GROUP.works("scratch", "kept")
def the_working_directory_can_be_written(host):
    import os

    os.makedirs("folder/below")
    with open("folder/below/a", "w") as file:
        file.write("kept")
    os.rename("folder/below/a", "folder/below/b")
    text = open("folder/below/b").read()
    os.unlink("folder/below/b")
    os.removedirs("folder/below")
    return f"works: {text}"


@GROUP.works("temporary", "True")
def a_temporary_file_can_be_made(host):
    import tempfile

    with tempfile.TemporaryFile() as file:
        return f"works: {file.write(b'x') == 1}"


@GROUP.blocked("r+", READ_ONLY)
def a_dataset_is_opened_for_changing(host):
    import os

    return open(os.environ["ANALYST_DATA"] + "/heart.parquet", "r+b")


@GROUP.blocked("package", READ_ONLY)
def the_package_that_the_host_imports_is_changed(host):
    return open(host.package, "ab")


@GROUP.blocked("O_TRUNC", {"A": ("EROFS", "EACCES", "EPERM"), "B": ("EACCES", "EPERM")})
def a_file_opened_for_reading_is_emptied(host):
    import os

    return os.open(host.package, os.O_RDONLY | os.O_TRUNC)


@GROUP.blocked("truncate", FILTER)
def a_file_is_cut_by_its_name(host):
    import os

    return os.truncate(host.package, 0)


@GROUP.blocked("ftruncate", ("EINVAL", "EBADF"))
def a_file_is_cut_by_a_handle_for_reading(host):
    import os

    return os.ftruncate(os.open(host.package, os.O_RDONLY), 0)


@GROUP.blocked("reopen", READ_ONLY)
def a_handle_for_reading_is_opened_again_for_writing(host):
    import os

    return os.open(f"/proc/self/fd/{os.open(host.package, os.O_RDONLY)}", os.O_RDWR)


@GROUP.blocked("mmap", "EACCES")
def a_handle_for_reading_is_mapped_for_writing(host):
    import mmap
    import os

    handle = os.open(os.environ["ANALYST_DATA"] + "/heart.parquet", os.O_RDONLY)
    return mmap.mmap(handle, 0, mmap.MAP_SHARED, mmap.PROT_WRITE)


@GROUP.blocked("copy_file_range", "EBADF")
def a_handle_for_reading_is_copied_into(host):
    import os

    source = os.open("/dev/zero", os.O_RDONLY)
    target = os.open(host.package, os.O_RDONLY)
    return os.sendfile(target, source, 0, 1)


@GROUP.blocked("unlink", READ_ONLY)
def a_file_is_removed(host):
    import os

    return os.unlink(host.package)


@GROUP.blocked("rename", {"A": ("EROFS", "EACCES", "EXDEV"), "B": ("EACCES", "EXDEV")})
def a_file_is_put_in_the_place_of_another(host):
    import os

    open("mine", "w").close()
    return os.rename("mine", host.package)


@GROUP.blocked("exchange", {"A": ("EROFS", "EACCES", "EXDEV"), "B": ("EACCES", "EXDEV")})
def two_files_change_places(host):
    open("mine", "w").close()
    return call("renameat2", -100, b"mine", -100, host.package.encode(), 2)


@GROUP.blocked("link", {"A": ("EROFS", "EACCES", "EXDEV"), "B": ("EACCES", "EXDEV")})
def a_dataset_gets_a_second_name_in_the_working_directory(host):
    import os

    return os.link(os.environ["ANALYST_DATA"] + "/heart.parquet", host.mark)


@GROUP.blocked("O_CREAT", READ_ONLY)
def a_dataset_is_put_beside_the_others(host):
    import os

    return open(os.environ["ANALYST_DATA"] + "/new.parquet", "w")


@GROUP.blocked("index", READ_ONLY)
def the_list_of_datasets_is_rewritten(host):
    import os

    return open(os.environ["ANALYST_DATA"] + "/datasets.json", "w")


@GROUP.blocked("O_TMPFILE", READ_ONLY)
def a_file_without_a_name_is_made_beside_the_datasets(host):
    import os

    return os.open(os.environ["ANALYST_DATA"], os.O_TMPFILE | os.O_RDWR)


@GROUP.blocked("mkdir", READ_ONLY)
def a_folder_is_made_beside_the_datasets(host):
    import os

    return os.mkdir(os.environ["ANALYST_DATA"] + "/new")


@GROUP.blocked("bind", READ_ONLY)
def a_socket_is_made_beside_the_datasets(host):
    import os
    import socket

    return socket.socket(socket.AF_UNIX).bind(os.environ["ANALYST_DATA"] + "/s")


@GROUP.blocked("chmod", FILTER)
def the_rights_of_a_file_are_changed(host):
    import os

    return os.chmod(host.package, 0o777)


@GROUP.blocked("fchmod", FILTER)
def a_file_is_made_to_run_as_its_owner(host):
    import os

    return os.fchmod(os.open("mine", os.O_CREAT | os.O_RDWR), 0o4755)


@GROUP.blocked("chown", FILTER)
def the_owner_of_a_file_is_changed(host):
    import os

    return os.chown(host.package, os.getuid(), os.getgid())


@GROUP.blocked("utime", FILTER)
def the_times_of_a_file_are_changed(host):
    import os

    return os.utime(host.package, (0, 0))


@GROUP.blocked("setxattr", FILTER)
def a_note_is_attached_to_a_file(host):
    import os

    return os.setxattr(host.package, "user.note", b"x")


@GROUP.blocked("lease", FILTER)
def others_are_kept_from_opening_a_dataset(host):
    """With a lease on a file, the kernel makes those who open it wait for 45 seconds."""
    import fcntl
    import os

    handle = os.open(os.environ["ANALYST_DATA"] + "/heart.parquet", os.O_RDONLY)
    return fcntl.fcntl(handle, fcntl.F_SETLEASE, fcntl.F_RDLCK)


@GROUP.blocked("mkfifo", FILTER)
def a_pipe_with_a_name_is_made(host):
    import os

    return os.mkfifo(host.mark)


@GROUP.blocked("mknod", FILTER)
def a_disk_is_made(host):
    import os

    return os.mknod(host.mark, 0o60600, os.makedev(8, 0))


@GROUP.blocked("connection file", READ_ONLY)
def the_host_is_told_another_address(host):
    return open(host.connection_file, "w")


@GROUP.blocked("place", NOT_THERE)
def the_link_to_what_is_swept_is_bent(host):
    import os

    os.symlink(host.folder, host.place + "/" + host.mark)
    return os.replace(host.place + "/" + host.mark, host.place + "/runtime")


@GROUP.blocked("own root", {"A": ("EBUSY", "EROFS", "EACCES"), "B": "EACCES"})
def the_working_directory_itself_is_moved_away(host):
    import os

    return os.rename(os.getcwd(), os.path.dirname(os.getcwd()) + "/" + host.mark)


@GROUP.blocked(
    "sockets",
    {"A": "it was ended: It kept more than 8 MiB of files.", "B": "EACCES"},
    limits={"scratch_mib": 8},
)
def files_are_kept_where_nobody_counts_them(host):
    """The folder of sockets is the other one it can write to."""
    import time

    for number in range(4):
        with open(f"{host.sockets}/{number}", "wb") as file:
            file.write(b"x" * (4 << 20))
    time.sleep(10)
    return "kept 16 MiB of 8"


@GROUP.blocked("log", NOT_THERE)
def the_log_of_the_start_is_filled(host):
    import os

    return os.open("/proc/1/fd/1", os.O_WRONLY)


@GROUP.blocked("/dev/shm", {"A": "it is its own", "B": "EACCES"})
def memory_that_others_see_is_written(host):
    import os

    path = "/dev/shm/" + host.mark
    with open(path, "w") as file:
        file.write("x")
    found = os.stat(path).st_dev
    os.unlink(path)
    if found != host.shared_memory:
        raise Blocked("it is its own")
    return "written"


@GROUP.blocked("/tmp", {"A": "it is its own", "B": "EACCES"})
def a_file_is_left_where_others_look_for_theirs(host):
    with open("/tmp/" + host.mark, "w") as file:
        file.write("x")
    raise Blocked("it is its own")  # the host looks whether this is so


@GROUP.blocked("site-packages", READ_ONLY)
def a_file_is_left_that_python_runs_when_it_starts(host):
    import sysconfig

    return open(sysconfig.get_path("purelib") + f"/{host.mark}.pth", "w")


@GROUP.blocked("home", {"A": ("ENOENT", "EROFS", "EACCES"), "B": "EACCES"})
def a_file_is_left_that_a_shell_of_the_user_runs(host):
    return open(host.home + "/" + host.mark, "w")


@GROUP.blocked("/etc", READ_ONLY)
def a_file_of_the_system_is_made(host):
    return open("/etc/" + host.mark, "w")


@GROUP.blocked("root", READ_ONLY)
def a_file_is_made_at_the_top(host):
    return open("/" + host.mark, "w")


@GROUP.blocked("core_pattern", READ_ONLY)
def the_program_that_takes_core_files_is_set(host):
    """Writable, this is a way out of a container."""
    import os

    return os.open("/proc/sys/kernel/core_pattern", os.O_WRONLY)


@GROUP.blocked("sysrq", MAY_LACK)
def the_machine_is_given_orders(host):
    import os

    return os.open("/proc/sysrq-trigger", os.O_WRONLY)


@GROUP.blocked("cgroup", MAY_LACK)
def it_moves_to_a_group_without_limits(host):
    import os

    return os.open("/sys/fs/cgroup/cgroup.procs", os.O_WRONLY)


@GROUP.blocked("uevent_helper", MAY_LACK)
def the_program_that_greets_devices_is_set(host):
    import os

    return os.open("/sys/kernel/uevent_helper", os.O_WRONLY)


@GROUP.blocked("proc/mem", READ_ONLY)
def its_own_memory_is_written_past_its_protection(host):
    import os

    return os.open("/proc/self/mem", os.O_RDWR)


@GROUP.blocked("oom_score_adj", READ_ONLY)
def others_are_ended_first_when_memory_is_short(host):
    import os

    return os.open("/proc/self/oom_score_adj", os.O_WRONLY)


@GROUP.blocked("memfd", FILTER)
def a_file_in_memory_is_made(host):
    return call("memfd_create", b"x", 0)


@GROUP.blocked("memfd_secret", FILTER)
def memory_hidden_from_the_kernel_is_made(host):
    return call("memfd_secret", 0)


@GROUP.blocked("vmsplice", FILTER)
def memory_is_given_to_a_pipe(host):
    return call("vmsplice", 0, 0, 0, 0)


@GROUP.blocked("acct", FILTER)
def the_accounting_of_processes_is_switched_off(host):
    return call("acct", 0)


@GROUP.blocked("quotactl", FILTER)
def the_quota_of_a_disk_is_asked_for(host):
    return call("quotactl", 0, 0, 0, 0)


@GROUP.blocked("swapon", FILTER)
def a_file_is_made_swap(host):
    return call("swapon", b"/nowhere", 0)
