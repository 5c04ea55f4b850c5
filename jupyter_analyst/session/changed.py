"""Whether a variable of the notebook has changed since a dataset was made of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from jupyter_analyst.data import fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from jupyter_analyst.session.session import Session


@dataclass(frozen=True)
class Watched:
    """A variable a dataset was made of.

    Parameters
    ----------
    variable : str
        Its name.
    seen : str
        What stands for its content when it was last looked at.
    """

    variable: str
    seen: str


def watch(session: Session, dataset: str, variable: str, value: object) -> None:
    """Remember of which variable a dataset was made.

    Parameters
    ----------
    session : Session
        The session.
    dataset : str
        Name of the dataset.
    variable : str
        Name of the variable.
    value : object
        Its value.
    """
    seen = fingerprint(value)
    if seen:  # a reader is at its end now
        session.watched[dataset] = Watched(variable, seen)


def news(session: Session, datasets: Iterable[str], variables: Mapping[str, Any]) -> list[str]:
    """Return a sentence for each dataset whose variable has changed; each change is told once.

    Nothing is loaded: the person decides.

    Parameters
    ----------
    session : Session
        The session.
    datasets : iterable of str
        Names of the datasets that are about to be used.
    variables : mapping
        The variables of the notebook.
    """
    told = []
    for name in datasets:
        known = session.watched.get(name)
        if known is None or known.variable not in variables:
            continue
        seen = fingerprint(variables[known.variable])
        if seen != known.seen:
            session.watched[name] = Watched(known.variable, seen)
            told.append(_sentence(known.variable, name))
    return told


def _sentence(variable: str, dataset: str) -> str:
    named = "" if dataset == variable else f" --as {dataset}"
    line = f"`%analyst load {variable}{named}` takes the new one"
    return f"`{variable}` has changed since it was loaded: {line}."
