"""From the bytes of a delimited text file to typed rows: encoding, dialect, header, types."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from jupyter_analyst.data.delimited.aligned import has_gaps
from jupyter_analyst.data.delimited.below import BELOW, cut_off, n_below, n_empty_rows
from jupyter_analyst.data.delimited.cells import (
    Layout,
    line_start,
    n_empty_lines,
    read_cells,
    shown_delimiter,
    without_null_marks,
)
from jupyter_analyst.data.delimited.dialect import (
    ONE_COLUMN,
    Row,
    dialect_of,
    named_delimiter,
    rows_of,
    sample_of,
    unpadded,
)
from jupyter_analyst.data.delimited.encoding import encoding_of, to_utf8
from jupyter_analyst.data.delimited.header import Table, table_of, unique, with_commented_names
from jupyter_analyst.data.delimited.lines import comment_of, even_ends, without_comments
from jupyter_analyst.data.formats.format import Format, Found
from jupyter_analyst.data.reading import MOST_KEPT, Reading, Rejected, kept_of
from jupyter_analyst.data.values import infer
from jupyter_analyst.data.values.further import way_of
from jupyter_analyst.data.values.manner import head_of, manner_of
from jupyter_analyst.errors import ReadError, UnknownNameError
from jupyter_analyst.wording import count

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jupyter_analyst.data.delimited.dialect import Dialect
    from jupyter_analyst.data.formats.file import File
    from jupyter_analyst.data.options import Options
    from jupyter_analyst.data.values.further import Way
    from jupyter_analyst.data.values.missing import Spellings


_WRAPPED = re.compile('^="([^"]*)"$')


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
    whole, n_broken = to_utf8(content, encoding)
    whole = even_ends(whole)
    begun = beginning(whole, given)
    dialect, where, skipped = begun.dialect, begun.where, begun.skipped
    text, comments = without_comments(whole, begun.comment, dialect.quote)
    text, nulls = without_null_marks(unpadded(text, dialect), dialect)
    layout = Layout(dialect, len(where.names), skipped + where.begin)
    cells, unfit = read_cells(text, layout)
    cells, below = _without_below(text, cells, unfit, given)
    notes = [row for row in comments if row.line != skipped + where.names_at + 1]
    rejected = sorted((*above(text, where, skipped), *notes, *unfit, *below), key=_line)
    reading = Reading(
        "csv",
        encoding=encoding,
        delimiter=shown_delimiter(dialect),
        quote=dialect.quote,
        escape=dialect.escape,
        comment=begun.comment if notes else "",
        header=where.has_header,
        header_line=skipped + where.names_at + 1,
        skipped=skipped + n_empty_lines(whole, dialect.quote),
        nulls=nulls,
        n_rejected=len(rejected),
        n_broken=n_broken,
        notes=(*(("columns aligned by spaces",) if dialect.gap else ()), *kept_of(len(rejected))),
        doubts=(*doubts_of_place(begun), *doubts_of_end(cells, given)),
    )
    found = decided(cells, where, reading.delimiter, given)
    return Found(found.table, told(reading, found, where, given), tuple(rejected[:MOST_KEPT]))


def _line(row: Rejected) -> int:
    return row.line


def _without_below(
    text: bytes, cells: list[pa.ChunkedArray], unfit: Sequence[Rejected], given: Options
) -> tuple[list[pa.ChunkedArray], list[Rejected]]:
    """Return the cells without the last rows that are no part of the table, and these."""
    n_last = n_below(cells) if given.footer is None else min(given.footer, len(cells[0]))
    if not n_last:
        return cells, []
    n_known = sum(row.reason == BELOW for row in unfit)
    kept = [one.slice(0, len(one) - n_last) for one in cells]
    return kept, cut_off(text, n_last, n_known)


@dataclass(frozen=True)
class Beginning:
    """What the first lines of a text say about all of it.

    Parameters
    ----------
    dialect : Dialect
        How cells are set apart.
    where : Table
        Where the table stands, below the lines that are skipped.
    skipped : int
        Lines at the top that are no part of what is read.
    comment : str
        What begins a comment, empty if nothing does.
    seems_aligned : bool
        Whether a text of one column may have several, set apart by their places in the line.
    """

    dialect: Dialect
    where: Table
    skipped: int
    comment: str = ""
    seems_aligned: bool = False


def beginning(text: bytes, given: Options) -> Beginning:
    """Return what the first lines of a text say about all of it.

    Parameters
    ----------
    text : bytes
        The text as UTF-8, at least what `sample_of` looks at.
    given : Options
        What a person decided.

    Raises
    ------
    ReadError
        If there are no rows.
    """
    named = named_delimiter(text)
    skipped = int(bool(named))
    sample = sample_of(text[line_start(text, skipped) :] if named else text)
    comment = comment_of(sample) if given.comment is None else given.comment
    quote = '"' if given.quote is None else given.quote
    plain, comments = without_comments(sample.encode(), comment, quote)
    dialect = dialect_of(plain.decode(), given.delimiter or named, given.quote, given.escape)
    shaped = unpadded(plain, dialect).decode() if dialect.gap else plain.decode()
    rows = rows_of(shaped, dialect)
    where = _table(rows, shaped, given)
    if given.header is None and not given.header_rows:
        where = _named_by_comment(where, rows, comments, dialect)
    seems_aligned = dialect.delimiter == ONE_COLUMN and has_gaps(shaped)
    return Beginning(dialect, where, skipped, comment, seems_aligned)


def doubts_of_place(begun: Beginning) -> tuple[str, ...]:
    """Return what is open about where rows and columns stand, with the option that decides.

    Parameters
    ----------
    begun : Beginning
        What the first lines say.
    """
    doubts = []
    if begun.seems_aligned:
        doubts.append(
            "The lines may hold several columns at fixed places; "
            '`delimiter=" "` splits them at their spaces.'
        )
    if second := begun.where.second:
        line = begun.skipped + second.first + 1
        doubts.append(
            f"Line {line} may hold names or units, for all rows below it hold numbers where it "
            "does not; `header_rows=2` joins it to the names."
        )
    return tuple(doubts)


def doubts_of_end(cells: Sequence[pa.ChunkedArray], given: Options) -> tuple[str, ...]:
    """Return what is open about the last rows: spreadsheets write rows that hold nothing.

    Parameters
    ----------
    cells : sequence of ChunkedArray
        The texts of the last rows at least.
    given : Options
        What a person decided.
    """
    n_empty = n_empty_rows(cells) if given.footer is None else 0
    if not n_empty:
        return ()
    rows = "The last row holds" if n_empty == 1 else f"The last {n_empty:,} rows hold"
    return (f"{rows} nothing; `footer={n_empty}` leaves {'it' if n_empty == 1 else 'them'} out.",)


def _named_by_comment(
    where: Table, rows: Sequence[Row], comments: Sequence[Rejected], dialect: Dialect
) -> Table:
    """Return the table with the names that stand in the last comment above it, if any do."""
    top = where.names_at if where.has_header else where.begin
    over = [one for one in comments if one.line <= top]
    if not over:
        return where
    last = over[-1]
    named = last.text.lstrip("# \t")
    named = unpadded(named.encode(), dialect).decode() if dialect.gap else named
    cells = [row.cells for row in rows_of(named, dialect)]
    if not cells:
        return where
    comment = Row(cells[0], last.line - 1, last.line)
    return with_commented_names(where, rows, comment, last.text)


def _table(rows: Sequence[Row], sample: str, given: Options) -> Table:
    if not rows:
        message = f"No rows are found in a text that begins with {sample[:40]!r}."
        raise ReadError(message, hint="Give `delimiter` and `quote`.", code="no-columns")
    return table_of(rows, header=given.header, header_rows=given.header_rows)


@dataclass(frozen=True)
class Decided:
    """Columns with their names and types.

    Parameters
    ----------
    names : tuple of str
        Their names.
    columns : tuple of Typed
        Their values, and how they were spelled.
    renamed : dict
        Names that were changed to be unique or not empty: new name to old.
    n_wrapped : int
        Columns of texts that Excel was told to keep by `="..."`.
    places : tuple of int
        Where each stands in the text.
    """

    names: tuple[str, ...]
    columns: tuple[infer.Typed, ...]
    renamed: dict[str, str]
    n_wrapped: int = 0
    places: tuple[int, ...] = ()

    @property
    def table(self) -> pa.Table:
        """The rows."""
        return pa.Table.from_arrays([one.values for one in self.columns], names=list(self.names))


def decided(
    cells: Sequence[pa.ChunkedArray], where: Table, delimiter: str, given: Options
) -> Decided:
    """Return columns with the names and types that follow from their cells.

    Parameters
    ----------
    cells : sequence of ChunkedArray
        The texts.
    where : Table
        Where the table stands.
    delimiter : str
        What sets the cells apart.
    given : Options
        What a person decided.

    Raises
    ------
    ReadError
        If a column has a value that is not what it was told to be.
    UnknownNameError
        If a type is given for a column that does not exist.
    """
    kept = _kept(cells, where)
    old = [_WRAPPED.sub(r"\1", where.names[place]) for place in kept]
    wrapped = [_is_wrapped(cells[place]) for place in kept]
    cells = [
        _unwrapped(cells[place]) if is_wrapped else cells[place]
        for place, is_wrapped in zip(kept, wrapped, strict=True)
    ]
    names, changed = unique(old)
    manner = manner_of(cells, delimiter, given)
    kinds = [
        "text" if is_wrapped and kind is None else kind
        for kind, is_wrapped in zip(_kinds(names, given), wrapped, strict=True)
    ]
    found = infer.typed(cells, kinds, manner)
    columns = tuple(_trimmed(one, name) for one, name in zip(found, old, strict=True))
    return Decided(names, columns, changed, sum(wrapped), tuple(kept))


def ways_of(
    cells: Sequence[pa.ChunkedArray],
    found: Decided,
    where: Table,
    delimiter: str,
    given: Options,
    signs: Spellings,
) -> dict[int, Way | None]:
    """Return how more cells of each column are read, by its place in the text.

    Parameters
    ----------
    cells : sequence of ChunkedArray
        The texts of the first rows.
    found : Decided
        What was decided by them.
    where : Table
        Where the table stands.
    delimiter : str
        What sets the cells apart.
    given : Options
        What a person decided.
    signs : frozenset of str
        What means missing among numbers and dates.
    """
    if found.n_wrapped:
        return dict.fromkeys(found.places)
    manner = manner_of([cells[place] for place in found.places], delimiter, given)
    columns = zip(found.places, found.columns, _kinds(found.names, given), strict=True)
    return {
        place: None
        if _is_trimmed(one, where.names[place])
        else way_of(cells[place], one, kind, manner, signs)
        for place, one, kind in columns
    }


def told(reading: Reading, found: Decided, where: Table, given: Options) -> Reading:
    """Return a reading that also says what was decided about the columns.

    Parameters
    ----------
    reading : Reading
        What was decided about the text.
    found : Decided
        The columns.
    where : Table
        Where the table stands.
    given : Options
        What a person decided.
    """
    columns = found.columns
    doubts = [
        doubt.sentence(name, found.names)
        for name, one in zip(found.names, columns, strict=True)
        for doubt in one.doubts
    ]
    wrapped = f'="..." taken off {count(found.n_wrapped, "column")}'
    return replace(
        _with_marks(reading, columns, given),
        renamed=found.renamed if where.has_header else {},
        units={name: one.unit for name, one in zip(found.names, columns, strict=True) if one.unit},
        n_bracketed=sum(one.is_bracketed for one in columns),
        n_empty_columns=len(where.names) - len(columns),
        notes=(*reading.notes, *((wrapped,) if found.n_wrapped else ())),
        doubts=(*reading.doubts, *doubts),
    )


def _is_wrapped(column: pa.ChunkedArray) -> bool:
    """Tell whether cells are formulas that only say a text, as `="0012"`."""
    found = pc.match_substring_regex(head_of(column), _WRAPPED.pattern)
    return bool(pc.any(found, min_count=0).as_py())


def _unwrapped(column: pa.ChunkedArray) -> pa.ChunkedArray:
    return pc.replace_substring_regex(column, _WRAPPED.pattern, r"\1")


def _trimmed(column: infer.Typed, name: str) -> infer.Typed:
    """Return a column; where even the name stands among spaces, texts lose theirs too."""
    if not _is_trimmed(column, name):
        return column
    return replace(column, values=pc.utf8_trim_whitespace(column.values))


def _is_trimmed(column: infer.Typed, name: str) -> bool:
    return column.is_text and name != name.strip()


def _with_marks(reading: Reading, found: Sequence[infer.Typed], given: Options) -> Reading:
    nulls = {*reading.nulls, *(word for one in found for word in one.nulls)}
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


def above(text: bytes, where: Table, skipped: int) -> list[Rejected]:
    """Return the rows above the table.

    Parameters
    ----------
    text : bytes
        The text as UTF-8.
    where : Table
        Where the table stands.
    skipped : int
        Lines above all of that.
    """
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
        (
            *("encoding", "delimiter", "quote", "escape", "comment", "header", "header_rows"),
            *("footer", "decimal", "thousands", "nulls", "types"),
        )
    ),
)
