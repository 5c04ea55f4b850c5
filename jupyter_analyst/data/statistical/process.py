"""Reads one file of a statistics program; run as a program, for a damaged file can end it.

The library that reads these files is written in C and has been seen to fault on files with a
single changed byte. Whatever happens, happens to this process; what it read goes back as Arrow.
"""

from __future__ import annotations

import json
import math
import resource
import sys
from importlib.abc import MetaPathFinder
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyreadstat

if TYPE_CHECKING:
    from collections.abc import Callable

NOT_READ = 3
"""What the process returns if the file is damaged; why, stands in its output."""

_READERS: dict[str, Callable[..., Any]] = {
    "sav": pyreadstat.read_sav,
    "por": pyreadstat.read_por,
    "dta": pyreadstat.read_dta,
    "sas7bdat": pyreadstat.read_sas7bdat,
    "xport": pyreadstat.read_xport,
}
_TELLS_MISSING = {"sav", "dta", "sas7bdat"}


class _NoPandas(MetaPathFinder):
    """Refuses pandas, all of which pyarrow would import to ask whether a list is a series."""

    def find_spec(self, name: str, *_: object) -> None:
        """Refuse the one library; nothing is said of others.

        Raises
        ------
        ModuleNotFoundError
            If it is asked for.
        """
        if name == "pandas":
            message = f"`{name}` is kept out of this process"
            raise ModuleNotFoundError(message, name=name)


def main(kind: str, source: str, target: str, encoding: str, most_bytes: str) -> int:
    """Read a file and write what it holds as an Arrow file.

    Parameters
    ----------
    kind : str
        Which reader: sav, por, dta, sas7bdat or xport.
    source, target : str
        The file, and where to write.
    encoding : str
        Encoding of the texts; empty to take what the file says.
    most_bytes : str
        Memory the process may use.
    """
    sys.meta_path.insert(0, _NoPandas())
    limit = int(most_bytes)
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    options: dict[str, Any] = {"disable_datetime_conversion": True, "output_format": "dict"}
    if encoding:
        options["encoding"] = encoding
    if kind in _TELLS_MISSING:
        options["user_missing"] = True
    errors = (pyreadstat.ReadstatError, pyreadstat.PyreadstatError)
    try:
        columns, meta = _READERS[kind](source, **options)
        write(columns, meta, target)
    except (*errors, pa.ArrowException, ValueError, MemoryError, OverflowError) as error:
        print(str(error) or type(error).__name__)  # noqa: T201  # to the one who waits for it
        return NOT_READ
    return 0


def write(columns: dict[str, list[Any]], meta: Any, target: str) -> None:
    """Write columns as an Arrow file that says what is known about each of them.

    Parameters
    ----------
    columns : dict
        Values by name: floats, texts, None; a letter where Stata or SAS tell why one is missing.
    meta : metadata_container
        What the file says about them.
    target : str
        Where to write.
    """
    fields, arrays = [], []
    for name, values in columns.items():
        column, n_told = _column(values, meta.readstat_variable_types.get(name) == "string")
        about = {
            "label": meta.column_names_to_labels.get(name) or "",
            "format": meta.original_variable_types.get(name) or "",
            "labels": list(meta.variable_value_labels.get(name, {}).items()),
            "missing": _ranges(meta.missing_ranges.get(name, [])),
            "n_told": n_told,
        }
        told = {"about": json.dumps(about)}
        fields.append(pa.field(name, column.type, metadata=told))
        arrays.append(column)
    schema = pa.schema(fields, metadata={"encoding": meta.file_encoding or ""})
    with pa.ipc.new_file(target, schema) as writer:
        writer.write_table(pa.Table.from_arrays(arrays, schema=schema))


def _column(values: list[Any], is_text: bool) -> tuple[pa.Array, int]:  # noqa: FBT001  # of two
    """Return values as one array, and how many were missing for a reason that was told."""
    if is_text:
        return pa.array([value or None for value in values], pa.string()), 0
    n_told = sum(isinstance(value, str) for value in values)
    numbers = [None if isinstance(value, str) or _is_nan(value) else value for value in values]
    return pa.array(numbers, pa.float64()), n_told


def _is_nan(value: float | None) -> bool:
    return value is not None and math.isnan(value)


def _ranges(ranges: list[Any]) -> list[list[Any]]:
    """Return what means missing as pairs of bounds; JSON knows no infinity, None is none."""
    bounds = [(one["lo"], one["hi"]) if isinstance(one, dict) else (one, one) for one in ranges]
    return [[_bound(low), _bound(high)] for low, high in bounds]


def _bound(value: Any) -> Any:  # a number or a text
    return None if isinstance(value, float) and not math.isfinite(value) else value


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
