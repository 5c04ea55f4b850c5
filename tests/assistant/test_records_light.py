"""The records of an answer come without LangChain, which takes a second to import."""

import json
import subprocess
import sys

import pytest

LISTING = "import json, sys\nprint(json.dumps([m for m in sys.modules if '.' not in m]))"


@pytest.mark.parametrize("module", ["session", "assistant", "assistant.context"])
def test_a_module_imports_no_langchain(module):
    code = f"import jupyter_analyst.{module}\n{LISTING}"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    imported = {name for name in json.loads(done.stdout) if name.startswith("lang")}
    assert imported == set()


def test_the_loop_does():
    code = f"import jupyter_analyst.assistant.loop\n{LISTING}"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert {"langchain", "langgraph"} <= set(json.loads(done.stdout))
