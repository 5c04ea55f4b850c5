"""Rename, remove and bring back datasets, and list what there was of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jupyter_analyst import wording
from jupyter_analyst.session.listing import Listing
from jupyter_analyst.session.loaded import dataset_outputs
from jupyter_analyst.session.loading import named
from jupyter_analyst.session.recorded import Done, recorded

if TYPE_CHECKING:
    from datetime import datetime

    from jupyter_analyst.data import Copy, Dataset
    from jupyter_analyst.session.session import Session

_VERSIONS = ("Version", "", "Rows#", "Columns#", "Size#", "Kept", "From")


@recorded
def rename(session: Session, old: str, new: str) -> Done[Dataset]:
    """Call a dataset otherwise from now on, with all its versions.

    Parameters
    ----------
    session : Session
        The session; it goes on with the dataset under the new name.
    old, new : str
        Its name, and the one it gets.
    """
    catalog = session.services.catalog
    dataset = catalog.rename(named(old), named(new))
    used = session.used.pop(old, None)
    if used and used.version in catalog.versions(dataset.name):  # the version in use stays in use
        dataset = session.used[dataset.name] = catalog.get(dataset.name, used.version)
    if session.current == old:
        session.works_on(dataset)
    if old in session.watched:
        session.watched[dataset.name] = session.watched.pop(old)
    arguments = {"old": old, "new": dataset.name}
    title = f"Rename {old} to {dataset.name}"
    return Done(
        dataset, "rename", arguments, title, dataset.name, dataset.version, dataset_outputs(dataset)
    )


@recorded
def remove(session: Session, name: str, version: str | None, *, forever: bool) -> Done[Listing]:
    """Remove a dataset or one of its versions.

    Parameters
    ----------
    session : Session
        The session; it no longer uses what was removed.
    name : str
        Name of the dataset.
    version : str, optional
        One of its versions; all of them if left out.
    forever : bool
        Whether the rows are deleted.
    """
    catalog = session.services.catalog
    gone = catalog.remove(named(name), version, forever=forever)
    used = session.used.get(name)
    if used and used.version in {copy.version for copy in gone}:
        del session.used[name]
    if session.current == name and name not in catalog.names():
        session.current = ""
    if name not in catalog.names():
        session.watched.pop(name, None)
    listing = _removed(name, gone, version, forever=forever)
    given = {"name": name, "version": version, "forever": forever}
    arguments = {key: value for key, value in given.items() if value}
    outputs = listing._repr_mimebundle_()
    return Done(listing, "remove", arguments, f"Remove {name}", name, version or "", outputs)


@recorded
def restore(session: Session, name: str, version: str | None) -> Done[Dataset]:
    """Bring back what was removed, and use it from now on.

    Parameters
    ----------
    session : Session
        The session.
    name : str
        The name it had.
    version : str, optional
        One version; all that were removed if left out.
    """
    dataset = session.services.catalog.restore(named(name), version)
    session.works_on(dataset)
    arguments = {"name": name} | ({"version": version} if version else {})
    title = f"Bring back {name}"
    return Done(
        dataset, "restore", arguments, title, name, dataset.version, dataset_outputs(dataset)
    )


def versions(session: Session, name: str) -> Listing:
    """List the versions of a dataset, the newest first, and what became of them.

    Parameters
    ----------
    session : Session
        The session.
    name : str
        Name of the dataset.
    """
    copies = session.services.catalog.history(named(name))
    current = next((copy for copy in reversed(copies) if not copy.gone), None)
    rows = tuple(
        (
            copy.version,
            "current" if copy is current else _state(copy),
            wording.number(copy.n_rows),
            wording.number(copy.n_columns),
            wording.size(copy.n_bytes),
            _moment(copy.kept_at),
            copy.origin or "a frame",
        )
        for copy in reversed(copies)
    )
    return Listing(f"Versions of {name}", _VERSIONS, rows)


def _removed(name: str, gone: tuple[Copy, ...], version: str | None, *, forever: bool) -> Listing:
    """Return what was removed and how it comes back."""
    option = f" --version {version}" if version else ""
    back = f"%analyst restore {name}{option}"
    rows = tuple(
        (
            copy.version,
            wording.number(copy.n_rows),
            wording.size(copy.n_bytes),
            _reload(copy) if forever else back,
        )
        for copy in gone
    )
    title = f"Removed {name}{' forever' if forever else ''}"
    return Listing(title, ("Version", "Rows#", "Size#", "To bring it back"), rows)


def _reload(copy: Copy) -> str:
    return f"load it again from {copy.origin}" if copy.origin else "not possible"


def _state(copy: Copy) -> str:
    if not copy.gone or copy.gone_at is None:
        return ""
    words = "erased" if copy.gone == "erased" else "removed"
    return f"{words} {_moment(copy.gone_at)}"


def _moment(moment: datetime) -> str:
    return f"{moment.astimezone():%Y-%m-%d %H:%M}"
