"""What a person types about the sandbox, in a real kernel: variables, pull, history, memory."""

import os

import pytest
from jupyter_client.manager import start_new_kernel

pytestmark = [pytest.mark.sandbox, pytest.mark.slow]


@pytest.fixture(scope="module")
def kernel(tmp_path_factory):
    home = tmp_path_factory.mktemp("words-home")
    env = os.environ | {"ANALYST_HOME": str(home), "ANALYST_CONFIG": str(home / "none.toml")}
    manager, client = start_new_kernel(env=env)
    yield client
    client.stop_channels()
    manager.shutdown_kernel(now=True)


@pytest.fixture
def run(kernel):
    """Run a cell; return its error, or all it showed as text."""

    def execute(code):
        texts = []

        def hear(message):
            content = message["content"]
            texts.append(content.get("text") or content.get("data", {}).get("text/plain", ""))

        reply = kernel.execute_interactive(code, output_hook=hear, timeout=120)["content"]
        return reply["evalue"] if reply["status"] == "error" else "\n".join(filter(None, texts))

    execute("%load_ext jupyter_analyst")
    return execute


def test_the_variables_of_the_sandbox_are_listed(run):
    run("%analyst sandbox restart")
    assert "None yet" in run("%analyst sandbox variables")
    run("%%analyst sandbox\nimport pandas as pd\nfew = pd.DataFrame({'a': range(3)}); n = 5")
    lines = [line.split() for line in run("%analyst sandbox variables").splitlines()]
    assert ["few", "DataFrame", "3", "×", "1"] in lines
    assert ["n", "int"] in lines


def test_a_frame_becomes_a_variable_of_the_notebook(run):
    run(
        "%%analyst sandbox\nimport pandas as pd\n"
        "frame = pd.DataFrame({'a': [1, 2], 'b': ['x', None]})"
    )
    assert "x" in run("%analyst sandbox pull frame")
    assert run("print(type(frame).__name__, frame.a.sum(), frame.shape)").strip() == (
        "DataFrame 3 (2, 2)"
    )
    run("again = %analyst sandbox pull frame")
    assert run("print(again.equals(frame))").strip() == "True"


def test_a_variable_of_the_notebook_is_not_overwritten(run):
    run("mine = 'precious'")
    run("%%analyst sandbox\nmine = 5")
    assert "stays as it is" in run("%analyst sandbox pull mine")
    assert run("print(mine)").strip() == "precious"
    run("%analyst sandbox pull mine --into theirs")
    assert run("print(theirs)").strip() == "5"
    run("%%analyst sandbox\nmine = 6")
    run("%analyst sandbox pull mine --into theirs")  # what was pulled may be pulled again
    assert run("print(theirs)").strip() == "6"


def test_a_variable_that_is_not_there_names_those_that_are_near(run):
    run("%%analyst sandbox\nrevenue = 5")
    said = run("%analyst sandbox pull revenu")
    assert "`revenu`" in said
    assert "`revenue`" in said


def test_what_is_no_data_stays_inside(run):
    run("%%analyst sandbox\nclass Thing: pass\nthing = Thing()")
    said = run("%analyst sandbox pull thing")
    assert "`thing`" in said
    assert "Thing" in said
    assert run("print('thing' in globals())").strip() == "False"


def test_the_history_lists_what_ran(run):
    run("%%analyst sandbox\nimport numpy as np\nnp.arange(4).sum()")
    last = run("%analyst sandbox history").splitlines()[-1]
    assert "np.arange(4).sum()" in last
    assert " ok " in last
    assert "numpy " in last


def test_one_cell_may_be_given_less_memory(run):
    said = run("%%analyst sandbox --memory 1500MB\nb'x' * 1_400_000_000")
    assert "more memory than the 1,500 MB" in said
    assert "Write it as 2GB or 500MB" in run("%%analyst sandbox --memory lots\n1")
    assert "run_memory_mb" in run("%%analyst sandbox --memory 9GB\n1")


def test_a_sandbox_that_was_shut_down_starts_anew(run):
    run("%%analyst sandbox\nold = 1")
    assert "not started" in run("%analyst sandbox shutdown")
    assert "old" in run("%%analyst sandbox\nold")
    assert run("%%analyst sandbox\n1 + 1").strip() == "2"


def test_another_setting_leaves_the_sandbox_alone(run):
    run("%%analyst sandbox\nstays = 3")
    run("%analyst config author Someone")
    assert run("%%analyst sandbox\nstays").strip() == "3"
    run("%analyst config run_timeout_s 30")
    assert "stays" in run("%%analyst sandbox\nstays")
