"""Python values, as databases and variables hand them out, get the one type that holds them."""

from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from uuid import UUID

import pyarrow as pa
import pytest

from jupyter_analyst.data.values.objects import Gathered, gathered


def made(*pieces, expected=None):
    column = Gathered("x", expected)
    for piece in pieces:
        column.add(piece)
    return column.made()


@pytest.mark.parametrize(
    ("pieces", "kind", "values"),
    [
        ([[1, None], [2]], pa.int64(), [1, None, 2]),
        ([[1, 2.5]], pa.float64(), [1.0, 2.5]),
        ([[1], [2.5]], pa.float64(), [1.0, 2.5]),
        ([[None], [True]], pa.bool_(), [None, True]),
        ([[1], [2**70]], pa.decimal128(22, 0), [Decimal(1), Decimal(2**70)]),
        ([[Decimal("1.50")], [Decimal("123.4567")]], pa.decimal128(7, 4), None),
        ([[Decimal("1.5"), 2]], pa.decimal128(2, 1), [Decimal("1.5"), Decimal("2.0")]),
        ([[Decimal("1E+3")]], pa.decimal128(4, 0), [Decimal(1000)]),
        ([[Decimal("NaN"), Decimal("1.1")]], pa.decimal128(2, 1), [None, Decimal("1.1")]),
        ([[Decimal("Infinity"), Decimal("0.5")]], pa.float64(), [float("inf"), 0.5]),
        ([[Decimal("0.5"), 0.25]], pa.float64(), [0.5, 0.25]),
        ([[datetime(2024, 1, 1)]], pa.timestamp("us"), [datetime(2024, 1, 1)]),
        ([[date(2024, 1, 1)]], pa.date32(), [date(2024, 1, 1)]),
        ([[time(1, 2)]], pa.time64("us"), [time(1, 2)]),
        ([[timedelta(hours=1)]], pa.duration("us"), [timedelta(hours=1)]),
        ([[UUID(int=5)]], pa.string(), ["00000000-0000-0000-0000-000000000005"]),
        ([["a"], [None]], pa.string(), ["a", None]),
        ([["\ud800"]], pa.string(), ["\\ud800"]),
        ([[None]], pa.string(), [None]),
    ],
)
def test_values_of_one_kind_keep_it(pieces, kind, values):
    column = made(*pieces)
    assert column.values.type == kind
    assert values is None or column.values.to_pylist() == values
    assert (column.note, column.doubt) == ("", "")


def test_moments_with_a_zone_are_kept_as_the_same_moments():
    column = made([datetime(2024, 1, 1, 2, tzinfo=timezone(timedelta(hours=2)))])
    assert column.values.type == pa.timestamp("us", "UTC")
    assert column.values.to_pylist() == [datetime(2024, 1, 1, tzinfo=UTC)]


@pytest.mark.parametrize(
    ("pieces", "values", "words"),
    [
        ([[1, "a"]], ["1", "a"], "mixes texts and whole numbers"),
        ([[1], ["a"]], ["1", "a"], "mixes texts and whole numbers"),
        ([[True, 1]], ["True", "1"], "mixes truth values and whole numbers"),
        ([[2**60], [0.5]], [str(2**60), "0.5"], "mixes numbers and whole numbers"),
        ([[2**60, 0.5]], [str(2**60), "0.5"], "mixes numbers and whole numbers"),
        ([[Decimal("1e40")]], ["1E+40"], "holds too large exact decimals"),
        (
            [[datetime(2024, 1, 1), datetime(2024, 1, 1, tzinfo=UTC)]],
            ["2024-01-01 00:00:00", "2024-01-01 00:00:00+00:00"],
            "mixes moments and moments with a zone",
        ),
    ],
)
def test_what_no_type_holds_exactly_is_text_in_doubt(pieces, values, words):
    column = made(*pieces)
    assert column.values.to_pylist() == values
    assert column.doubt == f"`x` {words} and is read as text"


def test_lists_and_records_are_json_text_with_a_note():
    column = made([[1, {"a": None}], {"b": date(2024, 1, 1)}, {"c", "d"}, None])
    assert column.values.to_pylist() == [
        '[1, {"a": null}]',
        '{"b": "2024-01-01"}',
        '["c", "d"]',
        None,
    ]
    assert column.note == "lists and records of `x` are read as JSON text"


@pytest.mark.parametrize("binary", [b"x", bytearray(b"x"), memoryview(b"x")])
def test_binary_data_are_left_out(binary):
    column = made(["a"], [binary])
    assert column.values is None
    assert column.note == "`x` holds binary data and is left out"


@pytest.mark.parametrize(
    ("expected", "kind"),
    [(int, pa.int64()), (Decimal, pa.float64()), (date, pa.date32()), (None, pa.string())],
)
def test_a_column_without_values_has_the_kind_that_is_expected(expected, kind):
    assert made([None, None], expected=expected).values.type == kind
    assert made(expected=expected).values.type == kind


def test_rows_become_columns_and_their_size_is_told_as_they_come():
    sizes = []
    columns = gathered([Gathered("a"), Gathered("b")], [[(1, "x")], [(2, "y")]], sizes.append)
    assert [column.made().values.to_pylist() for column in columns] == [[1, 2], ["x", "y"]]
    assert len(sizes) == 2
    assert 0 < sizes[0] < sizes[1]
