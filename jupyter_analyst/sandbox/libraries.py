"""Which libraries code uses: read off it, for what runs is free to say anything."""

from __future__ import annotations

import ast
import sys
from contextlib import suppress
from functools import cache
from importlib import metadata
from typing import TYPE_CHECKING

from jupyter_analyst.sandbox.check.code import tree

if TYPE_CHECKING:
    from collections.abc import Iterator

_OWN = "jupyter_analyst"
DISTRIBUTIONS = {"sklearn": "scikit-learn", "PIL": "pillow", "dateutil": "python-dateutil"}
"""What is installed under another name than it is imported by."""


class Libraries:
    """Follows the libraries through the code of one sandbox, which keeps what was imported."""

    def __init__(self) -> None:
        self._known: dict[str, str] = {}  # name in the code: library

    def forget(self) -> None:
        """Begin anew: the sandbox was restarted."""
        self._known = {}

    def used(self, code: str) -> tuple[str, ...]:
        """Return the libraries code uses, with their versions here, as ``"pandas 2.3.3"``.

        Parameters
        ----------
        code : str
            Python; what cannot be read uses none.
        """
        nodes = [*ast.walk(tree(code)[0])]
        imported = dict(entry for node in nodes for entry in _imported(node))
        self._known |= imported
        names = {node.id for node in nodes if isinstance(node, ast.Name)}
        found = {*imported.values(), *(self._known[name] for name in names & self._known.keys())}
        return tuple(map(_versioned, sorted(found)))


def _imported(node: ast.AST) -> Iterator[tuple[str, str]]:
    """Yield the names a statement binds to libraries, or to what it takes out of them."""
    if isinstance(node, ast.Import):
        for alias in node.names:
            library = alias.name.partition(".")[0]
            if _is_library(library):
                yield alias.asname or library, library
    elif isinstance(node, ast.ImportFrom) and not node.level and node.module:
        library = node.module.partition(".")[0]
        if _is_library(library):
            for alias in node.names:
                yield alias.asname or alias.name, library


def _is_library(name: str) -> bool:
    return name not in sys.stdlib_module_names and name != _OWN


@cache
def _versioned(library: str) -> str:
    with suppress(metadata.PackageNotFoundError):
        return f"{library} {metadata.version(DISTRIBUTIONS.get(library, library))}"
    return library
