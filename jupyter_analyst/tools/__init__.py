"""Statistical tools: each a documented function that returns a `Result`."""

from jupyter_analyst.tools.bind import fits
from jupyter_analyst.tools.installed import registry
from jupyter_analyst.tools.result import MIMETYPE, Check, Column, Note, Provenance, Result, Table
from jupyter_analyst.tools.run import run
from jupyter_analyst.tools.spec import Tool, tool

__all__ = [
    "MIMETYPE",
    "Check",
    "Column",
    "Note",
    "Provenance",
    "Result",
    "Table",
    "Tool",
    "fits",
    "registry",
    "run",
    "tool",
]
