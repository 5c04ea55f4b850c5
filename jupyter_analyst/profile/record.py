"""What a profile is: a frozen record that displays, tables and alerts are drawn from."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

from jupyter_analyst import wording
from jupyter_analyst.profile.column import ColumnProfile  # pydantic reads it
from jupyter_analyst.profile.display import html

if TYPE_CHECKING:
    import pandas as pd
    from pydantic import TypeAdapter

MIMETYPE = "application/vnd.jupyter-analyst.profile+json"


@dataclass(frozen=True)
class Pair:
    """How two columns go together.

    Parameters
    ----------
    a, b : str
        The columns.
    r : float
        Pearson's correlation over the rows where both are finite.
    n : int
        Number of those rows.
    """

    a: str
    b: str
    r: float
    n: int

    @property
    def said(self) -> str:
        """The correlation as text, without the zero before the point."""
        if abs(self.r) > 1 - 1e-9:
            return wording.number(self.r, 0)
        if abs(self.r) > 0.99:
            return "> .99" if self.r > 0 else f"< {wording.MINUS}.99"
        return wording.number(self.r, 2).replace("0.", ".")


@dataclass(frozen=True)
class MissingPattern:
    """Rows that lack the same columns.

    Parameters
    ----------
    columns : tuple of str
        The columns without a value; empty for complete rows.
    count : int
        Number of such rows.
    """

    columns: tuple[str, ...]
    count: int


@dataclass(frozen=True)
class Alert:
    """Something an analyst should know before going on.

    Parameters
    ----------
    column : str
        The column it is about; empty for the whole table.
    kind : str
        Stable short name, such as ``"constant"``.
    level : {"warn", "info"}
        Whether it may spoil a result or is good to know.
    strong : str
        What was found (plain text).
    text : str
        The numbers behind it and what follows (text for `wording.runs`).
    code : str
        The line to type next; empty if there is none.
    """

    column: str
    kind: str
    level: Literal["warn", "info"]
    strong: str
    text: str
    code: str = ""


@dataclass(frozen=True)
class QualityPart:
    """One ingredient of the quality score.

    Parameters
    ----------
    name : str
        What is counted, such as ``"filled cells"``.
    share : float
        From 0 to 1.
    weight : int
        Points it can give; all weights add up to 100.
    """

    name: str
    share: float
    weight: int


@dataclass(frozen=True)
class Quality:
    """How tidy the table is, as one number that can be recomputed from its parts.

    Parameters
    ----------
    score : int
        Sum of weight times share over `parts`, rounded down: 100 only if nothing is amiss.
    parts : tuple of QualityPart
        The ingredients.
    how : str
        The sum in words.
    """

    score: int
    parts: tuple[QualityPart, ...]
    how: str


@dataclass(frozen=True)
class Profile:
    """The numbers of a dataset.

    Parameters
    ----------
    name, version : str
        Of the dataset.
    n_rows, n_columns : int
        Its shape.
    columns : dict
        A `ColumnProfile` by name, in the order of the table.
    duplicates : int
        Rows that repeat an earlier one in every column.
    correlations : tuple of Pair
        The strongest pairs of number columns, strongest first.
    n_correlated : int
        How many number columns were compared (there is a limit).
    missing_patterns : tuple of MissingPattern
        Which columns are missing together; the most common, complete rows included.
    alerts : tuple of Alert
        In order of importance.
    quality : Quality
        The score with its parts.
    rows : tuple of tuple
        The first rows as text, None where there is no value; long texts are cut.
    exact : bool
        Whether every row was counted; if not, quantiles and correlations are of a random sample.
    seconds : float
        Time it took.
    """

    name: str
    version: str
    n_rows: int
    n_columns: int
    columns: dict[str, ColumnProfile]
    duplicates: int
    correlations: tuple[Pair, ...]
    n_correlated: int
    missing_patterns: tuple[MissingPattern, ...]
    alerts: tuple[Alert, ...]
    quality: Quality
    rows: tuple[tuple[str | None, ...], ...]
    exact: bool
    seconds: float = field(compare=False)

    @property
    def n_missing(self) -> int:
        """Number of cells without a value."""
        return sum(column.missing for column in self.columns.values())

    @property
    def share_missing(self) -> float:
        """Share of the cells without a value, 0 for a table without cells."""
        cells = self.n_rows * self.n_columns
        return self.n_missing / cells if cells else 0.0

    def __str__(self) -> str:
        """Return the profile in a few lines of plain text."""
        lines = [
            f"Profile of {self.name}: {wording.count(self.n_rows, 'row')}, "
            f"{wording.count(self.n_columns, 'column')}, "
            f"{wording.count(self.n_missing, 'missing cell')}, "
            f"{wording.count(self.duplicates, 'duplicated row')}, "
            f"quality {self.quality.score} of 100",
            *(f"- {a.strong}. {wording.unmarked(a.text)}".rstrip() for a in self.alerts),
        ]
        return "\n".join(lines)

    def to_json(self) -> dict[str, Any]:
        """Return the record as plain JSON values."""
        record: dict[str, Any] = json.loads(_adapter().dump_json(self, exclude_defaults=True))
        return record

    @classmethod
    def from_json(cls, record: dict[str, Any]) -> Profile:
        """Return the profile a record describes, checked field by field.

        Parameters
        ----------
        record : dict
            What `to_json` returned.

        Raises
        ------
        pydantic.ValidationError
            If the record is not a profile.
        """
        return _adapter().validate_json(json.dumps(record), strict=False)

    def to_frame(self) -> pd.DataFrame:
        """Return the statistics as a table with one row per column of the data."""
        import pandas as pd

        rows = [asdict(column) for column in self.columns.values()]
        frame = pd.DataFrame(rows, columns=list(ColumnProfile.__dataclass_fields__))
        return frame.drop(columns=["histogram", "top"]).set_index("name")

    def to_html(self) -> str:
        """Return the profile as a piece of HTML without script, styles included."""
        return html(self)

    def _repr_mimebundle_(self, **_kwargs: object) -> dict[str, Any]:
        """Return what a notebook stores: the display, plain text and the record."""
        return {"text/html": self.to_html(), "text/plain": str(self), MIMETYPE: self.to_json()}


@cache
def _adapter() -> TypeAdapter[Profile]:
    from pydantic import TypeAdapter

    return TypeAdapter(Profile)
