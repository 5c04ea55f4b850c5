"""Close the door: what a process in the sandbox does to itself before any foreign code runs."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from jupyter_analyst.inside import landlock, limits, privileges, seccomp

if TYPE_CHECKING:
    from jupyter_analyst.inside.orders import Orders


def close(orders: Orders) -> None:
    """Limit this process and lock it in; all threads started later stand behind the walls too.

    Parameters
    ----------
    orders : Orders
        What to do.
    """
    _make_home()
    limits.limit(orders)
    if orders.locks_itself:
        _lock(orders)
    seccomp.install(seccomp.program(own_pid=os.getpid()))


def _make_home() -> None:
    """Make the folders libraries expect, with the file IPython may copy there by `chmod`."""
    startup = Path(os.environ["IPYTHONDIR"], "profile_default", "startup")
    startup.mkdir(parents=True, exist_ok=True)
    (startup / "README").touch()
    Path(os.environ["TMPDIR"]).mkdir(parents=True, exist_ok=True)


def _lock(orders: Orders) -> None:
    """Do what bubblewrap does on the other level."""
    privileges.die_with(orders.parent)
    os.closerange(3, os.sysconf("SC_OPEN_MAX"))
    privileges.drop()
    landlock.restrict(
        readable=orders.readable, writable=(orders.scratch,), listening=(orders.sockets,)
    )
