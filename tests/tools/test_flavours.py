"""A tool finds the same in a frame whatever types its columns are kept in."""

import pandas as pd
import pytest

from jupyter_analyst.tools.palette.chart import chart
from jupyter_analyst.tools.palette.correlation import correlation
from jupyter_analyst.tools.palette.describe import describe
from jupyter_analyst.tools.palette.km import km
from jupyter_analyst.tools.palette.ttest_ind import ttest_ind

PLAIN = pd.DataFrame(
    {
        "days": [3, 5, 8, 13, 21, 34, 55, 89],
        "dose": [0.5, 1.5, 1.0, 2.5, 2.0, 3.5, 3.0, 0.25],
        "died": [0, 1, 0, 1, 1, 0, 1, 1],
        "smoker": [True, False] * 4,
        "arm": ["old", "new", "new", "old"] * 2,
    }
)
FLAVOURS = {
    "nullable": PLAIN.convert_dtypes(),
    "arrow": PLAIN.convert_dtypes(dtype_backend="pyarrow"),
    "object": PLAIN.astype(object),
    "category": PLAIN.astype({"arm": "category", "smoker": "boolean"}),
    "narrow": PLAIN.astype({"days": "int8", "died": "uint8", "dose": "float32"}),
}
CALLS = {
    "describe": lambda frame: describe(frame, columns=["days", "dose"], by="arm"),
    "correlation": lambda frame: correlation(frame, columns="days,dose", method="kendall"),
    "ttest_ind": lambda frame: ttest_ind(frame, value="dose", by="smoker"),
    "km": lambda frame: km(frame, time="days", event="died", by="arm"),
    "km_truth": lambda frame: km(frame, time="days", event="smoker"),
    "chart": lambda frame: chart(frame, x="arm", y="dose", by="smoker"),
}


@pytest.mark.parametrize("flavour", FLAVOURS)
@pytest.mark.parametrize("call", CALLS)
def test_the_types_of_a_frame_do_not_matter(call, flavour):
    frame = FLAVOURS[flavour].copy()
    before = frame.copy()
    assert CALLS[call](frame) == CALLS[call](PLAIN)
    pd.testing.assert_frame_equal(frame, before)


@pytest.mark.parametrize("flavour", ["Int64", "Float64", "int64[pyarrow]", "double[pyarrow]"])
def test_gaps_of_every_type_are_left_out(flavour):
    values = pd.Series([1, 2, None, 4, 6, 9], dtype=flavour)
    found = ttest_ind(pd.DataFrame({"x": values, "g": list("aabbbb")}), value="x", by="g")
    assert (found.values["n[a]"], found.values["n[b]"], found.n_left_out) == (2, 3, 1)
