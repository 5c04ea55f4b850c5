"""Running a tool: only what is named is handed over, and where the result comes from is said."""

import ast
import warnings

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jupyter_analyst.data import read
from jupyter_analyst.errors import UnexpectedError
from jupyter_analyst.signature import AnyColumn, NumberColumns
from jupyter_analyst.tools import Result, run, tool
from jupyter_analyst.tools.palette.describe import describe
from jupyter_analyst.tools.palette.ttest_ind import ttest_ind
from jupyter_analyst.tools.run import code

FRAME = pd.DataFrame({"x": [1.0, 2, 4], "y": [3, 1, 2], "name": ["a", "b", "a"]})


@tool(group="special", title="Tell what was handed over")
def told(data: pd.DataFrame, *, columns: NumberColumns = (), other: AnyColumn | None = None):
    """Tell what was handed over."""
    return Result(title="Told", sentence=", ".join(data.columns), values={}, n_used=len(data))


@tool(group="special", title="Look at everything")
def whole(data: pd.DataFrame):
    """Look at everything."""
    return Result(title="Whole", sentence=", ".join(data.columns), values={}, n_used=len(data))


@tool(group="special", title="Fail")
def failing(data: pd.DataFrame):
    """Fail."""
    raise KeyError("lost")


@tool(group="special", title="Warn")
def warning(data: pd.DataFrame):
    """Warn as libraries do."""
    warnings.warn("precision loss", RuntimeWarning, stacklevel=1)
    np.log(np.zeros(1))
    return whole(data)


def test_only_the_named_columns_are_handed_over():
    assert told(FRAME, columns="y", other="name").sentence == "y, name"


def test_an_open_choice_hands_over_what_fits():
    assert told(FRAME).sentence == "x, y"


def test_a_tool_that_names_no_columns_gets_all():
    assert whole(FRAME).sentence == "x, y, name"


def test_a_dataset_and_its_frame_give_the_same_result():
    assert describe(read(FRAME), columns="x") == describe(FRAME, columns="x")


def test_the_frame_of_the_caller_is_not_changed():
    frame = FRAME.copy()
    describe(frame)
    pd.testing.assert_frame_equal(frame, FRAME)


def test_provenance_says_how_to_make_the_result_again():
    dataset = read(FRAME)
    origin = run(describe.tool, dataset, {"columns": "x", "alpha": "0.1"}).provenance
    assert origin.tool == "describe"
    assert origin.parameters == {"columns": ("x",), "alpha": 0.1}
    assert (origin.dataset, origin.version) == (dataset.name, dataset.version)
    assert origin.code == f'analyst.describe("{dataset.name}", columns=["x"], alpha=0.1)'
    assert {"jupyter_analyst", "python", "scipy", "pandas"} <= set(origin.versions)
    assert origin.seconds > 0


def test_the_method_of_the_docstring_goes_into_the_result():
    assert describe(FRAME, columns="x").method.startswith("Numeric columns are described by mean")


def test_what_libraries_warn_of_does_not_leak():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert warning(FRAME).n_used == 3


def test_a_fault_of_a_tool_is_said_to_be_ours():
    with pytest.raises(UnexpectedError, match="running `failing`"):
        failing(FRAME)


def test_a_tool_keeps_its_own_signature_for_help():
    assert ttest_ind.__doc__.startswith("Compare the mean")
    assert "equal_var" in str(ttest_ind.__wrapped__.__annotations__)


@given(st.text(), st.text())
def test_code_is_python_that_holds_the_same_texts(dataset, column):
    call = ast.parse(code("describe", dataset, {"columns": (column,), "by": column})).body[0].value
    assert ast.literal_eval(call.args[0]) == dataset
    assert [ast.literal_eval(keyword.value) for keyword in call.keywords] == [[column], column]
