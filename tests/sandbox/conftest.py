"""Real kernels behind real walls, one for each level and run."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pandas as pd
import pytest

sys.path.insert(0, str(Path(__file__).parent))  # the attempts lie in a folder of their own here

from escapes.kernels import Kernel

from jupyter_analyst.inside import landlock as landlock_inside
from jupyter_analyst.sandbox import client as clients
from jupyter_analyst.sandbox.walls.level import Level


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
    wanted, choose = Level(request.param), clients.choose
    with pytest.MonkeyPatch.context() as patch:
        # a sandbox takes the strongest level there is; asked for this one, here it takes this one
        patch.setattr(
            clients, "choose", lambda most, *at: wanted if most == wanted else choose(most, *at)
        )
        yield wanted


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
