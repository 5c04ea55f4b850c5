"""What went wrong in code, said plainly."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jupyter_analyst.sandbox.libraries import DISTRIBUTIONS

if TYPE_CHECKING:
    from pathlib import Path

    from jupyter_analyst.sandbox.limits import Limits

KEPT = "its variables are kept"
GONE = "its variables are gone"

_LONGEST = 300
_TAIL = 16 * 1024
"""Bytes at the end of a log that are looked at."""
_NO_MEMORY = {"MemoryError", "ArrowMemoryError", "OutOfMemoryException", "OutOfMemoryError"}
_NO_NETWORK = "Code in the sandbox reaches no network."
_ONLY_DATA = 'Code in the sandbox reads datasets by name, as in `data.open("name")`.'
_HINTS = {
    "ConnectError": _NO_NETWORK,
    "ConnectionError": _NO_NETWORK,
    "FileNotFoundError": _ONLY_DATA,
    "PermissionError": "The sandbox starts no programs and reaches neither network nor files.",
    "StdinNotImplementedError": "Code in the sandbox cannot ask for input.",
    "URLError": _NO_NETWORK,
    "gaierror": _NO_NETWORK,
}


_MISSING = re.compile(r"No module named '(\w+)")


def fault_of(name: str, value: str, limits: Limits) -> str:
    """Return an error of the code as sentences, with what helps.

    Parameters
    ----------
    name : str
        Name of the error's class.
    value : str
        Its message.
    limits : Limits
        What the code may use.

    Examples
    --------
    >>> fault_of("ZeroDivisionError", "division by zero", None)
    'ZeroDivisionError: division by zero.'
    """
    if name in _NO_MEMORY:
        return (
            f"It needed more memory than the {limits.address_space_mib:,.0f} MB it may use; {KEPT}."
            " Take fewer columns or rows, or raise the setting `run_memory_mb`."
        )
    if name == "ModuleNotFoundError" and (module := _MISSING.match(value)):
        library = DISTRIBUTIONS.get(module[1], module[1])
        return (
            f"The library `{module[1]}` is not installed. Code installs nothing: run "
            f"`pip install {library}` where Jupyter runs, then `%analyst sandbox restart`."
        )
    line = value.strip().partition("\n")[0][:_LONGEST]
    said = f"{name}: {line}" if line else name
    dot = "" if said.endswith((".", "!", "?", "…")) else "."
    return f"{said}{dot} {_HINTS.get(name, '')}".strip()


def last_words(log: Path) -> str:
    """Return the last line a process wrote that is text; empty if there is none.

    Parameters
    ----------
    log : Path
        What it wrote, which may be anything.
    """
    with log.open("rb") as file:
        file.seek(max(0, log.stat().st_size - _TAIL))
        lines = file.read(_TAIL).decode("utf-8", "replace").expandtabs().splitlines()
    said = (line.strip()[:_LONGEST] for line in reversed(lines) if _is_text(line))
    return next(said, "")


def _is_text(line: str) -> bool:
    return line.isprintable() and "\ufffd" not in line and any(map(str.isalpha, line))
