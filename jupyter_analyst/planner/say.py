"""The answer in words, from what a plan's code showed."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from functools import singledispatch
from itertools import islice
from typing import TYPE_CHECKING, Any

from jupyter_analyst import wording
from jupyter_analyst.planner.calls import Matrix
from jupyter_analyst.planner.conditions import spoken
from jupyter_analyst.planner.looks import About, Correlates, Missing
from jupyter_analyst.planner.measures import Count, Grouped, Measure, Portion, Share, Statistics
from jupyter_analyst.planner.picks import Defined, Distinct, Ranked, Rows, TopRows
from jupyter_analyst.planner.saytable import grouped_words, listed_words, ranked_words, top_words
from jupyter_analyst.planner.seen import Grid, Seen, is_number, seen
from jupyter_analyst.planner.statistics import statistic_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from jupyter_analyst.planner.plan import Plan, Reading
    from jupyter_analyst.planner.table import Field

_NOTHING = {"sum": "add up", "mean": "average"}


@dataclass(frozen=True)
class Said:
    """An answer.

    Parameters
    ----------
    text : str
        The answer in plain sentences.
    values : dict
        Its numbers by name.
    """

    text: str
    values: dict[str, float] = field(default_factory=dict)


def say(reading: Reading, found: Sequence[Mapping[str, Any]]) -> Said:
    """Return the answer to a question that was read, from what its code showed.

    Parameters
    ----------
    reading : Reading
        How the question was read.
    found : sequence of mapping
        The outputs of the run: each ``{"text": ...}``, ``{"table": ...}``, ``{"result": ...}`` or
        ``{"picture": True}``.
    """
    if reading.plan is None:
        return Said(" ".join(reading.doubts))
    shown = seen(found)
    if shown.sentence:
        said = Said(wording.unmarked(shown.sentence), shown.values)
    else:
        measure = reading.plan.measure
        if shown.grid and measure.simpler:
            measure = measure.simpler
        said = _answer(measure, reading.plan, shown)
    text = " ".join([said.text, *reading.doubts])
    return Said(text, {name: value for name, value in said.values.items() if is_number(value)})


@singledispatch
def _answer(measure: Measure, plan: Plan, shown: Seen) -> Said:
    """Return the answer of a measure that has no sentence of its own."""
    if shown.grid is None and shown.number is None and not shown.text:
        return Said("Nothing was shown.")
    if shown.grid and not shown.grid.rows:
        return Said(_no_row(plan))
    if shown.grid:
        return Said(f"{measure.words()}: see the table.")
    return Said(shown.text or f"{measure.words()}: {wording.number(shown.number)}.")


@_answer.register(Count)
def _count(measure: Count, plan: Plan, shown: Seen) -> Said:
    if measure.by:
        return _table(measure, plan, shown)
    n = shown.whole
    if n is None:
        return Said("No number came out.")
    values = {"count": float(n)}
    if not plan.conditions:
        return Said(f"There {'is' if n == 1 else 'are'} {wording.count(n, 'row')}.", values)
    return Said(_fulfilling(n, plan) if n else _no_row(plan), values)


def _fulfilling(n: int, plan: Plan) -> str:
    """Return how many rows fulfil the conditions."""
    verb = "has" if n == 1 else "have"
    return f"{wording.count(n, 'row')} of {plan.n_rows:,} {verb} {spoken(plan.conditions)}."


@_answer.register(Share)
def _share(measure: Share, plan: Plan, shown: Seen) -> Said:
    if measure.by:
        return _table(measure, plan, shown)
    if shown.number is None or math.isnan(shown.number):
        return Said(_no_row(plan))
    share = shown.number
    values = {"share": share, "percent": 100 * share}
    base = f"rows with {spoken(plan.conditions)}" if plan.conditions else "rows"
    counted = ""
    if shown.kept:
        values |= {"count": float(shown.kept[0]), "n": float(shown.kept[1])}
        counted = f" ({shown.kept[0]:,} of {shown.kept[1]:,})"
    said = f"{wording.percent(share, 1)} of {base} have {spoken(measure.part)}{counted}."
    return Said(said, values)


@_answer.register(Portion)
def _portion(measure: Portion, plan: Plan, shown: Seen) -> Said:
    if measure.by:
        return _table(measure, plan, shown)
    if shown.number is None or math.isnan(shown.number):
        return Said(_no_row(plan))
    of = f"the total of {measure.fields[0].name} is in rows with {spoken(measure.part)}"
    values = {"share": shown.number, "percent": 100 * shown.number}
    return Said(f"{wording.percent(shown.number, 1)} of {of}{_among(plan)}.", values)


@_answer.register(Statistics)
def _statistics(measure: Statistics, plan: Plan, shown: Seen) -> Said:
    if measure.by:
        return _table(measure, plan, shown)
    if shown.kept and not shown.kept[0]:
        nothing = f"there is nothing to {_NOTHING.get(measure.names[0], 'compute')}"
        return Said(f"{_no_row(plan)[:-1]}, so {nothing}.")
    if shown.grid:
        return listed_said(measure, plan, shown) if shown.grid.rows else Said(_no_row(plan))
    return _statistic(measure.names[0], measure.columns[0], plan, shown)


def _statistic(name: str, column: Field, plan: Plan, shown: Seen) -> Said:
    """Return the answer where one number, date or text came out."""
    what = f"The {statistic_words(name)} of {column.name} is"
    if shown.number is None and shown.text:
        return Said(f"{what} {shown.text}{_where(plan, shown)}.")
    if shown.number is None or math.isnan(shown.number):
        return Said(f"No value of {column.name} is there{_where(plan, shown)}.")
    # of how many rows a measure has a value is not known
    is_counted = plan.conditions or not column.formula
    where = _where(plan, shown, column.n_missing) if is_counted else ""
    left_out = f" Rows without {column.name} are left out." if column.n_missing else ""
    return Said(f"{what} {wording.number(shown.number)}{where}.{left_out}", {name: shown.number})


def listed_said(measure: Statistics, plan: Plan, shown: Seen) -> Said:
    """Return the answer where several statistics stand in a table.

    Parameters
    ----------
    measure : Statistics
        What was asked.
    plan : Plan
        The plan.
    shown : Seen
        What came out.
    """
    text, values = listed_words(measure, shown)
    return Said(f"{text}{_where(plan, shown)}.", values)


@_answer.register(Distinct)
def _distinct(measure: Distinct, plan: Plan, shown: Seen) -> Said:
    if measure.by:
        return _table(measure, plan, shown)
    n = shown.whole
    if n is None:
        return Said("No number came out.")
    name = measure.fields[0].name
    said = f"{name} has {wording.count(n, 'different value')}{_where(plan, shown)}."
    return Said(said, {"different": float(n)})


@_answer.register(Defined)
def _defined(measure: Defined, plan: Plan, shown: Seen) -> Said:
    if measure.by:
        return _table(measure, plan, shown)
    if shown.number is None or math.isnan(shown.number):
        return Said(f"{measure.words()} has no value{_where(plan, shown)}.")
    said = f"{measure.words()} is {wording.number(shown.number)}{_where(plan, shown)}."
    return Said(said, {measure.target: shown.number})


@_answer.register(Ranked)
def _ranked(measure: Ranked, plan: Plan, shown: Seen) -> Said:
    if not shown.grid or not shown.grid.rows:
        return Said(_no_row(plan))
    text, values = ranked_words(measure, shown.grid)
    return Said(f"{text}{_among(plan)}.", values)


@_answer.register(TopRows)
def _top(measure: TopRows, plan: Plan, shown: Seen) -> Said:
    if not shown.grid or not shown.grid.rows:
        return Said(_no_row(plan))
    text, values = top_words(measure, shown.grid)
    return Said(f"{text}{_among(plan)}.", values)


@_answer.register(Rows)
def _rows(measure: Rows, plan: Plan, shown: Seen) -> Said:
    n = shown.grid.n_rows if shown.grid else 0
    if not n:
        return Said(_no_row(plan), {"count": 0.0})
    if plan.conditions and not measure.n:
        return Said(_fulfilling(n, plan), {"count": float(n)})
    return Said(f"{measure.words()}{_among(plan)}.", {"count": float(n)})


@_answer.register(Missing)
def _missing(measure: Missing, plan: Plan, shown: Seen) -> Said:
    if shown.grid:
        return _missing_of_all(measure, shown.grid)
    if shown.number is None:
        return Said("No number came out.")
    name = measure.columns[0].name if measure.columns else "The table"
    what = _amount(shown.number, share=measure.share)
    noun = "of its values missing" if measure.share else "missing values"
    return Said(f"{name} has {what} {noun}{_where(plan, shown)}.", {"missing": shown.number})


def _missing_of_all(measure: Missing, grid: Grid) -> Said:
    """Return the answer where the columns stand in a table."""
    gone = _by_column(grid, "missing")
    values = {f"missing[{name}]": n for name, n in gone.items()}
    said = [f"{name} ({_amount(n, share=measure.share)})" for name, n in gone.items() if n]
    if not said:
        return Said("No value is missing.", values)
    verb = "column has" if len(said) == 1 else "columns have"
    return Said(f"{len(said)} {verb} missing values: {wording.listed(said, 12)}.", values)


def _by_column(grid: Grid, name: str) -> dict[str, float]:
    """Return the numbers that stand beside the names of columns."""
    places = zip(grid.column("column"), grid.column(name), strict=False)
    return {str(column): float(cell) for column, cell in places if is_number(cell)}


def _amount(n: float, *, share: bool) -> str:
    return wording.percent(n, 1) if share else wording.number(n)


@_answer.register(About)
def _about(measure: About, _: Plan, shown: Seen) -> Said:
    if measure.what == "shape" and shown.size:
        height, width = shown.size
        size = f"{wording.count(height, 'row')} and {wording.count(width, 'column')}"
        return Said(f"The table has {size}.", {"rows": float(height), "columns": float(width)})
    if measure.what == "columns" and shown.grid and shown.grid.column("column"):
        return _columns(shown.grid)
    n = shown.whole
    if n is None:
        return Said("No number came out.")
    said, name = {
        "width": (f"The table has {wording.count(n, 'column')}.", "columns"),
        "duplicates": (f"{wording.count(n, 'row')} repeat an earlier one.", "duplicates"),
        "gaps": (f"{wording.count(n, 'value')} are missing in the whole table.", "missing"),
    }.get(measure.what, (f"{n:,}.", "number"))
    return Said(said, {name: float(n)})


def _columns(grid: Grid) -> Said:
    """Return the answer that names the columns."""
    names = list(map(str, grid.column("column")))
    said = f"The table has {wording.count(grid.n_rows, 'column')}: {wording.listed(names, 40)}."
    return Said(said, {"columns": float(grid.n_rows)})


@_answer.register(Correlates)
def _correlates(measure: Correlates, plan: Plan, shown: Seen) -> Said:
    known = _by_column(shown.grid, "r") if shown.grid else {}
    if not known:
        return Said(f"No other number can be related to {measure.column.name}.")
    said = [f"{name} (r = {wording.number(r, 2)})" for name, r in islice(known.items(), 3)]
    values = {f"r[{name}]": r for name, r in known.items()}
    start = f"{measure.column.name} goes together most with {said[0]}"
    then = f", then {wording.listed(said[1:])}" if said[1:] else ""
    return Said(f"{start}{then}{_among(plan)}.", values)


@_answer.register(Matrix)
def _matrix(measure: Matrix, plan: Plan, shown: Seen) -> Said:
    names = [field.name for field in measure.columns]
    cells = shown.grid.column(names[-1]) if shown.grid and len(names) == 2 else []
    if not cells or not is_number(cells[0]):
        return Said(f"{measure.words()} of {len(names) or 'all'} numbers: see the table.")
    r = float(cells[0])
    said = f"The correlation of {names[0]} and {names[1]} is {wording.number(r, 2)}"
    return Said(f"{said}{_among(plan)}.", {"r": r})


def _table(measure: Grouped, plan: Plan, shown: Seen) -> Said:
    if not shown.grid or not shown.grid.rows:
        return Said(_no_row(plan))
    text, values = grouped_words(measure, shown.grid)
    return Said(f"{text}{_among(plan)}.", values)


def _no_row(plan: Plan) -> str:
    if plan.conditions:
        return f"No row has {spoken(plan.conditions)}."
    return "There is no row." if not plan.n_rows else "No row has the values that are needed."


def _where(plan: Plan, shown: Seen, n_missing: int = 0) -> str:
    """Return which rows a number is of."""
    if not plan.conditions:
        return f" ({wording.count(plan.n_rows - n_missing, 'row')})"
    if not shown.kept:
        return f" in rows with {spoken(plan.conditions)}"
    return f" in {shown.kept[0]:,} of {shown.kept[1]:,} rows, with {spoken(plan.conditions)}"


def _among(plan: Plan) -> str:
    return f", among rows with {spoken(plan.conditions)}" if plan.conditions else ""
