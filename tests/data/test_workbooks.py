import datetime as dt
import functools
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))  # the writers stand beside their tests
from spreadsheets import Formula, ods, xls, xlsb, xlsx

from jupyter_analyst.errors import ReadError, UnknownNameError

ROWS = [
    ["id", "name", "price", "paid", "day"],
    [1, "Ann", 2.5, True, dt.date(2024, 1, 31)],
    [2, "Bob", 3, False, dt.date(2024, 2, 29)],
    [3, None, None, True, None],
]
PLAIN = [["a", "b"], [1, "x"], [2, "y"]]
WRITERS = {"xlsx": xlsx, "xlsb": xlsb, "xls": xls, "ods": ods}


@pytest.fixture
def book(reading):
    """Read what xlsxwriter makes of some sheets."""

    def read(*sheets, hidden=(), then=None, options=None, **given):
        content = xlsx(*sheets, hidden=hidden, then=then, **(options or {}))
        return reading(content, file="book.xlsx", **given)

    return read


def rows_of(dataset):
    return [list(row.values()) for row in dataset.to_arrow().to_pylist()]


def types_of(dataset):
    return list(dataset.reading.types.values())


@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods"])
def test_every_kind_of_workbook_is_read_with_its_types(reading, kind):
    found = reading(WRITERS[kind](ROWS), file=f"book.{kind}")
    assert found.reading.types == {
        "id": "int64",
        "name": "string",
        "price": "double",
        "paid": "bool",
        "day": "date32[day]",
    }
    assert rows_of(found) == ROWS[1:]


def test_an_xlsb_workbook_is_read_with_its_types(reading):
    found = reading(xlsb([row[:4] for row in ROWS]), file="book.xlsb")
    assert types_of(found) == ["int64", "string", "double", "bool"]
    assert rows_of(found) == [row[:4] for row in ROWS[1:]]


@pytest.mark.parametrize("kind", WRITERS)
def test_a_workbook_is_recognised_whatever_it_is_called(reading, kind):
    assert rows_of(reading(WRITERS[kind](PLAIN), file="data.csv")) == PLAIN[1:]


def test_the_reading_says_sheet_and_header(book):
    found = book(PLAIN)
    assert found.reading.sentence() == "Excel workbook, sheet `Sheet1`, 1 of 1, header in row 1"
    assert found.reading.doubts == ()


def test_an_opendocument_spreadsheet_is_called_so(reading):
    assert reading(ods(PLAIN), file="a.ods").reading.format == "ods"


@pytest.mark.parametrize("kind", WRITERS)
@pytest.mark.parametrize("sheet", ["Data", 2, "2"])
def test_a_sheet_is_chosen_by_name_or_number(reading, kind, sheet):
    content = WRITERS[kind](("Other", [["no"]]), ("Data", PLAIN))
    found = reading(content, file=f"book.{kind}", sheet=sheet)
    assert rows_of(found) == PLAIN[1:]
    assert (found.reading.notes[0], found.reading.doubts) == ("sheet `Data`, 2 of 2", ())


def test_a_sheet_whose_name_is_a_number_goes_before_the_number(book):
    assert book(("2", PLAIN), ("1", [["no"]]), sheet="2").n_rows == 2


def test_an_unknown_sheet_is_answered_with_near_names(book):
    with pytest.raises(UnknownNameError, match="Did you mean `Data`") as caught:
        book(("Data", PLAIN), sheet="Dataa")
    assert caught.value.code == "sheet-unknown"


@pytest.mark.parametrize("number", [0, 3, "3"])
def test_a_number_beyond_the_sheets_is_answered_with_their_names(book, number):
    with pytest.raises(ReadError, match="They are: `Data`, `More`") as caught:
        book(("Data", PLAIN), ("More", PLAIN), sheet=number)
    assert caught.value.code == "sheet-unknown"


@pytest.mark.parametrize("sheet", [True, "", 1.5])
def test_a_sheet_is_a_name_or_a_number(book, sheet):
    with pytest.raises(ReadError, match=r"`sheet` is .* the name of a sheet or its number"):
        book(PLAIN, sheet=sheet)


def test_the_first_sheet_with_a_table_is_read(book):
    found = book(("Empty", []), ("Cover", [["Report"], ["of May"]]), ("Data", PLAIN), ("Z", []))
    assert rows_of(found) == PLAIN[1:]
    assert found.reading.notes[0] == "sheet `Data`, 3 of 4"
    assert found.reading.doubts == (
        "3 other sheets not read: `Empty`, `Cover` and `Z`; `sheet` decides.",
    )


def test_a_single_column_is_read_where_there_is_no_table(book):
    assert rows_of(book(("Empty", []), ("List", [["name"], ["Ann"], [5]]))) == [["Ann"], ["5"]]


def test_charts_are_not_counted_as_sheets(book):
    found = book(PLAIN, then=lambda made, _: made.add_chartsheet("C").set_chart(chart(made)))
    assert found.reading.notes[0] == "sheet `Sheet1`, 1 of 1"


def chart(made):
    chart = made.add_chart({"type": "line"})
    chart.add_series({"values": "=Sheet1!$A$2:$A$3"})
    return chart


@pytest.mark.parametrize("kind", WRITERS)
def test_a_hidden_sheet_is_read_only_when_it_is_named(reading, kind):
    content = WRITERS[kind](("Seen", [["a", "b"], [5, 6]]), ("Lost", PLAIN), hidden=("Lost",))
    shown = reading(content, file=f"book.{kind}")
    assert (rows_of(shown), shown.reading.doubts) == ([[5, 6]], ())
    found = reading(content, file=f"book.{kind}", sheet="Lost")
    assert rows_of(found) == PLAIN[1:]
    assert found.reading.notes[0] == "sheet `Lost`, 2 of 2, which is hidden"


@pytest.mark.parametrize("kind", WRITERS)
def test_a_workbook_without_cells_is_called_empty(reading, kind):
    content = WRITERS[kind](("A", []), ("Lost", PLAIN), hidden=("Lost",))
    with pytest.raises(ReadError, match="no filled cell in `A`") as caught:
        reading(content, file=f"book.{kind}")
    assert caught.value.code == "file-empty"
    assert caught.value.hint == "Name a hidden sheet with `sheet`: `Lost`."


def test_title_lines_are_set_aside_with_their_row(book):
    found = book([["Sales of May"], [None, "by", "region"], [], *ROWS])
    assert rows_of(found) == ROWS[1:]
    assert [(row.line, row.text, row.reason) for row in found.rejected] == [
        (1, "Sales of May", "stands above the table"),
        (2, "by, region", "stands above the table"),
    ]
    assert (found.reading.header_line, found.reading.n_rejected) == (4, 2)
    assert "header in row 4" in found.reading.notes


def test_a_title_right_above_the_names_is_set_aside(book):
    found = book([["Sales"], ["a", "b", "c"], [1, 2, 3]])
    assert (list(found.reading.types), found.reading.header_line) == (["a", "b", "c"], 2)


def test_a_title_merged_over_the_table_is_no_name(book):
    found = book([[], ["a", "b", "c"], [1, 2, 3]],
                 then=lambda _, sheet: sheet.merge_range(0, 0, 0, 2, "Sales"))  # fmt: skip
    assert list(found.reading.types) == ["a", "b", "c"]
    assert found.rejected[0].text == "Sales"


def test_a_table_may_begin_anywhere(book):
    found = book([[], [], *([None, None, *row] for row in PLAIN)])
    assert rows_of(found) == PLAIN[1:]
    assert found.reading.header_line == 3
    assert found.rejected == ()


def test_a_table_may_begin_far_down(book):
    found = book([*[[]] * 500, *PLAIN])
    assert rows_of(found) == PLAIN[1:]
    assert found.reading.header_line == 501


def test_a_table_without_names_is_read_as_such(book):
    found = book([[1, "x"], [2, "y"]])
    assert rows_of(found) == [[1, "x"], [2, "y"]]
    assert list(found.reading.types) == ["column_1", "column_2"]
    assert "no header" in found.reading.notes


def test_header_overrides_what_is_found(book):
    assert rows_of(book(PLAIN, header=False))[0] == ["a", "b"]
    assert list(book([[1, "x"], [2, "y"]], header=True).reading.types) == ["1", "x"]


def test_names_that_are_dates_or_years_stand_above_numbers(book):
    months = [dt.date(2024, month, 1) for month in (1, 2, 3)]
    found = book([["shop", *months], ["A", 1, 2, 3], ["B", 4, 5, 6]])
    assert list(found.reading.types) == ["shop", "2024-01-01", "2024-02-01", "2024-03-01"]
    years = book([["shop", 2023, 2024], ["A", 1.5, 2.5], ["B", 4.5, 5.5]])
    assert list(years.reading.types) == ["shop", "2023", "2024"]


def test_names_are_made_unique(book):
    found = book([["a", None, "a", " b "], [1, 2, 3, 4]])
    assert list(found.reading.types) == ["a", "column_2", "a_2", "b"]
    assert found.reading.renamed == {"column_2": "", "a_2": "a"}


def test_empty_rows_and_columns_are_left_out(book):
    rows = [["a", None, "b"], [1, None, "x"], [], [None, None, "  "], [2, None, "y"]]
    found = book(rows)
    assert rows_of(found) == PLAIN[1:]
    assert (found.reading.skipped, found.reading.n_empty_columns) == (2, 1)


def test_a_named_column_without_values_is_kept(book):
    assert rows_of(book([["a", "b"], [1], [2]])) == [[1, None], [2, None]]


def test_names_below_merged_names_are_joined(book):
    def merge(_, sheet):
        sheet.merge_range(0, 0, 1, 0, "region")
        sheet.merge_range(0, 1, 0, 2, "2024")
        sheet.merge_range(0, 3, 0, 4, "2025")

    found = book([[], [None, "Q1", "Q2", "Q1", "Q2"], ["N", 1, 2, 3, 4]], then=merge)
    assert list(found.reading.types) == ["region", "2024 Q1", "2024 Q2", "2025 Q1", "2025 Q2"]
    assert rows_of(found) == [["N", 1, 2, 3, 4]]
    assert found.reading.notes[1:] == (
        "header in rows 1 and 2",
        "merged names stand over each of their columns",
    )


def test_years_below_merged_names_are_names_too(book):
    def merge(_, sheet):
        sheet.merge_range(0, 1, 0, 2, "sales")

    found = book([["region"], [None, 2023, 2024], ["N", 10, 20], ["S", 30, 40]], then=merge)
    assert list(found.reading.types) == ["region", "sales 2023", "sales 2024"]


def test_a_merged_name_above_values_is_repeated_and_made_unique(book):
    found = book([["id"], [1, 2.5, 3.5], [2, 4.5, 5.5]],
                 then=lambda _, sheet: sheet.merge_range(0, 1, 0, 2, "score"))  # fmt: skip
    assert list(found.reading.types) == ["id", "score", "score_2"]
    assert rows_of(found) == [[1, 2.5, 3.5], [2, 4.5, 5.5]]


def test_header_rows_says_how_many_hold_the_names(book):
    found = book([["id", "size"], [None, "cm"], [1, 180]], header_rows=2)
    assert list(found.reading.types) == ["id", "size cm"]
    assert rows_of(found) == [[1, 180]]


def test_a_merged_value_stands_in_its_first_row(book):
    found = book([["region", "n"], [None, 1], [None, 2]],
                 then=lambda _, sheet: sheet.merge_range(1, 0, 2, 0, "North"))  # fmt: skip
    assert rows_of(found) == [["North", 1], [None, 2]]
    assert "the value of 1 merged range in its first cell only" in found.reading.notes


def test_a_total_is_kept_and_said(book):
    rows = [["region", "n"], ["N", 1], ["S", 2], ["W", 3], [], ["Total", 6]]
    found = book(rows)
    assert rows_of(found)[-1] == ["Total", 6]
    assert found.reading.doubts == (
        "The last row (6) may be totals or notes; `footer=1` leaves them out.",
    )


def test_footer_leaves_the_last_rows_out(book):
    rows = [["region", "n"], ["N", 1], ["S", 2], ["Total", 3], [], ["Source: us"]]
    found = book(rows, footer=2)
    assert rows_of(found) == [["N", 1], ["S", 2]]
    assert [(row.line, row.text, row.reason) for row in found.rejected] == [
        (4, "Total, 3", "stands below the table"),
        (6, "Source: us", "stands below the table"),
    ]
    assert found.reading.doubts == ()


@pytest.mark.parametrize("kind", WRITERS)
def test_errors_are_missing_and_counted(reading, kind):
    rows = [["a", "b"], [1, "x"], ["#N/A", "y"], [3, "#DIV/0!"]]
    content = WRITERS[kind](rows) if kind != "xlsx" else xlsx(_with_errors(rows))
    found = reading(content, file=f"book.{kind}")
    assert rows_of(found) == [[1, "x"], [None, "y"], [3, None]]
    assert types_of(found) == ["int64", "string"]
    assert "2 errors such as #N/A read as missing" in found.reading.notes


def _with_errors(rows):
    def error(cell):
        return Formula("=NA()", cell) if str(cell).startswith("#") else cell

    return [[error(cell) for cell in cells] for cells in rows]


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_a_formula_without_a_stored_value_is_missing_and_counted(reading, kind):
    content = WRITERS[kind]([["a", "b"], [1, Formula("=A2+1")], [2, Formula("=A3+1")], [3, 4]])
    found = reading(content, file=f"book.{kind}")
    assert rows_of(found) == [[1, None], [2, None], [3, 4]]
    assert "2 formulas without a stored value read as missing" in found.reading.notes


def test_a_formula_is_not_computed(book):
    found = book([["a"], [1], [Formula("=1+1", 7)], [Formula("=A2", 8.5)]])
    assert rows_of(found) == [[1], [7], [8.5]]


def test_text_that_looks_like_a_formula_stays_text(book):
    assert rows_of(book([["a", "b"], ["=1+1", 1], ["+x", 2]])) == [["=1+1", 1], ["+x", 2]]


def test_whole_numbers_are_integers_where_all_are_whole(book):
    found = book([["a", "b", "c"], [3.0, 3.0, 2e15], [-4.0, 4.5, 2e16]])
    assert types_of(found) == ["int64", "double", "double"]
    assert rows_of(found) == [[3, 3.0, 2e15], [-4, 4.5, 2e16]]


def test_numbers_stored_as_text_are_numbers(book):
    found = book([["a", "b", "c"], ["1", 1, "1.234,5"], ["2", "2", "5,25"], ["3", "n/a", "-"]])
    assert rows_of(found) == [[1, 1, 1234.5], [2, 2, 5.25], [3, None, None]]
    assert types_of(found) == ["int64", "int64", "double"]
    assert (found.reading.nulls, found.reading.decimal) == (("-", "n/a"), ",")


def test_texts_with_decimal_commas_join_the_numbers(book):
    assert rows_of(book([["a"], [1.5], ["2,75"], ["1.000,5"]])) == [[1.5], [2.75], [1000.5]]


def test_ids_with_leading_zeros_stay_text(book):
    assert rows_of(book([["id", "n"], ["007", 1], ["012", 2]])) == [["007", 1], ["012", 2]]


def test_texts_that_are_dates_join_the_dates(book):
    day = dt.date(2024, 1, 31)
    found = book([["a", "b"], [day, day], ["15.02.2024", dt.datetime(2024, 3, 1, 12, 30)]])
    assert types_of(found) == ["date32[day]", "timestamp[us]"]
    assert rows_of(found) == [
        [day, dt.datetime(2024, 1, 31)],
        [dt.date(2024, 2, 15), dt.datetime(2024, 3, 1, 12, 30)],
    ]


def test_mixed_values_become_text_and_a_doubt(book):
    found = book([["a", "b"], [1, dt.date(2024, 1, 31)], ["x", 5], [2.5, True]])
    assert rows_of(found) == [["1", "2024-01-31"], ["x", "5"], ["2.5", "TRUE"]]
    assert found.reading.doubts == (
        "`a` holds numbers and texts, so it was read as text; `nulls` names what means missing.",
        "`b` holds dates, numbers and truth values, so it was read as text.",
    )


def test_amounts_with_a_sign_do_not_join_bare_numbers(book):
    assert rows_of(book([["a"], [0.05], ["5 %"], ["7 %"]])) == [["0.05"], ["5 %"], ["7 %"]]


def test_texts_with_a_sign_become_numbers_and_keep_their_unit(book):
    found = book([["a"], ["5 %"], ["7 %"]])
    assert (rows_of(found), found.reading.units) == ([[5], [7]], {"a": "%"})


def test_nulls_are_taken_out_of_numbers_and_texts(book):
    found = book(
        [["a", "b"], [1, "x"], [-99, "none"], ["void", "y"]], nulls=["-99", "void", "none"]
    )
    assert rows_of(found) == [[1, "x"], [None, None], [None, "y"]]


def test_types_overrides_what_is_found(book):
    rows = [["a", "b", "c"], [1, "3/4/2024", dt.time(1, 30)], [2.5, "5/6/2024", dt.time(2, 0)]]
    found = book(rows, types={"a": "text", "b": "mdy", "c": "duration"})
    assert rows_of(found) == [
        ["1", dt.date(2024, 3, 4), 5400.0],
        ["2.5", dt.date(2024, 5, 6), 7200.0],
    ]
    assert found.reading.doubts == ()


def test_a_type_that_does_not_fit_is_refused(book):
    with pytest.raises(ReadError, match=r"can be read as a number.*'x'"):
        book([["a"], [1], ["x"]], types={"a": "number"})
    with pytest.raises(ReadError, match=r"can be read as a date.*'1'"):
        book([["a"], [1], [2]], types={"a": "date"})


def test_a_type_for_an_unknown_column_is_answered_with_near_names(book):
    with pytest.raises(UnknownNameError, match="Did you mean `price`"):
        book(ROWS, types={"prise": "text"})


def test_an_option_of_other_formats_is_refused(book):
    with pytest.raises(ReadError, match="`delimiter` does not apply to a workbook"):
        book(PLAIN, delimiter=";")


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_times_of_day_are_texts_and_durations_seconds(reading, kind):
    rows = [
        ["at", "took"],
        [dt.time(13, 5), dt.timedelta(hours=30)],
        [dt.time(9), dt.timedelta(hours=1)],
    ]
    found = reading(WRITERS[kind](rows), file=f"book.{kind}")
    assert [[at[:8], took] for at, took in rows_of(found)] == [
        ["13:05:00", 108000.0],
        ["09:00:00", 3600.0],
    ]


def test_days_are_counted_from_1904_where_the_workbook_says_so(book):
    day = dt.date(2024, 1, 31)
    for options in ({}, {"date_1904": True}):
        assert rows_of(book([["a", "b"], [day, 1]], options=options)) == [[day, 1]]


def test_the_day_excel_invented_changes_nothing_after_it(book):
    days = [dt.date(1900, 3, 1), dt.date(1900, 12, 31), dt.date(9999, 12, 31)]
    assert rows_of(book([["day"], *([day] for day in days)])) == [[day] for day in days]


def test_a_number_that_may_mean_missing_is_a_doubt(book):
    found = book([["age", "n"], [34, 1], [-999, 2], [51, 3]])
    (doubt,) = found.reading.doubts
    assert doubt.startswith("`age` holds -999 in 1 row")


def test_many_rows_are_read_in_the_order_they_stand(book):
    rows = [["a", "b"], *([n, f"text {n}"] for n in range(45_000)), [Formula("=1", 1.5), None]]
    found = book(rows)
    numbers = found.to_arrow().column("a")
    assert numbers.to_pylist() == [*map(float, range(45_000)), 1.5]
    assert found.to_arrow().column("b")[44_999].as_py() == "text 44999"


def test_a_value_of_another_kind_far_down_is_not_lost(book):
    found = book([["a", "b"], *([n, n] for n in range(25_000)), ["late", 1]])
    assert types_of(found) == ["string", "int64"]
    assert found.to_arrow().column("a")[25_000].as_py() == "late"


def test_equal_workbooks_have_one_version_and_the_sheet_is_part_of_it(book):
    read = functools.partial(book, ("A", PLAIN), ("B", PLAIN), then=_dated)
    assert read().version == read().version
    assert read(sheet="A").version != read(sheet="B").version


def _dated(made, *_):
    made.set_properties({"created": dt.datetime(2024, 1, 1)})
