"""What a database said, as an error a user can mend; no password is in it."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from jupyter_analyst.data.sources.database import without
from jupyter_analyst.errors import ReadError

if TYPE_CHECKING:
    from collections.abc import Iterator

_LOGIN, _NO_DATABASE = "28", "3D000"
_MYSQL_LOGIN, _MYSQL_NO_DATABASE = {1044, 1045, 1698}, {1049}
_WRITES, _NO_RIGHT = {"25006", "25001"}, "42501"


@dataclass(frozen=True)
class Place:
    """Where a database is, for messages.

    Parameters
    ----------
    shown : str
        Its address without password.
    secrets : tuple of str
        What no message may hold.
    """

    shown: str
    secrets: tuple[str, ...] = ()

    def error(self, message: str, hint: str, code: str) -> ReadError:
        """Return an error in which secrets are hidden.

        Parameters
        ----------
        message, hint, code : str
            What it says.
        """
        return ReadError(without(message, self.secrets), hint=hint, code=code)


@contextmanager
def connecting(place: Place) -> Iterator[None]:
    """Turn what goes wrong on the way to a database into an error of ours.

    Parameters
    ----------
    place : Place
        The database.

    Raises
    ------
    ReadError
        If it cannot be reached, or does not let one in.
    """
    from sqlalchemy.exc import SQLAlchemyError

    try:
        yield
    except (SQLAlchemyError, OSError, TypeError, ValueError) as error:
        failure = _unopened(place, getattr(error, "orig", None) or error)
        raise failure from None  # not `from error`: a driver may show the password in what it says


@contextmanager
def asking(place: Place, query: str | None) -> Iterator[None]:
    """Turn what goes wrong while rows are read into an error of ours.

    Parameters
    ----------
    place : Place
        The database.
    query : str or None
        The query, if one was given.

    Raises
    ------
    ReadError
        If the rows cannot be read.
    """
    from sqlalchemy.exc import SQLAlchemyError

    try:
        yield
    except (SQLAlchemyError, OSError) as error:
        failure = _unread(place, getattr(error, "orig", None) or error, query)
        raise failure from None


def _unopened(place: Place, error: Any) -> ReadError:
    said, state = _said(error), _state(error)
    number = error.args[0] if getattr(error, "args", ()) else None
    is_number = isinstance(number, int)
    if state.startswith(_LOGIN) or (is_number and number in _MYSQL_LOGIN) or _wants_login(said):
        message = f"`{place.shown}` does not let you in: {said}."
        hint = "Check user and password; `password_env` names the variable that holds the password."
        return place.error(message, hint, "database-login")
    if state == _NO_DATABASE or (is_number and number in _MYSQL_NO_DATABASE):
        message = f"`{place.shown}` is not there: {said}."
        return place.error(message, "Check the name behind the last slash.", "database-missing")
    message = f"`{place.shown}` cannot be reached: {said}."
    hint = "Check host, port and options of the address, and that the server runs."
    return place.error(message, hint, "database-unreachable")


def _wants_login(said: str) -> bool:
    return "password" in said.lower()


def _unread(place: Place, error: Any, query: str | None) -> ReadError:
    said, state = _said(error), _state(error)
    if state in _WRITES:
        return refused(place, said)
    if state == _NO_RIGHT:
        message = f"You may not read this of `{place.shown}`: {said}."
        return place.error(message, "Ask who runs the database for the right.", "access-refused")
    if query is not None:
        message = f"The query to `{place.shown}` cannot be run: {said}."
        return place.error(message, "Correct `query`, or name a `table`.", "query-wrong")
    message = f"`{place.shown}` cannot be read: {said}."
    return place.error(message, "Run this again; if it stays, try a `query`.", "database-failed")


def refused(place: Place, said: str) -> ReadError:
    """Return the error that says a query wants more than to read.

    Parameters
    ----------
    place : Place
        The database.
    said : str
        Why it is refused.
    """
    message = f"The query to `{place.shown}` is refused: {said}."
    return place.error(message, "Give one SELECT; nothing else is run.", "query-refused")


def _said(error: Any) -> str:
    """Return what a driver said, on one line; pg8000 gives a record."""
    first = error.args[0] if getattr(error, "args", ()) else None
    said = first.get("M", "") if isinstance(first, dict) else str(error)
    return " ".join(said.split()).rstrip(".") or type(error).__name__


def _state(error: Any) -> str:
    """Return the SQLSTATE of an error, empty if the driver gives none."""
    first = error.args[0] if getattr(error, "args", ()) else None
    record = first.get("C") if isinstance(first, dict) else None
    return str(record or getattr(error, "sqlstate", None) or getattr(error, "pgcode", None) or "")
