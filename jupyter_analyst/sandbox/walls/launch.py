"""How a process in the sandbox is started: what both levels have in common."""

from __future__ import annotations

import os
import signal
import site
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from jupyter_analyst.inside import engine
from jupyter_analyst.inside.orders import VARIABLE, Orders
from jupyter_analyst.sandbox.limits import MIB

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from jupyter_analyst.inside.orders import Walls
    from jupyter_analyst.sandbox.limits import Limits
    from jupyter_analyst.sandbox.place import Place

_PACKAGE = str(Path(__file__).parents[2])

KERNEL = "jupyter_analyst.inside.boot"
"""Module that serves as a kernel."""

_TEMPORARY = "tmp"

_OF_PYTHON = ("bin", "lib", "lib64", "pyvenv.cfg", "share/zoneinfo")

MACHINE = (
    "/etc/alternatives",
    "/etc/fonts",
    "/etc/ld.so.cache",
    "/etc/ld.so.conf",
    "/etc/ld.so.conf.d",
    "/etc/localtime",
    "/etc/mime.types",
    "/etc/timezone",
)
"""Files of /etc that libraries read and that say nothing about anybody."""


@dataclass(frozen=True)
class Launch:
    """A process to start.

    Parameters
    ----------
    command : tuple of str
        Program and arguments.
    environment : dict
        All of its environment.
    handles : tuple of int
        Open files it inherits; to be closed once it has started.
    stdin : int
        Its standard input, as `subprocess` takes it.
    """

    command: tuple[str, ...]
    environment: dict[str, str]
    handles: tuple[int, ...] = ()
    stdin: int = subprocess.DEVNULL

    def start(self, place: Place) -> subprocess.Popen[bytes]:
        """Start it, as the leader of a session of its own; it dies with the calling thread.

        Parameters
        ----------
        place : Place
            The folders of the sandbox; the log there takes what it writes before it is a kernel.
        """
        try:
            with place.log.open("wb") as log:
                return subprocess.Popen(  # noqa: S603  # our own command
                    self.command,
                    env=self.environment,
                    pass_fds=self.handles,
                    stdin=self.stdin,
                    stdout=log,
                    stderr=log,
                    cwd=place.scratch,
                    start_new_session=True,
                )
        finally:
            for handle in self.handles:
                os.close(handle)


@dataclass(frozen=True)
class Task:
    """What is to be started in a sandbox.

    Parameters
    ----------
    place : Place
        The folders of the sandbox.
    limits : Limits
        What it may use.
    module : str
        The module to run, which is the first code there.
    preload : tuple of str
        Modules to import once it is idle.
    """

    place: Place
    limits: Limits
    module: str = KERNEL
    preload: tuple[str, ...] = ()

    @property
    def command(self) -> tuple[str, ...]:
        """The command that runs the module."""
        return python(self.module, self.place)

    def orders(self, walls: Walls, readable: Sequence[str] = ()) -> Orders:
        """Return what the host tells the process.

        Parameters
        ----------
        walls : {"calls", "files and calls", "none"}
            Which walls it builds itself.
        readable : sequence of str
            What it may read then.
        """
        limits = self.limits
        return Orders(
            walls=walls,
            parent=os.getpid(),
            readable=tuple(readable),
            scratch=str(self.place.scratch),
            sockets=str(self.place.sockets),
            address_space=int(limits.address_space_mib * MIB),
            file_size=int(limits.file_mib * MIB),
            open_files=limits.open_files,
            cores=limits.cores,
            preload=self.preload,
        )

    def in_place(self, walls: Walls = "none", readable: Sequence[str] = ()) -> Launch:
        """Return how to start it so that it sees the folders where the host sees them.

        Without more it has no walls: limits and a bare environment, which is level C.

        Parameters
        ----------
        walls : {"calls", "files and calls", "none"}
            Which walls it builds itself.
        readable : sequence of str
            What it may read then.
        """
        scratch, data = str(self.place.scratch), str(self.place.shelf)
        orders = self.orders(walls, readable)
        known = environment(self.limits, scratch=scratch, data=data, orders=orders)
        if sys.platform != "linux":  # where no child ends with its parent, ipykernel looks
            known["JPY_PARENT_PID"] = str(os.getpid())
        return Launch(self.command, known)


def python(module: str, place: Place) -> tuple[str, ...]:
    """Return the command that runs a module as the first code in the sandbox.

    Parameters
    ----------
    module : str
        Name of the module.
    place : Place
        The folders of the sandbox.
    """
    return (sys.executable, "-P", "-m", module, "-f", str(place.connection_file))


@cache
def lifeline() -> int:
    """Return a handle that comes to its end when this process does: nothing is written there."""
    end, _ = os.pipe()  # the other one is never closed
    return end


def kill(process: subprocess.Popen[bytes]) -> None:
    """End a process, and those it may have started that still belong to its group.

    Parameters
    ----------
    process : Popen
        What `Launch.start` returned.
    """
    if sys.platform != "win32" and process.poll() is None:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()


def libraries(home: Path | None = None) -> list[str]:
    """Return the folders Python and its packages are in, as they are called and as they are.

    Parameters
    ----------
    home : Path, optional
        Folder of all that is kept, which code may not read.
    """
    private = [_data_folder(), *([home] if home else [])]
    prefixes = [name for one in (sys.prefix, sys.base_prefix) for name in _parts(one, private)]
    found = [*prefixes, _PACKAGE, *_packages_elsewhere()]
    return list(dict.fromkeys(name for path in found for name in (path, os.path.realpath(path))))


def _data_folder() -> Path:
    """Return where programs keep what is somebody's; it is below the home folder by default."""
    return Path(os.environ.get("XDG_DATA_HOME") or os.path.expanduser("~/.local/share"))  # noqa: PTH111  # Path's raises for a user without a name


def _parts(prefix: str, private: Iterable[Path]) -> list[str]:
    """Return a prefix of Python, or what is Python's in it if it holds somebody's files too."""
    real = os.path.realpath(prefix)
    if not any(Path(os.path.realpath(folder)).is_relative_to(real) for folder in private):
        return [prefix]
    return [str(path) for part in _OF_PYTHON if (path := Path(prefix, part)).exists()]


def _packages_elsewhere() -> list[str]:
    """Return the folder of `pip install --user`, if it is in use."""
    user = site.getusersitepackages()
    return [user] if user in sys.path else []


def environment(limits: Limits, *, scratch: str, data: str, orders: Orders) -> dict[str, str]:
    """Return all of the environment of the code; nothing of the host's is in it.

    Parameters
    ----------
    limits : Limits
        What it may use.
    scratch, data : str
        Working directory and datasets, as the code sees them.
    orders : Orders
        What the host tells the process.
    """
    home = f"{scratch}/.home"
    threads = str(limits.cores)
    return {
        "HOME": home,
        "TMPDIR": f"{home}/{_TEMPORARY}",
        "IPYTHONDIR": f"{home}/ipython",
        "MPLCONFIGDIR": f"{home}/matplotlib",
        "JUPYTER_PLATFORM_DIRS": "1",
        "USER": "analyst",
        "LOGNAME": "analyst",
        "LANG": "C.UTF-8",
        "PATH": "/usr/bin:/bin",
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        "JOBLIB_MULTIPROCESSING": "0",  # it warns if it finds out by itself
        "PYTHONDONTWRITEBYTECODE": "1",
        "OMP_NUM_THREADS": threads,
        "OPENBLAS_NUM_THREADS": threads,
        "MKL_NUM_THREADS": threads,
        # allocators that keep to what is asked for: address space is what is limited
        "ARROW_DEFAULT_MEMORY_POOL": "system",
        "MALLOC_ARENA_MAX": "2",
        "ANALYST_DATA": data,
        **engine.environment(limits.engine_mib, f"{home}/{_TEMPORARY}", limits.cores),
        VARIABLE: orders.to_text(),
    } | ({"PYTHONPATH": elsewhere} if (elsewhere := ":".join(_packages_elsewhere())) else {})
