"""Records: their way through JSON, and those that travel between the session and the store."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar, Literal, Protocol, Self

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from pydantic import TypeAdapter

Outcome = Literal["running", "ok", "error", "interrupted"]


class Record:
    """A dataclass that goes through JSON and is checked, field by field, when it comes back."""

    json_options: ClassVar[Mapping[str, Any]] = {}
    """How it is written: options of `TypeAdapter.dump_json`."""

    def to_json(self) -> dict[str, Any]:
        """Return the record as plain JSON values."""
        from pydantic_core import from_json

        written = self._adapter().dump_json(self, **self.json_options)
        record: dict[str, Any] = from_json(written)
        return record

    @classmethod
    def from_json(cls, record: dict[str, Any]) -> Self:
        """Return what a record describes.

        Parameters
        ----------
        record : dict
            What `to_json` returned.

        Raises
        ------
        pydantic.ValidationError
            If it does not fit the fields.
        """
        found: Self = cls._adapter().validate_json(json.dumps(record), strict=False)
        return found

    @classmethod
    def _adapter(cls) -> TypeAdapter[Any]:
        kind: Any = cls  # hashable, though mypy looks at its instances
        return _adapter_of(kind)


@cache
def _adapter_of(kind: Any) -> TypeAdapter[Any]:  # a class
    from pydantic import TypeAdapter

    return TypeAdapter(kind)


@dataclass(frozen=True)
class SessionInfo:
    """One run of a kernel or process that used the analyst.

    Parameters
    ----------
    id : str
        Unique id.
    title : str
        What it is called in lists and reports.
    started : datetime
        When it began, UTC.
    process, host : int and str
        Where it runs, to know whether it still does.
    n_steps : int
        How many steps it has.
    """

    id: str
    title: str
    started: datetime
    process: int
    host: str
    n_steps: int = 0


@dataclass(frozen=True)
class Step:
    """One thing that was done in a session.

    Parameters
    ----------
    id : str
        Unique id; the correlation id in the log.
    session : str
        Id of its session.
    number : int
        Its place in the session, from 1.
    word : str
        Name of the method or tool that was called.
    arguments : dict
        The arguments by name, as JSON values, secrets masked.
    title : str
        What it was, for people.
    dataset, version : str
        The data it was done with; empty if none.
    started : datetime
        When it began, UTC.
    seconds : float
        How long it took.
    outcome : {"running", "ok", "error", "interrupted"}
        How it ended.
    error : str
        Code of the error, if any.
    outputs : dict
        What it showed: MIME type to content, of the record and its plain text.
    """

    id: str
    session: str
    number: int
    word: str
    arguments: dict[str, Any]  # JSON values
    started: datetime
    title: str = ""
    dataset: str = ""
    version: str = ""
    seconds: float = 0.0
    outcome: Outcome = "running"
    error: str = ""
    outputs: dict[str, Any] = field(default_factory=dict)  # JSON values by MIME type


class Journal(Protocol):
    """Where sessions and their steps are written down as they happen."""

    def open_session(self, session: SessionInfo) -> None:
        """Write down that a session began."""

    def begin(self, step: Step) -> None:
        """Write down that a step began."""

    def finish(self, step: Step) -> None:
        """Write down how a step ended."""

    def sessions(self) -> list[SessionInfo]:
        """Return all sessions, the newest first."""

    def steps(self, session: str) -> list[Step]:
        """Return the steps of a session in order."""


class Front(Protocol):
    """The notebook on the screen, as far as it can be changed from here."""

    def place(self) -> str:
        """Return the id of the cell that is running, empty if there is none."""

    def insert(
        self,
        source: str,
        *,
        outputs: Sequence[dict[str, Any]] = (),  # as nbformat 4 spells them
        metadata: dict[str, Any] | None = None,
        after: str = "",
        run: bool = False,
        then: Callable[[str], None] | None = None,
    ) -> bool:
        """Ask for a new cell below another one.

        Parameters
        ----------
        source : str
            Its text.
        outputs : sequence of dict
            What it already shows.
        metadata : dict, optional
            What is kept with it.
        after : str
            Id of the cell above; the active one if empty.
        run : bool
            Whether it is run.
        then : callable, optional
            Called with the id of the new cell when it is there.

        Returns
        -------
        bool
            Whether the notebook takes cells; if False, nothing was asked.
        """

    def changed(self) -> None:
        """Tell the sidebar that what it shows is no longer so."""


class Progress(Protocol):
    """Where it is told how far something long has come."""

    def __call__(self, done: int, total: int) -> None:
        """Say how far it has come.

        Parameters
        ----------
        done, total : int
            Bytes that are done, of how many.
        """


def untold(done: int, total: int) -> None:
    """Tell nobody how far something has come.

    Parameters
    ----------
    done, total : int
        Bytes that are done, of how many.
    """
