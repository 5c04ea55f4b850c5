"""How long the demo takes once everything is set up: at most 40 seconds.

    python benchmarks/demo.py

Says the time too as a ratio to an empty notebook run by nbconvert, which
is what starting a kernel costs.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import nbformat

RUNS = 3
LIMIT_S = 40


def seconds(command: list[str], home: str) -> float:
    """Return how long a command takes; stop if it fails."""
    started = time.perf_counter()
    subprocess.run(
        command, env=os.environ | {"ANALYST_HOME": home}, check=True, capture_output=True
    )
    return time.perf_counter() - started


def main() -> int:
    times = []
    for _ in range(RUNS):
        with tempfile.TemporaryDirectory() as folder:
            empty = Path(folder) / "empty.ipynb"
            nbformat.write(nbformat.v4.new_notebook(), empty)
            demo = [sys.executable, "-m", "jupyter_analyst", "demo", "--out", f"{folder}/out"]
            plain = [sys.executable, "-m", "nbconvert", "--to", "notebook", "--execute"]
            home = f"{folder}/home"
            times.append((seconds(demo, home), seconds([*plain, str(empty)], home)))
    ours, kernel = (statistics.median(column) for column in zip(*times, strict=True))
    print(f"demo: {ours:.1f} s (at most {LIMIT_S}), {ours / kernel:.1f} times an empty notebook")
    return int(ours > LIMIT_S)


if __name__ == "__main__":
    sys.exit(main())
