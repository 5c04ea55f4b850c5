"""What a model is told of a run is short, and neither markup nor pictures."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jupyter_analyst.assistant.digest import digest
from jupyter_analyst.assistant.values import values
from jupyter_analyst.sandbox import TABLE, Execution
from jupyter_analyst.tools import MIMETYPE as RESULT


def shown(**data):
    return {"output_type": "display_data", "data": data, "metadata": {}}


def run(*outputs, status="ok", fault=""):
    return Execution("code", status, outputs, seconds=0.12345, fault=fault)


def told(*outputs, **how):
    return json.loads(digest(run(*outputs, **how)))


def table(n_rows, n_columns=2, cell=1):
    return {
        "columns": [f"column {i}" for i in range(n_columns)],
        "rows": [[cell] * n_columns for _ in range(min(n_rows, 60))],
        "n_rows": n_rows,
        "n_columns": n_columns,
    }


def test_a_run_is_told_with_its_end_and_time():
    assert told() == {"status": "ok", "fault": "", "seconds": 0.123, "outputs": []}


def test_text_is_told_as_it_stands():
    stream = {"output_type": "stream", "name": "stdout", "text": "299 rows\n"}
    outputs = told(stream, shown(**{"text/plain": "60.8"}))["outputs"]
    assert outputs == [{"text": "299 rows"}, {"text": "60.8"}]


def test_a_table_is_told_with_twenty_rows_and_their_number():
    (record,) = told(shown(**{TABLE: table(299), "text/html": "<table>", "text/plain": "x"}))[
        "outputs"
    ]
    assert record["table"]["columns"] == ["column 0", "column 1"]
    assert record["table"]["rows"] == [[1, 1]] * 20
    assert record["table"]["n_rows"] == 299


def test_a_result_is_told_in_words_and_values():
    record = {
        "title": "Time",
        "sentence": "**No difference**, *p* = .950",
        "values": {"p": 0.95},
        "tables": [{"rows": [[1]] * 500}],
    }
    outputs = told(shown(**{RESULT: record, "text/html": "<div>", "image/png": "iVBO"}))["outputs"]
    sentence = "No difference, p = .950"
    assert outputs == [{"result": {"title": "Time", "sentence": sentence, "values": {"p": 0.95}}}]


@pytest.mark.parametrize("kind", ["image/png", "image/svg+xml", "application/vnd.plotly.v1+json"])
def test_of_a_picture_only_its_being_there_is_told(kind):
    outputs = told(shown(**{kind: "iVBORw0KGgo=", "text/plain": "<Figure>"}))["outputs"]
    assert outputs == [{"picture": True}]


def test_markup_without_words_is_not_told():
    assert told(shown(**{"text/html": "<b>bold</b>"}))["outputs"] == []


def test_an_error_is_told_with_its_lines_and_no_colours():
    error = {
        "output_type": "error",
        "ename": "KeyError",
        "evalue": "'agee'",
        "traceback": ["\x1b[0;31mKeyError\x1b[0m: 'agee'", "line 3"],
    }
    record = told(error, status="error", fault="KeyError: 'agee'")
    assert record["fault"] == "KeyError: 'agee'"
    assert record["outputs"] == [{"text": "KeyError: 'agee'\nline 3"}]


def test_a_long_text_keeps_its_beginning_and_end():
    text = "begin" + "x" * 50_000 + "end"
    (record,) = told(shown(**{"text/plain": text}))["outputs"]
    assert record["text"].startswith("begin")
    assert record["text"].endswith("end")
    assert len(record["text"]) < 2100


def test_of_many_outputs_the_last_are_told():
    outputs = told(*(shown(**{"text/plain": f"no {i}"}) for i in range(50)))["outputs"]
    assert outputs[0] == {"text": "(30 earlier outputs left out)"}
    assert outputs[-1] == {"text": "no 49"}


CELLS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text()
OUTPUTS = st.one_of(
    st.text().map(lambda text: {"output_type": "stream", "name": "stdout", "text": text * 400}),
    st.text().map(lambda text: shown(**{"text/plain": text * 50, "text/html": "<i>" + text})),
    st.builds(table, st.integers(0, 200), st.integers(1, 30), CELLS).map(
        lambda record: shown(**{TABLE: record})
    ),
    st.dictionaries(st.text(), st.floats(allow_nan=False), max_size=300).map(
        lambda named: shown(**{RESULT: {"title": "t", "sentence": "s" * 900, "values": named}})
    ),
)


@settings(deadline=None)
@given(st.lists(OUTPUTS, max_size=40), st.text())
def test_a_digest_is_never_long_and_always_json(outputs, fault):
    text = digest(run(*outputs, status="error", fault=fault * 100))
    assert len(text) <= 6000
    assert json.loads(text)["status"] == "error"


def test_advice_on_the_code_is_told_only_if_there_is_some():
    told_of = json.loads(digest(Execution("import subprocess", "error", fault="No.")))
    assert told_of["advice"] == ["Line 1 imports `subprocess`: the sandbox starts no programs."]
    assert "advice" not in json.loads(digest(Execution("1 / 0", "error", fault="No.")))


def test_with_much_advice_it_is_still_short():
    code = "import os, sys, socket, subprocess, pickle, tkinter, ctypes, signal, pdb, pip"
    wide = shown(**{TABLE: table(60, 30, "\x01" * 5000)})
    text = digest(Execution(code, "error", (wide,) * 40, fault="no " * 5000))
    assert len(json.loads(text)["advice"]) == 5
    assert len(text) <= 6000


def test_even_the_widest_outputs_fit():
    wide = shown(**{TABLE: table(60, 30, "\x01" * 5000)})
    text = digest(run(*[wide] * 40))
    assert len(text) <= 6000
    assert json.loads(text)["outputs"] == [{"text": "(too much to be told)"}]


def test_values_are_those_of_the_last_result_and_a_number_alone():
    first, second = ({"values": {"p": 0.5, "t": 1}}, {"values": {"p": 0.01, "flag": True}})
    outputs = (
        shown(**{RESULT: first}),
        shown(**{"text/plain": "np.float64(60.5)"}),
        shown(**{RESULT: second}),
        shown(**{"text/plain": "60 years"}),
    )
    assert values(run(*outputs)) == {"value": 60.5, "p": 0.01}


@pytest.mark.parametrize(
    ("text", "number"),
    [("299", 299), ("-0.5", -0.5), ("1e-05", 1e-5), ("np.int64(3)", 3), (".5", 0.5)],
)
def test_a_number_is_known_in_every_spelling(text, number):
    assert values(run(shown(**{"text/plain": text}))) == {"value": number}


@pytest.mark.parametrize("text", ["nan", "inf", "3 rows", "1,808", "(3)", "'3'"])
def test_what_is_no_number_alone_is_no_value(text):
    assert values(run(shown(**{"text/plain": text}))) == {}
