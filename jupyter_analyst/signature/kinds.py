"""The kinds of values a tool's parameter can take, as annotations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated


@dataclass(frozen=True)
class ColumnOf:
    """A parameter that names a column.

    Parameters
    ----------
    wants : str
        What kind of column fits: ``"any"``, ``"number"``, ``"group"`` (few different values),
        ``"pair"`` (exactly two values) or ``"event"`` (one or two values).
    words : str
        The same in words, for help, forms and errors.
    """

    wants: str
    words: str


@dataclass(frozen=True)
class Between:
    """Bounds of a number, both excluded or both included.

    Parameters
    ----------
    low, high : float
        The bounds.
    included : bool
        Whether the bounds themselves are allowed.
    """

    low: float
    high: float
    included: bool = True


AnyColumn = Annotated[str, ColumnOf("any", "a column")]
NumberColumn = Annotated[str, ColumnOf("number", "a numeric column")]
GroupColumn = Annotated[str, ColumnOf("group", "a column with few different values")]
PairColumn = Annotated[str, ColumnOf("pair", "a column with exactly two different values")]
EventColumn = Annotated[str, ColumnOf("event", "a column with two values, such as 0 and 1")]
NumberColumns = Annotated[tuple[str, ...], ColumnOf("number", "numeric columns")]
AnyColumns = Annotated[tuple[str, ...], ColumnOf("any", "columns")]
Alpha = Annotated[float, Between(0, 1, included=False)]
Trim = Annotated[float, Between(0, 0.5)]
