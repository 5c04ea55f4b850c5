"""Rows further down a column are read without its first ones only as they would be with them."""

import dataclasses

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jupyter_analyst.data.values import infer, manner, missing, spelling
from jupyter_analyst.data.values.further import way_of
from jupyter_analyst.data.values.manner import Manner

HEAD = 4
NUMBERS = ["0", "7", "-12", "3", "12345678901", "9223372036854775807"]
POINTS = ["1.5", "-0.25", "1e3", ".5", "5.", "inf", "1e400"]
ALMOST = ["007", "-0", "+5", "0x1F", "00.5", "01e2", "nan", " 7", "7 ", "1,5", "1_000", "0.", "１"]
LARGE = ["9223372036854775808", "1234567890123456789", "12345678901234567890", "1e19"]
DAYS = ["2024-01-31", "1999-12-01", "2024-02-30", "2024-1-31", "20240131", "31.01.2024"]
MOMENTS = [
    *("2024-01-31 10:00:00", "2024-01-31T10:00", "2024-01-31 10", "2024-01-31T10:00Z"),
    *("2024-01-31 10:00:00.123456789", "2024-01-31T10:00+02:00", " 2024-01-31"),
]
WORDS = ["Anna", "customer 17", "yes", "no", "DE", "NA", "n/a", "NULL", "-", "none", "Namibia"]
POOL = st.sampled_from([NUMBERS, POINTS, ALMOST, LARGE, DAYS, MOMENTS, WORDS])
CELLS = st.lists(POOL, min_size=1, max_size=3).map(
    lambda pools: [*(cell for pool in pools for cell in pool), None]
)


def texts(cells):
    return pa.chunked_array([pa.array(cells, pa.string())])


def read(cells, kind, how):
    (found,) = infer.typed([texts(cells)], [kind], how)
    return found


def told(found):
    """Return all that is said of a column but its values, and the doubts that count rows."""
    doubts = found.doubts if found.is_text else ()
    return dataclasses.replace(found, values=found.values.type, doubts=doubts)


@settings(
    max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(picked=st.data())
def test_what_a_way_returns_is_what_all_rows_together_say(picked, monkeypatch):
    monkeypatch.setattr(manner, "_HEAD", HEAD)
    cells, further = picked.draw(CELLS), picked.draw(CELLS)
    first = picked.draw(st.lists(st.sampled_from(cells), min_size=HEAD, max_size=9))
    block = picked.draw(st.lists(st.sampled_from(further), min_size=1, max_size=4))
    kind = picked.draw(st.sampled_from([None, None, None, "text"]))
    how = picked.draw(st.sampled_from([Manner(), Manner((",", ".")), Manner(nulls="7|DE")]))
    known = read(first, kind, how)
    signs = infer.signs_of([known])
    way = way_of(texts(first), known, kind, how, signs)
    values = way and way(texts(block))
    if values is None:
        return
    whole = read([*first, *block], kind, how)
    assert told(whole) == told(known)
    assert whole.values.to_pylist() == [*known.values.to_pylist(), *values.to_pylist()]


@pytest.mark.parametrize(
    ("first", "block", "values"),
    [
        (["1"] * HEAD, ["-12", None], [-12, None]),
        (["1"] * HEAD, ["1.5"], None),
        (["1"] * HEAD, ["007"], None),
        (["1.5"] * HEAD, ["3", "-2.25"], [3.0, -2.25]),
        (["1.5"] * HEAD, ["00.5"], None),
        (["1.5"] * HEAD, ["nan"], None),
        (["1.5"] * HEAD, ["1234567890123456789"], None),
        (["Anna"] * HEAD, ["5", "yes"], ["5", "yes"]),
        (["Anna"] * HEAD, ["N/A"], None),
        (["yes"] * HEAD, ["yes"], None),
        (["(5)"] * HEAD, ["7"], ["7"]),
        (["03/04/2024"] * HEAD, ["31/04/2024"], None),
        (["1"] * (HEAD - 1), ["1"], None),
        ([None] * HEAD, ["1"], None),
    ],
)
def test_a_way_is_found_only_where_the_first_rows_decide(monkeypatch, first, block, values):
    monkeypatch.setattr(manner, "_HEAD", HEAD)
    how = Manner()
    way = way_of(texts(first), read(first, None, how), None, how, frozenset())
    found = way and way(texts(block))
    assert (None if found is None else found.to_pylist()) == values


@settings(max_examples=300)
@given(word=st.from_regex(spelling.whole(spelling.NOT_AVAILABLE), fullmatch=True))
def test_no_word_for_missing_is_longer_than_the_longest(word):
    assert len(word.rstrip("\n").encode()) <= spelling.LONGEST_WORD


def test_long_marks_are_looked_for_in_long_texts():
    column = texts(["customer 17", "#" * 12])
    values, nulls, _ = missing.taken_out_of_texts(column, None, frozenset({"#" * 12}))
    assert (values.to_pylist(), nulls) == (["customer 17", None], {"#" * 12})
