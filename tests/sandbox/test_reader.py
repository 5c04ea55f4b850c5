"""The one reader of a kernel's messages: a line that is cut is mended, also before a request."""

import time

import pytest

from jupyter_analyst.sandbox.limits import Limits
from jupyter_analyst.sandbox.walls.level import Level
from jupyter_analyst.sandbox.worker import Worker

pytestmark = [pytest.mark.sandbox, pytest.mark.slow]

PATIENCE_S = 30


@pytest.fixture
def worker(level, tmp_path):
    found = Worker(tmp_path, Level(level), Limits())
    found.connect()
    yield found
    found.end()


def answer(worker, request):
    """Return the reply to a request; fails if there is none."""
    until = time.monotonic() + PATIENCE_S
    while time.monotonic() < until:
        message = worker.read(0.1)
        if message and message.kind == "execute_reply" and message.parent == request:
            return message.content["status"]
    raise TimeoutError(request)


def test_a_request_goes_out_though_the_reply_before_was_too_large(worker):
    """The reply cuts the line of requests, and nobody reads of it before the next request."""
    worker.ask("raise ValueError('x' * 20_000_000)")
    time.sleep(3)
    assert answer(worker, worker.ask("1")) == "ok"
