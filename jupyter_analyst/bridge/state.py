"""What the sidebar shows of a session."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jupyter_analyst.bridge.messages import Offer, SandboxLine, State

if TYPE_CHECKING:
    from jupyter_analyst.data.kept.catalog import Entry
    from jupyter_analyst.session import Session


def state_of(session: Session, notice: str = "") -> State:
    """Return the state of a session.

    Parameters
    ----------
    session : Session
        The session.
    notice : str
        What went wrong with the last choice, empty if nothing did.
    """
    return State(
        datasets=tuple(_offer(session, entry) for entry in session.services.catalog.entries()),
        current=session.current,
        sandbox=SandboxLine(*session.sandbox_words()),
        answers=session.n_answers,
        notice=notice,
    )


def _offer(session: Session, entry: Entry) -> Offer:
    """Return a dataset as it would be used: in the version the session has, else the newest."""
    used = session.used.get(entry.name)
    versions = session.services.catalog.versions(entry.name)
    if used is None or used.version not in versions:
        return Offer(entry.name, entry.n_rows, entry.n_columns, f"v{entry.n_versions}")
    number = versions.index(used.version) + 1
    return Offer(entry.name, used.n_rows, len(used.columns), f"v{number}")
