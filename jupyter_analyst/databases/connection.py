"""A connection to a database that can only be read, and is rolled back in the end."""

from __future__ import annotations

import logging
import os
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from typing import TYPE_CHECKING

from jupyter_analyst.databases.faults import Place, connecting
from jupyter_analyst.errors import ReadError, near

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import URL, Connection

    from jupyter_analyst.data.sources.database import Address

# drivers to choose from where the address names none, the ones we can recommend at the end
_DRIVERS = {
    "postgresql": ("psycopg2", "psycopg", "pg8000"),
    "mysql": ("MySQLdb", "pymysql"),
    "mariadb": ("MySQLdb", "pymysql"),
}
_DRIVER_NAMES = {"MySQLdb": "mysqldb"}
_PACKAGES = {
    "psycopg2": "psycopg2-binary",
    "psycopg": "psycopg[binary]",
    "MySQLdb": "mysqlclient",
    "cx_Oracle": "cx_Oracle",
}
_OURS = "jupyter_analyst"  # the log of our connections alone: what fails is told anyway
_KNOWN = ("postgresql", "mysql", "mariadb", "mssql", "oracle", "sqlite", "duckdb")
_OTHER_NAMES = {"postgres": "postgresql"}
_READ_ONLY = {
    "mysql": "set session transaction read only",
    "mariadb": "set session transaction read only",
    "oracle": "set transaction read only",
}


@dataclass(frozen=True)
class Target:
    """A database to be read.

    Parameters
    ----------
    url : sqlalchemy.URL
        Where and how, with the password.
    origin : str
        The address as it can be kept: without the password.
    place : Place
        The database, for messages.
    """

    url: URL
    origin: str
    place: Place


def target_of(address: Address, password_env: str | None) -> Target:
    """Return what an address means.

    Parameters
    ----------
    address : Address
        The address.
    password_env : str or None
        Environment variable that holds the password.

    Raises
    ------
    ReadError
        If it is no address, or the variable is not set.
    """
    from sqlalchemy.engine import make_url
    from sqlalchemy.exc import ArgumentError

    try:
        url = make_url(address.text.strip())
    except (ArgumentError, ValueError):
        url = None  # what it says may hold the password
    if url is None or "@" in (url.host or "") or (url.password and not url.username):
        message = f"`{address}` is no address of a database."
        hint = "It reads `postgresql://user@host/name`; in a password write %40 for @, %2F for /."
        raise ReadError(message, hint=hint, code="address-wrong")
    bare = _without_secrets(url)
    if password_env is not None:
        url = url.set(password=_password(password_env))
    place = Place(bare.render_as_string(), _secrets(url))
    return Target(_with_driver(url, place), place.shown, place)


def _without_secrets(url: URL) -> URL:
    from sqlalchemy import URL

    bare = URL.create(
        url.drivername, url.username, None, url.host, url.port, url.database, url.query
    )
    return bare.difference_update_query(_secret_options(url))


def _secrets(url: URL) -> tuple[str, ...]:
    options = [str(url.query[name]) for name in _secret_options(url)]
    return (str(url.password or ""), *options)


def _secret_options(url: URL) -> list[str]:
    words = ("passw", "pwd", "secret", "token", "key", "credential")
    return [name for name in url.query if any(word in name.lower() for word in words)]


def _password(variable: str) -> str:
    """Return the password an environment variable holds.

    Raises
    ------
    ReadError
        If it is not set.
    """
    password = os.environ.get(variable, "")
    if not password:
        message = f"The environment variable `{variable}` is not set; it was to hold the password."
        hint = "Set it before the notebook server starts, or in the kernel by `os.environ`."
        raise ReadError(message, hint=hint, code="password-missing")
    return password


def _with_driver(url: URL, place: Place) -> URL:
    """Return the address with a driver that is installed.

    Raises
    ------
    ReadError
        If there is none, or no such kind of database is known.
    """
    from sqlalchemy.exc import NoSuchModuleError

    backend, plus, driver = url.drivername.partition("+")
    backend = _OTHER_NAMES.get(backend, backend)
    if not plus and backend in _DRIVERS:
        found = next((one for one in _DRIVERS[backend] if find_spec(one)), _DRIVERS[backend][-1])
        driver = _DRIVER_NAMES.get(found, found)
    url = url.set(drivername=f"{backend}+{driver}" if driver else backend)
    try:
        url.get_dialect().import_dbapi()
    except NoSuchModuleError:
        message = f"`{url.drivername}` is no kind of database that is known here."
        raise ReadError(message, hint=near(backend, _KNOWN), code="database-unknown") from None
    except ImportError as error:
        missing = (error.name or driver or backend).partition(".")[0]
        package = _PACKAGES.get(missing, missing)
        message = f"`{place.shown}` needs the package `{package}`, which is not installed."
        hint = f"Install it: `pip install {package}`, then restart the kernel."
        raise place.error(message, hint, "driver-missing") from None
    return url


@contextmanager
def connected(target: Target) -> Iterator[Connection]:
    """Give a connection on which nothing can be changed, as far as the database knows that.

    Parameters
    ----------
    target : Target
        The database.

    Raises
    ------
    ReadError
        If it cannot be reached.
    """
    from sqlalchemy import create_engine
    from sqlalchemy.pool import NullPool

    with connecting(target.place):
        logging.getLogger(f"sqlalchemy.pool.impl.NullPool.{_OURS}").setLevel(logging.CRITICAL)
        engine = create_engine(
            target.url,
            poolclass=NullPool,
            hide_parameters=True,
            pool_logging_name=_OURS,
            connect_args=_arguments(target.url),
        )
        connection = engine.connect()
    try:
        with connecting(target.place):
            _close_to_changes(connection)
        yield connection
    finally:
        connection.close()  # rolls back
        engine.dispose()


def _arguments(url: URL) -> dict[str, str]:
    """Return what a driver is given besides; pg8000 breaks down without any password."""
    lacks_one = url.drivername.endswith("+pg8000") and not url.password
    return {"password": ""} if lacks_one else {}


def _close_to_changes(connection: Connection) -> None:
    name = connection.dialect.name
    if name == "postgresql":
        connection.execution_options(postgresql_readonly=True)
    elif name in _READ_ONLY:
        connection.rollback()
        connection.exec_driver_sql(_READ_ONLY[name])
