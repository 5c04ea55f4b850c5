"""Large text files: read some rows at a time and written at once, within bounded memory."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import closing
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import TYPE_CHECKING, TypeVar

from jupyter_analyst.data.columns import Counted
from jupyter_analyst.data.delimited.below import n_below
from jupyter_analyst.data.delimited.cells import (
    Layout,
    check_share,
    n_empty_lines,
    n_times,
    shown_delimiter,
    without_null_marks,
)
from jupyter_analyst.data.delimited.dialect import unpadded
from jupyter_analyst.data.delimited.reader import (
    above,
    beginning,
    doubts_of_end,
    doubts_of_place,
    told,
)
from jupyter_analyst.data.delimited.stream_rows import parts_of
from jupyter_analyst.data.delimited.stream_text import (
    TextPass,
    UndecodableError,
    WholeError,
    first_encoding,
    next_encoding,
)
from jupyter_analyst.data.delimited.stream_types import WITNESSES, Cells, Types, joined
from jupyter_analyst.data.formats.streamed import Streamed
from jupyter_analyst.data.kept.writing import Writing
from jupyter_analyst.data.reading import MOST_KEPT, Reading, Rejected, kept_of
from jupyter_analyst.errors import ReadError

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator

    import pyarrow as pa

    from jupyter_analyst.data.delimited.cells import Part
    from jupyter_analyst.data.delimited.reader import Beginning
    from jupyter_analyst.data.delimited.stream_text import Encoding
    from jupyter_analyst.data.formats.file import File
    from jupyter_analyst.data.formats.streamed import Spool
    from jupyter_analyst.data.options import Options

Item = TypeVar("Item")

LARGEST_WHOLE = 1_000_000_000
"""Up to this size a file is read at once when it cannot be understood in pieces."""

_HEAD = 1 << 20
_LONGEST_HEAD = 16 << 20
_LEAST_LINES = 16
_MOST_PASSES = 12
_WITNESS_BYTES = 16 << 20


def stream_delimited(file: File, given: Options, spool: Spool) -> Streamed | None:
    """Read a text file in pieces, write its rows, and return how it was read.

    Everything is decided as for a small file: encoding, dialect and names from the first lines,
    types from the first rows. What a later line contradicts is decided anew, and the file read
    once more.

    Parameters
    ----------
    file : File
        The file.
    given : Options
        What a person decided.
    spool : Spool
        Where the rows go.

    Returns
    -------
    Streamed or None
        None if the file can be understood only as a whole.

    Raises
    ------
    ReadError
        If it cannot be read as a table, or an option does not fit.
    UnknownNameError
        If a type is given for a column that does not exist.
    StorageError
        If the rows cannot be written.
    """
    try:
        return _in_passes(file, given, spool)
    except WholeError as reason:
        size = file.path.stat().st_size
        if size <= LARGEST_WHOLE:
            return None
        message = f"`{file.name}` is too large to be read at once, and it has {reason}."
        hint = "Split it, or write it anew in UTF-8 with a header and plain rows."
        raise ReadError(message, hint=hint, code="file-too-large") from reason


def _in_passes(file: File, given: Options, spool: Spool) -> Streamed:
    """Read a file until nothing in it contradicts what was decided.

    Raises
    ------
    WholeError
        If that does not come to an end.
    """
    encoding = first_encoding(file.path, given)
    witnesses: Cells | None = None
    for _ in range(_MOST_PASSES):
        try:
            found = _Pass(file, given, spool, encoding).run(witnesses)
        except UndecodableError as error:
            encoding, witnesses = next_encoding(file.path, given, encoding, error), None
            continue
        if isinstance(found, Streamed):
            return found
        witnesses = found
    message = "values that say different things in different places"
    raise WholeError(message)


@dataclass
class _Aside:
    """The rows set aside: all are counted, the first ones kept."""

    above: list[Rejected]
    kept: list[Rejected] = field(default_factory=list)
    n: int = 0

    def add(self, rows: list[Rejected]) -> None:
        self.n += len(rows)
        self.kept += rows[: MOST_KEPT - len(self.kept)]


class _Pass:
    """One way through a file, with an encoding that is believed."""

    def __init__(self, file: File, given: Options, spool: Spool, encoding: Encoding) -> None:
        self._text = TextPass(file.path, encoding)
        self._total = file.path.stat().st_size
        self._given = given
        self._spool = spool
        self._encoding = encoding.name
        self._n_skipped = 0
        self._is_quoted = False
        self._nulls: set[str] = set()
        self._doubts_of_end: tuple[str, ...] = ()

    def run(self, witnesses: Cells | None) -> Streamed | Cells:
        """Return what was read, or the rows by which it has to be read once more."""
        with closing(iter(self._text)) as pieces:
            first = list(_first(pieces))
            head = b"".join(first)
            begun = beginning(head, self._given)
            _check_plain(begun, self._given)
            aside = _Aside(above(unpadded(head, begun.dialect), begun.where, begun.skipped))
            layout = Layout(
                begun.dialect, len(begun.where.names), begun.skipped + begun.where.begin
            )
            texts = self._plain(chain(first, pieces), begun)
            with closing(_ahead(parts_of(texts, layout))) as parts:
                return self._typed(parts, begun, witnesses, aside)

    def _plain(self, pieces: Iterable[bytes], begun: Beginning) -> Iterator[bytes]:
        quote = begun.dialect.quote
        for piece in pieces:
            inside = quote.encode() if self._is_quoted else b""
            self._n_skipped += n_empty_lines(inside + piece, quote)
            self._is_quoted ^= bool(quote and n_times(quote, piece) % 2)
            text, nulls = without_null_marks(unpadded(piece, begun.dialect), begun.dialect)
            self._nulls.update(nulls)
            yield text

    def _typed(
        self, parts: Iterator[Part], begun: Beginning, witnesses: Cells | None, aside: _Aside
    ) -> Streamed | Cells:
        first = list(_until_enough(parts))
        cells = joined([part.columns for part in first])
        delimiter = shown_delimiter(begun.dialect)
        own = witnesses or [one.slice(0, WITNESSES) for one in cells]
        types = Types(own, begun.where, delimiter, self._given)
        tables = self._tables(chain(first, parts), types, aside)
        # rows may change the types, and only those that are written hold them to what they are
        start = next((table for table in tables if table.num_rows), None)
        start = types.schema.empty_table() if start is None else start
        with Writing(self._spool.path, types.schema, self._spool.name) as writing:
            counted = Counted(types.schema)
            for table in chain([start], tables):
                if not types.is_outdated:
                    writing.add(table)
                    counted.add(table)
            if types.is_outdated:
                return types.witnesses
            check_share(aside.kept, aside.n, writing.n_rows, len(begun.where.names))
            version = self._spool.version_of(self._text.digest())
            writing.finish(version)
        rejected = (*aside.above, *aside.kept)[:MOST_KEPT]
        reading = self._reading(begun, types, len(aside.above) + aside.n)
        columns = counted.columns()
        return Streamed(writing.path, version, writing.n_rows, columns, reading, rejected)

    def _tables(self, parts: Iterable[Part], types: Types, aside: _Aside) -> Iterator[pa.Table]:
        """Yield the rows of each part with their types.

        Raises
        ------
        WholeError
            If rows below the table have to be told from it.
        """
        columns: Cells = []
        for part in parts:
            columns = part.columns
            aside.add(part.rejected)
            yield types.of(list(columns))
            self._spool.progress(self._text.n_read, self._total)
        if self._given.footer is None and (n_below(columns)):
            message = "totals or notes below its table"
            raise WholeError(message)
        self._doubts_of_end = doubts_of_end(columns, self._given)

    def _reading(self, begun: Beginning, types: Types, n_rejected: int) -> Reading:
        reading = Reading(
            "csv",
            encoding=self._encoding,
            delimiter=shown_delimiter(begun.dialect),
            quote=begun.dialect.quote,
            escape=begun.dialect.escape,
            header=begun.where.has_header,
            header_line=begun.skipped + begun.where.names_at + 1,
            skipped=begun.skipped + self._n_skipped,
            n_rejected=n_rejected,
            n_broken=self._text.n_broken,
            notes=kept_of(n_rejected),
            doubts=(*doubts_of_place(begun), *self._doubts_of_end),
        )
        reading = told(reading, types.all_decided(), begun.where, self._given)
        nulls = self._nulls.union(*types.nulls)
        return replace(
            reading,
            nulls=tuple(sorted(nulls)),
            types={one.name: str(one.type) for one in types.schema},
        )


def _check_plain(begun: Beginning, given: Options) -> None:
    """Check that a text is taken apart by its delimiters alone.

    Raises
    ------
    WholeError
        If it is not.
    """
    reasons = {
        "columns that are set apart by spaces": begun.dialect.gap,
        "lines of comments": begun.comment,
        "a footer": given.footer,
    }
    for reason, applies in reasons.items():
        if applies:
            raise WholeError(reason)


def _first(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Yield as much of a text as shows how it is written."""
    length = n_lines = 0
    for piece in pieces:
        yield piece
        length += len(piece)
        n_lines += piece.count(b"\n")
        if length >= _LONGEST_HEAD or (length >= _HEAD and n_lines >= _LEAST_LINES):
            return


def _until_enough(parts: Iterator[Part]) -> Iterator[Part]:
    """Yield as many parts as have the rows that speak for all."""
    n_rows = n_bytes = 0
    for part in parts:
        yield part
        n_rows += len(part.columns[0])
        n_bytes += part.n_bytes
        if n_rows >= WITNESSES or n_bytes > _WITNESS_BYTES:
            return


def _ahead(items: Iterator[Item]) -> Generator[Item, None, None]:
    """Yield items while the next one is being made in another thread."""

    def following() -> Item | None:
        return next(items, None)

    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(following)
        try:
            while (item := waiting.result()) is not None:
                waiting = pool.submit(following)
                yield item
        finally:
            wait([waiting])
