"""How a source was read: everything that was decided, and what was set aside."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from jupyter_analyst.data.options import DELIMITERS, MARKS
from jupyter_analyst.wording import count

if TYPE_CHECKING:
    from collections.abc import Mapping

FORMAT_WORDS = {
    "csv": "CSV",
    "parquet": "Parquet",
    "arrow": "Arrow",
    "excel": "Excel workbook",
    "ods": "OpenDocument spreadsheet",
    "json": "JSON",
    "json-lines": "JSON lines",
    "spss": "SPSS",
    "stata": "Stata",
    "sas": "SAS",
    "sqlite": "SQLite",
    "duckdb": "DuckDB",
    "sql": "database",
    "frame": "table in memory",
}
"""What each format is called for people."""

MOST_KEPT = 1_000
"""So many of the rows set aside are kept; all are counted."""

_ENCODINGS = {"utf-8": "UTF-8", "utf-8-sig": "UTF-8", "utf-16": "UTF-16", "utf-32": "UTF-32"}
_GAPS = {"\u00a0": "space", "\u202f": "narrow space", "\u2009": "narrow space"}
_MARKS = MARKS | {"’": MARKS["'"]} | _GAPS


@dataclass(frozen=True)
class Reading:
    """What was decided while reading; empty where it does not apply.

    Parameters
    ----------
    format : str
        What was read: one of the keys of `FORMAT_WORDS`.
    encoding, delimiter, quote, decimal, thousands : str
        Spelling of a text file.
    header : bool
        Whether the first row of the table held the names.
    header_line : int
        Line in the file on which that row begins, from 1.
    skipped : int
        Empty lines and a first `sep=` line that were passed over.
    nulls : tuple of str
        Spellings that were read as missing, besides the empty one.
    types : dict
        Arrow type decided for each column.
    renamed : dict
        Names that were changed to be unique or not empty: new name to old.
    units : dict
        Sign taken off the numbers of a column, such as a currency or %.
    n_bracketed : int
        Columns of numbers in which (5) was read as -5.
    n_rejected : int
        Rows kept aside.
    n_empty_columns : int
        Columns without name and without any value, left out.
    n_broken : int
        Characters that are not of the encoding and now read U+FFFD.
    escape : str
        What stood before a quote or delimiter that is part of a text.
    comment : str
        What began the lines that are no rows.
    notes : tuple of str
        What else was decided, in words, such as which sheet of a workbook was read.
    doubts : tuple of str
        What could be read in another way too, in words, with the option that says which.
    descriptions : dict
        What the file says a column is about, by its name.
    given : dict
        The options of reading a person gave, by name, as JSON values.
    """

    format: str
    encoding: str = ""
    delimiter: str = ""
    quote: str = ""
    decimal: str = ""
    thousands: str = ""
    header: bool = True
    header_line: int = 1
    skipped: int = 0
    nulls: tuple[str, ...] = ()
    types: dict[str, str] = field(default_factory=dict)
    renamed: dict[str, str] = field(default_factory=dict)
    units: dict[str, str] = field(default_factory=dict)
    n_bracketed: int = 0
    n_rejected: int = 0
    n_empty_columns: int = 0
    n_broken: int = 0
    escape: str = ""
    comment: str = ""
    notes: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    descriptions: dict[str, str] = field(default_factory=dict)
    given: dict[str, Any] = field(default_factory=dict)

    def sentence(self) -> str:
        """Return what was decided, for people.

        Examples
        --------
        >>> Reading("csv", "cp1252", ";", '"', ",", n_rejected=3).sentence()
        'CSV, cp1252, semicolon-separated, header in the first row, decimal comma; 3 rows set aside'
        """
        words = FORMAT_WORDS[self.format]
        parts = self._spelling() if self.format == "csv" else [words]
        return "; ".join([", ".join([*parts, *self.notes]), *self.exceptions()])

    def decided(self) -> dict[str, str]:
        """Return what was decided, for people, by the option that decides it.

        Examples
        --------
        >>> Reading("csv", "utf-8", ";", '"', nulls=("NA",)).decided()
        {'encoding': 'UTF-8', 'delimiter': 'semicolon', 'header': 'line 1', 'quote': '"', \
'nulls': 'empty, NA'}
        """
        if self.format != "csv":
            return {"encoding": self.encoding} if self.encoding else {}
        words = {
            "encoding": _ENCODINGS.get(self.encoding, self.encoding),
            "delimiter": DELIMITERS.get(self.delimiter, self.delimiter) or "one column",
            "decimal": _MARKS.get(self.decimal, self.decimal),
            "thousands": _MARKS.get(self.thousands, self.thousands),
            "header": f"line {self.header_line}" if self.header else "none",
            "quote": self.quote,
            "nulls": ", ".join(["empty", *self.nulls]),
            "escape": self.escape,
            "comment": self.comment,
        }
        return {name: said for name, said in words.items() if said}

    def to_json(self) -> dict[str, Any]:
        """Return the reading as JSON values."""
        record = asdict(self)
        return {name: list(v) if isinstance(v, tuple) else v for name, v in record.items()}

    @classmethod
    def from_json(cls, record: Mapping[str, Any]) -> Reading:
        """Return the reading that `to_json` described.

        Parameters
        ----------
        record : mapping
            What `to_json` returned.
        """
        values: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value
            for name, value in record.items()
        }
        return cls(**values)

    def _spelling(self) -> list[str]:
        separator = DELIMITERS.get(self.delimiter, repr(self.delimiter))
        unusual_quote = "" if self.quote == '"' else self.quote
        parts = {
            "CSV": True,
            _ENCODINGS.get(self.encoding, self.encoding): True,
            f"{separator}-separated": self.delimiter,
            "one column": not self.delimiter,
            f"header in line {self.header_line}": self.header and self.header_line > 1,
            "header in the first row": self.header and self.header_line == 1,
            "no header": not self.header,
            f"quoted by {unusual_quote}": unusual_quote,
            f"escaped by {self.escape}": self.escape,
            f"comments after {self.comment}": self.comment,
            f"decimal {_MARKS.get(self.decimal, self.decimal)}": self.decimal,
            f"thousands {_MARKS.get(self.thousands, self.thousands)}": self.thousands,
            f"missing: {' '.join(self.nulls)}": self.nulls,
        }
        return [words for words, applies in parts.items() if applies]

    def exceptions(self) -> list[str]:
        """Return what was set aside, changed or left out, for people."""
        signs = " ".join(dict.fromkeys(self.units.values()))
        found = {
            f"{count(self.n_rejected, 'row')} set aside": self.n_rejected,
            f"{count(len(self.renamed), 'column')} renamed": self.renamed,
            f"{signs} taken off {count(len(self.units), 'column')}": self.units,
            f"(5) read as -5 in {count(self.n_bracketed, 'column')}": self.n_bracketed,
            f"{count(self.n_empty_columns, 'empty column')} left out": self.n_empty_columns,
            f"{count(self.n_broken, 'broken character')} shown as \ufffd": self.n_broken,
        }
        return [words for words, happened in found.items() if happened]


def kept_of(n_rejected: int) -> tuple[str, ...]:
    """Return a note on how many of the rows set aside are kept, where these are not all.

    Parameters
    ----------
    n_rejected : int
        How many were set aside.
    """
    if n_rejected <= MOST_KEPT:
        return ()
    return (f"of {n_rejected:,} rows set aside the first {MOST_KEPT:,} are kept",)


@dataclass(frozen=True)
class Rejected:
    """A row that could not be read, kept aside.

    Parameters
    ----------
    line : int
        Line in the file, from 1; 0 if unknown.
    text : str
        The row as it stands there.
    reason : str
        Why it does not fit.
    """

    line: int
    text: str
    reason: str
