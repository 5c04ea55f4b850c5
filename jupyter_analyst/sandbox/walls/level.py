"""Levels of isolation: which of them this machine has, found by really trying them."""

from __future__ import annotations

import errno
import os
import platform
import re
import subprocess
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from jupyter_analyst.errors import SandboxError
from jupyter_analyst.inside import trial
from jupyter_analyst.sandbox import room
from jupyter_analyst.sandbox.faults import last_words
from jupyter_analyst.sandbox.limits import Limits
from jupyter_analyst.sandbox.place import Place
from jupyter_analyst.sandbox.walls import bubblewrap, landlocked, launch, remedy, seatbelt
from jupyter_analyst.sandbox.walls.launch import Task

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from jupyter_analyst.sandbox.walls.launch import Launch

_PATIENCE_S = 20.0

_SHORT_OF = {errno.EAGAIN, errno.EDQUOT, errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.ENOSPC}
"""What a machine can be short of for a while, which says nothing about its levels."""

_ERRNO = re.compile(r"OSError: \[Errno (\d+)\]")


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

    prepared: Callable[[Task], Launch]
    words: str


_LIMITS_ONLY = "Limits only, no walls: code can read your files and reach the network."

_METHODS = {
    ("Linux", Level.A): Method(
        bubblewrap.prepared, "Bubblewrap: namespaces of its own, and seccomp."
    ),
    ("Linux", Level.B): Method(
        landlocked.prepared, "Landlock and seccomp, which the process sets itself."
    ),
    ("Linux", Level.C): Method(Task.in_place, _LIMITS_ONLY),
    ("Darwin", Level.B): Method(
        seatbelt.prepared, "Seatbelt, which macOS brings. Not tested on hardware."
    ),
    ("Darwin", Level.C): Method(Task.in_place, f"{_LIMITS_ONLY} Not tested on macOS."),
    ("Windows", Level.C): Method(Task.in_place, f"{_LIMITS_ONLY} Not tested on Windows."),
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


_found: dict[Level, Standing] = {}


def probe() -> tuple[Standing, ...]:
    """Return what this machine has, strongest first; each level is tried once in a process."""
    return tuple(map(standing, Level))


def standing(level: Level, home: Path | None = None) -> Standing:
    """Return whether a level works here, by starting a process on it that tries the doors.

    What was found is remembered.

    Parameters
    ----------
    level : Level
        The level.
    home : Path, optional
        Folder of all that is kept, in which it is tried; a temporary one if left out.
    """
    if level not in _found:
        with ExitStack() as held:
            home = home or Path(held.enter_context(tempfile.TemporaryDirectory()))
            _found[level] = _stands(level, home)
    return _found[level]


def forget() -> None:
    """Have each level tried anew when it is asked for."""
    _found.clear()


def choose(refuse_below: str, home: Path | None = None) -> Level:
    """Return the strongest level that works.

    Parameters
    ----------
    refuse_below : str
        The weakest level that will do.
    home : Path, optional
        Folder of all that is kept, in which levels are tried.

    Raises
    ------
    SandboxError
        If none that will do works.
    """
    room.check()
    enough = [level for level in Level if not level.is_below(refuse_below)]
    for level in enough:
        if standing(level, home).works:
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


def _stands(level: Level, home: Path) -> Standing:
    try:
        found = method(level)
    except SandboxError as error:
        words, fault = "", error.message
    else:
        words, fault = found.words, _tried(found, home)
    if not fault:
        return Standing(level, works=True, words=words)
    said = f"{words} It does not work here: {fault}. {remedy.remedy(level.value, fault)}"
    return Standing(level, works=False, words=said.strip())


def _tried(found: Method, home: Path) -> str:
    """Return why a level does not work; empty if it does.

    Raises
    ------
    SandboxError
        If it cannot even be tried.
    """
    place = Place.make(home)
    try:
        place.connection_file.touch(mode=0o600)
        try:
            prepared = found.prepared(Task(place, Limits(), trial.__name__))
        except SandboxError as error:
            return error.message
        return _outcome(prepared, place)
    finally:
        place.close()


def _outcome(prepared: Launch, place: Place) -> str:
    """Return why a process did not find all doors shut; empty if it did.

    Raises
    ------
    OSError
        If the machine is short of something, which says nothing about the level.
    """
    try:
        process = prepared.start(place)
    except OSError as error:
        if error.filename != prepared.command[0]:
            raise
        return f"`{error.filename}` cannot be started ({error.strerror})"
    try:
        status = process.wait(_PATIENCE_S)
    except subprocess.TimeoutExpired:
        launch.kill(process)
        process.wait()
        return f"a process behind its walls did not end within {_PATIENCE_S:g} s"
    said = last_words(place.log)
    if short := _ERRNO.match(said):
        number = int(short[1])
        if number in _SHORT_OF:
            raise OSError(number, os.strerror(number), str(place.folder))
    if status:
        return said.removesuffix(".") or f"exit status {status}"
    return "" if said == trial.SHUT else "what was to be started behind its walls did not run"
