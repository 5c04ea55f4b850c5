"""Ask a model so that nobody listens in and its faults are said plainly."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from langchain_core.runnables.config import var_child_runnable_config
from langsmith import tracing_context

from jupyter_analyst.errors import AnalystError, StorageError, UnexpectedError, guard

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def untraced() -> Iterator[None]:
    """Keep LangChain from reporting what happens in a block to a tracing service.

    It would do so by itself where the environment asks for it (`LANGSMITH_TRACING` and its older
    names), or where the caller is being traced: questions and data would leave the machine.
    """
    # a caller that is itself a part of LangChain hands down who listens to it
    token = var_child_runnable_config.set(None)
    try:
        with tracing_context(enabled=False, parent=False):
            yield
    finally:
        var_child_runnable_config.reset(token)


@contextmanager
def plainly(name: str) -> Iterator[None]:
    """Let a model's faults out of a block as one plain error; the log has the rest.

    Parameters
    ----------
    name : str
        The model that is asked.

    Raises
    ------
    AnalystError
        Whatever the model's own library raised.
    """
    try:
        with guard(f"asking the model `{name}`"):
            yield
    except (StorageError, UnexpectedError) as error:  # a broken connection is an OSError too
        message = f"The model `{name}` gave no answer: {error.__cause__!r}."
        hint = "Ask again; if it stays so, choose another by `%analyst config model NAME`."
        raise AnalystError(message, hint=hint, code="model-failed") from error.__cause__
