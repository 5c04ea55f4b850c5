"""What the code of a plan gives agrees with numbers from elsewhere, and so does the sentence."""

import json
from pathlib import Path

import pandas as pd
import pytest

from jupyter_analyst import data, planner

HERE = Path(__file__).parent
REFERENCE = json.loads((HERE / "reference.json").read_text(encoding="utf-8"))  # from `reference.R`


@pytest.mark.parametrize("asked", REFERENCE)
def test_numbers_agree_with_those_of_r(tables, run, asked):
    reading = planner.read(asked, tables["heart"])
    assert reading.confident, reading.doubts
    values = planner.say(reading, run(reading.plan.codes[0])).values
    expected = REFERENCE[asked]
    assert {name: values[name] for name in expected} == pytest.approx(expected, rel=1e-9)


SALES = {
    "revenue": [10.0, 30.0, 20.0, None, 40.0],
    "country": ["Germany", "France", "Germany", "France", None],
    "day": ["2022-01-03", "2022-01-20", "2022-02-01", "2023-05-05", "2023-05-06"],
    "returned": [True, False, False, True, None],
    "customer_id": ["a", "a", "b", "b", "c"],
    "size": ["1", "2", "$3", "x", None],
}
BY_HAND = [
    ("mean revenue by country", {"mean[Germany]": 15, "mean[France]": 30, "count[France]": 1}),
    ("which country has the highest total revenue", {"sum[Germany]": 30, "sum[France]": 30}),
    ("total revenue by month", {"sum[2022-01]": 40, "sum[2022-02]": 20, "sum[2023-05]": 40}),
    ("total revenue in 2022", {"sum": 60}),
    ("total revenue since February 2022", {"sum": 60}),
    ("how many rows before 2022-02-01", {"count": 2}),
    ("how many rows in May", {"count": 2}),
    ("how many rows were returned", {"count": 2}),
    ("how many rows were not returned", {"count": 2}),
    ("share of returned rows by country", {"share[Germany]": 0.5, "share[France]": 0.5}),
    ("what share of revenue comes from Germany", {"share": 0.3}),
    ("share of rows by country", {"share[Germany]": 0.5, "count[France]": 2}),
    ("how many missing values in revenue", {"missing": 1}),
    ("how many missing values are there", {"missing": 4}),
    ("number of different countries", {"different": 2}),
    ("how many customers are there", {"different": 3}),
    ("how many rows have revenue between 20 and 40", {"count": 3}),
    ("how many rows are not from Germany and have revenue over 25", {"count": 2}),
    ("mean revenue of rows from Germany or France", {"mean": 20}),
    ("median and maximum of revenue", {"median": 25, "max": 40}),
    ("mean of size", {"mean": 2}),
    ("how many rows without revenue", {"count": 1}),
    ("how many duplicate rows", {"duplicates": 0}),
]  # fmt: skip


@pytest.fixture
def sales():
    """A table small enough to check by hand, with gaps, dates and numbers written as texts."""
    frame = pd.DataFrame(SALES)
    return frame.assign(day=pd.to_datetime(frame["day"]))


@pytest.fixture
def sales_table(sales):
    """What the planner knows of it."""
    known = planner.table_of(data.read(sales)).to_json()
    for field in known["fields"]:  # so few rows leave texts without a kind
        if field["name"] == "country":
            field |= {"kind": "category"}
        if field["name"] == "size":
            field |= {"kind": "text", "values": [], "levels": None}
    return planner.Table.from_json(known | {"name": "sales"})


@pytest.mark.parametrize(("asked", "expected"), BY_HAND, ids=[asked for asked, _ in BY_HAND])
def test_numbers_agree_with_those_by_hand(sales, sales_table, run, asked, expected):
    reading = planner.read(asked, sales_table)
    for code in reading.plan.codes:
        try:
            found = run(code, sales=sales)
        except ValueError:
            continue  # what was written as text is no number; the next code leaves it out
        break
    values = planner.say(reading, found).values
    assert {name: values[name] for name in expected} == pytest.approx(expected)


SAID = [
    ("average revenue where country is Atlantis",
     "No row has country = Atlantis, so there is nothing to average."),
    ("total revenue where country = 'Atlantis'",
     "No row has country = Atlantis, so there is nothing to add up."),
    ("how many rows have country = Atlantis", "No row has country = Atlantis."),
    ("mean revenue by country where country = Atlantis", "No row has country = Atlantis."),
    ("show rows with revenue over 1000", "No row has revenue > 1000."),
    ("mean revenue in Atlantis", "I did not understand: Atlantis."),
    ("mean revenue of rows before 2022-01-10", "The mean of revenue is 10 in 1 of 5 rows"),
    ("how many rows are there", "There are 5 rows."),
    ("how many rows have revenue above 30", "1 row of 5 has revenue > 30."),
    ("mean revenue", "The mean of revenue is 25 (4 rows). Rows without revenue are left out."),
    ("mean revenue by country",
     "Mean of revenue by country: 30 for France (1 row); 15 for Germany (2 rows)."),
    ("which country has the highest total revenue",
     "France and Germany share the highest total of revenue, 30."),
    ("what are the columns",
     "The table has 6 columns: revenue, country, day, returned, customer_id and size."),
    ("first day", "The minimum of day is 2022-01-03 (5 rows)."),
    ("which columns have missing values",
     "4 columns have missing values: revenue (1), country (1), returned (1) and size (1)."),
    ("what share of rows were returned", "40.0 % of rows have returned = True (2 of 5)."),
]  # fmt: skip


@pytest.mark.parametrize(("asked", "expected"), SAID, ids=[asked for asked, _ in SAID])
def test_the_answer_is_a_plain_sentence(sales, sales_table, run, asked, expected):
    reading = planner.read(asked, sales_table)
    found = run(reading.plan.codes[0], sales=sales) if reading.plan else []
    said = planner.say(reading, found).text.replace("\N{NARROW NO-BREAK SPACE}", " ")
    assert said.startswith(expected)


def test_doubts_are_part_of_the_answer(tables, run):
    reading = planner.read("mean age of smokers", tables["heart"])
    said = planner.say(reading, run(reading.plan.codes[0]))
    assert said.text.endswith("`smoking` holds only 0 and 1; I took 1 as yes.")


@pytest.mark.parametrize(
    "text", ["np.float64(59.5)", "59.5", "np.float64(5.95e1)", "3 of 9 rows\n59.5"]
)
def test_a_number_is_read_however_it_is_shown(tables, text):
    reading = planner.read("mean age", tables["heart"])
    assert planner.say(reading, [{"text": text}]).values == {"mean": 59.5}


def test_the_table_a_correction_shows_is_said_too(tables, run):
    reading = planner.read("compare age by sex", tables["heart"])
    values = planner.say(reading, run(reading.plan.codes[1])).values
    assert values["mean[0]"] == pytest.approx(59.777781, rel=1e-6)
