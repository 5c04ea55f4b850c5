"""A column as a profile meets it, and how its values are told."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from jupyter_analyst.data import Column
    from jupyter_analyst.profile.statistics import Family, Numbers


_Values = np.ndarray[Any, Any]
_COMFORTABLE = (1e-60, 1e60)
"""Between these the fourth power of the sum of a million numbers is a number."""


@dataclass(frozen=True)
class Field:
    """A column and how it is held.

    Parameters
    ----------
    i : int
        Its position.
    column : Column
        What it is called and how it is typed in the dataset.
    family : str
        How it is held.
    x : str
        SQL of its finite values at `scale`, NULL where there is none; empty if all rows are held.
    raw : str
        SQL of its values, NULL where missing; empty if all rows are held.
    scale : float
        What its numbers are multiplied with, a power of two.
    days : bool
        Whether its dates have no time of day.
    """

    i: int
    column: Column
    family: Family
    x: str = ""
    raw: str = ""
    scale: float = 1.0
    days: bool = False

    @property
    def is_decimal(self) -> bool:
        """Whether floats cannot always tell its numbers apart, so they are counted as they are."""
        return self.column.type.startswith("decimal")

    def finite(self) -> Field:
        """Return the field without its infinite values."""
        return replace(self, x=f"(case when isfinite({self.x}) then {self.x} end)")

    def scaled(self, scale: float) -> Field:
        """Return the field with its values multiplied."""
        return replace(self, x=f"({self.x} * {literal(scale)})", scale=scale)

    def multiplied(self, values: _Values) -> _Values:
        """Return values at the scale of the field."""
        return values if self.scale == 1 else values * self.scale

    def ends(self, known: Numbers) -> tuple[float, float]:
        """Return smallest and largest value at the scale of the field."""
        return float(known["min"]) * self.scale, float(known["max"]) * self.scale

    def text(self, value: Any, letters: int) -> str | None:
        """Return a value of the field as text, a point in time as ISO 8601.

        Parameters
        ----------
        value : Any
            A number, a truth value, a text or None.
        letters : int
            A longer text is cut.
        """
        if value is None:
            return None
        if self.family == "date":
            return iso(value, days=self.days)
        if isinstance(value, Decimal):
            return f"{value.normalize():f}"
        said = f"{value:.15g}" if self.family == "float" else str(value)
        said = said.lower() if self.family == "boolean" else said
        return said if len(said) <= letters else said[: letters - 1] + "…"


def family_of(type_: str) -> Family | None:
    """Return how a column of an Arrow type is held, None if only the engine can tell.

    Parameters
    ----------
    type_ : str
        The type as Arrow says it.

    Examples
    --------
    >>> family_of("uint8"), family_of("date32[day]"), family_of("list<item: int64>")
    ('whole', 'date', None)
    """
    if type_ == "bool":
        return "boolean"
    if type_ in {"string", "large_string"}:
        return "text"
    if re.fullmatch(r"u?int\d+", type_):
        return "whole"
    if re.fullmatch(r"float|double|decimal(32|64|128)\(.*", type_):
        return "float"
    return "date" if re.fullmatch(r"date32\[day\]|timestamp\[[mun]s.*", type_) else None


def at_scale(field: Field, known: Numbers) -> Field:
    """Return a field whose squares, third and fourth powers are numbers a float can hold.

    Parameters
    ----------
    field : Field
        A column.
    known : dict
        Its smallest and largest finite value.
    """
    if field.family != "float" or known["min"] is None:
        return field
    largest = max(abs(known["min"]), abs(known["max"]))
    if largest == 0 or _COMFORTABLE[0] < largest < _COMFORTABLE[1]:
        return field
    return field.scaled(2.0 ** -max(min(math.frexp(largest)[1], 1000), -1000))


def literal(number: float) -> str:
    """Return a float as SQL, in parentheses because two minus signs begin a comment.

    Parameters
    ----------
    number : float
        A finite number.

    Examples
    --------
    >>> literal(-0.5)
    '(-5.0000000000000000e-01)'
    """
    return f"({number:.16e})"


def iso(microseconds: float, *, days: bool) -> str:
    """Return a point in time as ISO 8601 text, without its time of day where there is none.

    Parameters
    ----------
    microseconds : float
        Since 1970-01-01.
    days : bool
        Whether only the day counts.

    Examples
    --------
    >>> iso(86_400_000_000, days=True), iso(1_500_000, days=False)
    ('1970-01-02', '1970-01-01T00:00:01')
    """
    moment = np.datetime64(int(microseconds // 1_000_000), "s")
    return str(moment.astype("datetime64[D]") if days else moment)
