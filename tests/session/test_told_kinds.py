"""A column whose type was corrected is offered, and understood, as what it was said to be."""

import pandas as pd
import pytest

from jupyter_analyst import planner
from jupyter_analyst.errors import UnfitColumnError
from jupyter_analyst.magics.complete import complete
from jupyter_analyst.planner import with_meanings
from jupyter_analyst.session.meanings import meant


@pytest.fixture
def shops(session):
    """A session in which `shops` is loaded: a number of each store, and its price."""
    frame = pd.DataFrame(
        {"store": [1, 2, 3, 3], "price": [5.0, 8.0, 6.0, 9.0], "open": [0, 1, 1, 0]}
    )
    session.load(frame, "shops")
    return session


def needs(session):
    return session.palette()["needs"]["number"]["fits"]


def test_a_number_that_is_an_id_is_offered_nowhere_as_a_number(shops):
    assert needs(shops) == ["store", "price", "open"]
    shops.column("store", type="id")
    assert needs(shops) == ["price", "open"]
    assert complete(shops, "describe --columns ")[1] == ["price", "open"]
    assert [one["kind"] for one in shops.palette()["columns"]] == ["category", "number", "number"]
    fault = shops.draft("describe", {"columns": ["store"]})["faults"][0]
    assert fault["message"] == (
        "`store` does not fit: category, not a number. Needed: numeric columns."
    )
    with pytest.raises(UnfitColumnError, match="`store` does not fit"):
        shops.describe(columns=["store"])


def test_what_was_taken_back_is_a_number_again(shops):
    shops.column("store", type="category")
    shops.column("store", reset=True)
    assert needs(shops) == ["store", "price", "open"]


def test_the_planner_adds_up_no_id(shops):
    def asked(question):
        dataset = shops.dataset()
        table = with_meanings(planner.table_of(dataset), meant(shops, dataset))
        return planner.read(question, table).plan

    assert asked("average store").measure.fields[0].kind == "number"
    shops.column("store", type="id")
    assert asked("average store") is None
    assert 'groupby("store")' in asked("total price by store").codes[0]
    assert 'shops["store"] == 3' in asked("how many rows with store = 3").codes[0]


def test_zero_and_one_stay_numbers_as_tools_and_questions_take_them(shops):
    shops.column("open", type="boolean")
    assert needs(shops) == ["store", "price", "open"]


def test_the_rows_and_the_profile_stay_as_they_are(shops):
    before = shops.profile().columns["store"]
    shops.column("store", type="id")
    after = shops.profile().columns["store"]
    assert (before.kind, before.mean) == (after.kind, after.mean) == ("number", 2.25)
