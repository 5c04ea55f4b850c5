"""How a result is shown in a notebook."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from jupyter_analyst.tools.result import MIMETYPE

if TYPE_CHECKING:
    from jupyter_analyst.tools.result import Result


def bundles(result: Result) -> list[dict[str, Any]]:
    """Return the displays of a result: its card, and an interactive chart if it is one.

    Parameters
    ----------
    result : Result
        The result.
    """
    if not (result.provenance and result.provenance.tool == "chart"):
        return [dict(result._repr_mimebundle_())]
    # the interactive chart stands above the card, which needs no second picture of it
    card = replace(result, charts=())._repr_mimebundle_() | {MIMETYPE: result.to_json()}
    return [*(dict(chart._repr_mimebundle_()) for chart in result.charts), dict(card)]
