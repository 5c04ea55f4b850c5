"""Read DuckDB files: a table, a view or the rows of one SELECT; no other file can be reached."""

from __future__ import annotations

from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any, NoReturn

import pyarrow as pa

from jupyter_analyst.data.engine import CLOSED, quote
from jupyter_analyst.data.formats.beside import check_beside, damaged, query_error, refused
from jupyter_analyst.data.formats.format import Format, Found
from jupyter_analyst.data.relations import Relation, at_most, chosen, found_of, source_of
from jupyter_analyst.data.values.objects import Gathered, Made
from jupyter_analyst.errors import ReadError
from jupyter_analyst.inside import engine

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import duckdb

    from jupyter_analyst.data.formats.file import File
    from jupyter_analyst.data.options import Options

_MAGIC, _MAGIC_AT = b"DUCK", 8
_BATCH = 100_000
_MAIN = "main"
_TABLES = """
    select table_schema, table_name, table_type = 'VIEW' from information_schema.tables
    where table_catalog = current_database() order by table_schema != 'main', 1, 3, 2
"""


def read_duckdb(file: File, given: Options) -> Found:
    """Return the rows of a table, or those of a query.

    Parameters
    ----------
    file : File
        The file; it is opened for reading only.
    given : Options
        `table` or `query`; a table of another schema than `main` is named with it.

    Raises
    ------
    ReadError
        If it is damaged, encrypted or in use, or the query is not one SELECT.
    UnknownNameError
        If there is no such table.
    """
    check_beside(file, ".wal")
    with _opened(file) as connection, _said(file, given):
        doubt, table, query = "", given.table, given.query
        if query is None:
            known = _relations(connection)
            relations = [Relation(name, is_view) for name, (_, is_view) in known.items()]
            one, doubt = chosen(
                relations, table, file.name, lambda name: _n_rows(connection, known[name][0])
            )
            table, query = one.name, f"from {known[one.name][0]}"
        _check_one_select(query, file)
        found = _rows(connection, query, at_most(file.max_mb, file.name))
    made = [
        _made(name, values) for name, values in zip(found.column_names, found.columns, strict=True)
    ]
    return found_of("duckdb", found.column_names, made, [source_of(table, given.query)], doubt)


@contextmanager
def _opened(file: File) -> Iterator[duckdb.DuckDBPyConnection]:
    import duckdb

    settings: dict[str, Any] = {**CLOSED, **engine.bounds(), "enable_external_access": "false"}
    try:
        connection = duckdb.connect(str(file.path), read_only=True, config=settings)
    except duckdb.Error as error:
        _tell_unopened(file, error)
    with closing(connection):
        connection.execute("set lock_configuration = true")
        yield connection


def _tell_unopened(file: File, error: duckdb.Error) -> NoReturn:
    """Raise why a file cannot be opened.

    Raises
    ------
    ReadError
        Always.
    """
    said = _first_line(error)
    if "set lock" in said or "different configuration" in said:
        message = f"`{file.name}` is open elsewhere: {said}."
        hint = "Close that connection, in this notebook or in another program; then load it."
        raise ReadError(message, hint=hint, code="database-busy") from error
    failure = damaged(file, f"cannot be opened: {said}")
    raise failure from error


@contextmanager
def _said(file: File, given: Options) -> Iterator[None]:
    """Turn what DuckDB says about a query into an error of ours."""
    import duckdb

    try:
        yield
    except (duckdb.PermissionException, duckdb.InvalidInputException) as error:
        refusal = refused(file, _first_line(error))
        raise refusal from error
    except duckdb.Error as error:
        said = _first_line(error)
        is_query = given.query is not None and isinstance(error, duckdb.ProgrammingError)
        failure = query_error(file, said) if is_query else damaged(file, f"says: {said}")
        raise failure from error


def _first_line(error: Exception) -> str:
    return str(error).strip().partition("\n")[0].rstrip(".")


def _check_one_select(query: str, file: File) -> None:
    """Check that a query is one SELECT.

    Raises
    ------
    ReadError
        If it is something else, or more.
    """
    import duckdb

    statements = duckdb.extract_statements(query)
    kinds = [statement.type for statement in statements]
    if kinds != [duckdb.StatementType.SELECT]:
        words = ", ".join(kind.name for kind in kinds) or "nothing"
        refusal = refused(file, f"it is {words}")
        raise refusal


def _relations(connection: duckdb.DuckDBPyConnection) -> dict[str, tuple[str, bool]]:
    """Return how each table is spelled in SQL, and whether it is a view, by its name."""
    found = connection.execute(_TABLES).fetchall()
    return {
        (name if schema == _MAIN else f"{schema}.{name}"): (
            f"{quote(schema)}.{quote(name)}",
            is_view,
        )
        for schema, name, is_view in found
    }


def _rows(
    connection: duckdb.DuckDBPyConnection, query: str, check: Callable[[int], None]
) -> pa.Table:
    """Return the rows of a query, unless they are too many bytes."""
    batches, n_bytes = [], 0
    with connection.sql(query).to_arrow_reader(_BATCH) as reader:
        for batch in reader:
            n_bytes += batch.nbytes
            check(n_bytes)
            batches.append(batch)
        return pa.Table.from_batches(batches, reader.schema)


def _n_rows(connection: duckdb.DuckDBPyConnection, spelled: str) -> int:
    ((n_rows,),) = connection.execute(f"select count(*) from {spelled}").fetchall()  # noqa: S608  # quoted
    return int(n_rows)


def _made(name: str, values: pa.ChunkedArray) -> Made:
    """Return a column as it is, or as text where only DuckDB has its type."""
    kind = values.type
    if not (pa.types.is_nested(kind) or pa.types.is_interval(kind) or _is_binary(kind)):
        return Made(values)
    column = Gathered(name)
    column.add(values.to_pylist())
    return column.made()


def _is_binary(kind: pa.DataType) -> bool:
    return bool(pa.types.is_binary(kind) or pa.types.is_large_binary(kind))


DUCKDB = Format(
    words="a DuckDB database",
    suffixes=(".duckdb", ".ddb"),
    is_one=lambda file, _: file.start[_MAGIC_AT : _MAGIC_AT + len(_MAGIC)] == _MAGIC,
    read=read_duckdb,
    options=frozenset(("table", "query")),
)
