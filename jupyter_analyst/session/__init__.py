"""The session: everything a person can do, each step recorded as it happens."""

from jupyter_analyst.session.session import Session

__all__ = ["Session"]
