"""Notebooks as files: cells with what they showed, built, written whole, read with plain errors."""

from jupyter_analyst.notebook.build import KEY, Cell, build, heading
from jupyter_analyst.notebook.file import read, replace_file, write

__all__ = ["KEY", "Cell", "build", "heading", "read", "replace_file", "write"]
