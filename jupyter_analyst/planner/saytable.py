"""Tables of groups in words."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from jupyter_analyst import wording
from jupyter_analyst.planner.groups import free
from jupyter_analyst.planner.measures import Count, Portion, Share, Statistics
from jupyter_analyst.planner.seen import is_number
from jupyter_analyst.planner.statistics import statistic_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from jupyter_analyst.planner.measures import Grouped
    from jupyter_analyst.planner.picks import Ranked, TopRows
    from jupyter_analyst.planner.seen import Grid, Seen

MOST = 6
"""How many groups are named one by one."""

Numbers = dict[str, float]


def grouped_words(measure: Grouped, grid: Grid) -> tuple[str, Numbers]:
    """Return a table of groups in words, and its numbers by name.

    Parameters
    ----------
    measure : Grouped
        What was asked.
    grid : Grid
        The table.
    """
    groups, cells = _groups(measure, grid), grid.column(measure.target)
    pairs = [(g, c) for g, c in zip(groups, cells, strict=False) if is_number(c)]
    values = _values(measure, grid, groups)
    if not pairs:
        return f"{measure.words()}: no group has a value", values
    numbers = _numbers(measure, [float(cell) for _, cell in pairs])
    if len(pairs) <= MOST and grid.n_rows == len(grid.rows):
        counts = grid.column(free("count", measure.by)) if not isinstance(measure, Count) else []
        said = [
            f"{number} for {group}{_of_rows(counts, groups.index(group))}"
            for (group, _), number in zip(pairs, numbers, strict=True)
        ]
        return f"{_heading(measure)}: {'; '.join(said)}", values
    order = sorted(range(len(pairs)), key=lambda i: pairs[i][1])
    low, high = order[0], order[-1]
    ends = f"from {numbers[low]} ({pairs[low][0]}) to {numbers[high]} ({pairs[high][0]})"
    return f"{_heading(measure)}: {grid.n_rows:,} groups, {ends}", values


def ranked_words(measure: Ranked, grid: Grid) -> tuple[str, Numbers]:
    """Return the first of ranked groups in words, and all numbers by name.

    Parameters
    ----------
    measure : Ranked
        What was asked.
    grid : Grid
        The table, the first group on top.
    """
    inner = measure.inner
    groups, cells = _groups(inner, grid), grid.column(inner.target)
    values = _values(inner, grid, groups)
    pairs = [(g, float(c)) for g, c in zip(groups, cells, strict=False) if is_number(c)]
    if not pairs:
        return f"{inner.words()}: no group has a value", values
    return _ranks(measure, pairs), values


def _ranks(measure: Ranked, pairs: Sequence[tuple[str, float]]) -> str:
    """Return the first of ranked groups in words."""
    numbers = _numbers(measure.inner, [cell for _, cell in pairs])
    what, end = _what(measure.inner), "highest" if measure.largest else "lowest"
    if measure.n:
        said = [f"{group} ({number})" for (group, _), number in zip(pairs, numbers, strict=True)]
        return f"The {end} by {what}: {wording.listed(said, most=10)}"
    first = [group for group, cell in pairs if cell == pairs[0][1]]
    if len(first) > 1:
        return f"{wording.listed(first)} share the {end} {what}, {numbers[0]}"
    then = f", then {pairs[1][0]} with {numbers[1]}" if len(pairs) > 1 else ""
    return f"{first[0]} has the {end} {what}, {numbers[0]}{then}"


def top_words(measure: TopRows, grid: Grid) -> tuple[str, Numbers]:
    """Return the first rows in words.

    Parameters
    ----------
    measure : TopRows
        What was asked.
    grid : Grid
        The rows.
    """
    name, end = measure.column.name, "largest" if measure.largest else "smallest"
    cells = [cell for cell in grid.column(name) if cell is not None]
    if not cells:
        return f"No row has a value of {name}", {}
    key = "max" if measure.largest else "min"
    values = {key: float(cells[0])} if is_number(cells[0]) else {}
    if len(cells) == 1:
        return f"The {end} {name} is {_cell(cells[0])}{_row(grid.rows[0])}", values
    span = f"{_cell(cells[0])} to {_cell(cells[-1])}"
    return f"The {len(cells)} {end} values of {name} go from {span}", values


def _cell(cell: Any) -> str:  # a JSON value
    return wording.number(cell) if is_number(cell) else _moment(str(cell))


def _row(cells: Sequence[Any]) -> str:
    """Return what tells a row apart: its texts that are no dates."""
    told = [c for c in cells if isinstance(c, str) and not re.match(r"\d{4}-\d\d", c)]
    return f", in the row of {wording.listed(told, most=12)}" if told else ""


def _moment(text: str) -> str:
    return re.sub(r"[T ]00:00:00(\.0+)?$", "", text)


def listed_words(measure: Statistics, shown: Seen) -> tuple[str, Numbers]:
    """Return statistics that stand below each other in words.

    Parameters
    ----------
    measure : Statistics
        What was asked.
    shown : Seen
        What came out.
    """
    rows = shown.grid.rows if shown.grid else ()
    values = dict(_listed(measure, rows))
    said = [f"{_spoken(name)} {wording.number(value)}" for name, value in values.items()]
    texts = [str(cell) for row in rows for cell in row[-1:]]
    if texts and not said:
        said = [f"{statistic_words(measure.names[0])} {wording.listed(texts)}"]
    of = wording.listed([field.name for field in measure.columns], most=9)
    return f"{of}: {', '.join(said)}", values


def _listed(measure: Statistics, rows: Iterable[Sequence[Any]]) -> Iterator[tuple[str, float]]:
    """Yield the numbers of a table without groups, each with its name."""
    for row in rows:
        for place, cell in enumerate(row[1:] or row):
            if is_number(cell):
                yield _name(measure, str(row[0]), place), float(cell)


def _name(measure: Statistics, label: str, place: int) -> str:
    """Return the name of a number in a table without groups."""
    if len(measure.columns) == 1:
        return label if label in measure.names else measure.names[0]
    if label in measure.names and len(measure.names) > 1:
        return f"{label}[{measure.columns[min(place, len(measure.columns) - 1)].name}]"
    return f"{measure.names[0]}[{label}]"


def _spoken(name: str) -> str:
    statistic, _, column = name.partition("[")
    said = statistic_words(statistic)
    return f"{said} of {column[:-1]}" if column else said


def _heading(measure: Grouped) -> str:
    """Return what the numbers in a sentence are: the first statistic, if there are several."""
    if isinstance(measure, Statistics):
        return replace(measure, columns=measure.columns[:1], names=measure.names[:1]).words()
    return measure.words()


def _of_rows(counts: list[Any], i: int) -> str:  # JSON values
    return f" ({wording.count(int(counts[i]), 'row')})" if counts and is_number(counts[i]) else ""


def _groups(measure: Grouped, grid: Grid) -> list[str]:
    """Return the names of the groups, row by row."""
    columns = [(key.field.name, grid.column(key.field.name)) for key in measure.by]
    columns = [(name, cells) for name, cells in columns if cells]
    return [
        ", ".join(_group(name, _label(cells[i])) for name, cells in columns)
        for i in range(len(grid.rows))
    ]


def _group(name: str, label: str) -> str:
    is_date = re.match(r"\d{4}-\d\d|\d{4}Q\d", label)
    return label if is_date else wording.group(name, label)


def _label(cell: Any) -> str:  # a JSON value
    if cell is None:
        return "missing"
    return str(int(cell)) if isinstance(cell, float) and cell == int(cell) else str(cell)


def _values(measure: Grouped, grid: Grid, groups: list[str]) -> Numbers:
    """Return all numbers of a table by name: "mean[women]", "count[women]"."""
    keys = [grid.column(key.field.name) for key in measure.by]
    labels = [", ".join(_label(cells[i]) for cells in keys if cells) for i in range(len(groups))]
    own = {key.field.name for key in measure.by}
    return {
        f"{name.rstrip('_')}[{labels[i]}]": float(row[place])
        for place, name in enumerate(grid.columns)
        if name not in own and (name in _shown(measure) or isinstance(measure, Statistics))
        for i, row in enumerate(grid.rows)
        if place < len(row) and is_number(row[place])
    }


def _shown(measure: Grouped) -> set[str]:
    return {measure.target, free("count", measure.by), free("share", measure.by)}


def _numbers(measure: Grouped, cells: list[float]) -> list[str]:
    if isinstance(measure, Share | Portion) or (isinstance(measure, Count) and measure.shares):
        return [wording.percent(cell, 1) for cell in cells]
    return wording.numbers(cells)


def _what(measure: Grouped) -> str:
    if isinstance(measure, Count):
        return "number of rows"
    if isinstance(measure, Statistics):
        return f"{statistic_words(measure.names[0])} of {measure.columns[0].name}"
    return measure.words().partition(" by ")[0].lower()
