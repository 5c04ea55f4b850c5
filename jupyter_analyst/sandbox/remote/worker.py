"""One kernel behind a gateway: started, asked, interrupted, ended like one of this machine."""

from __future__ import annotations

import json
import logging
import secrets
import threading
import time
from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from jupyter_analyst.data.kept.shelved import FOLDER
from jupyter_analyst.errors import SandboxError
from jupyter_analyst.inside.told import ANSWER
from jupyter_analyst.sandbox.channels.reader import DISCONNECTED, GARBAGE, Message, checked
from jupyter_analyst.sandbox.inquiry import inquire
from jupyter_analyst.sandbox.limits import MIB
from jupyter_analyst.sandbox.remote import line, shipping
from jupyter_analyst.sandbox.walls.level import Level, Standing

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from jupyter_analyst.sandbox.limits import Limits
    from jupyter_analyst.sandbox.remote.gateway import Gateway

UNVERIFIED = "unverified"
"""Level of a kernel that has not reported that its doors are closed."""

REPORTED = "closed, as it reports"
"""Level of one that has; nobody here has seen it."""

_CALL = "__import__('jupyter_analyst.inside.remote', fromlist=['begin'])"
_GONE = {"restarting", "autorestarting", "dead"}  # the server says so, and its variables are lost
_START_S = 60.0
_RETURN_S = 5.0
_AGAIN_S = 0.2
_SILENCE_S = 5.0
_NOT_OPEN = "a door it could not name"
_DOORS = {
    "network": "its network",
    "processes": "the start of programs",
    "files": "files of that machine",
    "calls": "all calls of that system",
}


class RemoteWorker:
    """A kernel that is being started behind a gateway.

    Parameters
    ----------
    gateway : Gateway
        Who starts and keeps it.
    limits : Limits
        What it may use; of these, memory is only a limit it sets itself.
    """

    pid: int | None = None
    """Number of its process: not known here."""

    peak_mib = 0.0
    """Most memory it held: not known here."""

    n_came = 0
    """Bytes that it has sent so far: not known here before a message is whole."""

    def __init__(self, gateway: Gateway, limits: Limits) -> None:
        line.library()  # before there is a kernel
        self.why = ""
        """Why it cannot be used any more, as a sentence; empty if the code ended it."""
        self.started = time.time()
        self._gateway, self._limits = gateway, limits
        self._session = secrets.token_hex(16)
        self._ending = threading.Lock()
        self._given_up = threading.Event()
        self._ended = False
        self._heard = 0.0
        self._open_doors: tuple[str, ...] | None = None
        self._folder = ""
        self._offered: Mapping[str, Path] = {}
        self._shelf = shipping.Shelf(self._asked)
        self._kernel = gateway.start()
        self._line = line.Line(gateway, self._kernel, limits.message_mib)

    @property
    def level(self) -> str:
        """How it is walled off, as far as that is known."""
        return REPORTED if self._open_doors == () else UNVERIFIED

    @property
    def standing(self) -> Standing:
        """What its level counts as here, and what is known about its walls."""
        level = Level.B if self.level == REPORTED else Level.C
        return Standing(level, works=True, words=self.words)

    @property
    def words(self) -> str:
        """Where it is, and what is known about its walls, as a sentence."""
        found = self._open_doors
        if found is None:
            said = f"{UNVERIFIED}: it has not reported"
        else:
            said = f"{UNVERIFIED}: open are {', '.join(found)}" if found else REPORTED
        return f"Remote at {self._gateway.url}; {said}."

    @property
    def hidden(self) -> dict[str, str]:
        """Its folders there, and the words that are shown for them."""
        folder = self._folder
        return {f"{folder}/work": ".", f"{folder}/data": "data", folder: "sandbox"}

    def connect(self) -> None:
        """Wait until it can be asked, and have it made ready.

        Raises
        ------
        SandboxError
            If it cannot; it is ended then.
        """
        memory, cores = int(self._limits.address_space_mib * MIB), self._limits.cores
        begin = f"{_CALL}.begin(get_ipython(), {FOLDER!r}, {memory}, {cores})"
        try:
            if not self._line.open():
                self._lose("The kernel ended while it started.")
            self._note(inquire(self, begin, _START_S))
        except BaseException as error:
            self.end()
            if isinstance(error, SandboxError):
                self._explain(error)
            raise

    def offer(self, offered: Mapping[str, Path]) -> None:
        """Make these datasets, and no others, the ones it sees from the next run on.

        Parameters
        ----------
        offered : mapping of str to Path
            The Parquet file of each dataset by its name.
        """
        self._offered = {**offered}  # nothing is sent here: a run may be reading the line

    def prepare(self) -> None:
        """See that it is still there, and send it the datasets it does not have yet.

        This is done before each run; one that is gone is told in the run.

        Raises
        ------
        StorageError
            If a file is gone or damaged.
        SandboxError
            If it does not take them.
        """
        self._look()
        if self.alive():
            self._shelf.put(self._offered)

    def fetch(self, name: str, most_bytes: int) -> bytes:
        """Return a file from its working folder; it runs nothing now.

        Parameters
        ----------
        name : str
            Name of the file.
        most_bytes : int
            How large it may be.

        Raises
        ------
        SandboxError
            If it is larger, is none, or does not come.
        """
        part = min(shipping.PART, int(self._limits.message_mib * MIB / 2))
        return shipping.fetched(self._asked, name, most_bytes, part)

    def ask(self, code: str) -> str:
        """Ask it to run code; return the id of the request.

        Parameters
        ----------
        code : str
            Python.
        """
        return self._execute(code=code, silent=False, store_history=True)

    def inquire(self, expression: str) -> str:
        """Ask it for the value of an expression, apart from any run; return the id of the request.

        Parameters
        ----------
        expression : str
            Python that gives a `Told`.
        """
        return self._execute(code="", silent=True, user_expressions={ANSWER: expression})

    def knock(self) -> str:
        """Ask whether it is done with what it was asked before; return the id of the request."""
        return self._send("kernel_info_request", {})

    def interrupt(self) -> None:
        """Have it stop what it does and keep its variables."""
        with suppress(SandboxError):  # whoever waits for it finds out
            self._gateway.interrupt(self._kernel)

    def settled(self, within_s: float) -> bool:  # noqa: ARG002  # as of one of this machine
        """Return that no interrupt is on its way: the gateway answers when it has been sent.

        Parameters
        ----------
        within_s : float
            How long one of this machine is waited for.
        """
        return True

    def read(self, timeout_s: float) -> Message | None:
        """Return its next message; None if there is none yet.

        Parameters
        ----------
        timeout_s : float
            How long to wait, in seconds.
        """
        if not self.alive():
            return None
        try:
            message = _message(self._line.read(timeout_s))
        except line.CutError as cut:
            self._return()
            return Message(DISCONNECTED, {}, "", 0) if cut.too_large and self.alive() else None
        if message:
            self._heed(message)
        elif time.monotonic() > self._heard + _SILENCE_S:
            self._look()
        return message

    def alive(self) -> bool:
        """Return whether it still can be used."""
        return not self._given_up.is_set()

    def ends_within(self, seconds: float) -> bool:  # noqa: ARG002  # as of one of this machine
        """Return whether it has ended: only what is read tells, so no waiting helps.

        Parameters
        ----------
        seconds : float
            How long one of this machine is waited for.
        """
        return not self.alive()

    def abandon(self) -> None:
        """Take it for dead from now on, so that nobody waits for it; it has still to be ended."""
        self._given_up.set()

    def end(self) -> None:
        """End it; its variables and files are gone."""
        with self._ending:
            if self._ended:
                return
            self._ended = True
            self._given_up.set()
            self._line.close()
            try:
                # what runs is stopped, so that the process ends by itself and clears up
                self._gateway.interrupt(self._kernel)
                self._gateway.end(self._kernel)
            except SandboxError as error:
                log = logging.getLogger("jupyter_analyst")
                log.warning("a kernel may be left at a gateway: %s", error.message)

    def _execute(self, **how: Any) -> str:
        content = {"store_history": False, "user_expressions": {}} | how
        content |= {"allow_stdin": False, "stop_on_error": False}
        return self._send("execute_request", content)

    def _send(self, kind: str, content: dict[str, Any]) -> str:
        """Send a request, on a new line if the old one is cut; return its id."""
        request = secrets.token_hex(16)
        header = {
            "msg_id": request,
            "msg_type": kind,
            "session": self._session,
            "username": "",
            "date": datetime.now(UTC).isoformat(),
            "version": "5.3",
        }
        message = {"channel": "shell", "header": header, "parent_header": {}, "metadata": {}}
        text = json.dumps(message | {"content": content, "buffers": []})
        for again in (self._return, lambda: self._lose(f"{self._gateway.url} hangs up.")):
            try:
                self._line.send(text)
                break
            except line.CutError:
                again()
        return request

    def _return(self) -> None:
        """Open the line again; the server has kept what came in between."""
        until = time.monotonic() + _RETURN_S
        why = ""
        while self.alive() and time.monotonic() < until:
            try:
                if not self._line.open():
                    self._lose(self._ended_there)
                if not self.alive():  # somebody ended it meanwhile
                    self._line.close()
                return
            except SandboxError as error:
                why = error.message
                self._given_up.wait(_AGAIN_S)
        self._lose(why)

    def _heed(self, message: Message) -> None:
        """Note what a message says of the kernel itself."""
        self._heard = time.monotonic()
        if message.kind == "shutdown_reply":
            self._lose(self._ended_there)
        elif message.kind == "status" and message.content.get("execution_state") in _GONE:
            self._given_up.set()

    @property
    def _ended_there(self) -> str:
        return f"The gateway {self._gateway.url} has ended the kernel."

    def _look(self) -> None:
        """Look whether it is still there: a server that ends a kernel leaves the line open."""
        self._heard = time.monotonic()
        with suppress(SandboxError):  # the line tells whether that lasts
            if self.alive() and not self._gateway.has(self._kernel):
                self._lose(self._ended_there)

    def _lose(self, why: str) -> None:
        if self.alive():
            self.why = why
            self._given_up.set()

    def _asked(self, function: str, *values: Any) -> Any:
        """Call a function of `inside.remote` there; return what it tells.

        Raises
        ------
        SandboxError
            If it tells nothing.
        """
        return inquire(self, f"{_CALL}.{function}({', '.join(map(repr, values))})", _START_S)

    def _note(self, told: Any) -> None:
        """Take in what it reports of itself; what is no report leaves it unverified."""
        with suppress(TypeError, KeyError):
            folder, doors = told["folder"], told["open"]
            if isinstance(folder, str) and isinstance(doors, list):
                self._folder = folder
                self._open_doors = tuple(_DOORS.get(str(door), _NOT_OPEN) for door in doors)

    def _explain(self, error: SandboxError) -> None:
        """Have the error of a start say what is known better here."""
        if "ModuleNotFoundError" in error.message:
            where = self._gateway.url
            error.message = f"The kernel at {where} has no `jupyter_analyst`, or too old a one."
            error.hint = "Install it there: `pip install --upgrade jupyter-analyst`."
            error.code = "gateway-bare"
        elif self.why:
            error.message = self.why


def _message(frame: bytes | None) -> Message | None:
    """Return what came as a message; None if it is none, as one with binary parts."""
    if frame is None:
        return None
    try:
        found = json.loads(frame)
    except GARBAGE:
        return None
    return checked(found, [frame])
