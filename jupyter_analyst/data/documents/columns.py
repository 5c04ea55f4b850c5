"""The rows of a document as columns: objects taken apart, lists as JSON texts, one type each."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from jupyter_analyst.data.formats.nested import json_text, notes_of
from jupyter_analyst.data.reading import Rejected
from jupyter_analyst.data.values import infer
from jupyter_analyst.data.values.manner import Manner
from jupyter_analyst.data.values.numbers import all_match
from jupyter_analyst.data.values.objects import Gathered, Made
from jupyter_analyst.data.values.spelling import ISO_DATE, whole
from jupyter_analyst.errors import ReadError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from jupyter_analyst.data.documents.place import Place

Column = tuple[str, list[Any]]

_MOST_COLUMNS = 10_000
_MOST_FIELDS = 1_000
_DEEPEST = 20
_ALONE = "value"
_HEAD = 100
_DATES = whole(f"|{ISO_DATE}")  # an empty text is a missing one among dates


@dataclass
class Columns:
    """The columns of a document, and what was decided about them.

    Parameters
    ----------
    plain : list of (str, list)
        Names, which may be there twice, and values without objects and lists.
    records, lists : list of str
        Columns that were taken apart, and those kept as JSON texts.
    rejected : list of Rejected
        Rows of another kind than the others.
    """

    plain: list[Column] = field(default_factory=list)
    records: list[str] = field(default_factory=list)
    lists: list[str] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)

    def notes(self) -> tuple[str, ...]:
        """Return what was done to objects and lists, in words."""
        return notes_of(self.records, self.lists)


def columns_of(place: Place, *, header: bool | None = None) -> Columns:
    """Return the columns of the rows of a document.

    Parameters
    ----------
    place : Place
        The rows.
    header : bool, optional
        Whether the first of rows that are lists holds the names; found out if left out.

    Raises
    ------
    ReadError
        If there are too many columns for a table.
    """
    found = Columns()
    rows = _alike(place.rows, found.rejected)
    if isinstance(next(filter(None, rows), None), dict):
        columns = _of_objects(rows)
    elif any(isinstance(row, list) for row in rows):
        columns = _of_lists(rows, place.names, header=header)
    else:
        columns = [(_ALONE, rows)]
    for column in columns:
        found.plain += _apart(column, found)
    return found


def typed(
    name: str, values: Sequence[Any], kind: str | None
) -> tuple[pa.ChunkedArray, tuple[str, ...]]:
    """Return a column with its type, and what could be read in another way.

    Parameters
    ----------
    name : str
        Its name.
    values : sequence
        Its values: numbers, texts, truth values, None where missing.
    kind : str or None
        What it was told to be; found out if None.

    Raises
    ------
    ReadError
        If a value is not what the column was told to be.
    """
    if kind is not None:
        texts = [one if one is None or isinstance(one, str) else json_text(one) for one in values]
        (told,) = infer.typed([_strings(name, texts)], [kind], Manner())
        return told.values, ()
    if set(map(type, values)) <= {str, type(None)}:
        return _dated(_strings(name, values)), ()
    made = _gathered(name, values)
    doubts = (f"{made.doubt}; `types` decides otherwise",) if made.doubt else ()
    return made.values, doubts


def _gathered(name: str, values: Sequence[Any]) -> Made:
    gathered = Gathered(name)
    gathered.add(values)
    return gathered.made()


def _strings(name: str, values: Sequence[str | None]) -> pa.ChunkedArray:
    try:
        return pa.chunked_array([values], pa.string())
    except UnicodeEncodeError:  # half characters, which no file can hold
        return _gathered(name, values).values


def _dated(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return texts that all are dates in ISO form as dates."""
    if not pa.types.is_string(column.type) or not all_match(column.slice(0, _HEAD), _DATES):
        return column
    if not all_match(column, _DATES):
        return column
    (found,) = infer.typed([column], [None], Manner())
    return found.values if pa.types.is_temporal(found.values.type) else column


def _alike(rows: Sequence[Any], rejected: list[Rejected]) -> list[Any]:
    """Return the rows of the kind that tells most; others but null are set aside."""
    kind, words = next(
        (pair for pair in ((dict, "an object"), (list, "a list")) if _has(rows, pair[0])),
        (object, ""),
    )
    kept = [row for row in rows if row is None or isinstance(row, kind)]
    if len(kept) < len(rows):
        reason = f"is not {words} as the other rows are"
        others = (row for row in rows if row is not None and not isinstance(row, kind))
        rejected += [Rejected(0, json_text(row), reason) for row in others]
    return kept


def _has(rows: Sequence[Any], kind: type[Any]) -> bool:
    return any(isinstance(row, kind) for row in rows)


def _of_objects(rows: Sequence[Mapping[str, Any] | None]) -> list[Column]:
    known = [row or {} for row in rows]
    names = dict.fromkeys(chain.from_iterable(known))
    if len(names) > _MOST_COLUMNS:
        message = f"The objects have {len(names):,} different keys; at most {_MOST_COLUMNS:,} fit."
        hint = "Their keys seem to be values: write them as values of one key."
        raise ReadError(message, hint=hint, code="json-wide")
    return [(name, [row.get(name) for row in known]) for name in names]


def _of_lists(
    rows: Sequence[list[Any] | None], names: list[Any] | None, *, header: bool | None
) -> list[Column]:
    known = [row or [] for row in rows]
    if names is None and (_is_header(known) if header is None else header):
        names, *known = known
    width = max(map(len, [*known, names or []]))
    labels = [_label(name) for name in (names or [])] + [""] * (width - len(names or []))
    return [
        (label, [row[at] if at < len(row) else None for row in known])
        for at, label in enumerate(labels)
    ]


def _is_header(rows: Sequence[list[Any]]) -> bool:
    """Tell whether the first of several lists holds names: texts above something else."""
    first, *rest = rows
    are_names = bool(first) and all(isinstance(one, str) for one in first)
    is_unique = are_names and len(set(first)) == len(first)
    return is_unique and any(not isinstance(one, str) for row in rest[:_HEAD] for one in row)


def _label(name: Any) -> str:  # a column of pandas may be called by anything
    parts = name if isinstance(name, list) else [name]
    return " ".join(one if isinstance(one, str) else json_text(one) for one in parts)


def _apart(column: Column, found: Columns) -> Iterator[Column]:
    """Yield the columns one becomes when its objects are taken apart, in order."""
    waiting = [(column, 0)]
    while waiting:
        (name, values), depth = waiting.pop()
        kinds = set(map(type, values))
        fields = _fields(values) if kinds <= {dict, type(None)} and depth < _DEEPEST else {}
        if fields:
            found.records.append(name)
            inner = [(f"{name}.{key}", _inner(values, key)) for key in fields]
            waiting += [(one, depth + 1) for one in reversed(inner)]
        elif kinds & {dict, list}:
            found.lists.append(name)
            yield name, [json_text(one) if isinstance(one, dict | list) else one for one in values]
        else:
            yield name, values


def _fields(values: Sequence[dict[str, Any] | None]) -> dict[str, None]:
    """Return the keys of objects; none if they are so many that they seem to be values."""
    fields = dict.fromkeys(chain.from_iterable(filter(None, values)))
    return fields if len(fields) <= _MOST_FIELDS else {}


def _inner(values: Sequence[dict[str, Any] | None], key: str) -> list[Any]:
    return [None if one is None else one.get(key) for one in values]
