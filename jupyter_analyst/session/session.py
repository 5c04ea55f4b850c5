"""The session of a kernel or process: fields and one-line methods; the work is done elsewhere."""

# mypy: disable-error-code="no-any-return"
# (the modules that do the work are imported late)

from __future__ import annotations

import os
import platform
import uuid
from datetime import UTC, datetime
from functools import cache, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jupyter_analyst import wording
from jupyter_analyst.errors import UnknownNameError
from jupyter_analyst.records import SessionInfo
from jupyter_analyst.session import loading
from jupyter_analyst.session.services import Services

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import pandas as pd
    import pyarrow as pa

    from jupyter_analyst.data import Dataset
    from jupyter_analyst.profile import Profile
    from jupyter_analyst.records import Journal
    from jupyter_analyst.session.listing import Listing
    from jupyter_analyst.settings import Configuration
    from jupyter_analyst.tools import Result


class Session:
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
        self.services = Services(configuration)
        self._n_steps = 0
        self._opened: tuple[Journal, str] | None = None

    def load(  # noqa: PLR0913  # one keyword for each thing a person can override
        self,
        source: str | Path | pd.DataFrame | pa.Table,
        name: str | None = None,
        *,
        encoding: str | None = None,
        delimiter: str | None = None,
        decimal: str | None = None,
        thousands: str | None = None,
        header: bool | None = None,
        quote: str | None = None,
        nulls: Sequence[str] | None = None,
        types: Mapping[str, str] | None = None,
    ) -> Dataset:
        """Read a file or frame, keep it, and use it from now on.

        Parameters
        ----------
        source : path or frame
            A CSV or Parquet file, or a pandas or Arrow table.
        name : str
            What it is called from now on; taken from the file if left out.
        encoding : str
            Character encoding; found out if left out.
        delimiter : str
            What stands between the columns; found out if left out.
        decimal : str
            Decimal mark; found out if left out.
        thousands : str
            Thousands mark; found out if left out.
        header : bool
            Whether the first row holds the names; found out if left out.
        quote : str
            What stands around texts; found out if left out.
        nulls : list of str
            Spellings that mean a missing value; found out if left out.
        types : mapping
            Kinds of columns by name (number, text, boolean, date, dmy, mdy); found out if left out.
        """
        reading = {
            "encoding": encoding,
            "delimiter": delimiter,
            "decimal": decimal,
            "thousands": thousands,
            "header": header,
            "quote": quote,
            "nulls": nulls,
            "types": types,
        }
        chosen = {key: value for key, value in reading.items() if value is not None}
        return loading.load(self, source, name, chosen)

    def use(self, name: str, version: str | None = None) -> Dataset:
        """Use a dataset that is kept from now on.

        Parameters
        ----------
        name : str
            Its name.
        version : str
            One of its versions; the newest if left out.
        """
        return loading.use(self, name, version)

    def dataset(self, name: str | None = None) -> Dataset:
        """Return a dataset that is kept, or the one in use.

        Parameters
        ----------
        name : str
            Its name; the one in use if left out.
        """
        return loading.find(self, name)

    def datasets(self) -> Listing:
        """List the datasets that are kept."""
        return self.services.lists.datasets(self)

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
