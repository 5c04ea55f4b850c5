"""Rows are taken apart quickly only where every line is one."""

import pytest

from jupyter_analyst.data.delimited.cells import Layout, n_empty_lines, n_times, plain_part
from jupyter_analyst.data.delimited.dialect import Dialect

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
