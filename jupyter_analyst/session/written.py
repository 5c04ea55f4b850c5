"""A file that was written, shown as a link."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jupyter_analyst.markup import render


@dataclass(frozen=True)
class Written(os.PathLike[str]):
    """A file that was written; it can be used as a path.

    Parameters
    ----------
    path : Path
        Where it lies.
    done : str
        What was done, such as ``"Saved 9 steps to"``.
    """

    path: Path
    done: str

    def __fspath__(self) -> str:
        """Return the path as text."""
        return str(self.path)

    def __str__(self) -> str:
        """Return what was done, with the path as seen from the current folder."""
        return f"{self.done} {self._link() or self.path}"

    def bundle(self) -> dict[str, str]:
        """Return it as HTML with a link from the current folder, and as text."""
        return {
            "text/html": render("session/written.html.j2", written=self, link=self._link()),
            "text/plain": str(self),
        }

    def _link(self) -> str:
        """Return the path from the current folder if it lies in it; only such links work in Lab."""
        here = Path.cwd()
        return self.path.relative_to(here).as_posix() if self.path.is_relative_to(here) else ""

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:  # noqa: ARG002  # IPython's protocol
        """Return what a notebook shows."""
        return self.bundle()
