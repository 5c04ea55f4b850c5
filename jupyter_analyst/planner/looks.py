"""Measures that look at the table itself: what is missing, doubled, there at all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from jupyter_analyst.planner.conditions import item
from jupyter_analyst.planner.measures import Measure
from jupyter_analyst.source import literal
from jupyter_analyst.wording import listed

if TYPE_CHECKING:
    from jupyter_analyst.planner.table import Field


@dataclass(frozen=True)
class Missing(Measure):
    """How many values are missing.

    Parameters
    ----------
    columns : tuple of Field
        The columns; all if there are none.
    share : bool
        Whether the share is wanted instead of the number.
    """

    columns: tuple[Field, ...] = ()
    share: bool = False

    @property
    def fields(self) -> tuple[Field, ...]:
        """The columns it is about."""
        return self.columns

    def _lines(self, rows: str) -> list[str]:
        how = "mean" if self.share else "sum"
        if len(self.columns) == 1:
            return [f"{item(rows, self.columns[0])}.isna().{how}()"]
        chosen = f"[{literal([field.name for field in self.columns])}]" if self.columns else ""
        found = f"{rows}{chosen}.isna().{how}().sort_values(ascending=False)"
        return [f'{found}.rename_axis("column").reset_index(name="missing")']

    def words(self) -> str:
        """Return it as it is read aloud."""
        of = (
            listed([field.name for field in self.columns], most=9)
            if self.columns
            else "each column"
        )
        return f"{'Share' if self.share else 'Number'} of missing values of {of}"


@dataclass(frozen=True)
class About(Measure):
    """Something about the table itself.

    Parameters
    ----------
    what : {"columns", "width", "shape", "duplicates", "gaps"}
        Its columns, their number, its size, its doubled rows, all its missing values.
    """

    what: Literal["columns", "width", "shape", "duplicates", "gaps"]

    def _lines(self, rows: str) -> list[str]:
        code = {
            "columns": '{}.dtypes.astype(str).rename_axis("column").reset_index(name="type")',
            "width": "len({}.columns)",
            "shape": "{}.shape",
            "duplicates": "{}.duplicated().sum()",
            "gaps": "{}.isna().sum().sum()",
        }
        return [code[self.what].format(rows)]

    def words(self) -> str:
        """Return it as it is read aloud."""
        return {
            "columns": "The columns and their types",
            "width": "Number of columns",
            "shape": "Number of rows and columns",
            "duplicates": "Number of rows that repeat an earlier one",
            "gaps": "Number of missing values in the whole table",
        }[self.what]


@dataclass(frozen=True)
class Correlates(Measure):
    """What goes together with a column, strongest first.

    Parameters
    ----------
    column : Field
        A number.
    method : str
        Such as "pearson".
    """

    column: Field
    method: str = "pearson"

    @property
    def fields(self) -> tuple[Field, ...]:
        """The columns it is about."""
        return (self.column,)

    def _lines(self, rows: str) -> list[str]:
        name = literal(self.column.name)
        method = "" if self.method == "pearson" else literal(self.method)
        return [
            f'r = {rows}.select_dtypes("number").corr({method})[{name}].drop({name})',
            "r = r.sort_values(key=abs, ascending=False)",
            'r.rename_axis("column").reset_index(name="r")',
        ]

    def words(self) -> str:
        """Return it as it is read aloud."""
        kind = self.method.capitalize()
        return f"{kind} correlation of {self.column.name} with every other number, strongest first"
