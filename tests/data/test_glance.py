"""What a column cannot be by its first values; what it may be is never ruled out."""

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jupyter_analyst.data.values import infer
from jupyter_analyst.data.values.glance import looks_of
from jupyter_analyst.data.values.manner import Manner
from jupyter_analyst.data.values.spelling import ANY_DATE, MISSING, TRUTHS, UNIT, number

ALL = {"number", "truth", "date", "duration"}
NUMBERS = st.from_regex(rf"[+-]?(?:{UNIT})? ?{number(',', '.')}(?: ?(?:{UNIT}))?", fullmatch=True)
BRACKETED = st.from_regex(rf"\((?:{UNIT})?{number('.', ',')}\)(?: ?(?:{UNIT}))?-?", fullmatch=True)
TRUE = st.sampled_from([word for pair in TRUTHS for word in pair])
VALUES = st.one_of(
    *(st.from_regex(rf"(?:{one})", fullmatch=True) for one in (ANY_DATE, MISSING)),
    *(NUMBERS, BRACKETED, TRUE),
    st.from_regex(r"-?[0-9]{1,5}:[0-5][0-9](?::[0-5][0-9])?", fullmatch=True),
)


def texts(*cells):
    return pa.chunked_array([pa.array(cells, pa.string())])


@pytest.mark.parametrize(
    ("cells", "looks"),
    [
        (["level 2"], set()),
        (["Anna", "5"], set()),
        (["5", "Anna"], set()),
        (["1.5", "-3"], {"number", "date"}),
        (["(5)", "€ 7,50", "8-"], {"number", "date"}),
        (["5 %", "１２"], {"number", "date"}),
        (["2024-01-31 10:00"], {"date"}),
        (["31.01.2024"], {"number", "date"}),
        (["31/01/2024"], {"date"}),
        (["yes"], {"truth"}),
        (["26:15:30"], {"duration"}),
        (["n/a", "-"], ALL),
        (["NA", "Anna"], set()),
        ([], ALL),
        (["5" * 61], ALL),
    ],
)
def test_a_single_value_rules_out_what_it_is_not(cells, looks):
    assert looks_of(texts(*cells), Manner()) == looks


def test_where_a_person_said_how_values_are_spelled_less_is_ruled_out():
    assert looks_of(texts("Anna"), Manner(nulls="Anna")) == ALL
    assert looks_of(texts("5_000"), Manner(thousands="_")) == {"number"}


@given(cell=VALUES)
def test_what_alone_in_its_column_is_read_so_is_never_ruled_out(cell):
    looks = looks_of(texts(cell), Manner())
    for look, read in infer._READERS.items():
        assert look in looks or read(texts(cell), Manner()) is None
