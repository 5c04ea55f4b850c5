import pyarrow as pa
import pytest

from jupyter_analyst.errors import ReadError


def rows(dataset):
    return [tuple(row.values()) for row in dataset.table.to_pylist()]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_usual_delimiters_are_found(reading, delimiter):
    dataset = reading("\n".join(delimiter.join(row) for row in ("ab", "1x", "2y")))
    assert dataset.reading.delimiter == delimiter
    assert rows(dataset) == [(1, "x"), (2, "y")]


def test_a_first_line_that_names_the_delimiter_is_obeyed(reading):
    dataset = reading("sep=;\na;b,c\n1;2\n")
    assert [column.name for column in dataset.columns] == ["a", "b,c"]
    assert dataset.reading.skipped == 1


def test_decimal_commas_do_not_pass_for_delimiters(reading):
    assert reading("a;b\n1,5;2,5\n3,5;4,5\n").reading.delimiter == ";"


def test_semicolons_inside_texts_do_not_pass_for_delimiters(reading):
    assert reading('id,text\n1,"a;b;c"\n2,"d;e;f"\n').reading.delimiter == ","


def test_a_close_call_is_settled_by_a_deeper_look(reading):
    content = "time,level|text\n10:00,x|hello there\n11:30,y|good bye\n12:45,z|see you\n"
    dataset = reading(content)
    assert dataset.reading.delimiter in {",", "|"}
    assert len(dataset.columns) == 2
    assert not dataset.rejected


@pytest.mark.parametrize(
    ("content", "values"),
    [
        ("value\n1,5\n2,25\n", [1.5, 2.25]),
        ("comment\nHello, world\nBye, now\n", ["Hello, world", "Bye, now"]),
        ("n\n1\n2\n", [1, 2]),
    ],
)
def test_a_file_of_one_column_has_no_delimiter(reading, content, values):
    dataset = reading(content)
    assert dataset.reading.delimiter == ""
    assert dataset.table.column(0).to_pylist() == values
    assert "one column" in dataset.reading.sentence()


def test_quoted_cells_may_hold_delimiters_quotes_and_line_ends(reading):
    dataset = reading('a,b\n"x, ""y""\nz",1\n"w",2\n')
    assert rows(dataset) == [('x, "y"\nz', 1), ("w", 2)]


def test_single_quotes_around_the_names_are_quotes(reading):
    dataset = reading("'a','b'\n'x,y','1'\n'z','2'\n")
    assert dataset.reading.quote == "'"
    assert rows(dataset) == [("x,y", 1), ("z", 2)]
    assert "quoted by '" in dataset.reading.sentence()


def test_a_space_before_a_quote_is_no_part_of_the_cell(reading):
    assert rows(reading('name, addr\nA, "b, c"\nD, "e, f"\n')) == [("A", "b, c"), ("D", "e, f")]


def test_padding_around_names_and_texts_is_taken_off(reading):
    dataset = reading("| name | n |\n| x | 1 |\n| y | 2 |\n| z | 5 |\n")
    assert rows(dataset) == [("x", 1), ("y", 2), ("z", 5)]
    assert dataset.reading.n_empty_columns == 2


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_line_end_is_read(reading, end):
    assert rows(reading(end.join(["a,b", "1,x", "2,y", ""]))) == [(1, "x"), (2, "y")]


def test_delimiter_and_quote_can_be_given(reading):
    dataset = reading("a:b\n~x:y~:2\n", delimiter=":", quote="~")
    assert rows(dataset) == [("x:y", 2)]
    assert "':'-separated" in dataset.reading.sentence()


def test_a_delimiter_can_be_given_by_name(reading):
    assert reading("a\tb,c\n1\t2\n", delimiter="tab").reading.delimiter == "\t"


def test_quoting_can_be_switched_off(reading):
    assert rows(reading('a,b\n"x,1\n', quote="")) == [('"x', 1)]


def test_rows_of_another_width_are_set_aside_with_their_lines(reading):
    dataset = reading("a,b\n1,2\n3,4,5\n6\n\n7,8\n")
    assert rows(dataset) == [(1, 2), (7, 8)]
    assert [(row.line, row.text, row.reason) for row in dataset.rejected] == [
        (3, "3,4,5", "3 values where 2 are expected"),
        (4, "6", "1 value where 2 are expected"),
    ]
    assert dataset.reading.skipped == 1
    assert dataset.reading.sentence().endswith("; 2 rows set aside")


def test_lines_are_counted_through_quoted_line_ends(reading):
    dataset = reading('sep=,\na,b\n"x\n\ny",1\n2\nz,3\n')
    assert [row.line for row in dataset.rejected] == [6]
    assert dataset.reading.skipped == 1


def test_an_unclosed_quote_costs_only_its_own_line(reading):
    dataset = reading('a,b\n1,x\n"2,y\n3,"z"\n4,w\n')
    assert rows(dataset) == [(1, "x"), (3, "z"), (4, "w")]
    assert [(row.line, row.text) for row in dataset.rejected] == [(3, '"2,y')]
    assert dataset.rejected[0].reason == "a quote is opened and not closed"


def test_an_unclosed_quote_in_a_long_file_costs_only_its_own_line(reading):
    body = [f"{n},abcdefghij" for n in range(700_000)]
    body[650_000] = '"650000,abcdefghij'
    body[5] = "5,6,7"
    dataset = reading("\n".join(["a,b", *body]))
    assert dataset.n_rows == 699_998
    assert [row.line for row in dataset.rejected] == [7, 650_002]


def test_a_footer_and_a_title_are_set_aside(reading):
    dataset = reading("Report 2024\n\nname;n\nx;1\ny;2\nSource: office\n")
    assert rows(dataset) == [("x", 1), ("y", 2)]
    assert [(row.line, row.text) for row in dataset.rejected] == [
        (1, "Report 2024"),
        (6, "Source: office"),
    ]


def test_a_file_whose_rows_mostly_do_not_fit_is_refused(reading):
    content = "a,b\n" + "1,2\n" * 3 + "".join(f"{'1,' * n}1\n" for n in range(2, 9))
    with pytest.raises(ReadError, match="7 of 10 rows do not have 2 values") as caught:
        reading(content)
    assert caught.value.code == "rows-ragged"


def test_a_cell_larger_than_a_block_is_read(reading):
    long = "x" * 5_000_000
    dataset = reading(f"a,b\n{long},1\n{long},2\n")
    assert dataset.n_rows == 2


def test_equal_rows_that_do_not_fit_have_each_its_own_line(reading):
    dataset = reading("a,b\n1\n1,2\n1\n1\n2,3\n4,5\n")
    assert [row.line for row in dataset.rejected] == [2, 4, 5]


def test_what_the_parser_refuses_is_said_plainly(reading, monkeypatch):
    def refuse(*_):
        message = "CSV parse error"
        raise pa.ArrowInvalid(message)

    monkeypatch.setattr("pyarrow.csv.read_csv", refuse)
    with pytest.raises(ReadError, match="CSV parse error") as caught:
        reading("a,b\n1,2\n")
    assert caught.value.code == "rows-unreadable"
