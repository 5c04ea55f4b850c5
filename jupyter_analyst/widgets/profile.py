"""The profile of a dataset, to sort, filter and open."""

from __future__ import annotations

import contextvars
import threading
from functools import partial
from typing import TYPE_CHECKING, Any

from jupyter_analyst import wording
from jupyter_analyst.errors import AnalystError, guard
from jupyter_analyst.signature import quoted
from jupyter_analyst.widgets.base import Panel, module
from jupyter_analyst.widgets.detail import detail, given
from jupyter_analyst.widgets.outline import outline

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from jupyter_analyst.data import Dataset
    from jupyter_analyst.profile import Profile
    from jupyter_analyst.session import Session

_QUICK_S = 0.3
"""A profile that is kept comes within this time, and then nothing flashes."""

_NO_CELLS = "This front end takes no cells. Copy the line into one:"


class ProfilePanel(Panel):
    """The profile of a dataset.

    It is made, or read where it is kept, in a thread of its own: the panel says so meanwhile. To
    look at it is no step of the session.

    Parameters
    ----------
    session : Session
        The session it works on.
    about : str
        Name of the dataset; the one in use, whichever that is, if empty.
    """

    _esm = module("profile.js")

    def __init__(self, session: Session, about: str = "") -> None:
        self._about = about
        self._key: object = None  # what is shown, or on its way: the rows and what was said of them
        self._profile: Profile | None = None
        self._outcome: dict[str, Any] = {}  # the fields of the record that settle it
        self._ended = threading.Event()
        self._is_made = False
        super().__init__(session)
        self._is_made = True
        self.refresh()

    def record(self) -> dict[str, Any]:
        """Return the profile, or why there is none yet."""
        found: dict[str, Any] = {"dataset": self._about or self.session.current}
        found |= {"size": "", "version": "", "line": "", "n_columns": 0}
        found |= {"busy": False, "profile": None, "fault": None}
        try:
            dataset = self._dataset()
            key = self._key_of(dataset)
            found |= self._head(dataset)
        except AnalystError as error:
            self._key = None
            return {**found, "fault": _said(error)}
        if self._is_made and key != self._key:
            self._begin(key, dataset)
        if not self._ended.wait(_QUICK_S if self._is_made else 0):
            return {**found, "busy": True}
        return found | self._outcome

    def handlers(self) -> Mapping[str, Callable[[dict[str, Any]], None]]:
        """Return what is done with a message of the panel, by kind."""
        own = {"again": self._again, "column": self._column, "insert": self._insert}
        return {**super().handlers(), **own}

    def _dataset(self) -> Dataset:
        return self.session.dataset(self._about or None)

    def _head(self, dataset: Dataset) -> dict[str, Any]:
        """Return what is said of a dataset before its profile is there."""
        n_columns = len(dataset.columns)
        size = f"{wording.count(dataset.n_rows, 'row')} × {wording.count(n_columns, 'column')}"
        versions = self.session.services.catalog.versions(dataset.name)
        number = versions.index(dataset.version) + 1 if dataset.version in versions else 0
        return {
            "size": size,
            "version": f"v{number}" if number else "",  # as people count
            "line": f"%analyst profile {quoted(dataset.name)}",
            "n_columns": n_columns,
        }

    def _key_of(self, dataset: Dataset) -> object:
        """Return what a profile depends on: the rows, and what a person said of them."""
        told = self.session.services.catalog.told(dataset.name)
        return dataset.name, dataset.version, dataset.columns, told

    def _begin(self, key: object, dataset: Dataset) -> None:
        """Begin to profile a dataset; one that is no longer wanted is left to its thread."""
        self._key, self._profile, self._outcome = key, None, {}
        self._ended = ended = threading.Event()
        work = partial(contextvars.copy_context().run, self._make, dataset, ended)
        threading.Thread(target=work, name="analyst-profile", daemon=True).start()

    def _make(self, dataset: Dataset, ended: threading.Event) -> None:
        profile: Profile | None = None
        outcome: dict[str, Any]
        try:
            with guard(f"profiling `{dataset.name}`"):
                profile = self.session.services.analysis.profiled(self.session, dataset)
                outcome = {"profile": outline(profile)}
        except AnalystError as error:
            outcome = {"fault": _said(error)}
        if self._ended is ended:  # no other dataset is wanted meanwhile
            self._profile, self._outcome = profile, outcome
            ended.set()
            self.refresh()

    def _again(self, _: dict[str, Any]) -> None:
        """Profile anew; what is kept of these rows is still right."""
        with self.lock:
            self._key = None
        self.refresh()

    def _column(self, content: dict[str, Any]) -> None:
        """Say what opens below a column; one of an earlier dataset is no longer asked for."""
        name = content["column"]
        profile = self._profile
        if profile is None or name not in profile.columns:
            return
        dataset = self._dataset()
        meant = self.session.services.meanings.meant(self.session, dataset)
        meaning = next((one for one in meant if one.name == name), None)
        found = detail(profile.columns[name], meaning, self._palette(dataset))
        self.say("detail", column=name, detail=found)

    def _insert(self, content: dict[str, Any]) -> None:
        """Put a line into a new cell; where there are no cells, say it so that it can be copied."""
        column = content["column"]
        source = self._source(column, content["tool"])
        front = self.session.front
        is_there = front is not None and front.insert(source)
        words = "In a new cell" if is_there else _NO_CELLS
        self.say("inserted", column=column, words=words, source="" if is_there else source)

    def _source(self, column: str, tool: str) -> str:
        """Return the code of the profile, of one column of it, or of a tool on that column."""
        dataset = self._dataset()
        if tool:
            form = given(self._palette(dataset), tool, column)
            return str(self.session.draft(tool, form)["line"])
        if not column:
            return f"%analyst profile {quoted(dataset.name)}"
        begin = "from jupyter_analyst import analyst\n\n"
        return f"{begin}analyst.profile({dataset.name!r}).to_frame().loc[{column!r}]"

    def _palette(self, dataset: Dataset) -> dict[str, Any]:
        """Return the tools as forms; none for a dataset they would not work on."""
        return self.session.palette() if dataset.name == self.session.current else {"tools": []}


def _said(error: AnalystError) -> dict[str, str]:
    return {"text": error.message, "hint": error.hint, "code": error.code}
