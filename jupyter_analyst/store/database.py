"""Open the database: make it, lead it to today's tables, make it private."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING, Any

from filelock import FileLock, Timeout
from sqlalchemy import create_engine, event, inspect, text
from sqlalchemy.exc import DatabaseError

from jupyter_analyst.errors import StorageError
from jupyter_analyst.store.faults import storage_error
from jupyter_analyst.store.tables import HEAD, metadata

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

_SET_VERSION = "insert into alembic_version values (:head)"
_VERSION_TABLE = "create table if not exists alembic_version (version_num varchar(32) not null)"
_MIGRATIONS = Path(__file__).parent / "migrations"


def open_database(path: Path, *, timeout_s: float) -> Engine:
    """Return an engine on the SQLite file at `path`, with today's tables in it.

    Parameters
    ----------
    path : Path
        The file; made, readable by its owner only, if it does not exist.
    timeout_s : float
        How long to wait for another process that makes or changes it.

    Raises
    ------
    StorageError
        If the file is no database of ours, is newer than this package, or cannot be reached.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.touch(mode=0o600)
    engine = create_engine(f"sqlite:///{path}", connect_args={"timeout": timeout_s})
    event.listen(engine, "connect", _prepare)
    try:
        if _revision(engine) != HEAD:
            with FileLock(f"{path}.lock", timeout=timeout_s, mode=0o600):
                _lead_to_head(engine)
    except Timeout as error:
        message = f"Another process has held {path} for {timeout_s:g} seconds."
        hint = "Wait for it or stop it, then run this again."
        raise StorageError(message, hint=hint, code="store-locked") from error
    except DatabaseError as error:
        found = storage_error(error, path, doing="opening the store")
        raise found from error
    return engine


def _prepare(connection: sqlite3.Connection, _: object) -> None:
    try:
        connection.execute("pragma journal_mode=wal")
    except sqlite3.OperationalError:  # network homes have no shared memory
        connection.execute("pragma journal_mode=delete")
    connection.execute("pragma synchronous=normal")
    connection.execute("pragma foreign_keys=on")


def _revision(engine: Engine) -> str | None:
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        found = connection.execute(text("select version_num from alembic_version")).scalar()
        return None if found is None else str(found)


def _lead_to_head(engine: Engine) -> None:
    """Make new tables at once; lead older ones step by step."""
    found = _revision(engine)
    if found is None:
        with engine.begin() as connection:
            metadata.create_all(connection)
            connection.execute(text(_VERSION_TABLE))
            connection.execute(text(_SET_VERSION), {"head": HEAD})
    elif found != HEAD:
        with engine.begin() as connection:
            migrate(connection)


def migrate(connection: Connection, revision: str = "head") -> None:
    """Lead the tables of a connection to a revision.

    Parameters
    ----------
    connection : sqlalchemy.Connection
        A connection inside a transaction.
    revision : str
        Id of a migration.

    Raises
    ------
    StorageError
        If the tables are newer than this package.
    """
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    options: dict[str, Any] = config.attributes
    options["connection"] = connection
    try:
        command.upgrade(config, revision)
    except CommandError as error:
        message = f"The store was written by a newer jupyter_analyst: {error}."
        raise StorageError(
            message, hint="Upgrade this installation.", code="store-newer"
        ) from error
