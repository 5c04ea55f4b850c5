"""The cases refuse to run where nothing contains them: shown with kernels that do not."""

import pytest
from escapes import guard
from jupyter_client.manager import start_new_kernel

pytestmark = [pytest.mark.sandbox, pytest.mark.slow]

REFUSED = "this runner does not contain; refusing to run the cases"
FILTERED = """
import os
from jupyter_analyst.inside import seccomp
seccomp.install(seccomp.program(os.getpid()))
"""


@pytest.fixture
def plain():
    """A function that runs code in a kernel as Jupyter starts it, with nothing around it."""
    manager, client = start_new_kernel(kernel_name="python3")

    def run(code):
        said = []

        def hear(message):
            said.append(message["content"].get("text", ""))

        client.execute_interactive(code, timeout=60, output_hook=hear)
        return "".join(said)

    yield run
    client.stop_channels()
    manager.shutdown_kernel(now=True)


@pytest.fixture
def canary(tmp_path):
    path = tmp_path / "canary.txt"
    path.write_text("here")
    return path


def test_a_kernel_without_walls_is_refused(plain, canary):
    with pytest.raises(guard.NotContainedError, match=REFUSED) as caught:
        guard.prove(plain, canary)
    for door in ("no filter of system calls", "a network socket can be opened", "can be read"):
        assert door in str(caught.value)


def test_a_kernel_with_a_filter_alone_is_refused_too(plain, canary):
    plain(FILTERED)
    with pytest.raises(guard.NotContainedError, match=r"a file of the host can be read$"):
        guard.prove(plain, canary)


@pytest.mark.parametrize("said", ["", "[]\n[]", "blocked: all of it"])
def test_a_runner_that_does_not_say_that_it_contains_is_refused(canary, said):
    with pytest.raises(guard.NotContainedError, match=REFUSED):
        guard.prove(lambda _: said, canary)


def test_a_canary_that_is_not_there_proves_nothing(tmp_path):
    with pytest.raises(FileNotFoundError):
        guard.prove(lambda _: "[]", tmp_path / "gone")


def test_no_case_runs_where_the_proof_fails(level, tmp_path, monkeypatch):
    """A stage ends a kernel that does not contain, before anything else runs in it."""
    from escapes import CASES, scene

    ran = []

    class Open(scene.Kernel):
        def run(self, code):
            ran.append(code)
            return super().run("print('[\"a door\"]')")

    monkeypatch.setattr(scene, "Kernel", Open)
    stage = scene.Stage(level, tmp_path)
    for case in [one for one in CASES if not one.whole and one.limits is None][:3]:
        with pytest.raises(guard.NotContainedError, match="a door"):
            stage.line(case)
    stage.close()
    assert len(ran) == 3
    assert all("_look(" in code for code in ran)
