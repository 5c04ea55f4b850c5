"""What a run in the sandbox gave."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, get_args

from jupyter_analyst.inside.tables import MIMETYPE as TABLE
from jupyter_analyst.sandbox.check.advice import advice

if TYPE_CHECKING:
    from collections.abc import Mapping

Status = Literal["ok", "error", "timeout", "died", "refused"]

Output = dict[str, Any]
"""An output as nbformat 4 spells it; relayed also `update_display_data` and `clear_output`."""

MIMETYPE = "application/vnd.jupyter-analyst.execution+json"
"""MIME type of what `Execution.to_json` returns."""

__all__ = ["MIMETYPE", "TABLE", "Execution", "Output", "Status"]


@dataclass(frozen=True)
class Execution:
    """One run of code in the sandbox.

    Parameters
    ----------
    code : str
        What ran.
    status : {"ok", "error", "timeout", "died", "refused"}
        How it ended.
    outputs : tuple of dict
        What it showed, cleaned and merged, as nbformat 4 spells outputs.
    seconds : float
        How long it took.
    peak_mib : float, optional
        Most memory the sandbox held meanwhile, in MiB; None if not known.
    fault : str
        What went wrong in plain sentences; empty if nothing did.
    level : str
        Level of isolation it ran on; empty if it did not run.
    libraries : tuple of str
        Libraries the code uses, with their versions.
    """

    code: str
    status: Status
    outputs: tuple[Output, ...] = ()
    seconds: float = 0.0
    peak_mib: float | None = None
    fault: str = ""
    level: str = ""
    libraries: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """Everything it showed, as plain text; an error stands in `fault`."""
        return "\n".join(filter(None, map(_text, self.outputs)))

    @cached_property
    def advice(self) -> tuple[str, ...]:
        """What in the code the sandbox has no use for, in sentences; it ran all the same."""
        return advice(self.code)

    def __str__(self) -> str:
        """Return the text, and what went wrong."""
        return "\n".join(filter(None, (self.text, self.fault)))

    def to_json(self) -> dict[str, Any]:
        """Return the record as JSON values."""
        return asdict(self) | {"outputs": [*self.outputs], "libraries": [*self.libraries]}

    @classmethod
    def from_json(cls, record: Mapping[str, Any]) -> Execution:
        """Return the execution `to_json` described.

        Parameters
        ----------
        record : mapping
            What `to_json` returned.

        Raises
        ------
        ValueError
            If its status is none.
        """
        if record["status"] not in get_args(Status):
            message = f"{record['status']!r} is no status of an execution."
            raise ValueError(message)
        lists = {name: tuple(record.get(name, ())) for name in ("outputs", "libraries")}
        return cls(**{**record, **lists})


def _text(output: Output) -> str:
    kind = output["output_type"]
    if kind == "stream":
        return str(output["text"]).rstrip("\n")
    return str(output.get("data", {}).get("text/plain", ""))
