"""A question in a cell of a real kernel: it is read, code runs in the sandbox, an answer comes."""

import os
import re

import pytest
from jupyter_client.manager import start_new_kernel

pytestmark = [pytest.mark.sandbox, pytest.mark.slow]


@pytest.fixture(scope="module")
def running(tmp_path_factory, heart_file):
    home = tmp_path_factory.mktemp("asking-home")
    env = os.environ | {"ANALYST_HOME": str(home), "ANALYST_CONFIG": str(home / "none.toml")}
    manager, client = start_new_kernel(env=env, cwd=str(heart_file.parents[1]))
    yield manager, client
    client.stop_channels()
    manager.shutdown_kernel(now=True)


@pytest.fixture
def kernel(running):
    return running[1]


@pytest.fixture
def run(kernel):
    def execute(code):
        messages = []
        reply = kernel.execute_interactive(code, output_hook=messages.append, timeout=120)
        return reply["content"], [m for m in messages if m["msg_type"] != "status"]

    return execute


@pytest.fixture
def comm(run):
    """Load the extension and the data; the id of the comm it opened to the notebook."""
    content, messages = run(
        "%load_ext jupyter_analyst\n%reload_ext jupyter_analyst\n"
        "%analyst load data/heart_failure.csv --as heart"
    )
    assert content["status"] == "ok", content
    opened = [m["content"] for m in messages if m["msg_type"] == "comm_open"]
    (*_, last) = [c["comm_id"] for c in opened if c["target_name"] == "jupyter_analyst"]
    return last


@pytest.fixture
def tell(kernel, comm):
    """Say something to the kernel over the comm, as the notebook does."""

    def send(kind, data):
        content = {"comm_id": comm, "data": data}
        kernel.shell_channel.send(kernel.session.msg(kind, content))

    return send


@pytest.fixture
def loaded(run, comm):
    """A notebook that has not said yet whether it takes cells."""
    return run


@pytest.fixture
def without_extension(run, tell):
    """A notebook that takes no cells: it refuses the comm."""
    tell("comm_close", {})
    return run


def said_to_notebook(messages, kind):
    data = [m["content"]["data"] for m in messages if m["msg_type"] == "comm_msg"]
    return [item for item in data if item.get("kind") == kind]


def html(messages):
    return [
        m["content"]["data"]["text/html"]
        for m in messages
        if "text/html" in m["content"].get("data", {})
    ]


def plain(markup):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", markup))


def test_a_question_is_read_run_and_answered(without_extension):
    content, messages = without_extension("%%analyst\nWhat is the mean age?")
    assert content["status"] == "ok"
    last = plain(html(messages)[-1])
    assert "60.8" in last  # R: mean(heart$age) = 60.83389
    assert "data.open" in last
    (payload,) = [p for p in content["payload"] if p["source"] == "set_next_input"]
    assert payload["text"].startswith("%%analyst sandbox\n")
    assert payload["replace"] is False
    content, messages = without_extension(payload["text"])
    assert content["status"] == "ok"
    assert any("60.83" in str(m["content"].get("data")) for m in messages)


def test_the_notebook_is_asked_for_a_cell_and_the_question_shrinks(kernel, loaded, tell):
    content, messages = loaded("%%analyst\nWhat is the mean age?")
    assert content["payload"] == []
    (wanted,) = said_to_notebook(messages, "insert")
    assert wanted["source"].startswith("%%analyst sandbox\nfrom jupyter_analyst import data")
    assert "60.83" in str(wanted["outputs"])
    shown = {
        m["content"]["transient"]["display_id"] for m in messages if m["msg_type"] == "display_data"
    }
    tell("comm_msg", {"kind": "inserted", "request": wanted["request"], "cell": "cell-9"})
    updated = []
    while len(updated) < len(shown):
        message = kernel.get_iopub_msg(timeout=30)
        updated += [message] if message["msg_type"] == "update_display_data" else []
    assert {m["content"]["transient"]["display_id"] for m in updated} == shown
    assert "cell-9" in html(updated)[0]
    assert "data.open" not in html(updated)[0]
    assert "60.8" not in html(updated)[1]  # the output is in the new cell


def test_a_tool_of_the_palette_answers_with_its_card(loaded):
    _, messages = loaded("%%analyst\nCompare ejection_fraction by DEATH_EVENT")
    kinds = [k for m in messages for k in m["content"].get("data", {})]
    assert "application/vnd.jupyter-analyst.result+json" in kinds


def test_what_is_not_understood_is_said_and_nothing_runs(loaded):
    content, messages = loaded("%%analyst\nWhat is the average cholesterol?")
    assert content["status"] == "ok"
    assert not content["payload"]
    said = plain(html(messages)[-1])
    assert "cholesterol" in said
    assert "?" in said  # a question that would be understood


def test_an_empty_question_says_what_to_write(loaded):
    content, _ = loaded("%%analyst\n\n")
    assert content["status"] == "error"
    assert "question" in content["evalue"]


def test_state_is_kept_from_cell_to_cell_and_outputs_are_native(loaded):
    loaded("%%analyst sandbox\nsecret_of_this_cell = 41")
    content, messages = loaded("%%analyst sandbox\nprint('so far'); secret_of_this_cell + 1")
    assert content["status"] == "ok"
    streams = [m["content"]["text"] for m in messages if m["msg_type"] == "stream"]
    assert "so far" in "".join(streams)
    assert any(m["content"].get("data", {}).get("text/plain") == "42" for m in messages)
    content, _ = loaded("secret_of_this_cell")
    assert content["ename"] == "NameError"


def test_an_error_inside_stops_the_notebook_with_its_own_traceback(loaded):
    content, _ = loaded("%%analyst sandbox\n1 / 0")
    assert content["status"] == "error"
    text = "\n".join(content["traceback"])
    assert "ZeroDivisionError" in text
    assert "RunError" not in text


def test_a_time_limit_ends_a_run_in_one_line_and_keeps_the_variables(loaded):
    loaded("%%analyst sandbox\nkept = 1")
    content, _ = loaded("%%analyst sandbox --timeout 1\nwhile True: pass")
    assert content["status"] == "error"
    assert len(content["traceback"]) == 1
    assert "1 s" in content["traceback"][0]
    content, _ = loaded("%%analyst sandbox\nkept")
    assert content["status"] == "ok"


def test_an_unknown_kind_of_cell_names_those_that_exist(loaded):
    content, _ = loaded("%%analyst sandbx\n1")
    assert content["status"] == "error"
    assert "%%analyst sandbox" in content["evalue"]


def test_the_status_of_the_sandbox_names_the_levels(loaded):
    _, messages = loaded("%analyst sandbox status")
    (shown,) = html(messages)
    assert "Level A" in plain(shown)
    assert "Level B" in plain(shown)


def stopped(running, code):
    """Run a cell and press the stop button each time it prints; return its reply and error."""
    manager, client = running
    errors = []

    def hear(message):
        if message["msg_type"] == "stream":
            manager.interrupt_kernel()
        errors.extend([message["content"]] if message["msg_type"] == "error" else [])

    client.execute_interactive(code, output_hook=hear, timeout=60)
    (error,) = errors
    return error


def test_the_stop_button_reaches_the_code_and_keeps_the_variables(running, loaded):
    code = "%%analyst sandbox\nmine = 7\nprint('going', flush=True)\nwhile True: pass"
    error = stopped(running, code)
    assert "KeyboardInterrupt" in "".join(error["traceback"])
    content, messages = loaded("%%analyst sandbox\nmine")
    assert content["status"] == "ok"
    assert any(m["content"].get("data", {}).get("text/plain") == "7" for m in messages)


def test_code_that_does_not_stop_is_ended_by_a_second_press(running, loaded):
    code = (
        "%%analyst sandbox\nwhile True:\n    try:\n        print('on', flush=True)\n"
        "        while True: pass\n    except KeyboardInterrupt: pass"
    )
    stopped(running, code)
    content, _ = loaded("%%analyst sandbox\n1 + 1")
    assert content["status"] == "ok"


def test_without_data_a_question_says_how_to_load_some(run, loaded):
    content, _ = loaded("%%analyst --dataset nothing\nHow many rows are there?")
    assert content["status"] == "error"
    assert "`nothing`" in content["evalue"]
