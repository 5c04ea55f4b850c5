"""Large Parquet files: copied some rows at a time, within bounded memory."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq

from jupyter_analyst.data.columns import Counted
from jupyter_analyst.data.formats.nested import plain
from jupyter_analyst.data.formats.parquet import opened
from jupyter_analyst.data.formats.streamed import Streamed
from jupyter_analyst.data.kept.rows import ROW_GROUP
from jupyter_analyst.data.kept.writing import Writing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jupyter_analyst.data.formats.file import File
    from jupyter_analyst.data.formats.streamed import Spool
    from jupyter_analyst.data.options import Options
    from jupyter_analyst.data.reading import Reading

_ROWS = ROW_GROUP // 2  # wide rows are large in memory


def stream_parquet(file: File, given: Options, spool: Spool) -> Streamed | None:  # noqa: ARG001  # all readers are called alike
    """Copy a Parquet file some rows at a time, and return how it was read.

    Parameters
    ----------
    file : File
        The file.
    given : Options
        No option applies.
    spool : Spool
        Where the rows go.

    Returns
    -------
    Streamed or None
        None if it has no rows, which need no stream.

    Raises
    ------
    ReadError
        If it is damaged, or holds values of types that are not kept.
    StorageError
        If the rows cannot be written.
    """
    total = file.path.stat().st_size
    with opened(file) as source:
        tables = _tables(source)
        first, reading = next(tables, (None, None))
        if first is None or reading is None:
            return None
        counted = Counted(first.schema)
        with Writing(spool.path, first.schema, spool.name) as writing:
            for table, _ in chain([(first, reading)], tables):
                writing.add(table)
                counted.add(table)
                spool.progress(total * writing.n_rows // source.metadata.num_rows, total)
            version = spool.version_of(file.digest())
            writing.finish(version)
    kinds = {field.name: str(field.type) for field in first.schema}
    reading = replace(reading, types=kinds)
    return Streamed(writing.path, version, writing.n_rows, counted.columns(), reading)


def _tables(source: pq.ParquetFile) -> Iterator[tuple[pa.Table, Reading]]:
    """Yield the rows in turn; what is done to them follows from their types alone."""
    for batch in source.iter_batches(batch_size=_ROWS):
        yield plain(pa.Table.from_batches([batch]), "parquet")
