"""Time until an event. Reference: R's package survival 3.5 (survfit log-log, survdiff)."""

import numpy as np
import pandas as pd
import pytest

from jupyter_analyst.charts import Band, Line, Points
from jupyter_analyst.errors import DataError, ParameterError, UnfitColumnError
from jupyter_analyst.tools.palette.km import km
from jupyter_analyst.tools.survival import curve, median
from jupyter_analyst.tools.watched import events

ALONE = {
    "lung": ("lung", "status", {}),
    "lung_90": ("lung", "status", {"alpha": 0.1}),
    "edge": ("edge", "event", {}),
    "half": ("half", "event", {}),
}
GROUPED = {
    "lung_sex": ("lung", "status", "sex"),
    "lung_ecog": ("lung", "status", "ecog"),
    "edge_arm": ("edge", "event", "arm"),
}


@pytest.mark.parametrize("case", ALONE)
def test_median_and_restricted_mean_agree_with_r(case, table, reference, agree):
    data, event, options = ALONE[case]
    agree(km(table(data), time="time", event=event, **options).values, reference["km"][case])


@pytest.mark.parametrize("case", GROUPED)
def test_groups_and_log_rank_agree_with_r(case, table, reference, agree):
    data, event, by = GROUPED[case]
    found = km(table(data), time="time", event=event, by=by)
    agree(found.values, reference["km_groups"][case])


@pytest.mark.parametrize(("data", "event", "code"), [("lung", "status", 2), ("edge", "event", 1)])
def test_curve_and_band_agree_with_r(data, event, code, table, reference):
    frame = table(data)
    found = curve(frame.time.to_numpy(float), (frame[event] == code).to_numpy(), alpha=0.05)
    expected = reference["km_curve"][data]
    for at in {int(name.rsplit("_", 1)[1]) for name in expected}:
        place = np.searchsorted(found.time, at, side="right") - 1
        shown = (found.survival[place], found.low[place], found.high[place], found.n_left(at))
        names = ("surv", "low", "high", "risk")
        assert shown == pytest.approx([expected[f"{name}_{at}"] for name in names], rel=1e-9)


def test_the_answer_is_said_in_a_sentence(table):
    found = km(table("lung"), time="time", event="status")
    assert found.sentence == (
        "An estimated half of the rows has had status = 2 by **time 310** (median 310, "
        "95\u202f% CI [284, 361]). The mean up to time 1,022 is 376.3, 95\u202f% CI [337.6, 414.9] "
        "(165 events in 228 rows; 63 censored)."
    )


def test_two_groups_are_compared_with_an_effect_and_its_interval(table):
    found = km(table("lung"), time="time", event="status", by="sex")
    assert found.sentence == (
        "The groups of sex **differ** in the time until status = 2, log-rank *χ*²(1) = 10.33, "
        "*p* = .001. Up to time 965, the mean time without status = 2 is **131.9 shorter** for "
        "sex = 1 than for sex = 2: difference −131.9, 95\u202f% CI [−209.8, −53.9]. The median is "
        "270 for sex = 1 and 426 for sex = 2."
    )
    difference = found.values["rmst[1]"] - found.values["rmst[2]"]
    assert found.values["rmst_diff"] == pytest.approx(difference)


def test_many_groups_are_compared_with_intervals_too(table):
    found = km(table("lung"), time="time", event="status", by="ecog")
    assert (
        "Up to time 118, the mean time without status = 2 is longest for ecog = 3 (118, no event "
        "until then) and shortest for ecog = 2 (101.0, 95\u202f% CI [92.0, 110.0])."
    ) in found.sentence
    assert found.tables[0].rows[3][-1] is None


def test_codes_of_groups_are_said_with_their_column(heart_file):
    frame = pd.read_csv(heart_file)
    found = km(frame, time="time", event="DEATH_EVENT", by="high_blood_pressure")
    assert "**26.32 longer** for high_blood_pressure = 0 than for" in found.sentence
    assert found.sentence.endswith("The median is not reached in any group.")
    (chart,) = found.charts
    assert [mark.name for mark in chart.marks if isinstance(mark, Line)] == [
        "high_blood_pressure = 0",
        "high_blood_pressure = 1",
    ]
    assert "at the end it is 61\u202f% for high_blood_pressure = 0" in chart.alt


def test_a_median_that_is_not_reached_is_said(heart_file):
    found = km(pd.read_csv(heart_file), time="time", event="DEATH_EVENT")
    assert found.sentence.startswith("**Half has not been reached**")
    assert "median" not in found.values
    assert found.tables[0].rows[0][3:5] == (None, (241, None))  # R agrees


def test_a_median_without_upper_bound_is_said(table):
    assert (
        "(median 2.50, 95\u202f% CI from 1 without upper bound)"
        in km(table("half"), time="time", event="event").sentence
    )


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ([0, 1], "1"),
        ([1, 2], "2"),
        ([False, True], "True"),
        (["alive", "dead"], "dead"),
        (["Dead", "lost"], "Dead"),
        (["no", "yes"], "yes"),
        (["relapse", "no"], "relapse"),
        (["failure", "no"], "failure"),
        (["a", "b"], "b"),
    ],
)
def test_the_value_that_means_the_event_is_found_and_said(values, code):
    frame = pd.DataFrame({"t": [1.0, 2, 3, 4], "e": values * 2})
    found = km(frame, time="t", event="e")
    assert f"e is {code};" in found.tables[0].caption
    assert found.values["events"] == 2


@pytest.mark.parametrize(("value", "n_events"), [(1, 4), (True, 4), ("dead", 4), (0, 0), ("no", 0)])
def test_an_event_seen_always_or_never_is_no_error(value, n_events):
    frame = pd.DataFrame({"t": [1.0, 2, 3, 4], "e": [value] * 4})
    assert km(frame, time="t", event="e").values["events"] == n_events


def test_a_single_value_that_says_nothing_is_refused():
    with pytest.raises(DataError, match="holds only 'x'"):
        km(pd.DataFrame({"t": [1.0, 2], "e": ["x", "x"]}), time="t", event="e")


def test_groups_without_any_event_are_not_tested():
    frame = pd.DataFrame({"t": [1.0, 2, 3, 4], "e": [0] * 4, "g": list("aabb")})
    found = km(frame, time="t", event="e", by="g")
    assert "**cannot be compared**" in found.sentence
    assert "p" not in found.values


def test_incomplete_rows_are_left_out_and_counted(table):
    found = km(table("lung"), time="time", event="status", by="ecog")
    assert (found.n_used, found.n_left_out) == (227, 1)


def test_rows_at_risk_are_counted_at_round_times(table):
    at_risk = km(table("lung"), time="time", event="status").tables[1]
    assert [column.name for column in at_risk.columns[1:]] == [
        "0",
        "200",
        "400",
        "600",
        "800",
        "1,000",
    ]
    assert at_risk.rows[0] == ("All", 228, 144, 57, 24, 8, 2)  # R: summary(survfit)$n.risk


def test_curves_have_bands_steps_and_ticks(table):
    (chart,) = km(table("edge"), time="time", event="event", by="arm").charts
    kinds = [type(mark) for mark in chart.marks]
    assert kinds == [Band, Band, Line, Points, Line, Points]
    line, ticks = chart.marks[2:4]
    assert line.step
    assert (line.x[0], line.y[0]) == (0, pytest.approx(0.875))  # an event at time 0
    assert ticks.shape == "tick"
    assert ticks.x == (1, 4, 7)


def test_many_curves_go_without_bands():
    frame = pd.DataFrame({"t": np.arange(1.0, 21), "e": [0, 1] * 10, "g": list("abcde") * 4})
    (chart,) = km(frame, time="t", event="e", by="g").charts
    assert not [mark for mark in chart.marks if isinstance(mark, Band)]


def test_long_curves_are_thinned_out():
    frame = pd.DataFrame({"t": np.arange(5000.0), "e": [0, 1] * 2500})
    (chart,) = km(frame, time="t", event="e").charts
    band, line, ticks = chart.marks
    assert len(band.x) <= 500
    assert len(line.x) <= 502
    assert len(ticks.x) <= 150
    assert line.x[-1] == 4999


def verdicts(found):
    return {check.name: check.verdict for check in found.checks}


def test_censoring_is_the_readers_call(table):
    alone = km(table("lung"), time="time", event="status")
    assert verdicts(alone) == {"Censoring says nothing": "Your call"}
    assert "Censored: 28\u202f%." in alone.checks[0].reason


def test_curves_that_cross_are_noticed():
    early = pd.DataFrame({"t": [1.0, 2, 3, 20, 21, 22], "e": 1, "g": "early"})
    late = pd.DataFrame({"t": [8.0, 9, 10, 11, 12, 23], "e": 1, "g": "late"})
    found = km(pd.concat([early, late]), time="t", event="e", by="g")
    assert verdicts(found)["Curves do not cross"] == "Not met"
    assert "early and late cross before 11" in found.checks[0].reason


def test_curves_apart_do_not_cross(table):
    found = km(table("lung"), time="time", event="status", by="sex")
    assert verdicts(found)["Curves do not cross"] == "Met"


def test_a_thin_tail_is_noted(table):
    (note,) = km(table("lung"), time="time", event="status").notes
    assert note.strong == "After 765 fewer than 10 rows are at risk."


def test_small_groups_are_noted(table):
    (note,) = km(table("edge"), time="time", event="event", by="arm").notes
    assert note.strong == "Fewer than 10 rows for arm = a and arm = b."


def test_negative_times_are_refused():
    frame = pd.DataFrame({"t": [1.0, -2, 3], "e": [0, 1, 1]})
    with pytest.raises(DataError, match="negative times \\(lowest −2\\)"):
        km(frame, time="t", event="e")


def test_data_without_a_complete_row_are_refused():
    frame = pd.DataFrame({"t": [1.0, np.nan], "e": [np.nan, 1]})
    with pytest.raises(DataError, match="None of 2 rows has a value in each of `t`, `e`"):
        km(frame, time="t", event="e")


def test_too_many_groups_are_refused():
    frame = pd.DataFrame({"t": np.arange(26.0), "e": [0, 1] * 13, "g": list("abcdefghijklm") * 2})
    with pytest.raises(DataError, match="`g` has 13 groups"):
        km(frame, time="t", event="e", by="g")


def test_an_event_column_with_three_values_does_not_fit(table):
    with pytest.raises(UnfitColumnError, match="Columns that fit: `status`, `sex`"):
        km(table("lung"), time="time", event="ecog")


def test_a_column_is_not_named_twice(table):
    with pytest.raises(ParameterError, match="`event` and `by` are both `status`"):
        km(table("lung"), time="time", event="status", by="status")


def test_a_curve_that_stays_above_one_half_has_no_median():
    assert median(np.array([0.0, 1]), np.array([1, 0.6])) == np.inf


def test_a_curve_that_ends_at_one_half_has_its_last_step_as_median():
    assert median(np.array([0.0, 1, 5]), np.array([1, 0.75, 0.5])) == 5


def test_an_event_column_that_changed_since_it_was_offered_is_refused():
    with pytest.raises(DataError, match="`e` has 3 values: a, b and c"):
        events(pd.Series(["a", "b", "c"], name="e"))


def test_a_curve_that_ends_with_many_rows_has_no_thin_tail():
    frame = pd.DataFrame({"t": [1.0] * 5 + [2.0] * 20, "e": [1] * 5 + [0] * 20})
    assert not km(frame, time="t", event="e").notes
