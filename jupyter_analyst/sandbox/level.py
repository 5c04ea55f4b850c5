"""Levels of isolation: which of them this machine has, found by really trying them."""

from __future__ import annotations

import subprocess
import tempfile
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from jupyter_analyst.errors import SandboxError
from jupyter_analyst.sandbox import bubblewrap, landlocked, remedy
from jupyter_analyst.sandbox.limits import Limits
from jupyter_analyst.sandbox.place import Place

_TRIAL = "jupyter_analyst.inside.trial"
_PATIENCE_S = 20.0


class Level(StrEnum):
    """How code is walled off, strongest first."""

    A = "A"
    B = "B"


PREPARED = {Level.A: bubblewrap.prepared, Level.B: landlocked.prepared}
"""How a process is started on each level."""

_WORDS = {
    Level.A: "Bubblewrap: namespaces of its own, and seccomp.",
    Level.B: "Landlock and seccomp, which the process sets itself.",
}


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
    fault = _tried(level)
    if not fault:
        return Standing(level, works=True, words=_WORDS[level])
    words = f"{_WORDS[level]} It does not work here: {fault}. {remedy.remedy(level.value, fault)}"
    return Standing(level, works=False, words=words.strip())


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
    enough = [level for level in Level if level <= refuse_below]
    for level in enough:
        if standing(level).works:
            return level
    message = "Code is not run: no isolation that is strong enough works on this machine."
    reasons = " ".join(f"Level {level}: {standing(level).words}" for level in enough)
    raise SandboxError(message, hint=reasons, code="sandbox-refused")


def _tried(level: Level) -> str:
    """Return why a level does not work; empty if it does."""
    with tempfile.TemporaryDirectory() as home:
        place = Place.make(Path(home))
        try:
            place.connection_file.touch(mode=0o600)
            process = PREPARED[level](place, Limits(), module=_TRIAL).start(place)
            try:
                status = process.wait(_PATIENCE_S)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
                return "a process behind its walls does not get on"
            said = place.log.read_text(encoding="utf-8", errors="replace").strip()
            return said.rpartition("\n")[2] or f"exit status {status}" if status else ""
        except SandboxError as error:
            return error.message
        finally:
            place.close()
