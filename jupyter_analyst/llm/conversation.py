"""What assistant and model say to each other: the tools' names, the facts within a prompt."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

RUN_PYTHON = "run_python"
"""The tool that runs code in the sandbox: `reading`, `plan`, `code`."""

ASK_BACK = "ask_back"
"""The tool that asks the person what was meant: `text`, `readings`."""

VALUES = "values"
"""Beside the text of an answer: its numbers by name, where a model tells them apart."""

CONFIDENT = "confident"
"""Beside the text of an answer: whether nothing was left unused or guessed."""

_OPENS, _CLOSES = "```json\n", "\n```"


def block(facts: Mapping[str, Any]) -> str:
    """Return facts as the block of JSON that stands in a prompt.

    Parameters
    ----------
    facts : mapping
        JSON values by name.
    """
    return f"{_OPENS}{json.dumps(facts, ensure_ascii=False)}{_CLOSES}"


def facts_in(prompt: str) -> dict[str, Any]:
    """Return the facts that stand in a prompt; none if it has no such block.

    Parameters
    ----------
    prompt : str
        A text with what `block` returned in it.

    Examples
    --------
    >>> facts_in(f"Answer questions. {block({'dataset': 'heart'})}")
    {'dataset': 'heart'}
    """
    _, _, rest = prompt.partition(_OPENS)
    text, _, _ = rest.partition(_CLOSES)  # JSON has no line breaks of its own
    facts: dict[str, Any] = json.loads(text or "{}")
    return facts
