"""What the bytes of a column show is what a look at each of its texts shows."""

import re

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from jupyter_analyst.data.values import numbers, spans
from jupyter_analyst.data.values.distinct import distinct

CELLS = st.lists(st.none() | st.text("0019+-.,xé", max_size=4), max_size=12)
COLUMNS = st.tuples(CELLS, CELLS, st.integers(0, 3))
WHOLE = st.lists(st.none() | st.integers(-(2**63), 2**63 - 1), max_size=8)


def column(first, second, cut):
    """Return two chunks, the first of them cut, so that it begins amid its bytes."""
    chunks = [pa.array(first, pa.string()).slice(cut), pa.array(second, pa.string())]
    return pa.chunked_array(chunks), [one for one in (*first[cut:], *second) if one is not None]


@given(parts=COLUMNS)
def test_bytes_show_what_the_texts_do(parts):
    values, cells = column(*parts)
    assert spans.are_ascii(values) == all(map(str.isascii, cells))
    told = "".join(cells)
    assert spans.have_no_letters(values) == (not {"x", "é"} & set(told))
    assert [spans.holds(values, mark) for mark in ".é"] == [mark in told for mark in ".é"]
    zeros = any(re.match(r"[+-]?0[0-9]", cell) for cell in cells)
    assert spans.has_leading_zero(values) == zeros


@given(first=WHOLE, second=WHOLE)
def test_the_characters_of_whole_numbers_are_counted(first, second):
    values = pa.chunked_array([pa.array(one, pa.int64()) for one in (first, second)])
    known = [str(one) for one in (*first, *second) if one is not None]
    assert spans.n_characters(values) == len("".join(known))


def test_nulls_hide_the_bytes_below_them():
    valid = pa.py_buffer(b"\x01")
    made = pa.array(["1", "007"]).buffers()
    values = pa.chunked_array([pa.StringArray.from_buffers(2, made[1], made[2], valid)])
    assert values.to_pylist() == ["1", None]
    assert not spans.has_leading_zero(values)


def test_a_number_in_other_digits_is_told_even_where_it_is_as_long():
    assert numbers.integers(pa.chunked_array([["10", "0xFFFFF"]])) is None  # 1048575 is as long
    assert numbers.integers(pa.chunked_array([["10", "-0"]])) is None
    assert numbers.integers(pa.chunked_array([["10", "007"]])) is None
    assert numbers.integers(pa.chunked_array([["10", None, "-7"]])).to_pylist() == [10, None, -7]


@given(parts=COLUMNS)
def test_what_is_done_to_the_different_values_spreads_over_all_rows(parts):
    values, _ = column(*parts)
    different, spread = distinct(values)
    assert len(different) == len(set(different.to_pylist()))
    assert different.null_count == 0
    assert spread(different).to_pylist() == values.to_pylist()
