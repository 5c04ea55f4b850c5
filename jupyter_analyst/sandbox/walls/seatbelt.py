"""Level B on macOS: Seatbelt, put around the process by the system's own `sandbox-exec`."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from jupyter_analyst.errors import SandboxError
from jupyter_analyst.sandbox.walls import launch

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jupyter_analyst.sandbox.place import Place
    from jupyter_analyst.sandbox.walls.launch import Launch, Task

PROGRAM = "/usr/bin/sandbox-exec"

_SYSTEM = (
    "/System/Library",
    "/System/Volumes/Preboot/Cryptexes/OS",
    "/Library/Apple",
    "/usr/lib",
    "/usr/share",
    "/private/etc/localtime",
    "/private/var/db/timezone",
    "/dev/null",
    "/dev/random",
    "/dev/urandom",
    "/dev/zero",
)
"""What programs read of macOS; nothing of it says anything about anybody."""

_PROFILE = """\
(version 1)
(deny default)
(allow process-exec {programs})
(allow signal (target self))
(allow process-info* (target self))
(allow sysctl-read)
(allow mach-lookup (global-name "com.apple.system.opendirectoryd.libinfo"))
(allow ipc-posix-sem)
(allow file-read-metadata {above})
(allow file-read* {readable})
(allow file-write-data (literal "/dev/null"))
(allow file-read* file-write* {writable})
(allow network-bind network-inbound {listening})
"""


def prepared(task: Task) -> Launch:
    """Return how to start something behind Seatbelt.

    Parameters
    ----------
    task : Task
        What is to be started.

    Raises
    ------
    SandboxError
        If macOS does not bring it any more.
    """
    if not Path(PROGRAM).exists():
        message = f"The program sandbox-exec ({PROGRAM}) is not there"
        raise SandboxError(message, code="sandbox-refused")
    return replace(task.in_place(), command=(PROGRAM, "-p", profile(task.place), *task.command))


def profile(place: Place) -> str:
    """Return what Seatbelt is to allow; it refuses all else, above all network and processes.

    Parameters
    ----------
    place : Place
        The folders of the sandbox.
    """
    readable = [
        *_SYSTEM,
        *launch.libraries(place.home),
        str(place.shelf),
        str(place.connection_file),
    ]
    readable += [str(Path(place.connection_file).resolve()), str(place.shelf.resolve())]
    writable = _both(place.scratch, place.sockets)
    folders = {str(folder) for path in [*readable, *writable] for folder in Path(path).parents}
    return _PROFILE.format(
        programs=_named("literal", _both(Path(sys.executable))),
        above=_named("literal", sorted(folders)),
        readable=_named("subpath", readable),
        writable=_named("subpath", writable),
        listening=_named("subpath", _both(place.sockets)),
    )


def _both(*paths: Path) -> list[str]:
    """Return paths as they are called and as they are: /tmp is a link to /private/tmp there."""
    return [name for path in paths for name in (str(path), str(path.resolve()))]


def _named(kind: str, paths: Iterable[str]) -> str:
    """Return paths as filters of a rule, each once; quoted as JSON is, which suits Scheme."""
    return " ".join(
        f"({kind} {json.dumps(path, ensure_ascii=False)})" for path in dict.fromkeys(paths)
    )
