"""The values of one column in one group, with their statistics."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from jupyter_analyst import wording
from jupyter_analyst.tools.moments import summary
from jupyter_analyst.tools.rows import groups, numbers

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray


@dataclass(frozen=True)
class Sample:
    """The values of one column in one group.

    Parameters
    ----------
    column, group : str
        Where the values are from; without groups the group is empty.
    values : ndarray, shape (n,)
        Finite numbers.
    n_missing : int
        Rows of the group without a value.
    found : dict
        The statistics, by name; those it is too small for are not there.
    by : str
        Column of the groups; empty without groups.
    """

    column: str
    group: str
    values: NDArray[np.float64]
    n_missing: int
    found: dict[str, float]
    by: str = ""

    @property
    def n(self) -> int:
        """How many values there are."""
        return int(self.values.size)

    @property
    def key(self) -> str:
        """What stands in brackets behind the name of a statistic."""
        return f"{self.column},{self.group}" if self.group else self.column

    @property
    def name(self) -> str:
        """What the reader calls it."""
        return f"{self.column} for {self.said}" if self.group else self.column

    @property
    def said(self) -> str:
        """What the reader calls its group."""
        return wording.group(self.by, self.group)


def samples(
    column: pd.Series[Any], by: pd.Series[Any] | None = None, *, alpha: float, trim: float = 0.1
) -> list[Sample]:
    """Return a column as one sample, or one for each group.

    Parameters
    ----------
    column : Series, shape (n,)
        Numbers; missing and infinite ones are counted.
    by : Series, optional
        The groups; rows without one are passed over.
    alpha, trim : float
        As in `summary`.
    """
    values = numbers(column)
    parts = {"": np.ones(values.size, dtype=np.bool_)} if by is None else groups(by)
    name, made = "" if by is None else str(by.name), []
    for group, rows in parts.items():
        there = values[rows & np.isfinite(values)]
        found = summary(there, alpha=alpha, trim=trim)
        n_missing = int(rows.sum() - there.size)
        made.append(Sample(str(column.name), group, there, n_missing, found, name))
    return made
