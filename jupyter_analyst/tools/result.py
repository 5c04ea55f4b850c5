"""What a tool returns: a frozen record that cards, notebooks and reports are drawn from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from jupyter_analyst import wording
from jupyter_analyst.charts import Chart  # noqa: TC001  # pydantic reads the annotations
from jupyter_analyst.records import Record
from jupyter_analyst.tools.card import card

MIMETYPE = "application/vnd.jupyter-analyst.result+json"
Cell = str | float | int | tuple[float | None, float | None] | None
Format = Literal["text", "count", "number", "mixed", "percent", "p", "interval"]
Verdict = Literal["Met", "Not met", "Not needed", "Your call"]


@dataclass(frozen=True)
class Column:
    """A column of a result table.

    Parameters
    ----------
    name : str
        Its heading.
    format : {"text", "count", "number", "mixed", "percent", "p", "interval"}
        How its cells are said; an interval is a pair of numbers, a percent a share from 0 to 1.
        Numbers have the same decimals down a column, mixed ones (of several units) their own.
    """

    name: str
    format: Format = "number"


@dataclass(frozen=True)
class Table:
    """A table of a result, with raw numbers in its cells.

    Parameters
    ----------
    caption : str
        What the table shows, with units.
    columns : tuple of Column
        Headings and formats; the first column names the rows.
    rows : tuple of tuple
        The cells; None is shown as a dash.
    """

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def texts(self) -> list[list[str]]:
        """Return the cells as texts, row by row."""
        columns = [
            _column_texts([row[i] for row in self.rows], column.format)
            for i, column in enumerate(self.columns)
        ]
        return [list(row) for row in zip(*columns, strict=True)]


@dataclass(frozen=True)
class Check:
    """An assumption of the method and whether it holds.

    Parameters
    ----------
    name : str
        The assumption in a few words.
    verdict : {"Met", "Not met", "Not needed", "Your call"}
        The answer; "Your call" where no test can know.
    reason : str
        The numbers behind it and what follows from them (text for `wording.runs`).
    """

    name: str
    verdict: Verdict
    reason: str


@dataclass(frozen=True)
class Note:
    """Something the reader must know.

    Parameters
    ----------
    strong : str
        What was found.
    text : str
        What it means and what to do (text for `wording.runs`).
    tone : {"warn", "info"}
        Whether it casts doubt on the result or only tells something.
    """

    strong: str
    text: str = ""
    tone: Literal["warn", "info"] = "warn"


@dataclass(frozen=True)
class Provenance:
    """Where a result comes from.

    Parameters
    ----------
    tool : str
        Id of the tool.
    parameters : dict
        The parameters that were given, by name.
    dataset, version : str
        Name and version of the data; empty for a bare frame.
    code : str
        Python that makes the result again.
    versions : dict
        Versions of the libraries that computed, by name.
    seconds : float
        Time it took.
    seed : int, optional
        Seed of random numbers, if any were drawn.
    """

    tool: str
    parameters: dict[str, Any]  # the values of a tool's parameters: any JSON value
    dataset: str
    version: str
    code: str
    versions: dict[str, str]
    seconds: float
    seed: int | None = None


@dataclass(frozen=True)
class Result(Record):
    """What a tool found.

    Parameters
    ----------
    title : str
        What was asked, such as ``"Compare means: duration by democracy"``.
    sentence : str
        The answer in words with its statistics, APA style (text for `wording.runs`).
    values : dict
        Each statistic by its standard name, such as ``t``, ``df``, ``p``, ``ci_low``.
    n_used, n_left_out : int
        Rows used, and rows left out because of missing values.
    tables, charts, checks, notes : tuple
        Evidence, figures, assumptions with verdicts, doubts.
    method : str
        The method in sentences, for a report.
    provenance : Provenance, optional
        Where it comes from; filled in when the tool runs on a dataset.
    """

    __pydantic_config__ = {"ser_json_inf_nan": "null"}  # noqa: RUF012  # how pydantic reads a dataclass

    title: str
    sentence: str
    values: dict[str, float]
    n_used: int
    n_left_out: int = 0
    tables: tuple[Table, ...] = ()
    charts: tuple[Chart, ...] = ()
    checks: tuple[Check, ...] = ()
    notes: tuple[Note, ...] = ()
    method: str = ""
    provenance: Provenance | None = field(default=None, compare=False)

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:  # noqa: ARG002  # IPython gives both
        """Return what a notebook shows."""
        return {"text/html": card(self), "text/plain": str(self), MIMETYPE: self.to_json()}

    def __str__(self) -> str:
        """Return title and sentence as plain text."""
        return f"{self.title}\n{wording.unmarked(self.sentence)}"

    def to_json(self) -> dict[str, Any]:
        """Return the record as plain JSON values; what is not finite becomes null."""
        record = super().to_json()
        record["values"] = {k: v for k, v in record["values"].items() if v is not None}
        return record


def _column_texts(cells: list[Cell], form: Format) -> list[str]:
    if form == "number":
        return wording.numbers([cell if isinstance(cell, int | float) else None for cell in cells])
    return [_text(cell, form) for cell in cells]


def _text(cell: Cell, form: Format) -> str:
    if cell is None:
        return wording.NOTHING
    if isinstance(cell, tuple):
        return wording.interval(*cell)
    if isinstance(cell, str):
        return cell
    if form == "percent":
        return wording.percent(cell)
    if form == "p":
        return wording.p_number(cell)
    return wording.number(cell)
