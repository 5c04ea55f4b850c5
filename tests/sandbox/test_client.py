"""Code runs in a sandbox that keeps its variables and says plainly what became of it."""

import threading
import time

import nbformat
import pandas as pd
import psutil
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from jupyter_analyst import tools
from jupyter_analyst.sandbox import TABLE, Execution, Limits, Sandbox

pytestmark = pytest.mark.sandbox

PATIENCE_S = 30


@pytest.fixture(scope="module")
def box(level, tmp_path_factory):
    """One sandbox on a level, with the dataset `heart` of three rows on offer."""
    home = tmp_path_factory.mktemp("client-home")
    file = home / "rows.parquet"
    pd.DataFrame({"age": [40, 50, 60], "sex": ["f", "m", "f"]}).to_parquet(file)
    sandbox = Sandbox(home, refuse_below=level, spare=False)
    sandbox.offer("heart", file)
    yield sandbox
    sandbox.close()


def wait_until(holds):
    """Look until something holds, not for ever."""
    until = time.monotonic() + PATIENCE_S
    while not holds():
        assert time.monotonic() < until
        threading.Event().wait(0.02)


def test_the_last_value_is_shown(box):
    ran = box.run("1 + 1")
    assert (ran.status, ran.text, ran.fault) == ("ok", "2", "")
    assert ran.level in {"A", "B"}
    assert ran.seconds > 0
    assert ran.peak_mib > 20


def test_variables_are_kept_from_run_to_run(box):
    box.run("kept = 41")
    assert box.run("kept + 1").text == "42"


def test_an_error_is_told_and_loses_nothing(box):
    ran = box.run("before = 1\nprint('so far')\n1 / 0")
    assert ran.status == "error"
    assert ran.fault == "ZeroDivisionError: division by zero."
    assert [output["output_type"] for output in ran.outputs] == ["stream", "error"]
    assert "ZeroDivisionError" in "".join(ran.outputs[1]["traceback"])
    assert box.run("before").text == "1"


def test_outputs_come_as_they_are_made_and_are_merged_in_the_end(box):
    came = []
    code = """
from IPython.display import display, clear_output
print("gone")
clear_output()
handle = display("first", display_id="mine")
print("a", flush=True)
print("b", flush=True)
handle.update("second")
"""
    ran = box.run(code, show=came.append)
    kinds = [output["output_type"] for output in came]
    assert kinds[:2] == ["stream", "clear_output"]
    assert kinds[-1] == "update_display_data"
    name = came[2]["transient"]["display_id"]
    assert name != "mine"
    assert came[-1]["transient"] == {"display_id": name}
    texts = [output.get("text") or output["data"]["text/plain"] for output in ran.outputs]
    assert texts == ["'second'", "a\nb\n"]
    nbformat.validate(new_notebook(cells=[new_code_cell("", outputs=[*ran.outputs])]))


def test_data_are_opened_by_name_and_frames_are_tables(box):
    ran = box.run("from jupyter_analyst import data\nheart = data.open('heart')\nheart.head(2)")
    (output,) = ran.outputs
    assert output["data"][TABLE]["rows"] == [[40, "f"], [50, "m"]]
    assert "<table" in output["data"]["text/html"]
    assert box.run("heart.attrs['dataset']['name']").text == "'heart'"


def test_a_dataset_may_be_offered_while_the_sandbox_runs(box, tmp_path):
    file = tmp_path / "later.parquet"
    pd.DataFrame({"x": [1, 2]}).to_parquet(file)
    assert "Dataset `later` is not loaded" in box.run("data.open('later')").fault
    box.offer("later", file)
    assert box.run("len(data.open('later')), len(data.open('heart'))").text == "(2, 3)"
    assert box.run("import os; open(os.environ['ANALYST_DATA'] + '/x', 'w')").status == "error"


def test_a_tool_gives_the_card_the_host_draws(box):
    code = """
from jupyter_analyst import data, tools
tools.describe(data.open('heart'), columns=['age'])
"""
    ran = box.run(code)  # a library may have something to say on stderr when it is first imported
    (output,) = [output for output in ran.outputs if output["output_type"] == "execute_result"]
    assert output["data"][tools.MIMETYPE]["values"]["mean[age]"] == 50
    assert output["data"][tools.MIMETYPE]["provenance"]["dataset"] == "heart"
    assert "ja-card" in output["data"]["text/html"]


def test_code_that_takes_too_long_is_stopped_and_loses_nothing(box):
    ran = box.run("while_it_ran = 1\nwhile True: pass", timeout_s=0.5)
    assert ran.status == "timeout"
    assert ran.fault == "Stopped after 0.5 s; its variables are kept."
    assert box.run("while_it_ran").text == "1"


def test_code_is_interrupted_from_another_thread(box):
    stop = threading.Thread(target=box.interrupt)
    code = "here = 1\nprint('now', flush=True)\nwhile True: pass"
    ran = box.run(code, show=lambda output: output["output_type"] == "stream" and stop.start())
    stop.join()
    assert ran.status == "error"
    assert ran.fault == "Interrupted; its variables are kept."
    assert ran.outputs[-1]["ename"] == "KeyboardInterrupt"
    assert box.run("here").text == "1"


def test_code_is_stopped_when_what_it_shows_cannot_be_shown(box):
    def show(_):
        raise OSError("the page is gone")

    with pytest.raises(OSError, match="the page is gone"):
        box.run("shown = 1\nprint('now', flush=True)\nwhile True: pass", show=show)
    assert box.run("shown", timeout_s=5).text == "1"


def test_an_interrupt_without_a_run_does_nothing(box):
    box.interrupt()
    assert box.run("'fine'").status == "ok"


def test_code_cannot_ask_for_input(box):
    assert "cannot ask for input" in box.run("input('password')").fault


def test_payloads_are_not_obeyed(box):
    ran = box.run("get_ipython().set_next_input('evil')")
    assert ran.text == "Not shown: set_next_input."


def test_one_run_waits_for_the_other(box):
    ran = []
    threads = [
        threading.Thread(target=lambda i=i: ran.append(box.run(f"print({i})\n{i}")))
        for i in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE_S)
    assert sorted(execution.text for execution in ran) == [f"{i}\n{i}" for i in range(4)]


def test_a_run_is_a_record(box):
    ran = box.run("print('a')\n1 / 0")
    assert Execution.from_json(ran.to_json()) == ran


def test_the_state_says_what_the_sandbox_does(level, tmp_path):
    sandbox = Sandbox(tmp_path, refuse_below=level, limits=Limits(wall_s=5), spare=False)
    assert sandbox.state().words == "not started"
    assert sandbox.state().pid is None
    during = []
    ran = sandbox.run("print(1)", show=lambda _: during.append(sandbox.state()))
    assert ran.status == "ok"
    assert during[0].words == "running"
    assert during[0].running
    state = sandbox.state()
    assert (state.words, state.n_runs, state.spare) == ("ready", 1, False)
    assert state.seconds > 0
    assert ("Time", "5 s", "for one run; then it is stopped") in state.rows()
    sandbox.close()
    assert sandbox.state().words == "closed"


def test_closing_leaves_neither_process_nor_file(level, tmp_path):
    sandbox = Sandbox(tmp_path, refuse_below=level)
    sandbox.run("open('file', 'w').write('x')")
    wait_until(lambda: sandbox.state().spare)
    pid = sandbox.state().pid
    sandbox.close()
    wait_until(lambda: not _runs(pid))
    left = {path.name for path in tmp_path.rglob("*") if path.is_file()}
    assert left <= {"lock", "turn-0", "turn-1"}
    refused = sandbox.run("1")
    assert refused.status == "refused"
    assert "closed" in refused.fault
    sandbox.close()  # a second time does no harm


def _runs(pid):
    return psutil.pid_exists(pid) and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE


def test_code_is_not_run_where_no_level_is_good_enough(tmp_path):
    ran = Sandbox(tmp_path, refuse_below="").run("1")
    assert ran.status == "refused"
    assert ran.outputs == ()
    assert "Code is not run" in ran.fault


def test_it_runs_on_the_level_the_tests_are_about(box, level):
    assert box.run("1").level == level
