"""Degrees of latitude and longitude."""

from __future__ import annotations

_NORTH, _EAST = 90.0, 180.0


def is_latitude(value: float) -> bool:
    """Tell whether a number can be a latitude in degrees.

    Parameters
    ----------
    value : float
        The number.
    """
    return abs(value) <= _NORTH


def is_longitude(value: float) -> bool:
    """Tell whether a number can be a longitude in degrees.

    Parameters
    ----------
    value : float
        The number.
    """
    return abs(value) <= _EAST
