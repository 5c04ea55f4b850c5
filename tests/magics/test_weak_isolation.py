"""A notebook on a machine without walls: each run asks; without a person nothing runs."""

import json
import os
import subprocess
import sys

import nbformat
import pytest
from jupyter_client.manager import KernelManager

pytestmark = [pytest.mark.sandbox, pytest.mark.slow]

# a kernel that may neither use Landlock nor make namespaces, as in many containers
POOR = """
import platform, runpy, struct
from jupyter_analyst.inside import seccomp

load = lambda at: struct.pack("=HBBI", 0x20, 0, 0, at)
refuse = lambda error: struct.pack("=HBBI", 0x06, 0, 0, 0x00050000 | error)
test = lambda over, value, kind=0x15: struct.pack("=HBBI", kind, 0, over, value)
landlock = load(0) + test(1, 444) + refuse(38)
column = platform.machine() != "x86_64"
namespaces = load(0) + test(3, (56, 220)[column]) + load(16) + test(1, 0x10000000, 0x45) + refuse(1)
seccomp.install(landlock + namespaces + struct.pack("=HBBI", 0x06, 0, 0, 0x7FFF0000))
runpy.run_module("ipykernel_launcher", run_name="__main__", alter_sys=True)
"""


@pytest.fixture
def machine(tmp_path):
    """The environment in which kernels called `poor` stand on such a machine."""
    spec = tmp_path / "jupyter" / "kernels" / "poor"
    spec.mkdir(parents=True)
    argv = [sys.executable, "-c", POOR, "-f", "{connection_file}"]
    spec.joinpath("kernel.json").write_text(
        json.dumps({"argv": argv, "display_name": "poor", "language": "python"})
    )
    return os.environ | {
        "JUPYTER_PATH": str(tmp_path / "jupyter"),
        "ANALYST_HOME": str(tmp_path / "home"),
        "ANALYST_CONFIG": str(tmp_path / "none.toml"),
    }


@pytest.fixture
def start(machine, monkeypatch):
    """A function that starts a kernel there and returns what runs a cell, with answers."""
    monkeypatch.setenv("JUPYTER_PATH", machine["JUPYTER_PATH"])
    kernels = []

    def start(**extra):
        manager = KernelManager(kernel_name="poor")
        manager.start_kernel(env=machine | extra)
        client = manager.client()
        client.start_channels()
        kernels.append((manager, client))
        client.wait_for_ready(timeout=60)

        def run(code, answer=None):
            asked, shown = [], []

            def hear(message):
                content = message["content"]
                shown.append(content.get("text") or content.get("data", {}).get("text/plain"))

            def reply(message):
                asked.append(message["content"]["prompt"])
                client.input(answer)

            result = client.execute_interactive(
                code,
                allow_stdin=answer is not None,
                stdin_hook=reply,
                output_hook=hear,
                timeout=120,
            )["content"]
            said = result["evalue"] if result["status"] == "error" else None
            return said or "\n".join(filter(None, shown)), asked

        run("%load_ext jupyter_analyst")
        return run

    yield start
    for manager, client in kernels:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def test_each_run_asks_at_the_keyboard(start):
    run = start()
    said, (asked,) = run("%%analyst sandbox\n6 * 7", answer="yes")
    assert said == "42"
    assert "can read your files and reach the network" in asked
    said, asked = run("%%analyst sandbox\n6 * 7", answer="no")
    assert (said.startswith("The code was not run: you said no."), len(asked)) == (True, 1)


def test_a_notebook_without_a_person_runs_nothing_and_says_what_permits(start, heart_file):
    run = start()
    said, asked = run("%%analyst sandbox\n6 * 7")
    assert asked == []
    assert "nobody is there" in said
    assert "ANALYST_ASK_BELOW=C" in said
    assert "apt-get install bubblewrap" in said or "namespaces" in said
    run(f"%analyst load {heart_file} --as heart")
    said, asked = run("%%analyst\nWhat is the mean age?")
    assert asked == []
    assert "60.8" not in said


def test_a_setting_permits_it(start):
    said, asked = start(ANALYST_ASK_BELOW="C")("%%analyst sandbox\n6 * 7")
    assert (said, asked) == ("42", [])


def test_a_setting_refuses_it_without_asking(start):
    said, asked = start(ANALYST_REFUSE_BELOW="B")("%%analyst sandbox\n6 * 7", answer="yes")
    assert asked == []
    assert said.startswith("Code is not run: no isolation that is strong enough")


def test_the_status_says_what_is_missing_and_what_happens(start):
    said, _ = start()("%analyst sandbox status")
    rows = [line for line in said.splitlines() if line.startswith(("Level", "Asks", "Refuses"))]
    assert [row.split()[2] for row in rows[:3]] == ["missing", "missing", "works"]
    assert rows[3].split()[:3] == ["Asks", "below", "B"]
    assert rows[4].split()[:3] == ["Refuses", "below", "C"]


def test_a_question_is_allowed_at_the_keyboard_too(start, heart_file):
    run = start()
    run(f"%analyst load {heart_file} --as heart")
    said, asked = run("%%analyst\nWhat is the mean age?", answer="yes")
    assert len(asked) == 1
    assert "60.8" in said


def test_nbconvert_refuses_in_the_notebook(machine, tmp_path):
    cells = ["%load_ext jupyter_analyst", "%%analyst sandbox\n6 * 7"]
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code) for code in cells])
    notebook.metadata.kernelspec = {"name": "poor", "display_name": "poor"}
    nbformat.write(notebook, tmp_path / "run.ipynb")
    command = [sys.executable, "-m", "jupyter", "nbconvert", "--execute", "--to", "notebook"]
    ran = subprocess.run(
        [*command, "run.ipynb"], cwd=tmp_path, env=machine, capture_output=True, text=True
    )
    assert ran.returncode != 0
    assert "nobody is there" in ran.stderr
