"""Which table of a database is read, and what its columns become."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyarrow as pa

from jupyter_analyst.data import frame
from jupyter_analyst.data.formats.format import Found
from jupyter_analyst.data.reading import Reading
from jupyter_analyst.errors import ReadError, UnknownNameError
from jupyter_analyst.wording import count

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from jupyter_analyst.data.values.objects import Made

_MOST_LISTED = 12
_MEGABYTE = 1_000_000
_CAST = "a `query` that casts it decides otherwise"


@dataclass(frozen=True)
class Relation:
    """A table or view of a database.

    Parameters
    ----------
    name : str
        Its name.
    is_view : bool
        Whether it is a view.
    """

    name: str
    is_view: bool = False


def chosen(
    relations: Sequence[Relation],
    table: str | None,
    place: str,
    n_rows: Callable[[str], int] | None = None,
) -> tuple[Relation, str]:
    """Return what is read, and what could be read too, in words.

    Parameters
    ----------
    relations : sequence of Relation
        The tables and views there are.
    table : str or None
        The one that was asked for; without it the only table, else the only view.
    place : str
        What they are in, for messages.
    n_rows : callable, optional
        Counts the rows of a table.

    Raises
    ------
    ReadError
        If there is none, or several and none was asked for.
    UnknownNameError
        If there is none of that name.
    """
    if table is not None:
        return _named(relations, table, place), ""
    tables = [one for one in relations if not one.is_view] or relations
    if not tables:
        message = f"`{place}` holds no table."
        raise ReadError(message, hint="Check that it is the right one.", code="table-missing")
    if len(tables) > 1:
        message = f"`{place}` holds {_counted(relations)}: {_listed(relations, n_rows)}."
        hint = f'Name one: `table="{tables[0].name}"`, or give a `query`.'
        raise ReadError(message, hint=hint, code="table-unclear")
    others = [f"`{one.name}`" for one in relations if one is not tables[0]]
    doubt = f"there is the view {', '.join(others)}, too: `table` names it" if others else ""
    return tables[0], doubt


def _named(relations: Iterable[Relation], table: str, place: str) -> Relation:
    known = {one.name: one for one in relations}
    same = [one for name, one in known.items() if name.casefold() == table.casefold()]
    if table in known or len(same) == 1:
        return known.get(table) or same[0]
    raise UnknownNameError(table, "table", known, where=f"in `{place}`", hint="It holds none.")


def _counted(relations: Sequence[Relation]) -> str:
    n_views = sum(one.is_view for one in relations)
    parts = [count(len(relations) - n_views, "table"), count(n_views, "view") if n_views else ""]
    return " and ".join(filter(None, parts))


def _listed(relations: Sequence[Relation], n_rows: Callable[[str], int] | None) -> str:
    shown = [_described(one, n_rows) for one in relations[:_MOST_LISTED]]
    more = len(relations) - len(shown)
    return ", ".join([*shown, *([f"and {more:,} more"] if more else [])])


def _described(one: Relation, n_rows: Callable[[str], int] | None) -> str:
    if one.is_view:
        return f"`{one.name}` (a view)"
    return f"`{one.name}` ({count(n_rows(one.name), 'row')})" if n_rows else f"`{one.name}`"


def found_of(
    kind: str,
    names: Sequence[str],
    made: Sequence[Made],
    notes: Iterable[str],
    doubt: str = "",
    *,
    decides: str = _CAST,
) -> Found:
    """Return the rows that were read; columns no table can hold are left out.

    Parameters
    ----------
    kind : str
        What was read, as `Reading.format` spells it.
    names : sequence of str
        Names of the columns.
    made : sequence of Made
        The columns.
    notes : iterable of str
        What was decided.
    doubt : str
        What could be read too.
    decides : str
        How a person decides what a column in doubt becomes.

    Raises
    ------
    ReadError
        If no column is left.
    """
    kept = [(name, one) for name, one in zip(names, made, strict=True) if one.values is not None]
    table = pa.Table.from_arrays([one.values for _, one in kept], [name for name, _ in kept])
    told = tuple(one.note for one in made if one.note)
    if not kept and told:
        message = f"No column is left: {', '.join(told)}."
        raise ReadError(message, hint="Give a `query` that turns it into text.", code="no-columns")
    doubts = [f"{one.doubt}; {decides}" for one in made if one.doubt]
    table, renamed = frame.normalised(table)
    reading = Reading(
        kind,
        renamed=renamed,
        notes=(*notes, *told),
        doubts=(*([doubt] if doubt else []), *doubts),
    )
    return Found(table, reading)


def at_most(
    max_mb: float | None, place: str, error: Callable[..., ReadError] = ReadError
) -> Callable[[int], None]:
    """Return what refuses the rows of a database when they have become too many bytes.

    Parameters
    ----------
    max_mb : float or None
        Most megabytes that are read; None if there is no limit.
    place : str
        Where the rows are from, for the message.
    error : callable
        Makes the error of a message, a hint and a code.
    """

    def _check(n_bytes: int) -> None:
        if max_mb is not None and n_bytes > max_mb * _MEGABYTE:
            message = f"`{place}` gives more than the {max_mb:g} MB of rows that are read."
            hint = "Read less by a `query`, or raise `max_file_mb`."
            large = error(message, hint=hint, code="result-too-large")
            raise large

    return _check


def source_of(table: str | None, query: str | None) -> str:
    """Return what was read of a database, in words.

    Parameters
    ----------
    table, query : str or None
        What was read.
    """
    return f"table `{table}`" if query is None else "the rows of a query"
