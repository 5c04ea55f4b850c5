"""How quick the start is, as ratios to pandas in the same run.

    python benchmarks/startup.py

`load_ext` is `%load_ext jupyter_analyst` in a fresh kernel over `import pandas` in another: at
most 0.6. `first load` is `%analyst load FILE` over `import pandas; pandas.read_csv(FILE)`, each the
first thing a fresh kernel does, until its output has arrived: at most 1.5.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

from jupyter_client.manager import start_new_kernel

FILE = Path(__file__).parents[1] / "notebooks" / "data" / "heart_failure.csv"
RUNS = 9
LIMITS = {"load_ext": 0.6, "first load": 1.5}


def seconds(code: str, before: str = "pass") -> float:
    """Return how long a fresh kernel takes for `code`, from request to idle, after `before`."""
    with tempfile.TemporaryDirectory() as home:
        env = os.environ | {"ANALYST_HOME": home, "ANALYST_CONFIG": f"{home}/none.toml"}
        manager, client = start_new_kernel(env=env)
        try:
            client.execute_interactive(before, output_hook=lambda _: None)
            started = time.perf_counter()
            reply = client.execute_interactive(code, output_hook=lambda _: None)
            took = time.perf_counter() - started
        finally:
            client.stop_channels()
            manager.shutdown_kernel(now=True)
    if reply["content"]["status"] != "ok":
        sys.exit(f"{code!r} failed: {reply['content']}")
    return took


def main() -> int:
    pairs = {
        "load_ext": (("%load_ext jupyter_analyst",), ("import pandas",)),
        "first load": (
            (f"%analyst load {FILE}", "%load_ext jupyter_analyst"),
            (f"import pandas; pandas.read_csv({str(FILE)!r})",),
        ),
    }
    failed = False
    for name, (ours, theirs) in pairs.items():
        times = [(seconds(*ours), seconds(*theirs)) for _ in range(RUNS)]
        ratio = statistics.median(a / b for a, b in times)
        a, b = (statistics.median(column) * 1000 for column in zip(*times, strict=True))
        failed |= ratio > LIMITS[name]
        print(f"{name}: {a:.0f} ms / {b:.0f} ms = {ratio:.2f} (at most {LIMITS[name]})")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
