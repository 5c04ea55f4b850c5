"""All tools: those of installed packages, found by entry point."""

from __future__ import annotations

import logging
from functools import cache
from importlib.metadata import entry_points
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jupyter_analyst.tools.spec import Tool

ENTRY_POINTS = "jupyter_analyst.tools"


@cache
def registry() -> dict[str, Tool]:
    """Return every tool by its id; packages add theirs by the entry points we use ourselves.

    A tool that cannot be imported is left out; the log says why.
    """
    tools: list[Tool] = []
    for point in entry_points(group=ENTRY_POINTS):
        try:
            tools.append(point.load().tool)
        except (ImportError, AttributeError) as error:
            logging.getLogger("jupyter_analyst").warning("tool %s: %s", point.value, error)
    return {tool.id: tool for tool in sorted(tools, key=lambda tool: tool.id)}
