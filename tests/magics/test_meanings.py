"""What a person types about the meaning of columns."""

import pytest

from jupyter_analyst.errors import AnalystError
from jupyter_analyst.magics.complete import complete
from jupyter_analyst.magics.line import run_line


@pytest.fixture
def typed(heart):
    def run(line):
        return run_line(heart, line, {})

    return run


def test_a_column_is_described_and_listed(typed):
    typed('column time --type duration --unit days --synonyms "follow-up,time to event"')
    typed('column "platelets" --name heart --description "per microlitre" --role measure')
    rows = {row["Column"]: row for row in typed("columns heart")}
    assert rows["time"]["Also called"] == "follow-up, time to event"
    assert (rows["time"]["Unit"], rows["time"]["Why"]) == ("days", "you said so")
    assert rows["platelets"]["Description"] == "per microlitre"
    typed("column time --reset")
    assert "the name says `time`" in next(iter(typed("column time")))["Why"]


def test_a_measure_is_typed_as_it_is_thought(typed):
    (row,) = typed("measure load = ( age - 40 ) * `serum_sodium` / 2")
    assert row["Formula"] == "( age - 40 ) * `serum_sodium` / 2"
    assert [row["Measure"] for row in typed("measure")] == ["load"]
    assert list(typed("measure --remove load")) == []


@pytest.mark.parametrize(
    ("line", "code", "words"),
    [
        ("column", "command-wrong", "needs `column`"),
        ("column agee --unit years", "column-unknown", "Did you mean `age`"),
        ("column age --type years", "type-unknown", "There are id, category"),
        ("measure load = agee * 2", "column-unknown", "Did you mean `age`"),
        ("measure load", "measure-wrong", "a name, `=` and a formula"),
        ("measure --remove load", "measure-unknown", "not one of `heart`"),
        ("columns hart", "dataset-unknown", "Did you mean `heart`"),
    ],
)
def test_what_is_wrong_is_said_with_what_to_do(typed, line, code, words):
    with pytest.raises(AnalystError) as caught:
        typed(line)
    assert caught.value.code == code
    assert words in str(caught.value)


def test_columns_types_and_roles_are_completed(heart):
    for text, expected in (
        ("column ag", ["age"]),
        ("column age --type dur", ["duration"]),
        ("column age --role ev", ["event"]),
        ("columns he", ["heart"]),
    ):
        assert complete(heart, text)[1] == expected, text
