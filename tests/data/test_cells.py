"""Rows are taken apart quickly only where every line is one."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jupyter_analyst.data.delimited import cells
from jupyter_analyst.data.delimited.cells import (
    Layout,
    has_lone_returns,
    n_empty_lines,
    n_times,
    plain_part,
    taken_apart,
)
from jupyter_analyst.data.delimited.dialect import Dialect
from jupyter_analyst.errors import ReadError

LAYOUT = Layout(Dialect(",", '"'), 2, 1)


def test_lines_that_all_are_rows_are_taken_apart():
    text = b'a,b\n1,"x, y"\r\n2,\n'
    part = plain_part(text, LAYOUT)
    assert [column.to_pylist() for column in part.columns] == [["1", "2"], ["x, y", None]]
    assert (part.n_bytes, part.rejected, part.n_unclosed) == (len(text), [], 0)


@pytest.mark.parametrize(
    "rows",
    [
        b"1,2\n\n3,4\n",
        b"1,2\r\n\r\n3,4\r\n",
        b'1,"two\nlines"\n',
        b'1,2\n3,"open\n',
        b'1,2\n3,"open\r\n',
        b'1,"a"b","open\n',
        b'1,2\n"3,open\n',
        b'5" pipe,1\n',
        b"1,2,3\n",
        b"1\n",
        b"",
    ],
)
def test_a_line_that_is_no_row_or_may_be_none_needs_a_closer_look(rows):
    assert plain_part(b"a,b\n" + rows, LAYOUT) is None


@pytest.mark.parametrize(
    ("text", "n"),
    [
        (b"a\n\nb\n", 1),
        (b"\na\n", 1),
        (b"\r\na\r\n\r\n\r\nb", 3),
        (b'a\n"x\n\ny"\nb\n', 0),
        (b"a\nb\n", 0),
        (b"", 0),
        (b"x" * ((1 << 18) - 1) + b"\n\n" + b"x", 1),
        (b"x" * (1 << 18) + b"\n\n" + b"x", 1),
    ],
)
def test_empty_lines_are_counted_wherever_they_stand(text, n):
    assert n_empty_lines(text, '"') == n


def test_characters_are_counted_in_texts_of_any_length():
    text = b"x\n" * 300_000
    assert (n_times("\n", text), n_times("\n", b"")) == (300_000, 0)


@pytest.mark.parametrize(
    ("text", "is_so"),
    [
        (b"a\n", False),
        (b"a\r\nb\r\n", False),
        (b"a\rb\r\n", True),
        (b"a\r\nb\r", True),
        (b"x" * ((1 << 18) - 1) + b"\r\n", False),
        (b"x" * (1 << 18) + b"\r\n", False),
        (b"x" * ((1 << 18) - 1) + b"\rx", True),
    ],
)
def test_line_ends_of_an_old_mac_are_found_wherever_they_stand(text, is_so):
    assert has_lone_returns(text) == is_so


PLAIN = ["a", "12", '"x,y"', '"q""q"', "é", ""]
ODD = ['"n\nm"', '"n\r\nm"', '"open', 'x"y']
CELLS = st.sampled_from(PLAIN * 4 + ODD)
ROWS = st.lists(st.lists(CELLS, min_size=1, max_size=3), min_size=1, max_size=30)


def _all_of(text):
    try:
        part = taken_apart(text, LAYOUT, len)
    except ReadError as error:
        return str(error)
    return [column.to_pylist() for column in part.columns], part.rejected, part.n_unclosed


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=ROWS, end=st.sampled_from(["\n", "\r\n"]), last=st.sampled_from(["", "\n", "\n\n"]))
def test_in_blocks_a_text_is_taken_apart_as_in_one(monkeypatch, rows, end, last):
    text = ("a,b" + end + end.join(map(",".join, rows)) + last).encode()
    whole = _all_of(text)
    monkeypatch.setattr(cells, "_LEAST_IN_BLOCKS", 0)
    monkeypatch.setattr(cells, "_LINES_BLOCK", 48)
    assert _all_of(text) == whole
    monkeypatch.undo()


def test_a_row_whose_lines_end_in_two_blocks_stays_one(monkeypatch):
    monkeypatch.setattr(cells, "_LEAST_IN_BLOCKS", 0)
    monkeypatch.setattr(cells, "_LINES_BLOCK", 16)
    part = taken_apart(b'a,b\n1,"long long\nlong long\nlong long"\n2,y\n', LAYOUT, len)
    columns = [column.to_pylist() for column in part.columns]
    assert columns == [["1", "2"], ["long long\nlong long\nlong long", "y"]]
