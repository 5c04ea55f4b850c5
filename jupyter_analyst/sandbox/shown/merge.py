"""The outputs of a run as a notebook keeps them: streams joined, updates and clearing done."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jupyter_analyst.sandbox.record import Output


class Merged:
    """Outputs that came one after the other, as they stand in the end."""

    def __init__(self) -> None:
        self._outputs: list[Output] = []
        self._pieces: list[str] = []  # of the stream that stands last
        self._clears = False

    def add(self, output: Output) -> None:
        """Take in the next output.

        Parameters
        ----------
        output : dict
            The output, cleaned.
        """
        kind = output["output_type"]
        if kind == "clear_output":
            self._clears = output["wait"]
            if not self._clears:
                self._clear()
        elif kind == "update_display_data":
            self._update(output)
        else:
            if self._clears:
                self._clear()
            self._append(output)

    def __len__(self) -> int:
        """Return how many outputs stand there."""
        return len(self._outputs)

    def outputs(self) -> tuple[Output, ...]:
        """Return the outputs as nbformat 4 spells them."""
        self._join()
        return tuple(
            {name: item for name, item in output.items() if name != "transient"}
            for output in self._outputs
        )

    def _clear(self) -> None:
        self._outputs, self._pieces, self._clears = [], [], False

    def _append(self, output: Output) -> None:
        if output["output_type"] == "stream" and self._continues(output):
            self._pieces.append(output["text"])
            return
        self._join()
        self._outputs.append({**output})
        if output["output_type"] == "stream":
            self._pieces = [output["text"]]

    def _continues(self, output: Output) -> bool:
        return bool(self._pieces) and self._outputs[-1]["name"] == output["name"]

    def _join(self) -> None:
        if self._pieces:
            self._outputs[-1]["text"] = "".join(self._pieces)
            self._pieces = []

    def _update(self, update: Output) -> None:
        for output in self._outputs:
            if output.get("transient") == update["transient"]:
                output |= {"data": update["data"], "metadata": update["metadata"]}
