"""Relating numbers. Reference: R 4.2 (cor.test, p.adjust) via reference.R."""

import numpy as np
import pandas as pd
import pytest

from jupyter_analyst.charts import Cells, Line, Points
from jupyter_analyst.errors import DataError
from jupyter_analyst.tools.palette.correlation import correlation

PAIRS = {
    "mtcars_pearson": ("mtcars", "wt,mpg", {"method": "pearson"}),
    "mtcars_spearman": ("mtcars", "wt,mpg", {"method": "spearman"}),
    "mtcars_kendall": ("mtcars", "wt,mpg", {"method": "kendall"}),
    "lung_pearson": ("lung", "age,weight_loss", {"alpha": 0.01}),
    "edge_pearson": ("edge", "large,small", {}),
}
MATRICES = {
    "iris_pearson_holm": ("iris", (), {}),
    "mtcars_spearman_bh": ("mtcars", "mpg,drat,qsec,carb", {"method": "spearman", "adjust": "bh"}),
    "lung_kendall_none": (
        "lung",
        "age,ecog,weight_loss",
        {"method": "kendall", "adjust": "none"},
    ),
}


@pytest.mark.parametrize("case", PAIRS)
def test_a_pair_agrees_with_r(case, table, reference, agree):
    data, columns, options = PAIRS[case]
    agree(
        correlation(table(data), columns=columns, **options).values, reference["correlation"][case]
    )


def test_kendall_without_ties_is_exact_as_in_r(table, reference, agree):
    extra = table("sleep").extra.to_numpy()
    frame = pd.DataFrame({"a": extra[:10], "b": extra[10:]}).drop(3)
    found = correlation(frame, method="kendall")
    agree(found.values, reference["correlation"]["sleep_kendall_exact"])


@pytest.mark.parametrize("case", MATRICES)
def test_all_pairs_agree_with_r(case, table, reference, agree):
    data, columns, options = MATRICES[case]
    found = correlation(table(data), columns=columns, **options)
    agree(found.values, reference["correlation_matrix"][case])
    assert "r" not in found.values


def test_one_pair_is_said_in_a_sentence(table):
    found = correlation(table("mtcars"), columns="wt,mpg")
    assert found.sentence == (
        "wt and mpg are **strongly negatively correlated**: Pearson’s *r*(30) = −0.868, "
        "95\u202f% CI [−0.934, −0.744], *p* < .001."
    )


def test_several_pairs_are_summed_up(table):
    found = correlation(table("iris"))
    assert found.sentence.startswith(
        "**5 of 6 pairs** are correlated beyond chance (*p* < .05 after Holm). The closest, "
        "petal_length and petal_width, are strongly positively correlated: Pearson’s *r*(148) = "
        "0.963, 95\u202f% CI [0.949, 0.973], *p* < .001 after Holm."
    )


@pytest.mark.parametrize(
    ("y", "words"),
    [
        ([1.0, 2, 3, 4, 6], "strongly positively correlated"),
        ([3.0, 1, 2, 5, 2.5], "moderately positively correlated**, which chance alone"),
        ([3.0, 2, 1.9, 2, 3], "hardly correlated**:"),
    ],
)
def test_strength_and_doubt_are_said(y, words):
    assert words in correlation(pd.DataFrame({"x": [1.0, 2, 3, 4, 5], "y": y})).sentence


def test_pairwise_uses_more_rows_than_listwise():
    frame = pd.DataFrame(
        {"a": [1.0, 2, 3, 4, 5], "b": [2.0, 1, 4, 3, np.nan], "c": [np.nan, 3, 2, 5, 1]}
    )
    pairwise, listwise = correlation(frame), correlation(frame, missing="listwise")
    assert [pairwise.values[f"n[{pair}]"] for pair in ("a,b", "a,c", "b,c")] == [4, 4, 3]
    assert [listwise.values[f"n[{pair}]"] for pair in ("a,b", "a,c", "b,c")] == [3, 3, 3]
    assert (pairwise.n_used, pairwise.n_left_out) == (5, 0)
    assert (listwise.n_used, listwise.n_left_out) == (3, 2)


def test_a_perfect_line_has_an_interval_of_one_point():
    values = correlation(pd.DataFrame({"a": [1.0, 2, 3, 4], "b": [2.0, 4, 6, 8]})).values
    assert values["r"] == pytest.approx(1)
    assert values["ci_low"] == pytest.approx(1)


def test_three_rows_have_no_interval():
    found = correlation(pd.DataFrame({"a": [1.0, 2, 3], "b": [1.0, 3, 2]}))
    assert "ci_low" not in found.values
    assert "CI" not in found.sentence
    assert found.tables[0].rows[0][2] is None


def verdicts(found):
    return {check.name: check.verdict for check in found.checks}


def test_a_straight_line_is_met_and_a_bent_one_is_not():
    x = np.arange(30.0)
    straight = correlation(pd.DataFrame({"x": x, "y": 2 * x + np.sin(7 * x)}))
    bent = correlation(pd.DataFrame({"x": x, "y": (x - 12) ** 2}))
    assert verdicts(straight)["Straight line"] == "Met"
    assert verdicts(bent)["Straight line"] == "Not met"


def test_a_row_that_makes_the_correlation_is_named():
    frame = pd.DataFrame({"x": [1.0, 2, 1, 2, 1, 2, 20], "y": [2.0, 1, 1, 2, 2, 1, 20]})
    found = correlation(frame)
    assert verdicts(found)["No single row decides"] == "Not met"
    assert found.notes[0].strong == "Row 7 decides about x and y."
    assert "it is −0.33 instead of 0.99" in found.notes[0].text


def test_rows_are_numbered_as_in_the_data():
    frame = pd.DataFrame({"x": [np.nan, 1.0, 2, 1, 2, 1, 2, 20], "y": [5.0, 2, 1, 1, 2, 2, 1, 20]})
    assert correlation(frame).notes[0].strong == "Row 8 decides about x and y."


def test_several_pairs_with_decisive_rows_are_counted():
    x = [1.0, 2, 1, 2, 1, 2, 20]
    frame = pd.DataFrame({"x": x, "y": [2.0, 1, 1, 2, 2, 1, 20], "z": [1.0, 1, 2, 2, 1, 2, 30]})
    assert correlation(frame).notes[0].strong == "Single rows decide about 3 of 3 pairs."


def test_ranks_need_neither_line_nor_normal_rows(table):
    found = correlation(table("mtcars"), columns="wt,mpg", method="spearman")
    assert verdicts(found)["Straight line, no extreme rows"] == "Not needed"


def test_three_rows_are_too_few_to_leave_one_out():
    found = correlation(pd.DataFrame({"a": [1.0, 2, 3], "b": [1.0, 3, 2]}))
    assert verdicts(found)["No single row decides"] == "Your call"


def test_two_columns_get_a_scatter_plot_with_a_line(table):
    (chart,) = correlation(table("mtcars"), columns="wt,mpg").charts
    points, line = chart.marks
    assert isinstance(points, Points)
    assert isinstance(line, Line)
    # R: coef(lm(mpg ~ wt)) is 37.2851 - 5.3445 wt
    assert line.y[0] == pytest.approx(37.2851 - 5.3445 * 1.513, abs=1e-3)


def test_more_columns_get_a_heat_map_and_the_strongest_pair(table):
    heat, scatter = correlation(table("iris")).charts
    (cells,) = heat.marks
    assert isinstance(cells, Cells)
    assert cells.values[0][0] == 1
    assert cells.values[0][1] == cells.values[1][0] == pytest.approx(-0.11757, abs=1e-5)
    assert (scatter.x.label, scatter.y.label) == ("petal_length", "petal_width")


def test_many_rows_are_thinned_out_in_the_chart():
    x = np.arange(4000.0)
    (chart,) = correlation(pd.DataFrame({"x": x, "y": np.sin(x)}), method="kendall").charts
    assert len(chart.marks[0].x) == 1334
    assert chart.alt.startswith("1,334 rows of 4,000")


def test_a_column_that_does_not_vary_is_left_out_and_noted():
    frame = pd.DataFrame({"a": [1.0, 2, 3, 4], "b": [2.0, 1, 4, 3], "c": [5.0] * 4})
    found = correlation(frame)
    assert found.notes[-1].strong == "2 pairs left out: a – c and b – c."
    assert found.charts[0].marks[0].values[0][2] is None
    assert found.values["p_adjusted[a,b]"] == found.values["p[a,b]"]


def test_only_the_strongest_of_many_pairs_are_listed(table):
    (shown,) = correlation(table("mtcars")).tables
    assert shown.caption == "The 28 strongest of 55 pairs"
    assert len(shown.rows) == 28
    assert shown.rows[0][0] == "cyl – disp"


@pytest.mark.parametrize(
    ("columns", "words"), [("wt", "there is 1: wt"), ((), "there are 41")], ids=["one", "many"]
)
def test_too_few_or_too_many_columns_are_refused(columns, words, table):
    frame = table("mtcars") if columns else pd.DataFrame(np.eye(41)).add_prefix("c")
    with pytest.raises(DataError, match=words):
        correlation(frame, columns=columns)


def test_columns_without_common_rows_are_refused():
    frame = pd.DataFrame({"a": [1.0, 2, np.nan, np.nan], "b": [np.nan, np.nan, 1, 2]})
    with pytest.raises(DataError, match="a pair has at most 0 common rows"):
        correlation(frame)


def test_a_row_whose_absence_leaves_no_spread_has_no_influence():
    frame = pd.DataFrame({"x": [1.0, 1, 1, 5], "y": [1.0, 2, 3, 4]})
    assert correlation(frame).values["r"] == pytest.approx(0.774597, rel=1e-6)
