"""An answer to the host: JSON values under a MIME type of their own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

MIMETYPE = "application/vnd.jupyter-analyst.told+json"
"""MIME type of what the host is told when it asks, apart from any run."""


ANSWER = "answer"
"""Name of the expression in the host's request."""


@dataclass(frozen=True, repr=False)  # IPython sends what that gives too
class Told:
    """JSON values for the host.

    Parameters
    ----------
    value : object
        JSON values.
    """

    value: Any

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        return {MIMETYPE: self.value}
