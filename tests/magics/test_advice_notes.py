"""Under a sandbox cell of a real kernel a note says what the sandbox has no use for."""

import os
import re

import nbformat
import pytest
from jupyter_client.manager import start_new_kernel
from nbformat import v4

from jupyter_analyst.report.model import read_notebook

pytestmark = [pytest.mark.sandbox, pytest.mark.slow]

NOTE = "Note: Line 1 imports `subprocess`: the sandbox starts no programs."


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """A function that runs a cell and returns its reply and outputs."""
    home = tmp_path_factory.mktemp("advice-home")
    env = os.environ | {"ANALYST_HOME": str(home), "ANALYST_CONFIG": str(home / "none.toml")}
    manager, client = start_new_kernel(env=env)

    def execute(code):
        messages = []
        reply = client.execute_interactive(code, output_hook=messages.append, timeout=120)
        return reply["content"], list(map(v4.output_from_msg, filter(is_output, messages)))

    execute("%load_ext jupyter_analyst")
    yield execute
    client.stop_channels()
    manager.shutdown_kernel(now=True)


def is_output(message):
    return message["msg_type"] in {"stream", "display_data", "execute_result", "error"}


def notes(outputs):
    texts = [output.get("data", {}).get("text/plain", "") for output in outputs]
    return [text for text in texts if text.startswith("Note:")]


def test_code_that_fails_has_the_note_once_above_its_error(run):
    reply, outputs = run("%%analyst sandbox\nimport subprocess\nsubprocess.run(['ls'])")
    assert reply["status"] == "error"
    assert [output["output_type"] for output in outputs] == ["display_data", "error"]
    assert notes(outputs) == [NOTE]
    assert "PermissionError" in outputs[-1]["ename"] + "".join(outputs[-1]["traceback"])


def test_code_that_works_runs_unchanged_and_has_the_note_after_what_it_shows(run):
    source = "import subprocess\nprint('one')\n2"
    reply, outputs = run(f"%%analyst sandbox\n{source}")
    assert reply["status"] == "ok"
    assert [output.get("text") or output["data"]["text/plain"] for output in outputs] == [
        "one\n",
        "2",
        NOTE,
    ]


def test_the_note_is_quiet_html_without_script(run):
    _, outputs = run("%%analyst sandbox\nimport subprocess")
    (note,) = outputs
    markup = re.sub(r"<style>.*?</style>", "", note["data"]["text/html"])
    assert 'class="ja-note info" role="note"' in markup
    assert "imports <code" in markup
    assert "<script" not in markup


def test_code_without_anything_to_say_of_has_no_note(run):
    _, outputs = run("%%analyst sandbox\n1 + 1")
    assert [output["data"]["text/plain"] for output in outputs] == ["2"]


def test_a_report_leaves_the_note_out(run):
    source = "%%analyst sandbox\nimport subprocess\nprint('shown')"
    _, outputs = run(source)
    cell = v4.new_code_cell(source, outputs=outputs, execution_count=1)
    book = v4.new_notebook(cells=[cell])
    nbformat.validate(book)
    report = read_notebook(book)
    assert "shown" in str(report.body)
    assert "starts no programs" not in str(report)
