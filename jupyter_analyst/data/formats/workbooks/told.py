"""What is said about how a workbook was read: what was decided and what is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jupyter_analyst.data.delimited.below import n_below
from jupyter_analyst.data.formats.workbooks.columns import TEXTS, as_texts, has_values, kinds_in
from jupyter_analyst.wording import count, listed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jupyter_analyst.data.formats.workbooks.columns import Sorted
    from jupyter_analyst.data.formats.workbooks.layout import Layout
    from jupyter_analyst.data.formats.workbooks.rows import Rows
    from jupyter_analyst.data.formats.workbooks.sheets import Book, Sheet
    from jupyter_analyst.data.options import Options
    from jupyter_analyst.data.values.infer import Typed

_TAIL = 1000


def notes_of(book: Book, sheet: Sheet, layout: Layout) -> tuple[str, ...]:
    """Return what was decided, in words.

    Parameters
    ----------
    book : Book
        The workbook.
    sheet : Sheet
        The sheet that was read.
    layout : Layout
        Where its table stands.
    """
    number = book.sheets.index(sheet.listed) + 1
    hidden = ", which is hidden" if sheet.listed.is_hidden else ""
    which = f"sheet `{sheet.listed.name}`, {number} of {len(book.sheets)}{hidden}"
    return (which, _header(layout), *_cells(sheet, layout))


def doubts_of_rows(
    book: Book, sheet: Sheet, rows: Rows, columns: Sequence[Sorted], given: Options
) -> list[str]:
    """Return what is open about which sheet and which rows are the table.

    Parameters
    ----------
    book : Book
        The workbook.
    sheet : Sheet
        The sheet that was read.
    rows : Rows
        The rows that were walked through.
    columns : sequence of dict
        Their values by kind.
    given : Options
        What a person decided.
    """
    doubts = []
    others = [one.name for one in book.sheets if one != sheet.listed and not one.is_hidden]
    if given.sheet is None and others:
        names = listed([f"`{name}`" for name in others])
        doubts.append(f"{count(len(others), 'other sheet')} not read: {names}; `sheet` decides.")
    if given.footer is None and (n := _n_below(columns)):
        last = f"The last row ({rows.last(1)})" if n == 1 else f"The rows from {rows.last(n)} on"
        doubts.append(f"{last} may be totals or notes; `footer={n}` leaves them out.")
    return doubts


def doubts_of_columns(
    columns: Sequence[Sorted], found: Sequence[Typed], mixed: Sequence[int], names: Sequence[str]
) -> list[str]:
    """Return what is open about the columns.

    Parameters
    ----------
    columns : sequence of dict
        Their values by kind.
    found : sequence of Typed
        What they became.
    mixed : sequence of int
        Places of those that became text because their values are of several kinds.
    names : sequence of str
        Their names.
    """
    doubts = [
        one.sentence(name, names)
        for name, column in zip(names, found, strict=True)
        for one in column.doubts
    ]
    for place in mixed:
        said = f"`{names[place]}` holds {kinds_in(columns[place])}, so it was read as text"
        way = "; `nulls` names what means missing" if TEXTS in columns[place] else ""
        doubts.append(f"{said}{way}.")
    return doubts


def _header(layout: Layout) -> str:
    if not layout.header:
        return "no header"
    rows = listed([str(row + 1) for row in layout.header])
    return f"header in {'rows' if len(layout.header) > 1 else 'row'} {rows}"


def _cells(sheet: Sheet, layout: Layout) -> list[str]:
    survey = sheet.survey
    header = any(one.top in layout.header and one.right > one.left for one in sheet.merged)
    n_merged = sum(one.bottom >= layout.begin for one in sheet.merged)
    formulas = count(survey.n_unvalued, "formula")
    found = {
        "merged names stand over each of their columns": header,
        f"the value of {count(n_merged, 'merged range')} in its first cell only": n_merged,
        f"{count(survey.n_errors, 'error')} such as #N/A read as missing": survey.n_errors,
        f"{formulas} without a stored value read as missing": survey.n_unvalued,
    }
    return [words for words, happened in found.items() if happened]


def _n_below(columns: Sequence[Sorted]) -> int:
    tails = []
    for column in filter(has_values, columns):
        n_rows = len(next(iter(column.values())))
        tail = {kind: values.slice(max(n_rows - _TAIL, 0)) for kind, values in column.items()}
        tails.append(as_texts(tail))
    return n_below(tails) if tails else 0
