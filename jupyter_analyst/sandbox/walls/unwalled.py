"""Level C: limits and a bare environment, but no walls; the code can do what its user can do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jupyter_analyst.sandbox.walls import launch

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jupyter_analyst.sandbox.limits import Limits
    from jupyter_analyst.sandbox.place import Place
    from jupyter_analyst.sandbox.walls.launch import Launch


def prepared(
    place: Place, limits: Limits, *, module: str = launch.KERNEL, preload: Sequence[str] = ()
) -> Launch:
    """Return how to start a module without walls.

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
    return launch.in_place(place, limits, module=module, preload=preload)
