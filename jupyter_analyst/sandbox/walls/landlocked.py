"""Level B: the process locks itself in, by Landlock and seccomp, before it runs foreign code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jupyter_analyst.sandbox.walls import launch

if TYPE_CHECKING:
    from jupyter_analyst.sandbox.walls.launch import Launch, Task

_SYSTEM = (
    "/usr",
    "/lib",
    "/lib32",
    "/lib64",
    "/dev/urandom",
    "/dev/zero",
    # not all of /proc/self: `net`, `mountinfo` and what lies below `task` tell about the machine
    "/proc/self/cgroup",
    "/proc/self/cmdline",
    "/proc/self/environ",
    "/proc/self/fd",
    "/proc/self/io",
    "/proc/self/limits",
    "/proc/self/maps",
    "/proc/self/smaps",
    "/proc/self/smaps_rollup",
    "/proc/self/stat",
    "/proc/self/statm",
    "/proc/self/status",
    "/proc/cpuinfo",
    "/proc/meminfo",
    "/proc/stat",
    "/proc/sys/vm/overcommit_memory",
    "/sys/devices/system/cpu",
    "/sys/fs/cgroup",  # DuckDB aborts if it exists and may not be read
)


def prepared(task: Task) -> Launch:
    """Return how to start something that locks itself in.

    Parameters
    ----------
    task : Task
        What is to be started.
    """
    place = task.place
    readable = (
        *(*_SYSTEM, *launch.MACHINE, *launch.libraries(place.home)),
        *(str(place.shelf), str(place.connection_file)),
    )
    return task.in_place("files and calls", readable)
