"""The profile kept beside the stored rows: the same rows have the same profile."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from jupyter_analyst.data.kept.files import write_private
from jupyter_analyst.profile.measure import profile
from jupyter_analyst.profile.record import PROFILE_VERSION, Profile

if TYPE_CHECKING:
    from pathlib import Path

    from jupyter_analyst.data import Dataset


def cached_profile(dataset: Dataset) -> Profile:
    """Return the profile kept for these rows, or make it and keep it.

    Several processes may do so at once: each writes the file in one stroke. A file that is damaged,
    or of another version of the dataset, is made anew; where none can be written, none is kept.

    Parameters
    ----------
    dataset : Dataset
        A dataset; of one that is not stored nothing is kept.

    Raises
    ------
    DataError
        If the dataset has no columns.
    StorageError
        If the stored rows are gone or damaged.
    """
    place = dataset.path and dataset.path.with_name(f"profile-{PROFILE_VERSION}.json")
    known = _read(place, dataset) if place else None
    if known:
        return known
    found = profile(dataset)
    if place:
        with suppress(OSError):  # a full disk or a folder that may only be read
            write_private(place, json.dumps(found.to_json()).encode())
    return found


def _read(place: Path, dataset: Dataset) -> Profile | None:
    """Return what a file says of a dataset, None if it says nothing that can be trusted."""
    try:
        found = Profile.from_json(json.loads(place.read_bytes()))
    except (OSError, ValueError, RecursionError):
        return None
    shape = [(name, column.type, column.kind) for name, column in found.columns.items()]
    if found.version != dataset.version or found.n_rows != dataset.n_rows:
        return None
    if shape != [(column.name, column.type, column.kind) for column in dataset.columns]:
        return None  # someone corrected what a column is
    return replace(found, name=dataset.name, from_cache=True)
