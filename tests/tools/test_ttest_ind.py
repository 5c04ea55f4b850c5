"""Comparing two means. Reference: R 4.2 (t.test, wilcox.test, pt with ncp, aov) via reference.R."""

import numpy as np
import pandas as pd
import pytest

from jupyter_analyst.charts import GREY, Band, Intervals, Line, Points
from jupyter_analyst.errors import DataError, ParameterError, UnfitColumnError
from jupyter_analyst.tools.effect import hedges_g_interval, size_word
from jupyter_analyst.tools.palette.ttest_ind import ttest_ind

CASES = {
    "sleep": ("sleep", "extra", "group", {}),
    "sleep_student": ("sleep", "extra", "group", {"equal_var": True}),
    "mtcars_mpg_am": ("mtcars", "mpg", "am", {}),
    "mtcars_mpg_am_90": ("mtcars", "mpg", "am", {"alpha": 0.1}),
    "lung_weight_loss": ("lung", "weight_loss", "sex", {}),
    "edge_small": ("edge", "small", "arm", {}),
}


@pytest.mark.parametrize("case", CASES)
def test_statistics_agree_with_r(case, table, reference, agree):
    data, value, by, options = CASES[case]
    agree(
        ttest_ind(table(data), value=value, by=by, **options).values, reference["ttest_ind"][case]
    )


def test_three_kinds_of_irises_agree_with_r_two_by_two(table, reference, agree):
    frame = table("iris").query("species != 'setosa'")
    found = ttest_ind(frame, value="petal_length", by="species")
    agree(found.values, reference["ttest_ind"]["iris_petals"])


def test_values_of_groups_agree_with_r(table, reference):
    values = ttest_ind(table("sleep"), value="extra", by="group").values
    for group in "12":
        expected = reference["describe"][f"sleep_extra_{group}"]
        for name in ("n", "mean", "sd", "median", "ci_low", "ci_high"):
            assert values[f"{name}[{group}]"] == pytest.approx(expected[name], rel=1e-12)


def test_the_answer_is_said_in_a_sentence(table):
    found = ttest_ind(table("mtcars"), value="mpg", by="am")
    assert found.sentence == (
        "The mean of mpg is **7.24 lower** where am is 0 (*M* = 17.15, *SD* = 3.83) than where it "
        "is 1 (*M* = 24.39, *SD* = 6.17): difference −7.24, 95\u202f% CI [−11.28, −3.21], Welch’s "
        "*t*(18.3) = −3.77, *p* = .001. The effect is large, Hedges’ *g* = −1.44, "
        "95\u202f% CI [−2.21, −0.65]."
    )


def test_a_difference_chance_could_explain_is_said_to_be_one(table):
    found = ttest_ind(table("sleep"), value="extra", by="group", equal_var=True)
    assert "which chance alone could explain" in found.sentence
    assert "Student’s *t*(18) = −1.86, *p* = .079" in found.sentence


def test_equal_means_are_not_called_lower_or_higher():
    frame = pd.DataFrame({"x": [1.0, 2, 3, 1, 2, 3], "g": list("aaabbb")})
    assert "**no different**" in ttest_ind(frame, value="x", by="g").sentence


def test_a_difference_is_said_twice_with_the_same_decimals():
    frame = pd.DataFrame({"x": [1.0, 2, 3, 1.08, 2.08, 3.08], "g": list("aaabbb")})
    said = ttest_ind(frame, value="x", by="g").sentence
    assert "**0.08 lower**" in said
    assert "difference −0.08, " in said


def test_the_first_group_in_order_has_the_second_subtracted():
    frame = pd.DataFrame({"x": [1.0, 2, 5, 7], "g": ["z", "z", "a", "a"]})
    found = ttest_ind(frame, value="x", by="g")
    assert found.values["diff"] == 4.5
    assert found.tables[0].caption == "x, in its unit; difference: g = a minus g = z"


def test_the_table_has_a_row_per_group_and_the_difference(table):
    (shown,) = ttest_ind(table("sleep"), value="extra", by="group").tables
    assert shown.texts() == [
        ["1", "10", "0.75", "−0.53 to 2.03", "1.79", "0.35"],
        ["2", "10", "2.33", "0.90 to 3.76", "2.00", "1.75"],
        ["Difference", "–", "−1.58", "−3.37 to 0.21", "–", "–"],
    ]


def test_incomplete_rows_are_left_out_and_counted():
    frame = pd.DataFrame(
        {"x": [1.0, 2, 3, 4, np.nan, 6], "g": ["a", "a", "b", "b", "b", None]},
    )
    found = ttest_ind(frame, value="x", by="g")
    assert (found.n_used, found.n_left_out) == (4, 2)
    assert "2 rows of 6 left out (33\u202f%)." in [note.strong for note in found.notes]


def verdicts(found):
    return {check.name: check.verdict for check in found.checks}


def test_checks_carry_the_numbers_of_r(table, reference):
    sleep = ttest_ind(table("sleep"), value="extra", by="group")
    expected = reference["ttest_checks"]
    first, second = expected["sleep_shapiro_1"], expected["sleep_shapiro_2"]
    normal = sleep.checks[0].reason
    assert f"*p* = {first:.3f}".replace("0.", ".") in normal
    assert f"*p* = {second:.3f}".replace("0.", ".") in normal
    cars = ttest_ind(table("mtcars"), value="mpg", by="am").checks[1].reason
    assert f"Brown–Forsythe {expected['mtcars_brown_forsythe']:.1f}" in cars
    assert f"*p* = {expected['mtcars_brown_forsythe_p']:.3f}".replace("0.", ".") in cars


def test_welch_does_not_need_equal_variances_but_student_does():
    frame = pd.DataFrame(
        {"x": [1, 1.1, 1.2, 0.9, 1, 1.1, -9, 3, 12, 30, -20, 8], "g": list("aaaaaabbbbbb")}
    )
    welch = ttest_ind(frame, value="x", by="g")
    student = ttest_ind(frame, value="x", by="g", equal_var=True)
    assert verdicts(welch)["Equal variances"] == "Not needed"
    assert verdicts(student)["Equal variances"] == "Not met"
    assert "Use Welch’s test" in student.checks[1].reason


def test_student_with_equal_variances_is_met(table):
    found = ttest_ind(table("sleep"), value="extra", by="group", equal_var=True)
    assert verdicts(found) == {
        "Normal in each group": "Met",
        "Equal variances": "Met",
        "No extreme values": "Met",
        "Independent rows": "Your call",
    }


def test_skewed_large_groups_may_still_be_compared():
    x = np.concatenate([np.arange(40.0) ** 4, np.arange(40.0) ** 4 + 1])
    found = ttest_ind(pd.DataFrame({"x": x, "g": ["a"] * 40 + ["b"] * 40}), value="x", by="g")
    assert verdicts(found)["Normal in each group"] == "Not met"
    assert "With 40 and 40 rows the means may still be compared." in found.checks[0].reason
    assert not found.notes


def test_skewed_small_groups_are_sent_to_ranks():
    x = [1, 1, 2, 2, 3, 90, 1, 2, 2, 3, 3, 4]
    found = ttest_ind(pd.DataFrame({"x": x, "g": list("aaaaaabbbbbb")}), value="x", by="g")
    assert "a rank test (Mann–Whitney) is safer" in found.checks[0].reason
    assert found.notes[0].strong == "A small group has a skewed distribution."
    assert verdicts(found)["No extreme values"] == "Not met"
    assert "1 and 0 beyond 1.5 IQR" in found.checks[2].reason


def test_two_rows_cannot_tell_whether_they_are_normal():
    frame = pd.DataFrame({"x": [1.0, 2, 5, 7], "g": list("aabb")})
    assert verdicts(ttest_ind(frame, value="x", by="g"))["Normal in each group"] == "Your call"


def test_a_group_without_spread_still_compares():
    frame = pd.DataFrame({"x": [1.0, 1, 1, 4, 5, 6], "g": list("aaabbb")})
    found = ttest_ind(frame, value="x", by="g")
    assert found.values["sd[a]"] == 0
    assert found.values["df"] == pytest.approx(2)


def test_the_charts_show_means_distributions_and_quantiles(table):
    means, distributions, quantiles = ttest_ind(table("mtcars"), value="mpg", by="am").charts
    assert [chart.title for chart in (means, distributions, quantiles)] == [
        "Means",
        "Distributions",
        "Q–Q plot",
    ]
    assert all(isinstance(mark, Intervals) for mark in means.marks)
    bands = [mark for mark in distributions.marks if isinstance(mark, Band)]
    assert bands[0].x == bands[1].x
    assert [sum(band.high) for band in bands] == pytest.approx([1, 1])
    diagonal, *points = quantiles.marks
    assert isinstance(diagonal, Line)
    assert diagonal.series == GREY
    assert [len(mark.x) for mark in points if isinstance(mark, Points)] == [19, 13]


def test_a_large_group_is_drawn_by_its_quantiles():
    frame = pd.DataFrame({"x": np.arange(1000.0), "g": ["a", "b"] * 500})
    quantiles = ttest_ind(frame, value="x", by="g").charts[2]
    assert {len(mark.x) for mark in quantiles.marks[1:]} == {200}


def test_more_than_two_groups_are_refused_with_the_columns_that_fit(table):
    frame = table("iris").assign(large=lambda rows: rows.petal_length > 2)
    with pytest.raises(DataError) as refused:
        ttest_ind(frame, value="petal_length", by="species")
    assert isinstance(refused.value, UnfitColumnError)
    assert "with 3 different values" in str(refused.value)
    assert "Columns that fit: `large`." in str(refused.value)


def test_a_group_that_is_empty_without_its_missing_rows_is_refused():
    frame = pd.DataFrame({"x": [1.0, 2, np.nan], "g": ["a", "a", "b"]})
    with pytest.raises(DataError, match=r"`g` has 1 group with `x`: a \(2 rows\)"):
        ttest_ind(frame, value="x", by="g")


def test_a_group_of_one_row_is_refused():
    frame = pd.DataFrame({"x": [1.0, 2, 3], "g": ["a", "a", "b"]})
    with pytest.raises(DataError, match=r"a \(2 rows\) and b \(1 row\); each group needs"):
        ttest_ind(frame, value="x", by="g")


@pytest.mark.parametrize(
    ("values", "words"),
    [([3.0, 3, 4, 4], "does not vary within groups"), ([1e200, -1e200, 1, 2], "too large")],
)
def test_values_without_a_usable_spread_are_refused(values, words):
    with pytest.raises(DataError, match=words):
        ttest_ind(pd.DataFrame({"x": values, "g": list("aabb")}), value="x", by="g")


def test_a_column_is_not_compared_with_itself(table):
    with pytest.raises(ParameterError, match="`value` and `by` are both `am`"):
        ttest_ind(table("mtcars"), value="am", by="am")


def test_effects_are_named_by_cohens_rule():
    assert [size_word(g) for g in (0.1, -0.2, 0.5, -0.8)] == [
        "negligible",
        "small",
        "medium",
        "large",
    ]


def test_an_effect_too_large_for_the_noncentral_t_has_no_interval():
    assert hedges_g_interval(1e7, (3, 3), 0.05) is None
