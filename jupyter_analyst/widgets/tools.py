"""The palette of tools: find one, fill in its form, get a line in a new cell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jupyter_analyst.widgets.base import Panel, module
from jupyter_analyst.wording import unmarked

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_NO_CELLS = "This front end takes no cells"


class ToolsPanel(Panel):
    """The tools as forms."""

    _esm = module("tools.js")

    def record(self) -> dict[str, Any]:
        """Return the tools as forms for the dataset in use."""
        return self.session.palette()

    def handlers(self) -> Mapping[str, Callable[[dict[str, Any]], None]]:
        """Return what is done with a message of the panel, by kind."""
        return {**super().handlers(), "draft": self._draft, "run": self._run}

    def _draft(self, content: dict[str, Any]) -> None:
        """Say what line a form stands for."""
        drafted = self.session.draft(content["tool"], content["given"])
        self.say("drafted", n=content["n"], line=drafted["line"], faults=drafted["faults"])

    def _run(self, content: dict[str, Any]) -> None:
        """Put the line into a new cell; where there are no cells, run the tool here."""
        drafted = self.session.draft(content["tool"], content["given"])
        line = drafted["line"]
        if drafted["faults"]:
            self.say("drafted", n=content["n"], line=line, faults=drafted["faults"])
            return
        run = bool(content["run"])
        front = self.session.front
        if front is not None and front.insert(line, run=run):
            self._ran("Runs in a new cell" if run else "In a new cell")
        elif run:
            result = self.session.run_tool(content["tool"], **drafted["given"])
            self._ran(_NO_CELLS, result.title, unmarked(result.sentence))
        else:
            self._ran("", _NO_CELLS, "Copy the line below into one.")

    def _ran(self, words: str, title: str = "", text: str = "") -> None:
        """Say what came of it."""
        self.say("ran", words=words, title=title, text=text)
