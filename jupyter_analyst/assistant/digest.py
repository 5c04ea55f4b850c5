"""What a model is told of a run: few characters, no markup, no pictures."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from jupyter_analyst import wording
from jupyter_analyst.sandbox import TABLE
from jupyter_analyst.tools import MIMETYPE as RESULT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jupyter_analyst.sandbox import Execution, Output

MOST_CHARACTERS = 6000
"""Of a whole digest."""


@dataclass(frozen=True)
class _Caps:
    """How much of each part is told."""

    outputs: int
    rows: int
    characters: int
    values: int


_CAPS = (_Caps(20, 20, 2000, 200), _Caps(10, 20, 800, 60), _Caps(5, 8, 400, 30), _Caps(3, 2, 60, 8))
"""Tried one after the other until the digest is short enough."""

_ESCAPES = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
_PICTURES = ("image/", "application/vnd.plotly")


def digest(execution: Execution) -> str:
    """Return a run as the JSON text a model is told.

    Parameters
    ----------
    execution : Execution
        How it went.
    """
    for caps in _CAPS:
        text = _told(execution, _outputs(execution.outputs, caps), caps.characters)
        if len(text) <= MOST_CHARACTERS:
            return text
    return _told(execution, [{"text": "(too much to be told)"}], _CAPS[-1].characters)


def refusal(fault: str) -> str:
    """Return the digest of code that was not run.

    Parameters
    ----------
    fault : str
        Why not.
    """
    return json.dumps({"status": "error", "fault": fault, "seconds": 0.0, "outputs": []})


def _told(execution: Execution, outputs: list[dict[str, Any]], most: int) -> str:
    record = {
        "status": execution.status,
        "fault": _cut(execution.fault, most),
        "seconds": round(execution.seconds, 3),
        "outputs": outputs,
    }
    advised = {"advice": execution.advice} if execution.advice else {}
    return json.dumps(record | advised, ensure_ascii=False)


def _outputs(outputs: tuple[Output, ...], caps: _Caps) -> list[dict[str, Any]]:
    """Return what was shown, the last outputs if there are many."""
    n_left_out = max(len(outputs) - caps.outputs, 0)
    told = [_output(output, caps) for output in outputs[n_left_out:]]
    if n_left_out:
        told.insert(0, {"text": f"({wording.count(n_left_out, 'earlier output')} left out)"})
    return [record for record in told if record != {"text": ""}]


def _output(output: Output, caps: _Caps) -> dict[str, Any]:
    kind = output["output_type"]
    if kind == "stream":
        return {"text": _cut(str(output["text"]), caps.characters)}
    if kind == "error":
        lines = output.get("traceback") or [f"{output['ename']}: {output['evalue']}"]
        return {"text": _cut("\n".join(lines), caps.characters)}
    data: Mapping[str, Any] = output.get("data", {})
    if RESULT in data:
        return {"result": _result(data[RESULT], caps)}
    if TABLE in data:
        return {"table": _table(data[TABLE], caps)}
    if any(name.startswith(_PICTURES) for name in data):
        return {"picture": True}
    return {"text": _cut(str(data.get("text/plain", "")), caps.characters)}


def _result(record: Mapping[str, Any], caps: _Caps) -> dict[str, Any]:
    values = list(record.get("values", {}).items())[: caps.values]
    sentence = wording.unmarked(str(record.get("sentence", "")))
    return {
        "title": _cut(str(record.get("title", "")), caps.characters),
        "sentence": _cut(sentence, caps.characters),
        "values": {_cut(name, caps.characters): value for name, value in values},
    }


def _table(record: Mapping[str, Any], caps: _Caps) -> dict[str, Any]:
    rows = record["rows"][: caps.rows]
    return {
        "columns": [_cut(name, caps.characters) for name in record["columns"]],
        "rows": [[_cell(cell, caps) for cell in row] for row in rows],
        "n_rows": record.get("n_rows", len(record["rows"])),
    }


def _cell(cell: Any, caps: _Caps) -> Any:  # any JSON value
    return _cut(cell, caps.characters) if isinstance(cell, str) else cell


def _cut(text: str, most: int) -> str:
    """Return a text without colour codes, its middle left out if it is long."""
    text = _ESCAPES.sub("", text).strip()
    head = 2 * most // 3
    return text if len(text) <= most else f"{text[:head]} … {text[head - most :]}"
