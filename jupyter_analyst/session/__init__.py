"""The session: everything a person can do, each step recorded as it happens."""

from jupyter_analyst.session.session import Session, session_of_process

__all__ = ["Session", "session_of_process"]
