import json

import pandas as pd
import pytest

from jupyter_analyst import data
from jupyter_analyst.errors import ReadError


def test_a_dataset_is_one_line_of_text(reading):
    dataset = reading("a,b\n1,2\n3,4\n", file="heart.csv")
    assert str(dataset) == f"heart: 2 rows x 2 columns, version {dataset.version}"


def test_a_record_survives_json_without_rows_and_path(reading, catalog):
    dataset = reading("a;a\n1,5;NA\n2,5;x\n3\n")
    stored = catalog.keep(dataset, "sales")
    record = json.loads(json.dumps(stored.to_json()))
    restored = data.Dataset.from_json(record)
    assert (restored.columns, restored.reading) == (stored.columns, stored.reading)
    assert (restored.name, restored.n_rows) == ("sales", 2)
    assert str(stored.path) not in json.dumps(record)
    assert "1,5" not in json.dumps(record)
    assert data.MIMETYPE.endswith("+json")


def test_the_version_follows_content_and_overrides_not_the_name(reading):
    plain = reading("a;b\n1;2\n")
    assert reading("a;b\n1;2\n", file="other.txt", name="x").version == plain.version
    assert reading("a;b\n1;3\n").version != plain.version
    assert reading("a;b\n1;2\n", types={"a": "text"}).version != plain.version
    assert (
        reading("a;b\n1;2\n", delimiter=";").version
        == reading("a;b\n1;2\n", delimiter="semicolon").version
    )


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("sales.csv", "sales"),
        ("Umsätze 2024 (final).csv", "Umsätze_2024_final"),
        ("2024-sales.csv", "data_2024_sales"),
        ("....csv", "data"),
    ],
)
def test_the_name_comes_from_the_file(reading, file, name):
    assert reading("a,b\n1,2\n", file=file).name == name


@pytest.mark.parametrize("name", ["", "  ", "a/b", "a\\b", "a\0b", "x" * 101])
def test_a_name_that_cannot_be_used_is_refused(reading, name):
    with pytest.raises(ReadError, match="cannot be used") as caught:
        reading("a,b\n1,2\n", name=name)
    assert caught.value.code == "name-wrong"


def test_a_given_name_may_be_any_words(reading):
    assert reading("a,b\n1,2\n", name="größte Kunden").name == "größte Kunden"


@pytest.mark.parametrize(
    ("values", "kind", "levels"),
    [
        (["a", "b"] * 4, "category", 2),
        ([f"g{n % 50}" for n in range(200)], "category", 50),
        ([f"g{n % 51}" for n in range(200)], "text", None),
        (["a", "b", "c"], "text", 3),
        ([1, 2, 2, None], "number", 2),
        ([float(n) for n in range(60)], "number", None),
        ([True, False, None], "boolean", 2),
        (pd.to_datetime(["2024-01-01", "2024-01-02"]), "date", 2),
        (["same"] * 6000 + [f"late {n}" for n in range(50)], "text", None),
        (["same"] * 6000 + [f"late {n}" for n in range(49)], "category", 50),
    ],
)
def test_a_column_has_a_kind_and_its_levels_are_exact(values, kind, levels):
    column = data.read(pd.DataFrame({"v": values}))["v"]
    assert (column.kind, column.levels) == (kind, levels)
