"""Commands that are no methods of the session: cells, and what only a notebook can show."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from IPython.display import display

from jupyter_analyst import widgets, wording
from jupyter_analyst.errors import ParameterError
from jupyter_analyst.magics import pulled
from jupyter_analyst.magics.asked import show_answering
from jupyter_analyst.magics.relay import RunError, relay, show_advice
from jupyter_analyst.signature import quoted

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from anywidget import AnyWidget

    from jupyter_analyst.data import Dataset
    from jupyter_analyst.session import Session
    from jupyter_analyst.session.listing import Listing


def sandbox_status(session: Session) -> Listing:
    """Show how code is walled off on this machine, and what the sandbox is doing.

    Parameters
    ----------
    session : Session
        The session.
    """
    return session.sandbox.status()


def sandbox_restart(session: Session) -> Listing:
    """Begin with an empty sandbox: its variables and files are gone.

    Parameters
    ----------
    session : Session
        The session.
    """
    return session.sandbox.restart()


def sandbox_shutdown(session: Session) -> Listing:
    """End the sandbox; the next run starts a new, empty one.

    Parameters
    ----------
    session : Session
        The session.
    """
    return session.sandbox.shutdown()


def sandbox_variables(session: Session) -> Listing:
    """List the variables that live in the sandbox: name, type, shape.

    Parameters
    ----------
    session : Session
        The session.
    """
    return session.sandbox.variables()


def sandbox_history(session: Session) -> Listing:
    """List what ran in the sandbox: code, how it ended, time, memory, libraries.

    Parameters
    ----------
    session : Session
        The session.
    """
    return session.sandbox.history()


def sandbox_pull(session: Session, name: str, *, into: str | None = None) -> Any:
    """Bring the value of a variable of the sandbox into this notebook, as a variable here.

    Parameters
    ----------
    session : Session
        The session.
    name : str
        Name of a DataFrame, Series, array or scalar in the sandbox.
    into : str
        What it is to be called here; the same if left out.
    """
    target = pulled.target(into or name)
    value = session.sandbox.pull(name)
    pulled.bind(target, value)
    return value


def optimise(session: Session, name: str | None = None, *, into: str | None = None) -> Any:
    """Hold a dataset in less memory, every value the same, and say what that saves.

    Parameters
    ----------
    session : Session
        The session.
    name : str
        Name of a dataset; the one in use if left out.
    into : str
        What the frame is to be called as a variable here; `.frame` of what is shown otherwise.
    """
    target = pulled.target(into) if into else ""
    found = session.optimise(name)
    if target:
        pulled.bind(target, found.frame)
    return found


def sample(
    session: Session,
    n: int,
    *,
    by: Sequence[str] | None = None,
    seed: int = 0,
    name: str | None = None,
    as_: str | None = None,
) -> pd.DataFrame | Dataset:
    """Draw rows at random; the same seed gives the same rows on every machine.

    Parameters
    ----------
    session : Session
        The session.
    n : int
        How many rows; all if there are fewer.
    by : list of str
        Columns whose groups keep their shares.
    seed : int
        Decides which rows.
    name : str
        Name of a dataset; the one in use if left out.
    as_ : str
        Name to keep the sample under, as a dataset that is used from now on.
    """
    return session.sample(n, by=by, seed=seed, name=name, as_=as_, show=display)


def panel(session: Session, name: str = "tools", dataset: str | None = None) -> AnyWidget:
    """Show a panel in the cell: the same as in the sidebar.

    Parameters
    ----------
    session : Session
        The session.
    name : str
        Which one: datasets, tools, chat, profile or grid.
    dataset : str
        Name of the dataset a profile or a grid shows; the one in use if left out.

    Raises
    ------
    ParameterError
        If a dataset is named for a panel that is about the one in use.
    """
    if dataset and name in widgets.PANELS and name not in widgets.OF_A_DATASET:
        message = f"The panel `{name}` is about the dataset in use, and `{dataset}` was named."
        raise ParameterError(message, hint=f"Type `%analyst use {quoted(dataset)}` first.")
    return widgets.panel(session, name, dataset or "")


def ask_cell(session: Session, text: str, *, dataset: str | None = None) -> None:
    """Answer the question in the cell, by code that runs in the sandbox.

    Parameters
    ----------
    session : Session
        The session.
    text : str
        The question.
    dataset : str
        Name of a dataset; the one in use if left out.
    """
    show_answering(session, text.strip(), dataset)


def sandbox_cell(
    session: Session, text: str, *, timeout: float | None = None, memory: str | None = None
) -> None:
    """Run the code in the cell in the sandbox, where it sees the datasets and nothing else.

    Parameters
    ----------
    session : Session
        The session.
    text : str
        The code.
    timeout : float
        How long it may take, in seconds; the setting `run_timeout_s` if left out.
    memory : str
        Address space it may use, such as 2GB; the setting `run_memory_mb` if left out.

    Raises
    ------
    RunError
        If the code does not end well.
    """
    memory_mib = None if memory is None else wording.mebibytes(memory)
    found = session.sandbox.run(text, timeout, memory_mib=memory_mib, show=relay)
    show_advice(session, found)
    if found.status != "ok":
        raise RunError(found)
