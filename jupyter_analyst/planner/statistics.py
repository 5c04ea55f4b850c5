"""The statistics of a column: their code and their words."""

from __future__ import annotations

from jupyter_analyst.wording import number

_WORDS = {
    "std": "standard deviation", "var": "variance", "iqr": "interquartile range",
    "mode": "most common value", "skew": "skewness", "sum": "total", "min": "minimum",
    "max": "maximum",
}  # fmt: skip
_SCALARS = {
    "range": "{x}.max() - {x}.min()",
    "iqr": "{x}.quantile(0.75) - {x}.quantile(0.25)",
}


def statistic_words(name: str) -> str:
    """Return a statistic as it is read aloud.

    Parameters
    ----------
    name : str
        Its name.

    Examples
    --------
    >>> statistic_words("sum"), statistic_words("p90"), statistic_words("median")
    ('total', '90th percentile', 'median')
    """
    share = percentile(name)
    return _WORDS.get(name, name) if share is None else f"{_ordinal(100 * share)} percentile"


def percentile(name: str) -> float | None:
    """Return the share below a percentile; None for other statistics.

    Parameters
    ----------
    name : str
        Name of a statistic, such as "p90".

    Examples
    --------
    >>> percentile("p90"), percentile("p2_5"), percentile("mean")
    (0.9, 0.025, None)
    """
    digits = name[1:].replace("_", ".", 1)
    if name[:1] != "p" or not digits.replace(".", "").isdigit():
        return None
    return round(float(digits) / 100, 9)


def scalar_code(name: str, column: str) -> str:
    """Return the Python of a statistic of a column.

    Parameters
    ----------
    name : str
        Name of the statistic.
    column : str
        The Python of the column.
    """
    share = percentile(name)
    if share is not None:
        return f"{column}.quantile({share})"
    return _SCALARS[name].format(x=column) if name in _SCALARS else f"{column}.{name}()"


def group_code(name: str) -> str:
    """Return the Python of a statistic as `agg` takes it.

    Parameters
    ----------
    name : str
        Name of the statistic.
    """
    if name == "mode":
        return "lambda x: x.mode().min()"
    if percentile(name) is not None or name in _SCALARS:
        return f"lambda x: {scalar_code(name, 'x')}"
    return f'"{name}"'


def _ordinal(share: float) -> str:
    text = number(share)
    teen = text[-2:] in {"11", "12", "13"}
    return text + ("th" if teen else {"1": "st", "2": "nd", "3": "rd"}.get(text[-1], "th"))
