"""The rows of a dataset as the queries of a profile meet them: renamed, cleaned, in memory."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from jupyter_analyst.data import engine

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jupyter_analyst.data import Column, Dataset
    from jupyter_analyst.profile.statistics import Family, Numbers

EXACT_ROWS = 1_000_000
"""Up to so many rows everything is counted (if they fit in memory)."""

SAMPLE_ROWS = 200_000
"""Size of the random sample that quantiles and correlations of more rows come from."""

_CELLS_IN_MEMORY = 100_000_000
"""More than that is read from its file again for each query, and sampled."""

_SEED = 1
_ROW_GROUP = 122_880
"""The engine gives each thread so many rows; with fewer, threads cost more than they bring."""

_WHOLE = {f"{sign}{size}INT" for sign in ("", "U") for size in ("TINY", "SMALL", "BIG")}
_WHOLE |= {"INTEGER", "UINTEGER"}
_DECIMAL = ("DECIMAL", "HUGEINT", "UHUGEINT")
"""Numbers that a float cannot always tell apart; they are counted as they are."""


@dataclass(frozen=True)
class Field:
    """A column in the queries.

    Parameters
    ----------
    i : int
        Its position.
    column : Column
        What it is called and how it is typed in the dataset.
    family : str
        How the engine holds it.
    x : str
        SQL of its finite values at `scale`; NULL where there is none.
    raw : str
        SQL of its values; NULL where missing.
    held : str
        SQL of its values as arrays hold them; other than `raw` for decimals, which are floats then.
    scale : float
        What `x` was multiplied with, a power of two.
    days : bool
        Whether its dates have no time of day.
    """

    i: int
    column: Column
    family: Family
    x: str
    raw: str
    held: str
    scale: float = 1.0
    days: bool = False

    def finite(self) -> Field:
        """Return the field without its infinite values."""
        return replace(self, x=f"(case when isfinite({self.x}) then {self.x} end)")

    def scaled(self, scale: float) -> Field:
        """Return the field with its values multiplied."""
        return replace(self, x=f"({self.x} * {literal(scale)})", scale=scale)

    def ends(self, known: Numbers) -> tuple[float, float]:
        """Return smallest and largest value at the scale of the field."""
        return float(known["min"]) * self.scale, float(known["max"]) * self.scale

    def text(self, value: Any, letters: int) -> str | None:
        """Return a value of the field as text, a point in time as ISO 8601.

        Parameters
        ----------
        value : Any
            What a query returned: a number, a truth value, a text or None.
        letters : int
            A longer text is cut.
        """
        if value is None:
            return None
        if self.family == "date":
            return iso(value, days=self.days)
        if isinstance(value, Decimal):
            return f"{value.normalize():f}"
        said = f"{value:.15g}" if self.family == "float" else str(value)
        said = said.lower() if self.family == "boolean" else said
        return said if len(said) <= letters else said[: letters - 1] + "…"


class Rows:
    """The rows of one dataset, ready to be asked.

    Parameters
    ----------
    dataset : Dataset
        A dataset, stored or in memory.
    """

    def __init__(self, dataset: Dataset) -> None:
        self._connection = engine.connect(dataset)
        self._connection.execute("set enable_progress_bar = false")  # it would be printed
        if dataset.n_rows <= _ROW_GROUP:
            self._connection.execute("set threads = 1")
        self._names = ", ".join(f"c{i}" for i in range(len(dataset.columns)))
        self.n = dataset.n_rows
        cells = self.n * len(dataset.columns)
        self.exact = self.n <= EXACT_ROWS and cells <= _CELLS_IN_MEMORY
        described = self._connection.execute(f"describe {engine.VIEW}").fetchall()
        self.fields: list[Field] = []
        cleaned: list[str] = []
        for i, (column, (_, type_, *_)) in enumerate(zip(dataset.columns, described, strict=True)):
            family, sql = _clean(f"c{i}", type_)
            x = f"(c{i}::double)" if type_.startswith(_DECIMAL) else f"c{i}"
            self.fields.append(Field(i, column, family, x, f"c{i}", x, days=type_ == "DATE"))
            cleaned.append(sql)
        # other connections do not see an Arrow table, so one in memory is always copied
        copied = self.exact or dataset.table is not None or cells <= _CELLS_IN_MEMORY
        self._prepare(cleaned, "" if copied else engine.numbered(dataset))
        self.n_sample = self.n if self.exact else min(self.n, SAMPLE_ROWS)

    def _prepare(self, cleaned: list[str], numbered: str) -> None:
        """Make the tables `clean`, a view if its rows come numbered, and `sample`."""
        picks = ", ".join(f"{sql} as c{i}" for i, sql in enumerate(cleaned))
        table = f"create table clean as select {picks} from {engine.VIEW} as r({self._names})"
        view = (
            f"create view clean as select {picks}, r as rowid "
            f"from ({numbered}) as r({self._names}, r)"
        )
        self._connection.execute(view if numbered else table)
        self.sample = "clean" if self.exact else "sample"
        if not self.exact:
            self._draw()

    def _draw(self) -> None:
        """Make the table `sample` of rows drawn at random, without replacement."""
        drawn = np.random.default_rng(_SEED).choice(
            self.n, min(self.n, SAMPLE_ROWS), replace=False, shuffle=False
        )
        self._connection.register("drawn", pa.table({"r": drawn}))
        self._connection.execute(
            f"create table sample as select {self._names} from clean "
            "where rowid in (select r from drawn)"
        )
        self._connection.unregister("drawn")

    def ask(self, sql: str) -> list[tuple[Any, ...]]:
        """Return the rows of an answer; several threads may ask.

        Parameters
        ----------
        sql : str
            A query of the tables `clean` and `sample`.
        """
        return self._connection.cursor().execute(sql).fetchall()

    def arrays(self, sql: str) -> list[np.ndarray[Any, Any]]:
        """Return the columns of an answer as arrays, masked where values are missing.

        Parameters
        ----------
        sql : str
            A query.
        """
        columns: dict[str, Any] = self._connection.cursor().execute(sql).fetchnumpy()
        return list(columns.values())

    def arrays_of(self, picks: Sequence[str], source: str) -> list[np.ndarray[Any, Any]]:
        """Return columns of numbers as arrays, without missing values.

        Parameters
        ----------
        picks : sequence of str
            SQL of the columns.
        source : str
            SQL of what to select from.
        """
        answer = self._connection.cursor().sql(_numbered(picks, source)).to_arrow_table()
        return [column.drop_null().to_numpy() for column in answer.columns]

    def floats(self, picks: Sequence[str], source: str) -> list[np.ndarray[Any, Any]]:
        """Return columns of numbers as arrays of floats, NaN where a value is missing.

        Parameters
        ----------
        picks : sequence of str
            SQL of the columns.
        source : str
            SQL of what to select from.
        """
        sql = _numbered([f"{pick}::double" for pick in picks], source)
        answer = self._connection.cursor().sql(sql).to_arrow_table()
        return [column.to_numpy() for column in answer.columns]

    def parts(
        self, picks: Sequence[str], source: str = "clean"
    ) -> Iterator[list[np.ndarray[Any, Any]]]:
        """Yield columns of numbers part by part, as arrays without missing values.

        Parameters
        ----------
        picks : sequence of str
            SQL of the columns.
        source : str
            SQL of what to select from.
        """
        answer = self._connection.cursor().sql(_numbered(picks, source))
        for batch in answer.to_arrow_reader(_ROW_GROUP):
            yield [column.drop_null().to_numpy() for column in batch.columns]

    def codes(self, picks: Sequence[str], source: str) -> list[np.ndarray[Any, Any]]:
        """Return columns as the numbers of their groups, -1 where a value is missing.

        Parameters
        ----------
        picks : sequence of str
            SQL of the columns.
        source : str
            SQL of what to select from.
        """
        texts = ", ".join(f"{pick}::varchar as v{k}" for k, pick in enumerate(picks))
        answer = self._connection.cursor().sql(f"select {texts} from {source}").to_arrow_table()
        encoded = (column.combine_chunks().dictionary_encode() for column in answer.columns)
        return [column.indices.fill_null(-1).to_numpy().astype(np.int64) for column in encoded]

    def part(self, most: int) -> tuple[str, bool]:
        """Return SQL of about so many rows, chosen at random, and whether that is all.

        Parameters
        ----------
        most : int
            How many rows.
        """
        every = -(-self.n_sample // max(most, 1))
        if every <= 1:
            return self.sample, self.exact
        return f"{self.sample} where hash(rowid) % {every} = 0", False

    def close(self) -> None:
        """Let go of the rows."""
        self._connection.close()

    def first(self, n: int, letters: int) -> tuple[tuple[str | None, ...], ...]:
        """Return the first rows as text, cut to a number of letters.

        Parameters
        ----------
        n, letters : int
            How many rows, and how much of each text.
        """
        answers = self.ask(f"select {self._names} from clean limit {n}")
        return tuple(
            tuple(f.text(v, letters) for f, v in zip(self.fields, row, strict=True))
            for row in answers
        )


def _numbered(picks: Sequence[str], source: str) -> str:
    """Return SQL of columns that have names of their own."""
    named = ", ".join(f"{pick} as v{k}" for k, pick in enumerate(picks))
    return f"select {named} from {source}"


def _clean(name: str, type_: str) -> tuple[Family, str]:
    """Return how a type is held, and the SQL that makes it so."""
    if type_ == "BOOLEAN":
        return "boolean", name
    if type_ in _WHOLE:
        return "whole", name
    if type_.startswith(_DECIMAL):
        return "float", name
    if re.fullmatch("FLOAT|DOUBLE", type_):
        return "float", f"nullif({name}::double, 'nan'::double)"
    if type_ == "TIMESTAMPTZ_NS":  # knows no infinity
        return "date", f"epoch_us({name}::timestamptz)"
    if re.fullmatch(r"DATE|TIMESTAMP[ A-Z_]*", type_):
        return "date", f"epoch_us(case when isfinite({name}) then {name} end)"
    return "text", f"{name}::varchar"


def literal(number: float) -> str:
    """Return a float as SQL, in parentheses because two minus signs begin a comment.

    Parameters
    ----------
    number : float
        A finite number.

    Examples
    --------
    >>> literal(-0.5)
    '(-5.0000000000000000e-01)'
    """
    return f"({number:.16e})"


def iso(microseconds: float, *, days: bool) -> str:
    """Return a point in time as ISO 8601 text, without its time of day where there is none.

    Parameters
    ----------
    microseconds : float
        Since 1970-01-01.
    days : bool
        Whether only the day counts.

    Examples
    --------
    >>> iso(86_400_000_000, days=True), iso(1_500_000, days=False)
    ('1970-01-02', '1970-01-01T00:00:01')
    """
    moment = np.datetime64(int(microseconds // 1_000_000), "s")
    return str(moment.astype("datetime64[D]") if days else moment)
