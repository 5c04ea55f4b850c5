"""Outputs that came one after the other stand as a notebook would keep them."""

import nbformat
from nbformat.v4 import new_code_cell, new_notebook

from jupyter_analyst.sandbox.shown.merge import Merged


def stream(text, name="stdout"):
    return {"output_type": "stream", "name": name, "text": text}


def display(text, name=None, kind="display_data"):
    output = {"output_type": kind, "data": {"text/plain": text}, "metadata": {}}
    return output | ({"transient": {"display_id": name}} if name else {})


def clear(*, wait):
    return {"output_type": "clear_output", "wait": wait}


def merged(*outputs):
    found = Merged()
    for output in outputs:
        found.add(output)
    return list(found.outputs())


def test_pieces_of_a_stream_become_one():
    assert merged(stream("a\r"), stream("b\n")) == [stream("a\rb\n")]


def test_another_stream_or_a_display_between_keeps_pieces_apart():
    outputs = [stream("a"), stream("b", "stderr"), stream("c"), display("d"), stream("e")]
    assert merged(*outputs) == outputs


def test_an_update_changes_each_display_of_its_name_and_no_other():
    update = display("new", "x", kind="update_display_data")
    found = merged(display("1", "x"), display("2", "y"), display("3", "x"), update)
    assert [output["data"]["text/plain"] for output in found] == ["new", "2", "new"]


def test_an_update_of_what_was_never_shown_shows_nothing():
    assert merged(display("new", "x", kind="update_display_data")) == []


def test_clearing_takes_away_what_stands():
    assert merged(stream("a"), display("b"), clear(wait=False), stream("c")) == [stream("c")]


def test_clearing_that_waits_happens_with_the_next_output():
    assert merged(stream("a"), clear(wait=True)) == [stream("a")]
    assert merged(stream("a"), clear(wait=True), stream("b")) == [stream("b")]


def test_a_notebook_takes_what_remains():
    error = {"output_type": "error", "ename": "E", "evalue": "", "traceback": []}
    outputs = merged(stream("a"), display("b", "x"), error)
    nbformat.validate(new_notebook(cells=[new_code_cell("", outputs=outputs)]))


def test_what_came_in_is_not_changed():
    first = display("1", "x")
    merged(first, display("new", "x", kind="update_display_data"))
    assert first == display("1", "x")
