"""Where the rows stand in a JSON document: lists of objects, objects of columns, and others."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from jupyter_analyst.errors import ReadError, UnknownNameError
from jupyter_analyst.wording import count, listed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Rows = list[Any]
_LISTED = 5


@dataclass(frozen=True)
class Place:
    """The rows of a document.

    Parameters
    ----------
    rows : list
        Objects, lists, or plain values.
    names : list, optional
        Names of the columns, if the rows are lists and the names stand elsewhere.
    notes, doubts : tuple of str
        What was decided, and what could be read in another way.
    """

    rows: Rows
    names: list[Any] | None = None
    notes: tuple[str, ...] = field(default=())
    doubts: tuple[str, ...] = field(default=())


def place_of(document: Any, table: str | None = None) -> Place:  # any JSON value
    """Return the rows of a document.

    Parameters
    ----------
    document : object
        What the file holds.
    table : str, optional
        Dotted name of the list or object that holds the rows; found out if left out.

    Raises
    ------
    UnknownNameError
        If there is nothing of that name.
    ReadError
        If the document holds no values at all.
    """
    if table is not None:
        return place_of(_named(document, table))
    if isinstance(document, list):
        return _checked(Place(document))
    if not isinstance(document, dict):
        return _checked(Place([document]))
    for known in (_split, _columns, _keyed, _inside):
        found = known(document)
        if found is not None:
            return _checked(found)
    return _checked(Place([document], notes=("one object, read as one row",)))


def _checked(place: Place) -> Place:
    if place.names is not None or any(map(_is_something, place.rows)):
        return place
    message = "The document holds no rows: a list of objects, or an object, was expected."
    hint = "Check how it was written, or name another place by `table`."
    raise ReadError(message, hint=hint, code="no-columns")


def _is_something(row: object) -> bool:
    return bool(row) if isinstance(row, list | dict) else row is not None


def _named(document: Any, table: str) -> Any:
    found = dict(_parts("", document))  # by dotted names; a key may hold dots itself
    if table not in found:
        offered = [path for path, value in found.items() if isinstance(value, list | dict)]
        raise UnknownNameError(table, "table", offered, where="in the document")
    return found[table]


def _parts(path: str, value: Any) -> Iterator[tuple[str, Any]]:
    """Yield everything in objects of objects with its dotted name; lists are not entered."""
    waiting = [(path, value)]
    while waiting:
        path, value = waiting.pop()
        if path:
            yield path, value
        if isinstance(value, dict):
            inner = [(f"{path}.{key}" if path else key, one) for key, one in value.items()]
            waiting += reversed(inner)


def _split(document: Mapping[str, Any]) -> Place | None:
    """Return the rows pandas writes as columns, index and data; those of a table schema."""
    data, names = document.get("data"), document.get("columns")
    if not isinstance(data, list):
        return None
    if "schema" in document and not set(document) - {"schema", "data"}:
        return Place(data, notes=("rows from `data`",))
    if not _fits_split(document, data, names):
        return None
    index = document.get("index", list(range(len(data))))
    if index == list(range(len(data))):
        return Place(data, names)
    rows = [[label, *row] for label, row in zip(index, data, strict=True)]
    return Place(rows, ["index", *(names or [])])


def _fits_split(document: Mapping[str, Any], data: Rows, names: Any) -> bool:
    index = document.get("index", data)
    return (
        isinstance(names, list)
        and isinstance(index, list)
        and len(index) == len(data)
        and not set(document) - {"columns", "data", "index", "index_names", "column_names"}
        and all(isinstance(row, list) and len(row) == len(names) for row in data)
    )


def _columns(document: Mapping[str, Any]) -> Place | None:
    """Return the rows of an object of columns: lists of plain values, all of one length."""
    columns = list(document.values())
    if not columns or not all(isinstance(one, list) and not _is_rows(one) for one in columns):
        return None
    if len({len(one) for one in columns}) > 1:
        return None
    rows = [list(row) for row in zip(*columns, strict=True)]
    if not rows:
        return Place([])  # an answer without rows, whatever its keys
    return Place(rows, list(document), notes=("an object of columns",))


def _keyed(document: Mapping[str, Any]) -> Place | None:
    """Return the rows of an object of objects with the same keys, as pandas writes them."""
    inner = list(document.values())
    if not _are_alike(inner):
        return None
    if _are_places(inner[0]):
        labels = list(inner[0])
        rows = [[one[label] for one in inner] for label in labels]
        return _indexed(Place(rows, list(document), notes=("an object of columns",)), labels)
    if _are_places(document) or len(inner) > 1:
        labels = list(document)
        rows = [list(map(one.get, inner[0])) for one in inner]
        note = "an object of rows, each under its key"
        return _indexed(Place(rows, list(inner[0]), notes=(note,)), labels)
    return None


def _are_alike(values: list[Any]) -> bool:
    """Tell whether values are objects, all with the same keys, of which there are some."""
    if not values or not all(isinstance(one, dict) and one for one in values):
        return False
    return all(one.keys() == values[0].keys() for one in values)


def _are_places(keys: Any) -> bool:
    """Tell whether keys number rows."""
    return all(key.isascii() and key.isdigit() for key in keys)


def _indexed(place: Place, labels: list[str]) -> Place:
    """Return rows with their labels as a first column, if these say more than their order."""
    if labels == [str(number) for number in range(len(labels))]:
        return place
    rows = [[label, *row] for label, row in zip(labels, place.rows, strict=True)]
    return Place(rows, ["index", *(place.names or [])], place.notes)


def _inside(document: Mapping[str, Any]) -> Place | None:
    """Return the longest list of rows in an object; others are named as doubts."""
    found = {path: value for path, value in _parts("", document) if _is_rows(value)}
    if not found:
        return None
    path = max(found, key=lambda one: len(found[one]))
    others = [f"`{one}` ({count(len(rows), 'row')})" for one, rows in found.items() if one != path]
    if others:
        doubt = f"rows could be those of {listed(others, _LISTED)} too; `table` says which"
        return Place(found[path], notes=(f"rows from `{path}`",), doubts=(doubt,))
    beside = [key for key in document if key != path.split(".", 1)[0]]
    left = f", {listed(beside)} beside it left out" if beside else ""
    return Place(found[path], notes=(f"rows from `{path}`{left}",))


def _is_rows(value: object) -> bool:
    return isinstance(value, list) and any(isinstance(one, dict | list) for one in value[:_LISTED])
