"""The store: what was done, in a database that migrates itself."""

from jupyter_analyst.store.database import open_database
from jupyter_analyst.store.sessions import SessionStore

__all__ = ["SessionStore", "open_database"]
