"""Chat models by the name a person sets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jupyter_analyst.errors import UnknownNameError
from jupyter_analyst.llm.builtin import NAME, PlannerChatModel

if TYPE_CHECKING:
    from collections.abc import Callable

    from langchain_core.language_models import BaseChatModel

_MODELS: dict[str, Callable[[], BaseChatModel]] = {NAME: PlannerChatModel}
"""How each is made; a provider adds a line."""


def chat_model(name: str) -> BaseChatModel:
    """Return the chat model called `name`.

    Parameters
    ----------
    name : str
        The setting `model`.

    Raises
    ------
    UnknownNameError
        If there is none of that name; says which there are.
    """
    if name not in _MODELS:
        hint = "Choose one by `%analyst config model NAME`."
        raise UnknownNameError(name, "model", _MODELS, where="one of mine", hint=hint)
    return _MODELS[name]()
