"""The messages between the kernel and the sidebar: the one list of this side.

Those of the sidebar are in `labextension/src/messages.ts`.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

TARGET = "jupyter_analyst"
"""Name of the comm target."""


@dataclass(frozen=True)
class Offer:
    """A dataset that can be used.

    Parameters
    ----------
    name : str
        Its name.
    n_rows, n_columns : int
        Its size.
    version : str
        Which of its versions, as people count: `v1` is the first.
    """

    name: str
    n_rows: int
    n_columns: int
    version: str


@dataclass(frozen=True)
class SandboxLine:
    """How the sandbox is doing.

    Parameters
    ----------
    tone : {"ok", "busy", "off", "bad"}
        What it is like; the sidebar gives each a shape and a colour.
    words : str
        The same in words.
    """

    tone: str
    words: str


@dataclass(frozen=True)
class State:
    """What the sidebar shows of a session.

    Parameters
    ----------
    datasets : tuple of Offer
        The datasets that are kept.
    current : str
        Name of the one in use, empty if there is none.
    sandbox : SandboxLine
        How the sandbox is doing.
    answers : int
        How many questions were answered.
    notice : str
        What went wrong with the last choice, empty if nothing did.
    """

    datasets: tuple[Offer, ...]
    current: str
    sandbox: SandboxLine
    answers: int
    notice: str = ""

    def to_json(self) -> dict[str, Any]:  # a comm's data
        """Return the message the kernel sends."""
        return {"kind": "state", "state": asdict(self)}


@dataclass(frozen=True)
class Insert:
    """A cell that is asked for.

    Parameters
    ----------
    request : str
        Id of the request; it becomes the id of the cell.
    source : str
        Text of the cell.
    after : str
        Id of the cell above; the active one if empty.
    outputs : tuple of dict
        What the cell already shows, as nbformat 4 spells it.
    metadata : dict
        What is kept with it.
    run : bool
        Whether it is run.
    """

    request: str
    source: str
    after: str = ""
    outputs: tuple[dict[str, Any], ...] = ()
    metadata: dict[str, Any] = field(default_factory=dict)
    run: bool = False

    def to_json(self) -> dict[str, Any]:  # a comm's data
        """Return the message the kernel sends."""
        return {"kind": "insert", **vars(self)}


@dataclass(frozen=True)
class Hello:
    """A sidebar is there and wants to know the state.

    Parameters
    ----------
    frontend : str
        What it is part of, such as ``"jupyterlab"``.
    version : str
        Its version.
    """

    frontend: str
    version: str


@dataclass(frozen=True)
class Inserted:
    """A cell that was asked for is there.

    Parameters
    ----------
    request : str
        Id of the request.
    cell : str
        Id of the cell.
    """

    request: str
    cell: str


@dataclass(frozen=True)
class Use:
    """A dataset was chosen.

    Parameters
    ----------
    name : str
        Its name.
    """

    name: str


def read(message: Mapping[str, Any]) -> Hello | Inserted | Use | None:
    """Return what a sidebar said; None if this side does not know the kind.

    Parameters
    ----------
    message : mapping
        The data of a comm message.
    """
    match message:
        case {"kind": "hello", "frontend": str(frontend), "version": str(version)}:
            return Hello(frontend, version)
        case {"kind": "inserted", "request": str(request), "cell": str(cell)}:
            return Inserted(request, cell)
        case {"kind": "use", "name": str(name)}:
            return Use(name)
    return None
