"""One run of code: relay what it shows, watch the clock, stop it when asked."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from jupyter_analyst.sandbox.channels.reader import DISCONNECTED
from jupyter_analyst.sandbox.faults import GONE, KEPT, fault_of
from jupyter_analyst.sandbox.record import Execution
from jupyter_analyst.sandbox.shown.merge import Merged

if TYPE_CHECKING:
    from collections.abc import Callable

    from jupyter_analyst.sandbox.channels.reader import Message
    from jupyter_analyst.sandbox.limits import Limits
    from jupyter_analyst.sandbox.record import Output, Status
    from jupyter_analyst.sandbox.shown.outputs import Outputs
    from jupyter_analyst.sandbox.worker import Kernel

GRACE_S = 4.0
"""How long code may take to stop when it is asked to."""

_LOOK_EVERY_S = 0.1
_STRAGGLERS_S = 0.5
_MEGABYTE = 1_000_000


class Run:
    """One run of code in a kernel.

    Parameters
    ----------
    worker : Kernel
        The kernel.
    outputs : Outputs
        Cleans what it shows.
    limits : Limits
        What it may use.
    timeout_s : float
        How long the code may take, in seconds.
    show : callable, optional
        Is given each output as it comes.
    """

    def __init__(
        self,
        worker: Kernel,
        outputs: Outputs,
        limits: Limits,
        timeout_s: float,
        show: Callable[[Output], None] | None,
    ) -> None:
        self._worker = worker
        self._outputs = outputs
        self._limits = limits
        self._timeout_s = timeout_s
        self._until = self._latest = 0.0
        self._n_came = 0
        self._request = self._knock = ""
        self._show = show or (lambda _: None)
        self._merged = Merged()
        self._asked_to_stop = self._asked_to_end = False
        self._size = 0
        self._stopping = ""  # why, once it is being stopped
        self._missing = {"idle", "execute_reply"}
        self._status: Status | None = None
        self._fault = ""
        self._error: tuple[str, str] | None = None

    @property
    def size(self) -> int:
        """Weight of all the kernel sent for it, in bytes."""
        return self._size

    def note(self, text: str) -> None:
        """Show a line of ours.

        Parameters
        ----------
        text : str
            The line.
        """
        self._take_in({"output_type": "stream", "name": "stderr", "text": f"{text}\n"})

    def interrupt(self) -> None:
        """Have the code stopped; from any thread."""
        self._asked_to_stop = True

    def end(self) -> None:
        """Give the kernel up; from any thread."""
        self._asked_to_end = True

    def finish(self, code: str) -> Execution:
        """Run code to its end, whatever that is.

        Parameters
        ----------
        code : str
            Python.

        Raises
        ------
        KeyboardInterrupt
            If it was pressed a second time, before the code stopped; the kernel is given up then.
        """
        started = time.monotonic()
        self._until = self._latest = started + self._timeout_s
        self._request = self._worker.ask(code)
        while self._status is None:
            try:
                self._step()
            except KeyboardInterrupt:
                if self._stopping == "interrupt":
                    self._worker.abandon()
                    raise
                self._stop("interrupt")
            except BaseException:  # of whoever shows the outputs; nobody waits for the code then
                self._worker.interrupt()
                raise
        peak_mib = self._worker.peak_mib
        seconds = time.monotonic() - started
        if self._status == "error" and self._error is None:
            self._take_in(_told(self._fault))
        return Execution(
            code=code,
            status=self._status,
            outputs=self._merged.outputs(),
            seconds=seconds,
            peak_mib=peak_mib or None,  # it may have ended before it was looked at
            fault=self._fault,
            level=str(self._worker.level),
        )

    def _step(self) -> None:
        """Wait for one message, not for long, and see to everything else."""
        message = self._worker.read(min(_LOOK_EVERY_S, max(0.0, self._until - time.monotonic())))
        if self._asked_to_end:
            self._end(f"The sandbox was restarted; {GONE}.")
        elif self._asked_to_stop and not self._stopping:
            self._stop("interrupt")
        if message:
            self._hear(message)
        elif not self._worker.alive():
            self._died()
        if self._status is None and time.monotonic() >= self._until:
            self._overdue()

    def _hear(self, message: Message) -> None:
        if message.kind == DISCONNECTED:
            self._disconnected()
        elif message.parent == self._request:
            self._take(message)
        elif self._knock and message.parent == self._knock:
            self._done()

    def _take(self, message: Message) -> None:
        self._size += message.size
        if self._size > self._limits.output_mb * _MEGABYTE:
            self._stop("flood")
        if message.kind == "status":
            if message.content.get("execution_state") == "idle":
                self._arrived("idle")
        elif message.kind == "execute_reply":
            self._replied(message)
        elif self._stopping not in {"flood", "crowd"}:
            self._relay(message)
        if self._is_straggling and not self._stopping:
            self._await_stragglers()

    def _relay(self, message: Message) -> None:
        for output in self._outputs.of(message.kind, message.content):
            if output["output_type"] == "error":
                self._error = (output["ename"], output["evalue"])
                if self._stopping == "timeout":  # what the stopping did to the code
                    continue
            self._take_in(output)
        if len(self._merged) > self._limits.outputs:
            self._stop("crowd")

    def _take_in(self, output: Output) -> None:
        self._merged.add(output)
        self._show(output)

    def _replied(self, message: Message) -> None:
        payloads = message.content.get("payload")
        sources = {
            str(payload.get("source"))
            for payload in (payloads if isinstance(payloads, list) else [])
            if isinstance(payload, dict)
        }
        if "ask_exit" in sources:
            self._end(f"The code ended the sandbox. It is restarted; {GONE}.")
            return
        for output in self._outputs.lost(*sorted(sources)):
            self._take_in(output)
        self._arrived("execute_reply")

    def _arrived(self, what: str) -> None:
        """Note one of the two signs of the end, which come by different ways."""
        self._missing.discard(what)
        if not self._missing:
            self._done()

    @property
    def _is_straggling(self) -> bool:
        return len(self._missing) == 1

    def _await_stragglers(self) -> None:
        """Wait a little for the other sign, and for what is on its way before that."""
        self._n_came = self._worker.n_came
        self._until = time.monotonic() + _STRAGGLERS_S

    def _still_comes(self) -> bool:
        """Return whether part of a message has come while the other sign was waited for.

        A large one takes longer on a machine with much to do. Nobody waits beyond the time the
        code itself may take.
        """
        came = self._worker.n_came != self._n_came
        return came and not self._stopping and time.monotonic() < self._latest

    def _stop(self, why: str) -> None:
        """Ask the code to stop, and give it a little time to do so."""
        if not self._stopping:
            self._stopping = why
            self._worker.interrupt()
            self._until = time.monotonic() + GRACE_S

    def _overdue(self) -> None:
        """See what it means that time has run out."""
        if self._is_straggling and self._still_comes():
            self._await_stragglers()
        elif self._is_straggling:
            if "idle" in self._missing and not self._stopping:
                for output in self._outputs.lost("part of the output, which came too fast"):
                    self._take_in(output)
            self._done()
        elif not self._stopping:
            self._stop("timeout")
        else:
            self._worker.abandon()
            self._conclude(f"did not stop and was restarted; {GONE}")

    def _disconnected(self) -> None:
        """See whether the kernel hung up, or was cut off for a message that is too large."""
        if self._worker.ends_within(_STRAGGLERS_S):
            self._died()
            return
        self._stop("flood")
        self._knock = self._worker.knock()  # signs of the end may be among what was lost

    def _died(self) -> None:
        said = "It showed more than it may." if self._stopping == "flood" else ""
        why = self._worker.why or said or "The code ended the sandbox."
        self._end(f"{why} It is restarted; {GONE}.")

    def _end(self, fault: str) -> None:
        if self._status is None:
            self._worker.abandon()
            self._status, self._fault = "died", fault

    def _done(self) -> None:
        if self._stopping:
            self._conclude(KEPT)
        elif self._error:
            self._status, self._fault = "error", fault_of(*self._error, self._limits)
        else:
            self._status = "ok"

    def _conclude(self, fate: str) -> None:
        """End a run that was stopped."""
        said = {
            "timeout": f"Stopped after {self._timeout_s:g} s",
            "interrupt": "Interrupted",
            "flood": f"Stopped: it showed more than {self._limits.output_mb:g} MB",
            "crowd": f"Stopped: it showed more than {self._limits.outputs:,} outputs",
        }
        self._status = "timeout" if self._stopping == "timeout" else "error"
        self._fault = f"{said[self._stopping]}; {fate}."


def _told(fault: str) -> Output:
    """Return a fault as the error it would be had Python raised it."""
    return {"output_type": "error", "ename": "Stopped", "evalue": fault, "traceback": [fault]}
