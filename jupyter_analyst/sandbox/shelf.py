"""The folder of datasets a sandbox may read."""

from __future__ import annotations

import json
import os
import shutil
from contextlib import suppress
from typing import TYPE_CHECKING

from jupyter_analyst.data import SHELF_INDEX
from jupyter_analyst.data.kept.files import write_private
from jupyter_analyst.errors import disk_error

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def put(folder: Path, offered: Mapping[str, Path]) -> None:
    """Make a shelf offer these datasets and no others; readers see the old state or the new.

    Files are linked, so that they take no room; where that cannot be, they are copied.

    Parameters
    ----------
    folder : Path
        The shelf.
    offered : mapping of str to Path
        The Parquet file of each dataset by its name.

    Raises
    ------
    StorageError
        If a file is gone, or there is no room.
    """
    try:
        names = {name: _placed(folder, file) for name, file in offered.items()}
        write_private(folder / SHELF_INDEX, json.dumps(names, ensure_ascii=False).encode())
        for path in folder.iterdir():
            if path.name not in {SHELF_INDEX, *names.values()}:
                path.unlink(missing_ok=True)
    except OSError as error:
        failure = disk_error(error, doing="offering a dataset to the sandbox")
        raise failure from error


def _placed(folder: Path, file: Path) -> str:
    """Put a file on the shelf, if it is not there; return its name there."""
    found = file.stat()
    path = folder / f"{found.st_ino:x}-{found.st_mtime_ns:x}.parquet"
    if not path.exists():
        with suppress(OSError):
            os.link(file, path)
    if not path.exists():
        with file.open("rb") as source:
            write_private(path, lambda target: shutil.copyfileobj(source, target))
    return path.name
