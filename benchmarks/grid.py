"""How long a page of ten million rows takes, and of 300 columns.

    python benchmarks/grid.py [--rows N]

Each page is asked for as the panel does. The first page, opening the file included, takes at most
1 s. Pages deep inside, of an order and of a filter are shown beside it, the first time and again,
with the time of the processor, for a machine that does other things as well.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from jupyter_analyst import data
from jupyter_analyst.data.kept.rows import FORMAT, ROW_GROUP
from jupyter_analyst.data.pages import Browser, Condition, Query, Sort

LIMIT_S = 1.0
WORDS = pa.array(["north", "south", "east", "west", "the centre of town"])


def piece(rng: np.random.Generator, start: int, n: int) -> pa.Table:
    """Return rows of 20 columns: a number of the row, measures, counts, words, a day."""
    columns: dict[str, object] = {"id": np.arange(start, start + n)}
    columns |= {f"measure {i}": rng.normal(size=n).round(3) for i in range(9)}
    columns |= {f"count {i}": rng.integers(0, 100_000, n) for i in range(5)}
    columns |= {f"word {i}": WORDS.take(pa.array(rng.integers(0, 5, n))) for i in range(4)}
    columns["day"] = pa.array(rng.integers(0, 20_000, n).astype("int32")).cast(pa.date32())
    return pa.table(columns)


def large(n_rows: int, folder: Path) -> data.Dataset:
    """Return a stored dataset of many rows, made a group of rows at a time."""
    rng = np.random.default_rng(1)
    first = piece(rng, 0, min(ROW_GROUP, n_rows))
    path = folder / "large.parquet"
    with pq.ParquetWriter(path, first.schema, **FORMAT) as writer:
        for start in range(0, n_rows, ROW_GROUP):
            rows = piece(rng, start, min(ROW_GROUP, n_rows - start)) if start else first
            writer.write_table(rows, row_group_size=ROW_GROUP)
    known = data.read(first)
    return replace(known, table=None, path=path, n_rows=n_rows, name="large")


def wide(folder: Path) -> data.Dataset:
    """Return a stored dataset of 300 columns."""
    rng = np.random.default_rng(2)
    table = pa.table({f"column {i}": rng.normal(size=10_000) for i in range(300)})
    path = folder / "wide.parquet"
    pq.write_table(table, path, row_group_size=ROW_GROUP, **FORMAT)
    return replace(data.read(table), table=None, path=path, name="wide")


def timed(words: str, work) -> float:
    """Print how long something takes, and return it."""
    clock, processor = time.perf_counter(), time.process_time()
    found = work()
    took = time.perf_counter() - clock
    used = time.process_time() - processor
    print(f"{words:44} {took:7.3f} s, processor {used:7.3f} s, {found:>12,} rows")
    return took


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=10_000_000)
    n_rows = parser.parse_args().rows
    by_measure = Query(sort=(Sort(1, descending=True),))
    filtered = Query((Condition(15, "contains", ("north",)), Condition(10, ">", ("50,000",))))
    with tempfile.TemporaryDirectory() as folder:
        dataset = large(n_rows, Path(folder))
        browser = Browser(dataset)
        deep = n_rows // 2 // 100 * 100
        every = range(len(dataset.columns))

        def page(query: Query, start: int, places=every):
            return lambda: browser.page(query, start, places).n_found

        first = timed("first page, opening included", page(Query(), 0))
        timed("page in the middle", page(Query(), deep))
        timed("last page", page(Query(), n_rows - 100))
        timed("sorted by a number, first page", page(by_measure, 0))
        timed("sorted by a number, page in the middle", page(by_measure, deep))
        timed("the same order, another page", page(by_measure, deep + 100))
        timed("filtered by a text and a number", page(filtered, 0))
        timed("filtered, page in the middle", page(filtered, deep // 10))
        timed("search of all texts", page(Query(search="CENTRE"), 0))
        browser.close()
        browser = Browser(wide(Path(folder)))
        timed("300 columns: first page, 20 in sight", page(Query(), 0, range(20)))
        timed("300 columns: 20 others", page(Query(), 0, range(150, 170)))
        browser.close()
    print(f"first page: {first:.3f} s (at most {LIMIT_S:g} s)")
    return int(first > LIMIT_S)


if __name__ == "__main__":
    sys.exit(main())
