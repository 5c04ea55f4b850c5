"""Show a result with everything that belongs to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from IPython.display import display

from jupyter_analyst import tools

if TYPE_CHECKING:
    from jupyter_analyst.tools import Result


def show_result(result: Result) -> None:
    """Display the card of a result, and the interactive chart if it is one.

    Parameters
    ----------
    result : Result
        The result.
    """
    for bundle in tools.bundles(result):
        display(bundle, raw=True)  # type: ignore[no-untyped-call]  # IPython is partly typed
