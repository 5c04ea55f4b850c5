"""Which files of this machine are meant: one by its path, many by a pattern or a folder."""

from __future__ import annotations

import glob
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from jupyter_analyst.data.formats.known import SUFFIXES
from jupyter_analyst.data.sources.archive import PACKED
from jupyter_analyst.data.sources.order import natural
from jupyter_analyst.data.sources.packing import bare_name
from jupyter_analyst.errors import ReadError, near
from jupyter_analyst.wording import count, listed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_MOST_FILES = 10_000
_TREE = ".parquet"
"""Only files of this kind are looked for in folders within a folder, as partitions are."""


@dataclass(frozen=True)
class Place:
    """A file, and what tells it from the others.

    Parameters
    ----------
    path : Path
        The file.
    label : str
        Its path from the folder that holds all of them.
    is_copy : bool
        Whether it is but a temporary copy of what is elsewhere.
    """

    path: Path
    label: str
    is_copy: bool = False


def places(source: str | Path) -> list[Place]:
    """Return the files that are meant, in the order people expect; they may not exist.

    Parameters
    ----------
    source : str or Path
        A file, a folder, or a pattern with `*`, `?` or `[...]`; `**` stands for any folders.

    Raises
    ------
    ReadError
        If a pattern fits no file, or a folder holds no table or tables of several formats.
    """
    path = Path(os.path.expanduser(source))  # noqa: PTH111  # Path's raises for an unknown ~user
    if path.is_dir():
        return _labelled(_in_folder(path), path)
    if glob.has_magic(str(path)) and not path.exists():
        return _fitting(path)
    return [Place(path, path.name)]


def _fitting(pattern: Path) -> list[Place]:
    found = glob.iglob(str(pattern), recursive=True)  # noqa: PTH207  # Path's takes no absolute pattern
    paths = _few((Path(name) for name in found if Path(name).is_file()), str(pattern))
    folder = fixed_part(pattern)
    if not paths:
        message = f"There is no file that fits `{pattern}`."
        raise ReadError(message, hint=_near_files(folder, pattern.name), code="file-missing")
    return _labelled(paths, folder)


def fixed_part(pattern: Path) -> Path:
    """Return the folder in which a pattern begins to stand for several.

    Parameters
    ----------
    pattern : Path
        A pattern.

    Examples
    --------
    >>> fixed_part(Path("data/year=*/*.csv")).as_posix()
    'data'
    """
    return next(
        parent for parent in pattern.parents if not glob.has_magic(str(parent))
    )  # the last parent is `.` or `/`


def _near_files(folder: Path, name: str) -> str:
    if not folder.is_dir():
        return f"The folder `{folder}` does not exist."
    names = sorted((one.name for one in folder.iterdir() if one.is_file()), key=natural)
    held = listed([f"`{one}`" for one in names], most=5) if names else "no file"
    return near(name, names) or f"`{folder}` holds {held}."


def _in_folder(folder: Path) -> list[Path]:
    _check_no_lake(folder)
    here = [one for one in folder.iterdir() if one.is_file() and _kind(one.name)]
    deep = (one for one in folder.rglob(f"*{_TREE}") if one.is_file())
    trees = _few((one for one in deep if _is_seen(one.relative_to(folder))), str(folder))
    found = {one for one in here if _is_seen(one.relative_to(folder))}.union(trees)
    kinds = sorted({_kind(one.name) for one in found})
    if not kinds:
        message = f"The folder `{folder}` holds no table that is known by its name."
        hint = f"Give the path of a file, or a pattern such as `{folder / '*.dat'}`."
        raise ReadError(message, hint=hint, code="file-is-folder")
    if len(kinds) > 1:
        message = f"The folder `{folder}` holds files of {len(kinds)} kinds: {_counted(found)}."
        hint = f"Say which, such as `{folder / ('*' + kinds[0])}`."
        raise ReadError(message, hint=hint, code="file-is-folder")
    return list(found)


def _check_no_lake(folder: Path) -> None:
    """Refuse a folder in which a log says which of the files still count.

    Raises
    ------
    ReadError
        If it is one.
    """
    is_delta = (folder / "_delta_log").is_dir()
    if is_delta or any((folder / "metadata").glob("*.metadata.json")):
        lake = "a Delta Lake table" if is_delta else "an Iceberg table"
        message = f"The folder `{folder}` is {lake}, in which not every file counts."
        hint = "Read it with its own library, and load the frame."
        raise ReadError(message, hint=hint, code="file-is-folder")


def _counted(paths: Iterable[Path]) -> str:
    kinds = [_kind(path.name) for path in paths]
    return listed([f"{kinds.count(kind)} `{kind}`" for kind in sorted(set(kinds))], most=8)


def _kind(name: str) -> str:
    """Return the ending that tells what a file is, empty if it is no table."""
    suffixes = (Path(bare_name(name)).suffix.lower(), Path(name).suffix.lower())
    return next((suffix for suffix in suffixes if suffix in SUFFIXES | PACKED), "")


def _is_seen(path: Path) -> bool:
    """Tell whether no part of a path is hidden, as what Spark writes beside its files is."""
    return not any(part.startswith((".", "_")) for part in path.parts)


def _few(paths: Iterator[Path], where: str) -> list[Path]:
    found = []
    for path in paths:
        found.append(path)
        if len(found) > _MOST_FILES:
            message = f"`{where}` stands for more than {count(_MOST_FILES, 'file')}."
            raise ReadError(message, hint="Name fewer of them.", code="files-many")
    return found


def _labelled(paths: Iterable[Path], folder: Path) -> list[Place]:
    found = [Place(path, os.path.relpath(path, folder)) for path in paths]
    return sorted(found, key=lambda place: natural(place.label))
