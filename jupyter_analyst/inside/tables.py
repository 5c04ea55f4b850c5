"""Frames as JSON, beside what IPython shows of them anyway."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    import numpy as np
    import pandas as pd

MIMETYPE = "application/vnd.jupyter-analyst.table+json"
"""MIME type of a table: `columns`, `rows` (lists of JSON values), `n_rows`, `n_columns`."""

_NUMBERS = [f"{kind}{bits}" for kind in ("int", "uint") for bits in (8, 16, 32, 64)]
_NUMBERS += ["float16", "float32", "float64", "bool", "bool_"]

MOST_ROWS = 60
MOST_COLUMNS = 30


def register(formatters: Any) -> None:  # IPython's, which is not imported for it
    """Teach a shell to show frames and series as tables, and NumPy's numbers as numbers.

    Neither pandas nor NumPy is imported for it.

    Parameters
    ----------
    formatters : DisplayFormatter
        Those of the shell.
    """
    by_name = formatters.mimebundle_formatter.for_type_by_name
    for module in ("pandas.core.frame", "pandas"):  # where pandas 2 and 3 say it is from
        by_name(module, "DataFrame", _bundle)
    for module in ("pandas.core.series", "pandas"):
        by_name(module, "Series", _bundle_of_series)
    texts = formatters.formatters["text/plain"]
    texts.float_format = "%s"  # all digits, as "%r", but without a word about NumPy
    for name in _NUMBERS:
        texts.for_type_by_name("numpy", name, _plain)


def _plain(value: np.generic, printer: Any, _: bool) -> None:  # noqa: FBT001  # IPython's protocol
    """Write a NumPy scalar as Python writes the value: `2.5`, not `np.float64(2.5)`."""
    printer.text(repr(value.item()))


def _bundle(frame: pd.DataFrame, **_: Any) -> dict[str, Any]:
    return {MIMETYPE: table(frame)}


def _bundle_of_series(series: pd.Series[Any], **_: Any) -> dict[str, Any]:
    return _bundle(series.to_frame("value" if series.name is None else series.name))


def table(frame: pd.DataFrame) -> dict[str, Any]:
    """Return the upper left of a frame as JSON values; index columns come first.

    Parameters
    ----------
    frame : DataFrame
        Any frame; an index that only counts rows is left out.
    """
    part = frame.iloc[:MOST_ROWS]
    columns: list[Iterable[Any]] = [
        part.iloc[:, i] for i in range(min(part.shape[1], MOST_COLUMNS))
    ]
    names = [_text(name) for name in part.columns[: len(columns)]]
    levels = _levels(part.index)
    names = [*(name for name, _ in levels), *names]
    columns = [*(values for _, values in levels), *columns]
    rows = zip(*(map(_json, column) for column in columns[:MOST_COLUMNS]), strict=True)
    return {
        "columns": names[:MOST_COLUMNS],
        "rows": [list(row) for row in rows],
        "n_rows": len(frame),
        "n_columns": frame.shape[1] + len(levels),
    }


def _levels(index: pd.Index[Any]) -> list[tuple[str, Iterable[Any]]]:
    """Return the names and values of an index; nothing if it only counts rows."""
    import pandas as pd

    if isinstance(index, pd.RangeIndex) and (index.start, index.step) == (0, 1):
        return []
    names = ("" if name is None else _text(name) for name in index.names)
    return [(name, index.get_level_values(i)) for i, name in enumerate(names)]


def _text(name: Any) -> str:
    return " / ".join(map(str, name)) if isinstance(name, tuple) else str(name)


def _json(value: Any) -> Any:
    """Return a cell as a JSON value: text, number, truth value or None."""
    import pandas as pd

    if pd.api.types.is_scalar(value) and pd.isna(value):
        return None
    plain = value.item() if hasattr(value, "item") and getattr(value, "ndim", 1) == 0 else value
    if isinstance(plain, bool | int | float | str):
        return plain if not isinstance(plain, float) or abs(plain) != float("inf") else str(plain)
    return str(plain)
