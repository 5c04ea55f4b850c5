"""What every tool promises, walked over all that are registered."""

import doctest
import importlib
import json
import re
import sys

import pandas as pd
import pytest
from jsonschema import Draft202012Validator

from jupyter_analyst.data import read
from jupyter_analyst.markup import icon
from jupyter_analyst.tools import Result, fits, registry, run

TOOLS = list(registry().values())
DATA = pd.DataFrame(
    {
        "hours": [2.5, 3.5, 8.0, 1.5, 9.5, 4.0, 7.0, 6.5, 3.0, 5.5],
        "score": [1.0, 3.0, 7.5, 2.0, 9.0, 4.5, 6.0, 6.5, 2.5, 5.0],
        "seen": [1, 0, 1, 1, 0, 1, 1, 0, 1, 0],
        "team": ["a", "b", "a", "b", "a", "b", "a", "b", "a", "b"],
    }
)


@pytest.fixture(params=TOOLS, ids=[tool.id for tool in TOOLS])
def tool(request):
    return request.param


def sections(tool):
    return re.findall(r"^ *([A-Z]\w+)\n *-+$", tool.function.__doc__, flags=re.MULTILINE)


def test_the_docstring_has_all_sections_in_order(tool):
    wanted = ["Parameters", "Returns", "Raises", "Notes", "References", "Examples"]
    assert [name for name in sections(tool) if name in wanted] == wanted


def test_every_parameter_is_described(tool):
    described = tool.docs.parameters
    assert set(described) == {"data", *(parameter.name for parameter in tool.parameters)}
    assert all(text.endswith(".") for text in described.values())


def test_method_and_sources_are_said(tool):
    assert tool.docs.method.endswith(".")
    assert tool.docs.references
    assert tool.summary.endswith(".")


def test_the_example_runs_and_gives_its_numbers(tool):
    module = importlib.import_module(tool.function.__module__)
    (example,) = doctest.DocTestFinder(recurse=False).find(
        tool.function, tool.id, module=False, globs=vars(module).copy()
    )
    outcome = doctest.DocTestRunner(verbose=False).run(example, out=sys.stderr.write)
    assert outcome.attempted > 1
    assert outcome.failed == 0


def test_the_schema_is_json_schema_and_complete(tool):
    schema = json.loads(json.dumps(tool.schema()))
    Draft202012Validator.check_schema(schema["parameters"])
    properties = schema["parameters"]["properties"]
    assert list(properties) == [parameter.name for parameter in tool.parameters]
    assert all(shape["description"] and shape["type"] for shape in properties.values())
    assert set(schema["parameters"]["required"]) <= set(properties)


def test_it_has_title_and_icon(tool):
    assert tool.title[0].isupper()
    assert "<svg" in icon(tool.icon)


def chosen(tool):
    """Values for the parameters a tool needs, and the same as they are typed."""
    dataset, values, taken = read(DATA), {}, set()
    for parameter in tool.parameters:
        if parameter.column and (parameter.required or parameter.many):
            names = [c.name for c in dataset.columns if fits(parameter, c) and c.name not in taken]
            names.sort(key=lambda name: name == "seen" and parameter.column.wants != "event")
            values[parameter.name] = names[:2] if parameter.many else names[0]
            taken |= set(names[:1])
        elif parameter.name == "alpha":
            values["alpha"] = 0.1
    typed = {n: ",".join(v) if isinstance(v, list) else str(v) for n, v in values.items()}
    return dataset, values, typed


def test_typed_and_given_values_give_the_same_result(tool):
    dataset, values, typed = chosen(tool)
    assert run(tool, dataset, typed) == run(tool, dataset, values)


def test_the_result_survives_json(tool):
    dataset, values, _ = chosen(tool)
    result = run(tool, dataset, values)
    again = Result.from_json(json.loads(json.dumps(result.to_json(), allow_nan=False)))
    assert again == result
    assert again.provenance.code == result.provenance.code


def test_the_result_is_whole(tool):
    dataset, values, _ = chosen(tool)
    result = run(tool, dataset, values)
    assert result.title
    assert result.sentence.endswith(".")
    assert result.method == tool.docs.method
    assert result.charts
    assert all(chart.alt for chart in result.charts)
    assert result.n_used + result.n_left_out == len(DATA)


def test_a_p_value_never_comes_without_effect_and_interval(tool):
    dataset, values, _ = chosen(tool)
    found = run(tool, dataset, values).values
    if "p" in found:
        effects = {"r": "ci_low", "hedges_g": "g_ci_low", "rmst_diff": "rmst_diff_ci_low"}
        assert any({effect, bound} <= set(found) for effect, bound in effects.items())


def test_each_tool_that_computes_has_reference_values_of_r(tool, reference):
    assert tool.group == "chart" or reference[tool.id]  # those of charts are beside their tests
