"""The datasets: which there are, how each was read, and reading it again otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jupyter_analyst.errors import AnalystError
from jupyter_analyst.widgets.base import Panel, module

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from jupyter_analyst.session import Session

_NO_CELLS = "This front end takes no cells"


class DatasetsPanel(Panel):
    """The datasets of a session; one that is opened tells how it was read.

    Parameters
    ----------
    session : Session
        The session it works on.
    """

    _esm = module("datasets.js")

    def __init__(self, session: Session) -> None:
        self._opened = {session.current} - {""}
        self._before = ""  # what was in use when a dataset was removed
        super().__init__(session)

    def record(self) -> dict[str, Any]:
        """Return the datasets, those that are opened with all that is known of them."""
        return self.session.overview(self._opened)

    def handlers(self) -> Mapping[str, Callable[[dict[str, Any]], None]]:
        """Return what is done with a message of the panel, by kind."""
        return {
            **super().handlers(),
            "open": self._open,
            "use": self._use,
            "rename": self._rename,
            "remove": self._remove,
            "restore": self._restore,
            "decide": self._decide,
            "reread": self._reread,
            "put": self._put_line,
        }

    def _open(self, content: dict[str, Any]) -> None:
        """Tell all of a dataset, or no longer."""
        change = self._opened.add if content["open"] else self._opened.discard
        change(content["name"])
        self.refresh()

    def _use(self, content: dict[str, Any]) -> None:
        used = self.session.use(content["name"], content.get("version") or None)
        self._done(f"{used.name} is in use")

    def _rename(self, content: dict[str, Any]) -> None:
        old, new = content["name"], content["to"].strip()
        if old == new:
            return
        if old in self._opened:  # before: what is told follows each step
            self._opened.add(new)
        renamed = self.session.rename(old, new)
        self._done(f"{old} is called {renamed.name} now")

    def _remove(self, content: dict[str, Any]) -> None:
        self._before = self.session.current
        self.session.remove(content["name"])
        self.say("removed", name=content["name"])

    def _restore(self, content: dict[str, Any]) -> None:
        """Bring a dataset back; what was in use before stays in use."""
        name = content["name"]
        self.session.restore(name)
        if self._before not in {"", name}:
            self.session.use(self._before)
        self._done(f"{name} is back")

    def _decide(self, content: dict[str, Any]) -> None:
        """Say which line reads a dataset as it is about to be decided."""
        line, fault = "", ""
        try:
            line = self.session.line_again(content["name"], content["changes"])
        except AnalystError as error:
            fault = str(error)
        self.say("decided", n=content["n"], line=line, fault=fault)

    def _reread(self, content: dict[str, Any]) -> None:
        """Read a dataset otherwise in a new cell; where there are no cells, here."""
        name, changes = content["name"], content["changes"]
        line = self.session.line_again(name, changes)
        run = bool(content["run"])
        if self._put(line, run=run, else_say=not run) or not run:
            return
        found = self.session.read_again(name, **changes)
        self._done(f"{found.name} was read again")

    def _put_line(self, content: dict[str, Any]) -> None:
        self._put(content["line"], run=bool(content["run"]))

    def _put(self, line: str, *, run: bool, else_say: bool = True) -> bool:
        """Put a line into a new cell, and say so; tell whether the notebook takes one."""
        front = self.session.front
        if front is not None and front.insert(line, run=run):
            self._done("Runs in a new cell" if run else "In a new cell")
            return True
        if else_say:
            self.say("ran", words=_NO_CELLS, title="", text=f"Copy this line into one: `{line}`")
        return False

    def _done(self, words: str) -> None:
        self.say("ran", words=words, title="", text="")
