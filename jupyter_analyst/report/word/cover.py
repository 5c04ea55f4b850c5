"""Write the cover."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.shared import Pt

from jupyter_analyst.report.word.frames import cell, frame, line_below, row
from jupyter_analyst.report.word.xml import legal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jupyter_analyst.report.model import Report
    from jupyter_analyst.report.word.sheet import Sheet

SUBTITLE = "Data analysis report"
_BLOCK = 0.46  # of the height of the page
_MOST_DATASETS = 6


def put_cover(sheet: Sheet, report: Report) -> None:
    """Write the first page: title, day, author, data.

    Parameters
    ----------
    sheet : Sheet
        The document.
    report : Report
        What it says.
    """
    height = sheet.page[1]
    if sheet.template.cover == "block":
        _put_block(sheet, report.title, height * _BLOCK)
        sheet.add("Cover Text").paragraph_format.space_after = Pt(14)
    else:
        title = sheet.add("Title")
        title.paragraph_format.space_before = Pt(height * 0.24)
        title.add_run(legal(report.title))
        sheet.add("Subtitle").add_run(SUBTITLE)
    for name, text in _facts(report):
        joint = "\t" if sheet.template.cover == "block" else ": "
        paragraph = sheet.add("Cover Text")
        paragraph.add_run(name + joint).bold = True
        paragraph.add_run(legal(text))


def _facts(report: Report) -> Iterator[tuple[str, str]]:
    yield "Date", f"{report.date.day} {report.date:%B %Y}"
    if report.author:
        yield "Author", report.author
    for i, dataset in enumerate(report.datasets[:_MOST_DATASETS]):
        yield "Data" if i == 0 else "", f"{dataset.name}, {dataset.n_rows:,} rows"


def _put_block(sheet: Sheet, title: str, height: float) -> None:
    """Write title and subtitle in a block of colour as wide as the text."""
    lines = [sheet.loose("Title"), sheet.loose("Subtitle")]
    lines[0].add_run(legal(title))
    lines[1].add_run(SUBTITLE)
    template = sheet.template
    edge = line_below(48, template.accent)
    box = cell(lines, sheet.width, line=edge, fill=template.ink, at_bottom=True)
    table = frame((sheet.width,), title, style="NormalTable")
    table.append(row([box], height=height))
    sheet.append(table)
