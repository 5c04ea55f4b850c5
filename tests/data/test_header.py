import pytest


def names(dataset):
    return [column.name for column in dataset.columns]


@pytest.mark.parametrize(
    "content",
    [
        "name,age\nAnna,12\nBernd,13\n",
        "city;country\nBerlin;Germany\nParis;France\n",
        "country;2019;2020;2021\nDE;1,5;2,5;3\nFR;2,5;;4\n",
        "0,1,2\n0.5,0.25,0.75\n1.5,1.25,1.75\n",
        "x,y\n1,2\n",
        "active,n\ntrue,1\nfalse,2\n",
        "a,b,c\n",
    ],
)
def test_a_row_of_names_is_recognised(reading, content):
    dataset = reading(content)
    assert dataset.reading.header
    assert names(dataset) == content.split("\n")[0].replace(";", ",").split(",")


@pytest.mark.parametrize(
    "content",
    [
        "1,2,3\n4,5,6\n7,8,9\n",
        "Anna,12,2024-01-01\nBernd,13,2024-01-02\n",
        "Anna,Berlin,DE\nBernd,Hamburg,DE\nClara,Wien,AT\n",
        "AB-12,x\nCD-34,y\nEF-56,z\n",
        "true,anna\nfalse,bert\ntrue,carl\n",
        "5",
    ],
)
def test_a_first_row_of_values_is_no_header(reading, content):
    dataset = reading(content)
    assert not dataset.reading.header
    assert dataset.n_rows == content.strip().count("\n") + 1
    assert names(dataset)[0] == "column_1"
    assert dataset.reading.renamed == {}
    assert "no header" in dataset.reading.sentence()


def test_the_header_can_be_given(reading):
    assert reading("a,b\nc,d\n", header=False).n_rows == 2
    assert names(reading("1,2\n3,4\n", header=True)) == ["1", "2"]


def test_names_become_unique_and_what_was_changed_is_recorded(reading):
    dataset = reading("a,a,,b ,a_2\n1,2,3,4,5\n")
    assert names(dataset) == ["a", "a_3", "column_3", "b", "a_2"]
    assert dataset.reading.renamed == {"a_3": "a", "column_3": ""}
    assert "2 columns renamed" in dataset.reading.sentence()


def test_a_header_of_r_that_lacks_the_name_of_the_row_names_is_completed(reading):
    dataset = reading('"x";"y"\n"1";1.5;2\n"2";2.5;3\n')
    assert names(dataset) == ["column_1", "x", "y"]
    assert not dataset.rejected


def test_rows_that_end_with_a_delimiter_make_no_column(reading):
    dataset = reading("a;b\n1;2;\n3;4;\n")
    assert names(dataset) == ["a", "b"]
    assert dataset.reading.n_empty_columns == 1
    assert "1 empty column left out" in dataset.reading.sentence()


def test_a_title_padded_with_delimiters_is_set_aside(reading):
    dataset = reading("Report;;\n;;\nname;n;m\nx;1;2\ny;3;4\n")
    assert names(dataset) == ["name", "n", "m"]
    assert [row.line for row in dataset.rejected] == [1, 2]


def test_a_header_alone_is_a_table_without_rows(reading):
    dataset = reading("a,b\n")
    assert dataset.n_rows == 0
    assert list(dataset.to_pandas().columns) == ["a", "b"]
    assert str(dataset).startswith("file: 0 rows x 2 columns")


def test_a_line_end_inside_a_name_becomes_a_space(reading):
    assert names(reading('"net\nprice",n\n1,2\n')) == ["net price", "n"]


@pytest.mark.parametrize(
    ("above", "said"),
    [
        ("", "header in the first row"),
        ("sep=,\n", "header in line 2"),
        ("\n\n", "header in line 3"),
        ("Report of sales\nMade in 2024\n\n", "header in line 4"),
    ],
)
def test_the_sentence_says_where_the_names_stand(reading, above, said):
    dataset = reading(f"{above}name,x\na,1\nb,2\nc,3\n")
    assert [column.name for column in dataset.columns] == ["name", "x"]
    assert said in dataset.reading.sentence()


def test_the_short_header_of_r_below_a_title_has_its_line(reading):
    dataset = reading("My cars\nspeed,dist\n1,4,2\n2,4,10\n3,7,4\n")
    assert [column.name for column in dataset.columns] == ["column_1", "speed", "dist"]
    assert dataset.reading.header_line == 2
