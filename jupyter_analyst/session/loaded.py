"""How a dataset is shown: what it is and how it was read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jupyter_analyst.data import MIMETYPE
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
        "text/html": render("session/dataset.html.j2", dataset=dataset),
        MIMETYPE: dataset.to_json(),
        "text/plain": str(dataset),
    }
