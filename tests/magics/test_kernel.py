"""In a real kernel: the extension, the magic, completion, display, errors in one message."""

import os
import re

import pytest
from jupyter_client.manager import start_new_kernel


@pytest.fixture(scope="module")
def kernel(tmp_path_factory, heart_file):
    home = tmp_path_factory.mktemp("kernel-home")
    env = os.environ | {"ANALYST_HOME": str(home), "ANALYST_CONFIG": str(home / "none.toml")}
    manager, client = start_new_kernel(env=env, cwd=str(heart_file.parents[1]))
    yield client
    client.stop_channels()
    manager.shutdown_kernel(now=True)


@pytest.fixture
def run(kernel):
    def execute(code):
        messages = []
        reply = kernel.execute_interactive(
            code, output_hook=lambda message: messages.append(message), timeout=60
        )
        return reply["content"], [m for m in messages if m["msg_type"] not in {"status"}]

    return execute


@pytest.fixture
def loaded(run):
    content, _ = run("%load_ext jupyter_analyst\n%analyst load data/heart_failure.csv --as heart")
    assert content["status"] == "ok", content
    return run


def bundles(messages):
    shown = {"execute_result", "display_data", "update_display_data"}
    return [m["content"]["data"] for m in messages if m["msg_type"] in shown]


def test_loading_shows_what_was_read(loaded):
    _, messages = loaded("%analyst use heart")
    (bundle,) = bundles(messages)
    assert "299 rows" in bundle["text/html"]
    assert "heart" in bundle["text/plain"]
    assert bundle["application/vnd.jupyter-analyst.dataset+json"]["name"] == "heart"


def test_a_result_is_a_card_with_its_record(loaded):
    _, messages = loaded("%analyst ttest_ind --value age --by DEATH_EVENT")
    (bundle,) = bundles(messages)
    assert "ja-card" in bundle["text/html"]
    assert bundle["application/vnd.jupyter-analyst.result+json"]["values"]["p"] < 0.001


def test_a_chart_is_interactive_with_a_still_twin(loaded):
    _, messages = loaded("%analyst chart --x age")
    shown = bundles(messages)
    plotly = next(b for b in shown if "application/vnd.plotly.v1+json" in b)
    assert {"image/svg+xml", "image/jpeg"} & plotly.keys()
    assert "image/png" not in plotly
    assert any("ja-card" in b.get("text/html", "") for b in shown)


def test_python_shows_the_same_as_the_magic(loaded):
    _, magic = loaded("%analyst describe --columns age")
    _, python = loaded("from jupyter_analyst import analyst; analyst.describe(columns=['age'])")
    kind = "application/vnd.jupyter-analyst.result+json"
    first, second = bundles(magic)[0], bundles(python)[0]
    assert first[kind]["values"] == second[kind]["values"]
    assert "ja-card" in second["text/html"]


def test_an_error_is_one_message_without_a_traceback(loaded):
    content, messages = loaded("%analyst profle")
    assert content["status"] == "error"
    (error,) = [m["content"] for m in messages if m["msg_type"] == "error"]
    text = re.sub(r"\x1b\[[0-9;]*m", "", "\n".join(error["traceback"]))
    assert "Did you mean `profile`?" in text
    assert "Traceback" not in text
    assert len(text.splitlines()) == 1


def test_an_error_in_python_is_one_message_too(loaded):
    _, messages = loaded("from jupyter_analyst import analyst; analyst.describe(columns=['agee'])")
    (error,) = [m["content"] for m in messages if m["msg_type"] == "error"]
    assert len(error["traceback"]) == 1
    assert "Did you mean `age`?" in error["traceback"][0]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("%analyst prof", "profile"),
        ("%analyst ttest_ind --val", "--value"),
        ("%analyst ttest_ind --value ejec", "ejection_fraction"),
        ("%analyst describe --columns age,eje", "ejection_fraction"),
        ("x = 1\n%analyst use he", "heart"),
    ],
)
def test_tab_completes_in_the_kernel(loaded, kernel, line, expected):
    content = kernel.complete(line, len(line), reply=True, timeout=30)["content"]
    start, end = content["cursor_start"], content["cursor_end"]
    whole = [line[:start] + match + line[end:] for match in content["matches"]]
    assert any(text.endswith(expected) for text in whole)
    assert all(text.startswith(line.rsplit(",", 1)[0]) for text in whole)


def test_other_lines_complete_as_before(loaded, kernel):
    content = kernel.complete("%time", 5, reply=True, timeout=30)["content"]
    assert "%timeit" in content["matches"]


def test_loading_the_extension_anew_keeps_the_session(loaded):
    content, _ = loaded("%reload_ext jupyter_analyst\n%analyst head")
    assert content["status"] == "ok", content
    content, _ = loaded("from jupyter_analyst import analyst; assert analyst.current == 'heart'")
    assert content["status"] == "ok", content


def test_a_display_of_ones_own_outlives_the_extension(loaded):
    own = """
from jupyter_analyst.data import Dataset
display = get_ipython().display_formatter.mimebundle_formatter
before = display.for_type(Dataset, lambda dataset, **_: {"text/plain": "my own"})
"""
    loaded(own)
    _, messages = loaded("%reload_ext jupyter_analyst\n%analyst use heart")
    assert bundles(messages) == [{"text/plain": "my own"}]
    loaded("_ = display.for_type(Dataset, before)")


def test_help_in_python_is_that_of_the_tool(loaded):
    _, messages = loaded("help(analyst.ttest_ind)")
    text = "".join(m["content"].get("text", "") for m in messages)
    assert "Welch" in text
    assert "value" in text.splitlines()[2]


def test_the_extension_can_be_taken_away(loaded):
    loaded("%unload_ext jupyter_analyst")
    content, messages = loaded("%analyst datasets")
    text = str([m["content"] for m in messages])
    assert "UsageError" in text or content["status"] == "error"
    content, _ = loaded("%load_ext jupyter_analyst")
    assert content["status"] == "ok"
