"""Real kernels behind real walls, one for each level and run."""

from __future__ import annotations

import json
import os
import queue
import time
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pytest

from jupyter_analyst.inside import landlock as landlock_inside
from jupyter_analyst.sandbox import kernel
from jupyter_analyst.sandbox.level import Level
from jupyter_analyst.sandbox.limits import Limits
from jupyter_analyst.sandbox.place import Place

_PATIENCE_S = 60


@dataclass(frozen=True)
class Ran:
    """What came of code in a kernel: its text, its displays, the name and words of its error."""

    text: str
    displays: list[dict]
    error: str
    words: str


class Kernel:
    """A kernel behind the walls of a level, asked by Jupyter's own client."""

    def __init__(self, level, home, limits=None):
        self.level = level
        self.place = Place.make(home)
        self.manager = kernel.start(self.place, level, limits or Limits(), warm=False)
        self.client = self.manager.client()
        self.client.start_channels()
        try:
            self.client.wait_for_ready(timeout=_PATIENCE_S)
        except RuntimeError as error:
            error.add_note(self.place.log.read_text())
            self.close()
            raise

    @property
    def watchdog(self):
        return self.manager.provisioner.watchdog

    def send(self, code):
        return self.client.execute(code, store_history=False)

    def run(self, code):
        return self.outcome(self.send(code))

    def outcome(self, request):
        """Return what came of a request; fails if the kernel dies of it."""
        text, displays, error, words = "", [], "", ""
        until = time.monotonic() + _PATIENCE_S
        while time.monotonic() < until:
            try:
                message = self.client.get_iopub_msg(timeout=0.2)
            except queue.Empty:
                assert self.manager.is_alive(), f"the kernel died: {self.watchdog.why}"
                continue
            if message["parent_header"].get("msg_id") != request:
                continue
            kind, content = message["msg_type"], message["content"]
            if kind == "stream":
                text += content["text"]
            elif kind in {"display_data", "execute_result"}:
                displays.append(content["data"])
            elif kind == "error":
                error, words = content["ename"], content["evalue"]
            elif kind == "status" and content["execution_state"] == "idle":
                return Ran(text, displays, error, words)
        raise TimeoutError(request)

    def close(self):
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)
        self.place.close()


@pytest.fixture(scope="session")
def landlock():
    """Landlock; a kernel without it fails in CI and is a visible skip elsewhere."""
    if not landlock_inside.version():
        words = "this kernel has no Landlock"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(words)


@pytest.fixture(scope="session", params=["A", "B"])
def level(request):
    """Each level in turn; the machine must have it."""
    request.getfixturevalue({"A": "bubblewrap", "B": "landlock"}[request.param])
    return Level(request.param)


@pytest.fixture(scope="session")
def _inside(level, tmp_path_factory):
    """One kernel on a level, with the dataset `heart` of three rows on its shelf."""
    os.environ["SECRET_OF_THE_HOST"] = "s3cret-of-the-host"
    found = Kernel(level, tmp_path_factory.mktemp("home"))
    rows = pd.DataFrame({"age": [40, 50, 60], "sex": ["f", "m", "f"]})
    rows.to_parquet(found.place.shelf / "heart.parquet")
    index = found.place.shelf / "datasets.json"
    index.write_text(json.dumps({"heart": "heart.parquet"}))
    yield found
    del os.environ["SECRET_OF_THE_HOST"]
    found.close()


@pytest.fixture
def inside(_inside, level):
    """The kernel of a level, in its working directory, whatever a test before has done to it."""
    assert _inside.level is level
    assert _inside.run("import os; os.chdir(os.path.dirname(os.environ['HOME']))").error == ""
    return _inside


@pytest.fixture
def start(level, tmp_path):
    """A function that starts one more kernel, with limits of its own."""
    kernels = []

    def start(limits=None, home=tmp_path / "place"):
        kernels.append(Kernel(level, home, limits))
        return kernels[-1]

    yield start
    for one in kernels:
        one.close()


@pytest.fixture(scope="session")
def outside(tmp_path_factory):
    """A folder of the host with a file nobody inside may read or change."""
    folder = tmp_path_factory.mktemp("host")
    (folder / "secret.txt").write_text("s3cret-of-the-host")
    yield folder
    assert [path.name for path in folder.iterdir()] == ["secret.txt"]
    assert Path(folder / "secret.txt").read_text() == "s3cret-of-the-host"
