"""Start a kernel in the sandbox."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import KernelManager

from jupyter_analyst.sandbox.walls import launch

if TYPE_CHECKING:
    from jupyter_analyst.sandbox.limits import Limits
    from jupyter_analyst.sandbox.place import Place
    from jupyter_analyst.sandbox.walls.level import Level

_PREPARED = (
    "pandas",
    "pyarrow.parquet",
    "jupyter_analyst.data",
    "jupyter_analyst.tools",
    "scipy.stats",
    "statsmodels.stats.multitest",
    "lifelines",
    "matplotlib.pyplot",
)
"""Imported ahead in a warm kernel, in this order: what code and tools ask for first."""


def _by_files(place: Place) -> dict[str, str]:
    return {"transport": "ipc", "ip": str(place.sockets / "k")}


def _by_ports(_: Place) -> dict[str, str]:
    return {"transport": "tcp", "ip": "127.0.0.1"}


_LISTENS = _by_ports if sys.platform == "win32" else _by_files
"""Where a kernel listens: Windows has no sockets that are files."""


def start(place: Place, level: Level, limits: Limits, *, warm: bool) -> KernelManager:
    """Return the manager of a kernel that has been launched behind the walls of a level.

    Its provisioner carries `watchdog` and `place`; wait for it by a client's `wait_for_ready`.

    Parameters
    ----------
    place : Place
        The folders of the sandbox.
    level : Level
        Level of isolation.
    limits : Limits
        What it may use.
    warm : bool
        Whether to import ahead what analysis needs, as soon as the kernel is there.
    """
    manager = KernelManager(connection_file=str(place.connection_file), **_LISTENS(place))
    given = {"level": level, "place": place, "limits": limits}
    manager._kernel_spec = KernelSpec(  # one that is not in any folder of specs
        argv=list(launch.python(launch.KERNEL, place)),
        display_name="Sandbox",
        language="python",
        interrupt_mode="message",
        metadata={
            "kernel_provisioner": {
                "provisioner_name": "analyst-sandbox",
                "config": given | {"preload": list(_PREPARED) if warm else []},
            }
        },
    )
    manager.start_kernel()
    return manager
