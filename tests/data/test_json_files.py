import datetime as dt
import json
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest

from jupyter_analyst.errors import ReadError, UnknownNameError

ROWS = [{"a": 1, "b": "x"}, {"a": 2, "b": None}]
FRAME = pd.DataFrame({"a": [1, 2], "b": ["x", None]})


@pytest.fixture
def read(reading):
    """Write a document, or a text, to a JSON file and read it."""

    def read(document, *, file="file.json", **given):
        text = document if isinstance(document, str | bytes) else json.dumps(document)
        return reading(text, file=file, **given)

    return read


def rows(dataset):
    return dataset.table.to_pylist()


def column(dataset, name="v"):
    return dataset.table.column(name).to_pylist()


def test_a_list_of_objects_is_a_table(read):
    dataset = read(ROWS)
    assert rows(dataset) == ROWS
    assert dataset.reading.sentence() == "JSON"
    assert dataset.reading.types == {"a": "int64", "b": "string"}


def test_keys_that_are_not_in_every_object_are_missing_there(read):
    assert rows(read([{"a": 1}, {"b": 2}, None])) == [
        {"a": 1, "b": None},
        {"a": None, "b": 2},
        {"a": None, "b": None},
    ]


def test_the_list_inside_an_object_is_the_table_and_named(read):
    dataset = read({"status": "ok", "page": {"n": 1, "data": ROWS}})
    assert rows(dataset) == ROWS
    assert dataset.reading.notes == ("rows from `page.data`, status beside it left out",)


def test_the_longest_of_several_lists_is_taken_and_the_others_are_named(read):
    document = {"staff": [{"n": 1}], "sales": ROWS}
    dataset = read(document)
    assert rows(dataset) == ROWS
    expected = "rows could be those of `staff` (1 row) too; `table` says which"
    assert dataset.reading.doubts == (expected,)
    assert rows(read(document, table="staff")) == [{"n": 1}]


def test_a_table_that_is_not_there_is_refused_with_near_names(read):
    with pytest.raises(UnknownNameError) as caught:
        read({"sales": ROWS, "at": {"staff": ROWS}}, table="at.staf")
    assert str(caught.value) == ("Table `at.staf` is not in the document. Did you mean `at.staff`?")


def test_a_name_with_a_dot_in_it_is_found(read):
    assert rows(read({"a.b": ROWS, "c": [{"n": 1}] * 9}, table="a.b")) == ROWS


@pytest.mark.parametrize("orient", ["records", "columns", "index", "split", "table", "tight"])
def test_every_orientation_pandas_writes_is_read_back(read, orient):
    if orient == "tight":
        text = json.dumps(FRAME.to_dict(orient="tight"))
    else:
        text = FRAME.to_json(orient=orient, index=False if orient == "table" else None)
    assert rows(read(text)) == ROWS


@pytest.mark.parametrize("orient", ["columns", "index", "split", "table"])
def test_an_index_that_says_something_becomes_a_column(read, orient):
    frame = FRAME.set_index(pd.Index(["p", "q"]))
    if orient == "columns":  # names as keys in both directions: taken as rows under their keys
        frame = frame.set_index(pd.Index(["4", "7"]))
    found = rows(read(frame.to_json(orient=orient)))
    labels = list(frame.index)
    assert found == [{"index": label, **row} for label, row in zip(labels, ROWS, strict=True)]


def test_an_array_of_arrays_has_columns_without_names(read):
    expected = [{"column_1": 1, "column_2": "x"}, {"column_1": 2, "column_2": None}]
    assert rows(read([[1, "x"], [2]])) == expected


def test_an_array_of_arrays_may_begin_with_its_names(read):
    document = [["a", "b"], [1, "x"]]
    assert rows(read(document)) == [{"a": 1, "b": "x"}]
    assert len(rows(read(document, header=False))) == 2
    assert rows(read([["a"], ["x"]], header=True)) == [{"a": "x"}]


def test_plain_values_are_one_column(read):
    assert rows(read([1, 2])) == [{"value": 1}, {"value": 2}]


def test_an_object_of_lists_of_equal_length_is_an_object_of_columns(read):
    dataset = read({"a": [1, 2], "b": ["x", None]})
    assert rows(dataset) == ROWS
    assert dataset.reading.notes == ("an object of columns",)


def test_any_other_object_is_one_row(read):
    dataset = read({"a": 1, "tags": ["x", "y"], "at": {"city": "Bonn"}})
    assert rows(dataset) == [{"a": 1, "tags": '["x", "y"]', "at.city": "Bonn"}]
    assert dataset.reading.notes == (
        "one object, read as one row",
        "at taken apart into columns with dotted names",
        "lists in tags as JSON text",
    )


def test_objects_in_objects_get_dotted_names_in_their_order(read):
    dataset = read([{"u": {"n": "Ann", "at": {"zip": "53"}}, "x": 1}, {"u": None, "x": 2}])
    assert rows(dataset) == [
        {"u.n": "Ann", "u.at.zip": "53", "x": 1},
        {"u.n": None, "u.at.zip": None, "x": 2},
    ]


def test_lists_stay_json_texts_also_beside_objects(read):
    dataset = read([{"v": [1, {"b": "ü"}]}, {"v": {"c": 1}}, {"v": []}, {}])
    assert column(dataset) == ['[1, {"b": "ü"}]', '{"c": 1}', "[]", None]
    assert dataset.reading.notes == ("lists in v as JSON text",)


def test_thousands_of_keys_in_an_object_are_values_and_stay_json(read):
    dataset = read([{"v": {str(n): 1 for n in range(1001)}}])
    assert column(dataset)[0].startswith('{"0": 1, "1": 1,')


def test_too_many_keys_for_a_table_are_refused(read):
    with pytest.raises(ReadError, match="10,001 different keys") as caught:
        read([{str(n): n} for n in range(10_001)])
    assert caught.value.code == "json-wide"


def test_names_that_meet_stay_apart(read):
    dataset = read([{"a.b": 1, "a": {"b": 2}, "": 3}])
    assert rows(dataset) == [{"a.b": 1, "a.b_2": 2, "column_3": 3}]
    assert dataset.reading.renamed == {"a.b_2": "a.b", "column_3": ""}


@pytest.mark.parametrize(
    ("spelled", "value", "kind"),
    [
        ("[9007199254740993]", 9007199254740993, "int64"),
        ("[18446744073709551616]", Decimal(18446744073709551616), "decimal128(20, 0)"),
        ("[1, 0.5]", 1.0, "double"),
        ("[1e308]", 1e308, "double"),
        ("[0.1]", 0.1, "double"),
        ("[NaN, 1.5]", None, "double"),
        ("[-Infinity]", -np.inf, "double"),
        ("[true, null]", True, "bool"),
        ('["2024-01-31", ""]', dt.date(2024, 1, 31), "date32[day]"),
        ('["2024-01-31T10:00:00"]', dt.datetime(2024, 1, 31, 10), "timestamp[us]"),
        ('["2024-02-30"]', "2024-02-30", "string"),
        ('["31.01.2024"]', "31.01.2024", "string"),
        ('["007"]', "007", "string"),
        ('["12"]', "12", "string"),
        ('["\\ud83d\\ude00"]', "😀", "string"),
        ('["\\ud83d"]', "\\ud83d", "string"),
        ("[null]", None, "string"),
    ],
)
def test_values_keep_their_types_and_all_their_digits(read, spelled, value, kind):
    dataset = read('[{"i": 1, "v": ' + '}, {"i": 1, "v": '.join(json_parts(spelled)) + "}]")
    assert (column(dataset)[0], dataset.reading.types["v"]) == (value, kind)
    assert dataset.reading.doubts == ()


def json_parts(spelled):
    return spelled[1:-1].split(", ")


def test_a_moment_with_a_zone_is_a_moment(read):
    (found,) = column(read([{"v": "2024-01-31T10:00:00+02:00"}]))
    assert found == dt.datetime(2024, 1, 31, 8, tzinfo=dt.UTC)


def test_integers_no_type_can_hold_stay_exact_as_text_with_a_doubt(read):
    dataset = read([{"v": 10**39}, {"v": 1}])
    assert column(dataset) == ["1" + "0" * 39, "1"]
    expected = "`v` holds too large whole numbers and is read as text; `types` decides otherwise"
    assert dataset.reading.doubts == (expected,)


def test_an_integer_of_thousands_of_digits_stays_exact(read):
    digits = "7" * 5000
    assert column(read(f'[{{"v": {digits}}}]')) == [digits]


def test_an_integer_a_float_would_change_is_not_changed(read):
    dataset = read([{"v": 2**53 + 1}, {"v": 0.5}])
    assert column(dataset) == ["9007199254740993", "0.5"]
    assert "read as text" in dataset.reading.doubts[0]


def test_numbers_too_large_for_a_float_are_counted(read):
    dataset = read('[{"v": 1e400}, {"v": Infinity}]')
    assert column(dataset) == [np.inf, np.inf]
    assert dataset.reading.notes == ("1 number too large for a float read as infinite",)


def test_mixed_types_become_text_with_a_doubt_and_types_decide(read):
    document = [{"v": 1}, {"v": "n/a"}, {"v": 2.5}]
    dataset = read(document)
    assert column(dataset) == ["1", "n/a", "2.5"]
    assert dataset.reading.doubts[0].endswith("is read as text; `types` decides otherwise")
    assert column(read(document, types={"v": "number"})) == [1.0, None, 2.5]
    assert column(read([{"v": 7}], types={"v": "text"})) == ["7"]


def test_a_type_for_a_column_that_is_not_there_is_refused(read):
    with pytest.raises(UnknownNameError, match="Column `w` is not in `"):
        read(ROWS, types={"w": "text"})


def test_keys_that_stand_twice_are_noted(read):
    dataset = read('[{"a": 1, "a": 2}, {"a": 3, "a": 4, "a": 5}]')
    assert column(dataset, "a") == [2, 5]
    assert dataset.reading.notes == ("keys there twice, the last value read: `a` in 2 objects",)


def test_rows_of_another_kind_are_set_aside(read):
    dataset = read([{"a": 1}, 5, ["x"]])
    assert rows(dataset) == [{"a": 1}]
    assert [(one.text, one.reason) for one in dataset.rejected] == [
        ("5", "is not an object as the other rows are"),
        ('["x"]', "is not an object as the other rows are"),
    ]
    assert dataset.reading.n_rejected == 2


LINES = '{"a": 1, "b": "x"}\n{"a": 2, "b": null}\n'


@pytest.mark.parametrize("file", ["a.jsonl", "a.ndjson", "a.json", "a.csv"])
def test_json_lines_are_read_whatever_they_are_called(read, file):
    dataset = read(LINES, file=file)
    assert rows(dataset) == ROWS
    assert dataset.reading.sentence() == "JSON lines"


@pytest.mark.parametrize("text", [LINES.replace("\n", "\r\n"), LINES.replace("\n", "\n \n\n")])
def test_json_lines_may_have_other_line_ends_and_gaps(read, text):
    assert rows(read(text, file="a.jsonl")) == ROWS


def test_empty_lines_are_counted(read):
    assert read('\n{"a": 1}\n\n{"a": 2}\n', file="a.jsonl").reading.skipped == 2


def test_a_cut_last_line_is_set_aside(read):
    dataset = read(LINES + '{"a": 3, "b', file="a.jsonl")
    assert rows(dataset) == ROWS
    (one,) = dataset.rejected
    assert (one.line, one.text) == (3, '{"a": 3, "b')
    assert one.reason == "ends too early (column 10)"


def test_a_damaged_first_line_is_set_aside_too(read):
    dataset = read('{"a": }\n' + LINES)
    assert [one.line for one in dataset.rejected] == [1]
    assert dataset.table.num_rows == 2


def test_more_damaged_lines_than_others_are_refused(read):
    with pytest.raises(ReadError, match=r"line 2 breaks off at 'oops' \(column 1, ") as caught:
        read('{"a": 1}\noops\nno\n', file="a.jsonl")
    assert caught.value.code == "json-damaged"


def test_a_line_nested_too_deep_is_set_aside(read):
    deep = "[" * 100_000
    dataset = read('{"a": 1}\n' + deep + "\n", file="a.jsonl")
    assert dataset.rejected[0].reason == "is nested deeper than 200 levels"


def test_lists_on_lines_are_rows(read):
    assert rows(read('["a", "b"]\n[1, "x"]\n', file="a.jsonl")) == [{"a": 1, "b": "x"}]


def test_objects_written_one_after_the_other_are_rows(read):
    assert rows(read('{\n "a": 1,\n "b": "x"\n}\n{\n "a": 2,\n "b": null\n}\n')) == ROWS


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]
)
def test_every_usual_encoding_is_found(read, encoding):
    text = json.dumps([{"v": "Müller, größer, Ä"}], ensure_ascii=False)
    assert column(read(text.encode(encoding))) == ["Müller, größer, Ä"]


def test_the_encoding_can_be_given(read):
    text = json.dumps([{"v": "Łódź"}], ensure_ascii=False).encode("cp1250")
    dataset = read(text, encoding="cp1250")
    assert (column(dataset), dataset.reading.encoding) == (["Łódź"], "cp1250")


@pytest.mark.parametrize("text", ['{"a": 1}', '[{"a": 1}]', "[[1]]", '\n [\n {"a": 1}]'])
def test_json_is_recognised_whatever_it_is_called(read, text):
    assert read(text, file="a.csv").reading.format == "json"


def test_text_in_brackets_is_still_text(read):
    assert read("[EUR],[n]\n1.5,2\n", file="a.csv").reading.format == "csv"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('[{"a": 1},\n {"a": 2},\n {"a"', r"line 3 ends too early \(column 6\)"),
        ('[{"a": 1},\n {"a": x}]', r"line 2 breaks off at 'x}\]' \(column 8, expecting value\)"),
        ("{'a': 1}", r"line 1 breaks off at \"'a': 1}\""),
        ('[{"a": 1}] and more', r"line 1 breaks off at 'and more' \(column 12"),
        ('[{"a": "x', r"line 1 ends too early"),
        ("not JSON", r"line 1 breaks off at 'not JSON' \(column 1, expecting value\)"),
    ],
)
def test_damage_is_located(read, text, place):
    with pytest.raises(ReadError, match=place) as caught:
        read(text)
    assert caught.value.code == "json-damaged"


@pytest.mark.parametrize("bomb", ["[" * 100_000, '{"a":' * 100_000], ids=["lists", "objects"])
def test_endless_brackets_are_refused_with_their_place(read, bomb):
    with pytest.raises(
        ReadError, match="nested deeper than 200 levels in line 2, column"
    ) as caught:
        read('[{"a": 1},\n' + bomb)
    assert caught.value.code == "json-damaged"


@pytest.mark.parametrize("document", [[], {}, None, [{}], {"data": []}, [[]]])
def test_a_document_without_rows_is_refused(read, document):
    with pytest.raises(ReadError) as caught:
        read(document)
    assert caught.value.code == "no-columns"


def test_options_that_mean_nothing_are_refused(read):
    with pytest.raises(ReadError, match="`decimal` does not apply to a JSON file"):
        read(ROWS, decimal=",")


@pytest.mark.parametrize("file", ["a.json", "a.jsonl"])
def test_damage_ends_in_a_dataset_or_a_read_error(tmp_path, survives, file):
    records = [
        {"n": n, "at": {"day": "2024-01-31", "x": n / 7}, "tags": ["é", n]} for n in range(9)
    ]
    path = tmp_path / file
    lines = "\n".join(json.dumps(one, ensure_ascii=False) for one in records)
    path.write_text(lines if file == "a.jsonl" else json.dumps({"data": records}, indent=1))
    survives(path)
