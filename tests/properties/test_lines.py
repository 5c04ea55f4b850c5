"""Whatever is typed behind `%analyst` is done or said to be wrong, and never breaks the session."""

import os
import re
import shlex
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from jupyter_analyst import Session, logs
from jupyter_analyst.errors import AnalystError, UnexpectedError
from jupyter_analyst.magics.complete import complete
from jupyter_analyst.magics.line import run_line
from jupyter_analyst.settings import Configuration, Settings

TYPED = r"""
load use head profile describe correlation ttest_ind chart session list config help history datasets
tools --help -- - --as --name --value --by --columns --n --x --version 5 -1 1e999 nan 0.05 --alpha
--alpha=2 --header yes maybe --delimiter ; --encoding utf-99 * ** <b> --title author log_level / .
~nobody-of-that-name/x $HOME {self} %s --= = age group ' " \ people 'life span' life span --words
spearman --method --data שלום
"""
WORDS = re.findall(r"\S+", TYPED)
NAMES = (
    "age",
    "life span",
    "group",
    'say "hi"',
    "it's",
    "a,b",
    "-log10(p)",
    "back\\slash",
    "\u05e9\u05dc\u05d5\u05dd",
    "--n",
)


@pytest.fixture(scope="module")
def people(tmp_path_factory):
    """A session on rows whose columns have names that are hard to type."""
    folder = tmp_path_factory.mktemp("lines")
    session = Session(Configuration(Settings(home=folder / "home"), {}))
    frame = pd.DataFrame({name: [1.5, 2.25, 4.0, 8.5, 9.0] for name in NAMES})
    session.load(frame, "people")
    here = Path.cwd()
    os.chdir(folder)
    yield session
    os.chdir(here)
    logs.stop()


def said(session, line):
    """Return what a line gives, or the error it is answered with."""
    try:
        return run_line(session, line, {})
    except AnalystError as error:
        return error


@settings(max_examples=150, deadline=None)
@given(line=st.text() | st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join))
def test_any_line_is_done_or_answered_with_a_plain_error(people, line):
    assume("home" not in line)
    answer = said(people, line)
    assert not isinstance(answer, UnexpectedError), answer
    if isinstance(answer, AnalystError):
        assert len(answer._render_traceback_()) == 1
        assert "\n" not in answer._render_traceback_()[0]
    assert people.run_tool("describe", "people", columns=["age"]).values["n[age]"] == 5


@settings(max_examples=150, deadline=None)
@given(text=st.text() | st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join))
def test_completion_of_any_text_gives_words_or_none(people, text):
    typed, words = complete(people, text)
    assert text.endswith(typed)
    assert len(words) == len(set(words))


@settings(max_examples=100, deadline=None)
@given(name=st.sampled_from(NAMES), size=st.integers(0, 3), opened=st.sampled_from(["", '"', "'"]))
def test_a_column_that_is_completed_is_the_column_when_it_is_run(people, name, size, opened):
    """From a beginning without quotes or blanks, itself quoted or not, Tab leads to the name."""
    typed = opened + name[:size]
    _, words = complete(people, f"chart --x {typed}")
    meant = [word for word in words if shlex.split(word) == [name]]
    assume(not (opened or size) or not set(name[:size]) & set("\"' "))
    assert meant, words
    result = said(people, f"chart --x {meant[0]}")
    assert not isinstance(result, AnalystError), result
    assert result.provenance.parameters["x"] == name
