"""Levels of isolation: which of them this machine has, found by really trying them."""

from __future__ import annotations

import platform
import subprocess
import tempfile
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from jupyter_analyst.errors import SandboxError
from jupyter_analyst.sandbox import bubblewrap, landlocked, remedy, seatbelt, unwalled
from jupyter_analyst.sandbox.limits import Limits
from jupyter_analyst.sandbox.place import Place

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jupyter_analyst.sandbox.launch import Launch

_TRIAL = "jupyter_analyst.inside.trial"
_PATIENCE_S = 20.0


class Level(StrEnum):
    """How code is walled off, strongest first."""

    A = "A"
    B = "B"
    C = "C"

    def is_below(self, other: str) -> bool:
        """Return whether it is weaker than another level.

        Parameters
        ----------
        other : str
            The other level.
        """
        return self.value > other


class _Prepared(Protocol):
    def __call__(
        self, place: Place, limits: Limits, *, module: str = ..., preload: Sequence[str] = ()
    ) -> Launch: ...


@dataclass(frozen=True)
class Method:
    """How a level is reached on a system.

    Parameters
    ----------
    prepared : callable
        Says how a process is started there.
    words : str
        What stands around it.
    """

    prepared: _Prepared
    words: str


_LIMITS_ONLY = "Limits only, no walls: code can read your files and reach the network."

_METHODS = {
    ("Linux", Level.A): Method(
        bubblewrap.prepared, "Bubblewrap: namespaces of its own, and seccomp."
    ),
    ("Linux", Level.B): Method(
        landlocked.prepared, "Landlock and seccomp, which the process sets itself."
    ),
    ("Linux", Level.C): Method(unwalled.prepared, _LIMITS_ONLY),
    ("Darwin", Level.B): Method(
        seatbelt.prepared, "Seatbelt, which macOS brings. Not tested on hardware."
    ),
    ("Darwin", Level.C): Method(unwalled.prepared, f"{_LIMITS_ONLY} Not tested on macOS."),
    ("Windows", Level.C): Method(unwalled.prepared, f"{_LIMITS_ONLY} Not tested on Windows."),
}


def method(level: Level, system: str = "") -> Method:
    """Return how a level is reached.

    Parameters
    ----------
    level : Level
        The level.
    system : str
        Name of the system as `platform.system` gives it; that of this machine if empty.

    Raises
    ------
    SandboxError
        If it cannot be reached on that system.
    """
    system = system or platform.system()
    if found := _METHODS.get((system, level)):
        return found
    message = f"There is no level {level} on {system or 'this system'}"
    raise SandboxError(message, code="sandbox-refused")


@dataclass(frozen=True)
class Standing:
    """What was found about a level.

    Parameters
    ----------
    level : Level
        The level.
    works : bool
        Whether code can be run on it here.
    words : str
        What it is; if it does not work, why, and what would help.
    """

    level: Level
    works: bool
    words: str


def probe() -> tuple[Standing, ...]:
    """Return what this machine has, strongest first; each level is tried once in a process."""
    return tuple(map(standing, Level))


@cache
def standing(level: Level) -> Standing:
    """Return whether a level works here, by starting a process on it that tries the doors.

    Parameters
    ----------
    level : Level
        The level.
    """
    try:
        words = method(level).words
        fault = _tried(level)
    except SandboxError as error:
        words, fault = "", error.message
    if not fault:
        return Standing(level, works=True, words=words)
    said = f"{words} It does not work here: {fault}. {remedy.remedy(level.value, fault)}"
    return Standing(level, works=False, words=said.strip())


def choose(refuse_below: str) -> Level:
    """Return the strongest level that works.

    Parameters
    ----------
    refuse_below : str
        The weakest level that will do.

    Raises
    ------
    SandboxError
        If none that will do works.
    """
    enough = [level for level in Level if not level.is_below(refuse_below)]
    for level in enough:
        if standing(level).works:
            return level
    message = "Code is not run: no isolation that is strong enough works on this machine."
    raise SandboxError(message, hint=wanting(enough), code="sandbox-refused")


def wanting(levels: Sequence[Level]) -> str:
    """Return why levels do not work here, and what would help, as sentences.

    Parameters
    ----------
    levels : sequence of Level
        The levels.
    """
    found = map(standing, levels)
    return " ".join(f"Level {one.level}: {one.words}" for one in found if not one.works)


def _tried(level: Level) -> str:
    """Return why a level does not work; empty if it does.

    Raises
    ------
    SandboxError
        If it cannot even be tried.
    """
    with tempfile.TemporaryDirectory() as home:
        place = Place.make(Path(home))
        try:
            place.connection_file.touch(mode=0o600)
            process = method(level).prepared(place, Limits(), module=_TRIAL).start(place)
            try:
                status = process.wait(_PATIENCE_S)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
                return "a process behind its walls does not get on"
            said = place.log.read_text(encoding="utf-8", errors="replace").strip()
            return said.rpartition("\n")[2] or f"exit status {status}" if status else ""
        finally:
            place.close()
