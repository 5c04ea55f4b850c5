"""What the sandbox sends, as outputs that may be shown."""

from __future__ import annotations

import re
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from jupyter_analyst.inside import svg
from jupyter_analyst.sandbox.shown.displays import cleaned
from jupyter_analyst.sandbox.shown.plain import plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from jupyter_analyst.sandbox.record import Output
    from jupyter_analyst.sandbox.shown.plain import Paths

_MOST_LINES = 200
_LONGEST_NAME = 200
_MOST_NAMES = 10
_MOST_TOLD = 200
_NO_LETTERS = re.compile(r"[^!-~]+")  # nothing that could look like a sentence of ours


class Outputs:
    """Turns the messages of one run into outputs; trusts none of them.

    Parameters
    ----------
    space : str
        Put before each `display_id`, so that the sandbox reaches only displays of its own.
    paths : Paths
        Folders that are not named in errors.
    """

    def __init__(self, space: str, paths: Paths) -> None:
        self._space = space
        self._paths = paths
        self._told: set[str] = set()
        self._last: Output = {}
        self._read = {
            "stream": self._stream,
            "display_data": self._display,
            "execute_result": self._display,
            "update_display_data": self._display,
            "clear_output": self._clear,
            "error": self._error,
        }

    def of(self, kind: str, content: Mapping[str, Any]) -> list[Output]:
        """Return the outputs of a message: none, one or several.

        Parameters
        ----------
        kind : str
            Its type; what is no output gives none.
        content : mapping
            Its content.
        """
        read = self._read.get(kind)
        found = list(read(kind, content)) if read else []
        self._last = found[-1] if found else self._last
        return found

    def lost(self, *names: str) -> list[Output]:
        """Return what tells that something is not shown; each thing is told once.

        Parameters
        ----------
        *names : str
            MIME types, elements or messages.
        """
        words = [_NO_LETTERS.sub(" ", name[:_LONGEST_NAME]).strip() for name in names]
        new = [word for word in dict.fromkeys(words) if word not in self._told]
        if not new or len(self._told) > _MOST_TOLD:
            return []
        self._told |= {*new}
        more = f" and {len(new) - _MOST_NAMES:,} more" if len(new) > _MOST_NAMES else ""
        text = f"Not shown: {', '.join(new[:_MOST_NAMES])}{more}.{_remedy(new)}\n"
        return [{"output_type": "stream", "name": "stderr", "text": text}]

    def _stream(self, _: str, content: Mapping[str, Any]) -> Iterator[Output]:
        text = content.get("text")
        if isinstance(text, str) and text:
            name = "stderr" if content.get("name") == "stderr" else "stdout"
            shown = plain(text)
            shown = self._paths.hidden(shown) if name == "stderr" else shown
            yield {"output_type": "stream", "name": name, "text": shown}

    def _display(self, kind: str, content: Mapping[str, Any]) -> Iterator[Output]:
        bundle, metadata = _mapping(content.get("data")), _mapping(content.get("metadata"))
        found = cleaned(bundle, metadata)
        name = _mapping(content.get("transient")).get("display_id")
        named = isinstance(name, str) and len(name) <= _LONGEST_NAME
        for number, shown in enumerate(found.bundles):
            output: Output = {"output_type": kind, "data": shown, "metadata": found.metadata}
            if kind == "execute_result":
                output["execution_count"] = _count(content.get("execution_count"))
            if named:
                output["transient"] = {"display_id": f"{self._space}-{name}-{number}"}
            if named or kind != "update_display_data":
                yield output
        yield from self.lost(*found.lost)

    def _clear(self, _: str, content: Mapping[str, Any]) -> Iterator[Output]:
        clearing = {"output_type": "clear_output", "wait": content.get("wait") is True}
        if clearing != self._last:  # what is clear already need not be cleared again
            yield clearing

    def _error(self, _: str, content: Mapping[str, Any]) -> Iterator[Output]:
        lines = content.get("traceback")
        lines = lines[-_MOST_LINES:] if isinstance(lines, list) else []
        yield {
            "output_type": "error",
            "ename": self._line(content.get("ename")) or "Error",
            "evalue": self._line(content.get("evalue")),
            "traceback": [self._line(line) for line in lines],
        }

    def _line(self, text: Any) -> str:
        return self._paths.hidden(plain(text)) if isinstance(text, str) else ""


def _remedy(names: Sequence[str]) -> str:
    """Return how drawings could be shown, if some are not."""
    if svg.MIMETYPE not in names or find_spec(svg.LIBRARY):
        return ""
    return " After `pip install 'jupyter-analyst[svg]'` drawings are shown as pictures."


def _mapping(value: Any) -> dict[str, Any]:
    """Return a mapping with names for keys; JSON gives no others."""
    return value if isinstance(value, dict) else {}


def _count(value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None
