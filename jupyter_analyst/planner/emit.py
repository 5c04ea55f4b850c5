"""From a plan to Python, as a person would have typed it."""

from __future__ import annotations

import builtins
import keyword
import re
from typing import TYPE_CHECKING

from jupyter_analyst.planner.conditions import item, mask
from jupyter_analyst.planner.formulas import python
from jupyter_analyst.planner.measures import Grouped, Share
from jupyter_analyst.source import literal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jupyter_analyst.planner.conditions import Condition
    from jupyter_analyst.planner.measures import Measure
    from jupyter_analyst.planner.table import Field

MOST = 4
"""How many pieces of code a plan has: one to run, the others where one before failed."""

_TAKEN = {
    "data",
    "tools",
    "pd",
    "rows",
    "matches",
    "counts",
    "totals",
    "found",
    "r",
    *dir(builtins),
}


def codes(name: str, conditions: tuple[Condition, ...], measure: Measure) -> tuple[str, ...]:
    """Return the code of a plan, then what to try when the one before failed.

    Parameters
    ----------
    name : str
        Name of the dataset.
    conditions : tuple of Condition
        Which rows are kept.
    measure : Measure
        What is asked of them.
    """
    tries = [(measure, False), (measure, True)]
    if measure.simpler:
        tries = [(measure, False), (measure.simpler, False), (measure.simpler, True)]
    written = [code(name, conditions, what, lenient=lenient) for what, lenient in tries]
    return tuple(dict.fromkeys(written))[:MOST]


def code(
    name: str, conditions: tuple[Condition, ...], measure: Measure, *, lenient: bool = False
) -> str:
    """Return the Python of one way to answer.

    Parameters
    ----------
    name : str
        Name of the dataset.
    conditions : tuple of Condition
        Which rows are kept.
    measure : Measure
        What is asked of them.
    lenient : bool
        Whether texts are read as numbers where they can be.
    """
    variable = identifier(name)
    body, rows = [f"{variable} = data.open({literal(name)})"], variable
    made = named(conditions, measure)
    body += [f"{item(variable, field)} = {python(field, variable)}" for field in made]
    if conditions:
        rows = "rows"
        body.append(f"rows = {variable}[{mask(conditions, variable, lenient=lenient)}]")
        if not isinstance(measure, Share) and _is_scalar(measure):
            body.append(f'print(len(rows), "of", len({variable}), "rows")')
    body += measure.lines(rows, lenient=lenient)
    text = "\n".join(body)
    return "\n".join([*_imports(text), "", text])


def _imports(text: str) -> Iterator[str]:
    """Yield the imports some code needs."""
    yield f"from jupyter_analyst import data{', tools' if 'tools.' in text else ''}"
    if "pd." in text:
        yield "import pandas as pd"


def named(conditions: tuple[Condition, ...], measure: Measure) -> tuple[Field, ...]:
    """Return the measures of rows a person named that are used, as columns.

    Parameters
    ----------
    conditions : tuple of Condition
        Which rows are kept.
    measure : Measure
        What is asked of them.
    """
    used = (*measure.fields, *(condition.field for condition in conditions))
    return tuple(dict.fromkeys(field for field in used if field.formula))


def identifier(name: str) -> str:
    """Return a variable name for a dataset.

    Parameters
    ----------
    name : str
        Any text.

    Examples
    --------
    >>> identifier("heart"), identifier("2024 sales"), identifier("data"), identifier("class")
    ('heart', 'table_2024_sales', 'data_', 'class_')
    """
    made = re.sub(r"\W+", "_", name).strip("_") or "table"
    if not made.isidentifier():
        made = f"table_{made}"
    if not made.isidentifier():  # letters Python does not take
        made = "table"
    return f"{made}_" if made in _TAKEN or keyword.iskeyword(made) else made


def _is_scalar(measure: Measure) -> bool:
    """Tell whether a number alone comes out, which does not say of how many rows."""
    return isinstance(measure, Grouped) and not measure.by and bool(measure.fields)
