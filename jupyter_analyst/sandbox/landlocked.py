"""Level B: the process locks itself in, by Landlock and seccomp, before it runs foreign code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jupyter_analyst.sandbox import launch
from jupyter_analyst.sandbox.launch import Launch

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jupyter_analyst.sandbox.limits import Limits
    from jupyter_analyst.sandbox.place import Place

_SYSTEM = (
    "/usr",
    "/lib",
    "/lib32",
    "/lib64",
    "/dev/urandom",
    "/dev/zero",
    "/proc/self",
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
        *(*_SYSTEM, *launch.MACHINE, *launch.libraries()),
        *(str(place.shelf), str(place.connection_file)),
    )
    orders = launch.orders(place, limits, locks_itself=True, readable=readable, preload=preload)
    return Launch(
        launch.python(module, place),
        launch.environment(
            limits, scratch=str(place.scratch), data=str(place.shelf), orders=orders
        ),
    )
