"""What a session needs, built and imported when first used, so that the first load is quick."""

from __future__ import annotations

import os
from functools import cached_property
from typing import TYPE_CHECKING

from jupyter_analyst import logs
from jupyter_analyst.errors import guard
from jupyter_analyst.settings import configure

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from types import ModuleType

    from jupyter_analyst.data import Catalog
    from jupyter_analyst.records import Journal
    from jupyter_analyst.sandbox import Sandbox
    from jupyter_analyst.sandbox.remote.gateway import Gateway
    from jupyter_analyst.settings import Configuration, Settings
    from jupyter_analyst.tools import Tool

_KEPT = ("home", "lock_timeout_s")
_RUNS = ("ask_below", "refuse_below", "run_timeout_s", "run_memory_mb", "run_idle_min")
_BUILT_ON = {
    "catalog": _KEPT,
    "journal": _KEPT,
    "sandbox": ("home", *_RUNS, "keep_spare", "sandbox_url"),
}
"""Settings each part is built on."""


class Services:
    """The parts a session works with.

    Parameters
    ----------
    configuration : Configuration, optional
        The settings; those of files and environment if left out.
    """

    def __init__(self, configuration: Configuration | None = None) -> None:
        self.configuration = configuration or configure()
        self.changed: Callable[[], None] = lambda: None
        """Called when a part changes by itself, from any thread."""

    @property
    def settings(self) -> Settings:
        """The settings in force."""
        return self.configuration.settings

    def configure(self, configuration: Configuration) -> None:
        """Go on with other settings; what was built on the old ones is built anew.

        Parameters
        ----------
        configuration : Configuration
            The new settings.
        """
        old, new = self.configuration.settings, configuration.settings
        self.configuration = configuration
        for part, names in _BUILT_ON.items():
            if any(getattr(old, name) != getattr(new, name) for name in names):
                found = vars(self).pop(part, None)
                if part == "sandbox" and found:
                    found.close()

    @cached_property
    def catalog(self) -> Catalog:
        """The datasets that are kept."""
        from jupyter_analyst.data import Catalog

        return Catalog(self._home(), lock_timeout_s=self.settings.lock_timeout_s)

    @cached_property
    def journal(self) -> Journal:
        """Where steps are written down."""
        from jupyter_analyst.store import SessionStore, open_database

        path = self._home() / "analyst.sqlite"
        with guard(f"opening the store {path}"):
            return SessionStore(open_database(path, timeout_s=self.settings.lock_timeout_s))

    @cached_property
    def sandbox(self) -> Sandbox:
        """The kernel that code runs in; it starts with its first run."""
        from jupyter_analyst.sandbox import Limits, Sandbox

        settings = self.settings
        limits = Limits(
            wall_s=settings.run_timeout_s,
            address_space_mib=settings.run_memory_mb,
            idle_s=60 * settings.run_idle_min,
        )
        return Sandbox(
            self._home(),
            limits=limits,
            refuse_below=settings.refuse_below,
            ask_below=settings.ask_below,
            spare=settings.keep_spare == "yes",
            gateway=self._gateway(),
            changed=self._changed,
        )

    def _gateway(self) -> Gateway | None:
        """Return where the sandbox runs, if not here."""
        if not self.settings.sandbox_url:
            return None
        from jupyter_analyst.sandbox.remote.gateway import TOKEN, Gateway

        return Gateway(self.settings.sandbox_url, os.environ.get(TOKEN, ""))

    def _changed(self) -> None:
        self.changed()

    @property
    def has_sandbox(self) -> bool:
        """Whether the sandbox was asked for."""
        return "sandbox" in vars(self)

    @property
    def analysis(self) -> ModuleType:
        """Profile and tools: `session.analysis`."""
        from jupyter_analyst.session import analysis

        return analysis

    @property
    def answered(self) -> ModuleType:
        """Displays of answers: `session.answered`."""
        from jupyter_analyst.session import answered

        return answered

    @property
    def asking(self) -> ModuleType:
        """Questions and answers: `session.asking`."""
        from jupyter_analyst.session import asking

        return asking

    @property
    def datasets(self) -> ModuleType:
        """Names and versions of datasets: `session.datasets`."""
        from jupyter_analyst.session import datasets

        return datasets

    @property
    def derived(self) -> ModuleType:
        """Comparisons, samples, thrifty frames: `session.derived`."""
        from jupyter_analyst.session import derived

        return derived

    @property
    def changed_variables(self) -> ModuleType:
        """Variables datasets were made of: `session.changed`."""
        from jupyter_analyst.session import changed

        return changed

    @property
    def databases(self) -> ModuleType:
        """Tables and queries of databases: `databases.read`."""
        from jupyter_analyst.databases import read

        return read

    @property
    def keeping(self) -> ModuleType:
        """Notebook and report: `session.keeping`."""
        from jupyter_analyst.session import keeping

        return keeping

    @property
    def lists(self) -> ModuleType:
        """Listings: `session.lists`."""
        from jupyter_analyst.session import lists

        return lists

    @property
    def meanings(self) -> ModuleType:
        """What columns mean: `session.meanings`."""
        from jupyter_analyst.session import meanings

        return meanings

    @property
    def palette(self) -> ModuleType:
        """Tools as forms: `session.palette`."""
        from jupyter_analyst.session import palette

        return palette

    @property
    def overview(self) -> ModuleType:
        """Datasets as a list to open, and reading them again: `session.overview`."""
        from jupyter_analyst.session import overview

        return overview

    @property
    def rows(self) -> ModuleType:
        """Grids, and rows that meet conditions: `session.rows`."""
        from jupyter_analyst.session import rows

        return rows

    @property
    def sandboxed(self) -> ModuleType:
        """Runs in the sandbox: `session.sandboxed`."""
        from jupyter_analyst.session import sandboxed

        return sandboxed

    def registry(self) -> dict[str, Tool]:
        """Return all tools by id."""
        from jupyter_analyst.tools import registry

        return registry()

    def _home(self) -> Path:
        """Return the home folder, made private, with the log running in it."""
        home = self.settings.home
        with guard(f"making the folder {home}"):
            home.mkdir(mode=0o700, parents=True, exist_ok=True)
            if home.stat().st_mode & 0o077:
                home.chmod(0o700)
            logs.start(home, self.settings.log_level)
        return home
