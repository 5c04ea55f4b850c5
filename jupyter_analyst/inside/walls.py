"""Close the door: what a process in the sandbox does to itself before any foreign code runs."""

from __future__ import annotations

import os
import select
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from jupyter_analyst.inside import limits

if TYPE_CHECKING:
    from jupyter_analyst.inside.orders import Orders


def close(orders: Orders) -> None:
    """Limit this process and lock it in; all threads started later stand behind the walls too.

    Parameters
    ----------
    orders : Orders
        What to do.
    """
    if orders.walls == "calls":
        _see_host()
    _make_home()
    limits.limit(orders)
    if orders.walls != "calls":
        _stand_alone(orders.parent)
    if orders.walls == "files and calls":
        _shut_files(orders)
    if orders.walls != "none":
        _shut_calls()


def _see_host() -> None:
    """End if the host has ended, which bubblewrap is told only once it has asked for it.

    Raises
    ------
    SystemExit
        If standard input, where the host never writes, has come to its end.
    """
    if select.select([0], [], [], 0)[0]:
        raise SystemExit(1)
    nowhere = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nowhere, 0)
    os.close(nowhere)


def _make_home() -> None:
    """Make the folders libraries expect, with the file IPython may copy there by `chmod`."""
    startup = Path(os.environ["IPYTHONDIR"], "profile_default", "startup")
    startup.mkdir(parents=True, exist_ok=True)
    (startup / "README").touch()
    Path(os.environ["TMPDIR"]).mkdir(parents=True, exist_ok=True)


def _stand_alone(parent: int) -> None:
    """Keep nothing of the host's, and do not outlive it: bubblewrap does so where it is used."""
    if sys.platform == "linux":
        from jupyter_analyst.inside import privileges

        privileges.die_with(parent)
        os.closerange(3, os.sysconf("SC_OPEN_MAX"))


def _shut_files(orders: Orders) -> None:
    from jupyter_analyst.inside import landlock, privileges  # nothing but Linux has them

    privileges.drop()
    landlock.restrict(
        readable=orders.readable, writable=(orders.scratch,), listening=(orders.sockets,)
    )


def _shut_calls() -> None:
    from jupyter_analyst.inside import seccomp

    seccomp.install(seccomp.program(own_pid=os.getpid()))
