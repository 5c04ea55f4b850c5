"""A tool is read from its function: parameters, words, JSON Schema."""

from typing import Literal

import pytest
from jsonschema import Draft202012Validator

from jupyter_analyst.signature import AnyColumns, NumberColumn
from jupyter_analyst.tools import tool
from jupyter_analyst.tools.palette.correlation import correlation
from jupyter_analyst.tools.palette.describe import describe
from jupyter_analyst.tools.palette.ttest_ind import ttest_ind


@tool(group="special", title="Do things")
def things(
    data: object,
    *,
    value: NumberColumn,
    others: AnyColumns = (),
    how: Literal["fast", "well"] = "well",
    times: int = 3,
    label: str | None = None,
    sure: bool = False,
):
    """Do things to numbers.

    Parameters
    ----------
    data : DataFrame
        Rows.
    value : column
        What to do it to.
    others : columns
        Even more.
    how : str
        In which way.
    times : int
        How often.
    label : str
        What to call it.
    sure : bool
        Whether you are.
    """


def test_a_parameter_says_what_may_be_given():
    words = {parameter.name: parameter.words for parameter in things.tool.parameters}
    assert words == {
        "value": "a numeric column",
        "others": "columns",
        "how": "one of fast, well",
        "times": "a whole number",
        "label": "text",
        "sure": "yes or no",
    }


def test_bounds_are_said_as_they_hold():
    words = {parameter.name: parameter.words for parameter in describe.tool.parameters}
    assert words["alpha"] == "a number between 0 and 1"
    assert words["trim"] == "a number from 0 to 0.5"


def test_a_tool_has_the_name_of_its_function():
    assert things.tool.id == "things"
    assert things.tool.summary == "Do things to numbers."
    assert things.__name__ == "things"


def test_the_schema_says_everything_a_model_needs():
    assert things.tool.schema() == {
        "name": "things",
        "description": "Do things. Do things to numbers.",
        "parameters": {
            "type": "object",
            "properties": {
                "value": {"type": "string", "description": "What to do it to. (a numeric column)"},
                "others": {
                    "type": "array",
                    "items": {"type": "string"},
                    "default": [],
                    "description": "Even more. (columns)",
                },
                "how": {
                    "type": "string",
                    "enum": ["fast", "well"],
                    "default": "well",
                    "description": "In which way.",
                },
                "times": {"type": "integer", "default": 3, "description": "How often."},
                "label": {"type": "string", "description": "What to call it."},
                "sure": {"type": "boolean", "default": False, "description": "Whether you are."},
            },
            "required": ["value"],
            "additionalProperties": False,
        },
    }


@pytest.mark.parametrize(
    ("given", "is_valid"),
    [
        ({"value": "x", "by": "g"}, True),
        ({"value": "x", "by": "g", "alpha": 0.1, "equal_var": True}, True),
        ({"value": "x"}, False),
        ({"value": "x", "by": "g", "alpha": 1}, False),
        ({"value": "x", "by": "g", "beta": 1}, False),
    ],
)
def test_the_schema_accepts_what_the_tool_accepts(given, is_valid):
    schema = ttest_ind.tool.schema()["parameters"]
    assert Draft202012Validator(schema).is_valid(given) is is_valid


def test_included_bounds_are_in_the_schema():
    trim = describe.tool.schema()["parameters"]["properties"]["trim"]
    assert (trim["minimum"], trim["maximum"]) == (0, 0.5)


def test_choices_are_in_the_schema():
    method = correlation.tool.schema()["parameters"]["properties"]["method"]
    assert method["enum"] == ["pearson", "spearman", "kendall"]
