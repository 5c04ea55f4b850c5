"""How a dataset was read, and the line that reads it once more otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jupyter_analyst.data.formats.known import options_of
from jupyter_analyst.data.options import CHOICES, CLOSED, Options, options
from jupyter_analyst.data.reading import FORMAT_WORDS
from jupyter_analyst.data.sources.address import is_address
from jupyter_analyst.data.sources.database import HIDDEN, Address, addressed
from jupyter_analyst.data.typed import as_typed, kind_of, offers, text_of, value_of
from jupyter_analyst.errors import CommandError, DataError
from jupyter_analyst.masking import MASK
from jupyter_analyst.session.loading import find
from jupyter_analyst.signature import parse, quoted, typed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jupyter_analyst.data import Dataset
    from jupyter_analyst.session.session import Session

_LABELS = {"nulls": "Missing"}
_ORDER = [item.name for item in fields(Options)]


def reading_of(session: Session, dataset: Dataset) -> dict[str, Any]:
    """Return how a dataset was read, as JSON values: what was decided, by what, and what is open.

    Parameters
    ----------
    session : Session
        The session.
    dataset : Dataset
        The dataset.

    Returns
    -------
    dict
        The ``format`` in words, the ``decisions`` (each with its ``words``, empty where nothing
        was decided, and how the ``option`` behind it is asked for), what is ``also`` so, the
        ``doubts`` with what they offer, the ``line`` that reads it once more, and, where there is
        none, ``why``.
    """
    reading = dataset.reading
    line, why = _line_or_why(session, dataset)
    also = replace(reading, n_rejected=0).exceptions()  # these have a line of their own
    return {
        "format": FORMAT_WORDS[reading.format],
        "decisions": [_decision(dataset, name) for name in _known(dataset)],
        "also": [one.replace("`", "") for one in (*reading.notes, *also)],
        "doubts": [
            {"text": as_typed(doubt), "offers": _offered(dataset, doubt) if line else []}
            for doubt in reading.doubts
        ],
        "line": line,
        "why": why,
    }


def _line_or_why(session: Session, dataset: Dataset) -> tuple[str, str]:
    """Return the line that reads a dataset once more; where there is none, why."""
    source, why = source_of(session, dataset)
    try:
        return (_line(source, dataset, dataset.reading.given), "") if source else ("", why)
    except CommandError as error:
        return "", str(error)


def line_again(session: Session, name: str, changes: Mapping[str, Any]) -> str:
    """Return the line that reads a dataset once more, with some options changed.

    Parameters
    ----------
    session : Session
        The session.
    name : str
        Name of the dataset.
    changes : mapping
        Options by name: a value, or a text as it is typed; None for what is to be found out.

    Raises
    ------
    DataError
        If it cannot be read once more.
    ReadError
        If an option does not fit.
    CommandError
        If a value cannot be typed.
    """
    dataset = find(session, name)
    source, why = source_of(session, dataset)
    if not source:
        message = f"`{name}` cannot be read again."
        raise DataError(message, hint=why, code="source-gone")
    return _line(source, dataset, given_to(dataset, changes))


def given_to(dataset: Dataset, changes: Mapping[str, Any]) -> dict[str, Any]:
    """Return the options of a dataset with some of them changed, in their order.

    Parameters
    ----------
    dataset : Dataset
        The dataset; the options it was read with are kept.
    changes : mapping
        Options by name. Kinds of columns are added to those that were given.

    Raises
    ------
    ReadError
        If an option does not fit.
    UnknownNameError
        If there is no such option.
    """
    given = dict(dataset.reading.given)
    for name, change in changes.items():
        given[name] = _changed(name, change, given.get(name))
    made = options(**given).to_json()
    return {name: made[name] for name in _ORDER if name in made}


def _changed(name: str, change: Any, before: Any) -> Any:
    """Return the value of an option that is changed; kinds of columns are changed one by one."""
    if isinstance(change, Mapping):
        kinds = {**(before or {}), **change}
        return {column: kind for column, kind in kinds.items() if kind is not None} or None
    return value_of(name, change) if name in _ORDER else change


def path_of(session: Session, dataset: Dataset) -> str:
    """Return what to give to `load` to read a dataset in place once more; empty if nothing.

    Parameters
    ----------
    session : Session
        The session.
    dataset : Dataset
        The dataset; a variable of the notebook is read by a cell alone.
    """
    return "" if dataset.name in session.watched else source_of(session, dataset)[0]


def _known(dataset: Dataset) -> Iterable[str]:
    """Return the options that apply to a dataset, in their order."""
    reading = dataset.reading
    known = options_of(reading.format)
    if reading.format not in {"sql", "frame"}:
        known |= {"source_column", *(("member",) if _is_packed(dataset) else ())}
    return [name for name in _ORDER if name in known or name in reading.given]


def _is_packed(dataset: Dataset) -> bool:
    return any(note.startswith("unpacked from") for note in dataset.reading.notes)


def _decision(dataset: Dataset, option: str) -> dict[str, Any]:
    given = dataset.reading.given
    kind = kind_of(option)
    return {
        "option": option,
        "label": _LABELS.get(option, option.replace("_", " ").capitalize()),
        "words": dataset.reading.decided().get(option, "") or _said(given, option),
        "given": text_of(given[option]) if option in given and kind != "pairs" else "",
        "isGiven": option in given,
        "kind": kind,
        "choices": [
            {"value": text_of(value), "words": words}
            for value, words in _choices(option, kind).items()
        ],
        "open": kind == "text" and option not in CLOSED,
        "columns": list(dataset.reading.types) if kind == "pairs" else [],
        "description": _descriptions().get(option, ""),
    }


def _said(given: Mapping[str, Any], option: str) -> str:
    if option not in given:
        return ""
    value = given[option]
    if isinstance(value, Mapping):
        return ", ".join(f"{name}: {kind}" for name, kind in value.items())
    return text_of(value) or "none"


def _choices(option: str, kind: str) -> dict[str, str]:
    return {"yes": "yes", "no": "no"} if kind == "truth" else CHOICES.get(option, {})


@cache
def _descriptions() -> dict[str, str]:
    return {name: text.replace("`", "") for name, text in parse(Options).parameters.items()}


def _offered(dataset: Dataset, doubt: str) -> list[dict[str, Any]]:
    """Return what a doubt offers; what means missing already still does."""
    missing = dataset.reading.given.get("nulls", dataset.reading.nulls)
    found = [
        replace(one, value=[*dict.fromkeys((*missing, *one.value))])
        if one.option == "nulls" and one.value
        else one
        for one in offers(doubt)
    ]
    return [{"option": one.option, "value": one.value, "words": one.words} for one in found]


def _line(source: str, dataset: Dataset, given: Mapping[str, Any]) -> str:
    words = [typed(name, text_of(value)) for name, value in given.items()]
    named = [] if source == dataset.name else [f"--as {quoted(dataset.name)}"]
    return " ".join(["%analyst load", quoted(source), *named, *words])


def source_of(session: Session, dataset: Dataset) -> tuple[str, str]:
    """Return what is read once more, or an empty text and why there is nothing.

    Parameters
    ----------
    session : Session
        The session.
    dataset : Dataset
        The dataset.
    """
    origin = dataset.origin
    watched = session.watched.get(dataset.name)
    if watched:
        return watched.variable, ""
    if not origin or dataset.reading.format == "frame":
        return "", "It was made of a table in memory: load that once more to change it."
    if isinstance(addressed(origin), Address):
        return _database(origin, dataset)
    if is_address(origin):
        is_whole = MASK not in origin
        return (origin, "") if is_whole else ("", "A part of its address is secret and not kept.")
    return _file(origin)


def _database(origin: str, dataset: Dataset) -> tuple[str, str]:
    if HIDDEN in origin and "password_env" not in dataset.reading.given:
        return "", "Its password is not kept: load it by `--password-env`, then it can be."
    return origin.replace(f":{HIDDEN}@", "@"), ""


def _file(origin: str) -> tuple[str, str]:
    path, here = Path(origin), Path.cwd()
    if not any(mark in origin for mark in "*?[") and not path.exists():
        return "", f"{path.name} is not where it was, or was a list of files."
    return (path.relative_to(here).as_posix() if path.is_relative_to(here) else origin), ""
