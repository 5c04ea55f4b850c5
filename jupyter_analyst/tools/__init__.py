"""Statistical tools: each a documented function that returns a `Result`.

Every tool is an attribute too, by its id: `tools.km(frame, time="days", event="died")`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jupyter_analyst.errors import UnknownNameError
from jupyter_analyst.tools.bind import fits
from jupyter_analyst.tools.display import bundles
from jupyter_analyst.tools.installed import registry
from jupyter_analyst.tools.result import MIMETYPE, Check, Column, Note, Provenance, Result, Table
from jupyter_analyst.tools.run import run
from jupyter_analyst.tools.spec import Tool, tool

if TYPE_CHECKING:
    from jupyter_analyst.tools.spec import ToolFunction

__all__ = [
    "MIMETYPE",
    "Check",
    "Column",
    "Note",
    "Provenance",
    "Result",
    "Table",
    "Tool",
    "bundles",
    "fits",
    "registry",
    "run",
    "tool",
]


def __getattr__(name: str) -> ToolFunction:
    """Return the tool called `name`.

    Raises
    ------
    AttributeError
        If there is none; near names are offered.
    """
    known = {} if name.startswith("_") else registry()
    if name in known:
        return known[name].call
    error: AttributeError = _UnknownToolError(name, "tool", known, where=f"among {len(known)}")
    raise error


def __dir__() -> list[str]:
    return [*__all__, *registry()]


class _UnknownToolError(UnknownNameError, AttributeError):
    """A tool that does not exist; an `AttributeError` too, as `hasattr` expects."""
