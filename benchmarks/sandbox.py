"""What the walls cost, as ratios to a plain kernel in the same run.

    python benchmarks/sandbox.py [PART...]

On each level of isolation, over a plain kernel (also over `ipc`):

- `ready`: from the start of a kernel until it answers; at most 1.1.
- `1+1`: a round trip through `Sandbox.run`, with all that it does; at most 1.15.
- `exchange`: 100 MB of rows opened by name inside and pulled out by Arrow, over the same in one
  process (read the Parquet file, write Arrow, read it back); at most 1.3.
- `spare`: the first result of pandas in a sandbox with a spare, over one that starts cold; at most
  0.05.
- `five`: five sandboxes that work at once, without a failure.
- `memory`: growth of this process over 500 runs after 50; at most 20 MB.
"""

from __future__ import annotations

import gc
import statistics
import sys
import tempfile
import threading
import time
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pandas as pd
import psutil
import pyarrow as pa
from jupyter_client.manager import KernelManager

from jupyter_analyst.sandbox import Sandbox, client, kernel
from jupyter_analyst.sandbox.limits import MIB, Limits
from jupyter_analyst.sandbox.place import Place
from jupyter_analyst.sandbox.walls.level import Level, probe

STARTS = 9
ROUND_TRIPS = 100
EXCHANGES = 9
FIRSTS = 5
PANDAS = "import pandas as pd; int(pd.DataFrame({'a': range(10)}).a.sum())"


def plain() -> float:
    """Return the seconds until a plain kernel answers Jupyter's own client."""
    started = time.perf_counter()
    with plain_kernel():
        return time.perf_counter() - started


@contextmanager
def plain_kernel():
    with tempfile.TemporaryDirectory() as folder:
        manager = KernelManager(transport="ipc", ip=f"{folder}/k")
        manager.start_kernel()
        with answering(manager) as client:
            yield client


def walled(level: Level) -> float:
    """Return the same of a kernel on a level."""
    with tempfile.TemporaryDirectory() as home:
        started = time.perf_counter()
        place = Place.make(Path(home))
        try:
            with answering(kernel.start(place, level, Limits(), warm=False)):
                return time.perf_counter() - started
        finally:
            place.close()


@contextmanager
def answering(manager):
    client = manager.client()
    client.start_channels()
    try:
        client.wait_for_ready(timeout=60)
        yield client
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def ask(plain) -> None:
    plain.execute_interactive("1+1", output_hook=lambda _: None)


def seconds(work):
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


@contextmanager
def sandbox(level: Level, *, spare=False, **limits):
    with tempfile.TemporaryDirectory() as home:
        client.choose = lambda *_: level  # a sandbox takes the strongest level there is
        found = Sandbox(Path(home), spare=spare, limits=Limits(**limits))
        try:
            yield found
        finally:
            found.close()


def measured_ready(level):
    pairs = [(walled(level), plain()) for _ in range(STARTS)]
    return report(level, "ready", pairs, 1.1)


def measured_round_trip(level):
    with sandbox(level) as box, plain_kernel() as other:
        ways = (lambda: box.run("1+1"), lambda: ask(other))
        [way() for way in ways for _ in range(10)]
        settled(box)
        pairs = [tuple(map(seconds, ways)) for _ in range(ROUND_TRIPS)]
    return report(level, "1+1", pairs, 1.15)


def measured_exchange(level):
    generator = np.random.default_rng(1)
    frame = pd.DataFrame(generator.normal(size=(1_250_000, 10))).rename(columns="c{}".format)
    with tempfile.TemporaryDirectory() as folder, sandbox(level) as box:
        file = Path(folder, "rows.parquet")
        frame.to_parquet(file)
        box.offer("rows", file)
        box.run("from jupyter_analyst import data")
        settled(box)
        within(file, Path(folder, "rows.arrow"))
        through(box)
        pairs = []
        for _ in range(EXCHANGES):
            walled = seconds(lambda: through(box))
            pairs.append((walled, seconds(lambda: within(file, Path(folder, "rows.arrow")))))
        assert box.pull("rows").equals(frame)
    return report(level, "exchange", pairs, 1.3)


def through(box):
    ran = box.run("rows = data.open('rows')")
    assert ran.status == "ok", ran.fault
    box.pull("rows")


def within(file, arrow):
    rows = pd.read_parquet(file)
    table = pa.Table.from_pandas(rows)
    with pa.OSFile(str(arrow), "wb") as sink, pa.ipc.new_file(sink, table.schema) as writer:
        writer.write_table(table)
    with pa.OSFile(str(arrow)) as source:
        pa.ipc.open_file(source).read_all().to_pandas()


def measured_spare(level):
    pairs = []
    for _ in range(FIRSTS):
        with sandbox(level) as cold:
            alone = seconds(lambda box=cold: first(box))
        with sandbox(level, spare=True) as warm:
            warm.warm()
            while not warm.state().spare:
                time.sleep(0.05)
            settled(warm)
            pairs.append((seconds(lambda box=warm: first(box)), alone))
    return report(level, "spare", pairs, 0.05)


def settled(box):
    """Wait until its kernel has imported what it imports ahead."""
    (process,) = {psutil.Process(worker.pid) for worker in box._workers._live}
    family = [process, *process.children(recursive=True)]
    before = -1.0
    while (spent := sum(one.cpu_times().user for one in family)) > before:
        before = spent
        time.sleep(1)


def first(box):
    assert box.run(PANDAS).text == "45"


def measured_five(level):
    results = []

    def work():
        with sandbox(level) as box:
            box.run("import numpy as np; x = np.random.default_rng(1).normal(size=(400, 400))")
            results.extend(box.run("float(np.linalg.norm(x @ x.T) > 0)").text for _ in range(10))

    threads = [threading.Thread(target=work) for _ in range(5)]
    took = seconds(
        lambda: [*map(threading.Thread.start, threads), *map(threading.Thread.join, threads)]
    )
    good = results.count("1.0")
    print(f"level {level}, five at once: {good} of 50 runs worked, {took:.1f} s")
    return good == 50


def measured_memory(level):
    with sandbox(level) as box:
        for _ in range(50):
            box.run("print('x' * 1000); 1 + 1")
        before = held()
        for _ in range(500):
            box.run("print('x' * 1000); 1 + 1")
        grown = held() - before
    print(f"level {level}, memory: {grown:+.1f} MB over 500 runs (at most 20)")
    return grown <= 20


def held():
    gc.collect()
    return psutil.Process().memory_info().rss / MIB


def report(level, name, pairs, limit):
    ratio = statistics.median(a / b for a, b in pairs)
    a, b = (statistics.median(times) * 1000 for times in zip(*pairs, strict=True))
    print(f"level {level}, {name}: {a:.1f} ms / {b:.1f} ms = {ratio:.3f} (at most {limit})")
    return ratio <= limit


PARTS = {
    "ready": measured_ready,
    "1+1": measured_round_trip,
    "exchange": measured_exchange,
    "spare": measured_spare,
    "five": measured_five,
    "memory": measured_memory,
}


def main() -> int:
    parts = sys.argv[1:] or list(PARTS)
    levels = [found.level for found in probe() if found.works and found.level is not Level.C]
    return int(False in [PARTS[part](level) for level in levels for part in parts])


if __name__ == "__main__":
    sys.exit(main())
