"""Which rows were watched how long, and what happened to them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from jupyter_analyst import wording
from jupyter_analyst.errors import DataError
from jupyter_analyst.tools.rows import groups, label, numbers

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

MOST_GROUPS = 12
_HAPPENED = {"true", "yes", "dead", "died", "death", "event", "deceased"}
_NOT_YET = {"0", "false", "no", "alive", "censored"}


@dataclass(frozen=True)
class Watched:
    """Complete rows of times and events.

    Parameters
    ----------
    time : ndarray, shape (n,)
        How long each row was watched.
    happened : ndarray of bool, shape (n,)
        Whether the event was seen then.
    group : ndarray of int, shape (n,)
        Position of its group in `names`.
    names : tuple of str
        The groups that have rows; one empty name without groups.
    code : str
        The value that means the event.
    """

    time: NDArray[np.float64]
    happened: NDArray[np.bool_]
    group: NDArray[np.intp]
    names: tuple[str, ...]
    code: str


@dataclass(frozen=True)
class Events:
    """Which rows had the event.

    Parameters
    ----------
    happened : ndarray of bool, shape (n,)
        Whether the event was seen; False where the value is missing too.
    known : ndarray of bool, shape (n,)
        Whether there is a value.
    code : str
        The value that means the event.
    """

    happened: NDArray[np.bool_]
    known: NDArray[np.bool_]
    code: str


def watched(data: pd.DataFrame, *, time: str, event: str, by: str | None) -> Watched:
    """Return the rows that are complete.

    Parameters
    ----------
    data : DataFrame, shape (n_rows, n_columns)
        The rows; never changed.
    time, event, by : str
        Columns of times, events and, if any, groups.

    Raises
    ------
    DataError
        If a time is negative, no row is complete, the event is unclear, or groups are too many.
    """
    times, found = numbers(data[time]), events(data[event])
    parts = groups(data[by]) if by else {"": np.ones(len(data), dtype=np.bool_)}
    complete = np.isfinite(times) & found.known & np.any(list(parts.values()), axis=0)
    parts = {name: rows for name, rows in parts.items() if (rows & complete).any()}
    if not parts:
        needed = ", ".join(f"`{name}`" for name in (time, event, by) if name)
        message = f"None of {wording.count(len(data), 'row')} has a value in each of {needed}."
        raise DataError(message, hint="Choose columns with more values.", code="rows-none")
    if np.any(times[complete] < 0):
        lowest = wording.number(float(times[complete].min()))
        message = f"`{time}` holds negative times (lowest {lowest}); a time starts at 0."
        raise DataError(message, hint="Leave those rows out, or mend them.", code="time-negative")
    if len(parts) > MOST_GROUPS:
        message = f"`{by}` has {len(parts)} groups; curves can be compared for {MOST_GROUPS}."
        raise DataError(message, hint="Choose a column with fewer groups.", code="groups-many")
    group = np.argmax(list(parts.values()), axis=0)
    return Watched(
        times[complete], found.happened[complete], group[complete], tuple(parts), found.code
    )


def events(column: pd.Series[Any]) -> Events:
    """Return which rows had the event, and which value says so.

    Of two values, the one that says so (true, yes, dead ...), or is not the one that says no (0,
    false, no, alive ...), or else the larger one is the event. A single value must say so.

    Parameters
    ----------
    column : Series, shape (n,)
        Numbers, truth values or texts with one or two different values.

    Raises
    ------
    DataError
        If there are other than one or two values, or the only one says nothing.
    """
    import pandas as pd

    codes, levels = pd.factorize(column, sort=True)
    names = [label(level) for level in levels]
    if not 1 <= len(names) <= 2:
        found = f": {wording.listed(names, most=6)}" if names else ""
        message = f"`{column.name}` has {wording.count(len(names), 'value')}{found}."
        hint = "An event column has two, such as 0 (not seen) and 1 (seen)."
        raise DataError(message, hint=hint, code="event-unfit")
    code = _meaning(names)
    if code is not None:
        return Events(codes == code, codes >= 0, names[code])
    if all(name.casefold() in _NOT_YET for name in names):  # the event was never seen
        return Events(codes > len(names), codes >= 0, f"not {names[-1]}")
    message = f"`{column.name}` holds only {names[0]!r}; it does not say what that means."
    hint = "Use 1 for an event that was seen and 0 for one that was not."
    raise DataError(message, hint=hint, code="event-unfit")


def _meaning(names: list[str]) -> int | None:
    """Return which of one or two values means that the event was seen; None for none."""
    happened = [i for i, name in enumerate(names) if name.casefold() in _HAPPENED]
    open_ = [i for i, name in enumerate(names) if name.casefold() not in _NOT_YET]
    if len(happened) == 1:
        return happened[0]
    if len(names) == 1:
        return 0 if names == ["1"] else None
    return max(open_, default=None)
