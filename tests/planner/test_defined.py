"""Questions that name a measure a person defined are answered by its definition."""

import pandas as pd
import pytest

from jupyter_analyst import data, planner
from jupyter_analyst.planner import with_meanings

FRAME = pd.DataFrame(
    {
        "price": [5.0, 8.0, 6.0, 9.0],
        "cost": [4.0, 4.0, 3.0, 6.0],
        "unit qty": [1, 2, 0, 4],
        "region": ["north", "north", "south", "south"],
    }
)
MEASURES = {
    "margin": "price - cost",
    "unit price": "price / `unit qty`",
    "margin rate": "(sum(price) - sum(cost)) / sum(price)",
    "broken": "gone * 2",
}


@pytest.fixture
def table():
    known = planner.table_of(data.read(FRAME, name="sales"))
    return with_meanings(known, (), MEASURES)


def code(table, question):
    reading = planner.read(question, table)
    assert not reading.unused, reading
    return reading.plan.codes[0].split("\n\n")[1].splitlines()[1:]


def answer(table, run, question):
    reading = planner.read(question, table)
    found = run(reading.plan.codes[0], sales=FRAME)
    return planner.say(reading, found)


def test_a_measure_of_rows_is_a_column_that_is_made_first(table):
    assert code(table, "average margin by region")[0] == (
        'sales["margin"] = sales["price"] - sales["cost"]'
    )


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("average margin by region", {"mean[north]": 2.5, "mean[south]": 3}),  # 1, 4; 3, 3
        ("average margin", {"mean": 2.75}),
        ("total margin of rows with price over 5", {"sum": 10}),
        ("how many rows have a margin above 3", {"count": 1}),
        ("which region has the highest total margin", {"sum[south]": 6, "sum[north]": 5}),
        ("maximum `unit price`", {"max": 5}),  # 5, 4, none: divided by nothing, 2.25
        ("margin rate", {"margin rate": 11 / 28}),
        ("margin rate by region", {"margin rate[north]": 5 / 13, "margin rate[south]": 6 / 15}),
        ("margin rate of rows with cost above 3", {"margin rate": 8 / 22}),
        ("margin rate by region where price is above 100", {}),
        ("which region has the highest margin rate", {"margin rate[south]": 6 / 15}),
    ],
)
def test_numbers_agree_with_those_by_hand(table, run, question, expected):
    values = answer(table, run, question).values
    assert {name: values[name] for name in expected} == pytest.approx(expected)


def test_the_definition_is_said_in_the_plan(table):
    rows = planner.read("average margin by region", table)
    assert "`margin` is price - cost." in rows.steps
    rate = planner.read("margin rate by region", table)
    assert "`margin rate` is (sum(price) - sum(cost)) / sum(price)." in rate.steps


def test_an_average_of_one_number_for_all_rows_is_doubted(table):
    reading = planner.read("average margin rate by region", table)
    assert not reading.confident
    assert reading.doubts == (
        "`margin rate` is one number for all rows of a group; I took it as it is defined.",
    )


def test_the_answer_is_a_plain_sentence(table, run):
    assert answer(table, run, "margin rate by region").text == (
        "Margin rate by region: 0.400 for south; 0.385 for north."
    )
    assert answer(table, run, "average margin").text == "The mean of margin is 2.75."


def test_a_column_goes_before_a_measure_of_its_name():
    frame = FRAME.assign(margin=1.0)
    known = with_meanings(planner.table_of(data.read(frame, name="sales")), (), MEASURES)
    assert 'sales["margin"] =' not in "\n".join(code(known, "average margin"))


def test_a_measure_whose_column_is_gone_is_not_understood(table):
    assert planner.read("average broken by region", table).plan is None
