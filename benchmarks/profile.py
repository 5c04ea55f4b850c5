"""How long a profile takes, as a ratio to DuckDB's own SUMMARIZE in the same run.

    python benchmarks/profile.py [--large]

Ours runs from opening the Parquet file to the finished `Profile` record (statistics, histograms,
frequent values, duplicates, missing patterns, correlations, alerts, quality). Theirs is SUMMARIZE
on a connection that is open already. They take turns; the median of the ratios is at most 1.5 for
10,000 rows of 100 columns. `--large` adds a million rows of 20 columns.
"""

from __future__ import annotations

import argparse
import dataclasses
import statistics
import tempfile
import time
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from jupyter_analyst import data
from jupyter_analyst.profile import profile

LIMIT = 1.5
RUNS = 9


def mixed(n_rows: int, n_columns: int) -> pa.Table:
    """Return a table of numbers, words, names, times and truth values, 2 % of each missing."""
    rng = np.random.default_rng(1)
    words = np.array([f"level {i}" for i in range(30)])
    makers = [
        lambda i: rng.normal(i, 3, n_rows),
        lambda i: rng.integers(0, 10 ** (1 + i % 6), n_rows),
        lambda i: words[rng.integers(0, 3 + i % 27, n_rows)],
        lambda i: rng.normal(0, 1 + i, n_rows),
        lambda _: rng.lognormal(1, 1, n_rows).round(2),
        lambda _: words[rng.zipf(1.5, n_rows) % 30],
        lambda _: np.char.add("name ", rng.integers(0, n_rows, n_rows).astype(str)),
        lambda _: rng.integers(0, 100, n_rows),
        lambda _: np.datetime64("2020-01-01", "s") + rng.integers(0, 10**8, n_rows),
        lambda _: rng.random(n_rows) < 0.3,
    ]
    return pa.table(
        {
            f"column {i}": pa.array(makers[i % len(makers)](i), mask=rng.random(n_rows) < 0.02)
            for i in range(n_columns)
        }
    )


def seconds(work) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def compare(n_rows: int, n_columns: int, folder: Path) -> float:
    """Print and return the median ratio for a table of that shape."""
    path = folder / f"{n_rows}.parquet"
    pq.write_table(mixed(n_rows, n_columns), path)
    dataset = dataclasses.replace(data.read(path), table=None, path=path)
    connection = duckdb.connect()

    def summarize():
        return connection.execute(f"summarize from read_parquet('{path}')").fetchall()

    summarize()
    profile(dataset)
    times = [(seconds(lambda: profile(dataset)), seconds(summarize)) for _ in range(RUNS)]
    ratio = statistics.median(a / b for a, b in times)
    a, b = (statistics.median(column) * 1000 for column in zip(*times, strict=True))
    print(f"{n_rows:,} x {n_columns}: {a:.0f} ms / {b:.0f} ms = {ratio:.2f} (at most {LIMIT})")
    return ratio


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--large", action="store_true", help="add a million rows of 20 columns")
    shapes = [(10_000, 100)]
    if parser.parse_args().large:
        shapes.append((1_000_000, 20))
    with tempfile.TemporaryDirectory() as folder:
        ratios = [compare(*shape, Path(folder)) for shape in shapes]
    return int(max(ratios) > LIMIT)


if __name__ == "__main__":
    raise SystemExit(main())
