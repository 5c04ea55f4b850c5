"""Show what a run in the sandbox shows, as if the cell itself had shown it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from IPython.core.interactiveshell import InteractiveShell

from jupyter_analyst.errors import SandboxError

if TYPE_CHECKING:
    from IPython.core.displaypub import DisplayPublisher

    from jupyter_analyst.sandbox import Execution, Output
    from jupyter_analyst.session import Session


def relay(output: Output) -> None:
    """Show one output in the running cell.

    Parameters
    ----------
    output : dict
        The output, cleaned.
    """
    kind = output["output_type"]
    if kind == "stream":
        (sys.stderr if output["name"] == "stderr" else sys.stdout).write(output["text"])
    elif kind == "clear_output":
        publisher().clear_output(wait=output["wait"])  # type: ignore[no-untyped-call]  # partly typed
    elif kind != "error":  # an error is raised when the run is over
        publisher().publish(
            output["data"],
            output["metadata"],
            transient=output.get("transient", {}),
            update=kind == "update_display_data",
        )


def show_execution(execution: Execution) -> None:
    """Show all outputs of a run, and what went wrong.

    Parameters
    ----------
    execution : Execution
        The run.
    """
    for output in execution.outputs:
        relay(output)
    if execution.fault:
        sys.stderr.write(f"{execution.fault}\n")


def show_advice(session: Session, execution: Execution) -> None:
    """Note under a run what in its code the sandbox has no use for, if there is anything.

    Parameters
    ----------
    session : Session
        The session.
    execution : Execution
        The run.
    """
    if execution.advice:
        publisher().publish(*session.services.answered.advice_bundle(execution))


class RunError(SandboxError):
    """Code in the sandbox did not end well; shown as the sandbox told it, and stops `Run All`.

    Parameters
    ----------
    execution : Execution
        The run.
    """

    def __init__(self, execution: Execution) -> None:
        super().__init__(execution.fault, code=f"sandbox-{execution.status}")
        self._execution = execution

    def _render_traceback_(self) -> list[str]:
        """Return the traceback of the code inside, or what ended it in one line."""
        if self._execution.status != "error":
            return super()._render_traceback_()
        errors = [o for o in self._execution.outputs if o["output_type"] == "error"]
        return [line for error in errors for line in error["traceback"]]


def publisher() -> DisplayPublisher:
    """Return what gives outputs to the front end."""
    return InteractiveShell.instance().display_pub
