"""No case runs where nothing contains it: first the walls are shown to stand."""

from __future__ import annotations

import json

_LOOK = """
def _look(canary):
    import json, socket
    status = dict(line.split(":", 1) for line in open("/proc/self/status") if ":" in line)
    open_doors = []
    if status["Seccomp"].strip() != "2":
        open_doors.append("no filter of system calls")
    if status["NoNewPrivs"].strip() != "1":
        open_doors.append("programs may give it more rights")
    if any(int(status[name], 16) for name in ("CapPrm", "CapEff")):
        open_doors.append("it has capabilities")
    for door, way in {
        "a network socket can be opened": lambda: socket.socket(socket.AF_INET).close(),
        "a file of the host can be read": lambda: open(canary).close(),
    }.items():
        try:
            way()
            open_doors.append(door)
        except OSError:
            pass
    print(json.dumps(open_doors))
_look(CANARY)
"""


class NotContainedError(Exception):
    """This runner does not contain what it runs."""


def prove(run, canary):
    """Make sure that a runner contains what it runs; it is asked nothing that does harm.

    Parameters
    ----------
    run : callable
        Runs code and returns what it printed.
    canary : Path
        A file of the host that exists and may not be read.

    Raises
    ------
    NotContainedError
        If it does not.
    """
    assert canary.read_text(), "or that it cannot be read would mean nothing"
    said = run(_LOOK.replace("CANARY", repr(str(canary))))
    try:
        open_doors = json.loads(said)
    except ValueError:
        open_doors = [f"it said {said!r}"]
    if open_doors:
        message = "this runner does not contain; refusing to run the cases"
        raise NotContainedError(f"{message}: {', '.join(open_doors)}")
