"""What the columns of a dataset mean, found out at first use and kept beside the rows."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING

from jupyter_analyst.data.kept.files import write_private
from jupyter_analyst.data.meaning import cues
from jupyter_analyst.data.meaning.evidence import evidence_of
from jupyter_analyst.data.meaning.numbers import meaning_of_numbers, unit_of
from jupyter_analyst.data.meaning.record import TYPES, Finding, Meaning
from jupyter_analyst.data.meaning.texts import meaning_of_texts

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from jupyter_analyst.data.dataset import Dataset
    from jupyter_analyst.data.meaning.evidence import Evidence

MEANING_VERSION = 1
"""Counts up when what is found out changes, so that what is kept is found anew."""

_PAIRED = {"latitude": "longitude", "longitude": "latitude"}
_ALONE = 0.7


def meanings_of(dataset: Dataset) -> tuple[Meaning, ...]:
    """Return what the columns of a dataset mean, in their order.

    It is kept beside the stored rows; a file that is damaged is made anew.

    Parameters
    ----------
    dataset : Dataset
        A dataset; of one that is not stored nothing is kept.

    Raises
    ------
    StorageError
        If the stored copy is gone or damaged.
    """
    place = dataset.path and dataset.path.with_name(f"meaning-{MEANING_VERSION}.json")
    known = _read(place, dataset) if place else None
    if known:
        return known
    found = _found(dataset)
    if place and found:
        record = {"columns": _shape(dataset), "meanings": [one.to_json() for one in found]}
        with suppress(OSError):  # a full disk or a folder that may only be read
            write_private(place, json.dumps(record).encode())
    return found


def _read(place: Path, dataset: Dataset) -> tuple[Meaning, ...] | None:
    try:
        record = json.loads(place.read_bytes())
        meanings = tuple(map(Meaning.from_json, record["meanings"]))
        return meanings if record["columns"] == _shape(dataset) else None
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return None


def _shape(dataset: Dataset) -> list[list[str]]:
    return [[column.name, column.type, column.kind] for column in dataset.columns]


def _found(dataset: Dataset) -> tuple[Meaning, ...]:
    known = list(evidence_of(dataset))
    decided = [_decided(e) for e in known]
    types = [_checked(finding, [one for one, _ in decided]) for finding, _ in decided]
    spans = [e.column.name for e, type_ in zip(known, types, strict=True) if _is_span(type_)]
    return tuple(
        Meaning(
            e.column.name,
            type_,
            _role(e, type_, spans),
            unit=unit_of(e) if _has_unit(type_) else "",
            order=order,
            description=dataset.reading.descriptions.get(e.column.name, ""),
        )
        for e, type_, (_, order) in zip(known, types, decided, strict=True)
    )


def _decided(e: Evidence) -> tuple[Finding, tuple[str, ...]]:
    """Return the semantic type of a column alone, and the order of its values if they have one."""
    if not e.n_values:
        where = "" if e.is_all else f" among the {e.looked}"
        return Finding("text", 0.1, f"nothing is there to go by{where}"), ()
    if e.column.kind == "boolean":
        return Finding("boolean", 1.0, "it is stored as true and false"), ()
    if e.column.kind == "date":
        return _moment(e), ()
    return (meaning_of_numbers(e), ()) if e.is_number else meaning_of_texts(e)


def _moment(e: Evidence) -> Finding:
    names = {"duration": "duration", "time32": "time", "time64": "time"}
    kind = names.get(e.column.type.partition("[")[0], "date")
    return Finding(kind, 1.0, f"it is stored as {e.column.type}")


def _checked(finding: Finding, all_: Sequence[Finding]) -> Finding:
    """Return a coordinate as less sure where the other one is missing."""
    wanted = _PAIRED.get(finding.value)
    if wanted is None:
        return finding
    if any(other.value == wanted for other in all_):
        return Finding(finding.value, 0.98, f"{finding.reason}, with a {wanted} beside it")
    return Finding(finding.value, _ALONE, f"{finding.reason}, but no {wanted} is beside it")


def _is_span(type_: Finding) -> bool:
    return type_.value == "duration"


def _has_unit(type_: Finding) -> bool:
    return type_.value in {"money", "percent", "duration", "amount", "number"}


def _role(e: Evidence, type_: Finding, spans: Sequence[str]) -> Finding:
    """Return the part a column plays: that of its type, but for events."""
    cue = e.cue(cues.EVENT)
    if type_.value == "boolean" and cue:
        if spans:
            reason = f"two values, the name says `{cue}`, and `{spans[0]}` says how long"
            return Finding("event", 0.9, reason)
        return Finding("group", 0.6, f"the name says `{cue}`, but no column says how long")
    return Finding(TYPES[type_.value], type_.confidence, f"usual for {type_.value}")
