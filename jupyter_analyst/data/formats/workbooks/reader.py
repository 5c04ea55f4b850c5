"""From a workbook to typed rows: sheet, header, types, and what was decided on the way."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING

import pyarrow as pa

from jupyter_analyst.data import frame
from jupyter_analyst.data.delimited.header import unique
from jupyter_analyst.data.formats.format import Format, Found
from jupyter_analyst.data.formats.workbooks.columns import has_values, sorted_columns, typed_columns
from jupyter_analyst.data.formats.workbooks.container import container_of, is_workbook
from jupyter_analyst.data.formats.workbooks.damage import read_without_fault
from jupyter_analyst.data.formats.workbooks.layout import layout_of
from jupyter_analyst.data.formats.workbooks.rows import Rows, aside
from jupyter_analyst.data.formats.workbooks.sheets import Book
from jupyter_analyst.data.formats.workbooks.told import (
    doubts_of_columns,
    doubts_of_rows,
    notes_of,
)
from jupyter_analyst.data.reading import Reading
from jupyter_analyst.errors import UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from jupyter_analyst.data.formats.file import File
    from jupyter_analyst.data.formats.workbooks.columns import Sorted
    from jupyter_analyst.data.formats.workbooks.layout import Layout
    from jupyter_analyst.data.options import Options
    from jupyter_analyst.data.values.infer import Typed

_ABOVE = "stands above the table"


def read_workbook(file: File, given: Options) -> Found:
    """Return the rows of one sheet of a workbook; formulas are not computed, macros not run.

    Parameters
    ----------
    file : File
        The file.
    given : Options
        What a person decided.

    Raises
    ------
    ReadError
        If it is damaged, protected or made to do harm, holds no table, or an option does not
        fit.
    UnknownNameError
        If the sheet does not exist, or a type is given for a column that does not.
    """
    from python_calamine import load_workbook

    content = file.content
    with read_without_fault(file.name):
        container = container_of(file)
        book = Book(load_workbook(io.BytesIO(content)), container, file.name)
    sheet = book.sheet(given.sheet)
    layout = layout_of(sheet.head, sheet.merged, header=given.header, header_rows=given.header_rows)
    rows = Rows(sheet.rows, layout.begin, given.footer or 0)
    columns = sorted_columns(iter(rows), len(layout.names))
    table, reading = _typed(columns, layout, given, sheet.listed.name)
    above = [aside(place + 1, sheet.head[place], _ABOVE) for place in layout.above]
    rejected = (*above, *rows.below())
    reading = replace(
        reading,
        format=container.format,
        skipped=rows.n_empty,
        n_rejected=len(rejected),
        notes=(*notes_of(book, sheet, layout), *container.notes),
        doubts=(*doubts_of_rows(book, sheet, rows, columns, given), *reading.doubts),
    )
    return Found(table, reading, rejected)


def _typed(
    columns: list[Sorted], layout: Layout, given: Options, sheet: str
) -> tuple[pa.Table, Reading]:
    kept = [
        place for place, column in enumerate(columns) if layout.names[place] or has_values(column)
    ]
    columns = [columns[place] for place in kept]
    names, changed = unique(layout.names[place] for place in kept)
    found, mixed = typed_columns(columns, _kinds(names, given, sheet), given)
    table = pa.Table.from_arrays([one.values for one in found], names=list(names))
    table, _ = frame.normalised(table)
    reading = replace(
        _spelled(names, found),
        header=bool(layout.header),
        header_line=(layout.header or (0,))[0] + 1,
        renamed=changed if layout.header else {},
        n_empty_columns=len(layout.names) - len(kept),
        doubts=tuple(doubts_of_columns(columns, found, mixed, names)),
    )
    return table, reading


def _spelled(names: Sequence[str], found: Sequence[Typed]) -> Reading:
    """Return how the values of the columns are spelled."""
    return Reading(
        "",
        decimal=_first(one.decimal for one in found),
        thousands=_first(one.thousands for one in found),
        nulls=tuple(sorted({word for one in found for word in one.nulls})),
        units={name: one.unit for name, one in zip(names, found, strict=True) if one.unit},
        n_bracketed=sum(one.is_bracketed for one in found),
    )


def _first(marks: Iterable[str]) -> str:
    return next(filter(None, marks), "")


def _kinds(names: Sequence[str], given: Options, sheet: str) -> list[str | None]:
    wanted = given.types or {}
    for name in wanted:
        if name not in names:
            raise UnknownNameError(name, "column", names, where=f"in the sheet `{sheet}`")
    return [wanted.get(name) for name in names]


WORKBOOK = Format(
    words="a workbook",
    suffixes=(".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"),
    is_one=lambda file, _: is_workbook(file),
    read=read_workbook,
    options=frozenset(
        ("sheet", "header", "header_rows", "footer", "nulls", "types", "decimal", "thousands")
    ),
)
