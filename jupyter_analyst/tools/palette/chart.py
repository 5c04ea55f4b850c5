"""The tool `chart`: look at one, two or three columns."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from jupyter_analyst import wording
from jupyter_analyst.charts import Chart
from jupyter_analyst.errors import ParameterError
from jupyter_analyst.signature import AnyColumn, GroupColumn
from jupyter_analyst.tools.result import Note, Result
from jupyter_analyst.tools.rows import left_out_note, require_different
from jupyter_analyst.tools.spec import tool
from jupyter_analyst.tools.view_counts import bars, heatmap
from jupyter_analyst.tools.view_relation import line, scatter
from jupyter_analyst.tools.view_spread import boxes, histogram, violins
from jupyter_analyst.tools.views import Asked, kind_of, rows

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd  # noqa: TC004  # the annotation of the data is never evaluated

    from jupyter_analyst.tools.views import View

Kind = Literal["auto", "histogram", "bar", "line", "scatter", "box", "violin", "heatmap"]

# kind: its name in titles, what draws it, and the columns it takes in words
_KINDS: dict[str, tuple[str, Callable[[Asked], View], str]] = {
    "histogram": ("Histogram", histogram, "a number or date as x, and no y"),
    "bar": ("Bars", bars, "any column as x, and a number or nothing as y"),
    "line": ("Line", line, "a number or date as x, and a number or nothing as y"),
    "scatter": ("Scatter", scatter, "numbers or dates as x and y"),
    "box": ("Box plot", boxes, "a number as x alone, or groups as x and a number as y"),
    "violin": ("Violins", violins, "a number as x alone, or groups as x and a number as y"),
    "heatmap": ("Heat map", heatmap, "groups as x and y, or a number as y and groups as x and by"),
}
# kind: kinds of x and y it takes, nothing where y is left out
_FITS: dict[str, set[tuple[str, str]]] = {
    "histogram": {("number", ""), ("date", "")},
    "bar": {(x, y) for x in ("number", "date", "category") for y in ("number", "")},
    "line": {(x, y) for x in ("number", "date") for y in ("number", "")},
    "scatter": {(x, y) for x in ("number", "date") for y in ("number", "date")},
    "box": {("number", ""), ("category", "number"), ("number", "number")},
    "violin": {("number", ""), ("category", "number"), ("number", "number")},
    "heatmap": {(x, y) for x in ("number", "category") for y in ("number", "category")},
}
_AUTO = {
    ("number", ""): "histogram",
    ("date", ""): "histogram",
    ("category", ""): "bar",
    ("number", "number"): "scatter",
    ("date", "number"): "line",
    ("category", "number"): "box",
    ("category", "category"): "heatmap",
}


@tool(group="chart", title="Draw a chart", icon="chart")
def chart(
    data: pd.DataFrame,
    *,
    kind: Kind = "auto",
    x: AnyColumn,
    y: AnyColumn | None = None,
    by: GroupColumn | None = None,
) -> Result:
    """Draw one, two or three columns: histogram, bars, line, scatter, box, violin or heat map.

    Parameters
    ----------
    data : DataFrame, shape (n_rows, n_columns)
        One row per observation; rows in which a named column is missing or infinite are left
        out and counted. Never changed.
    kind : str
        Kind of chart; "auto" chooses by the columns: a number gives a histogram, a category (or a
        number with two values) bars of counts, two numbers a scatter, a number over dates a line,
        a number by a category a box plot, two categories a heat map.
    x : column
        What to look at, or what lies along the horizontal axis, in any unit.
    y : column, optional
        What is measured there: a number, or a category for a heat map.
    by : column, optional
        Groups that are told apart: colours, or a line or box for each.

    Returns
    -------
    Result
        One chart; `values` holds the numbers it shows: n, quartiles, medians, means with
        intervals, counts or Pearson's r, those of groups as ``median[group]``.

    Raises
    ------
    ParameterError
        If the columns do not suit the kind of chart, or one is named twice.
    DataError
        If no row is complete.

    Notes
    -----
    Histograms have bins of equal width by the rule of Freedman and Diaconis [1]_, whole numbers
    a bin each where they are few. Quartiles interpolate linearly between order statistics (type
    7 of Hyndman and Fan [2]_); whiskers end at the last value within 1.5 interquartile ranges
    [3]_. Violins show a Gaussian kernel density with Silverman's bandwidth [4]_. Intervals of
    means are 95 % by Student's t. More than 20 categories or 4 groups are drawn as the most
    frequent and "other"; more than 5,000 points as a random sample with a fixed seed.

    References
    ----------
    .. [1] Freedman and Diaconis (1981), Zeitschrift für Wahrscheinlichkeitstheorie 57, 453-476.
    .. [2] Hyndman and Fan (1996), The American Statistician 50, 361-365.
    .. [3] Tukey (1977), Exploratory Data Analysis, Addison-Wesley.
    .. [4] Silverman (1986), Density Estimation for Statistics and Data Analysis, equation 3.31.

    Examples
    --------
    >>> import pandas as pd
    >>> frame = pd.DataFrame({"years": [1, 2, 2, 4, 9], "won": ["yes", "no", "no", "yes", "no"]})
    >>> print(chart(frame, x="years"))
    Histogram: years
    years has a median of 2 (IQR 2 to 4) over 5 rows; it ranges from 1 to 9.
    >>> chart(frame, x="won", y="years", kind="bar").values["mean[no]"]
    4.333333333333333
    """
    require_different(x=x, y=y, by=by)
    used = rows(data, [name for name in (x, y, by) if name])
    chosen, asked = _chosen(Asked(used, x, y, by), kind)
    words, draw, _ = _KINDS[chosen]
    view = draw(asked)
    title = f"{words}: {asked.title}"
    alt = f"{title}. {wording.unmarked(view.sentence)}"
    left_out = len(data) - len(used)
    why = "A value is missing there."
    missing = (Note(left_out_note(left_out, len(data)), why),) if left_out else ()
    drawn = Chart(title=title, alt=alt, x=view.x, y=view.y, marks=view.marks)
    return Result(
        title=title,
        sentence=view.sentence,
        values=view.values,
        n_used=len(used),
        n_left_out=left_out,
        charts=(drawn,),
        notes=view.notes + missing,
    )


def _chosen(asked: Asked, kind: str) -> tuple[str, Asked]:
    """Return the kind of chart, and the columns in the order it takes them.

    Raises
    ------
    ParameterError
        If the columns do not suit the kind of chart.
    """
    x = _role(asked.data[asked.x], kind)
    y = _role(asked.data[asked.y], "" if asked.by else kind) if asked.y else ""
    if asked.y and (x, y) == ("number", "category") and kind in {"auto", "box", "violin"}:
        return _chosen(replace(asked, x=asked.y, y=asked.x), kind)
    chosen = _AUTO.get((x, y), "") if kind == "auto" else kind
    if (x, y) in _FITS.get(chosen, set()) and _three_fit(chosen, y, asked):
        return chosen, asked
    found = f"`{asked.x}` is a {x}" + (f" and `{asked.y}` a {y}" if y else "")
    if not chosen:
        message = f"{found}; no kind of chart shows these two."
        hint = f"Give `{asked.y}` as `x` and `{asked.x}` as `y`, or one of them as `by`."
    else:
        message = f"{found}; a {chosen} chart needs {_KINDS[chosen][2]}."
        hint = "Choose other columns, or leave `kind` out to have it chosen."
    raise ParameterError(message, hint=hint, code="chart-unfit")


def _role(column: pd.Series, kind: str) -> str:
    """Return what a column can be drawn as; where groups are drawn, two numbers are but codes."""
    found = kind_of(column)
    is_code = found == "number" and kind in {"auto", "heatmap"} and column.nunique() <= 2
    return "category" if is_code else found


def _three_fit(chosen: str, y: str, asked: Asked) -> bool:
    """Tell whether a heat map has groups on both sides; other kinds take `by` as it comes."""
    if chosen != "heatmap":
        return True
    return (y == "number" and bool(asked.by)) or (y == "category" and not asked.by)
