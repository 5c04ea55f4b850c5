"""A sandbox behind a gateway: real servers on loopback, real kernels, a fake one for garbage."""

import asyncio
import hashlib
import json
import os
import re
import secrets
import signal
import socket
import subprocess
import sys
import threading
import urllib.request
from contextlib import suppress
from dataclasses import dataclass, replace
from http.server import HTTPServer, SimpleHTTPRequestHandler
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tornado import httpserver, web, websocket

from jupyter_analyst.errors import AnalystError, SandboxError, SettingError, StorageError
from jupyter_analyst.sandbox import Sandbox
from jupyter_analyst.sandbox.channels.reader import DISCONNECTED
from jupyter_analyst.sandbox.limits import Limits
from jupyter_analyst.sandbox.remote import line, shipping
from jupyter_analyst.sandbox.remote.gateway import Gateway
from jupyter_analyst.sandbox.remote.worker import RemoteWorker
from jupyter_analyst.sandbox.running import Run
from jupyter_analyst.sandbox.shown.outputs import Outputs
from jupyter_analyst.sandbox.shown.plain import Paths
from jupyter_analyst.sandbox.spare import Workers

pytestmark = [pytest.mark.sandbox, pytest.mark.slow]

PATIENCE_S = 60
COMMANDS = {
    "gateway": ["kernelgateway", "--KernelGatewayApp.port_retries=0"],
    "server": ["server", "--no-browser", "--allow-root", "--ServerApp.port_retries=0"],
}
BARE = """
import sys
sys.modules["jupyter_analyst"] = None
from ipykernel.kernelapp import launch_new_instance
launch_new_instance()
"""


@dataclass
class Server:
    """A real server, and where its kernels keep their files."""

    process: subprocess.Popen
    gateway: Gateway
    folder: Path

    def kernels(self):
        """Return the ids of its kernels."""
        url, headers = f"{self.gateway.url}/api/kernels", self.gateway.headers
        request = urllib.request.Request(url, headers=headers)
        return [found["id"] for found in json.load(urllib.request.urlopen(request, timeout=10))]

    def files(self):
        """Return the folders its kernels keep for their sandboxes."""
        return sorted(path.name for path in self.folder.glob("tmp/ja-remote-*"))


def free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def spec(folder, name, argv, **more):
    path = folder / "data" / "kernels" / name / "kernel.json"
    path.parent.mkdir(parents=True)
    found = {"argv": argv, "display_name": name, "language": "python"} | more
    path.write_text(json.dumps(found))


def started(kind, folder):
    """Return a real server that has begun to listen."""
    (folder / "tmp").mkdir()
    spec(folder, "bare", [sys.executable, "-c", BARE, "-f", "{connection_file}"])
    spec(folder, "other", ["other"], language="R")
    for level in "AB":
        config = {"level": level, "home": str(folder / "home")}
        walls = {"provisioner_name": "analyst-sandbox", "config": config}
        metadata = {"kernel_provisioner": walls}
        spec(
            folder, f"walled-{level.lower()}", ["none"], interrupt_mode="message", metadata=metadata
        )
    port, token = free_port(), secrets.token_hex(8)
    own = {"JUPYTER_CONFIG_DIR": "config", "JUPYTER_RUNTIME_DIR": "runtime", "TMPDIR": "tmp"}
    own |= {"JUPYTER_PATH": "data", "IPYTHONDIR": "ipython"}
    environment = os.environ | {name: str(folder / value) for name, value in own.items()}
    environment |= {"KG_AUTH_TOKEN": token, "JUPYTER_TOKEN": token, "KG_LIST_KERNELS": "True"}
    where = {"gateway": f"--KernelGatewayApp.port={port}", "server": f"--ServerApp.port={port}"}
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "jupyter", *COMMANDS[kind], where[kind]],
            cwd=folder,
            env=environment,
            stdout=log,
            stderr=log,
        )
    server = Server(process, Gateway(f"http://127.0.0.1:{port}", token), folder)
    look = threading.Event()
    for _ in range(PATIENCE_S * 10):
        try:
            server.kernels()
        except OSError:
            assert process.poll() is None, (folder / "log").read_text()
            look.wait(0.1)
        else:
            return server
    raise TimeoutError((folder / "log").read_text())


def stop(server):
    server.process.terminate()
    server.process.wait(PATIENCE_S)


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """A kernel gateway."""
    found = started("gateway", tmp_path_factory.mktemp("gateway"))
    yield found
    stop(found)


@pytest.fixture(scope="module")
def jupyter_server(tmp_path_factory):
    """A Jupyter server."""
    found = started("server", tmp_path_factory.mktemp("server"))
    yield found
    stop(found)


@pytest.fixture(params=["server", "jupyter_server"])
def each(request):
    """A kernel gateway, then a Jupyter server."""
    return request.getfixturevalue(request.param)


@pytest.fixture
def start():
    """A function that starts a kernel behind a gateway and waits for it."""
    workers = []

    def start(gateway, limits=None):
        workers.append(RemoteWorker(gateway, limits or Limits()))
        workers[-1].connect()
        return workers[-1]

    yield start
    for worker in workers:
        worker.end()


@pytest.fixture
def worker(server, start):
    return start(server.gateway)


@pytest.fixture
def file(tmp_path):
    """A function that makes a Parquet file of a frame."""

    def file(name="heart", **columns):
        path = tmp_path / f"{name}.parquet"
        pd.DataFrame(columns or {"age": [40, 50, 60]}).to_parquet(path)
        return path

    return file


def prepared(worker, *, limits=None, timeout_s=PATIENCE_S, show=None):
    worker.prepare()
    outputs = Outputs("space", Paths(worker.hidden))
    return Run(worker, outputs, limits or Limits(), timeout_s, show)


def run(worker, code, **how):
    return prepared(worker, **how).finish(code)


def text(execution):
    return "".join(output.get("text", "") for output in execution.outputs)


def test_code_runs_and_its_variables_are_kept(each, start):
    worker = start(each.gateway)
    ran = run(worker, "a = 20\nprint('hello')\na + 1")
    assert (ran.status, ran.fault, ran.level) == ("ok", "", "unverified")
    assert text(ran) == "hello\n"
    assert ran.outputs[-1]["data"]["text/plain"] == "21"
    assert text(run(worker, "print(a * 2)")) == "40\n"


def test_outputs_come_while_the_code_runs(worker):
    """The code ends only when it was interrupted, which happens when its output was seen."""
    seen = []

    def show(output):
        seen.append(output)
        current.interrupt()

    current = prepared(worker, show=show)
    ran = current.finish("print('early', flush=True)\nwhile True: pass")
    assert seen[0]["text"] == "early\n"
    assert ran.fault == "Interrupted; its variables are kept."


def test_an_error_of_the_code_is_told(worker):
    ran = run(worker, "1 / 0")
    assert (ran.status, ran.fault) == ("error", "ZeroDivisionError: division by zero.")


def test_a_timeout_stops_the_code_and_keeps_its_variables(each, start):
    worker = start(each.gateway)
    ran = run(worker, "kept = 7\nwhile True: pass", timeout_s=1)
    assert (ran.status, ran.fault) == ("timeout", "Stopped after 1 s; its variables are kept.")
    assert text(run(worker, "print(kept)")) == "7\n"


def test_frames_are_shown_as_tables(worker):
    ran = run(worker, "import pandas as pd; pd.DataFrame({'a': [1]})")
    (shown,) = ran.outputs
    assert shown["data"]["application/vnd.jupyter-analyst.table+json"]["rows"] == [[1]]


def test_memory_is_limited_there_too(server, start):
    worker = start(server.gateway, Limits(address_space_mib=3000))
    ran = run(worker, "kept = 7; big = bytearray(4 << 30)")
    assert ran.fault.startswith("It needed more memory")
    assert text(run(worker, "print(kept)")) == "7\n"


def test_datasets_are_opened_by_name(worker, file):
    worker.offer({"heart": file(age=[40, 50], sex=["f", None])})
    code = "from jupyter_analyst import data\nprint(data.open('heart').to_dict('list'))"
    assert text(run(worker, code)) == "{'age': [40, 50], 'sex': ['f', None]}\n"


def test_a_dataset_can_be_offered_later_and_taken_back(worker, file):
    run(worker, "from jupyter_analyst import data")
    heart, lung = file("heart"), file("lung", age=[1])
    worker.offer({"heart": heart})
    assert text(run(worker, "print(len(data.open('heart')))")) == "3\n"
    worker.offer({"heart": heart, "lung": lung})
    assert text(run(worker, "print(len(data.open('lung')))")) == "1\n"
    worker.offer({"lung": lung})
    assert "Dataset `heart` is not loaded" in run(worker, "data.open('heart')").fault


def test_a_file_is_sent_once_until_it_changes(worker, file, monkeypatch):
    sent = []
    parts = shipping.parts
    monkeypatch.setattr(shipping, "parts", lambda path: sent.append(path.name) or parts(path))
    heart = file()
    worker.offer({"heart": heart})
    run(worker, "from jupyter_analyst import data")
    worker.offer({"heart": heart, "again": heart})
    assert text(run(worker, "print(len(data.open('again')))")) == "3\n"
    assert sent == ["heart.parquet"]
    file(age=[1])
    assert text(run(worker, "print(len(data.open('again')))")) == "1\n"
    assert sent == ["heart.parquet"] * 2


def test_data_larger_than_a_message_arrive_as_they_were(worker, tmp_path):
    """Random bytes do not shrink, so this takes several parts, and text keeps its types."""
    rows = 60_000
    words = [secrets.token_hex(100) for _ in range(rows)]
    table = pa.table({"n": range(rows), "words": words}).replace_schema_metadata(
        {b"jupyter_analyst.version": b"v7"}
    )
    path = tmp_path / "big.parquet"
    pq.write_table(table, path)
    sent = [*shipping.parts(path)]
    assert len(sent) > 1
    assert max(map(len, sent)) == shipping.PART
    assert pa.ipc.open_stream(b"".join(sent)).read_all().equals(table, check_metadata=True)
    worker.offer({"big": path})
    code = (
        "from jupyter_analyst import data; import hashlib; big = data.open('big')\n"
        "print(big.attrs['dataset']['version'], big['n'].sum(), len(big))\n"
        "print(hashlib.sha256(''.join(big['words']).encode()).hexdigest())"
    )
    check = hashlib.sha256("".join(words).encode()).hexdigest()
    assert text(run(worker, code)) == f"v7 {sum(range(rows))} {rows}\n{check}\n"


def test_a_file_that_is_gone_is_told(worker, file):
    heart = file()
    heart.unlink()
    worker.offer({"heart": heart})
    with pytest.raises(StorageError, match="while sending a dataset to the sandbox"):
        worker.prepare()


def test_a_file_the_code_wrote_can_be_fetched(server, start):
    worker = start(server.gateway, Limits(message_mib=1))
    run(worker, "import os; whole = os.urandom(3_000_000); open('a.bin', 'wb').write(whole)")
    found = worker.fetch("a.bin", 3_000_000)
    check = "import hashlib; print(hashlib.sha256(whole).hexdigest())"
    assert text(run(worker, check)).strip() == hashlib.sha256(found).hexdigest()


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("open('a', 'wb').write(b'x' * 11)", "larger than 10 bytes"),
        ("import os; os.mkfifo('a')", "is no file"),
        ("import os; os.symlink('/etc/hostname', 'a')", "did not work"),
        ("pass", "FileNotFoundError"),
    ],
)
def test_what_cannot_be_fetched_is_refused(worker, code, said):
    run(worker, f"{code};")
    with pytest.raises(SandboxError, match=said):
        worker.fetch("a", 10)


def test_an_empty_file_can_be_fetched(worker):
    run(worker, "open('a', 'w').close()")
    assert worker.fetch("a", 10) == b""


def test_paths_of_that_machine_are_hidden(worker, server):
    ran = run(worker, "import os; os.stat(os.getcwd() + '/none')")
    assert "'./none'" in ran.fault
    assert str(server.folder) not in str(ran.outputs)


def test_a_message_that_is_too_large_is_not_taken(server, start):
    limits = Limits(message_mib=1)
    worker = start(server.gateway, limits)
    code = "kept = 7\nfrom IPython.display import HTML\nHTML('x' * 3_000_000)"
    ran = run(worker, code, limits=limits)
    assert ran.fault == "Stopped: it showed more than 10 MB; its variables are kept."
    assert text(run(worker, "print(kept)")) == "7\n"


def test_too_much_output_is_stopped(server, start):
    limits = Limits(output_mb=0.1)
    worker = start(server.gateway, limits)
    code = "kept = 7\nwhile True: print('x' * 1000, flush=True)"
    ran = run(worker, code, limits=limits)
    assert ran.fault == "Stopped: it showed more than 0.1 MB; its variables are kept."
    assert text(run(worker, "print(kept)")) == "7\n"


def test_a_kernel_that_its_code_ends_is_told(each, start):
    worker = start(each.gateway)
    ran = run(worker, "import os; os._exit(1)")
    assert ran.status == "died"
    assert ran.fault == "The code ended the sandbox. It is restarted; its variables are gone."
    assert not worker.alive()
    worker.end()  # while the server starts it again by itself
    assert each.kernels() == []


def test_a_kernel_that_is_ended_there_is_told(server, worker):
    def show(_):
        server.gateway.end(worker._kernel)

    ran = run(worker, "print('on', flush=True)\nwhile True: pass", show=show)
    assert ran.status == "died"
    assert "has ended the kernel" in ran.fault


def test_a_kernel_that_is_gone_without_a_word_is_told(server, worker):
    """It cannot say that it is shut down, for it is stopped and then killed."""

    def show(output):
        os.kill(int(output["text"]), signal.SIGSTOP)
        server.gateway.end(worker._kernel)

    code = "import os; print(os.getpid(), flush=True)\nwhile True: pass"
    ran = run(worker, code, show=show)
    assert ran.status == "died"
    assert "has ended the kernel" in ran.fault


def test_a_kernel_that_was_ended_between_runs_is_told(server, worker):
    server.gateway.end(server.kernels()[0])
    ran = run(worker, "1")
    assert ran.status == "died"
    assert "has ended the kernel. It is restarted; its variables are gone." in ran.fault


def test_a_gateway_that_is_killed_in_a_run_is_told(tmp_path):
    own = started("gateway", tmp_path)
    worker = RemoteWorker(own.gateway, Limits())
    worker.connect()

    def show(_):
        own.process.send_signal(signal.SIGKILL)
        own.process.wait()

    try:
        code = "import os; print(os.getpid(), flush=True)\nwhile True: pass"
        ran = run(worker, code, show=show)
    finally:
        worker.end()
        with suppress(ProcessLookupError):  # it may have ended with its gateway
            os.kill(int(text(ran)), signal.SIGKILL)
    assert ran.status == "died"
    assert ran.fault == (
        f"The gateway {own.gateway.url} cannot be reached: nothing listens there. "
        "It is restarted; its variables are gone."
    )


def test_a_line_that_was_cut_is_opened_again_and_nothing_is_lost(worker):
    """The server keeps what the kernel says meanwhile."""

    def show(output):
        if output["text"] == "before\n":
            worker._line._connection.socket.shutdown(socket.SHUT_RDWR)

    code = "import time; print('before', flush=True); time.sleep(1); print('after'); kept = 7"
    ran = run(worker, code, show=show)
    assert (ran.status, text(ran)) == ("ok", "before\nafter\n")
    assert text(run(worker, "print(kept)")) == "7\n"


def test_a_line_that_was_cut_between_runs_is_opened_again(worker):
    run(worker, "kept = 7")
    worker._line.close()
    assert text(run(worker, "print(kept)")) == "7\n"


def test_a_restart_begins_anew_and_leaves_nothing(server):
    workers = Workers(lambda: RemoteWorker(server.gateway, Limits()))
    try:
        first = workers.take()
        run(first, "kept = 7; open('left.txt', 'w').write('x')")
        workers.let_go(first)
        assert not first.alive()
        second = workers.take()
        code = "import os; print('kept' in globals(), os.listdir())"
        assert text(run(second, code)) == "False []\n"
    finally:
        workers.close()
    assert (server.kernels(), server.files()) == ([], [])


def test_nothing_is_left_when_it_is_ended(each, start, file):
    worker = start(each.gateway)
    worker.offer({"heart": file()})
    run(worker, "open('left.txt', 'w').write('x')")
    assert (len(each.kernels()), len(each.files())) == (1, 1)
    worker.end()
    assert (each.kernels(), each.files()) == ([], [])
    worker.end()  # once more does no harm


def test_nothing_is_left_when_it_is_ended_in_a_run(server, worker):
    worker.ask("while True:\n    try:\n        while True: pass\n    except BaseException: pass")
    worker.end()
    assert (server.kernels(), server.files()) == ([], [])


def test_what_a_killed_kernel_left_is_removed_by_the_next(server, worker, start):
    (left,) = server.files()
    run(worker, "import os; os._exit(1)")
    assert server.files() == [left]
    start(server.gateway)
    assert left not in server.files()


def test_it_is_unverified_and_says_what_is_open(server, worker):
    assert worker.level == "unverified"
    assert worker.words == (
        f"Remote at {server.gateway.url}; unverified: open are its network, the start of programs,"
        " files of that machine, all calls of that system."
    )
    assert worker.pid is None


def test_one_behind_our_walls_reports_so_and_works(each, start, level, file):
    """Its kernel spec names the provisioner of the sandbox, which needs nothing else."""
    worker = start(replace(each.gateway, kernel_name=f"walled-{level.lower()}"))
    assert worker.level == "closed, as it reports"
    worker.offer({"heart": file()})
    code = "from jupyter_analyst import data\nprint(len(data.open('heart')))"
    assert text(run(worker, code)) == "3\n"
    assert "hostname" in run(worker, "open('/etc/hostname')").fault
    ran = run(worker, "kept = 7\nwhile True: pass", timeout_s=1)
    assert ran.fault == "Stopped after 1 s; its variables are kept."
    assert text(run(worker, "print(kept)")) == "7\n"
    worker.end()
    assert each.kernels() == []
    assert [path.name for path in (each.folder / "home" / "sandbox").iterdir()] == ["lock"]


def test_a_sandbox_runs_there_as_it_does_here(server, file, tmp_path):
    box = Sandbox(tmp_path, gateway=server.gateway, ask_below="C", spare=False)
    try:
        box.offer("heart", file())
        code = "from jupyter_analyst import data; frame = data.open('heart'); frame.age.sum()"
        ran = box.run(code)
        assert (ran.text, ran.fault, ran.level) == ("150", "", "unverified")
        assert [(one.name, one.shape) for one in box.variables()] == [("frame", (3, 1))]
        assert box.pull("frame").age.tolist() == [40, 50, 60]
        assert [one.code for one in box.history] == [code]
        assert "more memory than the 1,500 MB" in box.run("b'x' * 10**10", memory_mib=1500).fault
        assert server.gateway.url in box.state().where
        box.restart()
        assert box.run("frame").fault.startswith("NameError")
    finally:
        box.close()
    assert server.kernels() == []


def test_a_sandbox_there_asks_as_one_without_walls(server, tmp_path):
    box = Sandbox(tmp_path, gateway=server.gateway, spare=False)
    asked = []
    try:
        ran = box.run("1")
        assert (ran.status, "ANALYST_ASK_BELOW=C" in ran.fault) == ("refused", True)
        assert box.run("6 * 7", allow=lambda words: asked.append(words) or True).text == "42"
        assert "unverified" in asked[0]
        assert server.gateway.url in asked[0]
    finally:
        box.close()
    box = Sandbox(tmp_path, gateway=server.gateway, refuse_below="B", spare=False)
    try:
        ran = box.run("1", allow=lambda _: True)
        assert (ran.status, "level C is below B" in ran.fault) == ("refused", True)
    finally:
        box.close()


def test_a_session_says_where_its_sandbox_runs(server, session, monkeypatch):
    monkeypatch.setenv("ANALYST_GATEWAY_TOKEN", server.gateway.token)
    session.config("ask_below", "C")
    session.config("sandbox_url", server.gateway.url)
    assert "it reports its walls when it starts" in str(session.sandbox.status())
    try:
        assert session.sandbox.run("6 * 7").text == "42"
        row = next(row for row in session.sandbox.status() if row["What"] == "Remote")
        assert row["State"] == "unverified"
        assert server.gateway.url in row["Meaning"]
        assert server.gateway.token not in str(session.sandbox.status())
    finally:
        session.services.sandbox.close()


def test_a_kernel_without_this_package_is_told(server, start):
    gateway = replace(server.gateway, kernel_name="bare")
    with pytest.raises(SandboxError, match="has no `jupyter_analyst`") as caught:
        start(gateway)
    assert caught.value.code == "gateway-bare"
    assert server.kernels() == []


@pytest.mark.parametrize("name", ["pyhton3", "other"])
def test_a_kernel_spec_that_is_not_there_is_told(each, name):
    with pytest.raises(AnalystError, match=r"is not among those for Python") as caught:
        replace(each.gateway, kernel_name=name).start()
    assert "`python3`" in str(caught.value)


@pytest.mark.parametrize("token", ["wrong-t0ken", ""])
def test_a_wrong_token_is_told_and_not_shown(each, token):
    gateway = replace(each.gateway, token=token)
    with pytest.raises(SandboxError) as caught:
        gateway.start()
    assert caught.value.code == "gateway-refused"
    assert "wrong-t0ken" not in f"{caught.value!r}{caught.value}{gateway!r}"


def test_an_address_where_nothing_listens_is_told():
    with pytest.raises(SandboxError, match="nothing listens there") as caught:
        Gateway(f"http://127.0.0.1:{free_port()}").start()
    assert caught.value.code == "gateway-unreachable"


def test_a_machine_that_does_not_exist_is_told():
    with pytest.raises(SandboxError, match="cannot be reached: there is no machine of that name"):
        Gateway("https://nowhere.invalid").start()


def test_a_plain_web_server_is_told():
    with HTTPServer(("127.0.0.1", 0), SimpleHTTPRequestHandler) as other:
        threading.Thread(target=other.handle_request).start()
        with pytest.raises(SandboxError, match="is no kernel gateway") as caught:
            Gateway(f"http://127.0.0.1:{other.server_port}/there").start()
    assert caught.value.code == "gateway-wrong"


@pytest.mark.parametrize(
    ("scheme", "said"), [("http", "it does not speak HTTP"), ("https", "it does not speak https")]
)
def test_something_that_does_not_speak_http_is_told(scheme, said):
    with socket.create_server(("127.0.0.1", 0)) as other:

        def answer():
            reached, _ = other.accept()
            with reached:
                reached.recv(1000)
                reached.sendall(b"220 hello\r\n")

        threading.Thread(target=answer).start()
        with pytest.raises(SandboxError, match=said):
            Gateway(f"{scheme}://127.0.0.1:{other.getsockname()[1]}").start()


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("", "none that begins with"),
        ("hub.example.org", "none that begins with"),
        ("ftp://hub.example.org", "none that begins with"),
        ("http://[::1", "none that begins with"),
        ("https://hub.example.org/?token=s3cret", "A token belongs in"),
        ("https://me:s3cret@hub.example.org", "A token belongs in"),
        ("http://hub.example.org", "unencrypted"),
        ("http://127.0.0.1.example.org", "unencrypted"),
    ],
)
def test_an_address_that_will_not_do_is_refused(url, said):
    with pytest.raises(SettingError, match=said) as caught:
        Gateway(url)
    assert "s3cret" not in str(caught.value)


@pytest.mark.parametrize("url", ["http://localhost:8888", "http://[::1]:1/x/", "https://h.org/x/"])
def test_an_address_that_will_do_loses_its_last_slash(url):
    assert Gateway(url).url == url.rstrip("/")


@pytest.mark.parametrize("token", ["s3cret\n", "s3 cret", "s3crét"])
def test_a_token_that_is_none_is_refused_and_not_shown(token):
    with pytest.raises(SettingError) as caught:
        Gateway("https://hub.example.org", token)
    assert "s3c" not in str(caught.value)


def test_a_missing_library_is_told_before_a_kernel_is_started(server, monkeypatch):
    monkeypatch.setitem(sys.modules, "websockets", None)
    with pytest.raises(SandboxError, match=re.escape("jupyter-analyst[gateway]")):
        RemoteWorker(server.gateway, Limits())
    assert server.kernels() == []


class Channels(websocket.WebSocketHandler):
    """A kernel that answers each request with what a test wants."""

    def on_message(self, message):
        request = json.loads(message)["header"]["msg_id"]
        for answer in self.application.answers(request):
            self.write_message(answer, binary=isinstance(answer, bytes))


class Kernels(web.RequestHandler):
    """The little of a gateway's interface that is used."""

    def get(self, *_):
        self.write({"default": "p", "kernelspecs": {"p": {"spec": {"language": "python"}}}})

    def post(self, *_):
        self.set_status(self.application.status)
        self.set_header("Location", "http://127.0.0.1:1/elsewhere")
        self.write(self.application.kernel)

    def delete(self, *_):
        self.set_status(204)


@pytest.fixture
def fake():
    """A gateway whose kernels answer with garbage; `answers` and `kernel` can be set."""
    application = web.Application(
        [
            (r"/api/kernels/[^/]*/channels", Channels),
            (r"/api/kernelspecs|/api/kernels.*", Kernels),
        ]
    )
    application.answers, application.kernel, application.status = lambda _: [], {"id": "k-1"}, 201
    ready, ended = threading.Event(), asyncio.Event()

    async def serve():
        application.loop = asyncio.get_running_loop()
        web_server = httpserver.HTTPServer(application)
        web_server.listen(0, "127.0.0.1")
        (listening,) = web_server._sockets.values()
        application.url = f"http://127.0.0.1:{listening.getsockname()[1]}"
        ready.set()
        await ended.wait()
        web_server.stop()
        await web_server.close_all_connections()

    thread = threading.Thread(target=asyncio.run, args=(serve(),))
    thread.start()
    ready.wait(PATIENCE_S)
    yield application
    application.loop.call_soon_threadsafe(ended.set)
    thread.join(PATIENCE_S)


def message(request, kind="stream", **content):
    parent = {"msg_id": request}
    return {"channel": "iopub", "msg_type": kind, "parent_header": parent, "content": content}


def told(request, value):
    data = {"application/vnd.jupyter-analyst.told+json": value}
    answer = {"answer": {"status": "ok", "data": data}}
    return message(request, "execute_reply", status="ok", user_expressions=answer)


GARBAGE = [
    "",
    "no JSON",
    "[" * 100_000,
    "9" * 10_000,
    "null",
    "[]",
    "{}",
    '{"msg_type": "stream", "content": [], "parent_header": {}}',
    '{"msg_type": "stream", "content": {}, "parent_header": null}',
    '{"msg_type": ' + '{"a":' * 5000 + "1" + "}" * 5000 + "}",
    b"\x00\x01\x02\xff",
    b"\xff\xfe",
]


def test_garbage_is_passed_over(fake):
    def answers(request):
        yield from GARBAGE
        yield message(request, text="half \ud800 a character")
        yield message("another", text="of another run")
        yield message(request, "execute_reply", status="ok", payload=[None, 7])
        yield message(request, "status", execution_state="idle")

    worker = RemoteWorker(Gateway(fake.url), Limits())
    assert worker._line.open()
    fake.answers = answers
    ran = run(worker, "pass")
    worker.end()
    assert (ran.status, text(ran)) == ("ok", "half � a character")


@pytest.mark.parametrize(
    "report",
    [None, [], {}, {"folder": 7, "open": []}, {"folder": "/x"}, {"folder": "/x", "open": ["new"]}],
)
def test_what_is_no_report_leaves_it_unverified(fake, report):
    fake.answers = lambda request: [told(request, report)]
    worker = RemoteWorker(Gateway(fake.url), Limits())
    worker.connect()
    assert worker.level == "unverified"
    assert "unverified" in worker.words
    worker.end()


def test_one_that_reports_closed_doors_is_quoted(fake):
    fake.answers = lambda request: [told(request, {"folder": "/x", "open": []})]
    worker = RemoteWorker(Gateway(fake.url), Limits())
    worker.connect()
    assert worker.level == "closed, as it reports"
    assert worker.words == f"Remote at {fake.url}; closed, as it reports."
    worker.end()


def test_a_message_that_is_too_large_says_disconnected(fake):
    fake.answers = lambda request: ["x" * 2_000_000, message(request, text="later")]
    worker = RemoteWorker(Gateway(fake.url), Limits(message_mib=1))
    assert worker._line.open()
    worker.ask("pass")
    assert worker.read(PATIENCE_S).kind == DISCONNECTED
    assert worker.alive()
    worker.end()


@pytest.mark.parametrize("found", [{}, {"id": 7}, {"id": "../kernelspecs"}, {"id": "a b"}])
def test_a_kernel_whose_id_is_none_is_refused(fake, found):
    fake.kernel = found
    with pytest.raises(SandboxError, match="makes no sense"):
        Gateway(fake.url).start()


@pytest.mark.parametrize(
    ("status", "code"),
    [(302, "gateway-refused"), (403, "gateway-failed"), (503, "gateway-failed")],
)
def test_a_gateway_that_starts_no_kernel_says_why(fake, status, code):
    """It is not followed to where it redirects, for the token would go there too."""
    fake.status, fake.kernel = status, {"message": "Resource Limit"}
    with pytest.raises(SandboxError) as caught:
        Gateway(fake.url, "t0ken").start()
    assert caught.value.code == code
    assert (code == "gateway-refused") or "Resource Limit" in caught.value.message


def test_a_line_that_was_never_open_is_cut():
    with pytest.raises(line.CutError):
        line.Line(Gateway("https://hub.example.org"), "k-1", 1).send("x")
