"""A kernel behind the walls of a level, asked by Jupyter's own client."""

from __future__ import annotations

import queue
import signal
import time
from dataclasses import dataclass

from jupyter_analyst.sandbox import kernel
from jupyter_analyst.sandbox.limits import Limits
from jupyter_analyst.sandbox.place import Place

_PATIENCE_S = 60


@dataclass(frozen=True)
class Ran:
    """What came of code in a kernel: its text, its displays, the name and words of its error."""

    text: str
    displays: list[dict]
    error: str
    words: str


class DiedError(AssertionError):
    """The kernel ended while it was waited for."""


class Kernel:
    """A kernel behind the walls of a level."""

    def __init__(self, level, home, limits=None):
        self.level = level
        self.place = Place.make(home)
        self.manager = kernel.start(self.place, level, limits or Limits(), warm=False)
        self.client = self.manager.client()
        self.client.start_channels()
        try:
            self.client.wait_for_ready(timeout=_PATIENCE_S)
        except RuntimeError as error:
            error.add_note(self.place.log.read_text())
            self.close()
            raise

    @property
    def watchdog(self):
        return self.manager.provisioner.watchdog

    @property
    def process(self):
        return self.manager.provisioner.process

    def send(self, code):
        return self.client.execute(code, store_history=False)

    def run(self, code):
        return self.outcome(self.send(code))

    def outcome(self, request):
        """Return what came of a request; fails if the kernel dies of it."""
        text, displays, error, words = "", [], "", ""
        until = time.monotonic() + _PATIENCE_S
        while time.monotonic() < until:
            message = self._next()
            if message is None:
                continue
            kind, content = message["msg_type"], message["content"]
            if message["parent_header"].get("msg_id") != request:
                kind = "of another request"
            if kind == "stream":
                text += content["text"]
            elif kind in {"display_data", "execute_result"}:
                displays.append(content["data"])
            elif kind == "error":
                error, words = content["ename"], content["evalue"]
            elif kind == "status" and content["execution_state"] == "idle":
                return Ran(text, displays, error, words)
        raise TimeoutError(request)

    def _next(self):
        """Return its next message, if there is one; fails if it has ended."""
        try:
            return self.client.get_iopub_msg(timeout=0.2)
        except queue.Empty:
            if self.process.poll() is not None:
                raise DiedError(f"the kernel died: {self.watchdog.why}") from None
        return None

    def why(self):
        """Return why it ended: what the watchdog said, or the signal it died of."""
        status = self.process.wait(_PATIENCE_S)
        self.watchdog.join(_PATIENCE_S)
        number = -status if status < 0 else status - 128  # bubblewrap passes it on as shells do
        return self.watchdog.why or signal.Signals(number).name

    def stop(self):
        """End it, and keep its folders."""
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)

    def close(self):
        self.stop()
        self.place.close()
