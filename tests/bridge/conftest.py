"""A real kernel, spoken to as a front end does."""

from __future__ import annotations

import os

import pytest
from jupyter_client.manager import start_new_kernel

_WAIT_S = 30

SETUP = """
from jupyter_analyst.bridge import Bridge
from jupyter_analyst.session import session_of_process
session = session_of_process()
bridge = Bridge(session_of_process, get_ipython())
session.front = bridge
bridge.open()
"""


class Kernel:
    """A kernel and what it published, by the request that made it do so."""

    def __init__(self, client):
        self.client, self.comm = client, ""

    def request(self, kind, content, **metadata):
        """Send a message; return what was published until the kernel was idle again."""
        message = self.client.session.msg(kind, content, metadata=metadata)
        self.client.shell_channel.send(message)
        published = []
        while True:
            found = self.client.get_iopub_msg(timeout=_WAIT_S)
            if found["parent_header"].get("msg_id") != message["header"]["msg_id"]:
                continue
            if found["content"].get("execution_state") == "idle":
                return published
            published.append(found)

    def run(self, code, **metadata):
        """Run code; return what was published, by message type."""
        published = self.request("execute_request", {"code": code, "silent": False}, **metadata)
        faults = [one["content"]["evalue"] for one in published if one["msg_type"] == "error"]
        assert faults == []
        return published

    def value(self, code, **metadata):
        """Return the text of what an expression gives."""
        (result,) = [
            one["content"]["data"]["text/plain"]
            for one in self.run(code, **metadata)
            if one["msg_type"] == "execute_result"
        ]
        return result

    def say(self, **data):
        """Send a message through the bridge's comm; return the data of those that came back."""
        return self.said(self.request("comm_msg", {"comm_id": self.comm, "data": data}))

    @staticmethod
    def said(published):
        """Return the data of the comm messages among what was published."""
        return [one["content"]["data"] for one in published if one["msg_type"] == "comm_msg"]


def opened(published):
    """Return the id of the comm that was opened."""
    (found,) = [
        one["content"]["comm_id"]
        for one in published
        if one["msg_type"] == "comm_open" and one["content"]["target_name"] == "jupyter_analyst"
    ]
    return found


@pytest.fixture(scope="module")
def process(tmp_path_factory, heart_file):
    """A kernel whose session has two datasets; `heart` is in use."""
    home = tmp_path_factory.mktemp("home")
    manager, client = start_new_kernel(env=_environment(home))
    kernel = Kernel(client)
    kernel.run(
        "from jupyter_analyst import analyst\n"
        f"for name in ('other', 'heart'): analyst.load({str(heart_file)!r}, name)"
    )
    yield kernel
    client.stop_channels()
    manager.shutdown_kernel(now=True)
    manager.cleanup_resources()


def _environment(home):
    private = {"ANALYST_HOME": str(home), "ANALYST_CONFIG": str(home / "none.toml")}
    return os.environ | private | {"IPYTHONDIR": str(home / "ipython")}


@pytest.fixture
def kernel(process):
    """The kernel with a bridge of its own; `comm` is its comm."""
    process.comm = opened(process.run(SETUP))
    yield process
    process.run("bridge.close(); session.use('heart')")
