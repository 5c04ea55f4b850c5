"""Where the catalog writes: one folder for each version, and an index of names over them.

`data/VERSION/rows.parquet` holds the rows, `dataset.json` beside it all that is known about them
and under which names they were loaded; `catalog.json` is made from these and can be made again.
"""

from __future__ import annotations

import json
import logging
from dataclasses import asdict, dataclass, fields, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Literal

from jupyter_analyst.data.dataset import Dataset
from jupyter_analyst.data.kept import rows
from jupyter_analyst.data.kept.files import write_private
from jupyter_analyst.data.reading import Rejected

if TYPE_CHECKING:
    from pathlib import Path

ROWS = "rows.parquet"
_CARD = "dataset.json"
_INDEX = "catalog.json"
_FORMAT = 1
_NONSENSE = (ValueError, TypeError, KeyError, AttributeError, RecursionError)
"""What reading a record raises that somebody has edited."""


@dataclass(frozen=True)
class Copy:
    """A version as it was kept under a name.

    Parameters
    ----------
    version : str
        The version.
    n_rows, n_columns : int
        Its size.
    origin : str
        Where it came from.
    kept_at : datetime
        When it was last loaded, UTC.
    n_bytes : int
        Size of the stored rows.
    gone : {"", "removed", "erased", "renamed"}
        Why it can no longer be used under this name: put aside, deleted, or called otherwise.
    gone_at : datetime, optional
        Since when, UTC.
    renamed_to : str
        What it is called now, if it was renamed.
    """

    version: str
    n_rows: int
    n_columns: int
    origin: str
    kept_at: datetime
    n_bytes: int
    gone: Literal["", "removed", "erased", "renamed"] = ""
    gone_at: datetime | None = None
    renamed_to: str = ""


Index = dict[str, list[Copy]]
"""Copies by name, in the order they were loaded; of those that are not gone the last is current."""


def folder_of(home: Path, version: str) -> Path:
    """Return the folder of a version.

    Parameters
    ----------
    home : Path
        Folder of all that is kept.
    version : str
        The version.
    """
    return home / "data" / version


def with_copy(index: Index, name: str, copy: Copy) -> Index:
    """Return the index with a copy as the current one of a name.

    Parameters
    ----------
    index : dict
        The index; it is not changed.
    name : str
        Name of the dataset.
    copy : Copy
        What was kept.
    """
    others = [one for one in index.get(name, []) if one.version != copy.version]
    return index | {name: [*others, copy]}


def read_index(home: Path) -> Index:
    """Return the index; if its file is gone or damaged, it is made anew from the folders.

    Parameters
    ----------
    home : Path
        Folder of all that is kept.
    """
    try:
        record = json.loads((home / _INDEX).read_bytes())
        index = {name: [_copy(one) for one in copies] for name, copies in record["names"].items()}
        return {name: copies for name, copies in index.items() if copies}
    except FileNotFoundError:
        return _rebuilt(home)
    except _NONSENSE as error:
        logging.getLogger("jupyter_analyst").warning("catalog made anew after %r", error)
        return _rebuilt(home)


def write_index(home: Path, index: Index) -> None:
    """Write the index.

    Parameters
    ----------
    home : Path
        Folder of all that is kept.
    index : dict
        Copies by name.
    """
    names = {name: [_record(copy) for copy in copies] for name, copies in index.items()}
    write_private(home / _INDEX, _json({"format": _FORMAT, "names": names}))


def read_card(folder: Path, name: str, origin: str) -> Dataset:
    """Return what is known about a version; its rows are not read.

    Parameters
    ----------
    folder : Path
        Its folder.
    name, origin : str
        Name of the dataset and where it came from, for messages.

    Raises
    ------
    StorageError
        If the card is gone or damaged.
    """
    try:
        record = json.loads((folder / _CARD).read_bytes())
        rejected = tuple(Rejected(**row) for row in record["rejected"])
        return replace(Dataset.from_json(record["dataset"]), rejected=rejected)
    except (OSError, *_NONSENSE) as error:
        what = "is gone" if isinstance(error, FileNotFoundError) else "is damaged"
        failure = rows.lost(name, origin, what, folder / _CARD)
        raise failure from error


def write_card(folder: Path, dataset: Dataset, copy: Copy) -> None:
    """Write down what is known about a version, and one more name for it.

    Parameters
    ----------
    folder : Path
        Its folder.
    dataset : Dataset
        What was read; the name is added to those that are there already.
    copy : Copy
        What is kept.
    """
    names = _names_on(folder) | {dataset.name: _record(copy)}
    rejected = [asdict(row) for row in dataset.rejected]
    card = {"dataset": dataset.to_json(), "rejected": rejected, "names": names}
    write_private(folder / _CARD, _json({"format": _FORMAT} | card))


def write_names(folder: Path, copies: dict[str, Copy]) -> None:
    """Write down what became of the names of a version; a card that is gone stays gone.

    Parameters
    ----------
    folder : Path
        Its folder.
    copies : dict
        The names that changed, each with its copy.
    """
    try:
        card = json.loads((folder / _CARD).read_bytes())
        card["names"] = card["names"] | {name: _record(copy) for name, copy in copies.items()}
    except (OSError, *_NONSENSE):
        return
    write_private(folder / _CARD, _json(card))


def _rebuilt(home: Path) -> Index:
    found = [
        (name, _copy(record))
        for card in home.glob(f"data/*/{_CARD}")
        for name, record in _names_on(card.parent).items()
    ]
    index: Index = {}
    for name, copy in sorted(found, key=lambda pair: pair[1].kept_at):
        index = with_copy(index, name, copy)
    return index


def _names_on(folder: Path) -> dict[str, Any]:
    """Return the names on a card; a damaged card has none."""
    try:
        names = json.loads((folder / _CARD).read_bytes())["names"]
        return {name: _record(_copy(record)) for name, record in names.items()}
    except (OSError, *_NONSENSE):
        return {}


def _copy(record: dict[str, Any]) -> Copy:
    numbers = {name: int(record[name]) for name in ("n_rows", "n_columns", "n_bytes")}
    times = {
        name: datetime.fromisoformat(record[name]).astimezone(UTC)
        for name in ("kept_at", "gone_at")
        if name == "kept_at" or record.get(name)
    }
    return Copy(**record | numbers | times)


def _record(copy: Copy) -> dict[str, Any]:
    """Return a copy as JSON values, without what has its usual value."""
    usual = {field.name: field.default for field in fields(copy)}
    told = {name: value for name, value in asdict(copy).items() if value != usual[name]}
    return {
        name: value.isoformat() if isinstance(value, datetime) else value
        for name, value in told.items()
    }


def _json(record: dict[str, Any]) -> bytes:
    return json.dumps(record, ensure_ascii=False, indent=1).encode()
