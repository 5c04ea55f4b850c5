"""Ask a kernel something apart from any run; nothing it answers is believed unchecked."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, Protocol

from jupyter_analyst.errors import SandboxError
from jupyter_analyst.inside.told import ANSWER, MIMETYPE
from jupyter_analyst.sandbox.channels.reader import DISCONNECTED

if TYPE_CHECKING:
    from jupyter_analyst.sandbox.channels.reader import Message

LOWER = "__import__('jupyter_analyst.inside.limits', fromlist=['lower']).lower({n_bytes})"
"""Expression that lets a kernel use so many bytes of address space."""

_LOOK_EVERY_S = 0.1


class Asked(Protocol):
    """A kernel, as far as it can be asked."""

    def inquire(self, expression: str) -> str:
        """Ask for the value of an expression; return the id of the request."""

    def knock(self) -> str:
        """Ask whether it is done with what it was asked before; return the id of the request."""

    def read(self, timeout_s: float) -> Message | None:
        """Return its next message; None if there is none yet."""

    def alive(self) -> bool:
        """Return whether it still runs."""

    def interrupt(self) -> None:
        """Ask it to stop what it does."""


def inquire(worker: Asked, expression: str, within_s: float) -> Any:
    """Return what an expression gives in a kernel, as JSON values.

    Parameters
    ----------
    worker : Asked
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
    request, knock = worker.inquire(expression), ""
    until = time.monotonic() + within_s
    while time.monotonic() < until and worker.alive():
        heard = worker.read(_LOOK_EVERY_S)
        if heard is None:
            continue
        if heard.kind == "execute_reply" and heard.parent == request:
            return _answer(heard.content)
        if heard.kind == DISCONNECTED:
            knock = worker.knock()  # the answer may be what was cut off
        elif knock and heard.parent == knock:
            message = "What the sandbox answered was too large to be taken."
            raise SandboxError(message, hint="Keep less of it in one variable.", code="sandbox-odd")
    worker.interrupt()
    state = f"did not answer within {within_s:g} s" if worker.alive() else "has ended"
    message = f"The sandbox {state}."
    raise SandboxError(message, hint="Run this again.", code="sandbox-silent")


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
