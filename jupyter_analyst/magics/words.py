"""Commands that are no methods of the session: cells, and what only a notebook can show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jupyter_analyst import widgets
from jupyter_analyst.magics.asked import show_answering
from jupyter_analyst.magics.relay import RunError, relay

if TYPE_CHECKING:
    from anywidget import AnyWidget

    from jupyter_analyst.session import Session
    from jupyter_analyst.session.listing import Listing


def sandbox_status(session: Session) -> Listing:
    """Show how code is walled off on this machine, and what the sandbox is doing.

    Parameters
    ----------
    session : Session
        The session.
    """
    return session.sandbox.status()


def sandbox_restart(session: Session) -> Listing:
    """Begin with an empty sandbox: its variables and files are gone.

    Parameters
    ----------
    session : Session
        The session.
    """
    return session.sandbox.restart()


def panel(session: Session, name: str = "tools") -> AnyWidget:
    """Show a panel in the cell: the same as in the sidebar.

    Parameters
    ----------
    session : Session
        The session.
    name : str
        Which one: tools or chat.
    """
    return widgets.panel(session, name)


def ask_cell(session: Session, text: str, *, dataset: str | None = None) -> None:
    """Answer the question in the cell, by code that runs in the sandbox.

    Parameters
    ----------
    session : Session
        The session.
    text : str
        The question.
    dataset : str
        Name of a dataset; the one in use if left out.
    """
    show_answering(session, text.strip(), dataset)


def sandbox_cell(session: Session, text: str, *, timeout: float | None = None) -> None:
    """Run the code in the cell in the sandbox, where it sees the datasets and nothing else.

    Parameters
    ----------
    session : Session
        The session.
    text : str
        The code.
    timeout : float
        How long it may take, in seconds; the setting `run_timeout_s` if left out.

    Raises
    ------
    RunError
        If the code does not end well.
    """
    found = session.sandbox.run(text, timeout, show=relay)
    if found.status != "ok":
        raise RunError(found)
