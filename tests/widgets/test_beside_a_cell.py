"""In a real kernel: a panel is answered while a cell runs."""

import os
import time

import pytest
from jupyter_client.manager import start_new_kernel

LONG_S = 60
# the cell waits until the panel was answered; for ever, if that had to wait for the cell
CELL = """
while not panel.n_answered:
    __import__("time").sleep(0.01)
"""
PANEL = """
from jupyter_analyst import analyst
from jupyter_analyst.widgets.tools import ToolsPanel

class Counted(ToolsPanel):
    n_answered = 0

    def say(self, kind, **content):
        super().say(kind, **content)
        self.n_answered += 1

panel = Counted(analyst)
panel.refresh()  # published by the thread of the cells, as the first display is
print(panel.comm.comm_id)
"""


@pytest.fixture
def kernel(home, tmp_path):
    env = os.environ | {"ANALYST_HOME": str(home)}
    manager, client = start_new_kernel(env=env, cwd=str(tmp_path))
    yield client
    client.stop_channels()
    manager.shutdown_kernel(now=True)


def subshell(client):
    """Ask for a subshell, as JupyterLab does for the messages of widgets; return its id."""
    message = client.session.msg("create_subshell_request", {})
    client.control_channel.send(message)
    return client.get_control_msg(timeout=LONG_S)["content"]["subshell_id"]


def printed(client, code):
    texts = []
    reply = client.execute_interactive(
        code, timeout=LONG_S, output_hook=lambda m: texts.append(m["content"].get("text", ""))
    )
    assert reply["content"]["status"] == "ok", reply["content"]
    return "".join(texts).strip()


def answer(client):
    """Return the next message to a page."""
    until = time.monotonic() + LONG_S
    while time.monotonic() < until:
        message = client.get_iopub_msg(timeout=LONG_S)
        content = message["content"].get("data", {}).get("content", {})
        if message["msg_type"] == "comm_msg" and content.get("kind"):
            return content
    pytest.fail("the panel said nothing")


def test_a_panel_answers_while_a_cell_runs(kernel):
    comm = printed(kernel, PANEL)
    beside = subshell(kernel)
    kernel.execute(CELL)
    question = {"kind": "draft", "tool": "describe", "given": {}, "n": 1}
    data = {"method": "custom", "content": question}
    message = kernel.session.msg("comm_msg", {"comm_id": comm, "data": data})
    message["header"]["subshell_id"] = beside
    kernel.shell_channel.send(message)
    said = answer(kernel)
    assert said["kind"] == "failed"  # no dataset is in use, which is said at once
    assert said["code"] == "dataset-missing"
