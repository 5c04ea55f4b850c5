"""Level B: the process locks itself in, by Landlock and seccomp, before it runs foreign code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jupyter_analyst.sandbox.walls import launch

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jupyter_analyst.sandbox.limits import Limits
    from jupyter_analyst.sandbox.place import Place
    from jupyter_analyst.sandbox.walls.launch import Launch

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


def prepared(
    place: Place, limits: Limits, *, module: str = launch.KERNEL, preload: Sequence[str] = ()
) -> Launch:
    """Return how to start a module that locks itself in.

    Parameters
    ----------
    place : Place
        The folders of the sandbox.
    limits : Limits
        What it may use.
    module : str
        The module to run.
    preload : sequence of str
        Modules to import once it is idle.
    """
    readable = (
        *(*_SYSTEM, *launch.MACHINE, *launch.libraries(place.home)),
        *(str(place.shelf), str(place.connection_file)),
    )
    return launch.in_place(
        place, limits, module=module, walls="files and calls", readable=readable, preload=preload
    )
