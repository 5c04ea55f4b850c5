"""Starts a kernel behind walls: what Jupyter calls a provisioner."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

from jupyter_client.provisioning.local_provisioner import LocalProvisioner
from traitlets import Instance, List, Unicode, UseEnum

from jupyter_analyst.sandbox.level import Level, method
from jupyter_analyst.sandbox.limits import Limits
from jupyter_analyst.sandbox.place import Place
from jupyter_analyst.sandbox.watchdog import Watchdog

if TYPE_CHECKING:
    from jupyter_client.connect import KernelConnectionInfo

_LAUNCHER = ThreadPoolExecutor(1, "sandbox-launcher")
"""Starts all sandboxes: one dies with the thread that started it, and this one lives to the end."""


class SandboxProvisioner(LocalProvisioner):
    """A kernel behind the walls of a level, in the folders of a place."""

    level = UseEnum(Level)
    place = Instance(Place)
    limits = Instance(Limits, args=())
    preload = List(Unicode())

    watchdog: Watchdog | None = None

    async def pre_launch(self, **given: Any) -> dict[str, Any]:
        """Empty the folders; have the connection file written.

        Parameters
        ----------
        **given
            What the kernel manager was started with.
        """
        self.place.empty()
        return await super().pre_launch(**given)

    async def launch_kernel(self, cmd: list[str], **given: Any) -> KernelConnectionInfo:  # noqa: ARG002  # as Jupyter calls it
        """Start the process; the command and environment Jupyter made are not used.

        Parameters
        ----------
        cmd : list of str
            What Jupyter would have started.
        **given
            How it would have been started.
        """
        prepared = method(self.level).prepared(self.place, self.limits, preload=self.preload)
        loop = asyncio.get_running_loop()
        process = await loop.run_in_executor(_LAUNCHER, prepared.start, self.place)
        self.process = process
        self.pid = self.pgid = process.pid  # it leads a session of its own
        self.watchdog = Watchdog(process, self.place.scratch, self.limits)
        self.watchdog.start()
        return self.connection_info
