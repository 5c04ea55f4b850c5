"""What the walls cost, as ratios to a plain kernel in the same run.

    python benchmarks/sandbox.py

`ready` is the time from the start of a kernel until it answers, `1+1` a round trip to one that
runs; each on a level of isolation over a plain kernel: at most 1.2.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from pathlib import Path

from jupyter_client.manager import KernelManager

from jupyter_analyst.sandbox import kernel
from jupyter_analyst.sandbox.level import Level, probe
from jupyter_analyst.sandbox.limits import Limits
from jupyter_analyst.sandbox.place import Place

RUNS = 9
ROUND_TRIPS = 50
LIMIT = 1.2


def plain() -> tuple[float, float]:
    """Return the seconds a plain kernel takes to be ready, and those of a round trip."""
    with tempfile.TemporaryDirectory() as folder:
        started = time.perf_counter()
        return measured(started, KernelManager(transport="ipc", ip=f"{folder}/k"))


def walled(level: Level) -> tuple[float, float]:
    """Return the same of a kernel on a level of isolation."""
    with tempfile.TemporaryDirectory() as home:
        started = time.perf_counter()
        place = Place.make(Path(home))
        try:
            return measured(started, kernel.start(place, level, Limits(), warm=False))
        finally:
            place.close()


def measured(started, manager) -> tuple[float, float]:
    if not manager.has_kernel:
        manager.start_kernel()
    client = manager.client()
    client.start_channels()
    try:
        client.wait_for_ready(timeout=60)
        return time.perf_counter() - started, round_trip(client)
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def round_trip(client) -> float:
    times = []
    for _ in range(ROUND_TRIPS):
        started = time.perf_counter()
        client.execute_interactive("1+1", output_hook=lambda _: None)
        times.append(time.perf_counter() - started)
    return statistics.median(times)


def main() -> int:
    failed = False
    levels = [found.level for found in probe() if found.works]
    runs = [(plain(), *map(walled, levels)) for _ in range(RUNS)]
    for column, level in enumerate(levels, start=1):
        for part, name in enumerate(("ready", "1+1")):
            pairs = [(run[column][part], run[0][part]) for run in runs]
            ratio = statistics.median(a / b for a, b in pairs)
            a, b = (statistics.median(times) * 1000 for times in zip(*pairs, strict=True))
            failed |= ratio > LIMIT
            print(f"level {level}, {name}: {a:.1f} ms / {b:.1f} ms = {ratio:.2f} (at most {LIMIT})")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
