from datetime import UTC, date, datetime

import pytest

from jupyter_analyst.errors import ReadError, UnknownNameError


def column(dataset, name="x"):
    return dataset.table.column(name).to_pylist()


def one(reading, *cells, delimiter=";", **given):
    return reading("\n".join([f"x{delimiter}y", *(f"{c}{delimiter}t" for c in cells)]), **given)


@pytest.mark.parametrize(
    ("cells", "values", "kind"),
    [
        (["1", "-2", ""], [1, -2, None], "number"),
        (["9223372036854775807", "0"], [9223372036854775807, 0], "number"),
        (["1.5", "-.5", "2e3"], [1.5, -0.5, 2000.0], "number"),
        (["1,5", "-0,25"], [1.5, -0.25], "number"),
        (["1.234,50", "12.000,00", "3,5"], [1234.5, 12000.0, 3.5], "number"),
        (["1,234.50", "12,000.00"], [1234.5, 12000.0], "number"),
        (["1'234.5", "12'000"], [1234.5, 12000.0], "number"),
        (["1\u202f234,5", "12\u202f000"], [1234.5, 12000.0], "number"),
        (["+5", "6"], [5, 6], "number"),
        (["\u22125", "6"], [-5, 6], "number"),
        ([" 1 ", "2"], [1, 2], "number"),
        (["1.5", "inf"], [1.5, float("inf")], "number"),
        (["5 %", "7 %"], [5, 7], "number"),
        (["$5.5", "-$7.5"], [5.5, -7.5], "number"),
        (["true", "FALSE", ""], [True, False, None], "boolean"),
        (["ja", "nein", "-"], [True, False, None], "boolean"),
        (["2024-01-31", "1999-12-01"], [date(2024, 1, 31), date(1999, 12, 1)], "date"),
        (["2024-01-31", "?"], [date(2024, 1, 31), None], "date"),
        (["2024-01-31 10:30", "2024-02-01T00:00:01"],
         [datetime(2024, 1, 31, 10, 30), datetime(2024, 2, 1, 0, 0, 1)], "date"),
        (["2024-01-31T10:00+02:00", "2024-01-31T10:00Z"],
         [datetime(2024, 1, 31, 8, tzinfo=UTC), datetime(2024, 1, 31, 10, tzinfo=UTC)], "date"),
        (["1.2.2024", "11.12.2024"], [date(2024, 2, 1), date(2024, 12, 11)], "date"),
        (["1.2.2024 9:05", "11.12.2024 10:00"],
         [datetime(2024, 2, 1, 9, 5), datetime(2024, 12, 11, 10, 0)], "date"),
        (["31/01/2024", "01/02/2024"], [date(2024, 1, 31), date(2024, 2, 1)], "date"),
        (["01/31/2024", "02/01/2024"], [date(2024, 1, 31), date(2024, 2, 1)], "date"),
        (["2024/1/31", "2024/02/01"], [date(2024, 1, 31), date(2024, 2, 1)], "date"),
    ],
)  # fmt: skip
def test_values_get_the_type_all_of_them_have(reading, cells, values, kind):
    dataset = one(reading, *cells)
    assert column(dataset) == values
    assert dataset["x"].kind == kind


@pytest.mark.parametrize(
    "cells",
    [
        ["01234", "99999"],  # postal codes
        ["007", "1.5"],
        ["1" * 39, "5"],  # beyond 38 digits
        ["12345678901234567890", "1.5"],
        ["0x1F", "0x2A"],
        ["01/02/2024", "03/04/2024"],  # day or month first?
        ["31.02.2024", "01.03.2024"],  # no such day
        ["2024-02-30", "2024-01-01"],
        ["2024-01", "2024-02"],
        ["12:30", "13:00"],
        ["10:00:00", "23:59:59"],  # a time of day or a duration?
        ["10-20-30", "11-22-33"],  # a code, or a day of October?
        ["+49 301 234 567", "+49 301 234 568"],
        ["1,23,456", "1,23"],
        ["1-2", "3-"],
        ["1", "two"],
        ["1.234", "1.234,5,6"],
        ["5 €", "7"],
        ["yes", "maybe"],
        ["NO", "NO"],  # Norway
        ["none", "mild"],
        ["none", "unknown"],
        ["1.2.3", "4.5.6"],
    ],
)
def test_what_is_not_sure_stays_text_as_it_is(reading, cells):
    dataset = one(reading, *cells)
    assert column(dataset) == cells
    assert dataset.reading.types["x"] == "string"


def test_a_type_must_fit_the_last_value_too(reading):
    cells = [str(n) for n in range(5000)]
    assert column(one(reading, *cells, "x1"))[-1] == "x1"
    assert column(one(reading, *cells, "0.5"))[-2:] == [4999.0, 0.5]
    assert column(one(reading, *(["true", "false"] * 2000), "perhaps"))[-1] == "perhaps"
    assert column(one(reading, *(["2024-01-01"] * 2000), "soon"))[-1] == "soon"


def test_the_order_of_days_may_follow_from_a_late_value(reading):
    dataset = one(reading, *(["01/02/2024"] * 3000), "13/02/2024")
    assert column(dataset)[0] == date(2024, 2, 1)


def test_an_empty_start_does_not_hide_the_type(reading):
    dataset = one(reading, *([""] * 2000), "1", "2")
    assert column(dataset)[-2:] == [1, 2]
    assert dataset.table.column("x").null_count == 2000


def test_missing_is_spelled_as_the_columns_show(reading):
    dataset = reading("a,b,c,d\n1,x,NA,none\n-,y,DE,mild\nk.A.,NaN,FR,mild\n4,-,DE,none\n")
    assert column(dataset, "a") == [1, None, None, 4]
    assert column(dataset, "b") == ["x", "y", None, None]  # a dash means missing in this file
    assert column(dataset, "c") == ["NA", "DE", "FR", "DE"]  # a country
    assert column(dataset, "d") == ["none", "mild", "mild", "none"]  # a degree
    assert dataset.reading.nulls == ("-", "NaN", "k.A.")
    assert "missing: - NaN k.A." in dataset.reading.sentence()


def test_a_column_without_values_is_text(reading):
    dataset = reading("a,b\n,1\n,2\n")
    assert column(dataset, "a") == [None, None]
    assert (dataset["a"].kind, dataset["a"].levels) == ("text", 0)


@pytest.mark.parametrize(
    ("content", "values", "decimal"),
    [
        ('n,x\nA,"1,234"\nB,"2,345"\n', [1234, 2345], ""),  # thousands between commas
        ("n;x\nA;1,234\nB;2,345\n", [1.234, 2.345], ","),  # decimals between semicolons
        ("n;x;y\nA;1.234;0,5\nB;2.345;1,5\n", [1234, 2345], ","),
        ("n;x\nA;1.234\nB;2.345\n", [1.234, 2.345], "."),
        ("n;x;y\nA;0.234;0,5\nB;2.345;1,5\n", [0.234, 2.345], None),
    ],
)
def test_a_doubtful_mark_follows_the_rest_of_the_file(reading, content, values, decimal):
    dataset = reading(content)
    assert column(dataset) == values
    assert decimal in {None, dataset.reading.decimal}


def test_marks_and_units_are_recorded(reading):
    dataset = reading("Artikel;Preis\nBrot;1.300,00 €\nSalz;0,99 €\n")
    assert column(dataset, "Preis") == [1300.0, 0.99]
    assert (dataset.reading.decimal, dataset.reading.thousands) == (",", ".")
    assert dataset.reading.sentence() == (
        "CSV, UTF-8, semicolon-separated, header in the first row, decimal comma, "
        "thousands point; € taken off 1 column"
    )


def test_decimal_and_thousands_can_be_given(reading):
    assert column(one(reading, "1.234", "2.345", decimal=",")) == [1234, 2345]
    assert column(one(reading, "1.234", "2.345", decimal=".")) == [1.234, 2.345]
    assert column(one(reading, "1_234", "2_345", thousands="_")) == [1234, 2345]
    assert column(one(reading, "1,234", "2", decimal=".", thousands="")) == ["1,234", "2"]


def test_what_means_missing_can_be_given(reading):
    dataset = one(reading, "1", "-99", "x", nulls=["-99", "x"])
    assert column(dataset) == [1, None, None]
    assert column(one(reading, "NA", "yes", nulls="-99")) == ["NA", "yes"]
    assert column(one(reading, "1", "NA", nulls=[])) == ["1", "NA"]


def test_types_can_be_given(reading):
    assert column(one(reading, "1", "2", types={"x": "text"})) == ["1", "2"]
    assert column(one(reading, "1", "-", types={"x": "number"})) == [1, None]
    assert column(one(reading, "yes", "no", types={"x": "boolean"})) == [True, False]
    assert column(one(reading, "2024-01-31", types={"x": "date"})) == [date(2024, 1, 31)]
    assert column(one(reading, "01/02/2024", types={"x": "dmy"})) == [date(2024, 2, 1)]
    assert column(one(reading, "01/02/2024", types={"x": "mdy"})) == [date(2024, 1, 2)]


@pytest.mark.parametrize("kind", ["number", "boolean", "date", "dmy"])
def test_a_type_that_does_not_fit_is_refused_with_the_values(reading, kind):
    with pytest.raises(ReadError, match="'soon'") as caught:
        one(reading, "soon", types={"x": kind})
    assert caught.value.code == "option-wrong"


def test_a_type_for_an_unknown_column_offers_near_names(reading):
    with pytest.raises(UnknownNameError, match="Did you mean `price`"):
        reading("price,n\n1,2\n", types={"prise": "text"})


def test_numbers_in_parentheses_are_negative_as_accountants_write_them(reading):
    dataset = reading('name,x\nSales,"$1,234.50"\nCost,($567.00)\nTax,$(1.50)\nRest,\n')
    assert column(dataset) == [1234.5, -567.0, -1.5, None]
    assert dataset.reading.sentence().endswith("; $ taken off 1 column; (5) read as -5 in 1 column")


def test_parentheses_around_every_value_are_no_sign(reading):
    dataset = one(reading, "(1)", "(2)")
    assert column(dataset) == ["(1)", "(2)"]
    assert "-5" not in dataset.reading.sentence()


def test_errors_of_excel_are_missing_values_and_said(reading):
    dataset = one(reading, "1.5", "#DIV/0!", "#WERT!", "#N/A", "#NAME?")
    assert column(dataset) == [1.5, None, None, None, None]
    assert "missing: #DIV/0! #N/A #NAME? #WERT!" in dataset.reading.sentence()
