"""From the bytes of a delimited text file to typed rows: encoding, dialect, header, types."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from jupyter_analyst.data.delimited.cells import (
    Layout,
    line_start,
    n_empty_lines,
    read_cells,
    shown_delimiter,
)
from jupyter_analyst.data.delimited.dialect import (
    dialect_of,
    named_delimiter,
    rows_of,
    sample_of,
    unpadded,
)
from jupyter_analyst.data.delimited.encoding import encoding_of, to_utf8
from jupyter_analyst.data.delimited.header import Table, table_of, unique
from jupyter_analyst.data.formats.format import Format, Found
from jupyter_analyst.data.reading import Reading, Rejected
from jupyter_analyst.data.values import infer
from jupyter_analyst.data.values.manner import manner_of
from jupyter_analyst.errors import ReadError, UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jupyter_analyst.data.delimited.dialect import Dialect
    from jupyter_analyst.data.formats.file import File
    from jupyter_analyst.data.options import Options


def read_delimited(file: File, given: Options) -> Found:
    """Return the rows of a text file, how they were read, and the rows set aside.

    Parameters
    ----------
    file : File
        The file.
    given : Options
        What a person decided.

    Raises
    ------
    ReadError
        If it cannot be read as a table, or an option does not fit.
    UnknownNameError
        If a type is given for a column that does not exist.
    """
    content = file.content
    encoding = given.encoding or encoding_of(content)
    text, n_broken = to_utf8(content, encoding)
    if b"\n" not in text:
        text = text.replace(b"\r", b"\n")  # line ends of an old Mac
    named = named_delimiter(text)
    skipped = int(bool(named))
    sample = sample_of(text[line_start(text, skipped) :] if named else text)
    dialect = dialect_of(sample, given.delimiter or named, given.quote)
    where = _table(sample, dialect, given)
    text = unpadded(text, dialect)
    layout = Layout(dialect, len(where.names), skipped + where.begin)
    cells, unfit = read_cells(text, layout)
    rejected = (*_above(text, where, skipped), *unfit)
    reading = Reading(
        "csv",
        encoding=encoding,
        delimiter=shown_delimiter(dialect),
        quote=dialect.quote,
        header=where.has_header,
        header_line=skipped + where.names_at + 1,
        skipped=skipped + n_empty_lines(text, dialect.quote),
        n_rejected=len(rejected),
        n_broken=n_broken,
    )
    table, reading = _typed(cells, where, reading, given)
    return Found(table, reading, rejected)


def _table(sample: str, dialect: Dialect, given: Options) -> Table:
    rows = rows_of(sample, dialect)
    if not rows:
        message = f"No rows are found in a text that begins with {sample[:40]!r}."
        raise ReadError(message, hint="Give `delimiter` and `quote`.", code="no-columns")
    return table_of(rows, header=given.header)


def _typed(
    cells: list[pa.ChunkedArray], where: Table, reading: Reading, given: Options
) -> tuple[pa.Table, Reading]:
    kept = _kept(cells, where)
    old = [where.names[place] for place in kept]
    cells = [cells[place] for place in kept]
    names, changed = unique(old)
    manner = manner_of(cells, reading.delimiter, given)
    found = infer.typed(cells, _kinds(names, given), manner)
    columns = [_trimmed(one, name) for one, name in zip(found, old, strict=True)]
    reading = replace(
        _with_marks(reading, found, given),
        renamed=changed if where.has_header else {},
        units={name: one.unit for name, one in zip(names, found, strict=True) if one.unit},
        n_bracketed=sum(one.is_bracketed for one in found),
        n_empty_columns=len(where.names) - len(kept),
    )
    return pa.Table.from_arrays(columns, names=list(names)), reading


def _trimmed(column: infer.Typed, name: str) -> pa.ChunkedArray:
    """Return the values; where even the name stands among spaces, texts lose theirs too."""
    is_padded = name != name.strip() and column.is_text
    return pc.utf8_trim_whitespace(column.values) if is_padded else column.values


def _with_marks(reading: Reading, found: Sequence[infer.Typed], given: Options) -> Reading:
    nulls = {word for one in found for word in one.nulls}
    return replace(
        reading,
        decimal=given.decimal or _usual([one.decimal for one in found]),
        thousands=given.thousands or _usual([one.thousands for one in found]),
        nulls=tuple(sorted(nulls)),
    )


def _kept(cells: Sequence[pa.ChunkedArray], where: Table) -> list[int]:
    """Return the places of the columns that have a name or a value."""
    places = range(len(cells))
    if not where.has_header:
        return list(places)
    kept = [
        place
        for place in places
        if where.names[place].strip() or cells[place].null_count < len(cells[place])
    ]
    return kept or list(places)


def _kinds(names: Sequence[str], given: Options) -> list[str | None]:
    wanted = given.types or {}
    for name in wanted:
        if name not in names:
            raise UnknownNameError(name, "column", names, where="in the file")
    return [wanted.get(name) for name in names]


def _usual(marks: Sequence[str]) -> str:
    """Return the most frequent mark, empty if there is none."""
    counts = Counter(filter(None, marks))
    return counts.most_common(1)[0][0] if counts else ""


def _above(text: bytes, where: Table, skipped: int) -> list[Rejected]:
    """Return the rows above the table."""
    found = []
    for row in where.above:
        start, end = (line_start(text, skipped + line) for line in (row.first, row.last))
        shown = text[start:end].decode().rstrip("\r\n")
        found.append(Rejected(skipped + row.first + 1, shown, "stands above the table"))
    return found


DELIMITED = Format(
    words="a text file",
    suffixes=(".csv", ".tsv", ".tab", ".txt"),
    is_one=lambda *_: True,  # what nothing else is
    read=read_delimited,
    options=frozenset(
        ("encoding", "delimiter", "quote", "decimal", "thousands", "header", "nulls", "types")
    ),
)
