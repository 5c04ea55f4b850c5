"""The card of a result: static HTML without script, the answer first, then doubt and proof."""

from __future__ import annotations

import io
import keyword
import tokenize
from typing import TYPE_CHECKING

from markupsafe import Markup

from jupyter_analyst.charts.inline import svg
from jupyter_analyst.markup import render
from jupyter_analyst.tools.installed import registry

if TYPE_CHECKING:
    from jupyter_analyst.charts import Chart
    from jupyter_analyst.tools.result import Result, Table

MOST_TABS = 8
"""More charts than the style sheet has tabs for are shown one below the other."""
ROOM_BESIDE = 510
"""Pixels left beside the charts; wider tables get the whole card, the charts stand below."""
_LETTER, _PADDING = 6.8, 16
"""About how wide a letter of a table is, and the space around a cell, in pixels."""
BESIDE, BELOW = 340, 640
"""Widths charts are drawn for, in pixels."""
_VERDICT_ICONS = {
    "Met": ("ok", "ok"),
    "Not met": ("warn", "warn"),
    "Not needed": ("ok", "ok"),
    "Your call": ("ask", "muted"),
}


def card(result: Result) -> str:
    """Return a result as HTML for a cell; equal records give equal HTML.

    Parameters
    ----------
    result : Result
        What a tool found.
    """
    origin = result.provenance
    return render(
        "tools/card.html.j2",
        result=result,
        origin=origin,
        symbol=_symbol(origin.tool if origin else ""),
        verdict_icons=_VERDICT_ICONS,
        draw=_draw,
        side_by_side=bool(result.tables and result.charts)
        and all(_width(table) <= ROOM_BESIDE for table in result.tables),
        has_tabs=1 < len(result.charts) <= MOST_TABS,
        code=f"from jupyter_analyst import analyst\n{origin.code}" if origin else "",
        coloured=coloured,
    )


def _width(table: Table) -> float:
    """Return about how wide a table is before anything in it wraps, in pixels."""
    names = [column.name for column in table.columns]
    columns = zip(names, *table.texts(), strict=True)
    return sum(_LETTER * max(map(len, cells)) + _PADDING for cells in columns)


def coloured(code: str) -> Markup:
    """Return Python with its keywords, texts and numbers marked for the style sheet.

    Parameters
    ----------
    code : str
        Lines that parse.

    Examples
    --------
    >>> print(coloured("f(x=None, y=2)"))
    f(x=<span class="k">None</span>, y=<span class="m">2</span>)
    """
    lines = code.splitlines(keepends=True)
    pieces, row, column = [], 1, 0
    for token in tokenize.generate_tokens(io.StringIO(code).readline):
        kind = _token_class(token)
        if not kind:
            continue
        (start_row, start), (_, end) = token.start, token.end
        between = [*lines[row - 1 : start_row - 1], lines[start_row - 1][:start]]
        pieces.append(Markup.escape("".join(between)[column:]))
        pieces.append(Markup('<span class="{}">{}</span>').format(kind, token.string))
        row, column = start_row, end
    pieces.append(Markup.escape("".join(lines[row - 1 :])[column:]))
    return Markup("").join(pieces)


def _token_class(token: tokenize.TokenInfo) -> str:
    if token.type == tokenize.STRING:
        return "s"
    if token.type == tokenize.NUMBER:
        return "m"
    return "k" if token.type == tokenize.NAME and keyword.iskeyword(token.string) else ""


def _draw(chart: Chart, side_by_side: bool) -> Markup:  # noqa: FBT001  # called by the template
    return svg(chart, width=BESIDE if side_by_side else BELOW)


def _symbol(tool_id: str) -> str:
    tools = registry()
    return tools[tool_id].icon if tool_id in tools else "table"
