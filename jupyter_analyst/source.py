"""Python source for what was done, as a person would have typed it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


def call(word: str, arguments: Mapping[str, Any], *, positional: int = 1) -> str:
    """Return the line of Python that calls a word of the analyst.

    Parameters
    ----------
    word : str
        Name of a method or tool.
    arguments : mapping
        Arguments by name, in order.
    positional : int
        How many of them are given without their name.

    Examples
    --------
    >>> call("describe", {"data": "sales", "columns": ("price", "area")})
    'analyst.describe("sales", columns=["price", "area"])'
    """
    parts = [
        literal(value) if place < positional else f"{name}={literal(value)}"
        for place, (name, value) in enumerate(arguments.items())
    ]
    return f"analyst.{word}({', '.join(parts)})"


def literal(value: Any) -> str:
    r"""Return a value as Python writes it, with double quotes.

    Parameters
    ----------
    value : object
        Text, number, truth value, None, or a sequence or mapping of them.

    Examples
    --------
    >>> print(literal('say "no"'), literal((1, 2.5)), literal(None))
    "say \"no\"" [1, 2.5] None
    """
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)  # a JSON text is a Python text
    if isinstance(value, tuple | list):
        return f"[{', '.join(map(literal, value))}]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{literal(k)}: {literal(v)}" for k, v in value.items()) + "}"
    return repr(value)
