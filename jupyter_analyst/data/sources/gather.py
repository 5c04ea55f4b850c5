"""From what a person gives to the files that are read."""

from __future__ import annotations

import glob
import os
import re
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import takewhile
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from jupyter_analyst.data.formats.checks import check_place
from jupyter_analyst.data.formats.file import File
from jupyter_analyst.data.formats.known import SUFFIXES
from jupyter_analyst.data.naming import friendly
from jupyter_analyst.data.sources.address import fetched, is_address
from jupyter_analyst.data.sources.clipboard import WORD, pasted
from jupyter_analyst.data.sources.packing import bare_name, unpacked
from jupyter_analyst.data.sources.places import Place, places
from jupyter_analyst.data.sources.scratch import Scratch
from jupyter_analyst.errors import ReadError
from jupyter_analyst.masking import masked
from jupyter_analyst.wording import listed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from jupyter_analyst.data.options import Options
    from jupyter_analyst.data.sources.piece import Piece

_NUMBERING = re.compile(r"[\W\d_]+$")
_SHORTEST = 2
_SAID = 3


@dataclass(frozen=True)
class Gathered:
    """The files of a source, ready to be read.

    Parameters
    ----------
    pieces : tuple of Piece
        The files, at least one.
    name : str
        What the dataset may be called.
    origin : str
        Where the rows are from, without secrets.
    """

    pieces: tuple[Piece, ...]
    name: str
    origin: str


@contextmanager
def gathered(
    source: str | Path | Sequence[str | Path], given: Options, max_mb: float | None
) -> Iterator[Gathered]:
    """Bring together what a source stands for; what is fetched or unpacked is gone afterwards.

    Parameters
    ----------
    source : str, Path or sequence of these
        A file, folder or pattern, an address, the word `clipboard`, or several of them.
    given : Options
        What a person decided.
    max_mb : float, optional
        Most that is read in all, in megabytes, counted as it is when unpacked.

    Raises
    ------
    ReadError
        If something is missing, too large, damaged or unsafe.
    UnknownNameError
        If an archive does not hold the member that is asked for.
    """
    with Scratch(max_mb) as scratch:
        found = list(dict.fromkeys(_found(source, scratch)))
        pieces = [piece for place in found for piece in _pieces(place, given, scratch, max_mb)]
        _check_member(given.member, pieces, found[0].label)
        name = _name(source, found, given.member)
        yield Gathered(_numbered(pieces), name, _origin(source, found))


def _check_member(member: str | None, pieces: Iterable[Piece], label: str) -> None:
    """Check that a member is only asked for where there is an archive.

    Raises
    ------
    ReadError
        If there is none.
    """
    if member is not None and not any("zip" in piece.packing for piece in pieces):
        message = f"`member` is {member!r}, and `{label}` is no archive."
        raise ReadError(message, hint="Leave it out.", code="option-wrong")


def again(source: object, origin: str) -> str | list[str] | None:
    """Return what to give to read the same once more, None where that cannot be.

    Parameters
    ----------
    source : object
        What was given.
    origin : str
        What the dataset says of where it is from.
    """
    if not origin:  # rows in memory
        return None
    if isinstance(source, list | tuple):
        each = [again(one, _shown(one)) for one in source]
        return None if None in each else [str(one) for one in each]
    if source == WORD or (is_address(source) and origin != source):  # a secret was masked
        return None
    return origin


def _found(source: str | Path | Sequence[str | Path], scratch: Scratch) -> list[Place]:
    if isinstance(source, list | tuple):
        return _of_all(source, scratch)
    if source == WORD:
        return [Place(pasted(scratch).path, WORD, is_copy=True)]
    if isinstance(source, str) and is_address(source):
        file = fetched(source, scratch)
        return [Place(file.path, file.name, is_copy=True)]
    if isinstance(source, str | Path):
        return places(source)
    message = f"A value of type `{type(source).__name__}` is no file; the path of one was expected."
    raise ReadError(message, hint="Give a path as text.", code="source-unknown")


def _of_all(sources: Sequence[str | Path], scratch: Scratch) -> list[Place]:
    """Return the files of several sources, in the order in which they were given.

    Raises
    ------
    ReadError
        If there is none.
    """
    found = [place for one in sources for place in _found(one, scratch)]
    if not found:
        message = "The list of files is empty; at least one was expected."
        raise ReadError(message, hint="Give the paths.", code="source-unknown")
    folder = _shared_folder(found)
    if folder is None or any(place.label != place.path.name for place in found):
        return found
    return [Place(place.path, os.path.relpath(place.path, folder)) for place in found]


def _shared_folder(found: Sequence[Place]) -> str | None:
    """Return the folder that holds all files, None if one is but a temporary copy."""
    if any(place.is_copy for place in found):
        return None
    return os.path.commonpath([place.path.absolute().parent for place in found])


def _pieces(place: Place, given: Options, scratch: Scratch, max_mb: float | None) -> list[Piece]:
    check_place(place.path, max_mb)
    file = File(place.path, place.path.name, max_mb)
    pieces = unpacked(file, given, scratch, place.label)
    for piece in pieces:
        scratch.count(piece.file, "The files have together")
        if piece.packing:
            check_place(piece.file.path)
    return pieces


def _numbered(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """Return the pieces with labels that are all different."""
    made: dict[str, Piece] = {}
    for piece in pieces:
        label, number = piece.label, 1
        while label in made:
            number += 1
            label = f"{piece.label} ({number})"
        made[label] = replace(piece, label=label)
    return tuple(made.values())


def _name(source: object, found: Sequence[Place], member: str | None) -> str:
    if len(found) > 1:
        return friendly(_shared_name(source, found))
    if member is not None and not glob.has_magic(member):
        return friendly(_stem(PurePath(member).name))
    return friendly(_stem(found[0].path.name))


def _shared_name(source: object, found: Sequence[Place]) -> str:
    """Return how the names of all files begin, else the name of their folder."""
    if isinstance(source, str | Path) and Path(source).is_dir():
        return Path(source).resolve().name
    stems = [_stem(place.path.name) for place in found]
    pairs = zip(min(stems), max(stems), strict=False)  # these two differ the earliest
    same = takewhile(lambda pair: pair[0] == pair[1], pairs)
    begin = _NUMBERING.sub("", "".join(first for first, _ in same))
    return begin if len(begin) >= _SHORTEST else PurePath(_shared_folder(found) or "").name


def _stem(name: str) -> str:
    """Return the name of a file without its ending, and without that of how it is packed."""
    bare = bare_name(name)
    is_stem = bare != name and PurePath(bare).suffix.lower() not in SUFFIXES
    return bare if is_stem else PurePath(bare).stem


def _origin(source: object, found: Sequence[Place]) -> str:
    if not isinstance(source, list | tuple):
        return _shown(source)
    folder = _shared_folder(found)
    if folder is None:
        return listed([_shown(one) for one in source], most=_SAID)
    return os.path.join(folder, listed([place.label for place in found], most=_SAID))  # noqa: PTH118  # text


def _shown(source: object) -> str:
    if is_address(source):
        return masked(str(source))
    if source == WORD:
        return f"the {WORD}"
    return os.path.abspath(os.path.expanduser(str(source)))  # noqa: PTH100, PTH111  # as `places`
