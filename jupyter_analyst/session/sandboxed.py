"""Run code in the sandbox, and look after it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from jupyter_analyst import sandbox, wording
from jupyter_analyst.errors import AnalystError
from jupyter_analyst.masking import masked_code
from jupyter_analyst.session.consent import person
from jupyter_analyst.session.listing import Listing
from jupyter_analyst.session.recorded import Done, recorded

if TYPE_CHECKING:
    from collections.abc import Callable

    from jupyter_analyst.records import Outcome
    from jupyter_analyst.sandbox import Execution, Output, Status, Variable
    from jupyter_analyst.session.session import Session

WORD = "sandbox"
"""What a run is called in the record."""

PULL = "sandbox.pull"
"""What bringing a value back is called there."""

_MOST_TITLE = 60
_TONES = {"ready": "ok", "running": "busy", "waiting": "busy", "starting": "busy"}
_NO_VARIABLES = "None yet. Code in a cell that starts with `%%analyst sandbox` makes some."
_HISTORY = ("Run#", "Code", "Ended", "Took", "Memory", "Libraries")
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
        memory_mib: float | None = None,
        show: Callable[[Output], None] | None = None,
    ) -> Execution:
        """Run code in the sandbox; it sees the datasets of this session and nothing else.

        Parameters
        ----------
        code : str
            Python. `from jupyter_analyst import data` gives `data.open("name")`.
        timeout_s : float
            How long it may take, in seconds; the setting `run_timeout_s` if left out.
        memory_mib : float
            Address space it may use, in MiB; the setting `run_memory_mb` if left out.
        show : callable, optional
            Is given each output as it comes.
        """
        return run(self._session, code, timeout_s, memory_mib, show)

    def shutdown(self) -> Listing:
        """End the sandbox; the next run starts a new, empty one."""
        self._session.services.sandbox.shutdown()
        self._session.changed()
        return status(self._session)

    def pull(self, name: str) -> Any:
        """Return the value of a variable of the sandbox, brought by Arrow.

        Parameters
        ----------
        name : str
            Name of a DataFrame, Series, array or scalar in the sandbox.
        """
        return pull(self._session, name)

    def variables(self) -> Listing:
        """List the variables that live in the sandbox: name, type, shape."""
        found = self._session.services.sandbox.variables()
        rows = tuple((one.name, one.type, one.size) for one in found)
        return Listing("Variables in the sandbox", ("Name", "Type", "Shape"), rows, _NO_VARIABLES)

    def history(self) -> Listing:
        """List what ran in the sandbox: code, how it ended, time, memory, libraries."""
        runs = self._session.services.sandbox.history
        rows = tuple(_row(number, run) for number, run in enumerate(runs, 1))
        return Listing("Runs in the sandbox", _HISTORY, rows)

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
    *,
    memory_mib: float | None = None,
    allow: Callable[[str], bool] | None = None,
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
    memory_mib : float, optional
        Address space it may use, in MiB; the setting `run_memory_mb` if left out.
    allow : callable, optional
        Asks a person whether code may run where isolation is weak; the one at the keyboard, if
        any, if left out.
    """
    box = session.services.sandbox
    for dataset in session.used.values():
        if dataset.path and dataset.path.exists():  # or removed meanwhile, for good
            box.offer(dataset.name, dataset.path)
    session.changed()
    try:
        return box.run(
            code, timeout_s=timeout_s, memory_mib=memory_mib, show=show, allow=allow or person()
        )
    finally:
        session.changed()


@recorded
def run(
    session: Session,
    code: str,
    timeout_s: float | None,
    memory_mib: float | None,
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
    memory_mib : float, optional
        Address space it may use, in MiB.
    show : callable, optional
        Is given each output as it comes.
    """
    found = execute(session, code, timeout_s, show, memory_mib=memory_mib)
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


@recorded
def pull(session: Session, name: str) -> Done[Any]:
    """Bring the value of a variable of the sandbox.

    Parameters
    ----------
    session : Session
        The session.
    name : str
        Name of the variable.
    """
    value = session.services.sandbox.pull(name)
    found = sandbox.Variable.of(name, value)
    shown = {"text/plain": f"{found.type} {found.size}".strip()}
    return Done(value, PULL, {"name": name}, f"Pull {name}", outputs=shown)


def status(session: Session) -> Listing:
    """Show how code is walled off on this machine, and what the sandbox is doing.

    Parameters
    ----------
    session : Session
        The session.
    """
    settings = session.services.settings
    state = session.services.sandbox.state()
    if settings.sandbox_url:
        there = state.where or f"At {settings.sandbox_url}; it reports its walls when it starts."
        rows = [("Remote", state.level or "unverified", there)]
    else:
        rows = [
            (f"Level {found.level}", "works" if found.works else "missing", found.words)
            for found in sandbox.probe()
        ]
    rows.append(("Asks below", settings.ask_below, "each run, on a weaker level than this"))
    rows.append(("Refuses below", settings.refuse_below, "nothing runs on a weaker level"))
    return Listing("Sandbox", ("What", "State", "Meaning"), (*rows, *state.rows()))


def variables(session: Session) -> tuple[Variable, ...]:
    """Return the variables that live in the sandbox; none if it has not run or does not answer.

    Parameters
    ----------
    session : Session
        The session.
    """
    if not session.services.has_sandbox:
        return ()
    try:
        return session.services.sandbox.variables()
    except AnalystError:  # they are but a hint for the next question
        return ()


def words(session: Session) -> tuple[str, str]:
    """Return the tone (ok, busy or off) and the words of the sandbox's state.

    Parameters
    ----------
    session : Session
        The session.
    """
    state = session.services.sandbox.state()
    level = f", level {state.level}" if state.level else ""
    return _TONES.get(state.words, "off"), f"Sandbox {state.notice or state.words}{level}"


def _row(number: int, run: Execution) -> tuple[str, ...]:
    """Return a run as a row of the history."""
    memory = "" if run.peak_mib is None else f"{run.peak_mib:,.0f} MiB"
    took = wording.duration(run.seconds)
    return (f"{number}", _title(run.code), run.status, took, memory, ", ".join(run.libraries))


def _title(code: str) -> str:
    """Return what a run shows in the end as its title, or how long it is."""
    line = sandbox.last_value(code)
    if not line:
        return f"Run {wording.count(len(code.strip().splitlines()), 'line')} of code"
    return f"Run {line if len(line) <= _MOST_TITLE else line[: _MOST_TITLE - 1] + '…'}"
