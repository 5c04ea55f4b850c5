"""Ask a kernel something apart from any run; nothing it answers is believed unchecked."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from jupyter_analyst.errors import SandboxError
from jupyter_analyst.inside.told import MIMETYPE

if TYPE_CHECKING:
    from jupyter_analyst.sandbox.worker import Kernel

ANSWER = "answer"
"""Name of the expression in the request."""

LOWER = "__import__('jupyter_analyst.inside.limits', fromlist=['lower']).lower({n_bytes})"
"""Expression that lets a kernel use so many bytes of address space."""

_LOOK_EVERY_S = 0.1


def inquire(worker: Kernel, expression: str, within_s: float) -> Any:
    """Return what an expression gives in a kernel, as JSON values.

    Parameters
    ----------
    worker : Kernel
        The kernel, which runs nothing now.
    expression : str
        Python that gives a `Told`.
    within_s : float
        How long to wait, in seconds.

    Raises
    ------
    SandboxError
        If it gives none, or nothing in time.
    """
    request = worker.inquire(expression)
    until = time.monotonic() + within_s
    while time.monotonic() < until and worker.alive():
        message = worker.read(_LOOK_EVERY_S)
        if message and message.kind == "execute_reply" and message.parent == request:
            return _answer(message.content)
    worker.interrupt()
    state = f"did not answer within {within_s:g} s" if worker.alive() else "has ended"
    failure = f"The sandbox {state}."
    raise SandboxError(failure, hint="Run this again.", code="sandbox-silent")


def _answer(content: dict[str, Any]) -> Any:
    """Return the value in a reply.

    Raises
    ------
    SandboxError
        If there is none.
    """
    try:
        found = content["user_expressions"][ANSWER]
        data = found.get("data", {})
        if MIMETYPE in data:
            return data[MIMETYPE]
        words = f"{found.get('ename')}: {found.get('evalue')}"[:300]
    except (KeyError, TypeError, AttributeError):
        words = "it sent no answer"
    message = f"What was asked of the sandbox did not work: {words}."
    raise SandboxError(message, hint="Restart it: `%analyst sandbox restart`.", code="sandbox-odd")
