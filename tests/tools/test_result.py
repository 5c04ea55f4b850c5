"""A result is a record: its texts, its JSON, what a notebook shows."""

import math

import pytest
from pydantic import ValidationError

from jupyter_analyst.charts import Axis, Chart, Points
from jupyter_analyst.tools import MIMETYPE, Check, Column, Note, Provenance, Result, Table

RESULT = Result(
    title="Compare",
    sentence="**4 less**, *p* < .001",
    values={"t": -2.5, "p": 0.0001},
    n_used=10,
    n_left_out=2,
    tables=(
        Table(
            "Means",
            (
                Column("group", "text"),
                Column("n", "count"),
                Column("Mean"),
                Column("CI", "interval"),
            ),
            (("a", 5, 1.25, (1.0, 1.5)), ("b", 5, None, None)),
        ),
    ),
    charts=(Chart("Dots", "Two dots.", Axis("x"), Axis("y"), (Points((1.0, 2.0), (3.0, 4.0)),)),),
    checks=(Check("Normal", "Met", "Skewness 0.1."),),
    notes=(Note("Few rows.", "Take care."),),
    method="It was computed.",
    provenance=Provenance("compare", {"by": "g"}, "data", "abc", "f()", {"scipy": "1"}, 0.5),
)


def test_it_prints_as_title_and_sentence():
    assert str(RESULT) == "Compare\n4 less, p < .001"


def test_it_survives_json():
    again = Result.from_json(RESULT.to_json())
    assert again == RESULT
    assert again.provenance == RESULT.provenance


def test_what_is_not_finite_is_null_in_json():
    table = Table("T", (Column("x"),), ((math.inf,), (math.nan,)))
    record = Result("T", "S.", {"a": math.nan, "b": 1.0}, 1, tables=(table,)).to_json()
    assert record["values"] == {"b": 1.0}
    assert record["tables"][0]["rows"] == [[None], [None]]


def test_a_record_that_is_no_result_is_refused():
    with pytest.raises(ValidationError, match="sentence"):
        Result.from_json({"title": "T", "values": {}, "n_used": 1})


def test_results_are_equal_wherever_they_come_from():
    assert Result("T", "S.", {}, 1, provenance=RESULT.provenance) == Result("T", "S.", {}, 1)


@pytest.mark.parametrize(
    ("column", "cells", "texts"),
    [
        ("number", [1.0, 2.25, None], ["1.00", "2.25", "–"]),
        ("mixed", [1.0, 2.25, 1234.5], ["1", "2.25", "1,234"]),
        ("count", [5, 1200], ["5", "1,200"]),
        ("percent", [0.5, 0.125], ["50\u202f%", "12.5\u202f%"]),
        ("p", [0.0001, 0.05], ["< .001", ".050"]),
        ("interval", [(1.0, 2.5), (None, 3.0), None], ["1.00 to 2.50", "– to 3", "–"]),
        ("text", ["a", "*b*"], ["a", "*b*"]),
    ],
)
def test_cells_are_said_by_the_format_of_their_column(column, cells, texts):
    table = Table("T", (Column("c", column),), tuple((cell,) for cell in cells))
    assert table.texts() == [[text] for text in texts]


def test_a_table_without_rows_has_no_texts():
    assert Table("T", (Column("c"),), ()).texts() == []


def test_a_notebook_gets_card_text_and_record():
    shown = RESULT._repr_mimebundle_()
    assert set(shown) == {"text/html", "text/plain", MIMETYPE}
    assert shown["text/plain"] == str(RESULT)
    assert Result.from_json(shown[MIMETYPE]) == RESULT
