"""A real JupyterLab on a free port and a real Chromium that looks at it."""

from __future__ import annotations

import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

import nbformat
import pytest
from playwright.sync_api import sync_playwright

_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]
_READY = """() => {
    const context = window.jupyterapp?.shell.currentWidget?.sessionContext;
    const kernel = context?.session?.kernel;
    return kernel?.connectionStatus === 'connected' && kernel.status === 'idle';
}"""
_START_S = 90
# JupyterLab's own, of a request of its own, when a kernel ends that it has only just met
_NOT_OURS = "Canceled future for create_subshell_request message"


@dataclass
class Lab:
    """A running server: where it is and which folder it serves."""

    port: int
    token: str
    root: Path

    def url(self, name):
        return f"http://127.0.0.1:{self.port}/lab/tree/{name}?reset&token={self.token}"

    def ask(self, path, method="GET", timeout_s=30):
        """Return what the server answers on a path of its interface."""
        url = f"http://127.0.0.1:{self.port}/api{path}?token={self.token}"
        request = urllib.request.Request(url, method=method)
        with urllib.request.urlopen(request, timeout=timeout_s) as answer:
            return json.loads(answer.read() or "null")


@pytest.fixture(scope="session")
def lab(tmp_path_factory, chromium):
    base = tmp_path_factory.mktemp("lab")
    root = base / "work"
    root.mkdir()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = Lab(port, secrets.token_hex(8), root)
    private = {
        name: str(base / name.lower())
        for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR")
    } | {
        "JUPYTERLAB_SETTINGS_DIR": str(base / "settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(base / "workspaces"),
        "ANALYST_HOME": str(base / "home"),
        "ANALYST_CONFIG": str(base / "none.toml"),
    }
    quiet = base / "settings" / "@jupyterlab" / "apputils-extension"
    quiet.mkdir(parents=True)
    news = '{"fetchNews": "false", "checkForUpdates": false}'
    (quiet / "notification.jupyterlab-settings").write_text(news)
    log = (base / "lab.log").open("w")
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "jupyterlab", "--no-browser", "--ip=127.0.0.1"),
            *(f"--port={port}", "--ServerApp.port_retries=0", "--allow-root"),
            f"--IdentityProvider.token={server.token}",
            f"--ServerApp.root_dir={root}",
            "--LabApp.expose_app_in_browser=True",
            "--LabApp.news_url=",
            "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
            "--ServerApp.terminals_enabled=False",
            "--ServerApp.jpserver_extensions={'jupyterlab': True, 'jupyter_lsp': False}",
        ],
        env=os.environ | private,
        stdout=log,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    _wait_until_up(server, process, base / "lab.log")
    yield server
    os.killpg(process.pid, signal.SIGTERM)
    process.wait(20)
    log.close()


def _wait_until_up(server, process, log):
    deadline = time.monotonic() + _START_S
    while True:
        try:
            server.ask("", timeout_s=1)
            return
        except (urllib.error.URLError, OSError):
            if process.poll() is not None or time.monotonic() > deadline:
                pytest.fail(f"JupyterLab did not start:\n{log.read_text()[-3000:]}")
            time.sleep(0.2)


@pytest.fixture(scope="session")
def browser(chromium):
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=_FLAGS)
        yield running
        running.close()


@pytest.fixture
def page(browser):
    """A page that knows every error of its scripts and every request that left the machine."""
    context = browser.new_context(viewport={"width": 1280, "height": 1000})
    page = context.new_page()
    page.set_default_timeout(30_000)
    page.faults, page.abroad = [], []
    page.on(
        "pageerror",
        lambda error: None if _NOT_OURS in str(error) else page.faults.append(str(error)),
    )
    page.on(
        "request",
        lambda request: (
            None
            if request.url.startswith(("http://127.0.0.1:", "data:", "blob:"))
            else page.abroad.append(request.url)
        ),
    )
    yield page
    context.close()


class Notebook:
    """A notebook open in JupyterLab."""

    def __init__(self, page, lab, name):
        self.page, self.lab, self.name = page, lab, name

    def open(self):
        self.page.goto(self.lab.url(self.name))
        self.page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=60_000)
        self.page.wait_for_function(_READY, timeout=60_000)
        return self

    def run_all(self):
        self.command("notebook:run-all-cells")
        self.page.wait_for_function(_READY, timeout=120_000)

    def command(self, name, **arguments):
        script = "([n, a]) => window.jupyterapp.commands.execute(n, a).then(() => null)"
        self.page.evaluate(script, [name, arguments])

    def theme(self, name):
        self.command("apputils:change-theme", theme=name)
        self.page.wait_for_selector(f'body[data-jp-theme-name="{name}"]', state="attached")

    def show(self, index):
        """Bring a cell into view; JupyterLab draws only those that are."""
        script = """i => {
            const notebook = window.jupyterapp.shell.currentWidget.content;
            notebook.activeCellIndex = i;
            return notebook.scrollToItem(i, 'start').then(() => null);
        }"""
        self.page.evaluate(script, index)
        return self.page.locator(".jp-Notebook .jp-Cell").nth(index)

    def active(self):
        return self.page.evaluate("window.jupyterapp.shell.currentWidget.content.activeCellIndex")

    def outputs(self):
        script = """() => window.jupyterapp.shell.currentWidget.content.model.sharedModel.cells
            .map(cell => cell.toJSON().outputs ?? [])"""
        return self.page.evaluate(script)


@pytest.fixture(scope="module")
def _kernels(lab):
    """Nothing; the kernels of the tests of a file end with it, or all would go on to the end."""
    yield
    for session in lab.ask("/sessions"):
        lab.ask(f"/sessions/{session['id']}", "DELETE")
    assert lab.ask("/kernels") == []


@pytest.fixture
def notebook(_kernels, page, lab):
    """Make a notebook from sources and open it."""

    def make(name, sources):
        cells = [nbformat.v4.new_code_cell(source) for source in sources]
        kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
        made = nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel})
        nbformat.write(made, lab.root / name)
        return Notebook(page, lab, name).open()

    return make
