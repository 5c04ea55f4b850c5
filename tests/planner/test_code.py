"""Code reads as if typed, quotes any name, and what follows a failure is another way."""

import ast
from textwrap import dedent

import pandas as pd
import pytest

from jupyter_analyst import data, planner


def _code(tables, name, asked, place=0):
    return planner.read(asked, tables[name]).plan.codes[place]


def test_a_mean_of_some_rows_reads_as_if_typed(tables):
    expected = """\
        from jupyter_analyst import data

        heart = data.open("heart")
        rows = heart[heart["age"] > 60]
        print(len(rows), "of", len(heart), "rows")
        rows["serum_creatinine"].mean()"""
    asked = "mean serum_creatinine of patients older than 60"
    assert _code(tables, "heart", asked) == dedent(expected)


def test_groups_come_as_a_table_with_their_sizes_the_highest_first(tables):
    expected = """\
        from jupyter_analyst import data

        sales = data.open("sales")
        found = sales.groupby("country")["revenue"].agg(count="count", mean="mean").reset_index()
        found.sort_values("mean", ascending=False, ignore_index=True)"""
    assert _code(tables, "sales", "mean revenue by country") == dedent(expected)


def test_a_tool_is_called_by_its_own_parameters(tables):
    code = _code(tables, "heart", "compare serum_creatinine by DEATH_EVENT")
    assert code.startswith("from jupyter_analyst import data, tools\n")
    assert code.endswith('tools.ttest_ind(heart, value="serum_creatinine", by="DEATH_EVENT")')
    km = _code(tables, "heart", "survival by sex").splitlines()[-1]
    assert km == 'tools.km(heart, time="time", event="DEATH_EVENT", by="sex")'


def test_a_default_that_matters_is_a_comment(tables):
    assert "# of a sample: divided by n - 1" in _code(tables, "heart", "variance of age")


def test_what_is_tried_after_a_refusal_is_a_plain_summary(tables):
    second = _code(tables, "heart", "compare age by sex", 1)
    assert 'groupby("sex")["age"]' in second
    assert "to_numeric" in _code(tables, "heart", "compare age by sex", 2)


NAMES = [
    'quote "',
    "it's",
    "new\nline",
    "back\\slash",
    "naïve 名 🙂",
    "a{b}",
    "%s",
    " spaced ",
    "x",
]


@pytest.mark.parametrize("name", NAMES)
def test_any_column_name_is_quoted(run, name):
    frame = pd.DataFrame({name: [1.0, 2.0, 6.0], "group": ["a", "a", "b"]})
    field = planner.Field(name, "number", "double", None, (), 1.0, 6.0)
    group = planner.Field("group", "category", "string", 2, ("a", "b"))
    table = planner.Table("any", 3, (field, group))
    plan = planner.plan.Plan
    from jupyter_analyst.planner.conditions import Compare
    from jupyter_analyst.planner.groups import Key
    from jupyter_analyst.planner.measures import Statistics

    measure = Statistics((Key(table["group"]),), (field,), ("mean",))
    for code in plan("any", 3, (Compare(field, ">", 1),), measure).codes:
        (shown,) = run(code, any=frame)
        assert [row[-1] for row in shown["table"]["rows"]] == [6.0, 2.0]


@pytest.mark.parametrize(
    "name", ["class", "data", "2024 sales", "a b", "rows", "名", "🙂", "print"]
)
def test_any_dataset_name_becomes_a_variable(run, name):
    table = planner.Table(name, 2, (planner.Field("x", "number", "double"),))
    plan = planner.read("mean of x", table).plan
    variable = ast.parse(plan.codes[0]).body[-2].targets[0].id
    assert variable not in {"data", "tools", "rows", "print", "class"}
    assert run(plan.codes[0], **{name: pd.DataFrame({"x": [1.0, 2.0]})}) == [
        {"text": "np.float64(1.5)"}
    ]


def test_a_column_called_like_a_number_of_the_table_is_no_hindrance(run):
    frame = pd.DataFrame({"count": ["a", "a", "b"] * 2, "mean": [1.0, 2.0, 3.0] * 2})
    dataset = data.read(frame)
    table = planner.Table("t", 6, planner.table_of(dataset).fields)
    reading = planner.read('mean of "mean" by "count"', table)
    values = planner.say(reading, run(reading.plan.codes[0], t=frame)).values
    assert values["mean[a]"] == 1.5
    assert values["count[b]"] == 2
