"""A front end in the place of a page: it hears what panels send, and can answer."""

from __future__ import annotations

import queue
from typing import Any

import comm
import pytest
from comm.base_comm import BaseComm

LONG_S = 20


class Line(BaseComm):
    """The line between a panel and its page; `heard` is what arrives there."""

    def __init__(self, *args, **kwargs):
        self.heard: queue.Queue[dict[str, Any]] = queue.Queue()
        super().__init__(*args, **kwargs)

    def publish_msg(self, msg_type, data=None, **_):  # the signature of a comm
        self.heard.put(data or {})

    def _reply_subshell_for(self, data, default):  # as ipykernel has it
        return "the thread that published last"


class Page:
    """A page that shows one panel."""

    def __init__(self, panel):
        self._line = panel.comm

    def say(self, **content):
        """Send a message as the page does."""
        data = {"method": "custom", "content": content}
        self._line.handle_msg({"content": {"data": data}, "buffers": []})

    def hears(self, kind):
        """Wait for the next message of a kind."""
        while True:
            data = self._line.heard.get(timeout=LONG_S)
            content = data.get("content", {})
            if data.get("method") == "custom" and content["kind"] == kind:
                return content

    def sees(self, wanted):
        """Wait for a state that is as wanted, and return it."""
        while True:
            data = self._line.heard.get(timeout=LONG_S)
            state = data.get("state", {}).get("state")
            if state is not None and wanted(state):
                return state

    def kinds(self):
        """Return the kinds of the messages that have come and nobody waited for."""
        found = []
        while not self._line.heard.empty():
            found.append(self._line.heard.get_nowait().get("content", {}).get("kind"))
        return [kind for kind in found if kind]


@pytest.fixture
def page(monkeypatch):
    """What makes the page of a panel class on a session."""
    monkeypatch.setattr(comm, "create_comm", Line)
    panels = []

    def open_page(panel_class, session):
        panels.append(panel_class(session))
        return Page(panels[-1])

    yield open_page
    for panel in panels:
        panel.close()
