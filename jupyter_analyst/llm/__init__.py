"""Chat models by name; the one that is always there reads questions without a network."""

from jupyter_analyst.llm.asking import plainly, untraced
from jupyter_analyst.llm.conversation import (
    ASK_BACK,
    CONFIDENT,
    RUN_PYTHON,
    VALUES,
    block,
    facts_in,
)
from jupyter_analyst.llm.models import chat_model

__all__ = [
    "ASK_BACK",
    "CONFIDENT",
    "RUN_PYTHON",
    "VALUES",
    "block",
    "chat_model",
    "facts_in",
    "plainly",
    "untraced",
]
