"""Write captions: numbered by a field, so that Word can renumber and list them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from jupyter_analyst.report.word.fields import put_field
from jupyter_analyst.report.word.xml import legal

if TYPE_CHECKING:
    from docx.text.paragraph import Paragraph

    from jupyter_analyst.report.word.sheet import Sheet


def put_caption(
    sheet: Sheet, paragraph: Paragraph, label: Literal["Figure", "Table"], text: str
) -> None:
    """Write the caption below a figure or above a table.

    Parameters
    ----------
    sheet : Sheet
        The document, which counts figures and tables.
    paragraph : Paragraph
        An empty paragraph at its place.
    label : {"Figure", "Table"}
        What it is the caption of.
    text : str
        What that shows.
    """
    paragraph.add_run(f"{label} ")
    put_field(paragraph, f"SEQ {label} \\* ARABIC", str(sheet.next(label)))
    for run in paragraph.runs:
        run.bold = True
    paragraph.add_run(f"  {legal(text)}")
