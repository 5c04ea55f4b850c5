"""Parameters are checked once, before any work: what is found, what is needed, what fits."""

import pandas as pd
import pytest

from jupyter_analyst.data import read
from jupyter_analyst.errors import DataError, ParameterError, UnfitColumnError, UnknownNameError
from jupyter_analyst.tools import fits, tool
from jupyter_analyst.tools.bind import bind
from jupyter_analyst.tools.palette.correlation import correlation
from jupyter_analyst.tools.palette.describe import describe
from jupyter_analyst.tools.palette.km import km
from jupyter_analyst.tools.palette.ttest_ind import ttest_ind


@pytest.fixture(scope="module")
def people():
    frame = pd.DataFrame(
        {
            "age": [31, 45, 27, 60],
            "height, cm": [170.5, 181.2, 165.0, 172.3],
            "sex": ["f", "m", "f", "m"],
            "name": ["Ann", "Bob", "Cy", "Dee"],
            "town": ["x", "y", "z", "x"],
            "member": [True, False, True, True],
        }
    )
    return read(frame)


def test_what_was_not_given_stays_out(people):
    assert bind(describe.tool, people, {}) == {}
    assert bind(describe.tool, people, {"by": None}) == {}


def test_texts_and_values_bind_alike(people):
    typed = bind(
        ttest_ind.tool, people, {"value": "age", "by": "sex", "equal_var": "yes", "alpha": "0.1"}
    )
    given = bind(
        ttest_ind.tool, people, {"value": "age", "by": "sex", "equal_var": True, "alpha": 0.1}
    )
    assert typed == given == {"value": "age", "by": "sex", "equal_var": True, "alpha": 0.1}


@pytest.mark.parametrize(
    ("given", "bound"),
    [
        ("age", ("age",)),
        (" age , age,", ("age",)),
        ("height, cm", ("height, cm",)),
        (["age", "height, cm"], ("age", "height, cm")),
        (("age",), ("age",)),
        (pd.Index(["age", "height, cm"]), ("age", "height, cm")),
        ({"age": 1}.keys(), ("age",)),
        (iter(["age", "age"]), ("age",)),
    ],
)
def test_several_columns_are_given_in_many_ways(people, given, bound):
    assert bind(describe.tool, people, {"columns": given}) == {"columns": bound}


def test_an_unknown_option_brings_the_near_ones(people):
    with pytest.raises(UnknownNameError, match="Option `column` is not one of `describe`") as found:
        bind(describe.tool, people, {"column": "age"})
    assert found.value.hint == "Did you mean `columns`?"
    assert found.value.code == "option-unknown"


def test_an_unknown_column_brings_the_near_ones(people):
    with pytest.raises(UnknownNameError, match="Did you mean `age`"):
        bind(describe.tool, people, {"columns": "agee"})


def test_a_missing_parameter_brings_the_columns_that_fit(people):
    with pytest.raises(ParameterError, match="`ttest_ind` needs `by`") as found:
        bind(ttest_ind.tool, people, {"value": "age"})
    assert found.value.hint == "Columns that fit: `sex`, `member`."
    assert found.value.code == "parameter-missing"


def test_a_column_that_does_not_fit_brings_those_that_do(people):
    with pytest.raises(UnfitColumnError) as found:
        bind(ttest_ind.tool, people, {"value": "name", "by": "sex"})
    assert "Column `name` does not fit `value`" in found.value.message
    assert found.value.hint == "Columns that fit: `age`, `height, cm`."
    assert isinstance(found.value, ParameterError)
    assert isinstance(found.value, DataError)


def test_no_column_may_fit():
    texts = read(pd.DataFrame({"a": ["x", "y"]}))
    with pytest.raises(UnfitColumnError, match="`data` has no such column"):
        bind(describe.tool, texts, {"columns": "a"})


def test_many_columns_that_fit_are_counted():
    wide = read(pd.DataFrame({f"c{i}": [1.5, 2.5] for i in range(9)} | {"t": ["a", "b"]}))
    with pytest.raises(UnfitColumnError, match="`c5` and 3 more"):
        bind(describe.tool, wide, {"columns": "t"})


@pytest.mark.parametrize("alpha", [0, 1, -0.1, "2", float("nan"), float("inf")])
def test_a_number_out_of_bounds_is_refused(people, alpha):
    with pytest.raises(ParameterError, match="it must be a number between 0 and 1") as found:
        bind(describe.tool, people, {"alpha": alpha})
    assert repr(alpha) in found.value.message
    assert found.value.hint == "The usual value is 0.05."


@pytest.mark.parametrize("trim", [0, 0.5, "0.25"])
def test_bounds_that_are_included_are_accepted(people, trim):
    assert bind(describe.tool, people, {"trim": trim}) == {"trim": float(trim)}


@pytest.mark.parametrize(
    ("name", "value"), [("alpha", "five"), ("alpha", [1]), ("equal_var", "maybe")]
)
def test_a_value_of_another_kind_is_refused(people, name, value):
    with pytest.raises(ParameterError, match="it must be"):
        bind(ttest_ind.tool, people, {"value": "age", "by": "sex", name: value})


@pytest.mark.parametrize(
    ("name", "value"), [("value", ["age"]), ("by", ("sex", "member")), ("value", {"age": 1})]
)
def test_one_column_is_wanted_where_several_are_given(people, name, value):
    given = {"value": "age", "by": "sex"} | {name: value}
    with pytest.raises(ParameterError, match="it must be a") as found:
        bind(ttest_ind.tool, people, given)
    assert found.value.hint == "Give one value."


@pytest.mark.parametrize(
    ("value", "truth"), [("on", True), ("No", False), (1, True), (False, False)]
)
def test_yes_and_no_have_many_spellings(people, value, truth):
    bound = bind(ttest_ind.tool, people, {"value": "age", "by": "sex", "equal_var": value})
    assert bound["equal_var"] is truth


def test_an_unknown_choice_brings_the_near_ones(people):
    with pytest.raises(ParameterError, match="one of pearson, spearman, kendall") as found:
        bind(correlation.tool, people, {"method": "Kendal"})
    assert found.value.hint == "Did you mean `kendall`?"


def test_a_column_given_as_something_else_is_an_unknown_column(people):
    with pytest.raises(UnknownNameError, match="Column `3` is not in"):
        bind(describe.tool, people, {"columns": 3})


def test_fits_tells_which_columns_can_be_given(people):
    by = {parameter.name: parameter for parameter in km.tool.parameters}
    offered = {
        name: [column.name for column in people.columns if fits(parameter, column)]
        for name, parameter in by.items()
    }
    assert offered["time"] == ["age", "height, cm"]
    assert offered["event"] == ["sex", "member"]
    assert offered["alpha"] == []


def test_a_whole_number_must_be_whole():
    @tool(group="special", title="Count")
    def count(data: object, *, times: int = 3):
        """Count."""

    dataset = read(pd.DataFrame({"x": [1.5]}))
    assert bind(count.tool, dataset, {"times": "4"}) == {"times": 4}
    with pytest.raises(ParameterError, match=r"`times` is '4\.5'; it must be a whole number"):
        bind(count.tool, dataset, {"times": "4.5"})


def test_a_parameter_without_column_can_be_missing_too():
    @tool(group="special", title="Count")
    def count(data: object, *, times: int):
        """Count."""

    with pytest.raises(ParameterError, match="`count` needs `times`") as found:
        bind(count.tool, read(pd.DataFrame({"x": [1.5]})), {})
    assert found.value.hint == "Add `times`."
