"""What a person said of columns is used to read questions, and told to models."""

import json

import pandas as pd
import pytest

from jupyter_analyst import planner
from jupyter_analyst.data import read
from jupyter_analyst.data.meaning.found import meanings_of
from jupyter_analyst.data.meaning.told import Correction, Told, with_told
from jupyter_analyst.planner import Table, with_meanings

FRAME = pd.DataFrame(
    {
        "amt1": [2.0, 3.0, 5.0, 7.0],
        "cost": [1.0, 1.0, 2.0, 2.0],
        "tenure": [3, 5, 8, 13],
        "flag": [0, 1, 1, 0],
        "churned": [1, 0, 0, 1],
    }
)


def table(**said):
    dataset = read(FRAME, name="sales")
    told = Told({name: Correction(**words) for name, words in said.items()})
    return with_meanings(planner.table_of(dataset), with_told(meanings_of(dataset), told))


@pytest.fixture
def plain():
    return planner.table_of(read(FRAME, name="sales"))


def test_a_synonym_names_a_column(plain):
    question = "What is the average takings?"
    assert planner.read(question, plain).plan is None
    found = planner.read(question, table(amt1={"synonyms": ("takings",)})).plan.measure
    assert [field.name for field in found.fields] == ["amt1"]


def test_a_header_goes_before_a_synonym():
    names = planner.names.names_of(table(amt1={"synonyms": ("cost", "net takings")}))
    assert [(one.field.name, one.score) for one in names.columns["cost",]] == [("cost", 1.0)]
    (told,) = names.columns["net", "taking"]
    assert (told.field.name, told.score) == ("amt1", 0.98)


def test_an_event_a_person_named_is_the_event_of_survival():
    def events(question, **said):
        return planner.read(question, table(**said)).plan.measure.event.name

    meant = {"flag": {"role": "event"}}
    assert events("Kaplan-Meier curve") == "churned"
    assert events("Kaplan-Meier curve", **meant) == "flag"
    assert events("Kaplan-Meier curve of churned", **meant) == "churned"


def test_what_is_known_is_told_and_survives_as_json():
    dataset = read(FRAME, name="sales")
    told = Told({"amt1": Correction(unit="EUR", description="net", synonyms=("takings",))})
    known = with_meanings(
        planner.table_of(dataset), with_told(meanings_of(dataset), told), {"margin": "amt1 - cost"}
    )
    record = json.loads(json.dumps(known.to_json()))
    first, second = record["fields"][:2]
    assert (first["unit"], first["description"], first["synonyms"]) == ("EUR", "net", ["takings"])
    assert "role" not in first
    assert not {"unit", "description", "synonyms", "role"} & set(second)
    assert record["measures"] == {"margin": "amt1 - cost"}
    assert Table.from_json(record) == known


def test_a_table_of_which_nothing_is_said_is_told_as_before(plain):
    record = plain.to_json()
    assert set(record) == {"name", "n_rows", "fields"}
    assert Table.from_json(record) == plain
