"""What the panels share: one record shown, messages both ways, and failures said in the panel."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

import anywidget
import traitlets

from jupyter_analyst.errors import AnalystError, CommandError, guard
from jupyter_analyst.markup import styles
from jupyter_analyst.widgets.esm import joined

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from jupyter_analyst.session import Session
    from jupyter_analyst.widgets.messages import ToPanel

_FOLDER = Path(__file__).parent


def module(name: str) -> str:
    """Return the JavaScript of a panel.

    Parameters
    ----------
    name : str
        Its file.
    """
    return joined(_FOLDER / name)


def sheet() -> str:
    """Return the style sheet: that of the cards, and what only panels have."""
    cards = styles().removeprefix("<style>").removesuffix("</style>")
    return f"{cards}\n{(_FOLDER / 'panels.css').read_text(encoding='utf-8')}"


class Panel(anywidget.AnyWidget):
    """A panel of the sidebar, or of a cell.

    Its `state` is one whole record of JSON values. Messages may come in any thread of the kernel,
    also while a cell runs; whatever goes wrong with one is said in the panel.

    Parameters
    ----------
    session : Session
        The session it works on.
    """

    _css = sheet()
    state = traitlets.Dict().tag(sync=True)

    def __init__(self, session: Session) -> None:
        self.session = session
        self.lock = threading.RLock()
        super().__init__(state=self.record())
        _answer_where_asked(self.comm)
        self.on_msg(self._receive)

    def record(self) -> dict[str, Any]:
        """Return what the panel shows, as JSON values."""
        raise NotImplementedError

    def handlers(self) -> Mapping[str, Callable[[dict[str, Any]], None]]:
        """Return what is done with a message of the panel, by kind; see `FromPanel`."""
        return {"hello": lambda _: self.refresh()}

    def refresh(self) -> None:
        """Show what is so now."""
        try:
            with guard("bringing a panel up to date"), self.lock:
                self.state = self.record()
        except AnalystError as error:
            self.fail(error)

    def say(self, kind: ToPanel, **content: Any) -> None:
        """Send a message to the panel, wherever it is shown.

        Parameters
        ----------
        kind : str
            Its kind.
        **content : object
            Its fields, as JSON values.
        """
        self.send({"kind": kind, **content})

    def fail(self, error: AnalystError) -> None:
        """Say in the panel what went wrong.

        Parameters
        ----------
        error : AnalystError
            What went wrong.
        """
        self.say("failed", text=error.message, hint=error.hint, code=error.code)

    def _receive(self, _: object, content: dict[str, Any], __: object) -> None:
        try:
            with guard("answering a panel"):
                _handler(self.handlers(), content)(content)
        except AnalystError as error:
            self.fail(error)


def _handler(
    handlers: Mapping[str, Callable[[dict[str, Any]], None]], content: dict[str, Any]
) -> Callable[[dict[str, Any]], None]:
    """Return what is done with a message.

    Raises
    ------
    CommandError
        If it is of no kind this panel has.
    """
    kind = content.get("kind", "")
    if kind not in handlers:
        message = f"A panel sent {kind!r}; it can send {', '.join(handlers)}."
        raise CommandError(message, hint="Reload the page.", code="panel-outdated")
    return handlers[kind]


def _answer_where_asked(comm: object) -> None:
    """Have messages handled beside a running cell, where the front end offers that.

    ipykernel would hand them to the thread that last published, which is the one a cell keeps busy.
    """
    if hasattr(comm, "_reply_subshell_for"):
        comm._reply_subshell_for = lambda _, default: default
