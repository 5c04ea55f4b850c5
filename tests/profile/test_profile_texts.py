"""What texts look like, and which are rare."""

import pytest

from jupyter_analyst.profile import Level, Shape


def test_letters_and_digits_stand_for_their_kind(profiled):
    column = profiled({"x": ["AB-123", "CD-456", "É-1 ß", None]}).columns["x"]
    assert column.shapes == (Shape("AA-999", 2), Shape("A-9 a", 1))
    assert (column.looked_at, column.approximate) == (3, ())


def test_equally_common_shapes_are_in_the_order_of_the_alphabet(profiled):
    column = profiled({"x": ["b1", "A", "-", "9", "zz"]}).columns["x"]
    assert [shape.shape for shape in column.shapes] == ["-", "9", "A"]


def test_of_many_rows_some_are_looked_at_and_that_is_said(profiled):
    found = profiled({"x": [f"{n % 7}-{'abc'[n % 3]}" for n in range(2_000)]})
    column = found.columns["x"]
    assert column.looked_at == 500
    assert column.shapes == (Shape("9-a", 500),)
    assert column.approximate == ("shapes", "number_like")
    assert "What texts look like was seen in at most 500 rows." in found.notes


def test_long_texts_have_no_shape(profiled):
    column = profiled({"x": ["word " * 9, "b"]}).columns["x"]
    assert (column.shapes, column.looked_at) == ((), 2)


@pytest.mark.parametrize(
    ("text", "is_number"),
    [("1", 1), ("-2.5", 1), ("1,234.50", 1), ("12 %", 1), ("1e5", 0), ("A1", 0), ("", 0)],
)
def test_numbers_among_texts_are_counted(profiled, text, is_number):
    assert profiled({"x": [text, "word"]}).columns["x"].number_like == is_number


def test_a_list_is_no_text(profiled):
    column = profiled({"x": [[1, 2], [3]]}).columns["x"]
    assert (column.shapes, column.looked_at) == ((), None)


def test_the_rarest_values_come_rarest_first_and_are_not_among_the_ten_most_frequent(profiled):
    values = [f"v{n:02}" for n in range(1, 14) for _ in range(n)]
    column = profiled({"x": values}).columns["x"]
    assert column.top[0] == Level("v13", 13)
    assert column.rarest == (Level("v01", 1), Level("v02", 2), Level("v03", 3))
    assert profiled({"x": ["a", "a", "b"]}).columns["x"].rarest == ()


def test_the_rarest_of_very_many_values_are_found(profiled):
    values = [n for n in range(100) for _ in range(3)] + [1_000]
    assert profiled({"x": values}).columns["x"].rarest[0] == Level(1_000.0, 1)


def test_uniqueness_is_a_share_of_the_values(profiled):
    found = profiled({"x": ["a", "a", "b", None], "y": [None] * 4}).columns
    assert (found["x"].uniqueness, found["y"].uniqueness) == (pytest.approx(2 / 3), 0)
