"""Run code in the sandbox, and look after it."""

from __future__ import annotations

import ast
from dataclasses import replace
from typing import TYPE_CHECKING

from jupyter_analyst import sandbox, wording
from jupyter_analyst.masking import masked_code
from jupyter_analyst.session.listing import Listing
from jupyter_analyst.session.recorded import Done, recorded

if TYPE_CHECKING:
    from collections.abc import Callable

    from jupyter_analyst.records import Outcome
    from jupyter_analyst.sandbox import Execution, Output, Status
    from jupyter_analyst.session.session import Session

WORD = "sandbox"
"""What a run is called in the record."""

_MOST_TITLE = 60
_TONES = {"ready": "ok", "running": "busy", "starting": "busy"}
_OUTCOMES: dict[Status, Outcome] = {"ok": "ok"}


class SandboxWords:
    """What can be done with the sandbox of a session: `analyst.sandbox`.

    Parameters
    ----------
    session : Session
        The session.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    def run(
        self,
        code: str,
        timeout_s: float | None = None,
        *,
        show: Callable[[Output], None] | None = None,
    ) -> Execution:
        """Run code in the sandbox; it sees the datasets of this session and nothing else.

        Parameters
        ----------
        code : str
            Python. `from jupyter_analyst import data` gives `data.open("name")`.
        timeout_s : float
            How long it may take, in seconds; the setting `run_timeout_s` if left out.
        show : callable, optional
            Is given each output as it comes.
        """
        return run(self._session, code, timeout_s, show)

    def status(self) -> Listing:
        """Show how code is walled off on this machine, and what the sandbox is doing."""
        return status(self._session)

    def restart(self) -> Listing:
        """Begin with an empty sandbox: its variables and files are gone."""
        self._session.services.sandbox.restart()
        return status(self._session)


def execute(
    session: Session,
    code: str,
    timeout_s: float | None = None,
    show: Callable[[Output], None] | None = None,
) -> Execution:
    """Run code where it sees the datasets of a session; nothing is recorded.

    Parameters
    ----------
    session : Session
        The session.
    code : str
        Python.
    timeout_s : float, optional
        How long it may take, in seconds; the setting `run_timeout_s` if left out.
    show : callable, optional
        Is given each output as it comes.
    """
    box = session.services.sandbox
    for dataset in session.used.values():
        if dataset.path:
            box.offer(dataset.name, dataset.path)
    session.changed()
    try:
        return box.run(code, timeout_s=timeout_s, show=show)
    finally:
        session.changed()


@recorded
def run(
    session: Session,
    code: str,
    timeout_s: float | None,
    show: Callable[[Output], None] | None,
) -> Done[Execution]:
    """Run code in the sandbox.

    Parameters
    ----------
    session : Session
        The session.
    code : str
        Python.
    timeout_s : float, optional
        How long it may take, in seconds.
    show : callable, optional
        Is given each output as it comes.
    """
    found = execute(session, code, timeout_s, show)
    kept = replace(found, code=masked_code(code))
    shown = {sandbox.MIMETYPE: kept.to_json(), "text/plain": str(found)}
    dataset = session.used.get(session.current)
    return Done(
        found,
        WORD,
        {"code": code},
        _title(code),
        dataset=session.current,
        version=dataset.version if dataset else "",
        outputs=shown,
        outcome=_OUTCOMES.get(found.status, "error"),
        error="" if found.status == "ok" else f"sandbox-{found.status}",
    )


def status(session: Session) -> Listing:
    """Show how code is walled off on this machine, and what the sandbox is doing.

    Parameters
    ----------
    session : Session
        The session.
    """
    rows = tuple(
        (f"Level {found.level}", "works" if found.works else "missing", found.words)
        for found in sandbox.probe()
    )
    state = session.services.sandbox.state()
    return Listing("Sandbox", ("What", "State", "Meaning"), (*rows, *state.rows()))


def words(session: Session) -> tuple[str, str]:
    """Return the tone (ok, busy or off) and the words of the sandbox's state.

    Parameters
    ----------
    session : Session
        The session.
    """
    state = session.services.sandbox.state()
    return _TONES.get(state.words, "off"), f"Sandbox {state.words}"


def _title(code: str) -> str:
    """Return what a run shows in the end as its title, or how long it is."""
    try:
        last = ast.parse(code).body[-1:]
    except (SyntaxError, ValueError):
        last = []
    if not (last and isinstance(last[0], ast.Expr)):
        return f"Run {wording.count(len(code.strip().splitlines()), 'line')} of code"
    line = ast.unparse(last[0])
    return f"Run {line if len(line) <= _MOST_TITLE else line[: _MOST_TITLE - 1] + '…'}"
