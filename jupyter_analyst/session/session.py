"""The session of a kernel or process: fields and one-line methods; the work is done elsewhere."""

# mypy: disable-error-code="no-any-return"
# (the modules that do the work are imported late)

from __future__ import annotations

import os
import platform
import threading
import uuid
from datetime import UTC, datetime
from functools import cache, cached_property, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jupyter_analyst import wording
from jupyter_analyst.errors import UnknownNameError
from jupyter_analyst.records import SessionInfo
from jupyter_analyst.session.column_words import ColumnWords
from jupyter_analyst.session.dataset_words import DatasetWords
from jupyter_analyst.session.reading_words import ReadingWords
from jupyter_analyst.session.services import Services

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import pandas as pd

    from jupyter_analyst.assistant import Answer, Listener
    from jupyter_analyst.data import Dataset
    from jupyter_analyst.profile import Profile
    from jupyter_analyst.records import Front, Journal
    from jupyter_analyst.session.changed import Watched
    from jupyter_analyst.session.listing import Listing
    from jupyter_analyst.session.sandboxed import SandboxWords
    from jupyter_analyst.settings import Configuration
    from jupyter_analyst.tools import Result


NO_SANDBOX = ("off", "No sandbox yet")
"""Tone and words of a sandbox that was not asked for."""


class Session(DatasetWords, ReadingWords, ColumnWords):
    """All the analyst can do; every tool is a method too.

    Parameters
    ----------
    configuration : Configuration, optional
        The settings; those of files and environment if left out.
    """

    def __init__(self, configuration: Configuration | None = None) -> None:
        self.id = uuid.uuid4().hex
        self.started = datetime.now(UTC)
        self.current = ""
        self.used: dict[str, Dataset] = {}
        self.watched: dict[str, Watched] = {}
        self.answers: list[Answer] = []
        self.front: Front | None = None
        self.watchers: list[Callable[[], None]] = []
        self.asking = threading.Lock()
        self.stopped = threading.Event()
        self.services = Services(configuration)
        self.services.changed = self.changed
        self._n_steps = 0
        self._opened: tuple[Journal, str] | None = None

    def head(self, name: str | None = None, n: int = 5) -> pd.DataFrame:
        """Show the first rows.

        Parameters
        ----------
        name : str
            Name of a dataset; the one in use if left out.
        n : int
            How many rows.
        """
        return self.services.analysis.head(self, name, n)

    def profile(self, name: str | None = None) -> Profile:
        """Show what is in every column, and what is odd about it.

        Parameters
        ----------
        name : str
            Name of a dataset; the one in use if left out.
        """
        return self.services.analysis.profile(self, name)

    def run_tool(
        self, tool: str, data: str | Dataset | pd.DataFrame | None = None, **parameters: Any
    ) -> Result:
        """Run a tool.

        Parameters
        ----------
        tool : str
            Id of the tool.
        data : str, Dataset or DataFrame
            What to run it on; the dataset in use if left out.
        **parameters : object
            The tool's own parameters.
        """
        return self.services.analysis.run_tool(self, tool, data, parameters)

    def ask(
        self, question: str, dataset: str | None = None, *, listener: Listener | None = None
    ) -> Answer:
        """Answer a question in plain words: by code that runs in the sandbox.

        Parameters
        ----------
        question : str
            The question.
        dataset : str
            Name of a dataset; the one in use if left out.
        listener : Listener, optional
            Hears how the answer comes about.
        """
        return self.services.asking.ask(self, question, dataset, listener)

    def stop(self) -> None:
        """Stop the question that is being answered."""
        self.services.asking.stop(self)

    def place(self, answer: Answer, *, after: str = "", then: Callable[[str], None]) -> bool:
        """Put the code of an answer into a new cell; tell whether the notebook takes one.

        Parameters
        ----------
        answer : Answer
            The answer.
        after : str
            Id of the cell above; the active one if empty.
        then : callable
            Called with the id of the new cell once it is there.
        """
        return self.services.asking.place(self, answer, after, then)

    def cell_source(self, answer: Answer) -> str:
        """Return the cell that runs the code of an answer again.

        Parameters
        ----------
        answer : Answer
            The answer.
        """
        return self.services.asking.cell_source(answer)

    def questions(self) -> list[str]:
        """Return questions about the dataset in use that will be understood."""
        return self.services.asking.questions(self)

    @cached_property
    def sandbox(self) -> SandboxWords:
        """The sandbox: `run(code)`, `status()`, `restart()`."""
        return self.services.sandboxed.SandboxWords(self)

    def palette(self) -> dict[str, Any]:
        """Return the tools as forms for the dataset in use, as JSON values."""
        return self.services.palette.palette(self)

    def draft(self, tool: str, given: Mapping[str, Any]) -> dict[str, Any]:
        """Return the line that runs a tool as a form is filled in, and what is wrong with it.

        Parameters
        ----------
        tool : str
            Id of the tool.
        given : mapping
            The values of the form by parameter.
        """
        return self.services.palette.draft(self, tool, given)

    def tools(self, words: str = "") -> Listing:
        """List the tools, or those that have to do with some words.

        Parameters
        ----------
        words : str
            Words to look for in names, titles and summaries.
        """
        return self.services.lists.tools(words)

    def history(self) -> Listing:
        """List what was done in this session."""
        return self.services.lists.history(self)

    def sessions(self) -> Listing:
        """List the sessions that are kept."""
        return self.services.lists.sessions(self)

    def save(self, path: str | Path | None = None, *, overwrite: bool = False) -> Path:
        """Save the session as a notebook that runs from top to bottom.

        Parameters
        ----------
        path : path
            The notebook; named after the dataset if left out.
        overwrite : bool
            Whether a file of another origin may be replaced.
        """
        return self.services.keeping.save(self, path, overwrite=overwrite)

    def report(
        self,
        path: str | Path | None = None,
        *,
        template: str | None = None,
        title: str | None = None,
        include: Sequence[str] = (),
    ) -> Path:
        """Write the session as a report.

        Parameters
        ----------
        path : path
            The report, a docx file; named after the dataset if left out.
        template : str
            Its look; the setting `report_template` if left out.
        title : str
            Its title; that of the session if left out.
        include : list of str
            The parts it has; those of the template if left out.
        """
        return self.services.keeping.report(self, path, template, title, include)

    def config(self, name: str | None = None, value: str | None = None) -> Listing:
        """Show the settings and where each comes from, or set one for this session.

        Parameters
        ----------
        name : str
            A setting.
        value : str
            Its new value.
        """
        return self.services.lists.config(self, name, value)

    def __getattr__(self, name: str) -> Callable[..., Result]:
        """Return the tool called `name`, bound to this session.

        Raises
        ------
        AttributeError
            If there is neither a method nor a tool of that name.
        """
        if name.startswith("_"):
            message = f"{type(self).__name__!r} object has no attribute {name!r}"
            raise AttributeError(message)
        tools = self.services.registry()
        if name not in tools:
            known = [*tools, *(word for word in dir(type(self)) if not word.startswith("_"))]
            error: AttributeError = _UnknownWordError(name, "word", known, where="one of mine")
            raise error

        @wraps(tools[name].function)
        def run(data: str | Dataset | pd.DataFrame | None = None, **parameters: Any) -> Result:
            return self.run_tool(name, data, **parameters)

        return run

    def __repr__(self) -> str:
        """Return what one wants to know at a prompt."""
        in_use = f"`{self.current}` in use" if self.current else "no dataset in use"
        return f"<Session {self.id[:8]}: {wording.count(self._n_steps, 'step')}, {in_use}>"

    def __dir__(self) -> list[str]:
        """Return methods and tools."""
        return [*super().__dir__(), *self.services.registry()]

    @property
    def journal(self) -> Journal:
        """Where this session is written down, from its first step on and under its latest title."""
        opened = (self.services.journal, self.title)
        if opened != self._opened:
            opened[0].open_session(self.info())
            self._opened = opened
        return opened[0]

    @property
    def title(self) -> str:
        """Name of the notebook the kernel belongs to, else of the dataset in use."""
        notebook = os.environ.get("JPY_SESSION_NAME", "")
        return Path(notebook).stem if notebook.endswith(".ipynb") else self.current or "Analysis"

    @property
    def n_answers(self) -> int:
        """How many questions were answered."""
        return len(self.answers)

    def sandbox_words(self) -> tuple[str, str]:
        """Return the tone (ok, busy or off) and the words of the sandbox's state."""
        return self.services.sandboxed.words(self) if self.services.has_sandbox else NO_SANDBOX

    def works_on(self, dataset: Dataset) -> None:
        """Use a dataset from now on.

        Parameters
        ----------
        dataset : Dataset
            The dataset, as it is kept.
        """
        self.current = dataset.name
        self.used[dataset.name] = dataset

    def changed(self) -> None:
        """Tell everyone who shows something of this session that it is no longer so."""
        if self.front is not None:
            self.front.changed()
        for watcher in list(self.watchers):
            watcher()

    def info(self) -> SessionInfo:
        """Return this session as the store lists it."""
        return SessionInfo(self.id, self.title, self.started, os.getpid(), platform.node())

    def next_number(self) -> int:
        """Return the number of the next step."""
        self._n_steps += 1
        return self._n_steps


@cache
def session_of_process() -> Session:
    """Return the one session of this kernel or process, made when it is first asked for."""
    return Session()


class _UnknownWordError(UnknownNameError, AttributeError):
    """A word the analyst does not know; an `AttributeError` too, as `hasattr` expects."""
