"""How a dataset is shown: what it is and how it was read."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from jupyter_analyst.data import MIMETYPE
from jupyter_analyst.data.typed import as_typed
from jupyter_analyst.markup import render

if TYPE_CHECKING:
    from jupyter_analyst.data import Dataset


def dataset_bundle(dataset: Dataset) -> dict[str, Any]:
    """Return a dataset by MIME type.

    Parameters
    ----------
    dataset : Dataset
        The dataset.
    """
    return {
        "text/html": render("session/dataset.html.j2", dataset=dataset, doubts=_doubts(dataset)),
        **dataset_outputs(dataset),
    }


def dataset_outputs(dataset: Dataset) -> dict[str, Any]:
    """Return what the record keeps of a dataset: its data and its plain text.

    Parameters
    ----------
    dataset : Dataset
        The dataset; of its origin only the file's name is told, for notebooks get passed on.
    """
    record = dataset.to_json() | {"origin": Path(dataset.origin).name}
    return {MIMETYPE: record, "text/plain": told(dataset)}


def told(dataset: Dataset) -> str:
    """Return what a dataset is, how it was read and what of that is to be checked, as lines.

    Parameters
    ----------
    dataset : Dataset
        The dataset.
    """
    doubts = (f"Check: {doubt}" for doubt in _doubts(dataset))
    return "\n".join((str(dataset), dataset.reading.sentence(), *doubts))


def _doubts(dataset: Dataset) -> list[str]:
    """Return what is to be checked, with the options as they are typed."""
    return [as_typed(doubt) for doubt in dataset.reading.doubts]
