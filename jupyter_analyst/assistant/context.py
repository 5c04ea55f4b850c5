"""What a model is told of the data and the talk so far."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jupyter_analyst.planner import Table
    from jupyter_analyst.sandbox import Variable


@dataclass(frozen=True)
class Context:
    """What a question is about.

    Parameters
    ----------
    table : Table
        The dataset in use as the planner knows it.
    version : str
        Its version.
    others : tuple of str
        Names of the other datasets that can be opened.
    exchanges : tuple of (str, str)
        Earlier questions with their answers, the last one at the end.
    variables : tuple of Variable
        What lives in the sandbox from earlier runs.
    """

    table: Table
    version: str = ""
    others: tuple[str, ...] = ()
    exchanges: tuple[tuple[str, str], ...] = ()
    variables: tuple[Variable, ...] = ()
