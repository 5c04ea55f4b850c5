"""The kernel in the sandbox: ipykernel, made to do without what it may not have there."""

from __future__ import annotations

import errno
import importlib
import logging
import os
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jupyter_analyst.inside import engine, limits, svg, tables

if TYPE_CHECKING:
    from collections.abc import Sequence


_BREATH_S = 0.01


def serve(arguments: Sequence[str], preload: Sequence[str]) -> None:
    """Be a kernel until told to stop.

    Parameters
    ----------
    arguments : sequence of str
        What ipykernel is started with.
    preload : sequence of str
        Modules to import once somebody has asked whether the kernel is there.
    """
    from ipykernel.iostream import IOPubThread
    from ipykernel.ipkernel import IPythonKernel
    from ipykernel.kernelapp import IPKernelApp

    class Kernel(IPythonKernel):  # ipykernel is imported behind the walls, so it is made here
        """A kernel that prepares itself in the background."""

        async def kernel_info_request(self, *request: Any) -> None:
            """Answer, then begin to prepare."""
            await super().kernel_info_request(*request)  # type: ignore[no-untyped-call]
            if not loader.ident:
                loader.start()

        async def do_execute(self, *request: Any, **how: Any) -> Any:
            """Run code, but not while something is imported: two importing threads may fail."""
            with importing:
                return await super().do_execute(*request, **how)  # type: ignore[no-untyped-call]

    importing = threading.Lock()
    loader = threading.Thread(target=_load, args=(preload, importing), name="preload", daemon=True)
    # it would open a TCP port for forked children, of which there are none; refused, zmq aborts
    IOPubThread._setup_pipe_in = _no_pipe  # type: ignore[method-assign]
    app: Any = IPKernelApp.instance(kernel_class=Kernel)
    log = os.fstat(2)
    engine.bound()
    app.initialize([*arguments, "--HistoryManager.enabled=False"])
    limits.keep_air(app.shell)
    app.shell.system = app.shell.getoutput = _no_programs
    tables.register(app.shell.display_formatter)
    svg.register(app.shell)
    _let_go(log)
    app.start()


def _no_pipe(thread: Any) -> None:
    thread._pipe_flag = False


def _no_programs(command: str, *_: Any, **__: Any) -> None:
    """Stand for `!command`, which would fail on its way to a terminal, each level differently.

    Raises
    ------
    PermissionError
        Always.
    """
    raise PermissionError(errno.EPERM, os.strerror(errno.EPERM), command)


def _let_go(log: os.stat_result) -> None:
    """Point all that leads to the log of the start elsewhere, or it could be filled for ever.

    ipykernel keeps a copy of what standard output was before it took that over.
    """
    nowhere = os.open(os.devnull, os.O_RDWR)
    for handle in _open_handles():
        with suppress(OSError):  # that of the listing itself
            if os.path.samestat(os.fstat(handle), log):
                os.dup2(nowhere, handle)
    os.close(nowhere)


def _open_handles() -> list[int]:
    """Return the numbers of all open files; those of the usual streams where that is not told."""
    for folder in map(Path, ("/proc/self/fd", "/dev/fd")):
        with suppress(OSError):
            return [int(path.name) for path in folder.iterdir()]
    return [1, 2]


def _load(modules: Sequence[str], importing: threading.Lock) -> None:
    """Import modules so that the first use of them is quick; what fails now fails again then."""
    logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)  # no run asked for it
    for module in modules:
        with importing, suppress(Exception):
            importlib.import_module(module)
        time.sleep(_BREATH_S)  # a run that waits comes first
