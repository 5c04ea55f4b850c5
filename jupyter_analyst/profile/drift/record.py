"""What a comparison is: a frozen record that sentence, display and tables are drawn from."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Literal

from jupyter_analyst import wording
from jupyter_analyst.profile.drift.display import html
from jupyter_analyst.records import Record

if TYPE_CHECKING:
    import pandas as pd

DRIFT_MIMETYPE = "application/vnd.jupyter-analyst.comparison+json"
"""MIME type of what `Drift.to_json` returns."""

Verdict = Literal["stable", "shifted", "changed"]
"""What became of a distribution: PSI below 0.1, up to 0.25, above (Siddiqi 2006)."""

How = Literal["deciles", "values", "lengths", ""]
"""What the bins are: tenths of the first, single values, tenths of the lengths of texts."""


@dataclass(frozen=True)
class Side:
    """One of the two datasets.

    Parameters
    ----------
    name, version : str
        Which one.
    n_rows, n_columns : int
        Its size.
    """

    name: str
    version: str
    n_rows: int
    n_columns: int


@dataclass(frozen=True)
class Bin:
    """A part of the values of a column.

    Parameters
    ----------
    label : str
        Which part.
    first, second : int
        Rows of it on both sides.
    """

    label: str
    first: int
    second: int


@dataclass(frozen=True)
class ColumnDrift:
    """How a column of both datasets differs between them.

    Parameters
    ----------
    name, kind : str
        The column, and what it is to an analyst in the second.
    type_first, type_second : str
        Its Arrow types.
    verdict : {"stable", "shifted", "changed"}
        By PSI, if that is more than chance explains; "changed" if the values cannot be compared.
    how : {"deciles", "values", "lengths", ""}
        What the bins are; empty if the values cannot be compared.
    missing_first, missing_second : float
        Share of rows without a value, from 0 to 1.
    mean_first, mean_second, median_first, median_second : float or str or None
        Of numbers; points in time as text.
    psi, psi_by_chance : float or None
        Population stability index over `bins`, and what it stays below in 95 of 100 pairs of
        samples from one source.
    js : float or None
        Jensen-Shannon divergence over `bins`, base 2, from 0 to 1.
    ks, ks_p : float or None
        Largest gap between the distribution functions of numbers, and its p-value.
    bins : tuple of Bin
        Rows by part; missing values are a part of their own.
    new_levels, lost_levels : tuple of str
        Values only the second or only the first has, most frequent first; twenty at most.
    n_new_levels, n_lost_levels : int
        How many there are.
    """

    name: str
    kind: str
    type_first: str
    type_second: str
    verdict: Verdict
    how: How
    missing_first: float
    missing_second: float
    mean_first: float | str | None = None
    mean_second: float | str | None = None
    median_first: float | str | None = None
    median_second: float | str | None = None
    psi: float | None = None
    psi_by_chance: float | None = None
    js: float | None = None
    ks: float | None = None
    ks_p: float | None = None
    bins: tuple[Bin, ...] = ()
    new_levels: tuple[str, ...] = ()
    lost_levels: tuple[str, ...] = ()
    n_new_levels: int = 0
    n_lost_levels: int = 0


@dataclass(frozen=True)
class Drift(Record):
    """How two datasets, or two versions of one, differ.

    Parameters
    ----------
    first, second : Side
        What is compared: the second is held against the first.
    columns : tuple of ColumnDrift
        The columns both have, those with most drift first.
    new_columns, lost_columns : tuple of str
        Columns only the second or only the first has.
    retyped : tuple of str
        Columns of another type in the second.
    renamed : dict
        Columns that are perhaps only called otherwise, for they hold the same: old name to new.
        They count as lost and new as well.
    exact : bool
        Whether every row was counted; if not, deciles, medians and KS are of a random sample.
    """

    first: Side
    second: Side
    columns: tuple[ColumnDrift, ...]
    new_columns: tuple[str, ...]
    lost_columns: tuple[str, ...]
    retyped: tuple[str, ...]
    renamed: dict[str, str]
    exact: bool

    def __getitem__(self, name: str) -> ColumnDrift:
        """Return what is known of a column of both.

        Raises
        ------
        KeyError
            If not both have it.
        """
        found = next((column for column in self.columns if column.name == name), None)
        if found is None:
            message = f"{name!r} is no column of both; {len(self.columns)} are"
            raise KeyError(message)
        return found

    @property
    def verdict(self) -> Verdict:
        """The strongest of all verdicts; new, lost and retyped columns are a change."""
        verdicts = {column.verdict for column in self.columns}
        if self.new_columns or self.lost_columns or self.retyped or "changed" in verdicts:
            return "changed"
        return "shifted" if "shifted" in verdicts else "stable"

    @property
    def sentence(self) -> str:
        """What was found, in words."""
        return " ".join(filter(None, (self._values(), self._schema(), self._rows())))

    def __str__(self) -> str:
        """Return the comparison in a few lines of plain text."""
        title = f"{_named(self.first)} against {_named(self.second)}: {self.verdict}"
        lines = [f"- {column.name}: {_figures(column)}" for column in self.columns]
        return "\n".join([title, self.sentence, *lines])

    def to_frame(self) -> pd.DataFrame:
        """Return one row for each column of both, those with most drift first."""
        import pandas as pd

        left_out = ["bins", "new_levels", "lost_levels"]
        names = [name for name in ColumnDrift.__dataclass_fields__ if name not in left_out]
        return pd.DataFrame([asdict(c) for c in self.columns], columns=names).set_index("name")

    def to_html(self) -> str:
        """Return the comparison as a piece of HTML without script, styles included."""
        return html(self)

    def _repr_mimebundle_(self, **_kwargs: object) -> dict[str, Any]:
        """Return what a notebook stores: the display, plain text and the record."""
        return {
            "text/html": self.to_html(),
            "text/plain": str(self),
            DRIFT_MIMETYPE: self.to_json(),
        }

    def _values(self) -> str:
        n = len(self.columns)
        if not n:
            return "They have no column in common."
        counts = {word: sum(c.verdict == word for c in self.columns) for word in _DRIFTED}
        found = [f"{k} {word}" for word, k in counts.items() if k]
        if not found:
            return f"The values of {wording.count(n, 'column')} are stable."
        most = self.columns[0]
        worst = f"; `{most.name}` most (PSI {wording.number(most.psi, 2)})" if most.psi else ""
        return f"Of {wording.count(n, 'column')} in both, {' and '.join(found)}{worst}."

    def _schema(self) -> str:
        told = {
            "New": self.new_columns,
            "Lost": self.lost_columns,
            "Of another type": self.retyped,
            "Perhaps only renamed": tuple(f"{old} to {new}" for old, new in self.renamed.items()),
        }
        return " ".join(
            f"{word}: {wording.listed(names)}." for word, names in told.items() if names
        )

    def _rows(self) -> str:
        gain = self.second.n_rows - self.first.n_rows
        if not gain:
            return f"Both have {wording.count(self.first.n_rows, 'row')}."
        word = "more" if gain > 0 else "fewer"
        return f"The second has {wording.count(abs(gain), 'row')} {word}."


_DRIFTED: tuple[Verdict, ...] = ("changed", "shifted")


def _named(side: Side) -> str:
    return f"{side.name} {side.version[:8]} ({wording.count(side.n_rows, 'row')})"


def _figures(column: ColumnDrift) -> str:
    """Return verdict and numbers of a column on one line."""
    parts: list[str] = [column.verdict]
    if column.psi is not None:
        parts.append(f"PSI {wording.number(column.psi, 3)}")
    if column.ks is not None:
        parts.append(f"KS {wording.number(column.ks, 3)} (p {wording.p_number(column.ks_p)})")
    if column.type_first != column.type_second:
        parts.append(f"{column.type_first} became {column.type_second}")
    return ", ".join(parts)
