"""What is different between two profiles."""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from jupyter_analyst import markup, wording

if TYPE_CHECKING:
    import pandas as pd

    from jupyter_analyst.profile.column import ColumnProfile, Value
    from jupyter_analyst.profile.record import Profile

_TABLE = ("n_rows", "n_columns", "duplicates", "share_missing", "quality")
_COLUMN = (
    "type", "kind", "share_missing", "distinct", "min", "max", "mean", "median", "std",
)  # fmt: skip
_SAID = {
    "n_rows": "rows",
    "n_columns": "columns",
    "duplicates": "duplicated rows",
    "share_missing": "missing",
    "min": "smallest",
    "max": "largest",
    "std": "SD",
}
_CLOSE = 1e-9
"""Floats that differ by less than this share are the same, summed in another order."""


@dataclass(frozen=True)
class Change:
    """One number that is different.

    Parameters
    ----------
    column : str
        The column; empty for the whole table.
    measure : str
        The field of `ColumnProfile` or `Profile`, such as ``"mean"``.
    before, after : float or str or None
        What the one profile says and what the other does.
    """

    column: str
    measure: str
    before: Value | None
    after: Value | None

    @property
    def name(self) -> str:
        """What the measure is called."""
        return _SAID.get(self.measure, self.measure)

    @property
    def said(self) -> tuple[str, str]:
        """Both values as text."""
        return _value(self.measure, self.before), _value(self.measure, self.after)

    @property
    def difference(self) -> float | None:
        """How much larger the number became; None if it is no number."""
        if isinstance(self.before, int | float) and isinstance(self.after, int | float):
            return self.after - self.before
        return None


@dataclass(frozen=True)
class Comparison:
    """The differences between two profiles.

    Parameters
    ----------
    before, after : str
        Names and versions of the datasets.
    lost, new : tuple of str
        Columns only the one has, and only the other.
    changes : tuple of Change
        What is different, of the table first, then column by column in the order of the table.
    """

    before: str
    after: str
    lost: tuple[str, ...]
    new: tuple[str, ...]
    changes: tuple[Change, ...]

    def __str__(self) -> str:
        """Return the differences in a few lines of plain text."""
        lines = [f"From {self.before} to {self.after}: {self.summary}"]
        for change in self.changes:
            before, after = change.said
            subject = f"{change.column}, {change.name}" if change.column else change.name
            lines.append(f"- {subject}: {before} to {after}")
        return "\n".join(lines)

    @property
    def summary(self) -> str:
        """The differences, counted."""
        said = [wording.count(len(self.changes), "difference")]
        if self.lost:
            said.append(f"lost {wording.listed(self.lost)}")
        if self.new:
            said.append(f"new {wording.listed(self.new)}")
        return "; ".join(said) if self.changes or self.lost or self.new else "no difference"

    def to_json(self) -> dict[str, Any]:
        """Return the record as plain JSON values."""
        names = ("before", "after")
        return {name: getattr(self, name) for name in names} | {
            "lost": list(self.lost),
            "new": list(self.new),
            "changes": [asdict(change) for change in self.changes],
        }

    def to_frame(self) -> pd.DataFrame:
        """Return a table with one row per difference."""
        import pandas as pd

        names = ["column", "measure", "before", "after", "difference"]
        rows = [asdict(c) | {"difference": c.difference} for c in self.changes]
        return pd.DataFrame(rows, columns=names)

    def to_html(self) -> str:
        """Return the differences as a piece of HTML without script, styles included."""
        return markup.render("profile/comparison.html.j2", found=self)

    def _repr_mimebundle_(self, **_kwargs: object) -> dict[str, Any]:
        """Return what a notebook stores: the display and plain text."""
        return {"text/html": self.to_html(), "text/plain": str(self)}


def compared(before: Profile, after: Profile) -> Comparison:
    """Return what is different between two profiles; columns are matched by name.

    Parameters
    ----------
    before, after : Profile
        The profiles.
    """
    table = [
        Change("", measure, _of_table(before, measure), _of_table(after, measure))
        for measure in _TABLE
    ]
    columns = [
        Change(name, measure, _of_column(column, measure), _of_column(other, measure))
        for name, column in before.columns.items()
        if (other := after.columns.get(name))
        for measure in _COLUMN
    ]
    return Comparison(
        before=f"{before.name} {before.version}".strip(),
        after=f"{after.name} {after.version}".strip(),
        lost=tuple(name for name in before.columns if name not in after.columns),
        new=tuple(name for name in after.columns if name not in before.columns),
        changes=tuple(c for c in (*table, *columns) if not _same(c.before, c.after)),
    )


def _of_table(profile: Profile, measure: str) -> Value | None:
    value: Value = profile.quality.score if measure == "quality" else getattr(profile, measure)
    return value


def _of_column(column: ColumnProfile, measure: str) -> Value | None:
    value: Value | None = getattr(column, measure)
    return value


def _same(before: Value | None, after: Value | None) -> bool:
    if isinstance(before, str) or isinstance(after, str) or None in (before, after):
        return before == after
    return math.isclose(before or 0.0, after or 0.0, rel_tol=_CLOSE)


def _value(measure: str, value: Value | None) -> str:
    if isinstance(value, str):
        return value.replace("T", " ") if measure in {"min", "max", "median"} else value
    return wording.percent(value) if measure == "share_missing" else wording.number(value)
