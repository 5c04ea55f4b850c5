"""An interrupt stops the run it was meant for, however late the kernel comes to it."""

import pytest

from jupyter_analyst.sandbox import Sandbox

pytestmark = pytest.mark.sandbox

HELD = """
import threading
held, let_go = threading.Event(), threading.Event()
def hold():
    held.set()
    let_go.wait()
get_ipython().kernel.control_thread.io_loop.add_callback(hold)
held.wait()
"""
"""Keeps the kernel from heeding an interrupt, as a machine with much to do may."""

LET_GO_LATER = """
def let_go_later(_):
    get_ipython().events.unregister("post_run_cell", let_go_later)
    threading.Timer(1, let_go.set).start()
get_ipython().events.register("post_run_cell", let_go_later)
"""
FLOOD = "print('x' * 11_000_000)"
WAIT = "let_go.wait(); threading.Event().wait(0.5); 'whole'"


@pytest.fixture
def box(level, tmp_path):
    sandbox = Sandbox(tmp_path, refuse_below=level, spare=False)
    yield sandbox
    sandbox.close()


def test_the_interrupt_of_a_run_does_not_reach_the_next_one(box):
    flood = box.run(HELD + LET_GO_LATER + FLOOD)
    assert flood.fault == "Stopped: it showed more than 10 MB; its variables are kept."
    following = box.run(WAIT)
    assert (following.status, following.text) == ("ok", "'whole'")
    assert box.run("let_go.is_set()").text == "True"


def test_nor_one_of_a_run_whose_outputs_could_not_be_shown(box):
    def show(_):
        raise OSError("the page is gone")

    with pytest.raises(OSError, match="the page is gone"):
        box.run(f"{HELD}{LET_GO_LATER}\nprint('now', flush=True)", show=show)
    assert box.run(WAIT).text == "'whole'"


def test_nor_what_is_asked_apart_from_runs(box):
    box.run(HELD + LET_GO_LATER + FLOOD)
    assert "let_go" in {found.name for found in box.variables()}
    assert box.run(WAIT).text == "'whole'"


def test_a_kernel_that_never_comes_to_it_is_restarted(box):
    box.run(f"x = 1\n{HELD}{FLOOD}")
    pid = box.state().pid
    ran = box.run("'x' in globals()")
    assert ran.status == "ok"
    assert ran.text.splitlines() == [
        "The sandbox did not say within 4 s that it was stopped. It is restarted; its variables"
        " are gone.",
        "False",
    ]
    assert box.state().pid != pid
