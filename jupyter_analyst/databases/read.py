"""Read a table of a database, or the rows of one SELECT, as a dataset."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any

from jupyter_analyst.data.formats.known import check_options, options_of
from jupyter_analyst.data.naming import checked, friendly
from jupyter_analyst.data.options import options
from jupyter_analyst.data.read import dataset_of
from jupyter_analyst.data.relations import Relation, at_most, chosen, found_of, source_of
from jupyter_analyst.data.values.objects import Gathered, gathered
from jupyter_analyst.databases.connection import connected, target_of
from jupyter_analyst.databases.faults import asking, refused
from jupyter_analyst.databases.statement import unfit

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection, CursorResult, Executable, Inspector

    from jupyter_analyst.data import Dataset
    from jupyter_analyst.data.formats.format import Found
    from jupyter_analyst.data.options import Options
    from jupyter_analyst.data.sources.database import Address
    from jupyter_analyst.databases.connection import Target
    from jupyter_analyst.databases.faults import Place

_KNOWN = options_of("sql")
_BATCH = 10_000


def read(
    address: Address, *, name: str | None = None, max_mb: float | None = None, **reading: Any
) -> Dataset:
    """Return a table of a database, or the rows of a query, as a dataset.

    Rows come in batches by a cursor of the server, in a transaction that is read-only where the
    database knows such, and is rolled back in any case.

    Parameters
    ----------
    address : Address
        The database.
    name : str, optional
        Name of the dataset; that of the table or database if left out.
    max_mb : float, optional
        Most megabytes of rows that are read.
    **reading : object
        `table` or `query`, and `password_env`.

    Raises
    ------
    ReadError
        If the database cannot be reached or read, or an option does not fit.
    UnknownNameError
        If there is no such table or option.
    """
    given = options(**reading)
    check_options(given, "a database", _KNOWN)
    target = target_of(address, given.password_env)
    if given.query is not None and (why := unfit(given.query)):
        refusal = refused(target.place, why)
        raise refusal
    with connected(target) as connection, asking(target.place, given.query):
        found, source = _found(connection, target, given, max_mb)
    given_name = checked(name) if name is not None else friendly(source)
    return dataset_of(found, given_name, target.origin)


def _found(
    connection: Connection, target: Target, given: Options, max_mb: float | None
) -> tuple[Found, str]:
    """Return the rows, and what they can be called."""
    from sqlalchemy import text

    check = at_most(max_mb, target.place.shown, target.place.error)
    if given.query is not None:
        statement = text(given.query.replace(":", r"\:"))  # a colon is no parameter
        made = _rows(connection, statement, {}, target.place, check)
        return found_of("sql", *made, [source_of(None, given.query)]), target.url.database or ""
    schema, name, doubt, expected = _relation(connection, given.table, target.place.shown)
    made = _rows(connection, _all_of(name, schema), expected, target.place, check)
    called = f"{schema}.{name}" if schema else name
    return found_of("sql", *made, [source_of(called, None)], doubt), name


def _all_of(name: str, schema: str | None) -> Executable:
    from sqlalchemy import quoted_name, select, table, text

    # the database's own spelling of names, which is not everywhere that of SQL's standard
    quoted = quoted_name(schema, quote=True) if schema else None
    return select(text("*")).select_from(table(quoted_name(name, quote=True), schema=quoted))


def _rows(
    connection: Connection,
    statement: Executable,
    expected: dict[str, type],
    place: Place,
    check: Callable[[int], None],
) -> tuple[list[str], list[Any]]:
    """Return the names of the columns, and the columns.

    Raises
    ------
    ReadError
        If there are none, or too many rows.
    """
    streamed = {"stream_results": True, "max_row_buffer": _BATCH}
    result: CursorResult[Any] = connection.execute(statement, execution_options=streamed)
    if not result.returns_rows:
        nothing = refused(place, "it gives no rows")
        raise nothing
    names = list(result.keys())
    columns = [Gathered(name, expected.get(name)) for name in names]
    made = gathered(columns, result.partitions(_BATCH), check)
    return names, [column.made() for column in made]


def _relation(
    connection: Connection, table: str | None, place: str
) -> tuple[str | None, str, str, dict[str, type]]:
    """Return schema and name of what is read, what could be read too, and classes of columns."""
    from sqlalchemy import inspect
    from sqlalchemy.exc import SAWarning

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SAWarning)  # of types it does not know
        inspector = inspect(connection)
        schema, name, doubt = _place_of(inspector, table, place)
        return schema, name, doubt, _expected(inspector, name, schema)


def _place_of(inspector: Inspector, table: str | None, place: str) -> tuple[str | None, str, str]:
    if table is None:
        one, doubt = chosen(_relations(inspector, None), None, place)
        return None, one.name, doubt
    schema, dot, rest = table.partition(".")
    if inspector.has_table(table):
        return None, table, ""
    if dot and inspector.has_table(rest, schema=schema):
        return schema, rest, ""
    if dot and schema in inspector.get_schema_names():
        one, _ = chosen(_relations(inspector, schema), rest, f"{place}, schema {schema}")
        return schema, one.name, ""
    one, _ = chosen(_relations(inspector, None), table, place)
    return None, one.name, ""


def _relations(inspector: Inspector, schema: str | None) -> list[Relation]:
    views = inspector.get_view_names(schema)
    tables = inspector.get_table_names(schema)
    return [*map(Relation, tables), *(Relation(name, is_view=True) for name in views)]


def _expected(inspector: Inspector, name: str, schema: str | None) -> dict[str, type]:
    """Return the classes columns are declared to have, for those without any value."""
    found = {}
    for column in inspector.get_columns(name, schema=schema):
        try:
            found[column["name"]] = column["type"].python_type
        except NotImplementedError:  # a type of the database's own
            continue
    return found
