"""Find out what the names in a piece of code stand for."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

Import = ast.Import | ast.ImportFrom

_USUAL = {
    "np": "numpy", "os": "os", "pd": "pandas", "plt": "matplotlib.pyplot", "sns": "seaborn",
    "subprocess": "subprocess",
}  # fmt: skip
"""What a name stands for that an earlier run may have imported."""

_MOST_PARTS = 8


@dataclass
class Names:
    """What names stand for, wherever in the code they are bound.

    Parameters
    ----------
    imported : dict
        What is imported, by the name it has in the code.
    bound : set of str
        Names that are bound by other means.
    texts : dict
        Names that are given a text as it stands.
    """

    imported: dict[str, str] = field(default_factory=dict)
    bound: set[str] = field(default_factory=set)
    texts: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, tree: ast.AST) -> Names:
        """Return the names of a piece of code.

        Parameters
        ----------
        tree : AST
            The code.
        """
        names = cls()
        for node in ast.walk(tree):
            names.bound |= _bound(node)
            if isinstance(node, Import):
                names.imported |= _imported(node)
            elif isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant):
                names.texts |= _texts(node.targets, node.value)
        return names

    def meaning(self, node: ast.AST) -> str:
        """Return what a name stands for, such as `pandas.read_csv`; empty if that is not known.

        Parameters
        ----------
        node : AST
            A name, with attributes or without.
        """
        parts: list[str] = []
        while isinstance(node, ast.Attribute) and len(parts) < _MOST_PARTS:
            parts.append(node.attr)
            node = node.value
        if not isinstance(node, ast.Name) or node.id in self.bound:
            return ""
        root = self.imported.get(node.id) or _USUAL.get(node.id) or f"builtins.{node.id}"
        return ".".join([root, *reversed(parts)])


def full_names(node: Import) -> Iterator[tuple[str, str]]:
    """Yield what is imported by its full name, and the name it has in the code.

    Parameters
    ----------
    node : Import or ImportFrom
        The import; what is relative has no full name.
    """
    for alias in node.names:
        if isinstance(node, ast.Import):
            yield alias.name, alias.asname or alias.name.partition(".")[0]
        elif node.module and not node.level:
            yield f"{node.module}.{alias.name}", alias.asname or alias.name


def _imported(node: Import) -> dict[str, str]:
    """Return what names stand for; `import a.b` gives the name `a` to `a`."""
    return {
        name: name if name == full.partition(".")[0] else full for full, name in full_names(node)
    }


def _texts(targets: list[ast.expr], value: ast.Constant) -> dict[str, str]:
    text = value.value
    if not isinstance(text, str):
        return {}
    return {target.id: text for target in targets if isinstance(target, ast.Name)}


def _bound(node: ast.AST) -> set[str]:
    if isinstance(node, ast.Name):
        return set() if isinstance(node.ctx, ast.Load) else {node.id}
    if isinstance(node, ast.arg):
        return {node.arg}
    # of functions, classes, exceptions and patterns; imports are looked at apart
    name = None if isinstance(node, ast.alias) else getattr(node, "name", None)
    return {name} if isinstance(name, str) else set()
