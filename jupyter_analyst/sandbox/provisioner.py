"""Starts a kernel behind walls: what Jupyter calls a provisioner."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jupyter_client.provisioning.local_provisioner import LocalProvisioner
from traitlets import Instance, List, Unicode, UseEnum

from jupyter_analyst.sandbox.limits import Limits
from jupyter_analyst.sandbox.place import Place
from jupyter_analyst.sandbox.walls.launch import Task
from jupyter_analyst.sandbox.walls.level import Level, choose, method
from jupyter_analyst.sandbox.watchdog import Watchdog
from jupyter_analyst.settings import configure

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
    home = Unicode()

    watchdog: Watchdog | None = None
    _settled = False

    async def pre_launch(self, **given: Any) -> dict[str, Any]:
        """Empty the folders; have the connection file written.

        Parameters
        ----------
        **given
            What the kernel manager was started with.
        """
        if not self.trait_has_value("place"):
            await asyncio.get_running_loop().run_in_executor(_LAUNCHER, self._settle)
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
        task = Task(self.place, self.limits, preload=tuple(self.preload))
        prepared = method(self.level).prepared(task)
        loop = asyncio.get_running_loop()
        process = await loop.run_in_executor(_LAUNCHER, prepared.start, self.place)
        self.process = process
        self.pid = self.pgid = process.pid  # it leads a session of its own
        self.watchdog = Watchdog(process, (self.place.scratch, self.place.sockets), self.limits)
        self.watchdog.start()
        return self.connection_info

    async def cleanup(self, restart: bool = False) -> None:  # noqa: FBT001, FBT002  # as Jupyter calls it
        """Clear up; folders that were made here are gone, unless it starts again.

        Parameters
        ----------
        restart : bool
            Whether it does.
        """
        await super().cleanup(restart)
        if self._settled and not restart:
            self.place.close()

    def _settle(self) -> None:
        """Find walls and folders: the kernel spec of a server or a gateway names none."""
        if not self.trait_has_value("level"):
            self.level = choose("B")
        self.place = Place.make(Path(self.home) if self.home else configure().settings.home)
        self._settled = True
        # it would have the kernel listen where the walls let nobody listen
        manager: Any = self.parent
        manager.transport = "ipc"
        manager.ip = str(self.place.sockets / "k")
        manager.connection_file = str(self.place.connection_file)
