"""A model is asked without anybody listening in, whatever environment and caller say."""

import os
import subprocess
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from langchain_core.callbacks import BaseCallbackHandler
from langchain_core.runnables import RunnableLambda

from jupyter_analyst.errors import AnalystError, QuestionError
from jupyter_analyst.llm import plainly, untraced

JOB = """
import sys
from contextlib import nullcontext
from langchain_core.runnables import RunnableLambda
from langchain_core.tracers.context import tracing_v2_enabled
from langchain_core.tracers.langchain import wait_for_all_tracers

from jupyter_analyst import planner
from jupyter_analyst.assistant import Silence, loop
from jupyter_analyst.assistant.context import Context
from jupyter_analyst.data import read
from jupyter_analyst.llm import chat_model
from jupyter_analyst.sandbox import Execution

shown = {"output_type": "execute_result", "data": {"text/plain": "299"}, "metadata": {}}
context = Context(planner.table_of(read(sys.argv[1], name="heart")))
reached = []

def watch(event, arguments):
    if event in {"socket.connect", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname"}:
        reached.append(event)

sys.addaudithook(watch)

def ask(question="How many rows are there?"):
    return loop.ask(
        question,
        context=context,
        model=chat_model("built-in"),
        run=lambda code, show: Execution(code, "ok", (shown,)),
        listener=Silence(),
        cancelled=lambda: False,
    )

def traced():
    with tracing_v2_enabled():
        return ask()

def within():
    with tracing_v2_enabled():
        return RunnableLambda(lambda question: ask(question)).invoke("How many rows are there?")

loop.untraced = {untraced}
answer = {way}()
wait_for_all_tracers()
print(answer.outcome, len(reached))
"""

TOLD = b"ejection_fraction"
"""A column; the prompt names it."""


class Service(BaseHTTPRequestHandler):
    """Takes whatever is reported to it, as a tracing service does."""

    def do_GET(self):
        self._say(b"{}")

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.reported.append(body)
        self._say(b"{}")

    def _say(self, body):
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *words):
        pass


@pytest.fixture
def service():
    """A tracing service on this machine."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Service)
    server.reported = []
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def outcome(file, *, way="ask", untraced="loop.untraced", service=None):
    """Return how a question ended in a process of its own, and how many connections it made."""
    asked_for = {
        "LANGCHAIN_TRACING_V2": "true",
        "LANGSMITH_TRACING": "true",
        "LANGSMITH_API_KEY": "not-a-key",
        "LANGSMITH_ENDPOINT": f"http://127.0.0.1:{service.server_port}" if service else "",
    }
    done = subprocess.run(
        [sys.executable, "-c", JOB.replace("{way}", way).replace("{untraced}", untraced), file],
        env=os.environ | (asked_for if service else {}),
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.splitlines()[-1]


def test_a_question_opens_no_connection(heart_file, home):
    assert outcome(heart_file) == "answered 0"


def test_no_tracing_service_is_reached_though_the_environment_asks_for_it(
    heart_file, home, service
):
    assert outcome(heart_file, service=service) == "answered 0"
    assert service.reported == []


@pytest.mark.slow
@pytest.mark.parametrize("way", ["traced", "within"])
def test_a_caller_that_is_traced_reports_nothing_of_ours(heart_file, home, service, way):
    assert outcome(heart_file, way=way, service=service).startswith("answered")
    assert not any(TOLD in body for body in service.reported)


@pytest.mark.slow
@pytest.mark.parametrize("way", ["ask", "traced", "within"])
def test_the_service_would_be_told_everything(heart_file, home, service, way):
    assert outcome(heart_file, way=way, untraced="nullcontext", service=service) != "answered 0"
    assert any(TOLD in body for body in service.reported)


class Eavesdropper(BaseCallbackHandler):
    """Writes down the names of what is run."""

    def __init__(self):
        self.heard = []

    def on_chain_start(self, *about, name, **more):  # as the base class has it
        self.heard.append(name)


def test_who_listens_to_the_caller_hears_nothing_of_the_block():
    ours = RunnableLambda(lambda number: number + 1, name="ours")

    def caller(number):
        with untraced():
            inner = ours.invoke(number)
        return ours.invoke(inner)

    eavesdropper = Eavesdropper()
    assert RunnableLambda(caller).invoke(1, {"callbacks": [eavesdropper]}) == 3
    assert eavesdropper.heard == ["caller", "ours"]  # the second call stands outside the block


@pytest.mark.parametrize("fault", [TimeoutError("60 s"), KeyError("candidates")])
def test_a_fault_of_a_model_is_one_plain_error(fault):
    with pytest.raises(AnalystError) as caught, plainly("gemini"):
        raise fault
    assert caught.value.message == f"The model `gemini` gave no answer: {fault!r}."
    assert "%analyst config model NAME" in caught.value.hint
    assert caught.value.__cause__ is fault


def test_what_is_said_plainly_already_stays_as_it_is():
    with pytest.raises(QuestionError, match="The question is empty"), plainly("gemini"):
        raise QuestionError("The question is empty.")


def test_an_interrupt_is_no_fault_of_a_model():
    with pytest.raises(KeyboardInterrupt), plainly("gemini"):
        raise KeyboardInterrupt
