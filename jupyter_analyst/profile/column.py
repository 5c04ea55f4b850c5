"""What a profile says of one column."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from jupyter_analyst.data import Kind  # noqa: TC001  # pydantic reads the annotations

Value = float | str

Direction = Literal["strictly rising", "rising", "strictly falling", "falling"]
"""How values go from row to row; a direction that is not strict has equal neighbours."""

Frequency = Literal[
    "every second", "every minute", "hourly", "daily", "on weekdays", "weekly", "monthly",
    "quarterly", "yearly", "irregular",
]  # fmt: skip
"""How often a point in time comes."""


@dataclass(frozen=True)
class Histogram:
    """How many values fall where; a value on an edge counts in the upper bin.

    Parameters
    ----------
    edges : tuple of float
        Ascending ends of the bins, one more than `counts`; milliseconds since 1970-01-01 UTC for
        dates.
    counts : tuple of int
        Their sum is the number of finite values.
    """

    edges: tuple[float, ...]
    counts: tuple[int, ...]


@dataclass(frozen=True)
class Level:
    """A value and the number of rows that hold it.

    Parameters
    ----------
    value : float or str
        The value; ``"true"`` and ``"false"`` in a boolean column, ``"inf"`` for infinity, and as
        text a number with more digits than a float can hold.
    count : int
        Rows with this value.
    """

    value: Value
    count: int


@dataclass(frozen=True)
class Shape:
    """What texts look like: a capital is A, another letter a, a digit 9, the rest itself.

    Parameters
    ----------
    shape : str
        Such as ``"AA-999"``.
    count : int
        Values that look so, of those that were looked at.
    """

    shape: str
    count: int


@dataclass(frozen=True)
class Spacing:
    """How the different points in time of a column follow each other.

    Parameters
    ----------
    frequency : str
        The name of the usual step; ``"irregular"`` if fewer than three in four steps are alike.
    step_s : float
        Median step in seconds.
    longest_s : float
        Longest step in seconds.
    after : str
        Where the longest step begins, as ISO 8601 text.
    gaps : int
        Steps longer than the frequency allows; 0 if it is irregular.
    """

    frequency: Frequency
    step_s: float
    longest_s: float
    after: str
    gaps: int


@dataclass(frozen=True)
class ColumnProfile:
    """The statistics of one column; what does not apply to its kind is None.

    Parameters
    ----------
    name : str
        Its name.
    type : str
        Its Arrow type, such as ``"int64"``.
    kind : {"number", "category", "boolean", "date", "text"}
        What it is to an analyst.
    count, missing : int
        Rows with and without a value; a float that is not a number is missing.
    distinct : int
        Number of different values.
    memory : int
        Bytes of its values as an Arrow array.
    approximate : tuple of str
        The fields that were not counted in every row: `distinct` is then HyperLogLog's estimate (a
        few percent off), the others come from a random sample.
    min, max : float or str or None
        Smallest and largest finite value; ISO 8601 text for dates.
    mean, std, skewness, kurtosis : float or None
        Of the finite values: sample standard deviation (n - 1), adjusted Fisher-Pearson
        skewness G1 = sqrt(n (n - 1)) / (n - 2) m3 / m2^1.5, and excess kurtosis
        G2 = (n - 1) / ((n - 2) (n - 3)) ((n + 1) (m4 / m2^2 - 3) + 6) (Joanes and Gill, 1998).
    mad : float or None
        Median of the absolute distances of the finite values from their median, not scaled.
    q05, q25, median, q75, q95 : float or str or None
        Quantiles, interpolated as in type 7 of Hyndman and Fan (1996); ISO 8601 text for dates.
    zeros, negatives, infinite, outliers : int or None
        Numbers that are 0, below 0, infinite, or beyond 1.5 interquartile ranges of the quartiles.
    whole : bool or None
        Whether all finite numbers are whole.
    length_min, length_mean, length_max : float or None
        Characters in a text.
    blank : int or None
        Texts of nothing but white space, or of nothing.
    histogram : Histogram, optional
        Of finite numbers and dates.
    top, rarest : tuple of Level
        The most frequent values, at most ten, and the rarest of the others, at most five, rarest
        first; empty where few values repeat.
    sentinels : tuple of Level
        Smallest or largest value, where it is one that often stands for a missing one, such as
        -999, and more than 3 interquartile ranges beyond the quartiles.
    future, placeholders : int or None
        Dates more than a day after the profile was made; those on 1900-01-01 or 1970-01-01.
    direction : str, optional
        How the values go from row to row, if they never turn; of numbers and dates.
    spacing : Spacing, optional
        Of dates.
    shapes : tuple of Shape
        What texts look like, the commonest first, at most three.
    looked_at, number_like : int or None
        Texts whose shape was looked at, and those of them that read as a number.
    meaning : str
        What it means, in words for people, where that says more than its kind; no part of what is
        kept, for a person can correct it.
    description : str
        What it is about, as the file or a person says; no part of what is kept either.
    """

    name: str
    type: str
    kind: Kind
    count: int
    missing: int
    distinct: int
    memory: int = 0
    approximate: tuple[str, ...] = ()
    min: Value | None = None
    max: Value | None = None
    mean: float | None = None
    std: float | None = None
    skewness: float | None = None
    kurtosis: float | None = None
    mad: float | None = None
    q05: Value | None = None
    q25: Value | None = None
    median: Value | None = None
    q75: Value | None = None
    q95: Value | None = None
    zeros: int | None = None
    negatives: int | None = None
    infinite: int | None = None
    outliers: int | None = None
    whole: bool | None = None
    length_min: float | None = None
    length_mean: float | None = None
    length_max: float | None = None
    blank: int | None = None
    histogram: Histogram | None = None
    top: tuple[Level, ...] = ()
    rarest: tuple[Level, ...] = ()
    sentinels: tuple[Level, ...] = ()
    future: int | None = None
    placeholders: int | None = None
    direction: Direction | None = None
    spacing: Spacing | None = None
    shapes: tuple[Shape, ...] = ()
    looked_at: int | None = None
    number_like: int | None = None
    meaning: str = ""
    description: str = ""

    @property
    def n_rows(self) -> int:
        """Number of rows of the table."""
        return self.count + self.missing

    @property
    def share_missing(self) -> float:
        """Share of the rows without a value, 0 for a table without rows."""
        return self.missing / self.n_rows if self.n_rows else 0.0

    @property
    def distinct_exact(self) -> bool:
        """Whether the different values were counted, not estimated."""
        return "distinct" not in self.approximate

    @property
    def uniqueness(self) -> float:
        """Different values as a share of the values, 0 where there are none."""
        return self.distinct / self.count if self.count else 0.0

    @property
    def iqr(self) -> float | None:
        """Interquartile range of a number column."""
        if isinstance(self.q25, float) and isinstance(self.q75, float):
            return self.q75 - self.q25
        return None

    @property
    def is_unique(self) -> bool:
        """Whether it was counted that every row holds a value of its own."""
        return self.distinct_exact and self.missing == 0 and self.count == self.distinct > 1
