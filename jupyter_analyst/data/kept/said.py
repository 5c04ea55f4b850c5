"""What a person said of columns, kept with the name of a dataset and not with a version of it."""

from __future__ import annotations

import hashlib
import json
import logging
from typing import TYPE_CHECKING

from jupyter_analyst.data.kept.files import sweep, write_private
from jupyter_analyst.data.meaning.told import Told
from jupyter_analyst.data.naming import friendly

if TYPE_CHECKING:
    from pathlib import Path

NOTHING = Told()
"""Of this there is no file."""

_FOLDER = "meaning"
_FORMAT = 1
_LETTERS = 40
_NONSENSE = (ValueError, TypeError, KeyError, AttributeError, RecursionError)
"""What reading a record raises that somebody has edited."""


def read_told(home: Path, name: str) -> Told:
    """Return what was said of a dataset; nothing, if the file is gone or damaged.

    Parameters
    ----------
    home : Path
        Folder of all that is kept.
    name : str
        Name of the dataset.
    """
    try:
        return Told.from_json(json.loads(_file(home, name).read_bytes()))
    except FileNotFoundError:
        return NOTHING
    except _NONSENSE as error:
        logging.getLogger("jupyter_analyst").warning("what was said of columns: %r", error)
        return NOTHING


def write_told(home: Path, name: str, told: Told) -> None:
    """Write what was said of a dataset in one stroke; of nothing there is no file.

    Parameters
    ----------
    home : Path
        Folder of all that is kept; its lock is held.
    name : str
        Name of the dataset.
    told : Told
        All that was said.
    """
    place = _file(home, name)
    if told == NOTHING:
        place.unlink(missing_ok=True)
        return
    sweep(place.parent)
    record = {"format": _FORMAT, "name": name} | told.to_json()
    write_private(place, json.dumps(record, ensure_ascii=False, indent=1).encode())


def rename_told(home: Path, old: str, new: str) -> None:
    """Let what was said of a dataset follow its new name; what was said under it before stays.

    Parameters
    ----------
    home : Path
        Folder of all that is kept; its lock is held.
    old, new : str
        Its name, and the one it got.
    """
    before, there = read_told(home, old), read_told(home, new)
    columns = {**there.columns, **before.columns}
    write_told(home, new, Told(columns, {**there.measures, **before.measures}))
    write_told(home, old, NOTHING)


def _file(home: Path, name: str) -> Path:
    """Return the file of a dataset: names may be longer, or differ less, than those of files."""
    digest = hashlib.sha256(name.encode()).hexdigest()[:12]
    return home / _FOLDER / f"{friendly(name)[:_LETTERS]}-{digest}.json"
