"""Scales that people use, from low to high."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_FEWEST = 2

_SCALES: tuple[tuple[str, ...], ...] = (
    ("none", "very low", "low", "medium", "high", "very high"),
    ("very low", "low", "moderate", "high", "very high"),
    ("lowest", "low", "middle", "high", "highest"),
    ("low", "mid", "high"),
    ("low", "normal", "high", "critical"),
    ("small", "medium", "large", "extra large"),
    ("xxs", "xs", "s", "m", "l", "xl", "xxl", "xxxl"),
    ("none", "mild", "moderate", "severe", "critical"),
    ("never", "rarely", "sometimes", "often", "always"),
    ("never", "seldom", "sometimes", "usually", "always"),
    ("very unlikely", "unlikely", "neutral", "likely", "very likely"),
    ("strongly disagree", "disagree", "neutral", "agree", "strongly agree"),
    ("strongly disagree", "disagree", "neither agree nor disagree", "agree", "strongly agree"),
    ("strongly disagree", "disagree", "undecided", "agree", "strongly agree"),
    ("very dissatisfied", "dissatisfied", "neutral", "satisfied", "very satisfied"),
    ("very poor", "poor", "fair", "good", "very good", "excellent"),
    ("very bad", "bad", "average", "good", "very good"),
    ("poor", "average", "good", "excellent"),
    ("fair", "good", "very good", "premium", "ideal"),
    ("bronze", "silver", "gold", "platinum", "diamond"),
    ("beginner", "intermediate", "advanced", "expert"),
    ("junior", "mid", "senior", "lead", "principal"),
    ("basic", "standard", "premium", "enterprise"),
    ("first", "second", "third", "fourth", "fifth", "sixth"),
    ("1st", "2nd", "3rd", "4th", "5th", "6th"),
    ("i", "ii", "iii", "iv", "v", "vi"),
    ("f", "d", "c", "b", "a"),
    ("e", "d", "c", "b", "a"),
    ("q1", "q2", "q3", "q4"),
    ("mon", "tue", "wed", "thu", "fri", "sat", "sun"),
    ("mo", "tu", "we", "th", "fr", "sa", "su"),
    ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
    ("montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag"),
    ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"),
    (
        "january", "february", "march", "april", "may", "june", "july", "august", "september",
        "october", "november", "december",
    ),
    (
        "januar", "februar", "märz", "april", "mai", "juni", "juli", "august", "september",
        "oktober", "november", "dezember",
    ),
    ("spring", "summer", "autumn", "winter"),
    ("primary", "secondary", "tertiary"),
    ("primary school", "high school", "bachelor", "master", "doctorate"),
    ("high school", "bachelor's", "master's", "phd"),
)  # fmt: skip

_NEEDED = {("f", "d", "c", "b", "a"): 3, ("e", "d", "c", "b", "a"): 3, ("i", "ii", "iii"): 3}
"""Letters say little: so many of a scale of letters have to be there."""


def scale_of(values: Iterable[str]) -> tuple[str, ...]:
    """Return texts in the order of the scale all of them belong to; empty if they are of none.

    Parameters
    ----------
    values : iterable of str
        The different values; their spelling is kept.

    Examples
    --------
    >>> scale_of(["High", "Low", "Medium"]), scale_of(["north", "south"])
    (('Low', 'Medium', 'High'), ())
    """
    spelled = {_plain(value): value for value in values}
    for scale in _SCALES:
        fewest = _NEEDED.get(scale, _FEWEST)
        if fewest <= len(spelled) <= len(scale) and spelled.keys() <= set(scale):
            return tuple(spelled[step] for step in scale if step in spelled)
    return ()


def _plain(value: str) -> str:
    return " ".join(value.replace("-", " ").replace("_", " ").casefold().split())
