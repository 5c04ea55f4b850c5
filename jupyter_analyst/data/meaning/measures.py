"""Named measures: a formula over columns, checked by a small grammar and computed by DuckDB."""

from __future__ import annotations

import ast
import re
from contextlib import closing
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, NoReturn, Protocol

from jupyter_analyst.data.engine import VIEW, connect, quote
from jupyter_analyst.errors import ParameterError, UnfitColumnError

if TYPE_CHECKING:
    from collections.abc import Callable

    from jupyter_analyst.data.dataset import Dataset

Of = Literal["number", "row", "all"]
_OF: tuple[Of, ...] = ("row", "all")
_TICKED = re.compile(r"`([^`]+)`")
_PLACE = "column_{}_"
_SIGNS: dict[type[ast.operator], str] = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*"}
_AGGREGATES = {
    "sum": "sum", "mean": "avg", "median": "median", "min": "min", "max": "max", "count": "count",
}  # fmt: skip
_LONGEST = 500
_LARGEST = 1e300
_EXAMPLE = "For example `price * qty`, or `sum(profit) / sum(revenue)`."


class Named(Protocol):
    """What has columns by name, each with its `name` and `kind`: a dataset, or facts about one."""

    def __getitem__(self, name: str, /) -> Any:
        """Return a column."""


@dataclass(frozen=True)
class Formula:
    """A formula that was checked.

    Parameters
    ----------
    sql : str
        What DuckDB computes.
    of : {"number", "row", "all"}
        What it gives a value for: it is a mere number, has one for each row, or one for all rows.
    tree : ast.expr
        The formula as Python reads it, in which each column is a name as it stands in the dataset.
    """

    sql: str
    of: Of
    tree: ast.expr = field(compare=False, repr=False)


def formula(text: str, dataset: Named) -> Formula:
    """Return a formula over the columns of a dataset: numbers, names, + - * / and aggregates.

    Names of more than one word stand in backticks. Aggregates are `sum`, `mean`, `median`, `min`,
    `max` and `count`; a division by zero has no value.

    Parameters
    ----------
    text : str
        The formula, such as ``"price * qty"`` or ``"sum(profit) / sum(revenue)"``.
    dataset : Dataset
        The dataset, or what knows its columns.

    Raises
    ------
    ParameterError
        If it holds anything else, or mixes values of rows with aggregates.
    UnknownNameError
        If a column does not exist.
    UnfitColumnError
        If a column holds no numbers.
    """
    if len(text) > _LONGEST:
        too_long = _refused(f"{text[:40]}…", f"it is longer than {_LONGEST} characters")
        raise too_long
    try:
        return _Reader(text, dataset).read(_parsed(text))
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        refused = _refused(text, "it cannot be read")
        raise refused from error


def _parsed(text: str) -> ast.expr:
    """Return what Python reads; a name in backticks becomes a name, whatever is in it."""
    places = {_PLACE.format(n): name for n, name in enumerate(_TICKED.findall(text))}
    each = iter(places)
    tree = ast.parse(_TICKED.sub(lambda _: next(each), text).strip(), mode="eval").body
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            node.id = places.get(node.id, node.id)
    return tree


def evaluated(text: str, dataset: Dataset) -> dict[str, float | None]:
    """Return what a formula gives: its value, or number, sum and mean of those of the rows.

    Parameters
    ----------
    text : str
        The formula.
    dataset : Dataset
        The dataset.

    Raises
    ------
    ParameterError
        If it is no formula.
    UnknownNameError
        If a column does not exist.
    StorageError
        If the stored copy is gone or damaged.
    """
    found = formula(text, dataset)
    each = {"rows": "count({})", "sum": "sum({})", "mean": "avg({})"}
    wanted = {"value": "{}"} if found.of == "all" else each
    sought = ", ".join(sql.format(found.sql) for sql in wanted.values())
    with closing(connect(dataset)) as connection:
        ((*values,),) = connection.execute(f"select {sought} from {VIEW}").fetchall()  # noqa: S608  # names are quoted
    return dict(zip(wanted, values, strict=True))


class _Reader:
    """Reads one formula into SQL."""

    def __init__(self, text: str, dataset: Named) -> None:
        self._text = text
        self._dataset = dataset
        self._readers: dict[type[ast.expr], Callable[[Any], Formula]] = {
            ast.BinOp: self._pair,
            ast.UnaryOp: self._signed,
            ast.Name: self._column,
            ast.Constant: self._number,
            ast.Call: self._aggregate,
        }

    def read(self, tree: ast.expr) -> Formula:
        """Return what a formula says, if it names a column."""
        found = self._part(tree)
        if found.of == "number":
            self._no("it names no column")
        return found

    def _part(self, node: ast.expr) -> Formula:
        reader = self._readers.get(type(node))
        if reader is None:
            self._no(f"`{ast.unparse(node)}` is neither number nor column nor aggregate")
        return reader(node)

    def _pair(self, node: ast.BinOp) -> Formula:
        left, right = self._part(node.left), self._part(node.right)
        of = {left.of, right.of}
        if {"row", "all"} <= of:
            self._no("it mixes values of single rows with aggregates of all")
        both: Of = next((one for one in _OF if one in of), "number")
        if isinstance(node.op, ast.Div):
            return Formula(f"({left.sql} / nullif({right.sql}, 0))", both, node)
        sign = _SIGNS.get(type(node.op))
        if sign is None:
            self._no("only + - * and / can stand between two parts")
        return Formula(f"({left.sql} {sign} {right.sql})", both, node)

    def _signed(self, node: ast.UnaryOp) -> Formula:
        inner = self._part(node.operand)
        if not isinstance(node.op, ast.USub | ast.UAdd):
            self._no("only + and - can stand before a part")
        sign = "-" if isinstance(node.op, ast.USub) else ""
        return Formula(f"({sign}{inner.sql})", inner.of, node)

    def _number(self, node: ast.Constant) -> Formula:
        if isinstance(node.value, bool) or not isinstance(node.value, int | float):
            self._no(f"`{ast.unparse(node)}` is no number")
        if not abs(node.value) < _LARGEST:
            self._no("one of its numbers is too large")
        return Formula(f"({float(node.value)!r}::double)", "number", node)

    def _column(self, node: ast.Name) -> Formula:
        return Formula(f"{quote(self._named(node))}::double", "row", node)

    def _aggregate(self, node: ast.Call) -> Formula:
        name = node.func.id if isinstance(node.func, ast.Name) else ast.unparse(node.func)
        if name not in _AGGREGATES:
            self._no(f"`{name}` is not one of {', '.join(_AGGREGATES)}")
        if len(node.args) != 1 or node.keywords:
            self._no(f"`{name}` takes one part")
        if name == "count" and isinstance(node.args[0], ast.Name):  # of anything, not only numbers
            column = self._dataset[node.args[0].id].name
            return Formula(f"count({quote(column)})::double", "all", node)
        inner = self._part(node.args[0])
        if inner.of != "row":
            self._no(f"`{name}` is of a column, or of what is computed from columns")
        return Formula(f"{_AGGREGATES[name]}({inner.sql})", "all", node)

    def _named(self, node: ast.Name) -> str:
        """Return the name of a column of numbers.

        Raises
        ------
        UnfitColumnError
            If it holds anything else.
        """
        column = self._dataset[node.id]
        if column.kind in {"number", "boolean"}:
            return str(column.name)
        message = f"Column `{column.name}` holds {_KINDS[column.kind]}; a formula needs numbers."
        raise UnfitColumnError(message, hint=_EXAMPLE)

    def _no(self, why: str) -> NoReturn:
        """Refuse the formula.

        Raises
        ------
        ParameterError
            Always.
        """
        refused = _refused(self._text, why)
        raise refused


_KINDS = {"category": "texts", "text": "texts", "date": "dates"}


def _refused(text: str, why: str) -> ParameterError:
    message = f"{text!r} is no formula: {why}."
    hint = f"{_EXAMPLE} Names of several words stand in backticks."
    return ParameterError(message, hint=hint, code="formula-wrong")
