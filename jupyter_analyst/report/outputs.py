"""Read what a cell displayed: our own records, or whatever another program left."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from jupyter_analyst import charts, data, profile, tools, wording
from jupyter_analyst.data import Dataset
from jupyter_analyst.errors import SandboxError
from jupyter_analyst.profile import Profile
from jupyter_analyst.report.blocks import Block, Code, Figure, Grid, Paragraph, Span, plain
from jupyter_analyst.report.hypertext import read_html
from jupyter_analyst.report.markdown import read_markdown
from jupyter_analyst.report.pictures import picture_in
from jupyter_analyst.report.shown_tables import read_table
from jupyter_analyst.sandbox import TABLE
from jupyter_analyst.tools import Result

if TYPE_CHECKING:
    from collections.abc import Callable

Bundle = Mapping[str, Any]
"""The forms of one output: mimetype to data."""

Found = Block | Result | Dataset | Profile
PLOTLY = "application/vnd.plotly.v1+json"
MOST_LINES = 60
"""Longer printed output is cut here, and a line says so."""

_RECORDS: dict[str, tuple[str, Callable[[Any], Result | Dataset | Profile]]] = {
    tools.MIMETYPE: ("result", Result.from_json),
    profile.MIMETYPE: ("profile", Profile.from_json),
    data.MIMETYPE: ("dataset", Dataset.from_json),
}
_DAMAGED = (ValueError, TypeError, KeyError, AttributeError)  # what a wrong record can raise
_ANSI = re.compile(r"\x1b\[[0-9;?]*[ -/]*[@-~]|\x1b[@-Z\\-_]")
_ONLY_A_NAME = re.compile(
    r"\[?<(Figure|Axes)\b.*>\]?|\[?<.* at 0x[0-9a-fA-F]+>.*\]?|Text\(.*\)", re.S
)


def read_output(output: Mapping[str, Any], *, caption: str, where: str) -> list[Found]:
    """Return what one output of a cell adds to a report.

    Parameters
    ----------
    output : mapping
        The output as notebooks keep it.
    caption : str
        What pictures and tables show, if the notebook says so.
    where : str
        Which cell it belongs to, such as ``"cell 4"``.
    """
    if output.get("output_type") == "stream":
        return [*_printed(_joined(output.get("text", "")))]
    if output.get("output_type") == "error":
        return [_stopped(output, where)]
    bundle = {name: _joined(content) for name, content in output.get("data", {}).items()}
    kept = next((mimetype for mimetype in _RECORDS if mimetype in bundle), None)
    if kept is None:
        return [*_displayed(bundle, caption, where)]
    name, read = _RECORDS[kept]
    try:
        return [read(bundle.pop(kept))]
    except _DAMAGED:
        lost = f"The record of this {name} ({where}) is damaged; shown is its display."
        return [_missing(lost), *_displayed(bundle, caption, where)]


def _displayed(bundle: Bundle, caption: str, where: str) -> list[Block]:
    """Return the best a report can hold of the forms a program offered."""
    figure = _figure(bundle, caption, where)
    if figure:
        return [figure]
    lost = _lost(bundle, where)
    if lost:
        return [_missing(lost)]
    if TABLE in bundle:
        with contextlib.suppress(SandboxError):
            return read_table(bundle[TABLE], caption=caption or f"Output of {where}")
    for read in (_tables, _markdown, _plain, _words):
        found = read(bundle)
        if found is not None:
            return found
    return [_missing(f"An output of {where} ({', '.join(bundle)}) is in the notebook only.")]


def _figure(bundle: Bundle, caption: str, where: str) -> Figure | None:
    """Return the chart of our record, else the picture among the forms."""
    if charts.MIMETYPE in bundle:
        with contextlib.suppress(*_DAMAGED):
            chart = charts.Chart.from_json(bundle[charts.MIMETYPE])
            return Figure(caption or chart.title, chart.alt, chart=chart)
    content = picture_in(bundle)
    shown = caption or f"Output of {where}"
    return Figure(shown, shown, picture=content) if content else None


def _lost(bundle: Bundle, where: str) -> str:
    """Say what cannot be shown, of outputs that are nothing but a picture."""
    if charts.MIMETYPE in bundle:
        return f"The record of this chart ({where}) is damaged."
    if PLOTLY in bundle:
        return f"The chart of {where} is interactive only; open the notebook to see it."
    if "image/svg+xml" in bundle:
        return f"The drawing of {where} (SVG) is in the notebook only."
    if any(name.startswith("image/") for name in bundle):
        return f"The picture of {where} is damaged or of a kind no report can hold."
    return ""


def _tables(bundle: Bundle) -> list[Block] | None:
    html = read_html(bundle.get("text/html", ""))
    return html if any(isinstance(block, Grid) for block in html) else None


def _markdown(bundle: Bundle) -> list[Block] | None:
    return read_markdown(bundle["text/markdown"]) if "text/markdown" in bundle else None


def _plain(bundle: Bundle) -> list[Block] | None:
    text = bundle.get("text/latex", bundle.get("text/plain"))
    if text is None:
        return None
    return [] if _ONLY_A_NAME.fullmatch(text.strip()) else _printed(text)


def _words(bundle: Bundle) -> list[Block] | None:
    return read_html(bundle["text/html"]) if "text/html" in bundle else None


def _printed(text: str) -> list[Block]:
    lines = [line.rpartition("\r")[2] for line in clean(text).rstrip("\n").split("\n")]
    if not any(line.strip() for line in lines):
        return []
    blocks: list[Block] = [Code("\n".join(lines[:MOST_LINES]))]
    if len(lines) > MOST_LINES:
        more = wording.count(len(lines) - MOST_LINES, "more line")
        blocks.append(Paragraph(plain(f"{more} in the notebook."), "source"))
    return blocks


def _stopped(output: Mapping[str, Any], where: str) -> Paragraph:
    name, said = clean(str(output.get("ename", "Error"))), clean(str(output.get("evalue", "")))
    first_line = (said.strip().splitlines() or [""])[0][:300]
    what = Span(f"{where.capitalize()} stopped with {name}.", strong=True)
    return Paragraph((what, Span(f" {first_line}".rstrip())), "note")


def _missing(text: str) -> Paragraph:
    return Paragraph(plain(text), "missing")


def _joined(content: Any) -> Any:
    """Return a text that was kept line by line as one; JSON values as they are."""
    is_lines = isinstance(content, list) and all(isinstance(line, str) for line in content)
    return "".join(content) if is_lines else content


def clean(text: str) -> str:
    """Return printed text without the colour codes of terminals.

    Parameters
    ----------
    text : str
        What a program printed.
    """
    return _ANSI.sub("", text.replace("\r\n", "\n"))
