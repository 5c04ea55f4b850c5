"""What the sidebar costs a page of JupyterLab.

    python benchmarks/sidebar.py

JupyterLab is opened in Chromium several times; each time the page's own marks around the
extension's activation are read: at most 30 ms. The size of what the browser loads for it, scripts
with style, is shown beside it: at most 40 KB.
"""

from __future__ import annotations

import os
import secrets
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

from playwright.sync_api import sync_playwright

BUILT = Path(__file__).parents[1] / "jupyter_analyst" / "labextension" / "static"
RUNS = 7
LIMIT_MS = 30.0
LIMIT_BYTES = 40_000
MEASURE = "performance.getEntriesByName('jupyter-analyst:activate').map(e => e.duration)"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]


def address() -> str:
    """Return a free port's address with a token for the server that will listen there."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{probe.getsockname()[1]}"


def started(url: str, token: str, home: str) -> subprocess.Popen[bytes]:
    """Return a JupyterLab that answers."""
    private = {f"JUPYTER_{name}_DIR": f"{home}/{name}" for name in ("CONFIG", "DATA", "RUNTIME")}
    server = subprocess.Popen(
        [
            *(sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root"),
            *(f"--port={url.rpartition(':')[2]}", f"--IdentityProvider.token={token}"),
            f"--ServerApp.root_dir={home}",
        ],
        env=os.environ | private,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            urllib.request.urlopen(f"{url}/api?token={token}", timeout=1).close()
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
        else:
            return server
    sys.exit("JupyterLab did not start.")


def main() -> int:
    url, token = address(), secrets.token_hex(8)
    with tempfile.TemporaryDirectory() as home, sync_playwright() as playwright:
        server = started(url, token, home)
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        times = []
        for _ in range(RUNS):
            page = browser.new_context().new_page()
            page.goto(f"{url}/lab?reset&token={token}")
            page.wait_for_selector(".jp-Launcher", timeout=60_000)
            times += page.evaluate(MEASURE)
            page.context.close()
        browser.close()
        server.terminate()
        server.wait()
    size = sum(path.stat().st_size for path in BUILT.glob("*.js"))
    print(
        f"activation: median {statistics.median(times):.1f} ms, worst {max(times):.1f} ms of "
        f"{len(times)} (at most {LIMIT_MS:g})"
    )
    print(f"bundle: {size:,} bytes (at most {LIMIT_BYTES:,})")
    return int(max(times) > LIMIT_MS or size > LIMIT_BYTES)


if __name__ == "__main__":
    sys.exit(main())
