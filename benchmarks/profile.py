"""How long a profile takes, as ratios to DuckDB's SUMMARIZE, ydata-profiling and skrub.

    python benchmarks/profile.py [--quick] [--large] [--huge] [--write] [--others FOLDER]

Ours runs from the file to the record as JSON: statistics, histograms, frequent values, duplicates,
missing patterns, correlations, associations, alerts, quality. SUMMARIZE, on a connection that is
open already, reads the same file. They take turns in one process; ten million rows (`--large`) in a
fresh process each, where memory above the imports is measured, too. Ours reads a CSV file through
`data.read`, with all that it decides.

The other two are installed into an environment of their own: FOLDER, or a temporary one. Theirs
runs in a process of that environment, warm, from the file, which pandas reads, to the page
(ydata-profiling, minimal, and skrub's TableReport); ours from the file to the page. `--quick`
leaves these two out.

`--write` puts the table of what ran into docs/performance.md, with the lines of
benchmarks/reading.py, which runs then, too (`--huge`: with 5 GB as well).
"""

from __future__ import annotations

import argparse
import contextlib
import dataclasses
import datetime
import io
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import reading
from pyarrow import csv

from jupyter_analyst import data
from jupyter_analyst.data.kept.rows import ROW_GROUP
from jupyter_analyst.profile import Profile, profile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

RUNS = 9
RUNS_OF_OTHERS = 3
MEMORY_MB = 400
SKRUB = 5
"""So many times faster than skrub is wanted."""

BLOCK_ROWS = 1_000_000
HEAD_ROWS = 10_000
PACKAGES = ("duckdb", "numpy", "pyarrow")
PAGE = Path(__file__).parents[1] / "docs" / "performance.md"

SUMMARIZE = "DuckDB SUMMARIZE"
OTHERS = ("ydata-profiling", "skrub")
"""The packages."""

YDATA, WHOLE, PLAIN = "ydata-profiling", "skrub", "skrub without charts and associations"
MOST_IN_WHOLE = 30
"""Of more columns skrub by default leaves out charts and associations."""

_ALL = "plot_distributions=True, compute_associations=True"
PAGES = {
    YDATA: "ProfileReport(frame, minimal=True, progress_bar=False).to_html()",
    WHOLE: f"TableReport(frame, verbose=0, {_ALL}).html()",
    PLAIN: "TableReport(frame, verbose=0).html()",
}
SERVER = """
import sys, time, warnings
warnings.simplefilter("ignore")
import pandas as pd
if "TableReport" in {code!r}:
    from skrub import TableReport
else:
    from ydata_profiling import ProfileReport
source = sys.argv[1]
read = pd.read_csv if source.endswith(".csv") else pd.read_parquet
def page(frame):
    {code}
page(read(source).head(100))
print("ready", flush=True)
for _ in sys.stdin:
    started = time.perf_counter()
    page(read(source))
    print("\\nseconds", time.perf_counter() - started, flush=True)
"""
ALONE = """
sys.path.insert(0, {folder!r})
import profile as benchmark
work = benchmark.{side}(Path(source))
"""


@dataclasses.dataclass(frozen=True)
class Case:
    """A table; `most` of the time of SUMMARIZE, and `ydata` times faster, is wanted."""

    name: str
    n_rows: int
    n_columns: int
    most: float
    ydata: float
    kind: str = "parquet"
    group_rows: int = ROW_GROUP


CASES = (
    Case("10,000 x 100, Parquet", 10_000, 100, most=1.5, ydata=40),
    Case("100,000 x 10, CSV of 10 MB", 100_000, 10, most=1.0, ydata=15, kind="csv"),
    Case("1,000,000 x 20, Parquet", 1_000_000, 20, most=0.8, ydata=10),
)
ONE_GROUP = dataclasses.replace(
    CASES[-1], name="the same in one group of rows, as pyarrow writes it", group_rows=BLOCK_ROWS
)
LARGE = Case("10,000,000 x 20, Parquet", 10_000_000, 20, most=0.8, ydata=0)


@dataclasses.dataclass(frozen=True)
class Line:
    """One line of the table; its ratio is at most `most`, or at least `least`."""

    table: str
    theirs: str
    ours_s: float
    theirs_s: float
    ratio: float
    most: float | None = None
    least: float | None = None
    memory_mb: float | None = None

    @property
    def is_good(self) -> bool:
        if self.memory_mb is not None and self.memory_mb > MEMORY_MB:
            return False
        return self.ratio >= self.least if self.least else self.ratio <= self.most

    @property
    def cells(self) -> tuple[str, ...]:
        ratio = f"{self.ratio:.1f} x faster" if self.least else f"{self.ratio:.2f}"
        wanted = f"at least {self.least} x faster" if self.least else f"at most {self.most}"
        if self.memory_mb is not None:
            ratio += f", {self.memory_mb:.0f} MB"
            wanted += f", {MEMORY_MB} MB"
        if not self.is_good:
            wanted += " (missed)"
        return (self.table, self.theirs, said(self.ours_s), said(self.theirs_s), ratio, wanted)


def said(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms" if seconds < 1 else f"{seconds:.1f} s"


def mixed(n_rows: int, n_columns: int, *, seed: int = 1, names: int = 0) -> pa.Table:
    """Return a table of numbers, words, names, times and truth values, 2 % of each missing."""
    rng = np.random.default_rng(seed)
    words = np.array([f"level {i}" for i in range(30)])
    makers = [
        lambda i: rng.normal(i, 3, n_rows),
        lambda i: rng.integers(0, 10 ** (1 + i % 6), n_rows),
        lambda i: words[rng.integers(0, 3 + i % 27, n_rows)],
        lambda i: rng.normal(0, 1 + i, n_rows),
        lambda _: rng.lognormal(1, 1, n_rows).round(2),
        lambda _: words[rng.zipf(1.5, n_rows) % 30],
        lambda _: np.char.add("name ", rng.integers(0, names or n_rows, n_rows).astype(str)),
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


def written(folder: Path, case: Case) -> Path:
    """Write such a table; a stored dataset has its groups of rows, if nothing else is said."""
    path = folder / f"{case.n_rows}-{case.group_rows}.{case.kind}"
    table = mixed(min(case.n_rows, BLOCK_ROWS), case.n_columns, names=case.n_rows)
    if case.kind == "csv":
        csv.write_csv(table, path)
        return path
    with pq.ParquetWriter(path, table.schema) as writer:
        writer.write_table(table, case.group_rows)
        for seed in range(2, case.n_rows // BLOCK_ROWS + 1):
            table = mixed(BLOCK_ROWS, case.n_columns, seed=seed, names=case.n_rows)
            writer.write_table(table, case.group_rows)
    return path


def seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def record(path: Path) -> Callable[[], object]:
    """Return what makes the record of a file."""
    made = profiled(path)
    return lambda: made().to_json()


def page(path: Path) -> Callable[[], object]:
    """Return what makes the page of a file."""
    made = profiled(path)
    return lambda: made().to_html()


def profiled(path: Path) -> Callable[[], Profile]:
    """Return what makes a profile of a file; one of Parquet is a dataset that is stored already."""
    if path.suffix == ".csv":
        return lambda: profile(data.read(path))
    rows = pq.ParquetFile(path)
    with tempfile.TemporaryDirectory() as folder:
        head = Path(folder, "head.parquet")
        pq.write_table(pa.Table.from_batches([next(rows.iter_batches(HEAD_ROWS))]), head)
        described = data.read(head)
    dataset = dataclasses.replace(described, table=None, path=path, n_rows=rows.metadata.num_rows)
    return lambda: profile(dataset)


def summarize(path: Path) -> Callable[[], object]:
    """Return what lets DuckDB summarize a file."""
    connection = duckdb.connect()
    connection.execute("set enable_progress_bar = false")
    return lambda: connection.execute(f"summarize from '{path}'").fetchall()


def in_turns(case: Case, path: Path) -> Line:
    """Return how ours does beside SUMMARIZE, in this process."""
    times = taken(record(path), summarize(path))
    return compared(case.name, SUMMARIZE, times, most=case.most)


def taken(*works: Callable[[], object]) -> list[tuple[float, ...]]:
    """Return the seconds of works that take turns, warm."""
    for work in works:
        work()
    return [tuple(map(seconds, works)) for _ in range(RUNS)]


def alone(case: Case, path: Path) -> Line:
    """Return the same of fresh processes, and how much memory ours takes."""
    sides = ("record", "summarize")
    runs = [[fresh(side, path) for side in sides] for _ in range(RUNS_OF_OTHERS)]
    times = [(mine[0], theirs[0]) for mine, theirs in runs]
    memory = max(mine[1] for mine, _ in runs)
    return compared(case.name, SUMMARIZE, times, most=case.most, memory_mb=memory)


def fresh(side: str, path: Path) -> tuple[float, float, float]:
    """Return seconds and megabytes above the imports of a process of its own."""
    prepared = ALONE.format(folder=str(Path(__file__).parent), side=side)
    return reading.measured("work()", path, prepared)


def compared(name: str, theirs: str, times: Sequence[tuple[float, ...]], **others: float) -> Line:
    """Return a line of the table; where a `least` is wanted its ratio is theirs over ours."""
    faster = "least" in others
    ratio = statistics.median(b / a if faster else a / b for a, b in times)
    mine, other = (statistics.median(side) for side in zip(*times, strict=True))
    return Line(name, theirs, mine, other, ratio, **others)


@contextlib.contextmanager
def environment(folder: Path | None, *, quick: bool) -> Iterator[Path | None]:
    """Yield the Python of an environment with the other two, made if it is not there."""
    if quick:
        yield None
        return
    with tempfile.TemporaryDirectory() as temporary:
        place = folder or Path(temporary)
        python = place / ("Scripts" if os.name == "nt" else "bin") / "python"
        if not python.exists():
            venv.create(place, with_pip=True)
            install = [python, "-m", "pip", "install", "--quiet", *OTHERS, "pyarrow"]
            subprocess.run(install, check=True, stderr=subprocess.DEVNULL)
        yield python


class Other:
    """A process of the other environment, warm."""

    def __init__(self, python: Path, package: str, path: Path) -> None:
        self._process = subprocess.Popen(
            [python, "-c", SERVER.format(code=PAGES[package]), str(path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        self._answer("ready")

    def seconds(self) -> float:
        """Return how long it took for its record."""
        self._process.stdin.write("again\n")
        self._process.stdin.flush()
        return float(self._answer("seconds "))

    def _answer(self, start: str) -> str:
        for line in self._process.stdout:
            if line.startswith(start):
                return line.removeprefix(start)
        sys.exit(f"A process that is compared ended with {self._process.wait()}.")

    def close(self) -> None:
        self._process.stdin.close()
        self._process.wait()


def beside(python: Path, package: str, case: Case, path: Path, least: float) -> Line:
    """Return how ours does beside another package."""
    other = Other(python, package, path)
    work = page(path)
    work()
    times = [(seconds(work), other.seconds()) for _ in range(RUNS_OF_OTHERS)]
    other.close()
    return compared(case.name, package, times, least=least)


def lines(folder: Path, python: Path | None, *, large: bool) -> Iterator[Line]:
    """Yield the lines of the table, one after the other."""
    paths = [written(folder, case) for case in CASES]
    for case, path in zip(CASES, paths, strict=True):
        yield in_turns(case, path)
    yield in_turns(ONE_GROUP, written(folder, ONE_GROUP))
    if large:
        path = written(folder, LARGE)
        yield alone(LARGE, path)
        path.unlink()
    for case, path in zip(CASES, paths, strict=True):
        if python:
            yield beside(python, YDATA, case, path, case.ydata)
            yield beside(python, WHOLE, case, path, SKRUB)
        if python and case.n_columns > MOST_IN_WHOLE:
            yield beside(python, PLAIN, case, path, SKRUB)


def installed(python: Path) -> list[str]:
    """Return the versions of the other two."""
    code = f"from importlib.metadata import version\nfor n in {OTHERS}: print(n, version(n))"
    done = subprocess.run([python, "-c", code], check=True, capture_output=True, text=True)
    return done.stdout.splitlines()


def streamed(sizes: Iterable[int]) -> tuple[list[str], bool]:
    """Return what `reading` says of files of so many megabytes, and whether that is good."""
    heard = io.StringIO()
    with contextlib.redirect_stdout(heard):
        good = [reading.compare(size) for size in sizes]
    return heard.getvalue().splitlines(), all(good)


def document(found: Sequence[Line], stored: Sequence[str], versions: Sequence[str]) -> str:
    """Return docs/performance.md."""
    heads = ("table", "beside", "ours", "theirs", "ratio", "wanted")
    rows = [heads, ("---",) * len(heads), *(line.cells for line in found)]
    machine = f"{os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}"
    return (
        "# How fast it is\n\n"
        "Written by `python benchmarks/profile.py --write`; every number comes from that run on "
        f"{datetime.date.today():%Y-%m-%d}: {machine}, {', '.join(versions)}. Ratios are medians "
        "of runs that take turns on one machine, and say more than seconds do.\n\n"
        "## Profile\n\n" + "\n".join(f"| {' | '.join(row)} |" for row in rows) + "\n\n"
        "What is timed:\n\n"
        "- Ours runs from the file to the finished record as JSON. A file of Parquet is stored "
        "already; a CSV file is read by `data.read`, with every decision it takes.\n"
        "- SUMMARIZE reads the same file, on a connection that is open already. Up to a million "
        "rows both run in one process; ten million rows in a fresh one each, where our memory "
        "above what the imports need is measured.\n"
        "- ydata-profiling (`minimal=True`, `to_html()`) and skrub (`TableReport`, `html()`) run "
        "warm, from the file, which pandas reads, to the page, and so does ours. "
        f"Of more than {MOST_IN_WHOLE} columns skrub leaves out charts and associations unless "
        "told otherwise; both are shown, and ours has all of them each time.\n\n"
        "## Clean CSV file to stored Parquet\n\n"
        "Beside pyarrow's `open_csv` into a `ParquetWriter`, by `benchmarks/reading.py`:\n\n"
        + "".join(f"- {line}\n" for line in stored)
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="leave out ydata-profiling and skrub")
    parser.add_argument("--large", action="store_true", help="add ten million rows")
    parser.add_argument("--huge", action="store_true", help="stream 5 GB as well")
    parser.add_argument("--write", action="store_true", help="write docs/performance.md")
    parser.add_argument("--others", type=Path, help="where the other two are, or are installed")
    arguments = parser.parse_args()
    versions = [f"{name} {version(name)}" for name in PACKAGES]
    others = environment(arguments.others, quick=arguments.quick)
    found: list[Line] = []
    with tempfile.TemporaryDirectory() as folder, others as python:
        for line in lines(Path(folder), python, large=arguments.large):
            print(" | ".join(line.cells), flush=True)
            found.append(line)
        versions += installed(python) if python else []
    good = all(line.is_good for line in found)
    if arguments.write:
        stored, fast = streamed([500, 5_000] if arguments.huge else [500])
        print(*stored, sep="\n")
        good &= fast
        PAGE.write_text(document(found, stored, versions), encoding="utf-8")
    return int(not good)


if __name__ == "__main__":
    sys.exit(main())
