"""DuckDB kept to what the sandbox may use: by itself it believes it has the whole machine."""

from __future__ import annotations

import functools
import os
import sys
from importlib.abc import Loader, MetaPathFinder
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence
    from importlib.machinery import ModuleSpec
    from types import ModuleType

_MODULE = "duckdb"
_BOUNDS = {
    "memory_limit": "ANALYST_ENGINE_MEMORY",
    "temp_directory": "ANALYST_ENGINE_SCRATCH",
    "threads": "ANALYST_ENGINE_THREADS",
}


_QUIET = "set enable_progress_bar = false"
"""It would be a widget, and those stay inside."""


def bounds() -> dict[str, str]:
    """Return the settings of DuckDB that the environment gives, by their names."""
    return {name: os.environ[given] for name, given in _BOUNDS.items() if given in os.environ}


def environment(memory_mib: float, scratch: str, threads: int) -> dict[str, str]:
    """Return the environment in which `bounds` finds these settings.

    Parameters
    ----------
    memory_mib : float
        Memory it may use, in MiB; more goes to files.
    scratch : str
        Folder for those files.
    threads : int
        Threads it may use.
    """
    values = {"memory_limit": f"{memory_mib:.0f}MiB", "temp_directory": scratch}
    values["threads"] = str(threads)
    return {_BOUNDS[name]: value for name, value in values.items()}


def bound() -> None:
    """See to it that DuckDB is bounded as soon as somebody imports it."""
    sys.meta_path.insert(0, _Finder())


class _Finder(MetaPathFinder):
    def find_spec(
        self,
        fullname: str,
        path: Sequence[str] | None,  # noqa: ARG002  # Python's protocol
        target: ModuleType | None = None,  # noqa: ARG002
    ) -> ModuleSpec | None:
        """Return DuckDB's own spec, with a loader that bounds it; nothing for other modules."""
        if fullname != _MODULE:
            return None
        sys.meta_path.remove(self)
        spec = find_spec(_MODULE)
        if spec and spec.loader:
            spec.loader = _Loader(spec.loader)
        return spec


class _Loader(Loader):
    def __init__(self, loader: Loader) -> None:
        self._loader = loader

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        """Make the module as its own loader does."""
        return self._loader.create_module(spec)

    def exec_module(self, module: ModuleType) -> None:
        """Load it, then bound the connection it has and those it will make."""
        self._loader.exec_module(module)
        connect = module.connect

        @functools.wraps(connect)
        def _bounded(*given: Any, config: dict[str, Any] | None = None, **named: Any) -> Any:
            connection = connect(*given, config={**bounds(), **(config or {})}, **named)
            connection.execute(_QUIET)
            return connection

        module.connect = _bounded  # type: ignore[attr-defined]
        module.execute(_QUIET)
        for name, value in bounds().items():
            module.execute(f"set {name} = '{value}'")
