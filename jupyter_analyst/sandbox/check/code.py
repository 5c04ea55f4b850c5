"""Read code without running it; hostile code costs nothing but its reading."""

from __future__ import annotations

import ast
import warnings

from jupyter_analyst.sandbox.check.magics import without_magics

LONGEST = 20_000
"""Characters of code that are looked at; longer code could be deep enough to end the parser."""


def tree(code: str) -> tuple[ast.Module, list[tuple[int, str]]]:
    """Return code as its tree, and the lines of it that only IPython understands.

    Parameters
    ----------
    code : str
        A cell as IPython takes it; what is too long or does not parse has an empty tree.

    Examples
    --------
    >>> ast.unparse(tree("1+1")[0]), ast.unparse(tree("1+")[0])
    ('1 + 1', '')
    """
    try:
        return _parsed(code) if len(code) <= LONGEST else (ast.Module([], []), [])
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ast.Module([], []), []


def last_value(code: str) -> str:
    """Return the expression a cell ends with, and so shows, as one line; empty if there is none.

    Parameters
    ----------
    code : str
        A cell as IPython takes it.
    """
    last = tree(code)[0].body[-1:]
    try:
        return ast.unparse(last[0]) if last and isinstance(last[0], ast.Expr) else ""
    except RecursionError:
        return ""


def _parsed(code: str) -> tuple[ast.Module, list[tuple[int, str]]]:
    with warnings.catch_warnings():  # what Python says of this code, it says when it runs
        warnings.simplefilter("ignore")
        try:
            return ast.parse(code), []
        except SyntaxError:
            code, magics = without_magics(code)
            return ast.parse(code), magics
