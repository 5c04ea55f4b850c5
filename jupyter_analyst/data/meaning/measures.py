"""Named measures: a formula over columns, checked by a small grammar and computed by DuckDB."""

from __future__ import annotations

import ast
import re
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, NoReturn

from jupyter_analyst.data.engine import VIEW, connect, quote
from jupyter_analyst.errors import ParameterError, UnfitColumnError

if TYPE_CHECKING:
    from collections.abc import Callable

    from jupyter_analyst.data.dataset import Dataset

_TICKED = re.compile(r"`([^`]+)`")
_PLACE = "column_{}_"
_SIGNS: dict[type[ast.operator], str] = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*"}
_AGGREGATES = {
    "sum": "sum", "mean": "avg", "median": "median", "min": "min", "max": "max", "count": "count",
}  # fmt: skip
_LONGEST = 500
_LARGEST = 1e300
_EXAMPLE = "For example `price * qty`, or `sum(profit) / sum(revenue)`."


@dataclass(frozen=True)
class Formula:
    """A formula that was checked.

    Parameters
    ----------
    sql : str
        What DuckDB computes.
    of : {"number", "row", "all"}
        What it gives a value for: it is a mere number, has one for each row, or one for all rows.
    """

    sql: str
    of: Literal["number", "row", "all"]


def formula(text: str, dataset: Dataset) -> Formula:
    """Return a formula over the columns of a dataset: numbers, names, + - * / and aggregates.

    Names of more than one word stand in backticks. Aggregates are `sum`, `mean`, `median`, `min`,
    `max` and `count`; a division by zero has no value.

    Parameters
    ----------
    text : str
        The formula, such as ``"price * qty"`` or ``"sum(profit) / sum(revenue)"``.
    dataset : Dataset
        The dataset.

    Raises
    ------
    ParameterError
        If it holds anything else, or mixes values of rows with aggregates.
    UnknownNameError
        If a column does not exist.
    UnfitColumnError
        If a column holds no numbers.
    """
    ticked: dict[str, str] = {}

    def placed(match: re.Match[str]) -> str:
        place = _PLACE.format(len(ticked))
        ticked[place] = match.group(1)
        return place

    if len(text) > _LONGEST:
        too_long = _refused(f"{text[:40]}…", f"it is longer than {_LONGEST} characters")
        raise too_long
    try:
        tree = ast.parse(_TICKED.sub(placed, text).strip(), mode="eval").body
        return _Reader(text, dataset, ticked).read(tree)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        refused = _refused(text, "it cannot be read")
        raise refused from error


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

    def __init__(self, text: str, dataset: Dataset, ticked: dict[str, str]) -> None:
        self._text = text
        self._dataset = dataset
        self._ticked = ticked
        self._readers: dict[type[ast.expr], Callable[[Any], Formula]] = {
            ast.BinOp: self._pair,
            ast.UnaryOp: self._signed,
            ast.Name: self._column,
            ast.Constant: self._number,
            ast.Call: self._aggregate,
        }

    def read(self, tree: ast.expr) -> Formula:
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
        both: Literal["number", "row", "all"] = (
            "row" if "row" in of else "all" if "all" in of else "number"
        )
        if isinstance(node.op, ast.Div):
            return Formula(f"({left.sql} / nullif({right.sql}, 0))", both)
        sign = _SIGNS.get(type(node.op))
        if sign is None:
            self._no("only + - * and / can stand between two parts")
        return Formula(f"({left.sql} {sign} {right.sql})", both)

    def _signed(self, node: ast.UnaryOp) -> Formula:
        inner = self._part(node.operand)
        if not isinstance(node.op, ast.USub | ast.UAdd):
            self._no("only + and - can stand before a part")
        return Formula(f"(-{inner.sql})", inner.of) if isinstance(node.op, ast.USub) else inner

    def _number(self, node: ast.Constant) -> Formula:
        if isinstance(node.value, bool) or not isinstance(node.value, int | float):
            self._no(f"`{ast.unparse(node)}` is no number")
        if not abs(node.value) < _LARGEST:
            self._no("one of its numbers is too large")
        return Formula(f"({float(node.value)!r}::double)", "number")

    def _column(self, node: ast.Name) -> Formula:
        return Formula(f"{quote(self._named(node))}::double", "row")

    def _aggregate(self, node: ast.Call) -> Formula:
        name = node.func.id if isinstance(node.func, ast.Name) else ast.unparse(node.func)
        if name not in _AGGREGATES:
            self._no(f"`{name}` is not one of {', '.join(_AGGREGATES)}")
        if len(node.args) != 1 or node.keywords:
            self._no(f"`{name}` takes one part")
        if name == "count" and isinstance(node.args[0], ast.Name):  # of anything, not only numbers
            column = self._dataset[self._name(node.args[0])].name
            return Formula(f"count({quote(column)})::double", "all")
        inner = self._part(node.args[0])
        if inner.of != "row":
            self._no(f"`{name}` is of a column, or of what is computed from columns")
        return Formula(f"{_AGGREGATES[name]}({inner.sql})", "all")

    def _named(self, node: ast.Name) -> str:
        """Return the name of a column of numbers.

        Raises
        ------
        UnfitColumnError
            If it holds anything else.
        """
        column = self._dataset[self._name(node)]
        if column.kind in {"number", "boolean"}:
            return column.name
        message = f"Column `{column.name}` holds {_KINDS[column.kind]}; a formula needs numbers."
        raise UnfitColumnError(message, hint=_EXAMPLE)

    def _name(self, node: ast.Name) -> str:
        return self._ticked.get(node.id, node.id)

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
