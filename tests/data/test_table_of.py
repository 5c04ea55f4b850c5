"""Where a table begins among the first rows of a file."""

import pytest

from jupyter_analyst.data.delimited.dialect import Dialect, Row, dialect_of, rows_of, width_of
from jupyter_analyst.data.delimited.header import table_of


def rows(*cells):
    return [Row(list(row), place, place + 1) for place, row in enumerate(cells)]


def test_the_rows_of_a_sample_know_their_lines():
    found = rows_of('a,b\n\n"x\ny",1\nz,2', Dialect(","))
    assert [(row.cells, row.first, row.last) for row in found] == [
        (["a", "b"], 0, 1),
        (["x\ny", "1"], 2, 4),
        (["z", "2"], 4, 5),
    ]


def test_a_cell_beyond_the_limit_of_csv_ends_the_sample_without_an_error():
    assert len(rows_of("a,b\n1,2\n" + "x" * 200_000 + ",3\n", Dialect(","))) == 2


def test_the_width_is_the_usual_one_and_the_larger_when_in_doubt():
    assert width_of(rows("a", "bcd", "efg")) == 3
    assert width_of(rows("a", "bc")) == 2
    assert width_of([]) == 0


def test_the_table_begins_at_the_first_row_of_its_width():
    table = table_of(rows(["Report"], ["name", "n"], ["x", "1"], ["y", "2"]))
    assert table.names == ("name", "n")
    assert [row.cells for row in table.above] == [["Report"]]
    assert table.begin == 2


def test_a_table_without_header_begins_with_its_first_row():
    table = table_of(rows(["x", "1"], ["y", "2"]))
    assert (table.names, table.has_header, table.begin) == (("", ""), False, 0)


def test_empty_cells_alone_are_still_a_table():
    assert table_of(rows(["", "", ""])).names == ("", "", "")


@pytest.mark.parametrize(
    ("first", "below", "is_header"),
    [
        (["name", "n"], [["x", "1"], ["y", "2"]], True),
        (["y", "n"], [["1", "2"], ["3", "4"]], True),
        (["id", "2020"], [["x", "1"], ["y", "2"]], False),
        (["", "2020", "2021"], [["x", "1.5", "2"], ["y", "2", "3"]], True),
        (["1", "2", "3"], [["4", "5", "6"], ["7", "8", "9"]], False),
        (["0", "1", "2"], [["0.5", "1.5", "2.5"], ["1", "2", "3"]], True),
        (["Berlin", "DE"], [["Paris", "FR"], ["Bonn", "DE"]], False),
        (["city", "country"], [["Paris", "FR"], ["Bonn", "DE"]], True),
        (["a@b.org", "x"], [["c@d.org", "y"], ["e@f.org", "z"]], False),
        (["2024-01-01", "x"], [["2024-01-02", "y"]], False),
        (["day", "x"], [["2024-01-02", "y"]], True),
        (["yes", "anna"], [["no", "bert"], ["yes", "carl"]], False),
    ],
)
def test_the_first_row_is_weighed_against_those_below(first, below, is_header):
    assert table_of(rows(first, *below)).has_header is is_header


def test_what_a_person_says_about_the_header_is_not_weighed():
    assert table_of(rows(["a", "b"], ["1", "2"]), header=False).has_header is False
    assert table_of(rows(["1", "2"], ["3", "4"]), header=True).names == ("1", "2")


@pytest.mark.parametrize(
    ("sample", "dialect"),
    [
        ("a,b\n1,2\n", Dialect(",")),
        ("a;b\n1,5;2\n", Dialect(";")),
        ("a\tb\n1,5;2\t3\n4\t5\n", Dialect("\t")),
        ("'a';'b'\n'x;y';'2'\n", Dialect(";", "'")),
        ('a, "b"\n1, "x, y"\n', Dialect(",", is_padded=True)),
        ("abc\ndef\n", Dialect("\x1f")),
        ("value\n1,5\n2,5\n", Dialect("\x1f")),
    ],
)
def test_a_dialect_is_the_one_in_which_the_rows_agree(sample, dialect):
    assert dialect_of(sample) == dialect


def test_what_is_known_of_a_dialect_is_kept():
    assert dialect_of("a;b\n1;2\n", delimiter=",") == Dialect(",")
    assert dialect_of("a;b", delimiter=":", quote="") == Dialect(":", "")
