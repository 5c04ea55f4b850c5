"""Make a notebook from cells and what they showed."""

from __future__ import annotations

import platform
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, cast

from jupyter_analyst._version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable

    from nbformat import NotebookNode

KEY = "jupyter_analyst"
"""The key under which notebooks and cells carry what we know about them."""

MAGIC = "%%analyst sandbox"
"""First line of a cell whose code runs in the sandbox."""

Bundle = Mapping[str, Any]
"""One displayed output: mimetype to text or JSON value."""

Output = Mapping[str, Any]
"""One output as nbformat 4 spells it."""

_NOT_IN_IDS = re.compile(r"[^a-zA-Z0-9_-]+")
_LONGEST_ID = 60  # the format allows 64; four are left for a counter


@dataclass(frozen=True)
class Cell:
    """A cell of a notebook before it is one.

    Parameters
    ----------
    kind : {"markdown", "code"}
        What it holds.
    source : str
        Its text.
    outputs : tuple of mapping
        What it showed, as nbformat 4 spells outputs; of code cells only.
    step : str
        What it belongs to, such as ``"3"``; its id is made from it, so that the same step keeps its
        id when the notebook is written again.
    metadata : mapping
        What we know about it (kind, dataset, version, caption), kept under `KEY`.
    tags : tuple of str
        Tags other programs read; ``"analyst-skip"`` keeps a cell out of reports.
    """

    kind: Literal["markdown", "code"]
    source: str
    outputs: tuple[Output, ...] = ()
    step: str = ""
    metadata: Mapping[str, Any] = field(default_factory=dict)
    tags: tuple[str, ...] = ()


def build(
    title: str, cells: Iterable[Cell], *, session: str = "", author: str = ""
) -> NotebookNode:
    """Return a notebook (format 4.5) for the Python kernel.

    Parameters
    ----------
    title : str
        What it is about; the title of reports made from it.
    cells : iterable of Cell
        Its cells in order.
    session : str
        Id of the session it was recorded in.
    author : str
        Who made it, if reports shall say so.
    """
    from nbformat import from_dict

    sources = list(cells)
    counts = iter(range(1, len(sources) + 1))
    whole = {
        "nbformat": 4,
        "nbformat_minor": 5,
        "metadata": _about(title, session, author),
        "cells": [
            {"id": id_} | (_note(cell) if cell.kind == "markdown" else _code(cell, next(counts)))
            for cell, id_ in zip(sources, _ids(sources), strict=True)
        ],
    }
    return cast("NotebookNode", from_dict(whole))  # type: ignore[no-untyped-call]  # partly typed


def displayed(bundle: Bundle, metadata: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Return something that was displayed as an output of a cell.

    Parameters
    ----------
    bundle : mapping
        Its forms: mimetype to data.
    metadata : mapping, optional
        What is known about it.
    """
    return {"output_type": "display_data", "metadata": dict(metadata or {}), "data": dict(bundle)}


def _about(title: str, session: str, author: str) -> dict[str, Any]:
    about = {"title": title, "session": session, "made_with": f"jupyter_analyst {__version__}"}
    return {
        "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"},
        "language_info": {"name": "python", "version": platform.python_version()},
        "title": title,
        KEY: about,
    } | ({"authors": [{"name": author}]} if author else {})


def _note(cell: Cell) -> dict[str, Any]:
    return {"cell_type": "markdown", "source": cell.source, "metadata": _metadata(cell)}


def _code(cell: Cell, count: int) -> dict[str, Any]:
    return {
        "cell_type": "code",
        "source": cell.source,
        "metadata": _metadata(cell),
        "execution_count": count,
        "outputs": [dict(output) for output in cell.outputs],
    }


def _metadata(cell: Cell) -> dict[str, Any]:
    known = ({"step": cell.step} if cell.step else {}) | dict(cell.metadata)
    tags = {"tags": list(cell.tags)} if cell.tags else {}
    return ({KEY: known} if known else {}) | tags


def _ids(cells: list[Cell]) -> list[str]:
    """Return ids that are unique and the same each time the same steps are written."""
    seen: Counter[str] = Counter()
    ids = []
    for cell in cells:
        name = _NOT_IN_IDS.sub("-", f"step-{cell.step}" if cell.step else f"cell-{cell.kind}")
        name = name[:_LONGEST_ID]
        seen[name] += 1
        ids.append(name if seen[name] == 1 else f"{name}__{seen[name]}")
    return ids
