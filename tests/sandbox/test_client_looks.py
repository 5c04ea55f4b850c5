"""What can be asked of a sandbox besides running code: variables, history, libraries, memory."""

import pytest

from jupyter_analyst.errors import SandboxError
from jupyter_analyst.sandbox import Sandbox
from jupyter_analyst.sandbox.history import LARGEST, MOST, History
from jupyter_analyst.sandbox.libraries import Libraries
from jupyter_analyst.sandbox.record import Execution
from jupyter_analyst.sandbox.variable import Variable, variables


@pytest.fixture(scope="module")
def box(level, tmp_path_factory):
    """One sandbox on a level."""
    sandbox = Sandbox(tmp_path_factory.mktemp("looks"), refuse_below=level, spare=False)
    yield sandbox
    sandbox.close()


@pytest.mark.sandbox
@pytest.mark.slow
class TestVariables:
    def test_none_live_before_anything_ran(self, level, tmp_path):
        assert Sandbox(tmp_path, refuse_below=level, spare=False).variables() == ()

    def test_name_type_and_shape_are_told(self, box):
        box.restart()
        box.run(
            "import numpy as np, pandas as pd\n"
            "frame = pd.DataFrame({'a': [1, 2, 3], 'b': 0})\n"
            "column = frame['a']; matrix = np.zeros((2, 3, 4)); n = 5; words = ['x']\n"
            "def f(): ...\n_hidden = 1"
        )
        assert box.variables() == (
            Variable("frame", "DataFrame", (3, 2)),
            Variable("column", "Series", (3,)),
            Variable("matrix", "ndarray", (2, 3, 4)),
            Variable("n", "int"),
            Variable("words", "list", (1,)),
            Variable("f", "function"),
        )

    def test_a_value_that_lies_about_its_shape_costs_only_its_shape(self, box):
        box.run(
            "class Liar:\n"
            "    shape = property(lambda self: 1 / 0)\n"
            "class Deep:\n"
            "    shape = (-1, 'x')\n"
            "liar, deep = Liar(), Deep()"
        )
        found = {one.name: one.shape for one in box.variables()}
        assert (found["liar"], found["deep"]) == (None, None)

    def test_a_listing_that_never_ends_is_given_up_and_variables_are_kept(self, box, monkeypatch):
        monkeypatch.setattr("jupyter_analyst.sandbox.client._ASIDE_S", 1.0)
        box.run("kept = 1\nclass Slow:\n    @property\n    def shape(self):\n        while 1: 0")
        box.run("slow = Slow()")
        with pytest.raises(SandboxError, match="did not answer within 1 s"):
            box.variables()
        assert box.run("del slow; kept").text == "1"

    def test_looking_leaves_no_trace(self, box):
        box.run("x = 7; x")
        box.variables()
        assert box.run("_").text == "7"


def test_what_is_told_as_a_variable_is_checked():
    told = [
        {"name": "ok", "type": "int", "shape": None},
        {"name": "<script>", "type": "int", "shape": None},
        {"name": "x", "type": 5, "shape": None},
        {"name": "y", "type": "a\x1b]0;title\x07b", "shape": [True, -1]},
        "nothing",
    ]
    assert variables(told) == (Variable("ok", "int"), Variable("y", "ab"))
    assert variables({"name": "no list"}) == ()


@pytest.mark.sandbox
@pytest.mark.slow
def test_the_history_tells_code_end_time_memory_and_libraries(box):
    before = len(box.history)
    box.run("import pandas as pd; pd.DataFrame({'a': [1]}).a.sum()")
    box.run("1 / 0")
    first, second = box.history[before:]
    assert (first.status, first.text, second.status) == ("ok", "1", "error")
    assert first.libraries[0].startswith("pandas ")
    assert first.seconds > 0
    assert first.peak_mib > 10


def test_the_history_lets_go_of_what_is_too_large():
    history = History()
    for n in range(MOST + 5):
        history.add(Execution(str(n), "ok"), 10)
    assert [run.code for run in history.runs()] == [str(n) for n in range(5, MOST + 5)]
    history.add(Execution("large", "ok"), LARGEST)
    assert [run.code for run in history.runs()] == ["large"]
    history.add(Execution("larger", "ok"), 2 * LARGEST)
    assert [run.code for run in history.runs()] == ["larger"]


@pytest.mark.parametrize(
    ("codes", "found"),
    [
        (["import pandas as pd"], "pandas"),
        (["import os, sys, pandas.io"], "pandas"),
        (["import pandas as pd", "pd.DataFrame()"], "pandas"),
        (["from scipy import stats", "stats.norm"], "scipy"),
        (["import numpy", "1 + 1"], ""),
        (["from jupyter_analyst import data"], ""),
        (["import sklearn"], "sklearn"),
        (["import nowhere_at_all"], "nowhere_at_all"),
        (["%matplotlib inline"], ""),
        (["import pandas", "(" * 5000], ""),
    ],
)
def test_libraries_are_read_off_the_code(codes, found):
    libraries = Libraries()
    used = [libraries.used(code) for code in codes][-1]
    assert " ".join(name.partition(" ")[0] for name in used) == found


@pytest.mark.sandbox
@pytest.mark.slow
class TestMemory:
    def test_one_run_may_use_less_and_the_next_as_much_again(self, box):
        box.run("import numpy as np")
        ran = box.run("np.ones(150_000_000)", memory_mib=1500)
        assert ran.status == "error"
        assert "more memory than the 1,500 MB it may use; its variables are kept" in ran.fault
        assert box.run("np.ones(150_000_000).size").text == "150000000"

    def test_more_than_the_setting_is_refused(self, box):
        ran = box.run("1", memory_mib=9999)
        assert (ran.status, "`run_memory_mb`" in ran.fault) == ("refused", True)

    def test_a_limit_below_what_is_held_leaves_the_sandbox_alive(self, box):
        box.run("kept = 1")
        assert box.run("bytearray(10**9)", memory_mib=100).status == "error"
        assert box.run("kept").text == "1"


@pytest.mark.sandbox
@pytest.mark.slow
def test_two_sandboxes_see_nothing_of_each_other(level, tmp_path):
    one = Sandbox(tmp_path, refuse_below=level, spare=False)
    other = Sandbox(tmp_path, refuse_below=level, spare=False)
    try:
        one.run("open('mine.txt', 'w').write('x'); mine = 1")
        other.run("import os")
        place = one._worker.place
        assert (place.scratch / "mine.txt").exists()
        for way in (
            f"open({str(place.scratch / 'mine.txt')!r})",
            f"os.listdir({str(place.shelf)!r})",
        ):
            ran = other.run(way)
            assert ran.fault.startswith(("FileNotFoundError", "PermissionError")), ran
        assert other.run(f"os.listdir({str(place.sockets)!r})").status == "error"
        assert other.run(f"os.kill({one.state().pid}, 0)").fault.startswith("PermissionError")
        assert "mine.txt" not in other.run("os.listdir()").text
        assert other.run("mine").fault.startswith("NameError")
        assert one.run("mine").text == "1"
    finally:
        one.close()
        other.close()
