"""Load data, and choose which data to work with."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from jupyter_analyst.data import again, read
from jupyter_analyst.data.options import options
from jupyter_analyst.data.sources.database import Address
from jupyter_analyst.errors import DataError, ParameterError
from jupyter_analyst.session.loaded import dataset_outputs
from jupyter_analyst.session.progress import shown_progress
from jupyter_analyst.session.recorded import Done, recorded

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import pandas as pd
    import pyarrow as pa

    from jupyter_analyst.data import Dataset
    from jupyter_analyst.session.session import Session


@recorded
def load(
    session: Session,
    source: str | Path | Sequence[str | Path] | pd.DataFrame | pa.Table,
    name: str | None,
    reading: dict[str, Any],
) -> Done[Dataset]:
    """Read a file or frame, keep it in the catalog, and use it from now on.

    Parameters
    ----------
    session : Session
        The session.
    source : path, list of paths or frame
        What to read.
    name : str, optional
        What it is called from now on.
    reading : dict
        Overrides of what is found out while reading.
    """
    with ExitStack() as held:  # what a large file takes is let go when its rows are kept
        found = _read(session, source, name, reading, held)
        told = replace(found.reading, given=options(**reading).to_json())
        found = replace(found, reading=told)
        dataset = session.services.catalog.keep(found, found.name)
    session.works_on(dataset)
    # a frame cannot be read again, but its rows are kept
    source_again = found.origin if isinstance(source, Address) else again(source, found.origin)
    word, arguments = (
        ("load", {"source": source_again, "name": dataset.name, **reading})
        if source_again
        else ("use", {"name": dataset.name, "version": dataset.version})
    )
    return _shown(dataset, word, arguments, f"Load {dataset.name}")


def _read(
    session: Session, source: Any, name: str | None, reading: dict[str, Any], held: ExitStack
) -> Dataset:
    max_mb = session.services.settings.max_file_mb
    path = source.file() if isinstance(source, Address) else source
    if path is not None:
        spooling = session.services.catalog.spooling
        return read(
            path,
            name=name,
            max_mb=max_mb,
            spool=lambda: held.enter_context(spooling()),
            progress=held.enter_context(shown_progress()),
            **reading,
        )
    found: Dataset = session.services.databases.read(source, name=name, max_mb=max_mb, **reading)
    return found


@recorded
def use(session: Session, name: str, version: str | None) -> Done[Dataset]:
    """Use a dataset that is kept from now on.

    Parameters
    ----------
    session : Session
        The session.
    name : str
        Name of the dataset.
    version : str, optional
        One of its versions.
    """
    dataset = session.services.catalog.get(named(name), version)
    session.works_on(dataset)
    arguments = {"name": name} | ({"version": version} if version else {})
    return _shown(dataset, "use", arguments, f"Use {name}")


def find(session: Session, name: str | None) -> Dataset:
    """Return a dataset that is kept, or the one in use.

    Parameters
    ----------
    session : Session
        The session.
    name : str, optional
        Name of the dataset; the one in use if left out.

    Raises
    ------
    DataError
        If no name is given and none is in use.
    """
    catalog = session.services.catalog
    if name or session.current:
        wanted = named(name or session.current)
        used = session.used.get(wanted)
        return catalog.get(wanted, used.version if used else None)
    kept = ", ".join(f"`{known}`" for known in catalog.names()[:6])
    message = (
        f"No dataset is in use; kept are {kept}." if kept else "No dataset is loaded; none is kept."
    )
    hint = "Type `%analyst use NAME`." if kept else "Type `%analyst load FILE`."
    raise DataError(message, hint=hint, code="dataset-missing")


def named(name: str) -> str:
    """Return what was given as the name of a dataset.

    Parameters
    ----------
    name : str
        What was given.

    Raises
    ------
    ParameterError
        If it is no name at all.
    """
    if not isinstance(name, str):
        message = f"{name!r} was given as the name of a dataset; it must be text."
        raise ParameterError(message, hint='For example `analyst.use("sales")`.')
    return name


def _shown(dataset: Dataset, word: str, arguments: dict[str, Any], title: str) -> Done[Dataset]:
    outputs = dataset_outputs(dataset)
    return Done(dataset, word, arguments, title, dataset.name, dataset.version, outputs)
