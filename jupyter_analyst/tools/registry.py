"""All tools: those of installed packages, found by entry point, and those of the notebook."""

from __future__ import annotations

from functools import cache
from importlib.metadata import entry_points
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jupyter_analyst.tools.spec import Tool

ENTRY_POINTS = "jupyter_analyst.tools"


@cache
def registry() -> dict[str, Tool]:
    """Return every tool by its id; packages add theirs by the entry points we use ourselves."""
    tools = [point.load().tool for point in entry_points(group=ENTRY_POINTS)]
    return {tool.id: tool for tool in sorted(tools, key=lambda tool: tool.id)}
