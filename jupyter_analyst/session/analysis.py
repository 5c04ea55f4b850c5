"""Look at data: first rows, profile, tools."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jupyter_analyst.data import Dataset
from jupyter_analyst.errors import ParameterError, UnknownNameError
from jupyter_analyst.profile import Profile
from jupyter_analyst.profile import cached_profile as profile_of
from jupyter_analyst.session.loading import find
from jupyter_analyst.session.meanings import in_profile, meant, offered
from jupyter_analyst.session.recorded import Done, recorded
from jupyter_analyst.session.shown import outputs
from jupyter_analyst.tools import run

if TYPE_CHECKING:
    import pandas as pd

    from jupyter_analyst.session.session import Session
    from jupyter_analyst.tools import Result

_MOST_ROWS = 1000


@recorded
def head(session: Session, name: str | None, n: int) -> Done[pd.DataFrame]:
    """Show the first rows of a dataset.

    Parameters
    ----------
    session : Session
        The session.
    name : str, optional
        Name of the dataset; the one in use if left out.
    n : int
        How many rows, from 1 to 1,000.

    Raises
    ------
    ParameterError
        If `n` is out of range.
    """
    if not isinstance(n, int) or not 0 < n <= _MOST_ROWS:
        message = f"`n` is {n!r}; it must be a whole number from 1 to {_MOST_ROWS}."
        raise ParameterError(message, hint="The usual value is 5.")
    dataset = find(session, name)
    frame = dataset.head(n)
    shown = {"text/html": frame.to_html(max_cols=40), "text/plain": frame.to_string(max_cols=20)}
    arguments = {"name": dataset.name} | ({"n": n} if n != 5 else {})
    title = f"First rows of {dataset.name}"
    return Done(frame, "head", arguments, title, dataset.name, dataset.version, shown)


@recorded
def profile(session: Session, name: str | None) -> Done[Profile]:
    """Show what is in every column of a dataset.

    Parameters
    ----------
    session : Session
        The session.
    name : str, optional
        Name of the dataset; the one in use if left out.
    """
    dataset = find(session, name)
    found = profiled(session, dataset)
    title = f"Profile of {dataset.name}"
    arguments = {"name": dataset.name}
    return Done(found, "profile", arguments, title, dataset.name, dataset.version, outputs(found))


def profiled(session: Session, dataset: Dataset) -> Profile:
    """Return the profile of a dataset, with what its columns mean; this is no step.

    Parameters
    ----------
    session : Session
        The session.
    dataset : Dataset
        The dataset, as it is kept.
    """
    return in_profile(profile_of(dataset), meant(session, dataset))


@recorded
def run_tool(
    session: Session,
    tool: str,
    data: str | Dataset | pd.DataFrame | None,
    parameters: dict[str, Any],
) -> Done[Result]:
    """Run a tool on a dataset.

    Parameters
    ----------
    session : Session
        The session.
    tool : str
        Id of the tool.
    data : str, Dataset or DataFrame, optional
        What to run it on; the dataset in use if left out. A frame is kept first.
    parameters : dict
        The tool's own parameters.

    Raises
    ------
    UnknownNameError
        If there is no such tool.
    """
    tools = session.services.registry()
    if tool not in tools:
        raise UnknownNameError(tool, "tool", tools, where=f"among the {len(tools)} tools")
    dataset = offered(session, _dataset(session, data))
    result = run(tools[tool], dataset, parameters)
    arguments = {
        "data": dataset.name,
        **(result.provenance.parameters if result.provenance else {}),
    }
    return Done(
        result, tool, arguments, result.title, dataset.name, dataset.version, outputs(result)
    )


def _dataset(session: Session, data: str | Dataset | pd.DataFrame | None) -> Dataset:
    if data is None or isinstance(data, str):
        return find(session, data)
    return data if isinstance(data, Dataset) and data.path else session.load(_rows(data))


def _rows(data: Dataset | pd.DataFrame) -> Any:  # a frame or an Arrow table
    return data.to_arrow() if isinstance(data, Dataset) else data
