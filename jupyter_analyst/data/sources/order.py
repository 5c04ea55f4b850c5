"""The order in which people expect files: 2 before 10."""

from __future__ import annotations

import re

_DIGITS = re.compile(r"([0-9]+)")


def natural(name: str) -> tuple[tuple[int, int, str], ...]:
    """Return a key that sorts names as people do, numbers in them by their value.

    Parameters
    ----------
    name : str
        Name or path of a file.

    Examples
    --------
    >>> sorted(["day10.csv", "Day2.csv", "day1.csv"], key=natural)
    ['day1.csv', 'Day2.csv', 'day10.csv']
    """
    parts = _DIGITS.split(name.casefold())
    return tuple(
        (0, int(part), part) if place % 2 else (1, 0, part) for place, part in enumerate(parts)
    )
