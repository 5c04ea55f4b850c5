"""Where the table of a text file begins, and whether its first row holds the names."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from jupyter_analyst.data.delimited.dialect import Row, width_of
from jupyter_analyst.data.values.spelling import TRUTHS, spelled

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_YEARS = range(1800, 2200)
_LETTERS, _DIGITS = re.compile(r"[^\W\d_]+"), re.compile(r"\d+")
_MARKED = re.compile("[9@:/]")


@dataclass(frozen=True)
class Table:
    """Where the table stands in the file.

    Parameters
    ----------
    names : tuple of str
        Names of the columns as they stand in the file; empty texts where there is none.
    has_header : bool
        Whether a row holds them.
    above : tuple of Row
        Rows above the table that are no part of it.
    begin : int
        Line of the first row of values, from 0.
    names_at : int
        Line of the names, from 0, if there are any.
    second : Row, optional
        The row below the names, if it looks like a second one of names, or like their units.
    """

    names: tuple[str, ...]
    has_header: bool
    above: tuple[Row, ...] = field(default=())
    begin: int = 0
    names_at: int = 0
    second: Row | None = None


def table_of(
    rows: Sequence[Row], *, header: bool | None = None, header_rows: int | None = None
) -> Table:
    """Return where the table begins and what its columns are called.

    Parameters
    ----------
    rows : sequence of Row
        The first rows of the file, at least one.
    header : bool, optional
        Whether a row holds the names; decided from the rows if left out.
    header_rows : int, optional
        How many rows hold the names, if not one.
    """
    width = width_of(list(rows))
    fitting = [place for place, row in enumerate(rows) if len(row.cells) == width]
    start = next((place for place in fitting if _begins(rows[place])), fitting[0])
    above, inside = tuple(rows[:start]), [rows[place] for place in fitting if place >= start]
    first, body = inside[0], [row.cells for row in inside]
    if header is not False and above and _is_short_header(above[-1], body):
        *above_it, named = above
        names = (*named.cells, "") if _is_last_empty(body) else ("", *named.cells)
        return Table(names, True, tuple(above_it), first.first, named.first)  # noqa: FBT003
    if header_rows:
        upper = inside[:header_rows]
        return Table(_joined(upper), True, above, upper[-1].last, first.first)  # noqa: FBT003
    if not (_is_header(body) if header is None else header):
        return Table(("",) * width, False, above, first.first, first.first)  # noqa: FBT003
    second = inside[1] if _is_second_header(body) else None
    return Table(tuple(first.cells), True, above, first.last, first.first, second)  # noqa: FBT003


def _joined(rows: Sequence[Row]) -> tuple[str, ...]:
    """Return names that stand in several rows, one above the other."""
    columns = zip(*(row.cells for row in rows), strict=True)
    return tuple(" ".join(filter(None, cells)) for cells in columns)


def with_commented_names(table: Table, rows: Sequence[Row], comment: Row, text: str) -> Table:
    """Return a table that takes its names from the comment above it, if they stand there.

    Parameters
    ----------
    table : Table
        The table as its rows alone say.
    rows : sequence of Row
        The first rows of the file.
    comment : Row
        The last comment above it, without its mark, taken apart.
    text : str
        The comment as it stands; a note has a space behind its mark more often than names have.
    """
    width = len(table.names)
    if width < 2 or len(comment.cells) != width or not all(map(str.strip, comment.cells)):
        return table
    body = [row.cells for row in rows if len(row.cells) == width]
    if table.has_header and (text[1:2] == " " or any(_votes(body))):
        return table
    begin = table.names_at if table.has_header else table.begin
    names = (comment.cells[0].strip(), *comment.cells[1:])
    return replace(
        table, names=names, has_header=True, begin=begin, names_at=comment.first, second=None
    )


def unique(names: Iterable[str]) -> tuple[tuple[str, ...], dict[str, str]]:
    """Return names that are all different and not empty, and which were changed: new to old.

    Spaces around and line ends inside a name are made plain without a word.

    Parameters
    ----------
    names : iterable of str
        The names as they stand.

    Examples
    --------
    >>> unique(["a", "", "a", " b "])
    (('a', 'column_2', 'a_2', 'b'), {'column_2': '', 'a_2': 'a'})
    """
    wanted = [" ".join(name.split()) for name in names]
    made: dict[str, str] = {}
    for place, name in enumerate(wanted, start=1):
        new = name or f"column_{place}"
        if new in made or (not name and new in wanted):
            new = _numbered(new, {*wanted, *made})
        made[new] = name
    return tuple(made), {new: name for new, name in made.items() if new != name}


def _numbered(name: str, taken: set[str]) -> str:
    number = 2
    while f"{name}_{number}" in taken:
        number += 1
    return f"{name}_{number}"


def _begins(row: Row) -> bool:
    """Tell whether a row is no title padded with delimiters."""
    filled = sum(bool(cell.strip()) for cell in row.cells)
    return filled > 1 or len(row.cells) < 3


def _is_short_header(row: Row, body: list[list[str]]) -> bool:
    """Tell whether a row is a header that lacks the name of one column, as R writes it."""
    cells = row.cells
    return (
        len(cells) == len(body[0]) - 1
        and all(cell.strip() and spelled(cell) in {"text", "truth"} for cell in cells)
        and any(spelled(cell) == "number" for cell in body[0])
    )


def _is_last_empty(body: list[list[str]]) -> bool:
    return not any(cells[-1].strip() for cells in body)


def _is_header(body: list[list[str]]) -> bool:
    """Weigh the first row against the rows below it, column by column."""
    first = [cell.strip() for cell in body[0]]
    if len(body) == 1:
        return not any(spelled(cell) in {"number", "date"} for cell in first)
    if _counts_up(first) and _are_values(body[1:]):
        return True
    votes = _votes(body)
    return sum(votes) > 0 or not any(votes)


def _votes(body: list[list[str]]) -> list[int]:
    columns = (map(str.strip, cells) for cells in zip(*body, strict=True))
    return [_vote(name, values) for name, *values in columns]


def _vote(name: str, values: list[str]) -> int:
    """Return 1 if a cell looks like the name of the values below it, -1 if like one of them."""
    filled = [value for value in values if value]
    if not filled or not name:
        return 0
    above, below = spelled(name), _usual(filled)
    if below == "text":
        is_value = above in {"number", "date"} or name in filled or _is_patterned(name, filled)
        return -1 if is_value else 0
    is_name = above == "text" or (above == "truth" and not _answers_like(name, filled))
    return 1 if is_name else -1


def _answers_like(name: str, values: list[str]) -> bool:
    """Tell whether a cell is the same yes or no as the values; y and no are names, too."""
    pairs = [pair for pair in TRUTHS if name.lower() in pair]
    return any(value.lower() in pair for pair in pairs for value in values)


def _is_second_header(body: list[list[str]]) -> bool:
    """Tell whether the second row has words where all rows below it have numbers."""
    if len(body) < 4:
        return False
    _, second, *rest = body
    if any(spelled(cell) in {"number", "date"} for cell in second):
        return False
    return any(
        spelled(cell) == "text"
        and {spelled(value) for value in values} <= {"number", "missing"}
        and any(map(str.strip, values))
        for cell, *values in zip(second, *rest, strict=True)
    )


def _usual(values: list[str]) -> str:
    """Return what most of the values look like, text if they do not agree."""
    kinds = Counter(map(spelled, values))
    kinds["number"] += kinds.pop("date", 0)
    kind, n = kinds.most_common(1)[0]
    return kind if n * 2 > len(values) and kind != "missing" else "text"


def _is_patterned(name: str, values: list[str]) -> bool:
    """Tell whether a cell shares a shape with digits or marks, such as AB-12, with all values."""
    shape = _shape(name)
    return bool(_MARKED.search(shape)) and all(_shape(value) == shape for value in set(values))


def _shape(text: str) -> str:
    return _DIGITS.sub("9", _LETTERS.sub("a", text))


def _counts_up(cells: list[str]) -> bool:
    """Tell whether the whole numbers of a row count up by one: 0, 1, 2 or years."""
    numbers = [int(cell) for cell in cells if re.fullmatch(r"\d{1,4}", cell)]
    if len(numbers) < 2 or not (numbers[0] in {0, 1} or numbers[0] in _YEARS):
        return False
    return numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def _are_values(rows: list[list[str]]) -> bool:
    """Tell whether rows hold measured numbers, not only small whole ones that may be counts."""
    return any(re.search(r"\d[.,]\d|\d{5}", cell) for cells in rows for cell in cells)
