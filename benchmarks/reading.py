"""How long it takes to store a large CSV file, as a ratio to pyarrow's own in the same run.

    python benchmarks/reading.py [--small | --large]

Ours reads a clean UTF-8 file of 500 MB, decides how it is written and of which types it is, and
keeps it in a catalog. Theirs is `pyarrow.csv.open_csv`, which guesses the types from the first
block, into a `ParquetWriter` with zstd. They take turns, each in a process of its own; the median
of the ratios of their processor times, without the imports, is at most 1.5: the clock also counts
what else the machine does. Our memory above what the imports need is at most 400 MB; with
`--large`, a file of 5 GB, at most 1 GB. `--small` takes 100 MB, for a first look.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
import pyarrow as pa
from pyarrow import csv

LIMIT = 1.5
RUNS = 3
MEMORY_MB = {100: 400, 500: 400, 5_000: 1_000}
BLOCK_ROWS = 200_000

OURS = """
with catalog.spooling() as spool:
    catalog.keep(data.read(source, spool=lambda: spool), "large")
"""
THEIRS = """
reader = csv.open_csv(source)
with parquet.ParquetWriter(home / "theirs.parquet", reader.schema, compression="zstd") as writer:
    for batch in reader:
        writer.write_batch(batch)
"""
SCRIPT = """
import json, resource, sys, time
from pathlib import Path
import pandas  # which pyarrow imports when it first meets a value of Python
from pyarrow import csv, parquet
from jupyter_analyst import data

def peak_mb():
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    # there what getrusage says counts the process that started this one, too
    lines = dict(line.split(":", 1) for line in status.read_text().splitlines())
    return int(lines["VmHWM"].split()[0]) / 1024

source, home = sys.argv[1], Path(sys.argv[2])
catalog = data.Catalog(home)
{prepared}
before = peak_mb()
started, worked = time.perf_counter(), time.process_time()
{work}
seconds = time.perf_counter() - started
print(json.dumps([seconds, peak_mb() - before, time.process_time() - worked]))
"""


def block(rng: np.random.Generator, first: int) -> pa.Table:
    """Return rows of numbers, days, words, names and truth values."""
    n = BLOCK_ROWS
    regions = np.array([f"region {i}" for i in range(12)])
    return pa.table(
        {
            "id": np.arange(first, first + n),
            "day": (np.datetime64("2020-01-01") + rng.integers(0, 1500, n)),
            "region": regions[rng.integers(0, 12, n)],
            "customer": np.char.add("customer ", rng.integers(0, 200_000, n).astype(str)),
            "amount": rng.lognormal(3, 1, n).round(2),
            "units": rng.integers(0, 1000, n),
            "x": rng.normal(size=n),
            "y": rng.normal(size=n).round(4),
            "is_new": np.where(rng.random(n) < 0.3, "yes", "no"),
            "note": regions[rng.zipf(1.5, n) % 12],
        }
    )


def write(path: Path, megabytes: int) -> None:
    """Write a file of that size."""
    rng = np.random.default_rng(1)
    table = block(rng, 0)
    options = csv.WriteOptions(quoting_style="needed")
    with csv.CSVWriter(path, table.schema, write_options=options) as writer:
        first = 0
        while path.stat().st_size < megabytes * 1_000_000:
            writer.write_table(table)
            first += BLOCK_ROWS
            table = block(rng, first)


def measured(work: str, source: Path, prepared: str = "") -> tuple[float, float, float]:
    """Return seconds, megabytes above the imports and seconds of processor of a fresh process."""
    with tempfile.TemporaryDirectory(dir=source.parent) as home:
        script = SCRIPT.format(work=work, prepared=prepared)
        command = [sys.executable, "-c", script, str(source), home]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        seconds, memory, processor = json.loads(done.stdout)
    return seconds, memory, processor


def compare(megabytes: int) -> bool:
    """Print how ours does, and return whether that is within the limits."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "large.csv")
        write(source, megabytes)
        n_runs = RUNS if megabytes < max(MEMORY_MB) else 1  # there memory is what counts
        runs = [(measured(OURS, source), measured(THEIRS, source)) for _ in range(n_runs)]
    clock = statistics.median(ours[0] / theirs[0] for ours, theirs in runs)
    work = statistics.median(ours[2] / theirs[2] for ours, theirs in runs)
    memory = max(ours[1] for ours, _ in runs)
    ours, theirs = (statistics.median(one[2] for one in side) for side in zip(*runs, strict=True))
    limit = MEMORY_MB[megabytes]
    print(
        f"{megabytes:,} MB: processor time {ours:.1f} s / {theirs:.1f} s = {work:.2f} (at most "
        f"{LIMIT}); by the clock {clock:.2f}; memory {memory:.0f} MB (at most {limit})"
    )
    return work <= LIMIT and memory <= limit


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", action="store_const", dest="megabytes", const=100)
    parser.add_argument("--large", action="store_const", dest="megabytes", const=5_000)
    parser.set_defaults(megabytes=500)
    if not compare(parser.parse_args().megabytes):
        sys.exit(1)


if __name__ == "__main__":
    main()
