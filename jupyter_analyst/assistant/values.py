"""The numbers a run gave, by name."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Any

from jupyter_analyst.tools import MIMETYPE as RESULT

if TYPE_CHECKING:
    from jupyter_analyst.sandbox import Execution

ALONE = "value"
"""Name of a number that is shown without one."""

_SCALAR = re.compile(r"(?:np\.\w+\()?([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)\)?")
"""A bare number as Python writes it; numpy puts its type around it."""


def values(execution: Execution) -> dict[str, float]:
    """Return the statistics of the last result, and the last number that was shown alone.

    Parameters
    ----------
    execution : Execution
        How a run went.
    """
    found: dict[str, float] = {}
    for output in execution.outputs:
        data = output.get("data", {})
        if RESULT in data:
            alone = {ALONE: found[ALONE]} if ALONE in found else {}
            found = alone | finite(data[RESULT].get("values"))
        elif match := _SCALAR.fullmatch(str(data.get("text/plain", "")).strip()):
            found[ALONE] = float(match[1])
    return found


def finite(named: Any) -> dict[str, float]:
    """Return what is a number among named values; nothing if there are no such values.

    Parameters
    ----------
    named : object
        What should be a mapping of names to numbers.
    """
    if not isinstance(named, dict):
        return {}
    return {
        str(name): float(value)
        for name, value in named.items()
        if isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
    }
