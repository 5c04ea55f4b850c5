"""Sessions and steps, written down as they happen."""

from __future__ import annotations

import os
import platform
from contextlib import contextmanager
from dataclasses import asdict, fields, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, insert, select, update
from sqlalchemy.dialects.sqlite import insert as insert_new
from sqlalchemy.exc import DatabaseError

from jupyter_analyst.records import SessionInfo, Step
from jupyter_analyst.store import tables
from jupyter_analyst.store.faults import storage_error

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection, Engine, Row


class SessionStore:
    """The `records.Journal` on a database.

    Parameters
    ----------
    engine : sqlalchemy.Engine
        An engine of `open_database`.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def open_session(self, session: SessionInfo) -> None:
        """Write down that a session began; one that is known goes on, under its new title.

        Parameters
        ----------
        session : SessionInfo
            The session.
        """
        row = asdict(session)
        del row["n_steps"]
        with self._writing(f"opening session {session.id}") as connection:
            known = insert_new(tables.sessions)
            titled = known.on_conflict_do_update(set_={"title": known.excluded.title})
            connection.execute(titled, row)

    def begin(self, step: Step) -> None:
        """Write down that a step began.

        Parameters
        ----------
        step : Step
            The step, running.
        """
        with self._writing(f"recording `{step.word}`") as connection:
            connection.execute(insert(tables.steps), asdict(step))

    def finish(self, step: Step) -> None:
        """Write down how a step ended.

        Parameters
        ----------
        step : Step
            The step with its outcome.
        """
        with self._writing(f"recording the end of `{step.word}`") as connection:
            change = update(tables.steps).where(tables.steps.c.id == step.id)
            connection.execute(change.values(asdict(step)))

    def sessions(self) -> list[SessionInfo]:
        """Return all sessions with at least one step, the newest first."""
        count = func.count(tables.steps.c.id).label("n_steps")
        query = (
            select(tables.sessions, count)
            .join(tables.steps)
            .group_by(*tables.sessions.c)
            .order_by(tables.sessions.c.started.desc())
        )
        with self._engine.connect() as connection:
            return [_session(row) for row in connection.execute(query)]

    def steps(self, session: str) -> list[Step]:
        """Return the steps of a session in order; what its kernel left running is interrupted.

        Parameters
        ----------
        session : str
            Id of the session.
        """
        query = (
            select(tables.steps, tables.sessions.c.process, tables.sessions.c.host)
            .join(tables.sessions)
            .where(tables.steps.c.session == session)
            .order_by(tables.steps.c.number)
        )
        with self._engine.connect() as connection:
            return [_step(row) for row in connection.execute(query)]

    @contextmanager
    def _writing(self, doing: str) -> Iterator[Connection]:
        try:
            with self._engine.begin() as connection:
                yield connection
        except DatabaseError as error:
            found = storage_error(error, Path(self._engine.url.database or ""), doing=doing)
            raise found from error


def _session(row: Row[Any]) -> SessionInfo:
    found = SessionInfo(**row._mapping)
    return replace(found, started=_utc(found.started))


def _step(row: Row[Any]) -> Step:
    values = row._mapping  # the documented way to a row's names
    step = Step(**{item.name: values[item.name] for item in fields(Step)})
    if step.outcome == "running" and not _alive(values["process"], values["host"]):
        step = replace(step, outcome="interrupted")
    return replace(step, started=_utc(step.started))


def _utc(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)  # SQLite keeps no zone


def _alive(process: int, host: str) -> bool:
    """Tell whether a process may still be running; one on another host may."""
    if host != platform.node():
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True
