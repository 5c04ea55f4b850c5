"""What every kind of chart needs: rows without gaps, groups in order, a common result."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

from jupyter_analyst import wording
from jupyter_analyst.charts import GREY, Axis
from jupyter_analyst.errors import DataError
from jupyter_analyst.tools.result import Note
from jupyter_analyst.tools.rows import label

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

    from jupyter_analyst.charts import Mark

ColumnKind = Literal["number", "date", "category"]
MOST_CATEGORIES, MOST_SERIES = 20, 4
_DAYS = 3
"""Dates over at least so many days are said without their hour."""


@dataclass(frozen=True)
class Asked:
    """The rows and columns of a chart.

    Parameters
    ----------
    data : DataFrame
        Rows without missing values in the columns named.
    x : str
        The first column.
    y, by : str, optional
        Further columns.
    """

    data: pd.DataFrame
    x: str
    y: str | None = None
    by: str | None = None

    @property
    def title(self) -> str:
        """The columns in words."""
        names = f"{self.y} by {self.x}" if self.y else self.x
        return f"{names}, by {self.by}" if self.by and self.by != self.x else names


@dataclass(frozen=True)
class View:
    """What one kind of chart makes of the rows.

    Parameters
    ----------
    x, y : Axis
        The axes.
    marks : tuple of marks
        What is drawn.
    sentence : str
        What is seen, with numbers (text for `wording.runs`).
    values : dict
        The numbers shown, by name.
    notes : tuple of Note
        What was shortened.
    """

    x: Axis
    y: Axis
    marks: tuple[Mark, ...]
    sentence: str
    values: dict[str, float]
    notes: tuple[Note, ...] = ()

    def turned(self) -> View:
        """Return the view with its axes exchanged; the marks must already lie."""
        return replace(self, x=self.y, y=self.x)


@dataclass(frozen=True)
class Groups:
    """The values of a column as a few named groups.

    Parameters
    ----------
    column : str
        The column.
    names : tuple of str
        What the groups are called.
    codes : ndarray of int, shape (n_rows,)
        The group of each row.
    merged : int
        How many rarer values the last group holds; 0 for none.
    """

    column: str
    names: tuple[str, ...]
    codes: NDArray[np.int64]
    merged: int = 0

    @property
    def notes(self) -> tuple[Note, ...]:
        """What the reader must know of the groups."""
        if self.merged < 2:
            return ()
        kept, name = len(self.names) - 1, wording.plain(self.column)
        strong = f"{self.merged} values of {name} are drawn together."
        text = f"The {kept} most frequent stand alone, the rest is “other”."
        return (Note(strong, text, tone="info"),)

    @property
    def said(self) -> tuple[str, ...]:
        """What the reader calls the groups."""
        return tuple(wording.group(self.column, name) for name in self.names)

    @property
    def alone(self) -> int:
        """How many groups are values of their own."""
        return len(self.names) - (self.merged > 0)

    def colour(self, index: int) -> int:
        """Return the series of a group; what was put together is context."""
        return index if index < self.alone else GREY


def rows(data: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
    """Return the rows in which no column is missing or infinite.

    Parameters
    ----------
    data : DataFrame
        All rows.
    columns : list of str
        The columns that count.

    Raises
    ------
    DataError
        If no row is left.
    """
    used = data[columns].replace([float("inf"), float("-inf")], float("nan")).dropna()
    if used.empty:
        message = f"None of {wording.count(len(data), 'row')} has a value in {_listed(columns)}."
        raise DataError(message, hint="Choose other columns.", code="data-empty")
    return used


def kind_of(column: pd.Series) -> ColumnKind:
    """Return whether a column holds numbers, dates or categories.

    Parameters
    ----------
    column : Series
        The column.
    """
    from pandas.api import types

    if types.is_datetime64_any_dtype(column):
        return "date"
    if types.is_numeric_dtype(column) and not types.is_bool_dtype(column):
        return "number"
    return "category"


def numbers(column: pd.Series) -> NDArray[np.float64]:
    """Return numbers as they are, and dates as milliseconds since 1970.

    Parameters
    ----------
    column : Series
        A column of numbers or dates without missing values.
    """
    if kind_of(column) == "date":
        stamps = column.dt.tz_convert(None) if column.dt.tz is not None else column
        return stamps.to_numpy("datetime64[us]").astype("int64") / 1000
    return column.to_numpy("float64")


def axis(column: pd.Series) -> Axis:
    """Return the axis of a column of numbers or dates.

    Parameters
    ----------
    column : Series
        The column.
    """
    kind: Literal["date", "number"] = "date" if kind_of(column) == "date" else "number"
    return Axis(str(column.name), kind)


def grouped(column: pd.Series, most: int) -> Groups:
    """Return the values of a column as groups: numbers in order, others the largest first.

    Parameters
    ----------
    column : Series
        A column without missing values.
    most : int
        How many groups may stand alone; rarer values become the group "other".
    """
    import numpy as np
    import pandas as pd

    ordered = kind_of(column) != "category" or column.nunique() <= 2
    keys = column if kind_of(column) != "category" else column.astype(str)
    codes, found = pd.factorize(keys, sort=True)
    sizes = np.bincount(codes, minlength=len(found))
    ranks = np.argsort(-sizes, kind="stable")
    kept = ranks[:most]
    order = np.sort(kept) if ordered else kept
    place = np.full(len(found), len(order))
    place[order] = np.arange(len(order))
    names = tuple(label(found[i]) for i in order)
    rest = ranks[most:]
    last = (label(found[rest[0]]) if len(rest) == 1 else "other",) if len(rest) else ()
    return Groups(str(column.name), (*names, *last), place[codes], len(rest))


def series(asked: Asked, name: str | None, most: int = MOST_SERIES) -> Groups:
    """Return the groups of a column, or one group without a name that holds all rows.

    Parameters
    ----------
    asked : Asked
        The rows.
    name : str or None
        The column, if there is one.
    most : int
        As for `grouped`.
    """
    import numpy as np

    if name is None:
        return Groups("", ("",), np.zeros(len(asked.data), dtype=np.int64))
    return grouped(asked.data[name], most)


def floats(values: NDArray[Any]) -> tuple[float, ...]:
    """Return numbers as a mark holds them.

    Parameters
    ----------
    values : ndarray, shape (n,)
        The numbers.
    """
    return tuple(values.astype(float).tolist())


def said(value: float, column: pd.Series) -> str:
    """Return a value of a column in words: a number, or a day.

    Parameters
    ----------
    value : float
        As `numbers` returns it.
    column : Series
        The column it belongs to.
    """
    import numpy as np

    if kind_of(column) != "date":
        return wording.number(value)
    days = (column.max() - column.min()).days >= _DAYS
    # not a Timestamp: those end in the year 2262
    moment = np.datetime64(int(value), "ms")
    return str(np.datetime_as_string(moment, unit="D" if days else "m")).replace("T", " ")


def lying(names: tuple[str, ...]) -> bool:
    """Tell whether names are too many or too long to stand below a chart.

    Parameters
    ----------
    names : tuple of str
        The names of the categories.
    """
    return len(names) > 6 or max(map(len, names), default=0) > 14


def _listed(columns: list[str]) -> str:
    return " and ".join(f"`{column}`" for column in columns)
