"""The kinds of alerts, most important first: what each means and what to do about it."""

from __future__ import annotations

from typing import Literal

from jupyter_analyst.profile.record import Alert

ADVICE = {
    "no-rows": ("Only the columns are known.", "Check the file, or the filter it came from."),
    "empty": ("A column without values says nothing.", "Leave it out."),
    "nearly-empty": (
        "Too few rows have a value to say anything about the rest.",
        "Leave it out, or look at those rows alone.",
    ),
    "event": (
        "What had not ended is longer than was seen.",
        "Compare durations with survival tools, not with means.",
    ),
    "infinite": (
        "Infinity often comes from a division by zero; it is left out of mean and spread.",
        "Find the division, or treat the values as missing.",
    ),
    "duplicates": (
        "Rows that are there twice count twice and make results look surer than they are.",
        "Drop them, unless each row is an observation of its own.",
    ),
    "constant": ("A column that does not vary cannot explain anything.", "Leave it out."),
    "missing": (
        "Rows without a value drop out of most analyses, and rarely by chance.",
        "Ask why before leaving them out.",
    ),
    "sentinel": (
        "Such a number often stands for a missing value and then spoils every mean.",
        "If so, read it as missing.",
    ),
    "placeholder": (
        "Such a date often stands for one that was not known.",
        "If so, read it as missing.",
    ),
    "future": (
        "What has not happened yet is a plan, or a typing or reading error.",
        "Check the order of day and month, and the century.",
    ),
    "mixed": (
        "Numbers among words are neither averaged nor sorted as numbers.",
        "Find what the words stand for; read them as missing, or split the column.",
    ),
    "spelling": (
        "Texts that differ only in case or blanks count as different groups.",
        "Make them one.",
    ),
    "correlated": (
        "In a model two such columns share one effect and hide each other.",
        "Use one of them in a model.",
    ),
    "missing-together": (
        "The values were probably never asked for, or were lost in one step.",
        "Treat the columns as one block, and ask where it got lost.",
    ),
    "nearly-constant": (
        "Too few rows differ for a comparison.",
        "Leave it out, or look at the others alone.",
    ),
    "skewed": (
        "A few large values pull the mean away from most of the others.",
        "The median says more than the mean.",
    ),
    "zeros": (
        "Zero may be a measurement or mean that nothing was measured.",
        "Tell the two apart, and look at the others alone.",
    ),
    "gaps": (
        "Sums per period are too small, and trends break, where periods are missing.",
        "Check whether nothing happened then or nothing was recorded.",
    ),
    "blank": (
        "An empty text is a value, so it counts as a group of its own.",
        "Read it as missing if it means that.",
    ),
    "imbalanced": ("Too few others to compare.", "Compare shares with care, or gather more."),
    "high-cardinality": (
        "Most groups are too small to compare, and a chart cannot show them all.",
        "Group the rare values together.",
    ),
    "outliers": (
        "They may be errors or the tail of a wide distribution.",
        "Look at them before leaving any out.",
    ),
    "unique": ("It names rows; its size or order means nothing.", "Do not analyse it."),
    "monotone": (
        "Such a column counts rows or time, so it goes along with everything that drifts.",
        "Do not use it to explain anything; sort by it.",
    ),
}
"""By kind: what it means, and what to do."""

ORDER = tuple(ADVICE)
"""The kinds of alerts, most important first."""


def alert(
    kind: str,
    column: str,
    strong: str,
    text: str,
    *,
    level: Literal["warn", "info"] = "warn",
    code: str = "",
) -> Alert:
    """Return an alert of a kind, with its advice.

    Parameters
    ----------
    kind : str
        One of `ORDER`.
    column, strong, text : str
        As in `Alert`.
    level : {"warn", "info"}
        Whether it may spoil a result or is good to know.
    code : str
        The line to type next.
    """
    means, do = ADVICE[kind]
    return Alert(column, kind, level, strong, text, code, means, do)
