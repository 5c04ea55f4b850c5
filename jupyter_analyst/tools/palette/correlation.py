"""The tool `correlation`: which numbers go together, and how strongly."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from itertools import combinations
from typing import TYPE_CHECKING, Literal

import numpy as np

from jupyter_analyst import wording
from jupyter_analyst.errors import DataError
from jupyter_analyst.signature import Alpha, NumberColumns
from jupyter_analyst.tools.association import Method, Pair, adjusted, associate
from jupyter_analyst.tools.correlation_charts import matrix, scatter
from jupyter_analyst.tools.correlation_checks import correlation_checks
from jupyter_analyst.tools.result import Cell, Column, Note, Result, Table
from jupyter_analyst.tools.rows import numbers
from jupyter_analyst.tools.spec import tool

if TYPE_CHECKING:
    import pandas as pd  # noqa: TC004  # the annotation of the data is never evaluated
    from numpy.typing import NDArray

MOST_COLUMNS = 40
MOST_ROWS = 28
HARDLY = 0.1
_SYMBOLS = {"pearson": "Pearson’s *r*", "spearman": "Spearman’s *ρ*", "kendall": "Kendall’s *τ*"}
_ADJUSTED = {"none": "", "holm": " after Holm", "bh": " after Benjamini–Hochberg"}


@tool(group="relations", title="Relate numbers", icon="link")
def correlation(
    data: pd.DataFrame,
    *,
    columns: NumberColumns = (),
    method: Literal["pearson", "spearman", "kendall"] = "pearson",
    adjust: Literal["none", "holm", "bh"] = "holm",
    missing: Literal["pairwise", "listwise"] = "pairwise",
    alpha: Alpha = 0.05,
) -> Result:
    """Say which numeric columns go together, how strongly, and how surely (correlation).

    Parameters
    ----------
    data : DataFrame, shape (n_rows, n_columns)
        One row per subject; missing and infinite values are left out as `missing` says.
    columns : columns
        Two to 40 numbers to relate, each in its own unit; all numeric columns if left out.
    method : str
        Pearson's r for straight lines, Spearman's rho or Kendall's tau-b for any steady rise or
        fall.
    adjust : str
        How p-values are adjusted for the number of pairs: Holm (family-wise error), bh
        (Benjamini-Hochberg, false discovery rate) or none.
    missing : str
        Whether a row with a missing value is left out of the pairs it concerns (pairwise) or of
        all (listwise).
    alpha : float
        Significance level, and one minus the level of the intervals, 0 < alpha < 1 (no unit).

    Returns
    -------
    Result
        Table of pairs: coefficient (no unit, -1 to 1), interval, p, adjusted p, rows. Values
        ``r[a,b]``, ``p[a,b]``, ``p_adjusted[a,b]``, ``n[a,b]``, ``ci_low[a,b]``, ``ci_high[a,b]``;
        for exactly two columns also ``r``, ``p``, ``n``, ``ci_low``, ``ci_high``.

    Raises
    ------
    DataError
        If there are fewer than two or more than 40 columns, or no pair has three rows and spread.

    Notes
    -----
    Pairs of numbers were related by Pearson's product-moment correlation (or by Spearman's rank
    correlation or Kendall's tau-b where chosen). p-values are two-sided: from the t distribution
    for Pearson and Spearman, exact for Kendall below 50 rows without ties and else normal with
    correction for ties; they were adjusted for the number of pairs by Holm's method unless said
    otherwise. Confidence intervals use Fisher's z, with the variances of Bonett and Wright for
    Spearman and of Fieller, Hartley and Pearson for Kendall. Pearson's r was checked for bends (by
    the gain of a parabola over a line) and for single decisive rows (by leaving each out).

    References
    ----------
    .. [1] Fisher (1921), On the probable error of a coefficient of correlation, Metron 1, 3-32.
    .. [2] Bonett and Wright (2000), Sample size requirements for estimating Pearson, Kendall and
       Spearman correlations, Psychometrika 65, 23-28.
    .. [3] Fieller, Hartley and Pearson (1957), Tests for rank correlation coefficients I,
       Biometrika 44, 470-481.
    .. [4] Holm (1979), A simple sequentially rejective multiple test procedure, Scandinavian
       Journal of Statistics 6, 65-70.

    Examples
    --------
    >>> import pandas as pd
    >>> frame = pd.DataFrame({"dose": [1, 2, 3, 4, 5, 6], "effect": [2, 1, 4, 3, 6, 5]})
    >>> found = correlation(frame)
    >>> round(found.values["r"], 3), round(found.values["p"], 4)
    (0.829, 0.0416)
    """
    names = _names(data, columns)
    values = {name: numbers(data[name]) for name in names}
    there = np.array([np.isfinite(values[name]) for name in names])
    enough = there.all(axis=0) if missing == "listwise" else there.sum(axis=0) >= 2
    values = {name: np.where(enough, column, np.nan) for name, column in values.items()}
    pairs = _pairs(values, method=method, alpha=alpha)
    known = _known(pairs, names)
    known = [
        replace(pair, p_adjusted=p)
        for pair, p in zip(known, adjusted([pair.p for pair in known], adjust), strict=True)
    ]
    ranked = sorted(known, key=lambda pair: -abs(pair.r))
    how = How(method, adjust, alpha)
    checks, notes = correlation_checks(ranked, values, method)
    charts = (scatter(ranked[0], values, method),)
    return Result(
        title=f"Relate {wording.listed(names)}",
        sentence=_sentence(ranked, how),
        values=_values(known, n_columns=len(names)),
        n_used=int(enough.sum()),
        n_left_out=int((~enough).sum()),
        tables=(_table(ranked, how),),
        charts=charts if len(names) == 2 else (matrix(known, names, method), *charts),
        checks=checks,
        notes=(*notes, *_unknown(pairs)),
    )


@dataclass(frozen=True)
class How:
    """What was asked for: method, adjustment of p-values, significance level.

    Parameters
    ----------
    method, adjust : str
        As in `correlation`.
    alpha : float
        Significance level.
    """

    method: Method
    adjust: str
    alpha: float


def _names(data: pd.DataFrame, columns: tuple[str, ...]) -> tuple[str, ...]:
    names = columns or tuple(str(n) for n in data.columns if data[n].dtype.kind in "iuf")
    if 2 <= len(names) <= MOST_COLUMNS:
        return names
    found = f": {wording.listed(names, most=6)}" if names else ""
    message = (
        f"A correlation takes 2 to {MOST_COLUMNS} numeric columns; "
        f"there {'is' if len(names) == 1 else 'are'} {len(names)}{found}."
    )
    raise DataError(message, hint="Name them with `columns`.", code="columns-number")


def _pairs(values: dict[str, NDArray[np.float64]], *, method: Method, alpha: float) -> list[Pair]:
    pairs = []
    for a, b in combinations(values, 2):
        both = np.isfinite(values[a]) & np.isfinite(values[b])
        x, y = values[a][both], values[b][both]
        pairs.append(associate(a, b, x, y, method=method, alpha=alpha))
    return pairs


def _known(pairs: list[Pair], names: tuple[str, ...]) -> list[Pair]:
    """Return the pairs that have a coefficient.

    Raises
    ------
    DataError
        If there is none.
    """
    known = [pair for pair in pairs if math.isfinite(pair.r) and math.isfinite(pair.p)]
    if known:
        return known
    most = max(pair.n for pair in pairs)
    message = (
        f"No two of {wording.listed(names)} can be related: a pair has at most "
        f"{wording.count(most, 'common row')}, or a column does not vary; three rows are needed."
    )
    raise DataError(message, hint="Choose columns with more values.", code="pairs-empty")


def _values(pairs: list[Pair], n_columns: int) -> dict[str, float]:
    values: dict[str, float] = {}
    for pair in pairs:
        found = {
            "r": pair.r,
            "p": pair.p,
            "p_adjusted": pair.p_adjusted,
            "n": float(pair.n),
            "ci_low": pair.ci_low,
            "ci_high": pair.ci_high,
        }
        found = {name: value for name, value in found.items() if math.isfinite(value)}
        values |= {f"{name}[{pair.a},{pair.b}]": value for name, value in found.items()}
        if n_columns == 2:
            values |= found
    return values


def _sentence(ranked: list[Pair], how: How) -> str:
    strongest = ranked[0]
    names = f"{wording.plain(strongest.a)} and {wording.plain(strongest.b)}"
    if len(ranked) == 1:
        plain = strongest.p < how.alpha or abs(strongest.r) < HARDLY
        doubt = "" if plain else ", which chance alone could explain"
        return f"{names} are **{_strength(strongest.r)}**{doubt}: {_said(strongest, how)}."
    sure = sum(pair.p_adjusted < how.alpha for pair in ranked)
    level = f"{how.alpha:g}".removeprefix("0")
    return (
        f"**{sure:,} of {wording.count(len(ranked), 'pair')}** {'is' if sure == 1 else 'are'} "
        f"correlated beyond chance (*p* < {level}{_ADJUSTED[how.adjust]}). The closest, {names}, "
        f"are {_strength(strongest.r)}: {_said(strongest, how)}{_ADJUSTED[how.adjust]}."
    )


def _said(pair: Pair, how: How) -> str:
    low, high = (pair.ci_low, pair.ci_high) if math.isfinite(pair.ci_low) else (None, None)
    size = f" (*n* = {pair.n:,})" if how.method == "kendall" else f"({pair.n - 2:,})"
    return (
        f"{_SYMBOLS[how.method]}{size} = {wording.estimate(pair.r, low, high, how.alpha)}, "
        f"{wording.p_value(pair.p_adjusted)}"
    )


def _strength(r: float) -> str:
    """Return what a coefficient, as it is shown, is called by Cohen's (1988) rule of thumb."""
    size = abs(round(r, 3))
    if size < HARDLY:
        return "hardly correlated"
    word = "strongly" if size >= 0.5 else "moderately" if size >= 0.3 else "weakly"
    return f"{word} {'positively' if r > 0 else 'negatively'} correlated"


def _table(ranked: list[Pair], how: How) -> Table:
    is_adjusted = how.adjust != "none" and len(ranked) > 1
    columns = [
        Column("Pair", "text"),
        Column(wording.unmarked(_SYMBOLS[how.method])),
        Column(f"{wording.percent(1 - how.alpha)} interval", "interval"),
        Column("p", "p"),
        *([Column(f"p{_ADJUSTED[how.adjust]}", "p")] if is_adjusted else []),
        Column("n", "count"),
    ]
    rows = []
    for pair in ranked[:MOST_ROWS]:
        interval = (pair.ci_low, pair.ci_high) if math.isfinite(pair.ci_low) else None
        p: tuple[Cell, ...] = (pair.p, pair.p_adjusted) if is_adjusted else (pair.p,)
        rows.append((f"{pair.a} – {pair.b}", pair.r, interval, *p, pair.n))
    return Table(_caption(len(ranked)), tuple(columns), tuple(rows))


def _caption(n_pairs: int) -> str:
    if n_pairs > MOST_ROWS:
        return f"The {MOST_ROWS} strongest of {n_pairs:,} pairs"
    return "All pairs, the strongest first" if n_pairs > 1 else "The pair"


def _unknown(pairs: list[Pair]) -> tuple[Note, ...]:
    names = [f"{pair.a} – {pair.b}" for pair in pairs if not math.isfinite(pair.r)]
    if not names:
        return ()
    strong = f"{wording.count(len(names), 'pair')} left out: {wording.listed(names)}."
    return (Note(strong, "Fewer than three common rows, or a column that does not vary."),)
