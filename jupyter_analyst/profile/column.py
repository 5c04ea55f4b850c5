"""What a profile says of one column."""

from __future__ import annotations

from dataclasses import dataclass

from jupyter_analyst.data import Kind  # noqa: TC001  # pydantic reads the annotations

Value = float | str


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
        The value; ``"true"`` and ``"false"`` in a boolean column, ``"inf"`` for infinity.
    count : int
        Rows with this value.
    """

    value: Value
    count: int


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
    distinct_exact : bool
        Whether `distinct` was counted; if not, it is HyperLogLog's estimate (a few percent off).
    min, max : float or str or None
        Smallest and largest finite value; ISO 8601 text for dates.
    mean, std, skewness : float or None
        Of the finite values: sample standard deviation (n - 1) and adjusted Fisher-Pearson
        skewness G1 = sqrt(n (n - 1)) / (n - 2) m3 / m2^1.5 (Joanes and Gill, 1998).
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
    top : tuple of Level
        The most frequent values, at most ten; empty where few values repeat.
    """

    name: str
    type: str
    kind: Kind
    count: int
    missing: int
    distinct: int
    distinct_exact: bool = True
    min: Value | None = None
    max: Value | None = None
    mean: float | None = None
    std: float | None = None
    skewness: float | None = None
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

    @property
    def n_rows(self) -> int:
        """Number of rows of the table."""
        return self.count + self.missing

    @property
    def share_missing(self) -> float:
        """Share of the rows without a value, 0 for a table without rows."""
        return self.missing / self.n_rows if self.n_rows else 0.0

    @property
    def is_unique(self) -> bool:
        """Whether it was counted that every row holds a value of its own."""
        return self.distinct_exact and self.missing == 0 and self.count == self.distinct > 1
