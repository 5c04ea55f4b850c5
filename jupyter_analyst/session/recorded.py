"""Write down each step as it happens: before it starts, and how it ended."""

from __future__ import annotations

import inspect
import time
import uuid
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import wraps
from typing import TYPE_CHECKING, Any, Concatenate, Generic, ParamSpec, TypeVar, cast

from jupyter_analyst.data.sources.database import Address
from jupyter_analyst.errors import StorageError, guard
from jupyter_analyst.logs import LOGGER, correlation
from jupyter_analyst.masking import masked, masked_code
from jupyter_analyst.records import Step

if TYPE_CHECKING:
    from collections.abc import Callable

    from jupyter_analyst.records import Outcome
    from jupyter_analyst.session.session import Session

Value = TypeVar("Value")
Given = ParamSpec("Given")


@dataclass(frozen=True)
class Done(Generic[Value]):
    """What a step gave, and how to say and repeat it.

    Parameters
    ----------
    value : object
        What the caller gets.
    word : str
        What has to be called to get it again.
    arguments : dict
        With which arguments, as JSON values.
    title : str
        What it was, for people.
    dataset, version : str
        The data it was done with.
    outputs : dict
        What it showed: MIME type to content.
    outcome : {"ok", "error", "interrupted"}
        How it ended, where that is told without an error.
    error : str
        Code of what went wrong then.
    """

    value: Value
    word: str
    arguments: dict[str, Any]  # JSON values
    title: str
    dataset: str = ""
    version: str = ""
    outputs: dict[str, Any] = field(default_factory=dict)  # JSON values by MIME type
    outcome: Outcome = "ok"
    error: str = ""


def recorded(
    function: Callable[Concatenate[Session, Given], Done[Value]],
) -> Callable[Concatenate[Session, Given], Value]:
    """Make a function on a session a recorded step.

    The step is in the store before the function starts and gets its outcome when it ends, however
    it ends. Log lines written meanwhile carry the id of the step.

    Parameters
    ----------
    function : callable
        Takes the session first and returns `Done`.
    """
    signature = inspect.signature(function)

    @wraps(function)
    def call(session: Session, *args: Given.args, **kwargs: Given.kwargs) -> Value:
        given = signature.bind(session, *args, **kwargs).arguments
        del given["session"]
        step = _begun(session, function.__name__, given)
        token = correlation.set(step.id)
        started = time.perf_counter()
        try:
            with guard(f"running `{step.word}`"):
                done = function(session, *args, **kwargs)
            step = _described(step, done)
            return done.value
        except BaseException as error:
            step = replace(step, outcome=_outcome(error), error=getattr(error, "code", ""))
            raise
        finally:
            _finished(session, replace(step, seconds=time.perf_counter() - started))
            correlation.reset(token)
            session.changed()

    return cast("Callable[Concatenate[Session, Given], Value]", call)


def _begun(session: Session, word: str, given: dict[str, Any]) -> Step:
    arguments = {name: _argument(name, value) for name, value in given.items() if value is not None}
    step = Step(
        uuid.uuid4().hex, session.id, session.next_number(), word, arguments, datetime.now(UTC)
    )
    session.journal.begin(step)
    return step


def _described(step: Step, done: Done[Any]) -> Step:
    return replace(
        step,
        word=done.word,
        arguments={name: _argument(name, value) for name, value in done.arguments.items()},
        title=done.title,
        dataset=done.dataset,
        version=done.version,
        outputs=done.outputs,
        outcome=done.outcome,
        error=done.error,
    )


def _outcome(error: BaseException) -> Any:  # one of records.Outcome
    return "error" if isinstance(error, Exception) else "interrupted"


def _finished(session: Session, step: Step) -> None:
    """Write down the end; a failure to do so never hides what the step itself said.

    Raises
    ------
    StorageError
        If the end of a step that went well cannot be recorded.
    """
    fields = {
        "word": step.word,
        "seconds": round(step.seconds, 6),
        "outcome": step.outcome,
        "error": step.error,
        "dataset": step.dataset,
        "version": step.version,
    }
    LOGGER.info("step", extra={"fields": fields})
    try:
        session.journal.finish(step)
    except StorageError:
        if step.outcome == "ok":
            raise
        LOGGER.warning("the end of step %s was not recorded", step.id)


def _argument(name: str, value: Any) -> Any:
    """Return an argument as JSON with secrets masked; code stays code."""
    return masked_code(value) if name == "code" and isinstance(value, str) else _plain(value)


def _plain(value: Any) -> Any:
    """Return a value as JSON with secrets masked; what is no JSON value is named by its type."""
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, str):
        return masked(value)
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if hasattr(value, "__fspath__") or isinstance(value, Address):
        return masked(str(value))
    return f"<{type(value).__name__}>"
