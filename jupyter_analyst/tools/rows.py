"""Which rows a tool uses: numbers without gaps, and rows by group."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from jupyter_analyst import wording
from jupyter_analyst.errors import ParameterError

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray


def numbers(column: pd.Series[Any]) -> NDArray[np.float64]:
    """Return a column as floats, with NaN for what is missing or infinite.

    Parameters
    ----------
    column : Series, shape (n,)
        Numbers of any pandas type; never changed.
    """
    values = column.to_numpy(dtype=np.float64, na_value=np.nan)
    return np.where(np.isfinite(values), values, np.nan)


def groups(column: pd.Series[Any]) -> dict[str, NDArray[np.bool_]]:
    """Return which rows belong to each group, by the group's name.

    Groups are sorted; those of a categorical column keep the order of its categories. Rows without
    a value belong to none.

    Parameters
    ----------
    column : Series, shape (n,)
        A column with few different values; never changed.

    Examples
    --------
    >>> import pandas as pd
    >>> {name: rows.tolist() for name, rows in groups(pd.Series([2.0, 1.0, None, 2.0])).items()}
    {'1': [False, True, False, False], '2': [True, False, False, True]}
    """
    import pandas as pd

    codes, levels = pd.factorize(column, sort=True)
    return {label(level): codes == i for i, level in enumerate(levels)}


def label(value: object) -> str:
    """Return a value as the name of its group.

    Parameters
    ----------
    value : object
        A text, number, truth value or date.

    Examples
    --------
    >>> label(1.0), label(0.5), label(True), label("")
    ('1', '0.5', 'True', '(empty)')
    """
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).removesuffix(" 00:00:00") or "(empty)"


def require_different(**columns: str | None) -> None:
    """Check that no column is named for two parameters.

    Parameters
    ----------
    **columns : str or None
        Names of columns by parameter; None where none was given.

    Raises
    ------
    ParameterError
        If a name comes twice.
    """
    seen: dict[str, str] = {}
    for parameter, column in columns.items():
        if column is not None and column in seen:
            message = f"`{seen[column]}` and `{parameter}` are both `{column}`."
            raise ParameterError(message, hint="Name two different columns.", code="column-twice")
        if column is not None:
            seen[column] = parameter


def left_out_note(n_left_out: int, n_rows: int) -> str:
    """Return how many rows were left out, in words.

    Parameters
    ----------
    n_left_out, n_rows : int
        Rows left out because of missing values, and rows in all.
    """
    share = wording.percent(n_left_out / n_rows if n_rows else 0.0, 0)
    return f"{wording.count(n_left_out, 'row')} of {n_rows:,} left out ({share})."
