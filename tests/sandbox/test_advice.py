"""What will not do in the sandbox is said beforehand; nothing is changed or refused for it."""

import ast
import threading

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from jupyter_analyst.sandbox import Execution, Sandbox, advice
from jupyter_analyst.sandbox.check.advice import MOST
from jupyter_analyst.sandbox.check.code import LONGEST
from jupyter_analyst.sandbox.check.unfit import GIVEN_A_PATH, MAGICS, NAMES

MIB = 2**20


def told(code):
    """Return the only sentence about some code."""
    (sentence,) = advice(code)
    return sentence


@pytest.mark.parametrize(("name", "words"), [row for row in NAMES.items() if row[1]])
def test_each_name_that_will_not_do_is_told_with_the_reason(name, words):
    module, _, last = name.rpartition(".")
    if module == "builtins":
        assert told(f"1\n{last}()") == f"Line 2 calls `{last}`: {words}."
    else:
        code = f"from {module} import {last}" if module else f"import {last}"
        assert f"Line 2 imports `{name}`: {words}." in advice(f"1\n{code}")


@pytest.mark.parametrize(("name", "words"), GIVEN_A_PATH.items())
def test_each_call_with_a_path_is_told_with_the_reason(name, words):
    module, _, function = name.rpartition(".")
    thing = module or "table"
    code = f"import {module}\n" if module else "\n"
    assert told(f'{code}{thing}.{function}("/x/y")') == (
        f"Line 2 gives a path to `{function}`: {words}."
    )
    assert "Line 2 gives an address to" in told(f'{code}{thing}.{function}("https://x.org/y")')
    assert not advice(f"{code}{thing}.{function}()\n{thing}.{function}(buffer)")


@pytest.mark.parametrize(("name", "words"), MAGICS.items())
def test_each_magic_that_will_not_do_is_told_with_the_reason(name, words):
    if name == "!":
        assert told("1\n!cat x") == f"Line 2 runs `!`: {words}."
    else:
        assert told(f"if 1:\n  %{name} x") == f"Line 2 runs `%{name}`: {words}."
        assert told(f"%%{name} x\nneither ; $Python") == f"Line 1 runs `%%{name}`: {words}."


@pytest.mark.parametrize(
    ("code", "begins"),
    [
        ("import os as o\no.system('ls')", "Line 2 calls `os.system`:"),
        ("from os import system as go\ngo('ls')", "Line 1 imports `os.system`:"),
        ("import os.path\nos.environ['X']", "Line 2 uses `os.environ`:"),
        ("import builtins as b\nb.open('x')", "Line 2 calls `open`:"),
        ("import numpy as n\nn.load('x.npy')", "Line 2 gives a path to `load`:"),
        ("from pandas import read_csv as r\nr('x.csv')", "Line 2 gives a path to `read_csv`:"),
        ("import urllib.request", "Line 1 imports `urllib`:"),
        ("from urllib import request", "Line 1 imports `urllib`:"),
        ("from subprocess import *", "Line 1 imports `subprocess`:"),
        ("os.popen('ls')", "Line 1 calls `os.popen`:"),  # imported by an earlier run
        ("pd.read_csv(f'{folder}/x.csv')", "Line 1 gives a path to `read_csv`:"),
        ("pd.read_csv(folder + '/x.csv')", "Line 1 gives a path to `read_csv`:"),
        ("pd.read_csv(filepath_or_buffer='x.csv')", "Line 1 gives a path to `read_csv`:"),
        ("path = 'https://x.org/x'\npd.read_csv(path)", "Line 2 gives an address to `read_csv`:"),
        ("pd.read_csv('s3://x/' + name)", "Line 1 gives an address to `read_csv`:"),
        ("sns.load_dataset('tips')", "Line 1 calls `seaborn.load_dataset`:"),
        ("frame.groupby('a').mean().to_csv('x.csv')", "Line 1 gives a path to `to_csv`:"),
        ("from time import sleep\nsleep(300)", "Line 2 calls `time.sleep`:"),
        ("1\nexit", "Line 2 calls `exit`:"),
        ("!pip install x", "Line 1 runs `!pip`: nothing can be installed"),
        ("pip install x", "Line 1 runs `%pip`: nothing can be installed"),
        ("found = !ls", "Line 1 runs `!`: the sandbox starts no programs."),
        ("%%time\nimport socket", "Line 2 imports `socket`:"),
        ("frame.age?\n%matplotlib inline\nimport socket", "Line 3 imports `socket`:"),
    ],
)
def test_it_is_known_by_other_names_too(code, begins):
    assert any(sentence.startswith(begins) for sentence in advice(code)), advice(code)


@pytest.mark.parametrize(
    "code",
    [
        "from jupyter_analyst import data\nheart = data.open('heart')",
        "frame.eval('a + b')\nframe.query('a > 1')\nre.compile('x')",
        "def open(name): return 1\nopen('x')",
        "def f(open): return open('x')",
        "from gzip import open\nopen",
        "open = data.open\nopen('heart')",
        "input = frame['x']\ninput.mean()",
        "input.mean()\nsignal.mean()\nglobals",  # variables of an earlier run
        "signal = 3\nsignal.alarm(1)",
        "import os.path as p\np.join('a', 'b')",
        "from os import path\nfrom urllib.parse import quote\nfrom http import HTTPStatus",
        "from . import os",
        "import threading, re, math, json, datetime, collections",
        "import time\ntime.sleep(0.1)\ntime.sleep(n)",
        "frame.to_csv()\nframe.to_json(orient='records')\nframe.to_html(index=False)",
        "pd.read_csv(io.StringIO('a'))\npd.read_json('[1]')\npd.read_csv('a,b\\n1,2')",
        "plt.savefig(buffer)\nplt.show()",
        "print('import os')  # import os\nx = 5 % 3\ny = (5\n % 3)",
        "text = '''\n!ls\n%pip install x\n'''",
        "%matplotlib inline\n%timeit 1\nframe?",
        "this is no Python; !ls",
        "",
    ],
)
def test_nothing_is_said_of_what_works(code):
    assert advice(code) == ()


def test_one_sentence_tells_all_that_has_one_reason():
    code = "import socket, requests\nimport httpx\nimport socket\nrequests.get('x')\nimport ftplib"
    assert told(code).startswith(
        "Line 1 imports `socket` and `requests`, line 2 imports `httpx` and line 5 imports "
        "`ftplib`: the sandbox has no network; "
    )


def test_sentences_come_in_the_order_of_the_code_and_are_few():
    code = "eval('1')\nimport sys, os\n" + "\n".join(
        f"import {name}" for name in ("socket", "subprocess", "tkinter", "pickle", "ctypes")
    )
    sentences = advice(code)
    assert [sentence.split(":")[0] for sentence in sentences] == [
        "Line 1 calls `eval`",
        "Line 2 imports `sys`",
        "Line 2 imports `os`",
        "Line 3 imports `socket`",
        "Line 4 imports `subprocess`",
    ]
    assert len(sentences) == MOST


def test_texts_of_the_code_are_never_repeated():
    code = "pd.read_csv('/secret `place`\x1b[31m')\nimport os as secret\nsecret.environ['secret']"
    assert advice(code)
    assert not any("secret" in sentence for sentence in advice(code))


HOSTILE = {
    "much": "import os\n" * MIB,
    "brackets": "import os\n" + "(" * 10_000,
    "closed brackets": "(" * 190 + ")" * 190,
    "signs": "-" * (LONGEST - 1) + "1",
    "signs on many lines": "(" + "~\n" * (LONGEST // 2 - 2) + "1)",
    "negations": "not " * (LONGEST // 5) + "1",
    "lambdas": "lambda:" * (LONGEST // 8) + "1",
    "attributes": "a" + ".b" * (LONGEST // 3),
    "calls": "a" + ".b()" * (LONGEST // 5),
    "sums": "1+" * (LONGEST // 3) + "1",
    "joined": "pd.read_csv(" + "'a'+" * (LONGEST // 5) + "'a')",
    "assignments": "a=" * (LONGEST // 3) + "1",
    "blocks": "".join(f"{' ' * n}if 1:\n" for n in range(150)),
    "branches": "if 1: 0\n" + "elif 1: 0\n" * (LONGEST // 12),
    "a number": "9" * (LONGEST - 1),
    "null": "import os\x00",
    "half a letter": "import os\ud800",
    "blanks": " " * (LONGEST - 1) + "!",
    "magics": "%" * (LONGEST - 1),
    "lines": "\n" * (LONGEST - 1),
}


@pytest.mark.parametrize("code", HOSTILE.values(), ids=HOSTILE)
def test_hostile_code_is_no_danger(code):
    assert len(advice(code)) <= MOST


def test_a_thread_with_little_room_survives_deep_code():
    before = threading.stack_size(MIB)
    try:
        thread = threading.Thread(target=lambda: [advice(code) for code in HOSTILE.values()])
        thread.start()
        thread.join()
    finally:
        threading.stack_size(before)
    assert not thread.is_alive()


def test_code_that_makes_python_warn_is_read_in_silence(recwarn):
    assert advice("'\\d'; import socket")
    assert not recwarn.list


WORDS = ["import ", "from ", "os", "open(", "pd.", "read_csv", "lambda ", "match ", "f'{", "def "]
PIECES = st.sampled_from([*WORDS, *"\n\\\x00 .,:=%!?#'\"()[]{}"])


@settings(deadline=None, max_examples=400)
@given(st.text() | st.lists(PIECES, max_size=30).map("".join))
@example("%")
@example("!")
@example("=%")
@example("import os\n?")
def test_any_text_gives_few_sentences(code):
    sentences = advice(code)
    assert len(sentences) <= MOST
    assert all(s.startswith("Line ") and s.endswith(".") and "\n" not in s for s in sentences)


def test_a_run_that_was_kept_before_there_was_advice_has_it():
    record = Execution("import socket", "ok").to_json()
    assert "advice" not in record
    assert Execution.from_json(record).advice == advice("import socket")


FAILING = [
    "import subprocess; subprocess.run(['ls'])",
    "!ls",
    "%pip install x",
    "%%bash\nls",
    "import multiprocessing; multiprocessing.Pool(2)",
    "import socket; socket.create_connection(('192.0.2.1', 80), 1)",
    "import pandas as pd; pd.read_csv('http://192.0.2.1/x')",
    "import pandas as pd; pd.read_csv('/etc/fstab')",
    "open('/etc/fstab')",
    "input()",
    "import os; os.kill(os.getppid(), 15)",
    "exit()",
]


@pytest.mark.sandbox
def test_what_is_said_not_to_work_does_not_and_runs_all_the_same(tmp_path):
    box = Sandbox(tmp_path, spare=False)
    try:
        runs = [box.run(code) for code in FAILING]
    finally:
        box.close()
    assert [run.code for run in runs] == FAILING
    assert {run.code: run.status for run in runs} == dict.fromkeys(FAILING[:-1], "error") | {
        "exit()": "died"
    }
    assert all(run.advice for run in runs)


def test_the_words_name_no_code_that_does_not_parse():
    for words in {*NAMES.values(), *GIVEN_A_PATH.values(), *MAGICS.values()} - {""}:
        assert not words.endswith(".")
        for piece in words.split("`")[1::2]:
            ast.parse(piece)
