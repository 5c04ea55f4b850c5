"""Read SQLite files: a table, a view or the rows of one SELECT; nothing can be written."""

from __future__ import annotations

from contextlib import closing, contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NoReturn
from urllib.parse import quote as escaped

import pyarrow as pa
import pyarrow.compute as pc

from jupyter_analyst.data.engine import quote
from jupyter_analyst.data.formats.beside import check_beside, damaged, query_error, refused
from jupyter_analyst.data.formats.format import Format, Found
from jupyter_analyst.data.relations import Relation, at_most, chosen, found_of, source_of
from jupyter_analyst.data.values import infer
from jupyter_analyst.data.values.manner import Manner
from jupyter_analyst.data.values.objects import Gathered, Made, gathered
from jupyter_analyst.errors import ReadError

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from jupyter_analyst.data.formats.file import File
    from jupyter_analyst.data.options import Options

_MAGIC = b"SQLite format 3\0"
_SUFFIXES = (".sqlite", ".sqlite3", ".db", ".db3")
_BATCH = 20_000
_WAL_AT, _WAL = 18, b"\x02"  # the byte that says there is a log beside the file
_WRONG_QUERY = {"SQLITE_ERROR"}
_BUSY = {"SQLITE_BUSY", "SQLITE_LOCKED", "SQLITE_CANTOPEN"}
_WRITES = {"SQLITE_AUTH", "SQLITE_READONLY"}
_REFUSALS = ("not authorized", "one statement at a time")
_CLASSES = (("int", int), ("real", float), ("floa", float), ("doub", float), ("bool", bool))
_DATES = ("date", "datetime", "timestamp")
_HIDDEN_FUNCTIONS = {"load_extension", "fts3_tokenizer"}
_TABLES = """
    select name, type = 'view' from sqlite_schema
    where type in ('table', 'view') and name not like 'sqlite\\_%' escape '\\'
    and name not in (select name from pragma_table_list where type = 'shadow') order by rowid
"""


def read_sqlite(file: File, given: Options) -> Found:
    """Return the rows of a table, or those of a query.

    Parameters
    ----------
    file : File
        The file; it is opened for reading only.
    given : Options
        `table` or `query`.

    Raises
    ------
    ReadError
        If it is damaged, encrypted or in use, or the query is not one SELECT.
    UnknownNameError
        If there is no such table.
    """
    if not file.start.startswith(_MAGIC):
        foreign = damaged(file, "does not begin like a SQLite database; it may be encrypted")
        raise foreign
    check_beside(file, "-wal", "-journal")
    with _said(file, given), closing(_opened(file)) as connection:
        doubt, declared, table = "", {}, given.table
        query = given.query
        if query is None:
            one, doubt = chosen(
                _relations(connection), table, file.name, lambda name: _n_rows(connection, name)
            )
            table, declared = one.name, _declared(connection, one.name)
            query = f"select * from {quote(one.name)}"  # noqa: S608  # quoted
        connection.set_authorizer(_allowed)
        cursor = connection.execute(query)
        if cursor.description is None:
            nothing = refused(file, "it gives no rows")
            raise nothing
        names = [column[0] for column in cursor.description]
        empty = [Gathered(name, _class_of(declared.get(name, ""))) for name in names]
        check = at_most(file.max_mb, file.name)
        columns = gathered(empty, iter(lambda: cursor.fetchmany(_BATCH), []), check)
        made = [_as_declared(one.made(), one.name, declared.get(one.name, "")) for one in columns]
    return found_of("sqlite", names, made, [source_of(table, given.query)], doubt)


def _opened(file: File) -> sqlite3.Connection:
    import sqlite3

    # a file with a log needs a lock file beside it, unless nobody writes
    is_still = file.start[_WAL_AT : _WAL_AT + 1] == _WAL
    mode = "mode=ro&immutable=1" if is_still else "mode=ro"
    address = f"file:{escaped(str(file.path.absolute()))}?{mode}"
    connection = sqlite3.connect(address, uri=True, timeout=0)
    connection.execute("pragma trusted_schema = off")
    connection.execute("pragma query_only = on")
    return connection


@contextmanager
def _said(file: File, given: Options) -> Iterator[None]:
    """Turn what SQLite says into an error of ours."""
    import sqlite3

    try:
        yield
    except sqlite3.Warning as error:  # several statements, up to Python 3.11
        several = refused(file, str(error))
        raise several from error
    except sqlite3.Error as error:
        _tell(file, given, error)


def _tell(file: File, given: Options, error: sqlite3.Error) -> NoReturn:
    """Raise what an error of SQLite means.

    Raises
    ------
    ReadError
        Always.
    """
    said, name = str(error), getattr(error, "sqlite_errorname", "")
    if "decode to UTF-8" in said:
        message = f"`{file.name}` holds a text that is not UTF-8: {said}."
        hint = "Give a `query` without the column, or with `hex(column)`."
        raise ReadError(message, hint=hint, code="column-encoding") from error
    if name in _BUSY or name.startswith(("SQLITE_BUSY_", "SQLITE_READONLY_")):
        message = f"`{file.name}` is in use by another program ({said})."
        hint = "Close it there, or load a copy of the file."
        raise ReadError(message, hint=hint, code="database-busy") from error
    if name in _WRITES or any(words in said for words in _REFUSALS):
        failure = refused(file, said)
    elif given.query is not None and (name in _WRONG_QUERY or not name):
        failure = query_error(file, said)
    else:
        failure = damaged(file, f"cannot be read: {said}")
    raise failure from error


def _allowed(action: int, first: str | None, second: str | None, *_: str | None) -> int:
    """Let SQLite read tables and compute, and nothing else."""
    import sqlite3

    reads = {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_RECURSIVE}
    if action == sqlite3.SQLITE_READ and str(first).startswith("pragma_"):
        return sqlite3.SQLITE_DENY
    if action in reads or (
        action == sqlite3.SQLITE_FUNCTION and str(second).lower() not in _HIDDEN_FUNCTIONS
    ):
        return sqlite3.SQLITE_OK
    return sqlite3.SQLITE_DENY


def _relations(connection: sqlite3.Connection) -> list[Relation]:
    return [Relation(name, bool(is_view)) for name, is_view in connection.execute(_TABLES)]


def _n_rows(connection: sqlite3.Connection, table: str) -> int:
    return int(connection.execute(f"select count(*) from {quote(table)}").fetchone()[0])  # noqa: S608  # quoted


def _declared(connection: sqlite3.Connection, table: str) -> dict[str, str]:
    """Return the declared type of each column, in lower case and without its size."""
    found = connection.execute(f"pragma table_info({quote(table)})")
    return {name: str(kind).lower().partition("(")[0].strip() for _, name, kind, *_ in found}


def _class_of(declared: str) -> type | None:
    """Return the class values of a declared type have, by SQLite's own rules."""
    return next((one for part, one in _CLASSES if part in declared), None)


def _as_declared(made: Made, name: str, declared: str) -> Made:
    """Return a column as what it was declared to be, which SQLite itself does not mind."""
    values = made.values
    if values is None or made.doubt:
        return made
    if declared.startswith("bool") and _is_truth(values):
        return replace(made, values=pc.equal(values, 1))
    if declared in _DATES and pa.types.is_string(values.type):
        return _dates(made, name, declared)
    return made


def _is_truth(values: pa.ChunkedArray) -> bool:
    return pa.types.is_integer(values.type) and set(pc.unique(values).to_pylist()) <= {0, 1, None}


def _dates(made: Made, name: str, declared: str) -> Made:
    try:
        (read,) = infer.typed([made.values], ["date"], Manner())
    except ReadError:
        return replace(made, doubt=f"`{name}` is declared {declared} and holds other texts, too")
    return replace(made, values=read.values)


def _is_sqlite(file: File, _: Any) -> bool:
    is_called_so = file.suffix in _SUFFIXES and b"\0" in file.start
    return file.start.startswith(_MAGIC) or is_called_so


SQLITE = Format(
    words="a SQLite database",
    suffixes=_SUFFIXES,
    is_one=_is_sqlite,
    read=read_sqlite,
    options=frozenset(("table", "query")),
)
