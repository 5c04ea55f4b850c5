"""What becomes of the index when a dataset is renamed, removed or brought back.

Nothing is written here: each function returns a new index, or the error that says what is known.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from jupyter_analyst.errors import DataError, UnknownNameError

if TYPE_CHECKING:
    from datetime import datetime

    from jupyter_analyst.data.kept.shelf import Copy, Index

_LOAD = "Load it first, with `%analyst load FILE`."


def present(index: Index) -> Index:
    """Return the copies that can be used, of the names that have any.

    Parameters
    ----------
    index : dict
        The index.
    """
    found = {name: [copy for copy in copies if not copy.gone] for name, copies in index.items()}
    return {name: copies for name, copies in found.items() if copies}


def restorable(index: Index) -> list[str]:
    """Return the names under which something was removed and not yet erased.

    Parameters
    ----------
    index : dict
        The index.
    """
    return [
        name for name, copies in index.items() if any(copy.gone == "removed" for copy in copies)
    ]


def renamed(index: Index, old: str, new: str, now: datetime) -> Index:
    """Return the index with a dataset, and what was removed of it, under another name.

    Parameters
    ----------
    index : dict
        The index.
    old, new : str
        Its name, and the one it gets.
    now : datetime
        When, UTC.

    Raises
    ------
    UnknownNameError
        If there is no such dataset.
    DataError
        If another dataset is called so.
    """
    if old not in present(index):
        failure = unknown_name(index, old)
        raise failure
    live, taken = _versions(index, old, ""), _versions(index, new, "")
    # the very same data under that name is what a notebook finds that is run again
    if old == new or not (taken <= live or live <= taken):
        message = f"A dataset is called `{new}` already; `{old}` stays as it is."
        hint = f"Choose another name, or type `%analyst remove {new}` first."
        raise DataError(message, hint=hint, code="name-taken")
    known = [copy for copy in index[old] if copy.gone != "renamed"]
    moved = [copy for copy in known if copy.version in live or copy.version not in taken]
    versions = {copy.version for copy in moved}
    others = [copy for copy in index.get(new, []) if copy.version not in versions]
    was = [replace(copy, gone="renamed", gone_at=now, renamed_to=new) for copy in known]
    return index | {old: was, new: [*others, *moved]}


def removed(index: Index, name: str, version: str | None, now: datetime, *, forever: bool) -> Index:
    """Return the index without a dataset or one of its versions.

    Parameters
    ----------
    index : dict
        The index.
    name : str
        Name of the dataset.
    version : str or None
        One of its versions; None for all.
    now : datetime
        When, UTC.
    forever : bool
        Whether it cannot be brought back; what was removed before is erased too.

    Raises
    ------
    UnknownNameError
        If there is nothing of that name or version.
    """
    states = ("", "removed") if forever else ("",)
    chosen = _versions(index, name, *states)
    if not chosen:
        failure = unknown_name(index, name)
        raise failure
    if version is not None and version not in chosen:
        failure = unknown_version(index, name, version)
        raise failure
    chosen &= chosen if version is None else {version}
    mark = partial(replace, gone="erased" if forever else "removed", gone_at=now)
    marked = [mark(one) if one.version in chosen else one for one in index[name]]
    return index | {name: marked}


def _versions(index: Index, name: str, *states: str) -> set[str]:
    """Return the versions of a dataset that are in some states; empty says there."""
    return {copy.version for copy in index.get(name, []) if copy.gone in states}


def restored(index: Index, name: str, version: str | None) -> Index:
    """Return the index with what was removed at its old place.

    Parameters
    ----------
    index : dict
        The index.
    name : str
        The name it had.
    version : str or None
        One version; None for all that were removed.

    Raises
    ------
    UnknownNameError
        If nothing of that name or version can be brought back.
    """
    chosen = _versions(index, name, "removed")
    if not chosen:
        known = restorable(index)
        raise UnknownNameError(
            name, "dataset", known, where="among the removed ones", hint=_told(index, name)
        )
    if version is not None and version not in chosen:
        raise UnknownNameError(
            version, "version", sorted(chosen), where=f"among the removed ones of `{name}`"
        )
    chosen &= chosen if version is None else {version}
    there = partial(replace, gone="", gone_at=None)
    return index | {name: [there(one) if one.version in chosen else one for one in index[name]]}


def differing(before: Index, after: Index) -> dict[str, dict[str, Copy]]:
    """Return the copies that are not what they were, by version and then by name.

    Parameters
    ----------
    before, after : dict
        The index, and what it became.
    """
    found: dict[str, dict[str, Copy]] = defaultdict(dict)
    for name, copies in after.items():
        known = set(before.get(name, []))
        for copy in copies:
            if copy not in known:
                found[copy.version][name] = copy
    return dict(found)


def unused(index: Index) -> set[str]:
    """Return the versions that were erased under one name and are there under no other.

    Parameters
    ----------
    index : dict
        The index.
    """
    copies = [copy for all_ in index.values() for copy in all_]
    erased = {copy.version for copy in copies if copy.gone == "erased"}
    return erased - {copy.version for copy in copies if copy.gone in {"", "removed"}}


def unknown_name(index: Index, name: str) -> UnknownNameError:
    """Return the error for a name that cannot be used, with what became of it.

    Parameters
    ----------
    index : dict
        The index.
    name : str
        The name.
    """
    copies = index.get(name, [])
    if not copies:
        known = present(index)
        return UnknownNameError(name, "dataset", known, where="in the catalog", hint=_LOAD)
    where = f"in the catalog: it was {_what(copies[-1])}"
    return UnknownNameError(name, "dataset", (), where=where, hint=_next(name, copies, None))


def unknown_version(index: Index, name: str, version: str) -> UnknownNameError:
    """Return the error for a version that cannot be used, with what became of it.

    Parameters
    ----------
    index : dict
        The index.
    name : str
        Name of the dataset.
    version : str
        The version.
    """
    copies = [copy for copy in index.get(name, []) if copy.version == version]
    if not copies:
        known = [copy.version for copy in present(index).get(name, [])]
        return UnknownNameError(version, "version", known, where=f"one of `{name}`")
    where = f"one of `{name}`: it was {_what(copies[-1])}"
    return UnknownNameError(version, "version", (), where=where, hint=_next(name, copies, version))


def _what(copy: Copy) -> str:
    """Return what became of a copy and when, in words."""
    when = f" on {copy.gone_at.astimezone():%Y-%m-%d at %H:%M}" if copy.gone_at else ""
    to = f" to `{copy.renamed_to}`" if copy.renamed_to else ""
    deleted = ", its rows deleted," if copy.gone == "erased" else ""
    return f"{'removed' if copy.gone == 'erased' else copy.gone}{to}{deleted}{when}"


def _next(name: str, copies: list[Copy], version: str | None) -> str:
    """Return what to do about copies that are gone."""
    last = copies[-1]
    option = f" --version {version}" if version else ""
    if last.gone == "renamed":
        return f"Type `%analyst use {last.renamed_to}{option}`."
    if any(copy.gone == "removed" for copy in copies):
        return f"`%analyst restore {name}{option}` brings it back."
    return f"Load it again{f' from `{last.origin}`' if last.origin else ''}."


def _told(index: Index, name: str) -> str:
    """Return what is known of a name, if anything was ever kept under it."""
    copies = index.get(name, [])
    if not copies or any(not copy.gone for copy in copies):
        return "Nothing was removed." if not copies else f"`{name}` is there."
    return f"It was {_what(copies[-1])}. {_next(name, copies, None)}"
