"""What a profile is: a frozen record that displays, tables and alerts are drawn from."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal

from jupyter_analyst import markup, wording
from jupyter_analyst.profile.column import ColumnProfile  # noqa: TC001  # pydantic reads it
from jupyter_analyst.profile.comparison import Comparison, compared
from jupyter_analyst.profile.display import html
from jupyter_analyst.records import Record

if TYPE_CHECKING:
    import pandas as pd

PROFILE_VERSION = 4
"""Counts up when what a profile says changes, so that kept profiles are made anew."""

Measure = Literal["pearson", "spearman", "eta", "cramers_v", "phi"]
MEASURES: dict[Measure, str] = {
    "pearson": "Correlation",
    "spearman": "Rank correlation",
    "eta": "Correlation ratio",
    "cramers_v": "Cramér’s V",
    "phi": "Phi",
}
"""What each measure of how columns go together is called."""

MIMETYPE = "application/vnd.jupyter-analyst.profile+json"


@dataclass(frozen=True)
class Pair:
    """How two columns go together.

    Parameters
    ----------
    a, b : str
        The columns; of a correlation ratio `a` is the category.
    r : float
        The strength, over the rows where both have a finite value.
    n : int
        Number of those rows.
    measure : {"pearson", "spearman", "eta", "cramers_v", "phi"}
        Pearson's correlation or Spearman's of the ranks, both from -1 to 1, of two numbers; the
        correlation ratio of a number in the groups of a category, from 0 to 1; Cramer's V of two
        categories, corrected for bias (Bergsma, 2013), from 0 to 1; the correlation of two columns
        being missing or not.
    exact : bool
        Whether every row was looked at; if not, a random sample of them.
    """

    a: str
    b: str
    r: float
    n: int
    measure: Measure = "pearson"
    exact: bool = True

    @property
    def name(self) -> str:
        """What the measure is called."""
        return MEASURES[self.measure]

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
class RepeatedRows:
    """Rows that are there more than once.

    Parameters
    ----------
    count : int
        Rows that repeat an earlier one in every column; missing equals missing.
    different : int
        How many different rows are there more than once; 0 also where that was not counted.
    most : int
        How often the example is there.
    example : tuple of str
        The row that is there most often, as text, None where there is no value.
    """

    count: int = 0
    different: int = 0
    most: int = 0
    example: tuple[str | None, ...] = ()


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
        The numbers behind it (text for `wording.runs`).
    code : str
        The line to type next; empty if there is none.
    means : str
        What follows from it, for any table.
    do : str
        What to do about it.
    """

    column: str
    kind: str
    level: Literal["warn", "info"]
    strong: str
    text: str
    code: str = ""
    means: str = ""
    do: str = ""

    @property
    def advised(self) -> str:
        """The numbers and what to do (text for `wording.runs`)."""
        return f"{self.text} {self.do}".strip()


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
class Profile(Record):
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
        Whether every row was counted; `notes` say what was not, and so do
        `ColumnProfile.approximate` and `Pair.exact`.
    seconds : float
        Time it took.
    associations : tuple of Pair
        The strongest pairs by Spearman's rho, correlation ratio and Cramer's V, in this order.
    missing_together : tuple of Pair
        Columns whose gaps go together (phi), strongest first.
    repeated : RepeatedRows
        More about `duplicates`.
    keys : tuple of tuple of str
        Columns, or else pairs of columns, with a value of its own in every row; each was verified.
    notes : tuple of str
        What was counted and what was not, in words.
    from_cache : bool
        Whether it was made earlier and kept beside the rows; not part of the record.
    """

    json_options = MappingProxyType({"exclude_defaults": True, "exclude": {"from_cache"}})

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
    associations: tuple[Pair, ...] = ()
    missing_together: tuple[Pair, ...] = ()
    repeated: RepeatedRows = RepeatedRows()
    keys: tuple[tuple[str, ...], ...] = ()
    notes: tuple[str, ...] = ()
    from_cache: bool = field(default=False, compare=False)

    @property
    def pairs(self) -> tuple[Pair, ...]:
        """All pairs of columns that were compared and kept, by any measure, strongest first."""
        both = (*self.correlations, *self.associations)
        return tuple(sorted(both, key=lambda pair: -round(abs(pair.r), 12)))

    @property
    def memory(self) -> int:
        """Bytes of all values as an Arrow table."""
        return sum(column.memory for column in self.columns.values())

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
            *(f"- {a.strong}. {wording.unmarked(a.advised)}".rstrip() for a in self.alerts),
        ]
        return "\n".join(lines)

    def to_frame(self) -> pd.DataFrame:
        """Return the statistics as a table with one row per column of the data.

        What is more than one number (histogram, frequent values, shapes, spacing) is left out, but
        for the most frequent value (`most_frequent`), the commonest shape and the frequency.
        """
        import pandas as pd

        rows = [_flat(column) for column in self.columns.values()]
        return pd.DataFrame(rows).set_index("name")

    def compare(self, other: Profile) -> Comparison:
        """Return what is different in another profile: of a later version, say, or another table.

        Parameters
        ----------
        other : Profile
            The later one; columns are matched by name.
        """
        return compared(self, other)

    def to_html(self, path: str | Path | None = None) -> str:
        """Return the profile as a page of its own without script, and write it to a file if asked.

        The page follows the reader's theme, prints every part, and loads nothing.

        Parameters
        ----------
        path : str or Path, optional
            The file to write.

        Raises
        ------
        OSError
            If the file cannot be written.
        """
        page = markup.whole(f"Profile of {self.name}", html(self))
        if path is not None:
            Path(path).write_text(page, encoding="utf-8")
        return page

    def _repr_mimebundle_(self, **_kwargs: object) -> dict[str, Any]:
        """Return what a notebook stores: the display, plain text and the record."""
        return {"text/html": html(self), "text/plain": str(self), MIMETYPE: self.to_json()}


_MANY = {"histogram", "top", "rarest", "sentinels", "shapes", "spacing", "approximate"}


def _flat(column: ColumnProfile) -> dict[str, Any]:
    """Return the numbers of a column as one row."""
    return {name: v for name, v in asdict(column).items() if name not in _MANY} | {
        "iqr": column.iqr,
        "uniqueness": column.uniqueness,
        "most_frequent": column.top[0].value if column.top else None,
        "shape": column.shapes[0].shape if column.shapes else None,
        "frequency": column.spacing.frequency if column.spacing else None,
        "approximate": ", ".join(column.approximate),
    }
