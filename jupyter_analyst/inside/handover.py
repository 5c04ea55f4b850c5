"""Hand a variable to the host: as vectors in an Arrow file, with a record of how to read them."""

from __future__ import annotations

import os
import resource
import secrets
import sys
from contextlib import contextmanager, suppress
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jupyter_analyst.inside import cells, columns, variables, wires
from jupyter_analyst.inside.cells import UnfitError
from jupyter_analyst.inside.told import Told

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from jupyter_analyst.inside.columns import Pack

_MOST_DIMENSIONS = 8
_LONGEST = 100


class LargeError(Exception):
    """A value that is too large, with its bytes."""


def put(names: Mapping[str, Any], name: str, most: int, hidden: Mapping[str, Any]) -> Told:
    """Write a variable to a file in the working folder, and tell what it is.

    The answer is `{"file", "wires", "value"}`, or `{"refused", ...}` with the reason.

    Parameters
    ----------
    names : mapping
        The names of the user, as IPython keeps them.
    name : str
        Which of them.
    most : int
        Bytes it may take, here and in memory.
    hidden : mapping
        Names that were there before.
    """
    if name not in names:
        return Told({"refused": "unknown", "names": _known(names, hidden)})
    pack = columns.Pack()
    try:
        record = _record(names[name], pack)
        file = _written(pack, most)
    except _UnfitPartError as error:
        return _unfit(error.inner, error.place)
    except UnfitError as error:
        return _unfit(error)
    except LargeError as error:
        return Told({"refused": "large", "bytes": error.args[0]})
    except MemoryError:
        return Told({"refused": "memory"})
    except OSError as error:
        return Told({"refused": "disk", "why": str(error.strerror)[:_LONGEST]})
    return Told({"file": file, "wires": pack.wires, "value": record})


def _known(names: Mapping[str, Any], hidden: Mapping[str, Any]) -> list[str]:
    return [one["name"] for one in variables.told(names, hidden).value]


def _unfit(error: UnfitError, place: str | None = None) -> Told:
    return Told({"refused": "unfit", "type": str(error)[:_LONGEST], "column": place})


class _UnfitPartError(Exception):
    """A column that cannot leave.

    Parameters
    ----------
    place : str
        Name of the column.
    inner : UnfitError
        What is wrong with it.
    """

    def __init__(self, place: str, inner: UnfitError) -> None:
        super().__init__(place)
        self.place = place
        self.inner = inner


def _record(value: Any, pack: Pack) -> dict[str, Any]:
    """Pack a value; return its record."""
    for (module, kind), write in _WRITERS.items():
        try:
            known = attrgetter(kind)(sys.modules[module])
        except (KeyError, AttributeError):  # what is not imported yet made no value
            continue
        if isinstance(value, known):
            return write(value, pack)
    return _cell(value, pack)


def _frame(value: Any, pack: Pack) -> dict[str, Any]:
    index, labels = columns.index(value.index, pack), columns.index(value.columns, pack)
    data = []
    for at, label in enumerate(value.columns):
        with _part(label):
            data.append(columns.column(value.iloc[:, at], pack))
    return {"kind": "frame", "index": index, "columns": labels, "data": data}


@contextmanager
def _part(label: Any) -> Iterator[None]:
    """Say which column it was that cannot leave.

    Raises
    ------
    _UnfitPartError
        Instead of what is raised inside.
    """
    try:
        yield
    except UnfitError as error:
        raise _UnfitPartError(str(label)[:_LONGEST], error) from error


def _series(value: Any, pack: Pack) -> dict[str, Any]:
    record = {"kind": "series", "name": columns.name(value.name)}
    index, data = columns.index(value.index, pack), columns.column(value, pack)
    return record | {"index": index, "data": data}


def _array(value: Any, pack: Pack) -> dict[str, Any]:
    import numpy as np

    plain = type(value) is np.ndarray or isinstance(value, np.generic)
    if not plain or value.ndim > _MOST_DIMENSIONS:
        raise UnfitError(type(value).__name__)
    flat = np.asarray(value).reshape(-1)
    return {"kind": "array", "shape": [*value.shape], "data": columns.array(flat, pack)}


def _table(value: Any, pack: Pack) -> dict[str, Any]:
    data = []
    for name, vector in zip(value.column_names, value.columns, strict=True):
        with _part(name):
            data.append(columns.arrow(vector, pack))
    names = [columns.name(name) for name in value.column_names]
    return {"kind": "table", "names": names, "data": data}


def _cell(value: Any, pack: Pack) -> dict[str, Any]:
    """Pack a scalar, a list or a dict."""
    if type(value) in {str, bytes}:
        wire = "text" if type(value) is str else "bytes"
        at = pack.add(wire, columns.pa_array([value], wire))
        return {"kind": "cell", "data": {"kind": wire, "missing": "None", "at": at}}
    at = pack.add("json", columns.pa_array([cells.text(value)], "text"))
    return {"kind": "cell", "data": {"kind": "json", "at": at}}


def _values(value: Any, pack: Pack) -> dict[str, Any]:
    import pandas as pd

    return {"kind": "values", "data": columns.column(pd.Series(value), pack)}


def _index(value: Any, pack: Pack) -> dict[str, Any]:
    return {"kind": "index", "index": columns.index(value, pack)}


_WRITERS: dict[tuple[str, str], Callable[[Any, Pack], dict[str, Any]]] = {
    ("pandas", "DataFrame"): _frame,
    ("pandas", "Series"): _series,
    ("pandas", "Index"): _index,
    ("pandas", "api.extensions.ExtensionArray"): _values,
    ("numpy", "ndarray"): _array,
    ("numpy", "generic"): _array,
    ("pyarrow", "Table"): _table,
}


def _written(pack: Pack, most: int) -> str | None:
    """Write the vectors to a file; return its name, None if there are none.

    Raises
    ------
    LargeError
        If they are too large.
    OSError
        If the folder is too full.
    """
    import pyarrow as pa

    folder = Path(os.environ["HOME"]).parent  # where the process began
    for left in folder.glob(".handover-*"):
        with suppress(OSError):
            left.unlink()
    if not pack.vectors:
        return None
    _check_room(pack, folder, most)
    schema = wires.schema(pack.wires)
    ends = [pa.array([0, len(vector)], pa.int64()) for vector in pack.vectors]
    lists = map(pa.LargeListArray.from_arrays, ends, pack.vectors)
    batch = pa.RecordBatch.from_arrays([*lists], schema=schema)
    path = folder / f".handover-{secrets.token_hex(8)}.arrow"
    try:
        with pa.OSFile(str(path), "wb") as sink, pa.ipc.new_file(sink, schema) as file:
            file.write_batch(batch)
    except OSError:
        path.unlink(missing_ok=True)
        raise
    return path.name


def _check_room(pack: Pack, folder: Path, most: int) -> None:
    """Make sure that the file does not make the folder so large that the sandbox is ended.

    Raises
    ------
    LargeError
        If the value is too large wherever it went.
    OSError
        If the folder is too full.
    UnfitError
        If it has too many parts.
    """
    if len(pack.vectors) > wires.MOST_VECTORS:
        message = f"more than {wires.MOST_VECTORS:,} columns"
        raise UnfitError(message)
    size = sum(vector.nbytes for vector in pack.vectors)
    if max(size, pack.cost()) > most:
        raise LargeError(max(size, pack.cost()))
    kept = sum(path.lstat().st_size for path in folder.rglob("*") if path.is_file())
    largest, _ = resource.getrlimit(resource.RLIMIT_FSIZE)
    if largest not in {resource.RLIM_INFINITY, -1} and size + kept > largest:
        message = "the working folder is full"
        raise OSError(0, message)
