"""Measures a person named: what they can be spoken of as, and what they are in Python."""

from __future__ import annotations

import ast
from functools import lru_cache
from typing import TYPE_CHECKING

from jupyter_analyst.data.meaning.measures import formula
from jupyter_analyst.errors import AnalystError
from jupyter_analyst.planner.conditions import item
from jupyter_analyst.planner.table import Field

if TYPE_CHECKING:
    from jupyter_analyst.planner.table import Table

_NO_NUMBER = 'float("nan")'


@lru_cache(maxsize=16)
def defined(table: Table) -> tuple[tuple[Field, ...], tuple[Field, ...]]:
    """Return the measures of a table as columns: those of rows, and those of all rows at once.

    A measure is left out where a column has its name, or a column of its formula is gone.

    Parameters
    ----------
    table : Table
        The table.
    """
    found: dict[str, list[Field]] = {"row": [], "all": []}
    taken = {field.name for field in table.fields}
    for name, text in table.measures:
        made = None if name in taken else _read(table, name, text)
        if made is not None:
            of, field = made
            found[of].append(field)
    return tuple(found["row"]), tuple(found["all"])


def _read(table: Table, name: str, text: str) -> tuple[str, Field] | None:
    try:
        read = formula(text, table)
    except (AnalystError, KeyError):  # a column is gone, or became one of texts
        return None
    used = {node.id for node in ast.walk(read.tree) if isinstance(node, ast.Name)}
    parts = tuple(field for field in table.fields if field.name in used)
    return read.of, Field(name, "number", "double", formula=text, parts=parts)


def python(field: Field, frame: str) -> str:
    """Return the Python of a measure.

    Parameters
    ----------
    field : Field
        The measure, as a column.
    frame : str
        Name of the variable that holds the rows.
    """
    tree = formula(field.formula, {part.name: part for part in field.parts}).tree
    return ast.unparse(_Writer(field.parts, frame).visit(tree))


class _Writer(ast.NodeTransformer):
    """Turns a formula into what pandas computes: a division by zero has no value."""

    def __init__(self, parts: tuple[Field, ...], frame: str) -> None:
        self._parts = {part.name: part for part in parts}
        self._frame = frame

    def visit_Name(self, node: ast.Name) -> ast.expr:
        """Return a column; yes and no count as 1 and 0."""
        part = self._parts[node.id]
        column = item(self._frame, part)
        return ast.Name(f"{column}.astype(float)" if part.kind == "boolean" else column)

    def visit_Call(self, node: ast.Call) -> ast.expr:
        """Return an aggregate, which is a method of a column."""
        name = ast.unparse(node.func)
        return ast.Call(ast.Attribute(self.visit(node.args[0]), name), [], [])

    def visit_BinOp(self, node: ast.BinOp) -> ast.expr:
        """Return both parts, a divisor without its zeros."""
        kinds = {type(part) for part in ast.walk(node.right)}
        left, right = self.visit(node.left), self.visit(node.right)
        if isinstance(node.op, ast.Div):
            right = _divisor(kinds, right)
        return ast.BinOp(left, node.op, right)


def _divisor(kinds: set[type[ast.AST]], divisor: ast.expr) -> ast.expr:
    """Return a divisor without its zeros, by what the formula holds in its place."""
    if isinstance(divisor, ast.Constant) and divisor.value:
        return divisor
    if ast.Name in kinds and ast.Call not in kinds:
        replaced = ast.Attribute(divisor, "replace")
        return ast.Call(replaced, [ast.Constant(0), ast.Name(_NO_NUMBER)], [])
    return ast.BoolOp(ast.Or(), [divisor, ast.Name(_NO_NUMBER)])
