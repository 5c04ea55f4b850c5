"""Columns that are perhaps only called otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jupyter_analyst.profile.field import Field
    from jupyter_analyst.profile.rows import Rows

_FEWEST_VALUES = 2

Content = tuple[object, ...]
"""Numbers that are equal when the values of two columns are, in whatever order."""


def renamed(lost: Mapping[str, Content], gained: Mapping[str, Content]) -> dict[str, str]:
    """Return which lost columns hold the very same values as a new one: old name to new.

    Parameters
    ----------
    lost, gained : mapping
        What `content` returned for the columns only the one or only the other has, by name.

    Examples
    --------
    >>> renamed({"a": (2, 5), "b": (2, 5)}, {"c": (3, 7), "d": (2, 5)})
    {'a': 'd'}
    """
    found: dict[str, str] = {}
    for name, known in lost.items():
        alike = (
            new for new, other in gained.items() if other == known and new not in found.values()
        )
        new_name = next(alike, None)
        if new_name is not None:
            found[name] = new_name
    return found


def content(rows: Rows, field: Field) -> Content | None:
    """Return numbers that are equal when the values are, None if there are too few of those.

    The order of rows does not count; a column with one value is like too many others to be told.

    Parameters
    ----------
    rows : Rows
        The rows.
    field : Field
        The column.
    """
    text = f"({field.raw})::varchar"
    (answer,) = rows.ask(
        f"select count(distinct {text}), count({text}), sum(hash({text})::hugeint) from clean"
    )
    return answer if answer[0] >= _FEWEST_VALUES else None
