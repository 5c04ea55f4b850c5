"""Whatever the data, a tool gives a whole result or says in words why not."""

import json
import math

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jupyter_analyst.errors import AnalystError, UnexpectedError
from jupyter_analyst.tools import Result
from jupyter_analyst.tools.card import card
from jupyter_analyst.tools.palette.correlation import correlation
from jupyter_analyst.tools.palette.describe import describe
from jupyter_analyst.tools.palette.km import km
from jupyter_analyst.tools.palette.ttest_ind import ttest_ind

NUMBERS = st.one_of(
    st.none(),
    st.integers(-3, 3).map(float),
    st.floats(allow_nan=True, allow_infinity=True),
    st.floats(0, 1000),
)
GROUPS = st.one_of(st.none(), st.sampled_from(["a", "b", "", "<b>", "*"]))
EVENTS = st.one_of(st.none(), st.sampled_from([0, 1]))


@st.composite
def frames(draw):
    n = draw(st.integers(0, 30))
    columns = {
        "x": st.lists(NUMBERS, min_size=n, max_size=n),
        "y": st.lists(NUMBERS, min_size=n, max_size=n),
        "t": st.lists(st.floats(-1, 1e3) | st.none(), min_size=n, max_size=n),
        "u": st.lists(st.integers(0, 5) | st.none(), min_size=n, max_size=n),
        "g": st.lists(GROUPS, min_size=n, max_size=n),
        "e": st.lists(EVENTS, min_size=n, max_size=n),
    }
    drawn = {name: draw(values) for name, values in columns.items()}
    numeric = {name: pd.Series(drawn[name], dtype=float) for name in ("x", "y", "t", "u", "e")}
    return pd.DataFrame(numeric | {"g": pd.Series(drawn["g"], dtype=object)})


METHODS = st.sampled_from(["pearson", "spearman", "kendall"])
MISSING = st.sampled_from(["pairwise", "listwise"])
OPTIONS = {
    describe: st.fixed_dictionaries({"columns": st.just("x,y")}, optional={"by": st.just("g")}),
    ttest_ind: st.fixed_dictionaries(
        {"value": st.just("x"), "by": st.sampled_from("eg"), "equal_var": st.booleans()}
    ),
    correlation: st.fixed_dictionaries({"method": METHODS, "missing": MISSING}),
    km: st.fixed_dictionaries(
        {"time": st.sampled_from("tu"), "event": st.just("e")}, optional={"by": st.just("g")}
    ),
}


def _outcome(tool, frame, options):
    try:
        return tool(frame, **options)
    except AnalystError as error:
        return error


@pytest.mark.slow
@pytest.mark.parametrize("tool", OPTIONS, ids=lambda tool: tool.tool.id)
@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_a_tool_answers_or_says_why_not(tool, data):
    frame, options = data.draw(frames()), data.draw(OPTIONS[tool])
    before = frame.copy()
    result = _outcome(tool, frame, options)
    if isinstance(result, AnalystError):
        assert not isinstance(result, UnexpectedError), result
        assert result.hint
        return
    pd.testing.assert_frame_equal(frame, before)
    assert all(map(math.isfinite, result.values.values()))
    assert result.n_used + result.n_left_out == len(frame)
    assert Result.from_json(json.loads(json.dumps(result.to_json()))) == result
    assert result.title.split()[0] in card(result)
