"""Tools as forms: what fits, the line a form stands for, and what is wrong with it."""

import json

import pandas as pd
import pytest

from jupyter_analyst.errors import AnalystError
from jupyter_analyst.magics.commands import all_commands
from jupyter_analyst.magics.line import given_to, split


@pytest.fixture
def mixed(session):
    """A column of each kind, and names that are hard to type."""
    frame = pd.DataFrame(
        {
            "size": [1.5, 2.5, 3.5, 4.5] * 20,
            "id": range(80),
            "two words": ["a", "a", "b", "b"] * 20,
            "-log10(p)": [1.0, 2.0] * 40,
            "a,b": [3.0, 4.0] * 40,
            "it's": [5.0, 5.0, 6.5, 6.5] * 20,
            "note": [f"text {i}" for i in range(80)],
        }
    )
    session.load(frame, "mixed")
    return session


def tool_of(session, name):
    return next(tool for tool in session.palette()["tools"] if tool["id"] == name)


def test_a_palette_is_json_and_holds_every_tool(heart):
    palette = heart.palette()
    assert json.loads(json.dumps(palette)) == palette
    assert {tool["id"] for tool in palette["tools"]} == set(heart.services.registry())
    assert (palette["dataset"], palette["n_rows"], len(palette["columns"])) == ("heart", 299, 13)
    assert {group["id"] for group in palette["groups"]} == {
        tool["group"] for tool in palette["tools"]
    }


def test_without_a_dataset_there_are_forms_but_no_columns(session):
    palette = session.palette()
    assert (palette["dataset"], palette["columns"]) == ("", [])
    assert palette["needs"]["number"] == {"fits": [], "unfit": []}
    assert tool_of(session, "km")["parameters"]


def test_columns_fit_a_need_or_have_a_reason(mixed):
    needs = mixed.palette()["needs"]
    assert needs["pair"]["fits"] == ["two words", "-log10(p)", "a,b", "it's"]
    why = {column["name"]: column["why"] for column in needs["pair"]["unfit"]}
    assert why == {"size": "4 values", "id": "more than 50 values", "note": "more than 50 values"}
    why = {column["name"]: column["why"] for column in needs["number"]["unfit"]}
    assert why == {"two words": "category, not a number", "note": "text, not a number"}


def test_a_field_says_all_that_can_be_given(heart):
    fields = {field["name"]: field for field in tool_of(heart, "ttest_ind")["parameters"]}
    assert fields["value"] | {"description": ""} == {
        "name": "value",
        "label": "Value",
        "description": "",
        "words": "a numeric column",
        "type": "str",
        "choices": [],
        "bounds": None,
        "default": None,
        "required": True,
        "many": False,
        "column": "number",
    }
    assert fields["alpha"]["bounds"] == [0, 1]
    assert (fields["equal_var"]["type"], fields["equal_var"]["label"]) == ("bool", "Equal var")


@pytest.mark.parametrize(
    ("tool", "given"),
    [
        ("ttest_ind", {"value": "-log10(p)", "by": "two words", "equal_var": True}),
        ("ttest_ind", {"value": "it's", "by": "a,b", "alpha": "0.01"}),
        ("correlation", {"columns": ["size", "it's"], "method": "kendall"}),
        ("correlation", {"columns": ["-log10(p)", "id"]}),
        ("chart", {"x": "a,b", "kind": "bar"}),
    ],
)
def test_the_line_means_what_the_form_says(mixed, tool, given):
    drafted = mixed.draft(tool, given)
    assert drafted["faults"] == []
    magic, name, *words = split(drafted["line"])
    assert (magic, name) == ("%analyst", tool)
    command = all_commands(mixed.services.registry())[tool]
    typed = given_to(command, words)
    lists = {key: ",".join(value) for key, value in given.items() if isinstance(value, list)}
    assert typed == given | lists | ({"equal_var": "yes"} if "equal_var" in given else {})
    by_form = mixed.run_tool(tool, **drafted["given"])
    assert mixed.run_tool(tool, **typed).values == by_form.values


def test_what_is_empty_or_usual_is_not_in_the_line(heart):
    given = {"columns": [], "by": None, "trim": "0.1", "alpha": 0.05}
    assert heart.draft("describe", given)["line"] == "%analyst describe"


def test_every_field_that_is_wrong_is_told_with_what_mends_it(heart):
    drafted = heart.draft("ttest_ind", {"value": "agee", "by": "age", "alpha": 7})
    faults = {fault["parameter"]: fault for fault in drafted["faults"]}
    assert faults["value"]["message"] == "Column `agee` is not in `heart`."
    assert faults["value"]["fix"] == {"label": "Use age", "value": "age"}
    assert faults["by"]["message"] == (
        "`age` does not fit: 47 values. Needed: a column with exactly two different values."
    )
    assert faults["by"]["fix"]["value"] == "anaemia"
    assert faults["alpha"]["fix"] == {"label": "Use 0.05", "value": 0.05}
    assert not any(fault["missing"] for fault in faults.values())


def test_a_wrong_choice_offers_the_near_one(heart):
    (fault,) = heart.draft("correlation", {"method": "spearmann"})["faults"]
    assert fault["fix"] == {"label": "Use spearman", "value": "spearman"}


def test_what_is_missing_is_told_apart_from_what_is_wrong(heart):
    (fault,) = heart.draft("ttest_ind", {"value": "age"})["faults"]
    assert fault == {
        "parameter": "by",
        "message": "Choose a column with exactly two different values.",
        "fix": None,
        "missing": True,
    }


def test_a_name_with_a_comma_is_refused_among_several(mixed):
    (fault,) = mixed.draft("correlation", {"columns": ["a,b", "size"]})["faults"]
    assert "comma" in fault["message"]


def test_an_unknown_tool_offers_the_near_one(heart):
    with pytest.raises(AnalystError, match="Did you mean `describe`"):
        heart.draft("descibe", {})


def test_without_data_a_draft_says_how_to_load_some(session):
    with pytest.raises(AnalystError, match="%analyst load FILE"):
        session.draft("describe", {})
