"""Load data, and choose which data to work with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jupyter_analyst.data import read
from jupyter_analyst.errors import DataError, ParameterError
from jupyter_analyst.session.loaded import dataset_outputs
from jupyter_analyst.session.recorded import Done, recorded

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd
    import pyarrow as pa

    from jupyter_analyst.data import Dataset
    from jupyter_analyst.session.session import Session


@recorded
def load(
    session: Session,
    source: str | Path | pd.DataFrame | pa.Table,
    name: str | None,
    reading: dict[str, Any],
) -> Done[Dataset]:
    """Read a file or frame, keep it in the catalog, and use it from now on.

    Parameters
    ----------
    session : Session
        The session.
    source : path or frame
        What to read.
    name : str, optional
        What it is called from now on.
    reading : dict
        Overrides of what is found out while reading.
    """
    found = read(source, name=name, max_mb=session.services.settings.max_file_mb, **reading)
    dataset = session.services.catalog.keep(found, found.name)
    session.works_on(dataset)
    # a frame cannot be read again, but its rows are kept
    word, arguments = (
        ("load", {"source": dataset.origin, "name": dataset.name, **reading})
        if dataset.origin
        else ("use", {"name": dataset.name, "version": dataset.version})
    )
    return _shown(dataset, word, arguments, f"Load {dataset.name}")


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
    dataset = session.services.catalog.get(_checked(name), version)
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
        return catalog.get(_checked(name or session.current))
    kept = ", ".join(f"`{known}`" for known in catalog.names()[:6])
    message = (
        f"No dataset is in use; kept are {kept}." if kept else "No dataset is loaded; none is kept."
    )
    hint = "Type `%analyst use NAME`." if kept else "Type `%analyst load FILE`."
    raise DataError(message, hint=hint, code="dataset-missing")


def _checked(name: str) -> str:
    """Return what was given as the name of a dataset.

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
