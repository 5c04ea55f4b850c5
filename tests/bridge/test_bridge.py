"""The bridge in a real kernel: it is taken or refused, asks for cells, and tells the state."""

import json
import subprocess
import sys

import pytest

from jupyter_analyst.bridge import Bridge

HEAVY = {"duckdb", "numpy", "pandas", "pyarrow", "pydantic", "sqlalchemy", "IPython", "ipykernel"}


def test_a_sidebar_that_says_hello_is_told_the_state(kernel):
    (answer,) = kernel.say(kind="hello", frontend="jupyterlab", version="0.1.0")
    size = {"n_rows": 299, "n_columns": 13, "version": "v1"}
    assert answer == {
        "kind": "state",
        "state": {
            "datasets": [{"name": "other"} | size, {"name": "heart"} | size],
            "current": "heart",
            "sandbox": {"tone": "off", "words": "No sandbox yet"},
            "answers": 0,
            "notice": "",
        },
    }


def test_every_step_tells_the_state(kernel):
    told = kernel.said(kernel.run("_ = session.use('other')"))
    assert [message["state"]["current"] for message in told] == ["other"]


def test_a_cell_is_asked_for_and_heard_of_when_it_is_there(kernel):
    output = {"output_type": "stream", "name": "stdout", "text": "2\n"}
    published = kernel.run(
        "cells = []\n"
        f"assert bridge.insert('1 + 1', outputs=[{output}], metadata={{'q': 'why'}}, after='a', "
        "run=True, then=cells.append)"
    )
    (message,) = kernel.said(published)
    request = message.pop("request")
    assert message == {
        "kind": "insert",
        "source": "1 + 1",
        "after": "a",
        "outputs": [output],
        "metadata": {"q": "why"},
        "run": True,
    }
    kernel.say(kind="inserted", request=request, cell="b")
    kernel.say(kind="inserted", request=request, cell="b")
    assert kernel.value("cells") == "['b']"


def test_a_cell_may_be_asked_for_on_another_thread(kernel):
    published = kernel.run(
        "import threading\n"
        "thread = threading.Thread(target=bridge.insert, args=('1 + 1',))\n"
        "thread.start(); thread.join()"
    )
    assert [message["source"] for message in kernel.said(published)] == ["1 + 1"]


def test_a_front_end_that_refuses_is_not_asked_again(kernel):
    assert kernel.value("bridge.insert('1')") == "True"
    kernel.request("comm_close", {"comm_id": kernel.comm, "data": {}})
    published = kernel.run("assert not bridge.insert('1')\nbridge.changed()")
    assert kernel.said(published) == []


def test_a_sidebar_that_comes_later_opens_the_bridge_itself(kernel):
    kernel.request("comm_close", {"comm_id": kernel.comm, "data": {}})
    kernel.comm = "opened-by-the-sidebar"
    target = {"target_name": "jupyter_analyst", "comm_id": kernel.comm, "data": {}}
    kernel.request("comm_open", target)
    (answer,) = kernel.say(kind="hello", frontend="jupyterlab", version="0.1.0")
    assert answer["state"]["current"] == "heart"
    assert kernel.value("bridge.insert('1')") == "True"


def test_the_running_cell_is_known_and_a_foreign_one_takes_no_cell(kernel):
    assert kernel.value("bridge.place()", cellId="c1") == "'c1'"
    assert kernel.value("bridge.place()") == "''"
    foreign = "vscode-notebook-cell:/a.ipynb#1"
    assert kernel.value("bridge.insert('1')", cellId=foreign) == "False"
    assert kernel.value(f"bridge.insert('1', after={foreign!r})") == "False"


def test_a_dataset_that_is_chosen_is_used(kernel):
    told = kernel.say(kind="use", name="other")
    assert {message["state"]["current"] for message in told} == {"other"}
    assert kernel.value("session.current") == "'other'"


def test_a_choice_that_fails_is_said_and_changes_nothing(kernel):
    told = kernel.say(kind="use", name="gone")
    assert told[-1]["state"]["current"] == "heart"
    assert "`gone` is not" in told[-1]["state"]["notice"]


@pytest.mark.parametrize(
    "data",
    [{"kind": "unheard-of"}, {"kind": "use"}, {"kind": "inserted", "request": "none", "cell": "c"}],
)
def test_a_message_that_means_nothing_here_is_left_alone(kernel, data):
    assert kernel.say(**data) == []


def test_what_cannot_be_told_does_not_stop_the_work(kernel):
    broken = (
        "index = next(session.services.catalog.home.glob('*.json'))\n"
        "kept = index.read_text(); index.unlink(); index.mkdir()\n"
        "try:\n"
        "    bridge.changed()\n"
        "finally:\n"
        "    index.rmdir(); _ = index.write_text(kept)"
    )
    assert kernel.said(kernel.run(broken)) == []


def test_without_a_notebook_there_is_nothing_to_ask():
    class Terminal:
        """A shell without a kernel."""

    bridge = Bridge(pytest.fail, Terminal())
    bridge.open()
    bridge.changed()
    bridge.close()
    assert bridge.place() == ""
    assert not bridge.insert("1 + 1")


def test_it_imports_nothing_heavy():
    code = (
        "import json, sys, jupyter_analyst.bridge\n"
        "print(json.dumps([name for name in sys.modules if '.' not in name]))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not HEAVY & set(json.loads(done.stdout))
