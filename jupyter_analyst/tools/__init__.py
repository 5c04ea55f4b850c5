"""Statistical tools: each a documented function that returns a `Result`."""

from jupyter_analyst.tools.bind import fits
from jupyter_analyst.tools.registry import registry
from jupyter_analyst.tools.result import MIMETYPE, Check, Column, Note, Provenance, Result, Table
from jupyter_analyst.tools.spec import Parameter, Tool, tool

__all__ = [
    "MIMETYPE",
    "Check",
    "Column",
    "Note",
    "Parameter",
    "Provenance",
    "Result",
    "Table",
    "Tool",
    "fits",
    "registry",
    "tool",
]
