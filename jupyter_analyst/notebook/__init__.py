"""Notebooks as files: cells with what they showed, built, written whole, read with plain errors."""

from jupyter_analyst.notebook.build import KEY, MAGIC, Cell, build, displayed
from jupyter_analyst.notebook.file import read, replace_file, write
from jupyter_analyst.notebook.markdown import escaped, heading, paragraphs

__all__ = [
    "KEY",
    "MAGIC",
    "Cell",
    "build",
    "displayed",
    "escaped",
    "heading",
    "paragraphs",
    "read",
    "replace_file",
    "write",
]
