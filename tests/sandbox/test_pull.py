"""A value of a real kernel, on each level: brought back, refused in words, never believed."""

import json
import os
import time
from pathlib import Path

import hostile_arrow
import numpy as np
import pandas as pd
import pytest

from jupyter_analyst.errors import SandboxError, UnknownNameError
from jupyter_analyst.sandbox.channels.reader import DISCONNECTED
from jupyter_analyst.sandbox.exchange import pull as exchange
from jupyter_analyst.sandbox.limits import Limits
from jupyter_analyst.sandbox.walls.level import Level
from jupyter_analyst.sandbox.worker import Worker

pytestmark = [pytest.mark.sandbox, pytest.mark.slow]

PATIENCE_S = 60
SAY = """
from jupyter_analyst.inside import handover
from jupyter_analyst.inside.told import Told
def put(names, name, most, hidden):
{body}
handover.put = put
"""


@pytest.fixture(scope="module")
def worker(level, tmp_path_factory):
    found = Worker(tmp_path_factory.mktemp("home"), Level(level), Limits())
    found.connect()
    yield found
    found.end()


def run(worker, code):
    """Run code in a kernel; fails if it does."""
    request = worker.ask(code)
    until = time.monotonic() + PATIENCE_S
    while time.monotonic() < until:
        message = worker.read(0.1)
        if message and message.kind == DISCONNECTED:  # a flood before it cut the line
            request = worker.ask(code)
        if message and message.kind == "execute_reply" and message.parent == request:
            assert message.content["status"] == "ok", message.content
            return
    raise TimeoutError(code)


@pytest.fixture
def says(worker):
    """A function that makes the kernel answer with code of its own, and ends that afterwards."""
    run(worker, "from jupyter_analyst.inside import handover; _put = handover.put")
    yield lambda body: run(worker, SAY.format(body="".join(f"    {x}\n" for x in body)))
    run(worker, "handover.put = _put")


def test_a_frame_comes_back(worker):
    run(worker, "import pandas as pd\ndf = pd.DataFrame({'age': [40, 50], 'sex': ['f', None]})")
    found = exchange.pull(worker, "df", 64)
    pd.testing.assert_frame_equal(found, pd.DataFrame({"age": [40, 50], "sex": ["f", None]}))
    assert not [*worker.place.scratch.glob(".handover-*")]


@pytest.mark.parametrize(
    ("code", "value"),
    [
        ("x = 2.5", 2.5),
        ("x = {'mean': 1.5, 'n': 3}", {"mean": 1.5, "n": 3}),
        ("x = 'ü' * 10_000_000", "ü" * 10_000_000),  # larger than a message
        ("import numpy as np; x = np.float64(0.1)", np.float64(0.1)),
    ],
    ids=["number", "dict", "text", "numpy"],
)
def test_a_scalar_comes_back(worker, code, value):
    run(worker, code)
    assert exchange.pull(worker, "x", 256) == value


def test_a_large_frame_comes_back(worker):
    run(worker, "import numpy as np, pandas as pd\ndf = pd.DataFrame(np.ones((1_250_000, 10)))")
    found = exchange.pull(worker, "df", 256)
    assert (found.shape, found.to_numpy().sum()) == ((1_250_000, 10), 12_500_000)


def test_code_that_moved_elsewhere_hands_over_all_the_same(worker):
    run(worker, "import os; os.makedirs('deeper', exist_ok=True); os.chdir('deeper'); x = [1]")
    assert exchange.pull(worker, "x", 1) == [1]
    run(worker, "os.chdir('..')")


def test_a_name_that_is_not_there_offers_the_nearest(worker):
    run(worker, "patients = 1")
    with pytest.raises(UnknownNameError, match="Did you mean `patients`"):
        exchange.pull(worker, "patient", 1)


def test_what_cannot_come_back_says_so_and_the_kernel_goes_on(worker):
    run(worker, "x = open")
    with pytest.raises(SandboxError, match="`x` is of type"):
        exchange.pull(worker, "x", 1)
    run(worker, "import numpy as np; x = np.zeros(10**6)")
    with pytest.raises(SandboxError, match="at most 1 MiB"):
        exchange.pull(worker, "x", 1)
    assert exchange.pull(worker, "x", 16).shape == (10**6,)


def test_code_that_takes_the_house_over_reaches_no_file_of_the_host(worker, outside, says):
    """The folder, the answer and the file are in the hands of the sandbox."""
    name = hostile_arrow.NAME
    path = worker.place.scratch / name  # made from here: one level does not let code make them
    says([f"return Told({json.dumps(hostile_arrow.SAYS)})"])
    for link in (outside / "secret.txt", Path("/etc/passwd"), Path("/proc/self/environ")):
        path.symlink_to(link)
        with pytest.raises(SandboxError, match="cannot be opened"):
            exchange.pull(worker, "x", 1)
    os.mkfifo(path)
    with pytest.raises(SandboxError, match="no plain file"):
        exchange.pull(worker, "x", 1)
    says(["return Told({'file': '../lock', 'wires': ['int64'], 'value': None})"])
    with pytest.raises(SandboxError, match="calls its file"):
        exchange.pull(worker, "x", 1)


@pytest.mark.parametrize("name", ["compressed by lz4", "parts that overlap", "cut in the middle"])
def test_a_hostile_file_of_a_kernel_is_an_error(worker, says, name):
    hostile = hostile_arrow.HOSTILE[name]()
    (worker.place.scratch / "made").write_bytes(hostile.data)
    says(
        [
            f"import os; os.rename('made', {hostile_arrow.NAME!r})",
            f"return Told({json.dumps(hostile.told)})",
        ]
    )
    with pytest.raises(SandboxError, match=hostile.words):
        exchange.pull(worker, "x", 1)


@pytest.mark.parametrize(
    "body",
    [
        ["return Told({'refused': 'unknown', 'names': 5})"],
        ["return Told({'file': None, 'wires': [], 'value': {'kind': 'pickle'}})"],
        ["return Told('x' * 20_000_000)"],
        ["return None"],
        ["raise SystemExit"],
        ["1 / 0"],
    ],
    ids=["names", "kind", "flood", "nothing", "exit", "fault"],
)
def test_an_odd_answer_is_an_error_within_the_time(worker, says, body):
    says(body)
    with pytest.raises((SandboxError, UnknownNameError)):
        exchange.pull(worker, "x", 1, within_s=5)


def test_a_kernel_that_does_not_answer_is_stopped(worker, says):
    says(["while True: pass"])
    with pytest.raises(SandboxError, match="did not answer"):
        exchange.pull(worker, "x", 1, within_s=1)
