"""How results move when the data do: units, order and gaps change what they must, no more."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jupyter_analyst.tools.palette.correlation import correlation
from jupyter_analyst.tools.palette.describe import describe
from jupyter_analyst.tools.palette.km import km
from jupyter_analyst.tools.palette.ttest_ind import ttest_ind
from jupyter_analyst.tools.survival import curve

pytestmark = pytest.mark.slow  # lifelines takes its time with a hundred tables each

SEEDS = st.integers(0, 2**32 - 1)
SIZES = st.integers(6, 25)
SCALES = st.sampled_from([1e-6, 0.01, 0.5, 3.0, 1000.0, 1e9])
SHIFTS = st.sampled_from([-7.0, 0.0, 2.0])
TOOLS = {
    ttest_ind: {"value": "x", "by": "g"},
    correlation: {"columns": "x,y,t", "adjust": "none"},
    describe: {"columns": "x,y", "by": "g"},
    km: {"time": "t", "event": "e", "by": "g"},
}
KEEPS = ("t", "df", "p", "hedges_g", "g_ci_low", "g_ci_high", "mann_whitney_p")
MOVES = ("diff", "ci_low", "ci_high")
often = settings(max_examples=100, deadline=None)
every_tool = pytest.mark.parametrize("tool", TOOLS, ids=lambda tool: tool.tool.id)


def drawn(seed, n):
    """A frame of 2n rows with two groups; times are whole, so that there are ties."""
    rng = np.random.default_rng(seed)
    return pd.DataFrame(
        {
            "x": rng.normal(5, 2, 2 * n),
            "y": rng.gamma(2, 1, 2 * n),
            "t": rng.integers(1, 30, 2 * n),
            "e": [0, 1, 1, *rng.integers(0, 2, 2 * n - 3)],
            "g": ["left", "right"] * n,
        }
    )


def same(found, expected, rel=1e-9):
    assert found == pytest.approx(expected, rel=rel, abs=1e-12)


@often
@given(seed=SEEDS, n=SIZES, scale=SCALES, shift=SHIFTS)
def test_a_difference_moves_with_its_unit_and_its_test_does_not(seed, n, scale, shift):
    frame = drawn(seed, n)
    before = ttest_ind(frame, value="x", by="g").values
    after = ttest_ind(frame.assign(x=(frame.x + shift) * scale), value="x", by="g").values
    same([after[name] for name in KEEPS], [before[name] for name in KEEPS], rel=1e-6)
    same([after[name] / scale for name in MOVES], [before[name] for name in MOVES], rel=1e-6)


@often
@given(seed=SEEDS, n=SIZES)
def test_groups_that_change_places_turn_the_signs(seed, n):
    frame = drawn(seed, n)
    turned = frame.assign(g=frame.g.map({"left": "right", "right": "left"}))
    before, after = (ttest_ind(f, value="x", by="g").values for f in (frame, turned))
    same([after[k] for k in ("p", "df")], [before[k] for k in ("p", "df")])
    for name in ("t", "diff", "hedges_g"):
        same(after[name], -before[name])
    for low, high in (("ci_low", "ci_high"), ("g_ci_low", "g_ci_high")):
        same([after[low], after[high]], [-before[high], -before[low]], rel=1e-6)
    before, after = (km(f, time="t", event="e", by="g").values for f in (frame, turned))
    same([after["p"], after["rmst_diff"]], [before["p"], -before["rmst_diff"]])


@often
@given(seed=SEEDS, n=SIZES, scale=SCALES, shift=SHIFTS, method=st.sampled_from("psk"))
def test_a_correlation_has_no_unit_but_a_sign(seed, n, scale, shift, method):
    frame = drawn(seed, n)
    how = {"p": "pearson", "s": "spearman", "k": "kendall"}[method]
    before = correlation(frame, columns="x,y", method=how, adjust="none").values
    moved = frame.assign(x=(frame.x + shift) * scale)
    after = correlation(moved, columns="x,y", method=how, adjust="none").values
    same([after[k] for k in ("r", "p", "ci_low")], [before[k] for k in ("r", "p", "ci_low")], 1e-6)
    turned = correlation(frame.assign(x=-frame.x), columns="x,y", method=how, adjust="none").values
    same([turned["r"], turned["p"]], [-before["r"], before["p"]])


@often
@given(seed=SEEDS, n=SIZES)
def test_ranks_do_not_feel_a_steady_change(seed, n):
    frame = drawn(seed, n)
    bent = frame.assign(y=np.exp(frame.y / 3))
    before, after = (
        correlation(f, columns="x,y", method="spearman", adjust="none") for f in (frame, bent)
    )
    same(after.values, before.values)
    before, after = (ttest_ind(f, value="y", by="g") for f in (frame, bent))
    assert after.values["mann_whitney_p"] == before.values["mann_whitney_p"]


@every_tool
@often
@given(seed=SEEDS, n=SIZES)
def test_the_order_of_rows_does_not_matter(tool, seed, n):
    frame = drawn(seed, n)
    mixed = frame.sample(frac=1, random_state=seed)
    before, after = (tool(f, **TOOLS[tool]) for f in (frame, mixed))
    same(after.values, before.values)
    assert (after.sentence, after.title) == (before.sentence, before.title)


@every_tool  # one frame is enough: a tool is handed only the columns it names
def test_columns_that_are_not_named_do_not_matter(tool):
    frame = drawn(seed=1, n=10)
    wide = frame.assign(z=frame.x, more=frame.g)[["more", "z", *frame.columns]]
    assert tool(wide, **TOOLS[tool]) == tool(frame, **TOOLS[tool])


@pytest.mark.parametrize("tool", [ttest_ind, km], ids=lambda tool: tool.tool.id)
@often
@given(seed=SEEDS, n=SIZES, gaps=st.integers(1, 4))
def test_rows_with_gaps_only_count_as_left_out(tool, seed, n, gaps):
    frame = drawn(seed, n)
    empty = pd.DataFrame({"g": ["left"] * gaps}, columns=frame.columns).astype(
        dict.fromkeys("xyte", float)
    )
    before, after = (tool(f, **TOOLS[tool]) for f in (frame, pd.concat([empty, frame])))
    same(after.values, before.values)
    assert after.sentence == before.sentence
    assert (after.n_used, after.n_left_out) == (before.n_used, gaps)


@often
@given(seed=SEEDS, n=SIZES)
def test_the_log_rank_test_only_knows_the_order_of_times(seed, n):
    frame = drawn(seed, n)
    late = frame.assign(t=frame.t.astype(float) ** 3 + 10)
    before, after = (km(f, time="t", event="e", by="g").values for f in (frame, late))
    same([after["chi2"], after["p"]], [before["chi2"], before["p"]])


@often
@given(times=st.lists(st.integers(0, 20), min_size=1, max_size=40))
def test_without_censoring_the_curve_is_the_share_that_is_left(times):
    at = np.array(times, dtype=float)
    found = curve(at, np.ones(at.size, dtype=bool), alpha=0.05)
    left = [(at > time).mean() for time in found.time]
    assert found.survival == pytest.approx(left, abs=1e-12)
    assert km(pd.DataFrame({"t": at, "e": 1}), time="t", event="e").values["rmst"] == pytest.approx(
        at.mean(), abs=1e-9
    )
